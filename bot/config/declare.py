"""How a setting is declared: frozen dataclasses whose annotated fields are the configuration's schema."""

import dataclasses
import inspect
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Union

from bot.config.secret import Secret


@dataclass(frozen=True, slots=True)
class Setting:
    """What `Annotated` says of a field of the configuration.

    Attributes:
        help: What it does, for an operator; a sentence.
        unset: What leaving it out means, where its default is None: "the sample desk".
        check: Looks at a value of the right type; raises ValueError saying what it should be instead.
    """

    help: str
    unset: str = "none"
    check: Callable[[Any], None] | None = None


class NotASetting(Enum):
    """The mark of a field that the loader fills in and no file may set."""

    MARK = "filled in by the loader"


class Kind(Enum):
    """The types a setting may have; the value is what an error message calls them."""

    TEXT = "text"
    WHOLE_NUMBER = "a whole number"
    YES_OR_NO = "true or false"
    PATH = "text (a path)"
    CHOICE = "text (one of its values)"
    TEXTS = "a list of texts"
    SECRET = "text (a secret)"  # noqa: S105 - words for a message, no password


_KINDS: Final[Mapping[Any, Kind]] = {
    str: Kind.TEXT,
    int: Kind.WHOLE_NUMBER,
    bool: Kind.YES_OR_NO,
    Path: Kind.PATH,
    list[str]: Kind.TEXTS,
    Secret: Kind.SECRET,
}


@dataclass(frozen=True, slots=True)
class Key:
    """One declared setting.

    Attributes:
        path: Its names from the top: ("log", "level").
        setting: Its help and what leaving it out means.
        kind: Its type.
        choices: The values it may have, for Kind.CHOICE; empty for the rest.
        make_default: Makes the value it has when it is not given; None where it must be.
    """

    path: tuple[str, ...]
    setting: Setting
    kind: Kind
    choices: tuple[str, ...]
    make_default: Callable[[], Any] | None

    @property
    def written(self) -> tuple[str, ...]:
        """The names that a file may give it by: a secret is never written, only where it is kept."""
        name = self.path[-1]
        return (f"{name}_env", f"{name}_file") if self.kind is Kind.SECRET else (name,)


@dataclass(frozen=True, slots=True)
class Section:
    """One declared table of the file, or its top.

    Attributes:
        path: Its names from the top; () for the top itself.
        help: The first paragraph of the dataclass's docstring.
        make: The dataclass.
        optional: Whether leaving it out means that this part is not there at all (None).
        keys: Its settings by field name.
        sections: The tables in it by field name.
    """

    path: tuple[str, ...]
    help: str
    make: Callable[..., Any]
    optional: bool
    keys: Mapping[str, Key]
    sections: Mapping[str, "Section"]

    def every_key(self) -> Iterator[Key]:
        """Give each setting of this section and of those in it, in the order of declaration."""
        yield from self.keys.values()
        for section in self.sections.values():
            yield from section.every_key()


def declared(make: type, path: tuple[str, ...] = (), optional: bool = False) -> Section:
    """Read the schema off a dataclass.

    Args:
        make: A frozen dataclass; each field is `Annotated` with a Setting (or NotASetting.MARK), or is itself
            such a dataclass, `Section` or `Section | None`.
        path: Where it stands in the file.
        optional: Whether it may be left out altogether.

    Raises:
        TypeError: The declaration is at fault: a field without help, of a type that is not supported, or
            optional without None as its default. This is the programmer's error, met at import.
    """
    hints = typing.get_type_hints(make, include_extras=True)
    keys: dict[str, Key] = {}
    sections: dict[str, Section] = {}
    for field in dataclasses.fields(make):
        inner, marks = _taken_apart(hints[field.name])
        bare, may_be_none = _without_none(inner)
        here = (*path, field.name)
        if NotASetting.MARK in marks:
            continue
        if isinstance(bare, type) and dataclasses.is_dataclass(bare):
            sections[field.name] = declared(bare, here, optional=may_be_none)
        else:
            keys[field.name] = _key(here, bare, may_be_none, marks, _default_of(field))
    help_text = (inspect.getdoc(make) or "").partition("\n\n")[0]
    return Section(path, help_text, make, optional, keys, sections)


def _key(
    path: tuple[str, ...],
    bare: object,
    may_be_none: bool,
    marks: tuple[object, ...],
    make_default: Callable[[], Any] | None,
) -> Key:
    name = ".".join(path)
    setting = next((mark for mark in marks if isinstance(mark, Setting)), None)
    if setting is None or not setting.help:
        raise TypeError(f"{name} has no help: annotate it with a Setting")
    if may_be_none and (make_default is None or make_default() is not None):
        raise TypeError(f"{name} may be None, so None is its default")
    if typing.get_origin(bare) is Literal:
        choices = typing.get_args(bare)
        if not all(isinstance(choice, str) for choice in choices):
            raise TypeError(f"{name}: only texts can be chosen from")
        return Key(path, setting, Kind.CHOICE, choices, make_default)
    kind = _KINDS.get(bare)
    if kind is None:
        raise TypeError(f"{name}: no setting can be of type {bare}")
    return Key(path, setting, kind, (), make_default)


def _default_of(field: "dataclasses.Field[Any]") -> Callable[[], Any] | None:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory
    if field.default is not dataclasses.MISSING:
        return lambda: field.default
    return None


def _taken_apart(hint: Any) -> tuple[Any, tuple[object, ...]]:
    if typing.get_origin(hint) is Annotated:
        inner, *marks = typing.get_args(hint)
        return inner, tuple(marks)
    return hint, ()


def _without_none(hint: Any) -> tuple[Any, bool]:
    """Give X and True for `X | None`; any other hint as it is, and False."""
    if typing.get_origin(hint) in (Union, types.UnionType):
        members = typing.get_args(hint)
        others = [member for member in members if member is not type(None)]
        if len(others) == 1 and len(members) == 2:
            return others[0], True
    return hint, False
