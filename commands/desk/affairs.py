"""The desk's own affairs in the log: which setting, person, group or channel a revision changed, and how."""

from collections.abc import Mapping

from commands.asking import Asking
from commands.card import Change, Difference, Message, Value, message
from commands.desk import shown
from commands.desk.accounts import called, role_words
from commands.desk.groups import called as called_group
from commands.differences import change_of
from storage.groups import Group, GroupRole
from storage.people import Account, members
from storage.reads.history import Affair, Entry

_LABELS: Mapping[str, str] = {
    "name": "desk-person-name",
    "role": "desk-person-role",
    "blocked": "desk-person-blocked",
    "accounts": "desk-person-accounts",
}
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "person": ("role", "blocked", "accounts"),
    "group": ("name", "role"),
    "channel": shown.OF_CHANNEL,
    "digest": (),
}
"""What the log holds of each, besides what it is."""


def told(asking: Asking, entry: Entry) -> Change:
    """Returns what one line of the log tells, whatever it is about."""
    change = change_of(asking.db, entry, named=True)
    who = str(Account(entry.platform, entry.account))
    what, differences = change.what, change.differences
    if entry.kind in ("setting", "person", "group", "channel", "digest"):
        what = message("did-to", object=_named(asking, entry), what=message(f"change-{entry.change}"))
        differences = _differences(asking, entry)
    return Change(change.revision, change.at, who, what, change.reason, differences, change.cursor)


def _named(asking: Asking, entry: Entry) -> Message:
    """Returns what was changed; a person by the accounts they have now, as the log holds none."""
    kind = message(f"object-{entry.kind}")
    affair = entry.after or entry.before
    if entry.kind == "channel" and isinstance(affair, Mapping):
        return message("object-named", kind=kind, name=f"{affair['platform']}:{affair['channel']}")
    if entry.kind == "digest" and isinstance(affair, Mapping):
        return message("object-named", kind=kind, name=affair["name"])
    if entry.kind == "group" and isinstance(affair, Mapping):
        group = GroupRole(Group(affair["platform"], affair["group"]), affair["name"], None)
        return message("object-named", kind=kind, name=called_group(asking, group))
    person = next((each for each in members(asking.db) if each.id == entry.row), None)
    if entry.kind == "person" and person is not None:
        return message("object-named", kind=kind, name=called(person, person.accounts[0]))
    return kind


def _differences(asking: Asking, entry: Entry) -> tuple[Difference, ...]:
    before, after = entry.before, entry.after
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    if entry.kind == "setting":
        key = after["key"]
        return (
            Difference(
                shown.label(key),
                shown.in_words(asking, key, before["value"]),
                shown.in_words(asking, key, after["value"]),
            ),
        )
    return tuple(
        Difference(_label(key), _value(asking, key, before), _value(asking, key, after))
        for key in _SHOWN[entry.kind]
        if before[key] != after[key]
    )


def _label(key: str) -> Message:
    return message(_LABELS[key]) if key in _LABELS else shown.label(key)


def _value(asking: Asking, key: str, affair: Affair) -> Value | None:
    value = affair[key]
    match key:
        case "role":
            return role_words(value)
        case "blocked":
            return message("desk-yes" if value else "desk-no")
        case "accounts" | "name":
            return str(value)
    return shown.in_words(asking, key, value or "")
