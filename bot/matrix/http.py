"""Requests to a homeserver: what fails on the way is tried again, ever less often and at uneven distances."""

import asyncio
import json
import logging
import random
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import aiohttp

log = logging.getLogger(__name__)

PATIENCE: Final = 60.0
"""Seconds for which a request is tried, unless another time is named."""

ALWAYS: Final = float("inf")
"""A request that is tried for as long as the program runs."""

_SECONDS: Final = 30.0
"""Seconds that an answer may take."""

_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 60.0
_LONGEST_TOLD: Final = 900.0
"""Seconds that a homeserver may tell to wait."""

_NOT_LOGGED_IN: Final = frozenset({"M_UNKNOWN_TOKEN", "M_MISSING_TOKEN", "M_USER_DEACTIVATED"})

Json = dict[str, Any]


class Refused(Exception):  # noqa: N818  # says what the homeserver did
    """The homeserver does not do what it was asked.

    Attributes:
        status: The status of its answer.
        code: Its code of the error, as `M_FORBIDDEN`.
        answer: The whole of what it told.
    """

    def __init__(self, status: int, answer: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(answer.get("errcode", "M_UNKNOWN"))
        self.answer = dict(answer)
        super().__init__(f"{self.code}: {answer.get('error', f'status {status}')}")


class NotLoggedIn(Refused):
    """The homeserver does not accept the token, or not any more."""


class Unreachable(Exception):  # noqa: N818  # says what the homeserver is
    """The homeserver could not be asked in the time that there was."""


class Homeserver:
    """A homeserver's client API (https://spec.matrix.org/latest/client-server-api/)."""

    def __init__(
        self,
        address: str,
        session: aiohttp.ClientSession,
        token: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """Take where it is.

        Args:
            address: The address of the client API.
            session: What makes connections.
            token: What shows who asks; None before a login.
            patience: Seconds for which each request is tried.
        """
        self._patience = patience
        self._address = address.rstrip("/")
        self._session = session
        self.token = token

    async def get(self, path: str, *, patience: float | None = None) -> Json:
        """Asks for something, as `call` does."""
        return await self.call("GET", path, patience=patience)

    async def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        query: Mapping[str, str | int] | None = None,
        patience: float | None = None,
        seconds: float = _SECONDS,
    ) -> Json:
        """Makes a request until it is answered, and returns the answer.

        Args:
            method: Such as `PUT`.
            path: What stands behind `/_matrix/client/`, quoted (`path`).
            body: What is told, as JSON.
            query: What stands behind the question mark.
            patience: Seconds for which it is tried, where not for the usual time.
            seconds: Seconds that each answer may take.

        Raises:
            Refused: The homeserver does not do it; NotLoggedIn where that is for the token's sake.
            Unreachable: There was no answer in all that time.
        """
        clock = asyncio.get_running_loop().time
        until = clock() + (self._patience if patience is None else patience)
        wait = _FIRST_WAIT
        while True:
            try:
                return await self._once(method, path, body, query, seconds)
            except _LaterError as later:
                # Uneven, so that the bots of a homeserver that comes back don't all ask at once.
                pause = max(later.after, wait * random.uniform(0.5, 1))  # noqa: S311  # no secret
                if clock() + pause > until:
                    raise Unreachable(str(later)) from later
                log.warning("The homeserver could not be asked; trying again in %.1f s: %s", pause, later)
            await asyncio.sleep(pause)
            wait = min(wait * 2, _LONGEST_WAIT)

    async def _once(
        self, method: str, path: str, body: object, query: Mapping[str, str | int] | None, seconds: float
    ) -> Json:
        headers = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        try:
            async with self._session.request(
                method,
                f"{self._address}/_matrix/client/{path}",
                json=body,
                params=query,
                headers=headers,
                timeout=aiohttp.ClientTimeout(total=seconds),
                allow_redirects=False,
            ) as response:
                return _read(response.status, response.headers, await response.read())
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise _LaterError(f"{type(error).__name__}: {error}".removesuffix(": ")) from error


class _LaterError(Exception):
    """It may be answered later.

    Attributes:
        after: The seconds that the homeserver wants to be left alone.
    """

    def __init__(self, said: str, after: float = 0.0) -> None:
        super().__init__(said)
        self.after = after


def path(*parts: str) -> str:
    """Returns a path of parts that may hold any sign, as `path("v3/rooms", room, "leave")`.

    The first part is ours, and stands as it is.
    """
    first, *others = parts
    return "/".join([first, *(quote(part, safe="") for part in others)])


def _read(status: int, headers: Mapping[str, str], content: bytes) -> Json:
    """Returns what an answer holds.

    Raises:
        Refused: It is a refusal.
        _LaterError: It is none of the homeserver's, or one for later.
    """
    try:
        answer = json.loads(content)
    except ValueError:
        answer = None
    is_json = isinstance(answer, dict)
    if status == 200 and is_json:
        return dict(answer)
    if status == 429:
        raise _LaterError("it is asked too often", _told_to_wait(headers, answer if is_json else {}))
    if status < 500 and is_json and "errcode" in answer:
        raise (NotLoggedIn if answer["errcode"] in _NOT_LOGGED_IN else Refused)(status, answer)
    raise _LaterError(f"it answers with status {status}{'' if is_json else ' and no JSON'}")


def _told_to_wait(headers: Mapping[str, str], answer: Mapping[str, Any]) -> float:
    """Returns the seconds that a refusal names, in its header or, as was usual before, in the answer."""
    seconds = 0.0
    after = headers.get("Retry-After", "")
    if after.isascii() and after.isdigit():
        seconds = float(after)
    milliseconds = answer.get("retry_after_ms")
    if isinstance(milliseconds, int | float):
        seconds = max(seconds, milliseconds / 1000)
    return min(seconds, _LONGEST_TOLD)
