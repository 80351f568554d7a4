"""What the bot knows of its rooms: who may do what there, who is in them, and whether they are encrypted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final

Event = Mapping[str, Any]

DESCRIPTION: Final = "org.matrix.msc4391.command_description"
"""The kind of state that describes a command, before it is in the spec (MSC4391)."""

_CREATORS_RULE: Final = 12
"""From this version of rooms on, creators may do everything (MSC4289)."""


@dataclass(slots=True)
class Room:
    """One room that the bot is in.

    Attributes:
        id: Its id.
        encrypted: Whether it is encrypted.
        joined: How many are in it.
        invited: How many are invited.
        names: The names of those who were seen there.
        replaced_by: The room that it was upgraded to.
        replaces: The room that was upgraded to it.
        members: Who is in it or invited, where that was asked for; kept up from then on.
        described: How commands are described there (MSC4391), by the state's key.
    """

    id: str
    encrypted: bool = False
    joined: int = 0
    invited: int = 0
    names: dict[str, str] = field(default_factory=dict)
    replaced_by: str | None = None
    replaces: str | None = None
    members: set[str] | None = None
    described: dict[str, Event] = field(default_factory=dict)
    _power: Event = field(default_factory=dict)
    _has_power: bool = False
    _creators: frozenset[str] = frozenset()
    _version: int = 1

    def level_of(self, user: str) -> float:
        """Returns somebody's power level; endless for a creator, where creators may do everything."""
        if user in self._creators and self._version >= _CREATORS_RULE:
            return inf
        if not self._has_power:
            return 100 if user in self._creators else 0
        users = self._power.get("users", {})
        return _level(
            users.get(user) if isinstance(users, Mapping) else None, self._default("users_default", 0)
        )

    def may_set(self, user: str, kind: str) -> bool:
        """Tells whether somebody may set state of a kind."""
        events = self._power.get("events", {})
        own = events.get(kind) if isinstance(events, Mapping) else None
        return self.level_of(user) >= _level(
            own, self._default("state_default", 50 if self._has_power else 0)
        )

    def take(self, event: Event) -> None:
        """Takes what a state event says."""
        content = event.get("content")
        key = event.get("state_key")
        if not isinstance(content, Mapping) or not isinstance(key, str):
            return
        if event.get("type") == "m.room.member":
            self._take_member(key, content)
        elif event.get("type") == DESCRIPTION:
            self.described[key] = content
        elif key == "":
            self._take_rule(event, content)

    def count(self, summary: Event) -> None:
        """Takes how many there are, where the homeserver tells."""
        self.joined = int(summary.get("m.joined_member_count", self.joined))
        self.invited = int(summary.get("m.invited_member_count", self.invited))

    def _take_member(self, user: str, content: Event) -> None:
        is_there = content.get("membership") in ("join", "invite")
        if is_there and isinstance(name := content.get("displayname"), str) and name.strip():
            self.names[user] = name
        else:
            self.names.pop(user, None)
        if self.members is not None:
            (self.members.add if is_there else self.members.discard)(user)

    def _take_rule(self, event: Event, content: Event) -> None:
        match event.get("type"):
            case "m.room.create":
                self._take_creation(event, content)
            case "m.room.power_levels":
                self._power, self._has_power = content, True
            case "m.room.encryption":
                # Whoever takes the event's content away does not make it a room for plain text.
                self.encrypted = True
            case "m.room.tombstone":
                found = content.get("replacement_room")
                self.replaced_by = found if isinstance(found, str) else None

    def _take_creation(self, event: Event, content: Event) -> None:
        others = content.get("additional_creators", ())
        creators = {event.get("sender"), *(others if isinstance(others, list) else ())}
        self._creators = frozenset(each for each in creators if isinstance(each, str))
        version = str(content.get("room_version", "1"))
        # A version that is no number is somebody's trial of rules that are not known here.
        self._version = int(version) if version.isascii() and version.isdigit() else 1
        before = content.get("predecessor")
        found = before.get("room_id") if isinstance(before, Mapping) else None
        self.replaces = found if isinstance(found, str) else None

    def _default(self, name: str, usual: float) -> float:
        return _level(self._power.get(name), usual)


class Rooms:
    """The rooms that the bot is in."""

    def __init__(self, encrypted: Iterable[str] = ()) -> None:
        """Take which rooms were encrypted when they were last seen."""
        self._rooms: dict[str, Room] = {}
        self._encrypted = set(encrypted)
        self.direct: dict[str, str] = {}

    def __contains__(self, room: str) -> bool:
        return room in self._rooms

    def __iter__(self) -> Iterator[Room]:
        return iter(list(self._rooms.values()))

    def __len__(self) -> int:
        return len(self._rooms)

    def room(self, room: str) -> Room:
        """Returns a room; one that is not known yet is new from then on."""
        return self._rooms.setdefault(room, Room(room, encrypted=room in self._encrypted))

    def left(self, room: str) -> bool:
        """Forgets a room that the bot is not in any more; returns whether it was known."""
        return self._rooms.pop(room, None) is not None

    def take(self, room: str, told: Event) -> Room:
        """Takes what is told of a room that the bot is in, but for its timeline."""
        found = self.room(room)
        found.count(told.get("summary", {}))
        for event in told.get("state", {}).get("events", ()):
            found.take(event)
        return found

    def encrypted(self) -> list[str]:
        """Returns the rooms that are encrypted, those included that the bot was in before."""
        self._encrypted |= {room.id for room in self._rooms.values() if room.encrypted}
        return sorted(self._encrypted)

    def take_direct(self, content: Event) -> None:
        """Takes which rooms are for one person each (`m.direct` of the account's data)."""
        self.direct = {
            room: user for user, rooms in content.items() if isinstance(rooms, list) for room in rooms
        }

    def is_direct(self, room: Room) -> bool:
        """Tells whether a room is a direct chat: meant as one, and nobody but two in it."""
        return room.id in self.direct and room.joined + room.invited <= 2

    def direct_with(self, user: str) -> list[Room]:
        """Returns the rooms that are meant as direct chats with somebody, the newest first."""
        theirs = [room for room, other in self.direct.items() if other == user and room in self._rooms]
        return [self._rooms[room] for room in reversed(theirs)]


def _level(given: object, usual: float) -> float:
    """Returns a power level, which in old rooms may be text."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return usual
    try:
        return int(given)
    except (ValueError, OverflowError):
        return usual
