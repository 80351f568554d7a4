"""`dateline matrix login` and `verify`: the bot's device on Matrix, and what people know it by."""

import argparse
import asyncio
import getpass
import sys

from bot import running
from bot.cli.failing import Refusal, Status
from bot.cli.opening import configured
from bot.cli.talking import say
from bot.config import Config, Matrix

_GROUP = 4
"""Characters of a fingerprint that are shown together, as clients do."""


def matrix_login(given: argparse.Namespace) -> int:
    """Logs the bot in as a new device.

    Raises:
        Refusal: Matrix is not configured, there is no password, or the homeserver does not accept it.
    """
    config, settings = _settings(given)
    password = _typed(settings.user) if settings.password is None else settings.password.reveal()
    device, store = asyncio.run(running.matrix_login(config, settings, password))
    say(f"Logged in as the device {device} of {settings.user}; {store} keeps that.")
    return Status.ANSWERED


def matrix_verify(given: argparse.Namespace) -> int:
    """Prints the fingerprints.

    Raises:
        Refusal: Matrix is not configured, or there are no keys yet.
    """
    config, settings = _settings(given)
    device, fingerprint, account = running.matrix_fingerprints(config, settings)
    say(f"{settings.user}, device {device}")
    say(f"  device:  {_grouped(fingerprint)}")
    if account is not None:
        say(f"  account: {_grouped(account)}")
    return Status.ANSWERED


def _settings(given: argparse.Namespace) -> tuple[Config, Matrix]:
    config = configured(given)
    if config.matrix is None:
        file = config.file or "The configuration"
        raise Refusal(
            f"{file} has no section [matrix], which says where the homeserver is (docs/matrix.md).",
            Status.WRONG_USAGE,
        )
    return config, config.matrix


def _typed(user: str) -> str:
    """Asks for a password, or takes the line that is piped in."""
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password of {user}: ")
    else:
        password = sys.stdin.readline().rstrip("\n")
    if not password:
        raise Refusal("Without the account's password nobody can log in.", Status.WRONG_USAGE)
    return password


def _grouped(key: str) -> str:
    return " ".join(key[start : start + _GROUP] for start in range(0, len(key), _GROUP))
