"""Names and descriptions of slash commands in the languages of those who see them.

Discord shows each person a description in the locale of their client. What is marked here is worded for each
of its locales whose language has a folder of words; discord.py asks for that when it registers the commands.
"""

from collections.abc import Mapping
from pathlib import Path

import discord
from discord import app_commands
from discord.app_commands import TranslationContextTypes, locale_str

from bot.render.phrases import value_in_words
from bot.wording.wording import Wording, wording
from commands.card import Help, Value


def words(value: Value, base: Wording) -> locale_str:
    """Returns a value in the base's words, marked so that other languages say it too."""
    return locale_str(value_in_words(value, base), value=value)


def name(typed: str, *keys: str) -> locale_str:
    """Returns a name as it is typed everywhere, unless a language has another one for Discord.

    Args:
        typed: The name in the core.
        keys: What the help beside it is worded by: `discord-name-` and one of them is the key of a name.
    """
    return locale_str(typed, value=Help(typed, tuple(f"discord-name-{key}" for key in keys)))


def wordings(folder: Path | None = None) -> dict[discord.Locale, Wording]:
    """Returns the words for each locale of Discord whose language has any.

    Args:
        folder: Where the languages' folders are; those of the program if left out.
    """
    made = {
        locale: wording(locale.value) if folder is None else Wording(locale.value, folder)
        for locale in discord.Locale
    }
    return {locale: each for locale, each in made.items() if each.locale.language == _language(locale)}


class Translator(app_commands.Translator):
    """Words what is marked, for each locale."""

    def __init__(self, wordings: Mapping[discord.Locale, Wording]) -> None:
        """Take the words of each locale."""
        self._wordings = wordings

    async def translate(
        self,
        string: locale_str,
        locale: discord.Locale,
        context: TranslationContextTypes,  # noqa: ARG002  # the name is discord.py's
    ) -> str | None:
        """Returns the words of a locale; None where they are those that everybody sees."""
        value = string.extras.get("value")
        if value is None or locale not in self._wordings:
            return None
        # Discord shows en-US where en-GB is left out, and the other way round, before it shows the base: all
        # locales of a language are told, or none.
        akin = {
            each: value_in_words(value, self._wordings[each])
            for each in self._wordings
            if _language(each) == _language(locale)
        }
        return akin[locale] if set(akin.values()) != {string.message} else None


def _language(locale: discord.Locale) -> str:
    return locale.value.partition("-")[0]
