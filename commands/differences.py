"""What changed in an object, field by field, in names and dates instead of uids and codes."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from sqlite_utils import Database

from commands.card import Change, Date, Difference, Message, Names, Value, message
from storage.exchange.reading import read_objects
from storage.exchange.rows import look_up
from storage.lines import (
    Actor,
    Alias,
    Attribution,
    Evidence,
    Figure,
    Involvement,
    Line,
    Relation,
    Source,
    Topic,
)
from storage.reads.history import Entry
from storage.reads.objects import called, row_of
from storage.vocabulary import ObjectKind

_DATES = frozenset({"occurred", "stated", "published", "retrieved"})

# Fields that name other objects, and of which kind.
_NAMING: dict[str, ObjectKind] = {
    "place": "actor",
    "merged_into": "actor",
    "origin": "source",
    "parent": "topic",
    "topics": "topic",
}


def change_of(db: Database, entry: Entry, *, named: bool = False) -> Change:
    """Returns what one line of the log tells, as a line of a history.

    Args:
        db: The desk.
        entry: The line of the log.
        named: Whether to say which object it is, where the history is not of one alone.
    """
    return Change(
        entry.revision,
        entry.at,
        entry.account,
        _what(db, entry, named=named),
        entry.reason,
        differences(db, entry.before, entry.after),
        cursor=str(entry.item),
    )


def differences(db: Database, before: object, after: object) -> tuple[Difference, ...]:
    """Returns the fields in which two states of an object differ; nothing where one of them is not there."""
    if not isinstance(before, msgspec.Struct) or not isinstance(after, msgspec.Struct):
        return _of_affairs(before, after)
    names = _Names(db)
    return tuple(
        _difference(names, field, old, new)
        for field in after.__struct_fields__
        if (old := getattr(before, field)) != (new := getattr(after, field))
    )


def _difference(names: "_Names", field: str, old: object, new: object) -> Difference:
    """Returns what changed in a field: of several parts those that went and those that came."""
    if isinstance(old, tuple) and isinstance(new, tuple) and set(old) != set(new):
        gone = tuple(part for part in old if part not in new)
        came = tuple(part for part in new if part not in old)
        old, new = gone, came
    return Difference(message(f"field-{field}"), names.shown(field, old), names.shown(field, new))


def _of_affairs(before: object, after: object) -> tuple[Difference, ...]:
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    return tuple(
        Difference(message("text", text=str(key)), _plain(before.get(key)), _plain(new))
        for key, new in after.items()
        if before.get(key) != new
    )


def _plain(value: object) -> str | None:
    return None if value in (None, "") else str(value).lower() if isinstance(value, bool) else str(value)


def _what(db: Database, entry: Entry, *, named: bool) -> Message:
    done = message(f"change-{entry.change}")
    if entry.undoes is not None:
        done = message("did-undo", what=done, revision=f"r{entry.undoes}")
    line = entry.after if entry.after is not None else entry.before
    if isinstance(line, Relation):
        return message("did-to-relation", relation=_relation(db, line), what=done)
    return message("did-to", object=_object(entry), what=done) if named else done


def _relation(db: Database, line: Relation) -> Message:
    later, earlier = (row_of(db, "claim", uid) for uid in (line.from_claim, line.to_claim))
    if later is None or earlier is None:  # the claim was taken back too
        return message("relates-no-more", relation=line.relation)
    return message(f"relates-{line.relation}", later=str(later), earlier=str(earlier))


def _object(entry: Entry) -> Message:
    """Returns what was touched: "claim #16", "actor “Ukraine”", "setting"."""
    kind = message(f"object-{entry.kind}")
    if entry.kind == "claim":
        return message("object-numbered", kind=kind, number=str(entry.row))
    line = entry.after if entry.after is not None else entry.before
    if isinstance(line, Topic | Actor | Source):
        return message("object-named", kind=kind, name=called(line))
    return kind


class _Names:
    """Puts names in the place of uids; looked up when they are met."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def shown(self, field: str, value: Any) -> Value | None:
        """Returns a field's value as a reader is shown it; None where it has none."""
        if value is None or value == ():
            return None
        if field in _DATES:
            return Date(value)
        if field in _NAMING and isinstance(value, str):
            return self._name(_NAMING[field], value)
        if isinstance(value, tuple):
            return Names(tuple(self._part(field, part) for part in value))
        return str(value).lower() if isinstance(value, bool) else str(value).replace("_", " ")

    def _part(self, field: str, part: object) -> str:
        match part:
            case Attribution():
                return f"{self._name('actor', part.actor)} ({(part.verb if part.role != 'via' else 'via')})"
            case Involvement():
                return f"{self._name('actor', part.actor)} ({part.role})"
            case Evidence():
                quote = f": “{part.quote}”" if part.quote else ""
                return f"{self._name('source', part.source)}{quote}"
            case Figure():
                return f"{part.measure}: {part.wording or _amount(part)}"
            case Alias():
                return part.name
        return self._name(_NAMING[field], str(part)) if field in _NAMING else str(part)

    def _name(self, kind: ObjectKind, uid: str) -> str:
        row = look_up(self._db.conn, {kind: {uid}}).ids[kind].get(uid)
        line: Line | None = None if row is None else read_objects(self._db.conn, kind, [row]).get(row)
        return uid if line is None else called(line)


def _amount(figure: Figure) -> str:
    numbers: Sequence[float | None] = (figure.lower, figure.best, figure.upper)
    return "–".join(str(number) for number in numbers if number is not None)
