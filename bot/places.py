"""Which desk answers where: in a server or room, and in a direct chat."""

import asyncio
import hashlib
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.cli.opening import desks_in
from commands.people import Person
from storage.connection import DeskError, open_writer
from storage.desk import Desk, desk_path
from storage.registry import NAME as REGISTRY
from storage.registry import Place, Registry
from storage.settings import setting

log = logging.getLogger(__name__)

_PLAIN: Final = re.compile(r"([a-z]{1,16})-([a-z0-9]{1,40})")
"""A platform and a place that name a desk as they are."""

_SHOWN: Final = 15
"""So many characters of a platform and of an id are in a desk's name, where they can't be as they are."""


_GRAIN: Final = 2 * 10**9
"""Nanoseconds that a write must be past; the coarsest file systems count in two seconds."""

_State = tuple[tuple[int, int], ...]

IsIn = Callable[[Place], Awaitable[bool]]
"""Tells whether somebody is in a server or room."""


class Places:
    """Which desk answers where, for every front end.

    Attributes:
        registry: Which place belongs to which desk, and what people chose.
    """

    def __init__(
        self,
        folder: Path,
        open_desk: Callable[[str], Desk],
        configured: Mapping[Place, str] | None = None,
        trusts: float = 1.0,
    ) -> None:
        """Keep where the desks are, and make those that the configuration names.

        Args:
            folder: The data folder.
            open_desk: Returns the desk of a name, as the program holds it (`bot.running.OpenDesks.desk`).
            configured: The desks of places that the configuration names.
            trusts: Seconds for which the registry's file is not looked at again: what another process writes
                into it is seen by then.

        Raises:
            DeskError: The folder is not there and can't be made, or a desk that is named can't be.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeskError(f"The folder {folder} can't be made: {error.strerror}.") from error
        self.registry = Registry(folder, configured)
        self._folder = folder
        self._registry_file = desk_path(folder, REGISTRY)
        self._open = open_desk
        self._read: dict[str, tuple[_State, str]] = {}
        self._trusts = trusts
        self._seen: tuple[int, int] | None = None
        self._settled: tuple[_State | None, dict[Place, str]] = None, {}
        self._make_configured()

    def open(self, name: str) -> Desk:
        """Returns the desk of a name, as the program holds it.

        Raises:
            DeskError: The name can't be a desk's.
        """
        return self._open(name)

    async def desk_for(self, place: Place) -> str:
        """Returns the desk of a server or room; one that has none yet gets an empty desk of its own.

        Of several that ask at once, here or in other processes, all get the same.

        Raises:
            DeskError: The registry or the new desk can't be read or written.
        """
        # The registry is not opened again until somebody wrote into it, here or in another process; and not
        # looked at for that more often than need be: every question of a server asks here.
        seen = self.registry.writes, int(time.monotonic() / self._trusts)
        if seen != self._seen:
            state = _state(self._registry_file)
            if state is None or state != self._settled[0]:
                self._settled = state, {}
            self._seen = seen
        settled = self._settled[1]
        if place not in settled:
            settled[place] = await asyncio.to_thread(self._desk_for, place)
        return settled[place]

    async def direct(
        self, person: Person, is_in: IsIn, *, every: bool = True
    ) -> tuple[str, tuple[str, ...]] | None:
        """Returns the desk that answers somebody in a direct chat, and all that they may choose.

        A desk may be asked if its setting `direct` is `anyone`, or `members` and they are in one of its
        places. The desk that was chosen answers while it may be asked; else the first, those of which they
        are a member before others.

        Args:
            person: Whoever asks.
            is_in: Tells whether the platform says that they are in a server or room at this moment. It is
                asked only of places whose desk's answer hangs on it.
            every: Whether all choices are wanted; else it ends with the desk that answers.

        Returns:
            The desk and the choices in order; None where no desk may be asked.

        Raises:
            DeskError: The registry can't be read.
        """
        states = await asyncio.to_thread(self._states)
        found = await asyncio.gather(*(self._direct_of(name, state) for name, state in states.items()))
        direct = dict(zip(states, found, strict=True))
        chosen = await asyncio.to_thread(self.registry.chosen, person.platform, person.account)
        of_members = [name for name in direct if direct[name] == "members"]
        if not every:
            return await self._first(direct, of_members, chosen, is_in)
        own = await asyncio.gather(*(self._is_member(name, is_in) for name in of_members))
        members = {name for name, is_member in zip(of_members, own, strict=True) if is_member}
        allowed = [name for name in direct if direct[name] == "anyone" or name in members]
        if not allowed:
            return None
        first = min(allowed, key=lambda name: (name not in members, name))
        return (chosen if chosen in allowed else first), tuple(allowed)

    async def _first(
        self, direct: Mapping[str, str], of_members: Sequence[str], chosen: str | None, is_in: IsIn
    ) -> tuple[str, tuple[str, ...]] | None:
        """Returns the desk that answers, without asking about others than those before it."""
        if chosen is not None and direct.get(chosen) == "anyone":
            return chosen, (chosen,)
        for name in sorted(of_members, key=lambda name: (name != chosen, name)):
            if await self._is_member(name, is_in):
                return name, (name,)
        first = min((name for name in direct if direct[name] == "anyone"), default=None)
        return None if first is None else (first, (first,))

    def _make_configured(self) -> None:
        """Makes the desks that the configuration names, and logs whose own desk no longer answers."""
        for name in sorted(set(self.registry.configured.values())):
            _make(desk_path(self._folder, name))
        for place, name in self.registry.configured.items():
            kept = self.registry.kept_of(place)
            if kept is not None and kept != name:
                log.warning(
                    "The configuration has %s %s answered from the desk %s; what was entered there before "
                    "stays in the desk %s",
                    *place,
                    name,
                    kept,
                )

    def _desk_for(self, place: Place) -> str:
        found = self.registry.desk_of(place)
        if found is not None:
            return found
        name = name_for(place)
        _make(desk_path(self._folder, name))
        return self.registry.settle(place, name)

    def _states(self) -> dict[str, _State | None]:
        return {name: _state(desk_path(self._folder, name)) for name in desks_in(self._folder)}

    async def _is_member(self, desk: str, is_in: IsIn) -> bool:
        for place in await asyncio.to_thread(self.registry.places_of, desk):
            if await is_in(place):
                return True
        return False

    async def _direct_of(self, name: str, state: _State | None) -> str:
        """Returns who may ask a desk in a direct chat; nobody where its file can't be read.

        A desk that nobody wrote since is not opened again: there may be hundreds of them.
        """
        read = self._read.get(name)
        if read is not None and read[0] == state:
            return read[1]
        try:
            direct = await self._open(name).read(lambda db: setting(db, "direct"))
        except DeskError as error:
            # One broken file must not keep people from all other desks.
            log.warning("A desk could not be asked who may ask it in direct chats: %s", error)
            return "nobody"
        if state is not None:
            self._read[name] = state, direct
        return direct


def name_for(place: Place) -> str:
    """Returns the name of a place's own desk: the same for the same place, another for any other."""
    plain = f"{place.platform}-{place.place}"
    if _PLAIN.fullmatch(plain):
        return plain
    # Capitals and other signs can't be in a name, so that two places may look the same without them; somebody
    # who makes up ids must not come upon another's desk either, hence so much of the digest.
    digest = hashlib.sha256("\0".join(place).encode()).hexdigest()[:32]
    platform = re.sub("[^a-z0-9]", "", place.platform.lower())[:_SHOWN]
    shown = re.sub("[^a-z0-9]+", "-", place.place.lower()).strip("-")[:_SHOWN].rstrip("-")
    return f"{platform}-{shown or 'place'}-{digest}"


def _make(path: Path) -> None:
    """Makes an empty desk; one that is there, or is just being made, is left as it is.

    Raises:
        DeskError: It can't be written, or is no desk.
    """
    open_writer(path, create=True).close()


def _state(path: Path) -> _State | None:
    """Returns when a desk was written last, and how much; None where that tells nothing."""
    state: list[tuple[int, int]] = []
    for each in (path, path.with_name(f"{path.name}-wal")):
        with suppress(FileNotFoundError):
            found = each.stat()
            if found.st_size:  # a reader alone leaves an empty log behind
                state.append((found.st_mtime_ns, found.st_size))
    # Within the grain of the file system's clock, another write may leave the same state.
    latest = max((written for written, _ in state), default=0)
    return tuple(state) if time.time_ns() - latest > _GRAIN else None
