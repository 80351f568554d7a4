"""Encrypted rooms: matrix-nio's Olm machine, which keeps the keys, and the requests that it needs made.

Rooms are written for every device of whoever is in them, verified or not: a bot that answers a room can't
know who there compared which fingerprints with whom. What is read counts only from a device that its sender's
account has.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from typing import Any, Final

from nio.crypto.olm_machine import Olm
from nio.events import MegolmEvent, ToDeviceEvent
from nio.exceptions import EncryptionError, LocalProtocolError
from nio.responses import KeysClaimResponse, KeysQueryResponse, KeysUploadResponse
from nio.store.database import SqliteStore

from bot.cli.failing import Refusal
from bot.matrix.http import Homeserver, Json, NotLoggedIn, Refused, path
from bot.matrix.rooms import Room
from bot.matrix.sending import ENCRYPTED, Recipients
from bot.matrix.store import CRYPTO, Session, Store, new_key

log = logging.getLogger(__name__)

# What it tells of every key is no news, and what it can't read is told here.
logging.getLogger("nio").setLevel(logging.ERROR)

_ASKED_AT_ONCE: Final = 200
"""Users whose devices are asked for in one request."""


def fingerprint_in(store: Store, session: Session) -> str | None:
    """Returns the public key of a session's device, which a program may be using; None if it has none."""
    if not (store.folder / CRYPTO).exists():
        return None
    kept = SqliteStore(session.user, session.device, str(store.folder), session.key, CRYPTO)
    try:
        account = kept.load_account()
        return None if account is None else str(account.identity_keys["ed25519"])
    finally:
        kept.database.close()


class Unreadable(Exception):  # noqa: N818  # says what the event is
    """An event can't be read.

    Attributes:
        may_come: Whether its key may still come.
    """

    def __init__(self, why: str, *, may_come: bool) -> None:
        super().__init__(why)
        self.may_come = may_come


