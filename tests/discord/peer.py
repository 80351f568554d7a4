"""A server that speaks as Discord does, over real sockets and TLS; discord.py is patched nowhere.

It takes the place of discord.com by name: the bot's own connector resolves Discord's hosts to this machine,
and trusts one certificate more. A request that Discord would refuse is a violation, and fails its test.
"""

import asyncio
import re
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import trustme
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

from tests.discord import by_hand, payloads
from tests.discord.gateway import Gateway
from tests.discord.payloads import GUILD, READER, Someone
from tests.discord.rest import Exchange, Rest, refusal

HOSTS = ("discord.com", "gateway.discord.gg", "gateway-us-east1-b.discord.gg")
SECONDS = 20.0


class Resolver(AbstractResolver):
    """Leads every host to the peer."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self,
        host: str,
        port: int = 0,  # noqa: ARG002  # the names are aiohttp's
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002
    ) -> list[ResolveResult]:
        return [
            ResolveResult(
                hostname=host,
                host="127.0.0.1",
                port=self._port,
                family=socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
        ]

    async def close(self) -> None:
        pass


def connector(port: int, authority: bytes) -> aiohttp.TCPConnector:
    """How the bot connects, so that it meets the peer."""
    context = ssl.create_default_context()
    context.load_verify_locations(cadata=authority.decode())
    return aiohttp.TCPConnector(limit=0, resolver=Resolver(port), ssl=context)


@dataclass(frozen=True)
class Shown:
    """A message as somebody on Discord sees it."""

    message: Mapping[str, Any]

    @property
    def components(self) -> list[Mapping[str, Any]]:
        return list(by_hand.walk(self.message["components"]))

    @property
    def text(self) -> str:
        return "\n".join(each["content"] for each in self.components if each["type"] == 10)

    @property
    def numbers(self) -> list[int]:
        """The numbers of the claims that are listed, in their order."""
        return [int(found) for found in re.findall(r"^\\#(\d+) ", self.text, re.MULTILINE)]

    @property
    def private(self) -> bool:
        return bool(self.message["flags"] & by_hand.EPHEMERAL)

    @property
    def buttons(self) -> dict[str, str]:
        """The ids of buttons that ask something, by their labels."""
        found = (each for each in self.components if each["type"] == 2 and each.get("custom_id"))
        return {each["label"]: each["custom_id"] for each in found}

    @property
    def menus(self) -> dict[str, Mapping[str, Any]]:
        """The menus, by what stands in them while nothing is chosen."""
        return {each["placeholder"]: each for each in self.components if each["type"] == 3}

    @property
    def links(self) -> list[str]:
        return [each["url"] for each in self.components if each["type"] == 2 and each.get("url")]


class Peer:
    """Discord, as far as the bot meets it."""

    def __init__(self, *, checks: bool = True) -> None:
        self.violations: list[str] = []
        self.rest = Rest(self.violations.append, checks=checks)
        self.gateway = Gateway(self.violations.append)
        self.port = 0
        authority = trustme.CA()
        self.authority = authority.cert_pem.bytes()
        self._certificate = authority.issue_cert(*HOSTS)
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.add_routes([*self.rest.routes(), web.get("/", self.gateway.serve)])
        app.router.add_route("*", "/{rest:.*}", self._unknown)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._certificate.configure_cert(context)
        self._runner = web.AppRunner(app, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=context)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _unknown(self, request: web.Request) -> web.Response:
        self.violations.append(f"{request.method} {request.path}: the peer knows no such request")
        return refusal(404, 0, "404: Not Found")

    def connector(self) -> aiohttp.TCPConnector:
        return connector(self.port, self.authority)

    # What people do

    async def send(self, interaction: dict[str, Any]) -> Exchange:
        """Sends an interaction, whether or not anybody listens."""
        exchange = Exchange(interaction)
        self.rest.exchanges[interaction["id"]] = exchange
        await self.gateway.session.dispatch("INTERACTION_CREATE", interaction)
        return exchange

    async def slash(
        self,
        name: str,
        given: Mapping[str, str | bool] | None = None,
        who: Someone = READER,
        server: str | None = GUILD,
    ) -> Exchange:
        """Has somebody send a slash command, which their Discord knows only as it was registered."""
        data = self.command(name, [(key, value, False) for key, value in (given or {}).items()])
        return await self.send(payloads.interaction(2, who, data, server))

    async def ask(
        self,
        name: str,
        given: Mapping[str, str | bool] | None = None,
        who: Someone = READER,
        server: str | None = GUILD,
    ) -> Shown:
        """Has somebody send a slash command, and returns the answer."""
        return await self.answer(await self.slash(name, given, who, server))

    async def complete(
        self, name: str, argument: str, typed: str, who: Someone = READER
    ) -> list[Mapping[str, str]]:
        """Has somebody type into an argument, and returns the choices that are offered."""
        data = self.command(name, [(argument, typed, True)], complete=False)
        exchange = await self.send(payloads.interaction(4, who, data))
        await self.until(exchange, lambda: exchange.callback is not None)
        assert exchange.callback
        assert exchange.callback["type"] == 8
        choices: list[Mapping[str, str]] = exchange.callback["data"]["choices"]
        return choices

    async def choose(self, shown: Shown, label: str, option: str, who: Someone = READER) -> Exchange:
        """Has somebody choose from a menu, by the label of the option."""
        menu = shown.menus[label]
        (line,) = [each["value"] for each in menu["options"] if each["label"] == option]
        data = {"component_type": 3, "custom_id": menu["custom_id"], "id": 1, "values": [line]}
        interaction = payloads.interaction(3, who, data) | {"message": dict(shown.message)}
        return await self.send(interaction)

    async def fill_in(self, opened: Exchange, texts: Mapping[str, str], who: Someone = READER) -> Exchange:
        """Has somebody fill in the form that was shown in answer, and send it."""
        await self.until(opened, lambda: opened.callback is not None)
        assert opened.form, f"no form was shown: {opened.callback}"
        data = payloads.filled_in(opened.form, texts)
        interaction = payloads.interaction(5, who, data, opened.sent.get("guild_id"))
        if "message" in opened.sent:
            interaction["message"] = opened.sent["message"]
        return await self.send(interaction)

    async def choose_of_message(
        self, name: str, message: Mapping[str, Any], who: Someone = READER, server: str | None = GUILD
    ) -> Exchange:
        """Has somebody choose a command in the menu of a message."""
        known = self.rest.commands.get(None) or self.rest.commands.get(GUILD) or []
        command = next(each for each in known if each["name"] == name and each["type"] == 3)
        data = {
            "id": command["id"], "name": name, "type": 3, "target_id": message["id"],
            "resolved": {"messages": {message["id"]: dict(message)}},
        }  # fmt: skip
        return await self.send(payloads.interaction(2, who, data, server))

    async def press(self, shown: Shown, label: str, who: Someone = READER) -> Exchange:
        """Has somebody press a button."""
        data = {"component_type": 2, "custom_id": shown.buttons[label], "id": 1}
        interaction = payloads.interaction(3, who, data) | {"message": dict(shown.message)}
        return await self.send(interaction)

    async def answer(self, exchange: Exchange) -> Shown:
        """Waits for the answer itself, which may come after it was put off."""

        def there() -> bool:
            return exchange.original is not None and bool(exchange.original["components"])

        await self.until(exchange, there)
        assert exchange.original
        return Shown(exchange.original)

    async def until(self, exchange: Exchange, reached: Any, seconds: float = SECONDS) -> None:
        """Waits until something of an exchange is so."""
        async with asyncio.timeout(seconds):
            while not reached():
                await exchange.changed.wait()
                exchange.changed.clear()

    def command(
        self, name: str, given: Sequence[tuple[str, str | bool, bool]], *, complete: bool = True
    ) -> dict[str, Any]:
        """The data of a command, put together from what was registered alone."""
        known = self.rest.commands.get(None) or self.rest.commands.get(GUILD) or []
        top, *within = name.split()
        command = next(each for each in known if each["name"] == top)
        node, data = command, {"id": command["id"], "name": top, "type": 1}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        innermost: dict[str, Any] = data
        for word in within:
            node = next(each for each in node["options"] if each["name"] == word)
            inner = {"name": word, "type": node["type"], "options": []}
            innermost["options"] = [inner]
            innermost = inner
        options = {each["name"]: each for each in node.get("options", ())}
        missing = {each for each, option in options.items() if option.get("required")} - {
            n for n, _, _ in given
        }
        assert not (complete and missing), f"Discord does not send /{name} without {missing}"
        innermost["options"] = [
            {"name": each, "type": options[each]["type"], "value": text}
            | ({"focused": True} if focused else {})
            for each, text, focused in given
        ]
        for each, _, focused in given:
            assert not focused or options[each].get("autocomplete"), f"/{name} {each} has no autocomplete"
        return data
