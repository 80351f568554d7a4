"""Who asks on Matrix, and where: what a room vouches for, and the desk of a room."""

from dataclasses import replace
from typing import Protocol

from bot.config import Matrix as Settings
from bot.matrix.rooms import Room, Rooms
from bot.places import Places
from commands.cooldown import Cooldowns
from commands.people import Person, Role, Where
from storage.desk import Desk
from storage.registry import Place

PLATFORM = "matrix"


class Opens(Protocol):
    """What opens desks, as `bot.running.OpenDesks` does."""

    def desk(self, name: str) -> Desk:
        """Returns the desk of that name."""
        ...


class Memberships(Protocol):
    """Tells who is in a room, as `bot.matrix.members.Members` does."""

    async def has(self, room: str, user: str) -> bool:
        """Tells whether somebody is in a room at this moment."""
        ...


class Desks:
    """The desks of rooms, and of direct chats: which one answers where."""

    def __init__(
        self,
        settings: Settings,
        places: Places,
        desks: Opens,
        rooms: Rooms,
        memberships: Memberships,
    ) -> None:
        """Take what a place, and whoever asks there, is put together of."""
        self._settings = settings
        self._places = places
        self._desks = desks
        self._rooms = rooms
        self._memberships = memberships
        self._cooldowns = Cooldowns()

    def person(self, room: Room, user: str) -> Person:
        """Returns whoever asks, with what their power level in a room vouches for."""
        who = Person(PLATFORM, user, room.names.get(user, user), Role.READER)
        return who if self._rooms.is_direct(room) else replace(who, role=self._role(room.level_of(user)))

    async def where(self, room: Room, user: str) -> Where | None:
        """Returns the place of a question; None where no desk may be asked.

        Raises:
            DeskError: The desk or the registry can't be read or written.
        """
        if self._rooms.is_direct(room):
            return await self._direct(room, user)
        place = Place(PLATFORM, room.id)
        name = await self._places.desk_for(place)
        return Where(
            self._desks.desk(name),
            name,
            room.id,
            place=place,
            registry=self._places.registry,
            cooldowns=self._cooldowns,
        )

    async def is_in(self, room: Room, user: str) -> bool:
        """Tells whether somebody is in a room, to go on there from their direct chat."""
        return await self._memberships.has(room.id, user)

    async def follow(self, before: str, after: str) -> None:
        """Has the desk of a room answer in the room that it was upgraded to.

        Raises:
            DeskError: The registry can't be read or written.
        """
        name = await self._places.desk_for(Place(PLATFORM, before))
        self._places.registry.settle(Place(PLATFORM, after), name)

    async def _direct(self, room: Room, user: str) -> Where | None:
        async def is_in(place: Place) -> bool:
            return place.platform == PLATFORM and await self._memberships.has(place.place, user)

        found = await self._places.direct(self.person(room, user), is_in)
        if found is None:
            return None
        name, others = found
        return Where(
            self._desks.desk(name),
            name,
            room.id,
            registry=self._places.registry,
            others=others,
            cooldowns=self._cooldowns,
        )

    def _role(self, level: float) -> Role:
        if level >= self._settings.admin_level:
            return Role.ADMIN
        editors = self._settings.editor_level
        return Role.EDITOR if editors is not None and level >= editors else Role.READER