class Crypto:
    """Encrypts and decrypts, and keeps the homeserver supplied with the device's keys."""

    def __init__(self, store: Store, session: Session, homeserver: Homeserver, members: Recipients) -> None:
        """Open the keys of a session's device, and make them if there are none."""
        store.crypto_file()
        kept = SqliteStore(session.user, session.device, str(store.folder), session.key, CRYPTO)
        self._database = kept.database
        self._olm = Olm(session.user, session.device, kept)
        self._user = session.user
        self._device = session.device
        self._homeserver = homeserver
        self._members = members
        self._lock = asyncio.Lock()
        self._shared: dict[str, frozenset[tuple[str, str]]] = {}

    @property
    def fingerprint(self) -> str:
        """The device's public key, by which people tell it."""
        return str(self._olm.account.identity_keys["ed25519"])

    def sign(self, told: Mapping[str, Any]) -> str:
        """Returns the device's signature."""
        return str(self._olm.sign_json(dict(told)))

    def close(self) -> None:
        """Closes the file of the keys."""
        self._database.close()

    async def start(self, homeserver: Homeserver) -> None:
        """Makes the device's keys known, where they are not yet.

        Args:
            homeserver: The homeserver, asked for as long as it takes.

        Raises:
            Refusal: The homeserver has other keys of this device: those that the store had are lost.
        """
        if not self._olm.account.shared:
            found = await homeserver.call(
                "POST", path("v3/keys/query"), {"device_keys": {self._user: [self._device]}}
            )
            if self._device in found.get("device_keys", {}).get(self._user, {}):
                raise Refusal(
                    f"The store has no keys of the device {self._device}, but the homeserver has: those of "
                    "the store were lost. Put the store back from a backup, or log in anew as another device "
                    "with `dateline matrix login`."
                )
        await self._upload(homeserver)

    async def take(self, batch: Mapping[str, Any]) -> bool:
        """Takes what a sync tells of keys; returns whether any came that may make events readable."""
        changed = batch.get("device_lists", {}).get("changed", ())
        self._olm.add_changed_users(set(changed) & self._olm.tracked_users)
        came = False
        for told in batch.get("to_device", {}).get("events", ()):
            came = self._take_told(told) or came
        counts = batch.get("device_one_time_keys_count", {})
        if counts or self._olm.uploaded_key_count is not None:
            self._olm.uploaded_key_count = int(counts.get("signed_curve25519", 0))
        async with self._lock:
            try:
                await self._upload(self._homeserver)
                await self._begin_anew()
            except NotLoggedIn:
                raise
            except Refused as error:
                # Plain rooms are answered all the same, and encrypted ones as long as there are keys left.
                log.error(  # noqa: TRY400  # how to mend it is said
                    "The homeserver does not take keys of the bot's device: %s. A store that was put back "
                    "from an old backup can't be mended: log in anew with `dateline matrix login`",
                    error,
                )
        return came

    def _take_told(self, told: Json) -> bool:
        try:
            event = ToDeviceEvent.parse_event(told)
            # Nobody is given the keys of others: requests for them are not even kept.
            if event is None or told.get("type") != ENCRYPTED:
                return False
            return self._olm.handle_to_device_event(event) is not None
        except Exception:
            # Whoever sends nonsense to the device must not stop the bot.
            log.exception("A message to the bot's device could not be read")
            return False

    async def encrypt(self, room: Room, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """Returns the content of an encrypted event that all in the room can read; raises as `call`."""
        async with self._lock:
            users = sorted(await self._members.all_of(room))
            await self._know(users)
            await self._share(room.id, users)
            # How it is related to others stays readable for the homeserver, which counts by it.
            related = content.get("m.relates_to")
            told = {"type": kind, "content": content}
            encrypted: dict[str, Any] = dict(self._olm.group_encrypt(room.id, told))
            return encrypted if related is None else {**encrypted, "m.relates_to": related}

    async def decrypt(self, room: Room, event: Mapping[str, Any]) -> Json:
        """Returns an encrypted event as it was before.

        Raises:
            Unreadable: Its key is not there, or it is none of its sender's.
        """
        sealed: Any = MegolmEvent.from_dict(
            {**event, "room_id": room.id, "unsigned": event.get("unsigned", {})}
        )
        if not isinstance(sealed, MegolmEvent):
            raise Unreadable("it is encrypted in no known way", may_come=False)
        try:
            opened = self._olm.decrypt_megolm_event(sealed, room.id)
        except EncryptionError as error:
            raise Unreadable(str(error), may_come="no session found" in str(error)) from error
        await self._refuse_foreign(sealed, room.id)
        content = dict(opened.source["content"])
        if "m.relates_to" in event["content"]:
            content.setdefault("m.relates_to", event["content"]["m.relates_to"])
        return {**event, "type": opened.source["type"], "content": content}

    async def _refuse_foreign(self, sealed: Any, room: str) -> None:
        """Refuses what was encrypted by a device that is none of the sender's.

        Raises:
            Unreadable: The homeserver, or somebody there, gave it out as another's.
        """
        key = self._olm.inbound_group_store.get(room, sealed.sender_key, sealed.session_id)
        async with self._lock:
            await self._know([sealed.sender])
        device = self._olm.device_store.device_from_sender_key(sealed.sender, sealed.sender_key)
        if device is None or key is None or device.ed25519 != key.ed25519:
            raise Unreadable(f"it is of a device that {sealed.sender} does not have", may_come=False)

    async def _know(self, users: Iterable[str]) -> None:
        """Has the devices of users known as they are now."""
        self._olm.users_for_key_query.update(set(users) - self._olm.tracked_users)
        asked = sorted(self._olm.users_for_key_query)
        for start in range(0, len(asked), _ASKED_AT_ONCE):
            some = {user: [] for user in asked[start : start + _ASKED_AT_ONCE]}  # type: dict[str, list[str]]
            found = await self._homeserver.call("POST", path("v3/keys/query"), {"device_keys": some})
            self._olm.handle_response(KeysQueryResponse(found["device_keys"], found.get("failures", {})))

    async def _share(self, room: str, users: list[str]) -> None:
        """Has every device of users hold the key of what is written next in a room."""
        devices = frozenset(
            (user, device.id) for user in users for device in self._olm.device_store.active_user_devices(user)
        )
        if not self._olm.should_share_group_session(room) and self._shared.get(room) == devices:
            return
        # Who came must not read what was, and who left must not read what comes: a new key for each change.
        self._olm.create_outbound_group_session(room)
        await self._claim(self._olm.get_missing_sessions(users))
        session = self._olm.outbound_group_sessions[room]
        while True:
            shared, told = self._olm.share_group_session(
                room, users, ignore_missing_sessions=True, ignore_unverified_devices=True
            )
            if not shared:
                break
            await self._tell(told)
            session.users_shared_with.update(shared)
        session.mark_as_shared()
        self._shared[room] = devices

    async def _claim(self, devices: Mapping[str, Iterable[str]]) -> None:
        """Begins sessions with devices."""
        wanted = {user: dict.fromkeys(those, "signed_curve25519") for user, those in devices.items()}
        if not any(wanted.values()):
            return
        found = await self._homeserver.call("POST", path("v3/keys/claim"), {"one_time_keys": wanted})
        self._olm.handle_response(KeysClaimResponse(found["one_time_keys"], found.get("failures", {})))

    async def _begin_anew(self) -> None:
        """Begins new sessions with devices whose messages can't be read any more, and tells them."""
        try:
            wedged = self._olm.get_users_for_key_claiming()
        except LocalProtocolError:  # there are none
            return
        await self._claim(wedged)
        for waiting in list(self._olm.outgoing_to_device_messages):
            await self._tell(waiting.as_dict(), waiting.type)
        self._olm.outgoing_to_device_messages.clear()
        self._olm.wedged_devices.clear()

    async def _tell(self, told: Json, kind: str = ENCRYPTED) -> None:
        await self._homeserver.call("PUT", path("v3/sendToDevice", kind, new_key()), told)

    async def _upload(self, homeserver: Homeserver) -> None:
        if not self._olm.should_upload_keys:
            return
        found = await homeserver.call("POST", path("v3/keys/upload"), self._olm.share_keys())
        count = int(found.get("one_time_key_counts", {}).get("signed_curve25519", 0))
        self._olm.handle_response(KeysUploadResponse(0, count))
