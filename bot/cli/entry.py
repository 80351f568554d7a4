"""`dateline`: one command line in, words and an exit status out, and never a traceback for what a user did.

What a subcommand needs is imported when it is chosen.
"""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from bot.cli.parser import PROGRAM, parse


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line and returns its exit status.

    Args:
        argv: What was typed after the program's name; from the process if left out.
    """
    _prepare_streams()
    try:
        try:
            status = _run(sys.argv[1:] if argv is None else argv)
        except SystemExit as leaving:  # argparse, after help or a mistake
            status = leaving.code if isinstance(leaving.code, int) else 0
        sys.stdout.flush()  # a full disk or a closed pipe is met here, not in the interpreter's last words
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_output()  # whoever read the answer has seen enough
        return 141
    except Exception as error:
        status = _told(error)
        try:
            sys.stdout.flush()
        except OSError:
            _drop_output()
    return status


def _run(argv: Sequence[str]) -> int:
    given = parse(argv)
    match given.command:
        case "console":
            from bot.cli.asking import console as chosen
        case "ask":
            from bot.cli.asking import ask as chosen
        case "run":
            from bot.cli.asking import run as chosen
        case "desk new":
            from bot.cli.keeping import desk_new as chosen
        case "desk list":
            from bot.cli.keeping import desk_list as chosen
        case "config check":
            from bot.cli.keeping import config_check as chosen
        case "check":
            from bot.cli.keeping import check as chosen
        case "backup":
            from bot.cli.backing_up import backup as chosen
        case "restore":
            from bot.cli.backing_up import restore as chosen
        case "discord invite":
            from bot.cli.inviting import discord_invite as chosen
        case "matrix login":
            from bot.cli.verifying import matrix_login as chosen
        case "matrix verify":
            from bot.cli.verifying import matrix_verify as chosen
        case "import":
            from bot.cli.exchange import bring_in as chosen
        case "export":
            from bot.cli.exchange import write_out as chosen
    return chosen(given)


def _drop_output() -> None:
    """Lets the interpreter end without writing what can't be written any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _told(error: Exception) -> int:
    from bot.cli.failing import told

    words, status = told(error)
    sys.stderr.write(f"{PROGRAM}: {words}\n")
    return status


def _prepare_streams() -> None:
    """Lets every text be written: to a stream that was closed, and in an encoding that lacks its letters."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115  # for the process's life
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # as above
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  # as above
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
