"""The source that an editor named: an address, a publisher and a date, the one used last, or a number."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from commands import addresses, date_words
from commands.asking import Asking
from commands.card import Message, Names, message
from commands.entering.uids import new_uid
from commands.errors import CommandError
from commands.people import Role
from storage.dates import bounds
from storage.lines import Source
from storage.reads import sources
from storage.reads.objects import row_of
from storage.reads.unlisted import unlisted_sources

_NUMBER = re.compile(r"s([1-9][0-9]{0,17})", re.IGNORECASE)
_SAME = "same"
_LIKE_AN_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S|\S*//", re.IGNORECASE)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Cited:
    """A source: one that is there, or a new one.

    Attributes:
        source: The source, whole.
        new: Whether it is made with the claim.
        publisher: Who speaks in it, if that is known.
        echoes: How it was read.
    """

    source: Source
    new: bool
    publisher: str | None
    echoes: tuple[Message, ...] = ()


def cited(
    asking: Asking,
    text: str,
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Cited:
    """Reads what was typed for a source.

    Args:
        asking: The question.
        text: An address; `Reuters, 28 April 2025`; `same`; or `s12`.
        publisher: Who published it, if that was typed.
        published: When (EDTF), likewise.
        title: What it is called, likewise.

    Raises:
        CommandError: It names no source, and no new one can be made of it.
    """
    if text.strip().casefold() == _SAME:
        return _last(asking)
    if numbered := _NUMBER.fullmatch(text.strip()):
        return _numbered(asking, int(numbered[1]))
    if "://" in text or re.fullmatch(r"\s*[\w-]+(\.[\w-]+)+(/\S*)?\s*", text):
        return _at_address(asking, text, publisher, published, title)
    return _of_publisher(asking, text, publisher, published, title)


def _last(asking: Asking) -> Cited:
    found = sources.source_used_last(asking.db, asking.member.accounts)
    if found is None:
        raise CommandError("no-source-yet")
    return _known(asking, found)


def _numbered(asking: Asking, number: int) -> Cited:
    found = sources.source_numbered(asking.db, number)
    unseen = asking.role < Role.EDITOR and unlisted_sources(asking.db.conn, (number,))
    if found is None or unseen:
        raise CommandError("no-such-source", number=str(number))
    return _known(asking, found)


def _at_address(
    asking: Asking, text: str, publisher: str | None, published: str | None, title: str | None
) -> Cited:
    try:
        address = addresses.read(text)
    except addresses.NotAnAddress as error:
        raise CommandError(f"address-{error.reason}", words=text) from error
    if (found := sources.source_at(asking.db, address.url)) is not None:
        return _known(asking, found, publisher, published, title)
    # As it stands in the address: in letters of another script a host may be taken for another.
    site = (urlsplit(address.url).hostname or address.site).removeprefix("www.")
    name = publisher or sources.publisher_of_site(asking.db, site) or site
    source = Source(
        uid=new_uid("source"),
        url=address.url,
        publisher=_short(name),
        title=None if title is None else _short(title),
        published=published,
        retrieved=asking.today.isoformat(),
        given_url=address.given if address.given != address.url and _is_address(address.given) else None,
    )
    echoes = [message("source-read", address=address.url)] if address.url != address.given else []
    if published is None:
        echoes.append(message("source-undated"))
    return Cited(source, True, source.publisher, tuple(echoes))


def _of_publisher(
    asking: Asking, text: str, publisher: str | None, published: str | None, title: str | None
) -> Cited:
    """Reads a publisher and a date: the date is what stands behind some comma and reads as one."""
    if _LIKE_AN_ADDRESS.match(text.strip()):
        raise CommandError("address-scheme", words=text)
    name, dated = _parted(text.strip(), asking.today)
    published = published or dated
    if published is None:
        raise CommandError("source-unread", words=text)
    name = _short(publisher or name)
    found = sources.source_of(asking.db, name, published, bounds(published).lower)
    if found is not None and title in (None, found.title):
        return _known(asking, found)
    source = Source(
        uid=new_uid("source"),
        publisher=name,
        title=None if title is None else _short(title),
        published=published,
    )
    return Cited(source, True, name, (message("source-new", publisher=name),))


def _parted(text: str, today: date) -> tuple[str, str | None]:
    for comma in re.finditer(",", text):
        words = text[comma.end() :].strip()
        try:
            edtf = date_words.read(words, today)
        except date_words.AmbiguousDate as error:
            raise CommandError(
                "date-ambiguous", words=words, options=Names(tuple(error.options), any_of=True)
            ) from error
        except date_words.NotADate:
            continue
        if name := text[: comma.start()].strip():
            return name, edtf
    return text, None


def _known(
    asking: Asking,
    source: Source,
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Cited:
    """Returns a source that is there; what was typed of it is not written, and it is said so."""
    row = row_of(asking.db, "source", source.uid)
    echoes = [message("source-known", name=_called(source), number=f"s{row}")]
    typed = ((publisher, source.publisher), (published, source.published), (title, source.title))
    if any(new is not None and new != old for new, old in typed):
        echoes.append(message("source-kept", number=f"s{row}"))
    return Cited(source, False, source.publisher, tuple(echoes))


def _called(source: Source) -> str:
    return source.title or source.url or source.publisher or source.uid


def _is_address(text: str) -> bool:
    return (
        text.startswith(("http://", "https://"))
        and not re.search(r"\s", text)
        and len(text) <= addresses.LONGEST
    )


def _short(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > _LONGEST:
        raise CommandError("name-too-long", most=_LONGEST)
    return name
