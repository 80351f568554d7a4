# ruff: noqa: RUF001  # typographic quotes and letters of other scripts are what is tested
import unicodedata
from collections.abc import Callable, Sequence
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commands.grammar import LONGEST, GrammarError, Slot, name_of, one_word, split, the_rest, write

DATES = {
    "2025-04",
    "april",
    "april 2025",
    "autumn 2024",
    "28 april",
    "between 10 and 12 march 2025",
    "yesterday",
}


def a_date(words: Sequence[str]) -> int:
    return max((n for n in range(1, len(words) + 1) if " ".join(words[:n]).lower() in DATES), default=0)


TIMELINE = (
    Slot("topic", the_rest),
    Slot("since", None),
    Slot("until", None),
    Slot("actor", None, many=True),
    Slot("place", None, many=True),
    Slot("kind", None, many=True),
    Slot("as_of", None),
    Slot("order", None),
    Slot("page", None),
)
ON = (Slot("date", a_date), Slot("topic", the_rest))
CHANGES = (Slot("since", a_date), Slot("topic", the_rest))
CLAIM = (Slot("id", one_word),)
RETRACT = (Slot("id", one_word), Slot("reason", the_rest))
LINK = (Slot("id", one_word), Slot("relation", one_word), Slot("to", one_word), Slot("source", None))
ADD = (Slot("text", the_rest), Slot("by", None, many=True), Slot("kind", None), Slot("topic", None))
NAMES = (Slot("names", the_rest, many=True), Slot("topic", None))
TOPICS = ()

