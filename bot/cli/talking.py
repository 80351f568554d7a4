"""What is said to whoever sits at the command line, and asked of them."""

import sys

from bot.cli.failing import Refusal, Status
from bot.config import one_line


def say(line: str) -> None:
    """Writes a line to standard output."""
    sys.stdout.write(f"{one_line(line)}\n")


def warn(line: str) -> None:
    """Writes a line to standard error, apart from what was asked for."""
    sys.stderr.write(f"{one_line(line)}\n")


def agreed(question: str, unasked: str) -> bool:
    """Asks a question that only a yes agrees to.

    Args:
        question: What is asked.
        unasked: What is said where nobody can answer.

    Raises:
        Refusal: There is no terminal to answer in.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Refusal(unasked, Status.WRONG_USAGE)
    try:
        answer = input(f"{one_line(question)} [y/N] ")
    except EOFError:
        answer = ""
    return answer.strip().lower() in ("y", "yes")
