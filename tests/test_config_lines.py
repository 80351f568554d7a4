"""The line on which each key of a configuration stands, whatever TOML it is written in."""

import tomllib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.config.lines import KeyPath, key_lines
from bot.config.quote import dotted

ODD = '''\
a = 1 # b = 2
"quoted key" . 'x.y' . z-1 = "# no comment \\" [no.table]"
multi = """
[not.a.table]
not_a_key = 1 \\""" still
""""" # five quotes: two are the text's
raw = \'\'\'
no = 'pe'\'\'\'
list = [ # comment ]
  "]", [2, 3],
  {in = {deep = "}"}, more = 5},
]
when = 1979-05-27 07:32:00 # a space in a value
"\\u0065\\"" = {}
[one."two.dots"] # header
k.j.i = true
k.j.h = [[], {}]
[[fruit]]
name = "apple"
[fruit.colour]
hue = 'red'
[[fruit.kind]]
x = 1
[[fruit.kind]]
[[fruit]]
[fruit.colour]
[one]
  indented = +inf'''


def test_the_lines_of_an_odd_file() -> None:
    by_line: dict[int, str] = {}
    for path, line in key_lines(ODD).items():
        by_line[line] = f"{by_line.get(line, '')} {dotted(path)}".strip()
    assert by_line == {
        1: "a",
        2: '"quoted key" "quoted key"."x.y" "quoted key"."x.y".z-1',
        3: "multi",
        7: "raw",
        9: "list",
        10: "list[1] list[2] list[2][1] list[2][2]",
        11: "list[3] list[3].in list[3].in.deep list[3].more",
        13: "when",
        14: r'"e\""',
        15: 'one one."two.dots"',
        16: 'one."two.dots".k one."two.dots".k.j one."two.dots".k.j.i',
        17: 'one."two.dots".k.j.h one."two.dots".k.j.h[1] one."two.dots".k.j.h[2]',
        18: "fruit fruit[1]",
        19: "fruit[1].name",
        20: "fruit[1].colour",
        21: "fruit[1].colour.hue",
        22: "fruit[1].kind fruit[1].kind[1]",
        23: "fruit[1].kind[1].x",
        24: "fruit[1].kind[2]",
        25: "fruit[2]",
        26: "fruit[2].colour",
        28: "one.indented",
    }
    assert set(key_lines(ODD)) == paths(tomllib.loads(ODD))


def test_an_inline_table_of_toml_1_1_may_run_over_lines() -> None:
    assert key_lines("t = {\n  a = 1, # one\n  b = [\n  2],\n}\nc = 3") == {
        ("t",): 1, ("t", "a"): 2, ("t", "b"): 3, ("t", "b", 0): 4, ("c",): 6,
    }  # fmt: skip


def paths(value: Any, above: KeyPath = ()) -> set[KeyPath]:
    """Give the path of everything in what tomllib has read."""
    named = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {path for name, inner in named for path in ((*above, name), *paths(inner, (*above, name)))}


SPACE = st.sampled_from(["", " ", "\t "])
BREAK = st.sampled_from(["\n", "\r\n", "\n\n", " # [c] = ']\"\n", "\n\t\n"])
NAME = st.sampled_from(["a", "b", "c-1", "2", '"a"', "'b.c'", '"é \\" # ="', '""', '"\\u0061\\t"'])
KEY = st.builds(lambda names, s: f"{s}.{s}".join(names), st.lists(NAME, min_size=1, max_size=3), SPACE)
STRING = st.sampled_from(
    [
        '""',
        "''",
        '"]"',
        '"\\\\"',
        '"a\\"b" ',
        "'#}\\'",
        '"""a\n"b""\\""""',
        '""""""',
        '"""\\\n x"""""',
        "'''\n[a]\n'''''",
        "''''a'''",
    ]
)
PLAIN = st.sampled_from(
    ["1", "-0.5e+3", "true", "0xff", "nan", "1979-05-27T07:32:00Z", "1979-05-27 07:32:00.5", "07:32:00"]
)


def list_of(values: list[str], gap: str, comma_after: bool) -> str:
    last = f",{gap}" if comma_after and values else ""
    return f"[{gap}{f'{gap},{gap}'.join(values)}{last}]"


def table_of(pairs: list[str], gap: str) -> str:
    return f"{{{gap}{f'{gap},{gap}'.join(pairs)}{gap}}}"


VALUE = st.recursive(
    STRING | PLAIN,
    lambda inner: (
        st.builds(list_of, st.lists(inner, max_size=3), BREAK | SPACE, st.booleans())
        | st.builds(table_of, st.lists(st.builds("{}={}".format, KEY, inner), max_size=2), SPACE)
    ),
    max_leaves=6,
)
STATEMENT = (
    st.builds("{0}{1}{0}={0}{2}".format, SPACE, KEY, VALUE)
    | st.builds("{0}[{0}{1}{0}]".format, SPACE, KEY)
    | st.builds("{0}[[{0}{1}{0}]]".format, SPACE, KEY)
)
DOCUMENT = st.lists(st.tuples(STATEMENT, BREAK), max_size=8)


def parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def kept(statements: list[tuple[str, str]]) -> str:
    """Put statements together, without those that tomllib refuses after the ones before them."""
    text = ""
    for statement, gap in statements:
        if parsed(text + statement + gap) is not None:
            text += statement + gap
    return text


@given(DOCUMENT)
def test_every_key_of_any_document_has_the_line_it_begins_on(statements: list[tuple[str, str]]) -> None:
    text = kept(statements)
    lines = key_lines(text)
    assert set(lines) == paths(tomllib.loads(text))
    rows = text.split("\n")
    for path, line in lines.items():
        before = parsed("\n".join(rows[: line - 1]))
        assert before is None or path not in paths(before)
        ends = (parsed("\n".join(rows[:end])) for end in range(line, len(rows) + 1))
        first_whole = next(document for document in ends if document is not None)
        assert path in paths(first_whole)


@given(st.text(alphabet="ab.=[]{}\"'#,\\\n 1", max_size=40))
def test_any_text_that_is_toml_is_scanned(text: str) -> None:
    document = parsed(text)
    if document is not None:
        assert set(key_lines(text)) == paths(document)