LINES: list[tuple[tuple[Slot, ...], str, dict[str, list[str]]]] = [
    # Positionals
    (TIMELINE, "", {}),
    (TIMELINE, " \t\n\xa0 ", {}),
    (TIMELINE, "kursk", {"topic": ["kursk"]}),
    (TIMELINE, "  kursk   oblast ", {"topic": ["kursk oblast"]}),
    (RETRACT, "142 wrong source", {"id": ["142"], "reason": ["wrong source"]}),
    (RETRACT, "#142", {"id": ["#142"]}),
    (RETRACT, '"142" "wrong source"', {"id": ["142"], "reason": ["wrong source"]}),
    (RETRACT, "142 reason:wrong source", {"id": ["142"], "reason": ["wrong source"]}),
    (RETRACT, "id:142 reason:it said kursk: no", {"id": ["142"], "reason": ["it said kursk: no"]}),
    (LINK, "142 denies 97", {"id": ["142"], "relation": ["denies"], "to": ["97"]}),
    (LINK, "142 97 relation:denies", {"id": ["142"], "to": ["97"], "relation": ["denies"]}),
    (LINK, "142 source:https://kcna.kp/en", {"id": ["142"], "source": ["https://kcna.kp/en"]}),
    (ON, "april 2025 kursk", {"date": ["april 2025"], "topic": ["kursk"]}),
    (ON, "april kursk", {"date": ["april"], "topic": ["kursk"]}),
    (ON, "2025-04 topic:kursk", {"date": ["2025-04"], "topic": ["kursk"]}),
    (ON, "topic:kursk date:april 2025", {"date": ["april 2025"], "topic": ["kursk"]}),
    (ON, "Autumn\n2024", {"date": ["Autumn 2024"]}),
    (
        ON,
        "between 10 and 12 March 2025 the road",
        {"date": ["between 10 and 12 March 2025"], "topic": ["the road"]},
    ),
    (ON, '"april 2025" kursk', {"date": ["april 2025"], "topic": ["kursk"]}),
    (ON, 'april "2025 in review"', {"date": ["april"], "topic": ["2025 in review"]}),
    (ON, "“28 April” kursk", {"date": ["28 April"], "topic": ["kursk"]}),
    (ON, "kursk", {"topic": ["kursk"]}),
    (ON, "date:april 2025", {"date": ["april 2025"]}),
    (ON, "kursk date:yesterday", {"topic": ["kursk"], "date": ["yesterday"]}),
    (CHANGES, "kursk", {"topic": ["kursk"]}),
    (CHANGES, "yesterday", {"since": ["yesterday"]}),
    # Names
    (
        TIMELINE,
        "kursk since:2025-01 actor:North Korea",
        {"topic": ["kursk"], "since": ["2025-01"], "actor": ["North Korea"]},
    ),
    (TIMELINE, "topic:kursk", {"topic": ["kursk"]}),
    (TIMELINE, "since:2025-01 topic:kursk", {"topic": ["kursk"], "since": ["2025-01"]}),
    (TIMELINE, "since:2025-01 kursk", {"since": ["2025-01 kursk"]}),
    (TIMELINE, 'Topic: Kursk SINCE: "a since: b"', {"topic": ["Kursk"], "since": ["a since: b"]}),
    (TIMELINE, "kursk as_of:2025-04-01", {"topic": ["kursk"], "as_of": ["2025-04-01"]}),
    (TIMELINE, "kursk AS_OF:   28   April", {"topic": ["kursk"], "as_of": ["28 April"]}),
    (TIMELINE, "kursk since : 2025", {"topic": ["kursk"], "since": ["2025"]}),
    (TIMELINE, "kursk since\xa0:\xa02025", {"topic": ["kursk"], "since": ["2025"]}),
    (TIMELINE, "a place :wave: here", {"topic": ["a place :wave: here"]}),
    (
        TIMELINE,
        "kursk\nsince:2025\r\nuntil:\t2026",
        {"topic": ["kursk"], "since": ["2025"], "until": ["2026"]},
    ),
    (TIMELINE, "topic:North\xa0Korea\u2003and\u2028Russia", {"topic": ["North Korea and Russia"]}),
    (TIMELINE, "(since:2025)", {"topic": ["(since:2025)"]}),
    (TIMELINE, "1since:2025 longsince:2025", {"topic": ["1since:2025 longsince:2025"]}),
    (TIMELINE, "ünsince: 2025", {"topic": ["ünsince: 2025"]}),
    (TIMELINE, "since::2025", {"since": [":2025"]}),
    (TIMELINE, "page:#142", {"page": ["#142"]}),
    # Words with colons that are just words
    (TIMELINE, "https://example.org/a?b=c:d kursk", {"topic": ["https://example.org/a?b=c:d kursk"]}),
    (TIMELINE, "topix://kursk", {"topic": ["topix://kursk"]}),
    (ON, "data:text/plain", {"topic": ["data:text/plain"]}),
    (TIMELINE, "at 12:30 in Sudzha", {"topic": ["at 12:30 in Sudzha"]}),
    (TIMELINE, "x:y ratio 2:1 :: : :", {"topic": ["x:y ratio 2:1 :: : :"]}),
    (TIMELINE, "Breaking: troops withdrawn", {"topic": ["Breaking: troops withdrawn"]}),
    (TIMELINE, "sinc : 2025", {"topic": ["sinc : 2025"]}),
    (TIMELINE, "sinçe:2025", {"topic": ["sinçe:2025"]}),
    (TIMELINE, '"sinc:" 2025', {"topic": ['"sinc:" 2025']}),
    # Quotes
    (TIMELINE, "'North Korea'", {"topic": ["North Korea"]}),
    (TIMELINE, "topic:“North  Korea”", {"topic": ["North  Korea"]}),
    (TIMELINE, "topic:”North Korea”", {"topic": ["North Korea"]}),
    (TIMELINE, "topic: „Курськ since: а“", {"topic": ["Курськ since: а"]}),
    (TIMELINE, "topic:„Kursk”", {"topic": ["Kursk"]}),
    (TIMELINE, "topic:‘since:1’ until:2", {"topic": ["since:1"], "until": ["2"]}),
    (TIMELINE, "topic:’since:1’", {"topic": ["since:1"]}),
    (TIMELINE, "topic:«\u202fKoursk\xa0»", {"topic": ["Koursk"]}),
    (TIMELINE, "topic:»Kursk«", {"topic": ["Kursk"]}),
    (TIMELINE, 'topic:" two\n lines "', {"topic": [" two\n lines "]}),
    (TIMELINE, "Conan O'Brien since:2025", {"topic": ["Conan O'Brien"], "since": ["2025"]}),
    (TIMELINE, "O’Brien’s and O’Neill’s", {"topic": ["O’Brien’s and O’Neill’s"]}),
    (TIMELINE, "topic:'O'Brien's war'", {"topic": ["O'Brien's war"]}),
    (TIMELINE, 'a 6" gun since:2025', {"topic": ['a 6" gun'], "since": ["2025"]}),
    (TIMELINE, 'a "gun since:2025', {"topic": ['a "gun'], "since": ["2025"]}),
    (TIMELINE, 'topic:"gun since:2025', {"topic": ['"gun'], "since": ["2025"]}),
    (TIMELINE, 'topic:"gun since:2025 until:"x y"', {"topic": ['gun since:2025 until:"x y']}),
    (TIMELINE, 'topic:"say ""hi"" now"', {"topic": ['say "hi" now']}),
    (TIMELINE, 'topic:"a since:1"" x', {"topic": ['"a'], "since": ['1"" x']}),
    (TIMELINE, 'topic:""""', {"topic": ['"']}),
    (TIMELINE, "''North Korea'' since:1", {"topic": ["''North Korea''"], "since": ["1"]}),
    (TIMELINE, 'x:"a since:b"', {"topic": ['x:"a'], "since": ['b"']}),
    (
        ADD,
        'Kim said "the by: line  holds", twice by:Kim Jong Un',
        {"text": ['Kim said "the by: line  holds", twice'], "by": ["Kim Jong Un"]},
    ),
    (ADD, '"He left" by:Kim', {"text": ["He left"], "by": ["Kim"]}),
    (ADD, '"He left" and "came back"', {"text": ['"He left" and "came back"']}),
    # Several values
    (TIMELINE, "actor:Moscow actor:Pyongyang", {"actor": ["Moscow", "Pyongyang"]}),
    (TIMELINE, "actor:Moscow;North Korea ; Kyiv", {"actor": ["Moscow", "North Korea", "Kyiv"]}),
    (TIMELINE, "actor:Moscow; since:1 ACTOR:Kyiv", {"actor": ["Moscow", "Kyiv"], "since": ["1"]}),
    (TIMELINE, 'actor:"A; B";"C since:2" ; D', {"actor": ["A; B", "C since:2", "D"]}),
    (TIMELINE, 'actor:;;A;"";', {"actor": ["A"]}),
    (TIMELINE, "actor:A;topic:B", {"actor": ["A", "topic:B"]}),
    (TIMELINE, "topic:war; peace", {"topic": ["war; peace"]}),
    (TIMELINE, 'war;"a since:b" since:1', {"topic": ['war;"a since:b"'], "since": ["1"]}),
    (NAMES, 'Kim; "Lee; Park" topic:x', {"names": ["Kim", "Lee; Park"], "topic": ["x"]}),
    # What people and their programs put in
    (TIMELINE, "🇰🇵🔥 since:2025", {"topic": ["🇰🇵🔥"], "since": ["2025"]}),
    (TIMELINE, '"👩‍👩‍👧" actor:🐻', {"topic": ["👩‍👩‍👧"], "actor": ["🐻"]}),
    (TIMELINE, "كورسك since:٢٠٢٥", {"topic": ["كورسك"], "since": ["٢٠٢٥"]}),
    (TIMELINE, "topic:\u2067קורסק\u2069 since:2025", {"topic": ["\u2067קורסק\u2069"], "since": ["2025"]}),
    (TIMELINE, "쿠르스크 actor:김정은; 푸틴", {"topic": ["쿠르스크"], "actor": ["김정은", "푸틴"]}),
    (TIMELINE, "ku\0rs\x1bk to\x7fpic\u0085x", {"topic": ["kursk topic x"]}),
    (TIMELINE, "to\0pic:ku\ud800rsk", {"topic": ["kursk"]}),
    (TIMELINE, "kursk\x0csince:1", {"topic": ["kursk"], "since": ["1"]}),
    (TIMELINE, 'topic:"a\x1fb\x0c\x00"', {"topic": ["a b "]}),
    (TIMELINE, "AND OR NOT * NEAR(x) -y", {"topic": ["AND OR NOT * NEAR(x) -y"]}),
    (TIMELINE, r"C:\kursk \" \n", {"topic": [r"C:\kursk \" \n"]}),
    (TOPICS, "", {}),
]


