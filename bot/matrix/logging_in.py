"""A login: by a password or a token, once; what comes of it is kept in the store."""

import logging
from pathlib import Path

import aiohttp

from bot.cli.failing import Refusal
from bot.config import Matrix, Secret
from bot.matrix.cross_signing import master_in
from bot.matrix.crypto import fingerprint_in
from bot.matrix.http import Homeserver, NotLoggedIn, Refused, Unreachable, path
from bot.matrix.store import Session, Store, new_key

log = logging.getLogger(__name__)

_DEVICE_NAME = "Dateline"


async def session_of(
    settings: Matrix, store: Store, connections: aiohttp.ClientSession, patience: float
) -> Session:
    """Returns the login that is kept, or logs in as the configuration says.

    Args:
        settings: The configuration.
        store: Where the login is kept.
        connections: What makes connections.
        patience: Seconds for which the homeserver is asked.

    Raises:
        Refusal: Nothing says how, or the homeserver does not accept it.
        Unreachable: The homeserver can't be asked for too long.
    """
    kept = store.session()
    if kept is not None and kept.user == settings.user and settings.token is None:
        return kept
    if settings.token is not None:
        return await _by_token(
            settings,
            settings.token,
            store,
            kept,
            Homeserver(settings.homeserver, connections, settings.token.reveal(), patience),
        )
    if settings.password is None:
        raise Refusal(
            f"There is no login for {settings.user}: run `dateline matrix login`, or name the password "
            "(docs/matrix.md)."
        )
    return await log_in(
        settings,
        settings.password.reveal(),
        store,
        Homeserver(settings.homeserver, connections, None, patience),
    )


async def log_in(settings: Matrix, password: str, store: Store, homeserver: Homeserver) -> Session:
    """Logs in as a new device, and keeps that; raises as `session_of` does."""
    try:
        answer = await homeserver.call(
            "POST",
            path("v3/login"),
            {
                "type": "m.login.password",
                "identifier": {"type": "m.id.user", "user": settings.user},
                "password": password,
                "initial_device_display_name": _DEVICE_NAME,
            },
        )
    except Refused as error:
        raise Refusal(f"The homeserver does not let {settings.user} log in: {error}.") from error
    session = Session(
        settings.homeserver,
        str(answer["user_id"]),
        str(answer["device_id"]),
        str(answer["access_token"]),
        new_key(),
    )
    store.keep_session(session)
    return session


async def _by_token(
    settings: Matrix, token: Secret, store: Store, kept: Session | None, homeserver: Homeserver
) -> Session:
    try:
        told = await homeserver.get(path("v3/account/whoami"))
    except NotLoggedIn as error:
        raise refused_token(settings) from error
    except Refused as error:
        raise Refusal(f"The homeserver does not tell whose token it was given: {error}.") from error
    user, device = str(told["user_id"]), told.get("device_id")
    if user != settings.user:
        raise Refusal(f"The token from {token.origin} is of {user}, not of {settings.user}.")
    if not isinstance(device, str):
        raise Refusal(
            f"The token from {token.origin} belongs to no device: log in with `dateline matrix login`."
        )
    # A new token of the same device goes on with the device's keys.
    is_same = kept is not None and (kept.user, kept.device) == (user, device)
    key = kept.key if is_same and kept is not None else new_key()
    session = Session(settings.homeserver, user, device, token.reveal(), key)
    if session != kept:
        store.keep_session(session)
    return session


async def log_in_anew(settings: Matrix, folder: Path, password: str) -> Session:
    """Logs in as a new device, whatever the store holds; what it held of another is put aside.

    Raises:
        Refusal: The homeserver does not accept it or can't be reached, or a program has the store.
    """
    store = Store(folder)
    with store.alone():
        async with aiohttp.ClientSession() as connections:
            try:
                return await log_in(settings, password, store, Homeserver(settings.homeserver, connections))
            except Unreachable as error:
                raise Refusal(f"The homeserver can't be reached: {error}.") from error


def verified_by(folder: Path) -> tuple[str, str, str | None]:
    """Returns what people compare: the device, its fingerprint, and the account's, if it has one.

    Raises:
        Refusal: There is no login, or it was not used yet.
    """
    store = Store(folder)
    session = store.session()
    fingerprint = None if session is None else fingerprint_in(store, session)
    if session is None or fingerprint is None:
        raise Refusal(
            "There are no keys yet: they are made when `dateline run` first reaches the homeserver."
        )
    return session.device, fingerprint, master_in(store)


def refused_token(settings: Matrix) -> Refusal:
    """Returns what is said of a token that the homeserver does not accept, or not any more."""
    origin = "the store" if settings.token is None else settings.token.origin
    return Refusal(
        f"The homeserver does not accept the token from {origin}: the bot's device was logged out. Log in "
        "anew with `dateline matrix login` (docs/matrix.md)."
    )
