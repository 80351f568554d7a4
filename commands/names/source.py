"""`names source …`: what was published is described, and what reprints what is said."""

from collections.abc import Sequence

from msgspec.structs import replace

from commands.arguments import DateArg
from commands.asking import Asking
from commands.card import Card, Message, message
from commands.declaring import command
from commands.entering.arguments import DateOrNoneArg, ReasonArg, is_none
from commands.entering.sources import cited
from commands.entering.writing import write
from commands.errors import CommandError
from commands.names import answers
from commands.names.arguments import (
    AddressArg,
    ArchiveArg,
    AuthorArg,
    Known,
    LanguageArg,
    NewSourceArg,
    OneSourceArg,
    OriginArg,
    OriginOrNoneArg,
    PublisherArg,
    TitleArg,
    choices,
)
from commands.names.texts import as_given, read_address, value
from commands.people import Role
from storage.lines import Source
from storage.reads import naming
from storage.reads.objects import called, row_of, source_line
from storage.reads.sources import source_at
from storage.revising import Step, adding


@command(group="names source", role=Role.EDITOR, writes=True)
def add(
    asking: Asking,
    source: NewSourceArg,
    *,
    publisher: PublisherArg | None = None,
    published: DateArg | None = None,
    title: TitleArg | None = None,
    author: AuthorArg | None = None,
    language: LanguageArg | None = None,
    origin: OriginArg | None = None,
    archive_url: ArchiveArg | None = None,
) -> Card:
    """Adds a source: an address, or a publisher and a date. Claims that name a source add it themselves.

    `origin` names the source that it reprints: both then count as one origin.

    Examples:
    /names source add https://example.org/kursk publisher:Example published:2025-04-28
    /names source add Example Agency, 28 April 2025 title:On the border origin:s1
    """
    when = None if published is None else published.edtf
    found = cited(asking, source, value(publisher), when, value(title))
    if not found.new:
        row = row_of(asking.db, "source", found.source.uid)
        raise CommandError(
            "names-source-there",
            choices("names source edit", "source", (f"s{row}",)),
            name=called(found.source),
            number=f"s{row}",
        )
    line = replace(
        found.source,
        author=value(author),
        language=value(language),
        archive_url=_archive(archive_url),
    )
    notes = list(found.echoes)
    if origin is not None:
        root = _root(asking, origin)
        line = replace(line, origin=root.line.uid)
        if root.row != origin.row:
            notes.append(_by_way_of(origin, root))
    row = write(asking, adding(line)).rows[0]
    title_of = message("names-source-added", name=answers.source_name(row, line))
    return answers.made(asking, title_of, "source", row, notes)


@command(group="names source", role=Role.EDITOR, writes=True)
def edit(
    asking: Asking,
    source: OneSourceArg,
    *,
    url: AddressArg | None = None,
    publisher: PublisherArg | None = None,
    published: DateOrNoneArg | None = None,
    title: TitleArg | None = None,
    author: AuthorArg | None = None,
    language: LanguageArg | None = None,
    archive_url: ArchiveArg | None = None,
    retrieved: DateOrNoneArg | None = None,
    reason: ReasonArg | None = None,
) -> Card:
    """Changes what is known of a source; `none` takes a value away.

    It keeps an address, or a publisher and the date published. Claims without a date of their own move on the
    timeline with their source's date. What it reprints is changed by `names source origin`.

    Examples:
    /names source edit s1 author:A correspondent
    /names source edit Unnamed news outlet, 28 April 2025 language:en-GB reason:it is a British outlet
    """
    wanted: dict[str, str | None] = {}
    if url is not None:
        wanted.update(_address(asking, source, url))
    if archive_url is not None:
        wanted["archive_url"] = _archive(archive_url)
    texts = {"publisher": publisher, "title": title, "author": author, "language": language}
    wanted.update({name: value(text) for name, text in texts.items() if text is not None})
    for name, days in (("published", published), ("retrieved", retrieved)):
        if name in asking.given:
            wanted[name] = None if days is None else days.edtf
    return _edited(asking, source, replace(source.line, **wanted), reason)


@command(group="names source", role=Role.EDITOR, writes=True)
def origin(asking: Asking, source: OneSourceArg, *, of: OriginOrNoneArg) -> Card:
    """Says what a source reprints: two reprints of one origin count as one, so sources are never merged.

    Where the one that is named reprints another itself, that one's origin is meant, and the answer says so.
    `of:none` says that it reprints nothing.

    Examples:
    /names source origin s1 of:none
    """
    if of is None:
        return _edited(asking, source, replace(source.line, origin=None))
    root = _root(asking, of)
    _refuse_circle(source, of, root)
    notes = [] if root.row == of.row else [_by_way_of(of, root)]
    return _edited(asking, source, replace(source.line, origin=root.line.uid), notes=notes)


def _edited(
    asking: Asking,
    source: Known,
    after: Source,
    reason: str | None = None,
    notes: Sequence[Message] = (),
) -> Card:
    name = answers.source_name(source.row, after)
    if after == source.line:
        return answers.unchanged(asking, name, "source", source.row, notes)
    write(asking, [Step("updated", source.line, after)], reason)
    return answers.changed(asking, message("names-source-updated", name=name), "source", source.row, notes)


def _root(asking: Asking, source: Known) -> Known:
    """Returns what a source reprints in the end: itself where it reprints nothing."""
    row = naming.root_origin(asking.db, source.row)
    line = source_line(asking.db, row)
    return source if line is None else Known(row, line)


def _by_way_of(named: Known, root: Known) -> Message:
    return message(
        "names-root-used",
        name=answers.source_name(named.row, named.line),
        root=answers.source_name(root.row, root.line),
    )


def _refuse_circle(source: Known, named: Known, root: Known) -> None:
    """Refuses a source that would reprint itself, at once or in the end.

    Raises:
        CommandError: It would.
    """
    if source.row == named.row:
        raise CommandError("names-origin-itself", name=answers.source_name(source.row, source.line))
    if source.row == root.row:
        raise CommandError(
            "names-origin-circle",
            name=answers.source_name(source.row, source.line),
            other=answers.source_name(named.row, named.line),
        )


def _address(asking: Asking, source: Known, text: str) -> dict[str, str | None]:
    """Returns an address as the record keeps it, and as it was typed where that is another.

    Raises:
        CommandError: It is none, or another source has it.
    """
    if is_none(text):
        return {"url": None, "given_url": None}
    address = read_address(text)
    other = source_at(asking.db, address.url)
    if other is not None and other.uid != source.line.uid:
        row = row_of(asking.db, "source", other.uid)
        raise CommandError("names-address-taken", address=address.url, number=f"s{row}", name=called(other))
    if address.url == source.line.url:
        return {}
    return {"url": address.url, "given_url": as_given(address)}


def _archive(text: str | None) -> str | None:
    """Returns the address of an archived copy as it was typed: what it ends with is part of what it names.

    Raises:
        CommandError: It is no address.
    """
    if text is None or is_none(text):
        return None
    address = read_address(text)
    return as_given(address) or address.url