@pytest.mark.parametrize(("slots", "line", "expected"), LINES)
def test_a_line_is_split_into_texts(
    slots: tuple[Slot, ...], line: str, expected: dict[str, list[str]]
) -> None:
    assert split(line, slots) == expected


@pytest.mark.parametrize(("slots", "line", "expected"), LINES)
def test_what_a_line_gave_is_written_and_split_again(
    slots: tuple[Slot, ...], line: str, expected: dict[str, list[str]]
) -> None:
    assert split(write(split(line, slots), slots), slots) == expected


@pytest.mark.parametrize(
    ("slots", "line", "key", "values"),
    [
        (TIMELINE, "kursk since:1 since:2", "grammar-twice", {"name": "since"}),
        (TIMELINE, "Topic:a topic:a", "grammar-twice", {"name": "topic"}),
        (TIMELINE, "since:", "grammar-empty-value", {"name": "since"}),
        (TIMELINE, "kursk since : ", "grammar-empty-value", {"name": "since"}),
        (TIMELINE, "since: until:2025", "grammar-empty-value", {"name": "since"}),
        (TIMELINE, 'since:""', "grammar-empty-value", {"name": "since"}),
        (TIMELINE, "topic:«\xa0»", "grammar-empty-value", {"name": "topic"}),
        (TIMELINE, '" "', "grammar-empty-value", {"name": "topic"}),
        (TIMELINE, "actor: ; ;", "grammar-empty-value", {"name": "actor"}),
        (TIMELINE, "kursk sinc:2025", "grammar-no-such-name", {"name": "sinc", "nearest": "since"}),
        (TIMELINE, "kursk Sinse: 2025", "grammar-no-such-name", {"name": "Sinse", "nearest": "since"}),
        (TIMELINE, "topic:kursk as-of:1", "grammar-no-such-name", {"name": "as-of", "nearest": "as_of"}),
        (TIMELINE, "xsince:1", "grammar-no-such-name", {"name": "xsince", "nearest": "since"}),
        (TIMELINE, "actors:Kim", "grammar-no-such-name", {"name": "actors", "nearest": "actor"}),
        (TIMELINE, 'actors:"a place:b"', "grammar-no-such-name", {"name": "actors", "nearest": "actor"}),
        (TIMELINE, "kursk topic:sudzha", "grammar-left-over", {"words": "kursk"}),
        (CLAIM, "142  and 143", "grammar-left-over", {"words": "and 143"}),
        (CLAIM, '142 "and  143"', "grammar-left-over", {"words": "and  143"}),
        (LINK, "142 denies 97 because source:x", "grammar-left-over", {"words": "because"}),
        (TOPICS, "please", "grammar-left-over", {"words": "please"}),
        (TOPICS, "x" * 81, "grammar-left-over", {"words": "x" * 79 + "…"}),
        (TOPICS, "x" * 80, "grammar-left-over", {"words": "x" * 80}),
        (TIMELINE, "x" * 10_000, "grammar-too-long", {"given": "10000", "most": "4000"}),
        (TIMELINE, "x" * 4001, "grammar-too-long", {"given": "4001", "most": "4000"}),
    ],
)
def test_a_line_that_cannot_be_split_says_why(
    slots: tuple[Slot, ...], line: str, key: str, values: dict[str, str]
) -> None:
    with pytest.raises(GrammarError) as caught:
        split(line, slots)
    assert (caught.value.key, caught.value.values) == (key, values)


