"""What the bot must not lose between two runs: its session, its place in what is told, and its keys.

Everything is in one folder that nobody else reads, and that one program has at a time.
"""

import fcntl
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from bot.cli.failing import Refusal

log = logging.getLogger(__name__)

T = TypeVar("T")

REMEMBERED: Final = 200
"""Answers whose next pages, edits and reactions are understood."""

WAITING: Final = 100
"""Events that wait for their keys."""

CRYPTO: Final = "keys.db"
"""The file of the keys of encrypted rooms."""


class Session(msgspec.Struct, frozen=True):
    """A login: the device is kept for as long as there is a store.

    Attributes:
        homeserver: Where it is.
        user: The account.
        device: The device.
        token: What shows who asks.
        key: What the keys are encrypted with on disk.
    """

    homeserver: str
    user: str
    device: str
    token: str
    key: str


class Answer(msgspec.Struct):
    """An answer that something may still be done with.

    Attributes:
        room: The room that it is in.
        event: The answer.
        command: The event that asked.
        asker: Whoever asked.
        line: What was asked.
        asked_in: The room that was asked in, whose desk answered.
        thread: The thread that it is in.
        following: The line that asks for the next page.
        writes: Whether it tells of a command that may have written.
    """

    room: str
    event: str
    command: str
    asker: str
    line: str
    asked_in: str
    thread: str | None = None
    following: str | None = None
    writes: bool = False


class State(msgspec.Struct):
    """How far the bot has come.

    Attributes:
        since: Where what is not handled yet begins; None before the first time.
        answers: The newest answers, the oldest first.
        encrypted: The rooms that are encrypted, and stay so whatever anybody says.
        waiting: Events that can't be read yet: rooms and events.
    """

    since: str | None = None
    answers: list[Answer] = msgspec.field(default_factory=list)
    encrypted: list[str] = msgspec.field(default_factory=list)
    waiting: list[tuple[str, dict[str, Any]]] = msgspec.field(default_factory=list)


class CrossSigning(msgspec.Struct, frozen=True):
    """The private keys by which the account vouches for its device: seeds of Ed25519, as hexadecimals."""

    master: str
    self_signing: str
    user_signing: str


class Store:
    """The folder of all that."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Has the folder for this program alone while it is entered; makes it if it is not there.

        Raises:
            Refusal: Another program has it, or it can't be made or written.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise Refusal(
                f"The folder {self.folder} of the bot's keys can't be used: {error.strerror}."
            ) from error
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(held)
            raise Refusal(
                f"A running program has the store {self.folder} open: two would break its keys."
            ) from error
        try:
            yield
        finally:
            os.close(held)

    def session(self) -> Session | None:
        """Returns the login; None where there is none."""
        return self._read("session.json", Session)

    def keep_session(self, session: Session) -> None:
        """Keeps a login; what belongs to another device before it is put aside."""
        before = self.session()
        if before is not None and (before.user, before.device) != (session.user, session.device):
            for name in ("session.json", "state.json", CRYPTO):
                self._put_aside(name, before.device)
        self._write("session.json", session)

    def state(self) -> State:
        """Returns how far the bot has come; a new state where nothing is kept."""
        return self._read("state.json", State) or State()

    def keep_state(self, state: State) -> None:
        """Keeps how far the bot has come."""
        del state.answers[:-REMEMBERED]
        del state.waiting[:-WAITING]
        self._write("state.json", state)

    def cross_signing(self) -> CrossSigning | None:
        """Returns the keys that vouch; None where there are none."""
        return self._read("cross_signing.json", CrossSigning)

    def keep_cross_signing(self, keys: CrossSigning) -> None:
        """Keeps the keys that vouch."""
        self._write("cross_signing.json", keys)

    def crypto_file(self) -> Path:
        """Returns the file of the keys of encrypted rooms, which is there and nobody else reads."""
        file = self.folder / CRYPTO
        file.touch(mode=0o600)
        return file

    def _put_aside(self, name: str, device: str) -> None:
        file = self.folder / name
        if file.exists():
            file.rename(file.with_name(f"{name}.{device}"))

    def _read(self, name: str, kind: type[T]) -> T | None:
        file = self.folder / name
        try:
            return msgspec.json.decode(file.read_bytes(), type=kind)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError) as error:
            raise Refusal(
                f"{file} can't be read: {error}. Put it back from a backup, or move it away and log in anew "
                "with `dateline matrix login`."
            ) from error

    def _write(self, name: str, value: object) -> None:
        """Puts a file in the place of the one before it, whole or not at all."""
        made = self.folder / f".{name}"
        with open(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123  # mode
            file.write(msgspec.json.encode(value))
            file.flush()
            os.fsync(file.fileno())
        made.replace(self.folder / name)


def new_key() -> str:
    """Returns a key that nobody guesses."""
    return secrets.token_hex(32)
