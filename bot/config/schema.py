"""Every setting there is. A new section is a dataclass here and a field of Config.

A section that is `… | None` is a part of the program that runs only where the file has it; any other section
always has a value, its defaults where the file is silent.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal

import babel

from bot.config.declare import NotASetting, Section, Setting, declared
from bot.config.secret import Secret

_LONGEST_ID: Final = 20
"""Digits of the largest number of 64 bits, which ids of Discord are."""


def _known_locale(tag: str) -> None:
    try:
        babel.Locale.parse(tag.replace("_", "-"), sep="-")
    except (ValueError, babel.UnknownLocaleError):
        raise ValueError('should be the tag of a locale, like "en" or "pt-BR"') from None


def _an_id(text: str) -> None:
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST_ID):
        raise ValueError("should be an id of Discord: digits alone (developer mode shows it)")


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
            "The language that answers are worded in, and dates and numbers written in.",
            check=_known_locale,
        ),
    ] = "en-GB"
    log: Log = field(default_factory=Log)
    console: Console | None = None
    discord: Discord | None = None
    file: Annotated[Path | None, NotASetting.MARK] = None


SCHEMA: Final[Section] = declared(Config)
