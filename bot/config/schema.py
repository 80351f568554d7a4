"""Every setting there is. A new section is a dataclass here and a field of Config.

A section that is `… | None` is a part of the program that runs only where the file has it; any other section
always has a value, its defaults where the file is silent.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal

import babel

from bot.config.declare import NotASetting, Section, Setting, declared
from bot.config.secret import Secret

_LONGEST_ID: Final = 20
"""Digits of the largest number of 64 bits, which ids of Discord are."""

_LONGEST_CATCH_UP: Final = 1200
"""Minutes, well within the day for which a homeserver knows a message by its transaction."""

_ADDRESS: Final = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_MATRIX_USER: Final = re.compile(r"@[^\s:]+:\S{1,200}")
_MATRIX_SERVER: Final = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")
_MATRIX_ROOM: Final = re.compile(r"![^\s]{1,254}")
_DESK: Final = re.compile("[a-z0-9_-]{1,64}")

Permission = Literal[
    "administrator",
    "manage_guild",
    "manage_nicknames",
    "moderate_members",
    "kick_members",
    "ban_members",
    "view_audit_log",
]
"""Permissions of Discord, as its API names them, that a server gives and no single channel can."""


def _known_locale(tag: str) -> None:
    try:
        babel.Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, babel.UnknownLocaleError):
        raise ValueError('should be the tag of a locale, like "en" or "pt-BR"') from None


def _an_id(text: str) -> None:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID):
        raise ValueError("should be an id of Discord: digits alone (developer mode shows it)")


def _ids(texts: list[str]) -> None:
    if not texts:
        raise ValueError("should name at least one server, or be left out")
    for text in texts:
        _an_id(text)


def _a_desk(text: str) -> None:
    if not _DESK.fullmatch(text) or text == "dateline":
        raise ValueError("should be the name of a desk: a-z, 0-9, - and _, at most 64 of them")


def _an_address(text: str) -> None:
    if not _ADDRESS.fullmatch(text):
        raise ValueError("should be an address, like `https://matrix.example.org`")


def _a_matrix_user(text: str) -> None:
    if not _MATRIX_USER.fullmatch(text):
        raise ValueError("should be an account of Matrix, like `@dateline:example.org`")


def _inviters(texts: list[str]) -> None:
    for text in texts:
        if text != "*" and not (_MATRIX_USER.fullmatch(text) or _MATRIX_SERVER.fullmatch(text)):
            raise ValueError("should name users (`@ann:example.org`) and servers (`example.org`), or be `*`")


def _rooms(texts: list[str]) -> None:
    if not texts:
        raise ValueError("should name at least one room, or be left out")
    for text in texts:
        if not _MATRIX_ROOM.fullmatch(text):
            raise ValueError("should be ids of rooms, like `!abc:example.org` (advanced settings show them)")


def _minutes(number: int) -> None:
    if not 1 <= number <= _LONGEST_CATCH_UP:
        raise ValueError(f"should be 1 to {_LONGEST_CATCH_UP}")


@dataclass(frozen=True, slots=True)
class Log:
    """What the program says of its own work, and where that goes."""

    level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Setting("The least serious records that are written."),
    ] = "info"
    format: Annotated[
        Literal["text", "json"],
        Setting("text is for people, json is one object a line for programs."),
    ] = "text"
    file: Annotated[
        Path | None,
        Setting(
            "The file that records are added to, made with mode 600 if it is not there.",
            unset="standard error",
        ),
    ] = None


@dataclass(frozen=True, slots=True)
class Console:
    """The terminal on this machine; whoever sits there is the desk's admin."""

    desk: Annotated[
        str | None,
        Setting("The desk that the console opens.", unset="a working copy of the sample desk"),
    ] = None
    topic: Annotated[
        str | None,
        Setting("The topic that is meant where a command names none."),
    ] = None


