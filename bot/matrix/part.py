"""Matrix as a part of the running program: follows its rooms, and catches up when the homeserver is back."""

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.config import Matrix
from bot.matrix.answering import Answering
from bot.matrix.asker import Desks, Opens
from bot.matrix.cross_signing import Vouching
from bot.matrix.crypto import Crypto
from bot.matrix.describing import Describing
from bot.matrix.http import ALWAYS, Homeserver, NotLoggedIn
from bot.matrix.invitations import Invitations
from bot.matrix.logging_in import refused_token, session_of
from bot.matrix.members import Members
from bot.matrix.remembering import Answers
from bot.matrix.reviewing import EVERY, Reviewing
from bot.matrix.rooms import Rooms
from bot.matrix.sending import Sending
from bot.matrix.store import Session, State, Store
from bot.matrix.syncing import Syncing
from bot.places import Places
from bot.stopping import GRACE, unless
from bot.wording.wording import Wording
from commands.catalogue import COMMANDS

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """Serves Matrix until the program stops.

    Attributes:
        settings: The section of the configuration.
        store: The folder of the keys and the session.
        desks: The open desks.
        places: Which desk answers where.
        wording: The language of the answers.
        looks_every: Seconds between two looks at what waits for review in all desks.
    """

    settings: Matrix
    store: Path
    desks: Opens
    places: Places
    wording: Wording
    looks_every: float = EVERY

    def interrupt(self) -> bool:
        """Leaves Ctrl-C to the program: nobody is at a prompt."""
        return False

    async def serve(self, stopping: asyncio.Event) -> None:
        """Follows its rooms until the program stops; what is under way is then finished.

        Raises:
            Refusal: The homeserver does not accept the login, or the store can't be used.
        """
        store = Store(self.store)
        with store.alone():
            async with aiohttp.ClientSession() as connections:
                try:
                    await unless(stopping, self._serve(store, connections, stopping), GRACE)
                except NotLoggedIn as error:
                    refusal = refused_token(self.settings)
                    log.error("%s", refusal)  # noqa: TRY400  # where it was met helps nobody
                    raise refusal from error

    async def _serve(self, store: Store, connections: aiohttp.ClientSession, stopping: asyncio.Event) -> None:
        # Before anything is told there is nothing to finish: a homeserver that is away is not waited for.
        session = await unless(stopping, session_of(self.settings, store, connections, ALWAYS))
        if session is None:
            return
        state = store.state()
        rooms = Rooms(state.encrypted)
        homeserver = Homeserver(session.homeserver, connections, session.token)
        members = Members(homeserver, rooms)
        crypto = Crypto(store, session, homeserver, members)
        try:
            if await unless(stopping, self._make_known(store, session, connections, crypto)) is None:
                return
            await self._follow(store, state, session, homeserver, rooms, members, crypto, stopping)
        finally:
            crypto.close()

    async def _make_known(
        self, store: Store, session: Session, connections: aiohttp.ClientSession, crypto: Crypto
    ) -> bool:
        homeserver = Homeserver(session.homeserver, connections, session.token, ALWAYS)
        await crypto.start(homeserver)
        password = None if self.settings.password is None else self.settings.password.reveal()
        await Vouching(homeserver, store, session, crypto).start(password)
        return True

    async def _follow(
        self,
        store: Store,
        state: State,
        session: Session,
        homeserver: Homeserver,
        rooms: Rooms,
        members: Members,
        crypto: Crypto,
        stopping: asyncio.Event,
    ) -> None:
        settings, user = self.settings, session.user
        desks = Desks(settings, self.places, self.desks, rooms, members)
        sending = Sending(homeserver, rooms, user, crypto, members)
        reviewing = Reviewing(self.places, self.desks, rooms, sending, self.wording, self.looks_every)
        answering = Answering(user, rooms, desks, sending, Answers(state.answers), self.wording, reviewing)
        describing = Describing(homeserver, user, COMMANDS.values(), self.wording)
        syncing = Syncing(
            homeserver,
            store,
            state,
            rooms,
            members,
            crypto,
            Invitations(homeserver, rooms, desks, sending, describing, user, settings.invited_by),
            answering.take,
            user,
            settings.catch_up,
        )
        beside = [
            asyncio.ensure_future(reviewing.keep_up(syncing.ready)),
            asyncio.ensure_future(describing.keep_up()),
        ]
        try:
            await syncing.follow(stopping)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.wait(beside)