def test_the_longest_line_is_split() -> None:
    assert split("x" * 4000, TIMELINE) == {"topic": ["x" * 4000]}


def test_an_error_reads_well_in_a_log() -> None:
    assert str(GrammarError("grammar-empty")) == "grammar-empty"
    assert str(GrammarError("grammar-twice", name="since")) == "grammar-twice {'name': 'since'}"


@pytest.mark.parametrize("name", ["", "Since", "as-of", "_x", "a1", "été", "since:", "since\n"])
def test_a_name_that_no_one_could_type_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="lower case"):
        Slot(name, None)


def test_a_positional_sees_its_words_without_their_quotes() -> None:
    seen: list[list[str]] = []

    def look(words: Sequence[str]) -> int:
        seen.append(list(words))
        return 0

    assert split('“28 April” 12:30 "x"y since:1', (Slot("date", look), *TIMELINE)) == {
        "topic": ['“28 April” 12:30 "x"y'],
        "since": ["1"],
    }
    assert seen == [["28 April", "12:30", '"x"y']]


def test_no_positional_is_asked_about_no_words() -> None:
    def refuse(words: Sequence[str]) -> int:
        raise AssertionError(words)

    assert split("142 since:1", (Slot("id", one_word), Slot("date", refuse), Slot("since", None))) == {
        "id": ["142"],
        "since": ["1"],
    }


def test_what_a_required_positional_does_not_take_is_its_own_all_the_same() -> None:
    slots = (Slot("date", a_date, required=True), Slot("topic", the_rest))
    assert split("28 avril 2025", slots) == {"date": ["28 avril 2025"]}
    assert split("topic:kursk", slots) == {"topic": ["kursk"]}
    assert split("blah date:2025", slots) == {"topic": ["blah"], "date": ["2025"]}


