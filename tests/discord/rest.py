"""The peer's REST: what a bot with slash commands asks, with every answer that Discord may give."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.discord import by_hand, payloads, spec
from tests.discord.payloads import APPLICATION, TOKEN, message

SECONDS_TO_ANSWER = 3.0


@dataclass
class Exchange:
    """One interaction, and what was answered to it."""

    sent: dict[str, Any]
    begun: float = field(default_factory=time.monotonic)
    answered: float | None = None
    callback: dict[str, Any] | None = None
    original: dict[str, Any] | None = None
    followups: list[dict[str, Any]] = field(default_factory=list)
    deleted: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def deferred(self) -> bool:
        return self.callback is not None and self.callback["type"] in (5, 6)

    @property
    def form(self) -> dict[str, Any] | None:
        """The form that was shown in answer."""
        is_form = self.callback is not None and self.callback["type"] == 9
        return self.callback["data"] if is_form and self.callback else None


@dataclass
class Fault:
    """What goes wrong with requests of a kind, so many times."""

    method: str
    path: str
    status: int = 500
    body: Mapping[str, Any] = field(default_factory=lambda: {"message": "a fault", "code": 0})
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    drop: bool = False
    delay: float = 0.0
    taken: bool = False
    """Whether the request is carried out before, so that only its answer is lost."""

    def fits(self, request: web.Request) -> bool:
        return request.method == self.method and re.search(self.path, request.path) is not None


def answered(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    # discord.py reads JSON only where the type is just this, without a character set.
    given = {"Content-Type": "application/json", **(headers or {})}
    return web.Response(body=json.dumps(value).encode(), status=status, headers=given)


def refusal(status: int, code: int, words: str, **more: Any) -> web.Response:
    return answered({"message": words, "code": code, **more}, status=status)


class Rest:
    """Discord's REST, as far as the bot needs it."""

    def __init__(self, violate: Callable[[str], None], *, checks: bool = True) -> None:
        self.violate = violate
        self.checks = checks
        self.asked: list[tuple[str, str]] = []
        self.faults: list[Fault] = []
        self.commands: dict[str | None, list[dict[str, Any]]] = {}
        self.exchanges: dict[str, Exchange] = {}
        self.posted: list[dict[str, Any]] = []
        self.members: set[tuple[str, str]] = set()
        self.gone: set[str] = set()
        self.unreadable: set[str] = set()
        self.elsewhere: dict[str, str] = {}
        self.nonces_last = 300.0

    def routes(self) -> list[web.RouteDef]:
        """The routes, each under the template that the spec has for it."""
        application = "/applications/{application_id}"
        webhook = "/webhooks/{webhook_id}/{webhook_token}"
        routes: dict[tuple[str, str], Callable[[web.Request, Any], Awaitable[web.Response]]] = {
            ("GET", "/users/@me"): self._me,
            ("GET", "/oauth2/applications/@me"): self._application,
            ("GET", "/gateway/bot"): self._gateway,
            ("GET", f"{application}/commands"): self._known,
            ("PUT", f"{application}/commands"): self._register,
            ("GET", f"{application}/guilds/{{guild_id}}/commands"): self._known,
            ("PUT", f"{application}/guilds/{{guild_id}}/commands"): self._register,
            ("GET", "/guilds/{guild_id}/members/{user_id}"): self._member,
            ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): self._callback,
            ("POST", webhook): self._follow_up,
            ("GET", f"{webhook}/messages/@original"): self._original,
            ("PATCH", f"{webhook}/messages/@original"): self._edit,
            ("DELETE", f"{webhook}/messages/@original"): self._delete,
            ("GET", "/channels/{channel_id}"): self._channel,
            ("POST", "/channels/{channel_id}/messages"): self._post,
            ("GET", "/channels/{channel_id}/messages/{message_id}"): self._posted_one,
            ("GET", "/channels/{channel_id}/messages"): self._history,
            ("PATCH", "/channels/{channel_id}/messages/{message_id}"): self._edit_post,
        }
        return [
            web.route(method, f"/api/v10{template}", self._checked(method, template, handler))
            for (method, template), handler in routes.items()
        ]

    def _checked(
        self, method: str, template: str, handler: Callable[[web.Request, Any], Awaitable[web.Response]]
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        open_to_all = template.startswith(("/interactions", "/webhooks"))

        async def serve(request: web.Request) -> web.StreamResponse:
            self.asked.append((method, template))
            body = await request.json() if request.can_read_body else None
            fault = next((each for each in self.faults if each.times and each.fits(request)), None)
            if fault is not None:
                fault.times -= 1
                if fault.taken:
                    await handler(request, body)
                await asyncio.sleep(fault.delay)
                if fault.drop:
                    assert request.transport
                    request.transport.abort()
                if not fault.delay or fault.drop:
                    return answered(fault.body, status=fault.status, headers=fault.headers)
            if not open_to_all and request.headers.get("Authorization") != f"Bot {TOKEN}":
                return refusal(401, 0, "401: Unauthorized")
            if self.checks and (wrong := self._wrong(template, method, body)):
                self.violate(f"{method} {template}: {'; '.join(wrong)}")
                return refusal(400, 50035, "Invalid Form Body", errors={})
            return await handler(request, body)

        return serve

    def _wrong(self, template: str, method: str, body: Any) -> list[str]:
        told = body
        if isinstance(body, dict) and "message_reference" in body:
            # discord.py writes these ids as numbers, which Discord takes; the spec has them as words.
            told = body | {"message_reference": _in_words(body["message_reference"])}
        return [*spec.faults(method, template, told), *self._by_hand(template, method, body)]

    def _by_hand(self, template: str, method: str, body: Any) -> list[str]:
        if template.endswith("/commands") and method == "PUT":
            return list(by_hand.of_commands(body))
        if template.endswith("/callback") and body["type"] in (4, 7):
            return list(by_hand.of_message(body["data"]))
        if template.endswith("/callback") and body["type"] == 9:
            return list(by_hand.of_modal(body["data"]))
        if method in ("POST", "PATCH") and ("/webhooks" in template or "/messages" in template):
            return list(by_hand.of_message(body, edits=method == "PATCH"))
        return []

    # Who the bot is

    async def _me(self, _: web.Request, __: Any) -> web.Response:
        return answered(payloads.BOT)

    async def _application(self, _: web.Request, __: Any) -> web.Response:
        return answered(
            {
                "id": APPLICATION,
                "name": "Dateline",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "00",
                "flags": 0,
                "owner": payloads.MANAGER.user,
            }
        )

    async def _gateway(self, _: web.Request, __: Any) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1}
        url = "wss://gateway.discord.gg"
        return answered({"url": url, "shards": 1, "session_start_limit": limit})

    async def _member(self, request: web.Request, _: Any) -> web.Response:
        server, person = request.match_info["guild_id"], request.match_info["user_id"]
        if (server, person) not in self.members:
            return refusal(404, 10007, "Unknown Member")
        return answered(payloads.Someone(person, "A member").member)

    # Commands

    async def _known(self, request: web.Request, _: Any) -> web.Response:
        known = self.commands.get(request.match_info.get("guild_id"), [])
        if request.query.get("with_localizations") not in ("true", "1"):
            known = [_for_one_reader(command) for command in known]
        return answered(known)

    async def _register(self, request: web.Request, body: Any) -> web.Response:
        server = request.match_info.get("guild_id")
        known = [self._as_kept(command, server) for command in body]
        self.commands[server] = known
        return answered(known)

    def _as_kept(self, command: dict[str, Any], server: str | None) -> dict[str, Any]:
        """A command as Discord keeps it: permissions as text, nothing that is empty or false in options."""
        permissions = command.get("default_member_permissions")
        kept = {
            "description": "",  # of what is in a menu
            **command,
            "id": payloads.snowflake(),
            "application_id": APPLICATION,
            "version": payloads.snowflake(),
            "default_member_permissions": None if permissions is None else str(permissions),
            "name_localizations": command.get("name_localizations") or None,
            "description_localizations": command.get("description_localizations") or None,
            "options": [_option(each) for each in command.get("options") or ()],
        }
        if server is None:
            return kept
        return kept | {"guild_id": server, "contexts": None, "integration_types": None}

    # Interactions

    async def _callback(self, request: web.Request, body: Any) -> web.Response:
        exchange = self.exchanges.get(request.match_info["interaction_id"])
        if exchange is None or exchange.sent["token"] != request.match_info["interaction_token"]:
            return refusal(404, 10062, "Unknown interaction")
        if exchange.callback is not None:
            return refusal(400, 40060, "Interaction has already been acknowledged.")
        if time.monotonic() - exchange.begun > SECONDS_TO_ANSWER:
            return refusal(404, 10062, "Unknown interaction")
        exchange.answered, exchange.callback = time.monotonic(), body
        resource: dict[str, Any] = {"type": body["type"]}
        if body["type"] in (4, 5):
            exchange.original = message(body.get("data") or {})
            resource["message"] = exchange.original
        if body["type"] in (6, 7):
            exchange.original = dict(exchange.sent["message"])
        if body["type"] == 7:
            exchange.original = _edited(exchange.sent["message"], body["data"])
            resource["message"] = exchange.original
        exchange.changed.set()
        if request.query.get("with_response") != "1":
            return web.Response(status=204)
        sent = exchange.sent
        told = {"id": sent["id"], "type": sent["type"], "channel_id": sent["channel_id"]}
        return answered({"interaction": told, "resource": resource})

    def _of(self, request: web.Request) -> Exchange | None:
        token = request.match_info["webhook_token"]
        return next((each for each in self.exchanges.values() if each.sent["token"] == token), None)

    async def _follow_up(self, request: web.Request, body: Any) -> web.Response:
        exchange = self._of(request)
        if exchange is None or exchange.callback is None:
            return refusal(404, 10015, "Unknown Webhook")
        sent = message(body)
        if exchange.deferred and exchange.original and not exchange.original["components"]:
            # The first one takes the place that was held, and is seen by whom that is seen by.
            seen_by = exchange.original["flags"] & by_hand.EPHEMERAL
            exchange.original = sent | {"flags": (sent["flags"] & ~by_hand.EPHEMERAL) | seen_by}
        else:
            exchange.followups.append(sent)
        exchange.changed.set()
        return answered(sent)

    async def _original(self, request: web.Request, _: Any) -> web.Response:
        exchange = self._of(request)
        if exchange is None or exchange.original is None:
            return refusal(404, 10008, "Unknown Message")
        return answered(exchange.original)

    async def _edit(self, request: web.Request, body: Any) -> web.Response:
        exchange = self._of(request)
        if exchange is None or exchange.original is None:
            return refusal(404, 10008, "Unknown Message")
        exchange.original = _edited(exchange.original, body)
        exchange.changed.set()
        return answered(exchange.original)

    async def _delete(self, request: web.Request, _: Any) -> web.Response:
        exchange = self._of(request)
        if exchange is None or exchange.original is None:
            return refusal(404, 10008, "Unknown Message")
        exchange.original, exchange.deleted = None, True
        exchange.changed.set()
        return web.Response(status=204)

    # Messages

    async def _post(self, request: web.Request, body: Any) -> web.Response:
        if request.match_info["channel_id"] in self.gone:
            return refusal(404, 10003, "Unknown Channel")
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce"):
            for known in self.posted:
                if known["nonce"] == nonce and payloads.age(known["id"]) < self.nonces_last:
                    return answered(known)
        about = {"channel_id": request.match_info["channel_id"]}
        if "message_reference" in body:
            about["message_reference"] = body["message_reference"]
        self.posted.append(message(body) | about)
        return answered(self.posted[-1])

    async def _posted_one(self, request: web.Request, _: Any) -> web.Response:
        found = [each for each in self.posted if each["id"] == request.match_info["message_id"]]
        return answered(found[0]) if found else refusal(404, 10008, "Unknown Message")

    async def _channel(self, request: web.Request, _: Any) -> web.Response:
        one = request.match_info["channel_id"]
        if one in self.gone:
            return refusal(404, 10003, "Unknown Channel")
        return answered(payloads.channel(one) | {"guild_id": self.elsewhere.get(one, payloads.GUILD)})

    async def _history(self, request: web.Request, _: Any) -> web.Response:
        """The messages of a channel after one, the newest first."""
        channel = request.match_info["channel_id"]
        if channel in self.gone:
            return refusal(404, 10003, "Unknown Channel")
        if channel in self.unreadable:
            return refusal(403, 50013, "Missing Permissions")
        after = int(request.query.get("after", 0))
        found = [each for each in self.posted if each["channel_id"] == channel and int(each["id"]) > after]
        # Nonces are told to whoever sent a message, and are not kept.
        told = [{**each, "nonce": None} for each in found[: int(request.query.get("limit", 50))]]
        return answered(told[::-1])

    async def _edit_post(self, request: web.Request, body: Any) -> web.Response:
        for place, known in enumerate(self.posted):
            if known["id"] == request.match_info["message_id"]:
                self.posted[place] = known | _edited(known, body)
                return answered(self.posted[place])
        return refusal(404, 10008, "Unknown Message")


def _in_words(reference: Mapping[str, Any]) -> dict[str, Any]:
    return {name: str(value) if name.endswith("_id") else value for name, value in reference.items()}


def _edited(before: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """A message after an edit: whether it is public stays as it was."""
    seen_by = before["flags"] & by_hand.EPHEMERAL
    edited = message(body, before["id"])
    return edited | {"flags": (edited["flags"] & ~by_hand.EPHEMERAL) | seen_by}


def _option(option: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in option.items() if value not in (None, False, [], {})}
    if option.get("options"):
        kept["options"] = [_option(each) for each in option["options"]]
    return kept


def _for_one_reader(told: Mapping[str, Any]) -> dict[str, Any]:
    """A command or option in the asker's language alone, as a list has it unless all are asked for."""
    kept = {name: value for name, value in told.items() if not name.endswith("_localizations")}
    kept |= {f"{text}_localized": told[text] for text in ("name", "description") if text in told}
    return kept | {"options": [_for_one_reader(each) for each in told.get("options") or ()]}