@dataclass(frozen=True, slots=True)
class Discord:
    """Discord: each server that the bot was added to has a desk of its own, asked by slash commands."""

    token: Annotated[Secret, Setting("The bot's token, from the application's page.")]
    server: Annotated[
        str | None,
        Setting(
            "The id of the one server that the commands are registered in, to try a change in.",
            unset="they are registered for every server",
            check=_an_id,
        ),
    ] = None
    admin_permission: Annotated[
        Permission,
        Setting("Whoever has this permission in a server is an admin where the desk says nothing else."),
    ] = "manage_guild"
    editor_permission: Annotated[
        Permission | None,
        Setting(
            "Whoever has this permission in a server is an editor where the desk says nothing else.",
            unset="no permission makes an editor",
        ),
    ] = None
    desk: Annotated[
        str | None,
        Setting(
            "The one desk that the servers named in `servers` share.",
            unset="every server has a desk of its own",
            check=_a_desk,
        ),
    ] = None
    servers: Annotated[
        list[str] | None,
        Setting(
            "The ids of the servers that share the desk: who runs any of them is an admin there.",
            unset="none share one",
            check=_ids,
        ),
    ] = None

    def __post_init__(self) -> None:
        """Refuses a desk without servers, and servers without a desk.

        Raises:
            ValueError: One of the two settings is missing.
        """
        if (self.desk is None) is not (self.servers is None):
            raise ValueError("`discord.desk` and `discord.servers` go together: give both or neither")

    @property
    def shared(self) -> Mapping[str, str]:
        """The desk of each server that shares one."""
        return {} if self.desk is None else dict.fromkeys(self.servers or (), self.desk)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Matrix: each room that the bot was invited to has a desk of its own, asked by messages."""

    homeserver: Annotated[
        str,
        Setting(
            "The address of the homeserver's client API, such as `https://matrix.example.org`.",
            check=_an_address,
        ),
    ]
    user: Annotated[str, Setting("The bot's account, such as `@dateline:example.org`.", check=_a_matrix_user)]
    password: Annotated[
        Secret | None,
        Setting(
            "The account's password, which logs the bot in once; what it gets for it is kept in the store.",
            unset="the token is used, or what `dateline matrix login` put into the store",
        ),
    ] = None
    token: Annotated[
        Secret | None,
        Setting(
            "An access token of the account, of a device that nothing else uses; it counts before the rest.",
            unset="the password is used, or what `dateline matrix login` put into the store",
        ),
    ] = None
    store: Annotated[
        Path | None,
        Setting(
            "The folder of the bot's keys, session and place in what is told: never lose or copy it.",
            unset="the folder `matrix` in that of the desks",
        ),
    ] = None
    invited_by: Annotated[
        list[str] | None,
        Setting(
            "Whose invitations are accepted: users (`@ann:example.org`), servers (`example.org`), all (`*`).",
            unset="those of the users of the bot's own server",
            check=_inviters,
        ),
    ] = None
    admin_level: Annotated[
        int,
        Setting("Whoever has this power level in a room is an admin where the desk says nothing else."),
    ] = 100
    editor_level: Annotated[
        int | None,
        Setting(
            "Whoever has this power level in a room is an editor where the desk says nothing else.",
            unset="no power level makes an editor",
        ),
    ] = None
    catch_up: Annotated[
        int,
        Setting(
            "Minutes: a command that was missed for longer is not answered any more. At most 1200, since a "
            "homeserver knows its answer again for a day.",
            check=_minutes,
        ),
    ] = 60
    desk: Annotated[
        str | None,
        Setting(
            "The one desk that the rooms named in `rooms` share.",
            unset="every room has a desk of its own",
            check=_a_desk,
        ),
    ] = None
    rooms: Annotated[
        list[str] | None,
        Setting(
            "The ids of the rooms that share the desk: who runs any of them is an admin there.",
            unset="none share one",
            check=_rooms,
        ),
    ] = None

    def __post_init__(self) -> None:
        """Refuses a desk without rooms, and rooms without a desk.

        Raises:
            ValueError: One of the two settings is missing.
        """
        if (self.desk is None) is not (self.rooms is None):
            raise ValueError("`matrix.desk` and `matrix.rooms` go together: give both or neither")

    @property
    def shared(self) -> Mapping[str, str]:
        """The desk of each room that shares one."""
        return {} if self.desk is None else dict.fromkeys(self.rooms or (), self.desk)


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of the whole program.

    Attributes:
        file: The file that was read; None where there is none and all is as by default.
    """

    data: Annotated[
        Path,
        Setting("The folder that the desks' files live in."),
    ] = Path("data")
    locale: Annotated[
        str,
        Setting(
            "The language that answers are worded in, and dates and numbers written in: en or de, with a "
            "region or not; any other is answered in English.",
            check=_known_locale,
        ),
    ] = "en-GB"
    log: Log = field(default_factory=Log)
    console: Console | None = None
    discord: Discord | None = None
    matrix: Matrix | None = None
    file: Annotated[Path | None, NotASetting.MARK] = None


SCHEMA: Final[Section] = declared(Config)