COMMANDS = {
    "timeline",
    "figures",
    "search",
    "on",
    "topics",
    "record add",
    "record retract",
    "names alias add",
}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("timeline", ("timeline", "")),
        ("/timeline kursk", ("timeline", "kursk")),
        ("//timeline kursk", ("timeline", "kursk")),
        ("!timeline kursk", ("timeline", "kursk")),
        ("  / TimeLine\n kursk  since:1 ", ("timeline", "kursk  since:1")),
        ("/record add Foo by:X", ("record add", "Foo by:X")),
        ("Record\xa0 ADD  Foo\n by:X", ("record add", "Foo\n by:X")),
        ("names alias add x add", ("names alias add", "x add")),
        ('/search "a  b "', ("search", '"a  b "')),
        ("/on on on", ("on", "on on")),
        ("/on\0 april", ("on", "april")),
        ("search //a", ("search", "//a")),
    ],
)
def test_a_line_begins_with_a_known_command(line: str, expected: tuple[str, str]) -> None:
    assert name_of(line, COMMANDS) == expected


@pytest.mark.parametrize(
    ("line", "key", "values"),
    [
        ("", "grammar-empty", {}),
        (" \n", "grammar-empty", {}),
        ("/", "grammar-empty", {}),
        ("// \0", "grammar-empty", {}),
        ("/timelin kursk", "grammar-no-command-near", {"name": "timelin", "nearest": "timeline"}),
        ("/Serach kursk", "grammar-no-command-near", {"name": "Serach", "nearest": "search"}),
        ("timeline:kursk", "grammar-no-command", {"name": "timeline:kursk"}),
        ("timeline: kursk", "grammar-no-command-near", {"name": "timeline:", "nearest": "timeline"}),
        ("recrod add Foo", "grammar-no-command-near", {"name": "recrod add", "nearest": "record add"}),
        ("record ad Foo", "grammar-no-command-near", {"name": "record ad", "nearest": "record add"}),
        ("/record", "grammar-no-command-near", {"name": "record", "nearest": "record add"}),
        ("/weather in Kursk", "grammar-no-command", {"name": "weather"}),
        ("🔥", "grammar-no-command", {"name": "🔥"}),
        ("z" * 4000, "grammar-no-command", {"name": "z" * 79 + "…"}),
        ("/timeline " + "x" * 9990, "grammar-too-long", {"given": "10000", "most": "4000"}),
    ],
)
def test_a_line_that_names_no_command_says_which_is_nearest(
    line: str, key: str, values: dict[str, str]
) -> None:
    with pytest.raises(GrammarError) as caught:
        name_of(line, COMMANDS)
    assert (caught.value.key, caught.value.values) == (key, values)


def test_the_longest_known_name_is_meant() -> None:
    assert name_of("/names alias add Kim", ["names", "names alias"]) == ("names alias", "add Kim")


def test_without_commands_there_is_none() -> None:
    with pytest.raises(GrammarError, match="grammar-no-command"):
        name_of("timeline", ())


@pytest.mark.parametrize(
    ("given_texts", "line"),
    [
        ({}, ""),
        ({"actor": []}, ""),
        (
            {"actor": ["Moscow", "North Korea"], "since": ["2025-01"], "topic": ["kursk"]},
            "topic:kursk since:2025-01 actor:Moscow actor:North Korea",
        ),
        ({"topic": ["Conan O'Brien, 6\" gun"]}, "topic:Conan O'Brien, 6\" gun"),
        ({"topic": ["since: 12:30"]}, 'topic:"since: 12:30"'),
        ({"topic": ['say "hi"']}, 'topic:"say ""hi"""'),
        ({"topic": ["a  b"], "page": ["#142"]}, 'topic:"a  b" page:#142'),
        ({"actor": ["A; B"]}, 'actor:"A; B"'),
        ({"topic": [" x"]}, 'topic:" x"'),
        ({"topic": ["“x"]}, 'topic:"“x"'),
    ],
)
def test_texts_are_written_as_a_line(given_texts: dict[str, list[str]], line: str) -> None:
    assert write(given_texts, TIMELINE) == line


