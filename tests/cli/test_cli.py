"""The subcommands as a user runs them: what each does, says, leaves behind, and its exit status."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import DATELINE, SECONDS, dateline, environment

SAMPLE = Path(__file__).parent.parent.parent / "bot" / "sample" / "kursk.jsonl"

BAD_LINES = """\
{"type":"topic","uid":"t1","slug":"floods","title":"Floods"}
{"type":"topic","uid":"t2","slug":"Not A Slug","title":"x"}
not json
{"type":"actor","uid":"a1","name":"Somebody","kind":"persn"}
"""


def tables(path: Path) -> dict[str, int]:
    """Counts what a desk holds, without Dateline."""
    conn = sqlite3.connect(path)
    try:
        names = ("topics", "actors", "sources", "claims", "relations", "revisions")
        return {name: conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608  # words above
    finally:
        conn.close()


STORY = {"topics": 2, "actors": 14, "sources": 1, "claims": 14, "relations": 2, "revisions": 1}


def test_the_first_question_makes_the_sample_desk_whole(tmp_path: Path) -> None:
    asked = dateline(tmp_path, "ask", "/timeline kursk")
    assert (asked.status, asked.err) == (0, "")
    assert asked.out.startswith("Timeline: Kursk fighting\n")
    assert "\x1b" not in asked.out
    assert tables(tmp_path / "data" / "sample.db") == STORY
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample.db"]


def test_an_answer_is_plain_when_piped_and_a_card_as_json(tmp_path: Path) -> None:
    asked = dateline(tmp_path, "ask", "--json", "/topics")
    assert asked.status == 0
    assert json.loads(asked.out)["title"] == {"key": "topics-title", "values": {}}


def test_answers_are_in_the_language_of_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('locale = "de"\n', "utf-8")
    asked = dateline(tmp_path, "ask", "/timeline kursk since:2025-04-26 until:2025-04-26")
    assert (asked.status, asked.err) == (0, "")
    assert asked.out.startswith("Zeitleiste: Kursk fighting\n")
    assert "Russia gibt bekannt: Russia has regained" in asked.out
    greeted = dateline(tmp_path, "console", typed="/help topics\n")
    assert greeted.out.startswith("/topics\n\nListet die Themen auf, mit der Zahl ihrer Aussagen.\n")


def test_words_need_no_quotes_and_no_slash(tmp_path: Path) -> None:
    asked = dateline(tmp_path, "ask", "timeline", "kursk", "order:oldest")
    assert asked.status == 0
    assert asked.out.startswith("Timeline: Kursk fighting\n")


def test_what_cannot_be_answered_says_why_and_is_status_1(tmp_path: Path) -> None:
    asked = dateline(tmp_path, "ask", "/timelin kursk")
    assert (asked.status, asked.err) == (1, "")
    assert asked.out == "There is no command “timelin”. Did you mean /timeline? /help lists them all.\n"
    assert json.loads(dateline(tmp_path, "ask", "--json", "/nothing").out)["failed"] is True


def test_the_users_own_edits_of_the_sample_stay(tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('{"type":"topic","uid":"t1","slug":"floods","title":"Floods"}\n')
    dateline(tmp_path, "import", "more.jsonl")
    asked = dateline(tmp_path, "ask", "/topics")
    assert "Floods" in asked.out
    assert "Kursk fighting" in asked.out


def test_a_start_that_was_killed_leaves_no_half_desk(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in (".sample-in-the-making.db", ".sample-in-the-making.db-wal"):
        (tmp_path / "data" / name).write_bytes(b"half of it")
    assert dateline(tmp_path, "ask", "/topics").status == 0
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample.db"]
    assert tables(tmp_path / "data" / "sample.db") == STORY


def test_of_first_starts_at_one_moment_one_makes_the_sample(tmp_path: Path) -> None:
    started = [
        subprocess.Popen(
            [*DATELINE, "ask", "/topics"], cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    answers = {program.communicate(timeout=SECONDS)[0] for program in started}
    assert [program.returncode for program in started] == [0, 0, 0]
    assert len(answers) == 1
    assert tables(tmp_path / "data" / "sample.db") == STORY
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample.db"]


def test_a_new_desk_says_where_it_is_and_what_to_do_next(tmp_path: Path) -> None:
    made = dateline(tmp_path, "desk", "new", "newsroom", "--data", "our desks")
    path = tmp_path / "our desks" / "newsroom.db"
    assert (made.status, made.err) == (0, "")
    assert made.out == (
        f"Made the desk newsroom: {path}\n"
        "It is empty. What to do next:\n"
        "  dateline import FILE --desk newsroom --data 'our desks'\n"
        "  dateline console --desk newsroom --data 'our desks'\n"
    )
    assert tables(path) == dict.fromkeys(STORY, 0)


def test_a_desk_that_is_there_is_never_made_anew(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    before = (tmp_path / "data" / "newsroom.db").read_bytes()
    again = dateline(tmp_path, "desk", "new", "newsroom")
    assert (again.status, again.out) == (1, "")
    assert again.err == (
        f"dateline: There is a desk 'newsroom' already: {tmp_path}/data/newsroom.db. "
        "Open it with `dateline console --desk newsroom`, or choose another name.\n"
    )
    assert (tmp_path / "data" / "newsroom.db").read_bytes() == before


@pytest.mark.parametrize("name", ["sample", "dateline"])
def test_names_that_dateline_needs_are_not_given_away(tmp_path: Path, name: str) -> None:
    made = dateline(tmp_path, "desk", "new", name)
    assert (made.status, made.err) == (
        1,
        f"dateline: '{name}' is Dateline's own. Call the desk something else.\n",
    )


def test_desks_are_listed_with_what_is_wrong_with_them(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    (tmp_path / "data" / "broken.db").write_text(
        "no database, and longer than SQLite's header of 100 bytes" * 3
    )
    (tmp_path / "data" / "dateline.db").write_text("the registry")
    listed = dateline(tmp_path, "desk", "list")
    data = tmp_path / "data"
    assert listed.status == 0
    assert listed.out == (
        f"broken  can't be opened: {data}/broken.db is no desk: it is not an SQLite database.  "
        f"{data}/broken.db\n"
        f"newsroom  0 claims  {data}/newsroom.db\n"
    )


def test_no_desks_are_listed_as_none(tmp_path: Path) -> None:
    listed = dateline(tmp_path, "desk", "list")
    assert (listed.status, listed.out) == (
        0,
        f"There are no desks in {tmp_path}/data. `dateline desk new NAME` makes one;\n"
        "`dateline console` makes a sample desk.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_an_import_says_what_went_in_and_a_second_adds_nothing(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    first = dateline(tmp_path, "import", SAMPLE, "--desk", "newsroom")
    assert (first.status, first.err) == (0, "")
    assert first.out == (
        "Imported into the desk newsroom: 2 topics, 14 actors, 1 source, 14 claims, 2 relations, "
        "revision r1.\n"
    )
    second = dateline(tmp_path, "import", SAMPLE, "--desk", "newsroom")
    assert (second.status, second.out) == (
        0,
        "Imported into the desk newsroom: nothing new.\n33 objects were there already.\n",
    )
    assert tables(tmp_path / "data" / "newsroom.db") == STORY


def test_what_differs_from_the_desk_is_named_and_left(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"type":"topic","uid":"kursk","slug":"kursk","title":"Another title"}\n'
    )
    done = dateline(tmp_path, "import", "a.jsonl")
    assert (done.status, done.out) == (
        0,
        "Imported into the desk sample: nothing new.\n1 object was there already.\n"
        "1 of them differs from the file's, and the desk's were left as they are: kursk\n",
    )


def test_an_import_names_each_bad_line_and_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text(BAD_LINES)
    dateline(tmp_path, "desk", "new", "newsroom")
    done = dateline(tmp_path, "import", "bad.jsonl", "--desk", "newsroom")
    assert (done.status, done.out) == (1, "")
    told = done.err.splitlines()
    assert [line.partition(": ")[0] for line in told[:3]] == ["bad.jsonl:2", "bad.jsonl:3", "bad.jsonl:4"]
    assert "Did you mean `person`?" in told[2]
    assert told[3] == (
        "3 lines are at fault, so nothing was imported. Mend what is wrong, or leave it out with --skip-bad."
    )
    assert tables(tmp_path / "data" / "newsroom.db")["revisions"] == 0


def test_bad_lines_can_be_left_out(tmp_path: Path) -> None:
    dateline(tmp_path, "desk", "new", "newsroom")
    done = dateline(tmp_path, "import", "-", "--desk", "newsroom", "--skip-bad", typed=BAD_LINES)
    assert done.status == 0
    assert done.out == ("Imported into the desk newsroom: 1 topic, revision r1.\n3 lines were left out.\n")
    assert done.err.startswith("-:2: ")


def test_an_export_imports_again_to_the_same_bytes(tmp_path: Path) -> None:
    out = dateline(tmp_path, "export", "a.jsonl")
    assert (out.status, out.out) == (0, "")
    assert out.err == (
        "Exported the desk sample to a.jsonl: 2 topics, 14 actors, 1 source, 14 claims, 2 relations.\n"
    )
    dateline(tmp_path, "desk", "new", "other")
    dateline(tmp_path, "import", "a.jsonl", "--desk", "other")
    again = dateline(tmp_path, "export", "--desk", "other")
    assert again.err == ""
    assert again.out == (tmp_path / "a.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("format_", "begins", "said"),
    [("csv", "\ufeff", "14 claims"), ("schema-org", '{"@context":"https://schema.org"', " nodes")],
)
def test_other_formats(tmp_path: Path, format_: str, begins: str, said: str) -> None:
    out = dateline(tmp_path, "export", "--format", format_, "file")
    assert out.status == 0
    assert said in out.err
    assert (tmp_path / "file").read_text(encoding="utf-8").startswith(begins)


def test_a_backup_is_a_desk(tmp_path: Path) -> None:
    done = dateline(tmp_path, "backup", "copy.db")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("Copied the desk sample to copy.db (")
    assert tables(tmp_path / "copy.db") == STORY
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sample.db"]


def test_a_sound_desk_is_said_to_be(tmp_path: Path) -> None:
    done = dateline(tmp_path, "check")
    assert (done.status, done.out, done.err) == (
        0,
        f"The desk sample is sound: {tmp_path}/data/sample.db\n",
        "",
    )


def test_what_is_wrong_with_a_desk_is_listed(tmp_path: Path) -> None:
    dateline(tmp_path, "ask", "/topics")
    conn = sqlite3.connect(tmp_path / "data" / "sample.db")
    conn.execute("UPDATE claims SET sort_day = 0 WHERE uid = 'incursion'")
    conn.commit()
    conn.close()
    done = dateline(tmp_path, "check")
    assert done.status == 1
    assert "claim incursion: its rows in claims do not agree with the rest of it\n" in done.out
    assert done.err.startswith("dateline: The desk sample has what is listed above. Restore a backup,")


def test_config_check_says_what_would_be_served(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('data = "desks"\n[console]\ndesk = "newsroom"\n')
    missing = dateline(tmp_path, "config", "check")
    assert missing.status == 2
    assert missing.err == (
        f"dateline: console.desk: there is no desk 'newsroom' in {tmp_path}/desks. "
        "`dateline desk new newsroom` makes it.\n"
    )
    dateline(tmp_path, "desk", "new", "newsroom")
    found = dateline(tmp_path, "config", "check")
    assert (found.status, found.err) == (0, "")
    assert f"configuration: {tmp_path}/config.toml\n" in found.out
    assert "console.desk: newsroom\n" in found.out


def test_the_configured_desk_and_topic_are_meant_where_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('[console]\ndesk = "newsroom"\ntopic = "kursk"\n')
    dateline(tmp_path, "desk", "new", "newsroom")
    dateline(tmp_path, "import", SAMPLE, "--config", "c.toml")
    asked = dateline(tmp_path, "ask", "/timeline", "--config", "c.toml")
    assert asked.out.startswith("Timeline: Kursk fighting\n")
    assert not (tmp_path / "data" / "sample.db").exists()


def test_the_version_is_told_at_once() -> None:
    """Nothing of the storage, the wording or the console is loaded for it."""
    heavy = ("sqlite_utils", "edtf", "babel", "fluent", "rich", "prompt_toolkit", "rapidfuzz", "asyncio")
    code = (
        "import sys, bot.cli\n"
        "assert bot.cli.main(['--version']) == 0\n"
        f"assert not [name for name in {heavy!r} if name in sys.modules], sorted(sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "dateline 0.1.0\n", "")
