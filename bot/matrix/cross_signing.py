"""The account's word for its device: clients that talk only with signed devices then talk with the bot.

The account has three keys of its own; the master key signs the others, and the self-signing key signs the
device (https://spec.matrix.org/latest/client-server-api/#cross-signing). They are made once and kept.
"""

import json
import logging
import secrets
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from bot.matrix.crypto import Crypto
from bot.matrix.http import Homeserver, Json, Refused, path
from bot.matrix.store import CrossSigning, Session, Store

log = logging.getLogger(__name__)

_USES: Final = ("master", "self_signing", "user_signing")


class SigningKey:
    """A private key of Ed25519."""

    def __init__(self, seed: str) -> None:
        """Take the seed, as hexadecimals."""
        self._key = ECC.construct(curve="Ed25519", seed=bytes.fromhex(seed))

    @property
    def public(self) -> str:
        """The public key, which is its name too."""
        return _base64(self._key.public_key().export_key(format="raw"))

    def sign(self, told: Mapping[str, Any]) -> str:
        """Returns the signature of what is told: of its canonical JSON, without what is unsigned."""
        bare = {key: value for key, value in told.items() if key not in ("signatures", "unsigned")}
        canonical = json.dumps(bare, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return _base64(eddsa.new(self._key, "rfc8032").sign(canonical.encode()))


def master_in(store: Store) -> str | None:
    """Returns the account's public master key; None where the store has none."""
    keys = store.cross_signing()
    return None if keys is None else SigningKey(keys.master).public


class Vouching:
    """Makes the account's keys, and has the homeserver know them and what they sign."""

    def __init__(self, homeserver: Homeserver, store: Store, session: Session, crypto: Crypto) -> None:
        """Take whose keys, and where they are kept."""
        self._homeserver = homeserver
        self._store = store
        self._user = session.user
        self._device = session.device
        self._crypto = crypto

    async def start(self, password: str | None = None) -> None:
        """Has the device signed by the account; without that, what only some clients refuse still works.

        Args:
            password: The account's, where the homeserver asks for it before it takes new keys.
        """
        try:
            await self._start(password)
        except Refused as error:
            log.warning("The homeserver did not take the signature of the bot's device: %s", error)

    async def _start(self, password: str | None) -> None:
        told = await self._homeserver.call("POST", path("v3/keys/query"), {"device_keys": {self._user: []}})
        known = told.get("master_keys", {}).get(self._user)
        keys = self._store.cross_signing()
        if known is not None and (
            keys is None or SigningKey(keys.master).public not in known["keys"].values()
        ):
            log.warning(
                "The account %s has cross-signing keys that the store does not have: its device stays "
                "unsigned (docs/matrix.md)",
                self._user,
            )
            return
        if keys is None:
            keys = CrossSigning(*(secrets.token_hex(32) for _ in _USES))
            # Kept before they are published: keys that are known elsewhere alone would be lost for good.
            self._store.keep_cross_signing(keys)
        if known is None:
            await self._publish(keys, password)
        device = told.get("device_keys", {}).get(self._user, {}).get(self._device)
        if device is not None:
            await self._sign(keys, device)

    async def _publish(self, keys: CrossSigning, password: str | None) -> None:
        master = SigningKey(keys.master)
        public = {use: self._public(use, SigningKey(getattr(keys, use)), master) for use in _USES}
        # So that those who verified the device before take the account's key for its own.
        name = f"ed25519:{self._device}"
        public["master"]["signatures"][self._user][name] = self._crypto.sign(_bare(public["master"]))
        told: Json = {f"{use}_key": key for use, key in public.items()}
        upload = path("v3/keys/device_signing/upload")
        try:
            await self._homeserver.call("POST", upload, told)
        except Refused as error:
            if error.status != 401 or password is None:
                raise
            auth = {
                "type": "m.login.password",
                "identifier": {"type": "m.id.user", "user": self._user},
                "password": password,
                "session": error.answer.get("session"),
            }
            await self._homeserver.call("POST", upload, {**told, "auth": auth})
        log.info("The account's cross-signing keys were made and published")

    def _public(self, use: str, key: SigningKey, master: SigningKey) -> Json:
        told: Json = {"user_id": self._user, "usage": [use], "keys": {f"ed25519:{key.public}": key.public}}
        return {**told, "signatures": {self._user: {f"ed25519:{master.public}": master.sign(told)}}}

    async def _sign(self, keys: CrossSigning, device: Json) -> None:
        """Signs the device, unless it is."""
        key = SigningKey(keys.self_signing)
        name = f"ed25519:{key.public}"
        if name in device.get("signatures", {}).get(self._user, {}):
            return
        if device["keys"].get(f"ed25519:{self._device}") != self._crypto.fingerprint:
            log.error("The homeserver has another device under the bot's device id: it is not signed")
            return
        signed = {**_bare(device), "signatures": {self._user: {name: key.sign(device)}}}
        answer = await self._homeserver.call(
            "POST", path("v3/keys/signatures/upload"), {self._user: {self._device: signed}}
        )
        if failed := answer.get("failures"):
            log.warning("The signature of the bot's device was not taken: %s", failed)


def _bare(told: Mapping[str, Any]) -> Json:
    return {key: value for key, value in told.items() if key not in ("signatures", "unsigned")}


def _base64(content: bytes) -> str:
    return b64encode(content).rstrip(b"=").decode()