@pytest.mark.parametrize(
    ("given_texts", "why"),
    [
        ({"colour": ["red"]}, "no such names: colour"),
        ({"since": ["1", "2"]}, "since has one text, not 2"),
        ({"topic": [""]}, "blank"),
        ({"actor": ["a", " \xa0"]}, "blank"),
        ({"topic": ["a\0"]}, "control characters"),
        ({"topic": ["a\x85b"]}, "control characters"),
        ({"topic": ["\udc80"]}, "surrogates"),
        ({"topic": ["x" * 3995]}, "a line of 4001 characters"),
    ],
)
def test_what_no_line_can_say_is_not_written(given_texts: dict[str, list[str]], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        write(given_texts, TIMELINE)


MARKS = "\"'“”„‘’«»"
PIECES = [
    "since:",
    "topic:",
    "Actor:",
    "as_of",
    "sinc:",
    " : ",
    ":",
    ";",
    " ",
    "\n",
    "\xa0",
    "a",
    "б",
    "1",
    "\0",
    *MARKS,
]
ODD = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
SLOTS = st.sampled_from([TIMELINE, ON, RETRACT, LINK, NAMES, TOPICS])


@given(ODD, SLOTS)
def test_any_line_is_split_or_is_a_known_error(line: str, slots: tuple[Slot, ...]) -> None:
    try:
        texts = split(line, slots)
    except GrammarError:
        return
    many = {slot.name: slot.many for slot in slots}
    assert texts.keys() <= many.keys()
    assert all(values and all(value.strip() for value in values) for values in texts.values())
    assert all(len(values) == 1 or many[name] for name, values in texts.items())
    assert split(write(texts, slots), slots) == texts


@given(ODD)
def test_any_line_names_a_command_or_is_a_known_error(line: str) -> None:
    try:
        name, rest = name_of(line, COMMANDS)
    except GrammarError:
        return
    assert name in COMMANDS
    assert rest == rest.strip()


def sayable(text: str) -> bool:
    return bool(text.strip()) and all(
        char in "\t\n\r" or unicodedata.category(char) not in {"Cc", "Cs"} for char in text
    )


@given(
    topic=ODD.filter(sayable),
    actors=st.lists(ODD.filter(sayable), min_size=1, max_size=3),
    page=ODD.filter(sayable),
)
@example(topic='"', actors=["“ ” ‘ ’ „ « »'\""], page="'")
@example(topic="x since", actors=[":", "; "], page=": y")
def test_whatever_can_be_said_is_written_and_split_again(topic: str, actors: list[str], page: str) -> None:
    texts = {"topic": [topic], "actor": actors, "page": [page]}
    assert split(write(texts, TIMELINE), TIMELINE) == texts


@given(st.lists(st.sampled_from(["kursk", "since:", "1", "actor:", "a;b", "O'Brien"]), max_size=8))
def test_any_white_space_is_a_space(words: list[str]) -> None:
    typed = outcome(lambda: split("\xa0\r\n\t".join(words), TIMELINE))
    assert typed == outcome(lambda: split(" ".join(words), TIMELINE))


def outcome(splitting: Callable[[], object]) -> object:
    try:
        return splitting()
    except GrammarError as error:
        return error.key, error.values


@pytest.mark.parametrize(
    "odd",
    [
        '"', '""', '"a ', "'a ", '" ', '"a""', "“„\"'«a ", ';"', 'topic:"', "topic:", "actor:x ", "actor:x;",
        "x; ", ";", ":", ": ", "a: ", "a : ", "a", "a_", "a-", " ", "a ", "\u2003", "\0", "sinca ", "record ",
    ],
)  # fmt: skip
def test_a_line_of_odd_characters_takes_no_time(odd: str) -> None:
    line = odd * (LONGEST // len(odd))
    began = process_time()
    outcome(lambda: split(line, TIMELINE))
    outcome(lambda: split(f"topic:{line[6:]}", TIMELINE))
    outcome(lambda: name_of(line, COMMANDS))
    assert process_time() - began < 0.25  # It takes 10 ms; a search that backtracks would take seconds.


def test_marks_that_nothing_closes_cost_no_more_than_words() -> None:
    def seconds(line: str) -> float:
        times = []
        for _ in range(5):
            began = process_time()
            split(line, TIMELINE)
            times.append(process_time() - began)
        return min(times)

    # About 1; looking for the end of each anew makes it 25.
    assert seconds('"a ' * 1300) < 8 * seconds("xa " * 1300)
