import re
from pathlib import Path
from typing import Literal, get_args, get_origin, get_type_hints

import msgspec
import pytest

from storage import lines
from storage.connection import open_reader
from storage.exchange.checking import FAULTS_KEPT, check
from storage.exchange.spreadsheet import COLUMNS
from storage.lines import (
    KIND_OF,
    Alias,
    Attribution,
    Evidence,
    Figure,
    Involvement,
    read,
    write,
)
from tests.storage.factories import desk_of

PAGE = (Path(__file__).parent.parent.parent / "docs" / "exchange.md").read_text()
PARTS: dict[str, type[msgspec.Struct]] = {
    **{f"`{kind}`": line for line, kind in KIND_OF.items()},
    "alias": Alias,
    "attribution": Attribution,
    "involvement": Involvement,
    "evidence": Evidence,
    "figure": Figure,
}


def rows(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, each a list of its cells."""
    section = re.split(r"^#+ ", PAGE.split(f" {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
    table = [line for line in section.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


def words(hint: object) -> list[str]:
    """The words of a field that takes one of several."""
    return [str(word) for word in get_args(hint)] if get_origin(hint) is Literal else []


@pytest.mark.parametrize("part", PARTS)
def test_the_page_has_every_field_in_its_order_and_says_which_must_be_there(part: str) -> None:
    shape = PARTS[part]
    info = msgspec.inspect.type_info(shape)
    assert isinstance(info, msgspec.inspect.StructType)
    expected = [(f"`{field.encode_name}`", "must" if field.required else "") for field in info.fields]
    assert [(name, must) for name, must, _ in rows(part)] == expected


@pytest.mark.parametrize("part", PARTS)
def test_the_page_has_every_word_a_field_may_hold_and_its_default(part: str) -> None:
    shape = PARTS[part]
    hints = get_type_hints(shape)
    info = msgspec.inspect.type_info(shape)
    assert isinstance(info, msgspec.inspect.StructType)
    for field, (_, _, text) in zip(info.fields, rows(part), strict=True):
        if choice := words(hints[field.name]):
            assert re.findall(r"`(\w+)`", text) == choice
            if not field.required:
                assert f"`{field.default}` (the default)" in text


@pytest.mark.parametrize("part", PARTS)
def test_the_page_has_how_long_a_text_may_be(part: str) -> None:
    info = msgspec.inspect.type_info(PARTS[part])
    assert isinstance(info, msgspec.inspect.StructType)
    for field, (_, _, text) in zip(info.fields, rows(part), strict=True):
        longest = _longest(field.type)
        if longest is not None and longest != 100:  # a date's; EDTF text is never near it
            assert f"at most {longest:,} characters" in text, field.name


def _longest(shape: msgspec.inspect.Type) -> int | None:
    if isinstance(shape, msgspec.inspect.Metadata):
        return _longest(shape.type)
    if isinstance(shape, msgspec.inspect.UnionType):
        return next((found for each in shape.types if (found := _longest(each)) is not None), None)
    return shape.max_length if isinstance(shape, msgspec.inspect.StrType) else None


def test_every_type_of_line_stands_on_the_page() -> None:
    assert set(get_args(lines.Line)) == set(KIND_OF)
    assert re.findall(r"^### `(\w+)`$", PAGE, re.MULTILINE) == list(KIND_OF.values())


def test_the_example_is_imported_as_it_stands(tmp_path: Path) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    for line in example.splitlines():
        assert write(read(line)) == line
    (tmp_path / "example.jsonl").write_text(example)
    db = open_reader(desk_of(tmp_path))
    report = check(tmp_path / "example.jsonl", db)
    db.close()
    assert report.faults == ()
    assert report.added == {"topic": 1, "actor": 2, "source": 2, "claim": 2, "relation": 1}


def test_the_columns_of_the_table_stand_on_the_page() -> None:
    assert [name for name, _ in rows("CSV")] == [f"`{column}`" for column in COLUMNS]


def test_the_numbers_of_the_import_stand_on_the_page() -> None:
    assert f"the first {FAULTS_KEPT:,} are told" in PAGE
