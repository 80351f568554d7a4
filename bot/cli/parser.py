"""What may be typed after `dateline`: subcommands, options, their help.

Nothing heavy is imported here, so that `--version`, `--help` and a mistyped option are answered at once.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NoReturn

PROGRAM: Final = "dateline"

ROLES: Final = ("reader", "contributor", "editor", "admin")
"""The names of `commands.people.Role`, in its order; that module would bring the storage along."""

FORMATS: Final = ("jsonl", "csv", "schema-org")
"""What a desk can be exported as: JSON Lines, a table, or schema.org's JSON-LD."""

# In per cent, by rapidfuzz's ratio, as for the configuration's names.
_NEAR: Final = 60


class Parser(argparse.ArgumentParser):
    """A parser whose errors name what is near, and that reads no option by its first letters.

    A shortened option in somebody's script would change its meaning with the next option we add.
    """

    def __init__(self, **given: Any) -> None:
        given.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, add_help=False, **given)
        self.add_argument("-h", "--help", action="help", help="show this, and leave")

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the line, on standard error, and leaves with status 2."""
        self.exit(2, f"{self.prog}: {message}\n`{self.prog} --help` shows what there is.\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        option = "/".join(action.option_strings)
        what = f"{option} can't be {value!r}" if option else f"there is no command {value!r}"
        raise argparse.ArgumentError(None, f"{what}.{near(value, choices)} Choose from {', '.join(choices)}.")

    def left_over(self, words: Sequence[str]) -> NoReturn:
        """Refuses what belongs to nothing: an option that is not known, or a word too many."""
        word = words[0]
        if word.startswith("-"):
            option = word.partition("=")[0]
            self.error(f"there is no option {option!r}.{near(option, self._option_string_actions)}")
        self.error(f"{word!r} is one word too many; put words that belong together in quotes.")


def near(word: str, known: Iterable[str]) -> str:
    """Returns " Did you mean …?" for the known word that is most like it; nothing where none is."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(word, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return f" Did you mean {found[0]}?" if found else ""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Reads the command line.

    Returns:
        The options, and in `command` the subcommand's name: "ask", "desk new".

    Raises:
        SystemExit: It was help or the version that was asked for (0), or the line is wrong (2).
    """
    parser = build()
    given, words = parser.parse_known_args(argv)
    if words:
        given.parser.left_over(words)
    if given.command is None:
        given.parser.print_help()
        given.parser.exit(2)
    return given


def build() -> Parser:
    """Returns the whole parser."""
    parser = Parser(
        prog=PROGRAM,
        description="A community's shared, sourced record of a running story, and answers from it.",
        epilog=_examples("dateline console", 'dateline ask "/timeline kursk"', "dateline desk new newsroom"),
    )
    parser.set_defaults(command=None, parser=parser)
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version, and leave")
    _add_program_options(parser, default=None)
    commands = _group(parser)
    _add_asking(commands)
    _add_keeping(commands)
    _add_backups(commands)
    _add_exchange(commands)
    return parser


def _add_asking(commands: "argparse._SubParsersAction[Parser]") -> None:
    console = _command(
        commands,
        "console",
        "ask in this terminal, with completion, history and pages",
        "Opens the console. Lines that are piped in are answered one after the other, in plain text.",
        "dateline console",
        "dateline console --desk newsroom --as reader",
        "echo /timeline kursk | dateline console",
    )
    _add_desk_options(console, role=True)
    console.add_argument(
        "--fresh",
        action="store_true",
        help="first put the sample desk back as it was shipped; asks, and keeps a copy of yours",
    )
    ask = _command(
        commands,
        "ask",
        "answer one question",
        "Answers one line, as it would be typed in the console. Plain text when piped.\n"
        "The exit status is 0 for an answer, 1 where the question can't be answered.",
        'dateline ask "/timeline kursk"',
        'dateline ask --json "/figures kursk"',
    )
    ask.add_argument("line", metavar="LINE", nargs="+", help="the question; several words are put together")
    ask.add_argument("--json", action="store_true", help="the answer's values as JSON, for programs")
    _add_desk_options(ask, role=True)
    run = _command(
        commands,
        "run",
        "start what the configuration names",
        "Starts whatever the configuration has a section for, and stops on SIGINT (Ctrl-C) and SIGTERM.",
        "dateline run",
        "dateline run --config /etc/dateline/config.toml",
    )
    _add_desk_options(run, role=True)


def _add_keeping(commands: "argparse._SubParsersAction[Parser]") -> None:
    desk = _command(
        commands, "desk", "make desks and list them", "A desk is one community's record, in one file."
    )
    desks = _group(desk)
    new = _command(
        desks, "desk new", "make an empty desk", "Makes an empty desk.", "dateline desk new newsroom"
    )
    new.add_argument("name", metavar="NAME", help="what to call it: a-z, 0-9, - and _")
    _command(
        desks, "desk list", "list the desks", "Lists the desks of the data folder.", "dateline desk list"
    )
    config = _command(
        commands,
        "config",
        "look at the configuration",
        "The configuration is one TOML file (docs/configuration.md).",
    )
    _command(
        _group(config),
        "config check",
        "say what the configuration means",
        "Reads the configuration as a start would, and says what would be served, or all that is wrong.",
        "dateline config check",
        "dateline config check --config config.example.toml",
    )
    check = _command(
        commands,
        "check",
        "verify a desk's file",
        "Verifies a desk's integrity, its references and its search index. Nothing is changed.",
        "dateline check",
        "dateline check --desk newsroom",
    )
    _add_desk_options(check)
    discord = _command(commands, "discord", "the bot on Discord", "What concerns Discord (docs/discord.md).")
    _command(
        _group(discord),
        "discord invite",
        "the links that add the bot to a server, or to an account",
        "Asks Discord for the application's id with the configured token, and prints two links: one adds\n"
        "the bot to a server, the other its commands to an account of one's own.",
        "dateline discord invite",
        "dateline discord invite --config /etc/dateline/config.toml",
    )
    matrix = _group(
        _command(commands, "matrix", "the bot on Matrix", "What concerns Matrix (docs/matrix.md).")
    )
    _command(
        matrix,
        "matrix login",
        "log the bot in, as a new device",
        "Logs in with the account's password, configured or typed, and keeps the login in the store. What\n"
        "the store held of another device is put aside. The bot must not run meanwhile.",
        "dateline matrix login",
        "dateline matrix login --config /etc/dateline/config.toml",
    )
    _command(
        matrix,
        "matrix verify",
        "the fingerprints by which people verify the bot",
        "Prints the device's fingerprint and the account's, to be compared with what a client shows.",
        "dateline matrix verify",
        "dateline matrix verify --config /etc/dateline/config.toml",
    )


def _add_backups(commands: "argparse._SubParsersAction[Parser]") -> None:
    backup = _command(
        commands,
        "backup",
        "copy a desk or all of them, while in use too",
        "Copies a desk to a file, whole, whatever else is reading and writing it; or every desk and the\n"
        "registry into a new dated folder. One desk that can't be copied keeps no other from it.",
        "dateline backup sample-2026-11-23.db",
        "dateline backup --desk newsroom /backups/newsroom.db",
        "dateline backup --all /backups --keep 14",
    )
    what = backup.add_mutually_exclusive_group(required=True)
    what.add_argument("file", metavar="FILE", nargs="?", type=Path, help="the copy, which must not exist yet")
    what.add_argument("--all", metavar="DIR", type=Path, help="copy all, into a dated folder in this one")
    backup.add_argument(
        "--keep",
        metavar="N",
        type=_counting,
        help="with --all: once all is copied, remove the oldest dated folders beyond so many",
    )
    _add_desk_options(backup)
    restore = _command(
        commands,
        "restore",
        "put a backup in a desk's place",
        "Checks a backup, then puts it in the place of a desk, and keeps the desk that was there. It\n"
        "asks first. Nothing may run on the data folder meanwhile.",
        "dateline restore /backups/newsroom.db --desk newsroom",
        "dateline restore /backups/20261123T033000Z/newsroom.db --desk newsroom --yes",
    )
    restore.add_argument("file", metavar="FILE", type=Path, help="the backup, which stays as it is")
    restore.add_argument("--desk", metavar="NAME", required=True, help="the desk, which need not be there")
    restore.add_argument("--yes", action="store_true", help="don't ask, for scripts")


def _add_exchange(commands: "argparse._SubParsersAction[Parser]") -> None:
    imported = _command(
        commands,
        "import",
        "bring a record into a desk",
        "Imports a file of JSON Lines (docs/exchange.md). The whole file is checked first; where a line is\n"
        "at fault, nothing is imported. Importing a file again adds only what is not there yet.",
        "dateline import record.jsonl --desk newsroom",
    )
    imported.add_argument("file", metavar="FILE", help="the file; - is standard input")
    imported.add_argument(
        "--skip-bad", action="store_true", help="leave out the lines at fault, and import the others"
    )
    imported.add_argument(
        "--announce", action="store_true", help="let digests tell of what is imported; else they pass it over"
    )
    _add_desk_options(imported)
    export = _command(
        commands,
        "export",
        "write a desk out",
        "Writes what a desk has published, as JSON Lines unless another format is named.",
        "dateline export record.jsonl",
        "dateline export --format csv claims.csv",
        "dateline export --desk newsroom - | gzip > newsroom.jsonl.gz",
    )
    export.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help="must not exist yet; left out or -: standard output",
    )
    export.add_argument(
        "--format", choices=FORMATS, default="jsonl", metavar="FORMAT", help=", ".join(FORMATS)
    )
    export.add_argument("--everything", action="store_true", help="claims that are not published, too")
    _add_desk_options(export)


class _Version(argparse.Action):
    """Prints the installed version and leaves."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        from importlib.metadata import version

        print(f"{PROGRAM} {version(PROGRAM)}")  # noqa: T201  # the answer
        parser.exit()


