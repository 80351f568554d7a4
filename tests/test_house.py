"""The house rules that a reader of the code may rely on: who imports whom, and who knows what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "storage": {"storage"},
    "commands": {"storage", "commands"},
    "bot": {"storage", "commands", "bot"},
}
# Libraries that belong to one folder alone.
ONLY_IN = {
    "sqlite3": {"storage"},
    "edtf": {"storage"},
    "rich": {"bot"},
    "prompt_toolkit": {"bot"},
    "babel": {"bot"},
    "fluent": {"bot"},
    "discord": {"bot"},
    "aiohttp": {"bot"},
    "nio": {"bot"},
    "apscheduler": {"bot"},
}


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports name their module in full"
            yield node.module or ""


@pytest.mark.parametrize("folder", sorted(MAY_IMPORT))
def test_imports_run_one_way(folder: str) -> None:
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[folder]
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in sources(folder)
        for module in imports(path)
        if module.partition(".")[0] in forbidden
    ]
    assert wrong == []


@pytest.mark.parametrize("library", sorted(ONLY_IN))
def test_a_library_stays_where_it_belongs(library: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for folder in set(MAY_IMPORT) - ONLY_IN[library]
        for path in sources(folder)
        for module in imports(path)
        if module.partition(".")[0] == library
    ]
    assert wrong == []


@pytest.mark.parametrize(("adapter", "library"), [("discord", "discord"), ("matrix", "nio")])
def test_an_adapter_is_imported_by_nothing_but_what_starts_it(adapter: str, library: str) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for folder in MAY_IMPORT
        for path in sources(folder)
        if adapter not in path.relative_to(ROOT).parts and path.relative_to(ROOT) != Path("bot/running.py")
        for module in imports(path)
        if module.partition(".")[0] == library or module.startswith(f"bot.{adapter}")
    ]
    assert wrong == []


def test_storage_has_no_clock_of_its_own() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("storage")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    ]
    assert wrong == []


def test_commands_hold_no_sql() -> None:
    words = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "PRAGMA ")
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources("commands")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.strip().startswith(words)
    ]
    assert wrong == []


def test_no_file_outgrows_its_subject() -> None:
    folders = ("bot", "commands", "storage", "benchmarks")
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in folders
        for path in sources(folder)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert long == {}
