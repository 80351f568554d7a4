"""The configuration: what is read, what is refused and in which words, and that every page of it agrees."""

import dataclasses
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import (
    SCHEMA,
    Config,
    ConfigError,
    Console,
    Discord,
    Log,
    Matrix,
    Secret,
    describe,
    find,
    load,
    secrets,
)
from bot.config.declare import Key, NotASetting, Section, Setting, declared
from bot.config.lines import key_lines
from bot.config.load import load_as

ROOT = Path(__file__).parent.parent
TOKEN = "MTA4.tok-en/with+odd=signs"  # noqa: S105 - made up for these tests


@dataclass(frozen=True, slots=True)
class Chat:
    """A platform as a later section will be."""

    token: Annotated[Secret, Setting("Its token.")]
    proxy: Annotated[Secret | None, Setting("The proxy's address, with its password.")] = None
    rooms: Annotated[list[str], Setting("The rooms it joins.")] = field(default_factory=list)
    retries: Annotated[int, Setting("How often it tries.")] = 3
    sync: Annotated[bool, Setting("Whether it registers its commands.")] = True
    cache: Annotated[Path, Setting("Where it keeps what it fetched.")] = Path("cache")


@dataclass(frozen=True, slots=True)
class Wide:
    """A schema with all there can be."""

    locale: Annotated[str, Setting("The language.")] = "en"
    chat: Chat | None = None
    log: Log = field(default_factory=Log)
    file: Annotated[Path | None, NotASetting.MARK] = None


WIDE = declared(Wide)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, so that no configuration of the machine is found."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str | bytes, name: str = "c.toml") -> Path:
    path = Path(name)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(
    path: Path | None, environ: Mapping[str, str] | None = None, schema: Section | None = None
) -> list[str]:
    """Load what cannot be loaded and give the lines of its error."""
    with pytest.raises(ConfigError) as caught:
        load_as(schema, path, environ or {}) if schema and path else load(path, environ or {})
    return str(caught.value).split("\n")


Rows = list[tuple[str, str]]


def said_of(rows: Rows, environ: Mapping[str, str], schema: Section) -> None:
    """Hold a file, written with what is said of each line beside it, to its error."""
    said = refused(write("\n".join(line for line, _ in rows)), environ, schema)
    assert said == [f"c.toml:{number}: {what}" for number, (_, what) in enumerate(rows, 1) if what]