def _counting(word: str) -> int:
    """Reads a number of things to keep."""
    if not (word.isascii() and word.isdigit() and int(word) > 0):
        raise argparse.ArgumentTypeError(f"{word!r} should be a number, at least 1")
    return int(word)


def _group(parser: Parser) -> "argparse._SubParsersAction[Parser]":
    """Returns where the subcommands of a parser are added."""
    return parser.add_subparsers(title="commands", metavar="COMMAND")


def _command(
    commands: "argparse._SubParsersAction[Parser]", name: str, summary: str, description: str, *examples: str
) -> Parser:
    """Adds a subcommand; one without examples is a group, which does nothing by itself."""
    parser: Parser = commands.add_parser(
        name.rpartition(" ")[2],
        help=summary,
        description=description,
        epilog=_examples(*examples) if examples else None,
    )
    parser.set_defaults(command=name if examples else None, parser=parser)
    _add_program_options(parser, default=argparse.SUPPRESS)
    return parser


def _add_program_options(parser: Parser, default: object) -> None:
    """Adds the options that may stand before the subcommand as well as after it."""
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        default=default,
        help="the configuration; else $DATELINE_CONFIG, else config.toml here",
    )
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        default=default,
        help="the folder of the desks, whatever the configuration says",
    )


def _add_desk_options(parser: Parser, *, role: bool = False) -> None:
    parser.add_argument(
        "--desk", metavar="NAME", help="the desk; else the configuration's, else the sample desk"
    )
    if role:
        parser.add_argument(
            "--as",
            dest="role",
            metavar="ROLE",
            choices=ROLES,
            default="admin",
            help=f"ask as {', '.join(ROLES[:-1])} or {ROLES[-1]} (which you are if it is left out)",
        )


def _examples(*lines: str) -> str:
    return "\n".join([f"example{'s' if len(lines) > 1 else ''}:", *(f"  {line}" for line in lines)])
