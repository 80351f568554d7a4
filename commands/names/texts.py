"""The texts that editors type of names, read into what the record keeps; limits stand in the help too."""

import re

from commands import addresses
from commands.addresses import Address
from commands.asking import Asking
from commands.entering.arguments import NONE, is_none
from commands.errors import CommandError
from storage.names import fold

LONGEST_NAME = 200
"""Characters of a name, a title, a publisher or an author (`storage.lines.Name`)."""

LONGEST_DESCRIPTION = 1000
"""Characters of a description (`storage.lines.Sentence`)."""

_WIKIDATA = re.compile(r"(?:https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]{0,17})", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


def one_line(text: str) -> str:
    """Returns a text with single spaces between its words."""
    return " ".join(text.split())


def read_name(_: Asking, text: str) -> str:
    """Reads a name, a title, or who published or wrote something.

    Raises:
        CommandError: It is too long, or holds nothing that could be found again.
    """
    name = one_line(text)
    if len(name) > LONGEST_NAME:
        raise CommandError("names-too-long", given=len(name), most=LONGEST_NAME)
    if not fold(name):
        raise CommandError("names-nothing-in-it", words=text)
    return name


def read_description(_: Asking, text: str) -> str:
    """Reads a description.

    Raises:
        CommandError: It is too long.
    """
    line = one_line(text)
    if len(line) > LONGEST_DESCRIPTION:
        raise CommandError("names-description-too-long", given=len(line), most=LONGEST_DESCRIPTION)
    return line


def read_wikidata(_: Asking, text: str) -> str:
    """Reads an item of Wikidata, as `Q423` or by its address; `none` stays as it is.

    Raises:
        CommandError: It is none.
    """
    if is_none(text):
        return NONE
    found = _WIKIDATA.fullmatch(text.strip())
    if found is None:
        raise CommandError("names-wikidata-unread", words=text)
    return found[1].upper()


def read_language(_: Asking, text: str) -> str:
    """Reads a language's tag (BCP 47); `none` stays as it is.

    Raises:
        CommandError: It is none.
    """
    if is_none(text):
        return NONE
    if not _LANGUAGE.fullmatch(text.strip()):
        raise CommandError("names-language-unread", words=text)
    return text.strip()


def read_slug(_: Asking, text: str) -> str:
    """Reads the short name of a topic; spaces count as hyphens.

    Raises:
        CommandError: It is none.
    """
    slug = "-".join(text.casefold().split())
    if not _SLUG.fullmatch(slug):
        raise CommandError("names-slug-unread", words=text)
    return slug


def read_address(text: str) -> Address:
    """Reads an address of the web.

    Raises:
        CommandError: It is none.
    """
    try:
        return addresses.read(text)
    except addresses.NotAnAddress as error:
        raise CommandError(f"address-{error.reason}", words=text) from error


def as_given(address: Address) -> str | None:
    """Returns an address as it was typed, where the record can keep it so and normalising changed it."""
    given = address.given
    keeps = re.fullmatch(r"https?://\S+", given) is not None and len(given) <= addresses.LONGEST
    return given if keeps and given != address.url else None


def value(text: str | None) -> str | None:
    """Returns what a field is to hold: nothing where `none` was typed."""
    return None if text is None or is_none(text) else text