@contextmanager
def without_privileges() -> Iterator[None]:
    """Give up root's right to read everything, for tests that are run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


# --- what is read


def test_without_any_file_the_console_opens_the_sample(folder: Path) -> None:
    assert load(None, {}) == Config(
        data=folder / "data",
        locale="en-GB",
        log=Log("info", "text", None),
        console=Console(None, None),
        file=None,
    )


def test_an_empty_file_names_nothing_to_serve(folder: Path) -> None:
    assert load(write(""), {}) == Config(data=folder / "data", console=None, file=folder / "c.toml")


def test_every_setting_is_read_and_paths_are_relative_to_the_file(folder: Path) -> None:
    (folder / "etc").mkdir()
    text = """
        data = "../desks"
        locale = "pt-BR"
        log = {level = "debug", format = "json", file = "/var/log/d.log"}
        console.desk = "newsroom"
        console.topic = "kursk"
    """
    assert load(write(text, "etc/d.toml"), {}) == Config(
        data=folder / "etc/../desks",
        locale="pt-BR",
        log=Log("debug", "json", Path("/var/log/d.log")),
        console=Console("newsroom", "kursk"),
        file=folder / "etc/d.toml",
    )


def test_discord_needs_a_token_and_takes_one_server(folder: Path) -> None:
    found = load(write("[discord]\ntoken_env = 'BOT'\nserver = '123456789012345678'"), {"BOT": TOKEN})
    assert found.discord == Discord(Secret(TOKEN, "a test"), "123456789012345678")
    assert refused(write("[discord]")) == ["c.toml:1: [discord] needs `token_env` or `token_file`"]
    said_of(
        [
            ("[discord]", ""),
            ("token_env = 'BOT'", ""),
            (
                "server = 'newsroom'",
                '`discord.server` is "newsroom"; it should be an id of Discord: digits alone '
                "(developer mode shows it)",
            ),
        ],
        {"BOT": TOKEN},
        SCHEMA,
    )


def test_servers_share_a_desk_and_permissions_make_admins_and_editors() -> None:
    text = "[discord]\ntoken_env = 'BOT'\n"
    usual = load(write(text), {"BOT": TOKEN}).discord
    assert usual
    assert (usual.admin_permission, usual.editor_permission, usual.shared) == ("manage_guild", None, {})
    given = (
        "admin_permission = 'administrator'\neditor_permission = 'kick_members'\n"
        "desk = 'newsroom'\nservers = ['900', '901']"
    )
    found = load(write(text + given), {"BOT": TOKEN}).discord
    assert found
    assert (found.admin_permission, found.editor_permission) == ("administrator", "kick_members")
    assert found.shared == {"900": "newsroom", "901": "newsroom"}


MATRIX = "[matrix]\nhomeserver = 'https://hs.test'\nuser = '@dateline:hs.test'\n"


def test_matrix_needs_a_homeserver_and_an_account(folder: Path) -> None:
    found = load(write(MATRIX + "invited_by = ['other.test', '@ann:hs.test', '*']"), {}).matrix
    assert found == Matrix(
        "https://hs.test", "@dateline:hs.test", invited_by=["other.test", "@ann:hs.test", "*"]
    )
    shared = load(write(MATRIX + "desk = 'n'\nrooms = ['!a:hs.test', '!b']"), {}).matrix
    assert shared is not None
    assert shared.shared == {"!a:hs.test": "n", "!b": "n"}
    assert refused(write("[matrix]")) == [
        "c.toml:1: [matrix] needs `homeserver`",
        "c.toml:1: [matrix] needs `user`",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "homeserver = 'hs.test'",
        "homeserver = 'https://user:password@hs.test'",
        "user = 'dateline'",
        "invited_by = ['ann@hs.test']",
        "rooms = ['#news:hs.test']\ndesk = 'n'",
        "rooms = []\ndesk = 'n'",
        "desk = 'n'",
        "catch_up = 0",
        "catch_up = 1201",
    ],
)
def test_matrix_refuses_what_is_none_of_its_names(folder: Path, line: str) -> None:
    name = line.partition(" ")[0]
    kept = "".join(f"{row}\n" for row in MATRIX.splitlines() if not row.startswith(name))
    assert len(refused(write(kept + line))) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("desk = 'newsroom'",
         "c.toml:1: `discord.desk` and `discord.servers` go together: give both or neither"),
        ("servers = ['900']",
         "c.toml:1: `discord.desk` and `discord.servers` go together: give both or neither"),
        ("desk = 'dateline'\nservers = ['900']",
         'c.toml:3: `discord.desk` is "dateline"; it should be the name of a desk: a-z, 0-9, - and _, '
         "at most 64 of them"),
        ("desk = 'newsroom'\nservers = []",
         "c.toml:4: `discord.servers` is []; it should name at least one server, or be left out"),
        ("desk = 'newsroom'\nservers = ['900', 'mine']",
         "c.toml:4: `discord.servers` is ['900', 'mine']; it should be an id of Discord: digits alone "
         "(developer mode shows it)"),
        ("editor_permission = 'kick'",
         'c.toml:3: `discord.editor_permission` is "kick"; it should be one of '
         '"administrator", "manage_guild", "manage_nicknames", "moderate_members", "kick_members", '
         '"ban_members", "view_audit_log"'),
    ],
)  # fmt: skip
def test_what_servers_share_and_who_edits_must_make_sense(line: str, said: str) -> None:
    assert refused(write(f"[discord]\ntoken_env = 'BOT'\n{line}"), {"BOT": TOKEN}) == [said]


def test_a_home_folder_is_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    assert load(write('data = "~/desks"'), {}).data == folder / "home/desks"


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_read() -> None:
    assert load(write(b'\xef\xbb\xbflocale = "de"\r\n[console]\r\n'), {}).locale == "de"


def test_where_the_file_is_looked_for(folder: Path) -> None:
    assert find({}) is None
    write("", "config.toml")
    assert find({}) == Path("config.toml")
    assert find({"DATELINE_CONFIG": ""}) == Path("config.toml")
    assert find({"DATELINE_CONFIG": "x.toml"}) == Path("x.toml")
    write('locale = "fr"', "x.toml")
    assert load(None, {"DATELINE_CONFIG": "x.toml"}).locale == "fr"
    assert load(Path("config.toml"), {"DATELINE_CONFIG": "x.toml"}).file == folder / "config.toml"


def test_every_kind_of_setting_is_read(folder: Path) -> None:
    text = 'chat = {token_env = "CHAT", rooms = ["#a", "#b"], retries = 0, sync = false, cache = "/c"}'
    chat = load_as(WIDE, write(text), {"CHAT": f" {TOKEN}\n"}).chat
    assert chat == Chat(Secret(TOKEN, ""), None, ["#a", "#b"], 0, False, Path("/c"))
    assert load_as(WIDE, write('chat.token_env = "CHAT"'), {"CHAT": "x"}).chat.cache == folder / "cache"
    assert load_as(WIDE, write(""), {}) == Wide()


# --- what is refused


TYPES: Rows = [
    ("locale = 5", "`locale` is a whole number; it should be text"),
    ("data = [", "`data` is a list; it should be text (a path)"),
    ("]", ""),
    ("", ""),
    ("[[console]]", "`console` is a list of sections; it should be a section, [console]"),
    ("[log]", ""),
    ("level = true", "`log.level` is true or false; it should be text (one of its values)"),
    ("format = 2026-11-23", "`log.format` is a date; it should be text (one of its values)"),
    ("file.x = 1", "`log.file` is a section; it should be text (a path)"),
]
VALUES: Rows = [
    ('locale = "tlh-QQ"', '`locale` is "tlh-QQ"; it should be the tag of a locale, like "en" or "pt-BR"'),
    ('data = " "', "`data` is empty; it should be text (a path), or be left out"),
    ("console = 1.5", "`console` is a decimal number; it should be a section, [console]"),
    ("[log]", ""),
    (
        'level = "INFO"',
        '`log.level` is "INFO"; it should be one of "debug", "info", "warning", "error";'
        ' did you mean "info"?',
    ),
    (r'format = "xml\u001b[31m"', r'`log.format` is "xml\u001b[31m"; it should be one of "text", "json"'),
    (r'file = "a\u0000b"', "`log.file` has a character in it that no path can have"),
]
PLACES: Rows = [
    ('locale = "!"', '`locale` is "!"; it should be the tag of a locale, like "en" or "pt-BR"'),
    ('data = "~nobody-here/x"', "`data` begins with ~, and there is no such home folder"),
    ("log = []", "`log` is a list; it should be a section, [log]"),
]
NAMES: Rows = [
    ('locle = "en"', "unknown key `locle`; did you mean `locale`?"),
    ('level = "info"', "unknown key `level`; did you mean `log.level`?"),
    ("file = 1", "unknown key `file`; did you mean `log.file`?"),
    ("zebra = 1", "unknown key `zebra`"),
    (r'"zeb\nra".x = 1', r'unknown section ["zeb\nra"]'),
    ("[consol]", "unknown section [consol]; did you mean [console]?"),
    ("desk = 1", ""),
    ("[log] # a comment", ""),
    ("Levle = 1", "unknown key `log.Levle`; did you mean `log.level`?"),
    (
        "locale = 1",
        "unknown key `log.locale`; did you mean `locale` at the top, above the first [section]?",
    ),
    ("[[log.formats]]", "unknown section [log.formats]; did you mean `log.format`?"),
]
LATER: Rows = [
    ("", ""),
    ("[chat]", "[chat] needs `token_env` or `token_file`"),
    ("sync = 1", "`chat.sync` is a whole number; it should be true or false"),
    ("retries = true", "`chat.retries` is true or false; it should be a whole number"),
    ("retrys = 1", "unknown key `chat.retrys`; did you mean `chat.retries`?"),
    ("tokn_env = 'OK'", "unknown key `chat.tokn_env`; did you mean `chat.token_env`?"),
    ("token-file = 'x'", "unknown key `chat.token-file`; did you mean `chat.token_file`?"),
    ("rooms = [", ""),
    ("  'a', 'b',", ""),
    ("  1, # no room", "`chat.rooms[3]` is a whole number; it should be text"),
    ("  [", "`chat.rooms[4]` is a list; it should be text"),
    ("]]", ""),
]


@pytest.mark.parametrize("rows", [TYPES, VALUES, PLACES, NAMES], ids=["types", "values", "places", "names"])
def test_every_fault_is_said_with_its_line(rows: Rows) -> None:
    said_of(rows, {}, SCHEMA)


def test_every_fault_of_a_later_section_is_said_with_its_line() -> None:
    said_of(LATER, {}, WIDE)
    said_of(
        [
            ("chat.rooms = 'a'", "`chat.rooms` is text; it should be a list of texts"),
            ("chat.token_env = 'OK'", ""),
        ],
        {"OK": "x"},
        WIDE,
    )
    said_of(
        [
            (f"chat.retries = 0x{'f' * 5000}", "`chat.retries` is beyond what TOML can count (64 bits)"),
            ("chat.token_env = 'OK'", ""),
        ],
        {"OK": "x"},
        WIDE,
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("\nlocale", ":2: not TOML: Expected '=' after a key in a key/value pair, where the file ends"),
        ("\nlocale = en\n", ":2: not TOML: Invalid value (column 10); is it text that needs quotes?"),
        ("a = 1\na = 2\n", ":2: not TOML: Cannot overwrite a value (column 6)"),
        (b"a = 1\n# caf\xe9\n", ":2: not UTF-8 text (byte 0xe9); save it as UTF-8"),
        ('locale = "en"'.encode("utf-16"), ":1: not UTF-8 text (byte 0xff); save it as UTF-8"),
        ("x = " + "[" * 5000 + "]" * 5000, ": lists or tables are nested too deeply"),
        ("#" * 1024 * 1024 + "\n", ": is larger than 1 MiB: no configuration"),
    ],
    ids=["no value", "no quotes", "twice", "latin-1", "utf-16", "deep", "large"],
)
def test_a_file_that_is_no_toml_is_said(content: str | bytes, expected: str) -> None:
    assert refused(write(content)) == [f"c.toml{expected}"]


def test_a_number_too_long_for_python_is_said() -> None:
    (said,) = refused(write("x = " + "1" * 5000))
    assert said.startswith("c.toml: not TOML: Exceeds the limit")


def test_a_file_that_cannot_be_opened_is_named(folder: Path) -> None:
    assert refused(Path("no.toml")) == ["no.toml: there is no such file"]
    assert refused(None, {"DATELINE_CONFIG": "no.toml"}) == [
        "no.toml: there is no such file ($DATELINE_CONFIG names it)"
    ]
    assert refused(folder) == [f"{folder}: is a folder, not a file"]
    assert refused(write("") / "x") == ["c.toml/x: cannot be read: Not a directory"]
    assert refused(Path("a\n" + "b" * 300)) == [f"a\\n{'b' * 300}: cannot be read: File name too long"]
    Path("config.toml").symlink_to("gone.toml")
    assert refused(None) == ["config.toml: there is no such file"]
    write("", "shut.toml").chmod(0)
    with without_privileges():
        assert refused(Path("shut.toml")) == ["shut.toml: this user has no permission to read it"]


def test_faults_can_be_asked_for_one_by_one() -> None:
    with pytest.raises(ConfigError) as caught:
        load(write("\nlocale = 1"), {})
    (fault,) = caught.value.faults
    assert (fault.where, fault.line, fault.what) == (
        "c.toml",
        2,
        "`locale` is a whole number; it should be text",
    )


def test_a_declaration_at_fault_is_met_when_it_is_read() -> None:
    def said(annotation: Any, default: Any = None) -> str:
        made = dataclasses.make_dataclass("Made", [("x", annotation, field(default=default))])
        with pytest.raises(TypeError) as caught:
            declared(made)
        return str(caught.value)

    assert said(str) == "x has no help: annotate it with a Setting"
    assert said(Annotated[float, Setting("x")]) == "x: no setting can be of type <class 'float'>"
    assert said(Annotated[str | int, Setting("x")]) == "x: no setting can be of type str | int"
    assert said(Annotated[str | None, Setting("x")], "a") == "x may be None, so None is its default"


# --- secrets

HIDDEN = "(its name is not shown: it may be the secret itself, put in the wrong place)"
SECRETS: Rows = [
    (
        f"plain = '{TOKEN}'",
        "`plain` is a secret and is not kept in this file; put it in an environment variable and write"
        ' plain_env = "ITS_NAME", or in a file and write plain_file = "its/path"',
    ),
    ("unset_env = 'CHAT_TOKEN'", "`unset_env`: the environment variable CHAT_TOKEN is not set"),
    ("blank_env = 'BLANK'", "`blank_env`: the environment variable BLANK is empty"),
    (f"pasted_env = '{TOKEN}'", f"`pasted_env`: there is no such environment variable {HIDDEN}"),
    ("number_env = 5", "`number_env` is a whole number; it should be the name of an environment variable"),
    ("empty_env = ' '", "`empty_env` is empty; it should be the name of an environment variable"),
    ("both_env = 'SET'", ""),
    ("both_file = 'token'", "`both` has both both_env and both_file; keep one of them"),
    ("no_file = false", "`no_file` is true or false; it should be the path of a file"),
    (f"gone_file = '{TOKEN}'", f"`gone_file`: that file {HIDDEN} does not exist"),
    ("near_file = 'MTA4tok'", f"`near_file`: that file {HIDDEN} does not exist"),
    ("below_file = 'sub/gone'", "`below_file`: the file {folder}/sub/gone does not exist"),
    ("folder_file = 'sub'", "`folder_file`: {folder}/sub is a folder; name the file in it"),
    ("void_file = 'void'", "`void_file`: {folder}/void is empty"),
    ("latin_file = 'latin'", "`latin_file`: {folder}/latin is not UTF-8 text"),
    ("inside_file = 'void/x'", "`inside_file`: the file {folder}/void/x cannot be read: Not a directory"),
    ("endless_file = '/dev/zero'", "`endless_file`: /dev/zero is larger than any secret (64 KiB)"),
]


def test_a_secret_that_cannot_be_had_is_said_and_never_shown(folder: Path) -> None:
    (folder / "sub").mkdir()
    write(" \n", "void")
    write(b"\xe9", "latin")
    names = dict.fromkeys(re.sub(r"(_env|_file)? .*", "", line) for line, _ in SECRETS)
    vault = declared(
        dataclasses.make_dataclass("Vault", [(n, Annotated[Secret, Setting("x")]) for n in names])
    )
    said_of([(line, said.format(folder=folder)) for line, said in SECRETS], {"SET": "x", "BLANK": " "}, vault)
    assert "MTA4" not in str([said for _, said in SECRETS])


def test_a_secret_shows_itself_only_when_asked() -> None:
    secret = Secret(TOKEN, "nowhere")
    shown = f"{secret} {secret!r} {secret:} {[secret]} {Chat(secret)} {dataclasses.asdict(Chat(secret))}"
    assert TOKEN not in shown
    assert shown.startswith("*** Secret(***) *** [Secret(***)]")
    assert secret == Secret(TOKEN, "elsewhere")
    assert secret != TOKEN
    assert len({secret, Secret(TOKEN, "elsewhere"), Secret("x", "nowhere")}) == 2


def test_a_secret_from_a_file_that_others_read_is_warned_of(folder: Path) -> None:
    path = write(f"{TOKEN}\n\n", "token")
    for mode, warning in (
        (0o640, None),
        (0o604, f"{folder}/token can be read by every user of this machine: chmod 600 it"),
    ):
        path.chmod(mode)
        (secret,) = secrets(load_as(WIDE, write("[chat]\ntoken_file = 'token'"), {}))
        assert (secret.reveal(), secret.origin, secret.warning) == (
            TOKEN,
            f"the file {folder}/token",
            warning,
        )


def test_a_secrets_file_that_is_shut_is_said(folder: Path) -> None:
    folder.chmod(0o755)
    write(TOKEN, "token").chmod(0)
    write("[chat]\ntoken_file = 'token'")
    with without_privileges():
        (said,) = refused(Path("c.toml"), {}, WIDE)
    assert "c.toml:2: `chat.token_file`: this user has no permission to read " in said


# --- what it says of itself


def test_what_would_be_served_is_told(folder: Path) -> None:
    assert describe(load(None, {})) == [
        "configuration: none; these are the defaults",
        f"data: {folder}/data",
        "locale: en-GB",
        "log.level: info",
        "log.format: text",
        "log.file: standard error",
        "console.desk: a working copy of the sample desk",
        "console.topic: none",
        "discord: not served",
        "matrix: not served",
    ]
    assert describe(load(write('[log]\nfile = "a\\nb"'), {}))[5:] == [
        f"log.file: {folder}/a\\nb",
        "console: not served",
        "discord: not served",
        "matrix: not served",
        "nothing would be served: add [console] or [discord] or [matrix]",
    ]


def test_where_secrets_come_from_is_told(folder: Path) -> None:
    write(TOKEN, "proxy").chmod(0o644)
    text = "[chat]\ntoken_env = 'CHAT'\nproxy_file = 'proxy'\nrooms = ['a', 'b']"
    assert describe(load_as(WIDE, write(text), {"CHAT": TOKEN}))[2:8] == [
        "chat.token: from the environment variable CHAT",
        f"chat.proxy: from the file {folder}/proxy"
        f" ({folder}/proxy can be read by every user of this machine: chmod 600 it)",
        'chat.rooms: "a", "b"',
        "chat.retries: 3",
        "chat.sync: true",
        f"chat.cache: {folder}/cache",
    ]


def default_words(key: Key) -> str:
    default = key.make_default() if key.make_default else None
    if isinstance(default, int):
        return str(default)
    return key.setting.unset if default is None else f'"{default}"'


def test_the_example_is_the_default_configuration() -> None:
    example = load(ROOT / "config.example.toml", {})
    assert dataclasses.replace(example, file=None) == Config(data=ROOT / "data", console=Console())


def test_the_example_has_every_setting_with_its_help_and_default_and_nothing_else() -> None:
    text = (ROOT / "config.example.toml").read_text()
    all_on = re.sub(r"^#(?=[\w\[])", "", text, flags=re.MULTILINE)
    load(write(all_on), dict.fromkeys(re.findall(r'_env = "(\w+)"', all_on), "x"))
    lines = key_lines(all_on)
    rows = text.splitlines()
    for key in SCHEMA.every_key():
        number = next(
            lines.pop((*key.path[:-1], name)) for name in key.written if (*key.path[:-1], name) in lines
        )
        above = re.search(r"(?:# .*\n)+\Z", "\n".join(rows[: number - 1]) + "\n")
        expected = key.setting.help
        if key.choices:
            expected += " One of: " + ", ".join(f'"{choice}"' for choice in key.choices) + "."
        if rows[number - 1].startswith("#"):
            expected += f" Left out: {default_words(key)}."
        else:
            assert rows[number - 1] == f"{key.path[-1]} = {default_words(key)}"
        assert above
        assert above[0].removeprefix("# ").replace("\n# ", " ").strip() == expected
    assert {path[0] for path in lines} == set(SCHEMA.sections)
    assert all(f"\n# {section.help}\n" in text for section in SCHEMA.sections.values())


def test_the_page_lists_every_setting_and_nothing_else() -> None:
    page = (ROOT / "docs/configuration.md").read_text()
    rows = re.findall(r"^\| `([\w.]+)` \| (.*?) \| (.*?) \| (.*) \|$", page, re.MULTILINE)
    assert rows == [
        (
            ".".join(key.path),
            "one of " + ", ".join(f'`"{choice}"`' for choice in key.choices)
            if key.choices
            else key.kind.value,
            re.sub('^(".*")$', r"`\1`", default_words(key)),
            key.setting.help,
        )
        for key in SCHEMA.every_key()
    ]
    for section in SCHEMA.sections.values():
        assert f"\n### `[{section.path[0]}]`\n\n{section.help}" in page


def test_the_errors_on_the_page_are_those_that_are_given() -> None:
    page = (ROOT / "docs/configuration.md").read_text()
    write('\nlocle = "en"\n\n[log]\nlevel = "verbose"\n', "config.toml")
    assert "```text\n" + "\n".join(refused(None)) + "\n```" in page


@given(st.text(max_size=60) | st.binary(max_size=60))
def test_no_file_whatever_ends_in_anything_but_a_config_or_its_error(content: str | bytes) -> None:
    path = write(
        content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content, "any.toml"
    )
    said = ""
    try:
        load(path, {})
    except ConfigError as error:
        said = str(error)
    assert all(line.startswith("any.toml:") for line in said.split("\n") if said)
