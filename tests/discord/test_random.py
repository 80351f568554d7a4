"""Whatever people do on Discord: each interaction is answered once, within every limit, and nothing fails."""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.running import OpenDesks
from commands.catalogue import COMMANDS
from tests.discord.conftest import DESK, part_for, served
from tests.discord.payloads import GUILD, MANAGER, OTHER, OTHER_GUILD, READER, Someone, interaction, written
from tests.discord.peer import Peer, Shown
from tests.discord.rest import Exchange
from tests.discord.test_direct_chats import let
from tests.soak import often

BATCH = 25

PIECES = [
    "kursk", "#7", "#14", "7", "North Korea", "2025-04-26", "last Monday", "autumn 2024", "none", "same",
    "s1", "d1", "f1", "r3", "here", "editor", "event; figure", "denies", "about 4,000", "#15", "newest",
    "https://example.org/a?b=c#d", "Reuters, 28 April 2025", "discord:4444444444444444442", "@everyone",
    "killed or wounded: about 4,000", "x" * 6000, "\U0001f600" * 3000, "\u202eabc", "a:b:c", "\u201c",
    "; ; ;", "/timeline kursk", "Talks are under way near the border.", "page:#3", "confirm:x",
    "\u0600\u0601 \u0645\u0631",
]  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """Something that somebody does; the numbers choose among what there is to choose from at that moment."""

    kind: str
    who: Someone
    server: str | None
    numbers: tuple[int, ...]
    texts: tuple[str, ...]

    def one(self, found: Sequence[Any], place: int = 0) -> Any:
        return found[self.numbers[place] % len(found)]

    def some(self, found: Sequence[str]) -> list[str]:
        return [each for n, each in enumerate(found) if self.numbers[0] >> n % 8 & 3 == 3]


deeds = st.builds(
    Deed,
    st.sampled_from(["slash"] * 4 + ["complete", "press", "press", "choose", "fill", "of a message"]),
    st.sampled_from([READER, OTHER, MANAGER, MANAGER]),
    st.sampled_from([GUILD, GUILD, GUILD, OTHER_GUILD, None]),
    st.tuples(*[st.integers(0, 2**16)] * 3),
    # JSON holds no lone surrogates, and Discord none either.
    st.tuples(*[st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1)] * 6),
)


@dataclass
class Crowd:
    """People on Discord, and what they did and saw."""

    peer: Peer
    done: list[Exchange] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    forms: list[Exchange] = field(default_factory=list)

    async def does(self, deed: Deed) -> None:
        """Has somebody do something, and waits until it is answered."""
        match deed.kind:
            case "slash":
                exchange = await self._slash(deed)
            case "complete":
                exchange = await self._complete(deed)
            case "press":
                exchange = await self._press(deed, 2)
            case "choose":
                exchange = await self._press(deed, 3)
            case "fill":
                exchange = await self._fill(deed)
            case _:
                exchange = await self._chooses_of_message(deed)
        if exchange is not None:
            await self._wait(exchange)

    async def _slash(self, deed: Deed) -> Exchange | None:
        command = COMMANDS[deed.one(sorted(COMMANDS), 1)]
        names = [each.name for each in command.arguments if each.required]
        names += deed.some([each.name for each in command.arguments if not each.required])
        given = [(name, deed.texts[n % 6], False) for n, name in enumerate(names)]
        data = self.peer.command(command.name, given)
        brought = deed.server == OTHER_GUILD and deed.numbers[2] % 2 == 0
        return await self.peer.send(interaction(2, deed.who, data, deed.server, brought=brought))

    async def _complete(self, deed: Deed) -> Exchange | None:
        command = COMMANDS[deed.one(sorted(COMMANDS))]
        names = [each.name for each in command.arguments if each.arg.suggest]
        if not names:
            return None
        data = self.peer.command(command.name, [(deed.one(names, 1), deed.texts[0], True)], complete=False)
        return await self.peer.send(interaction(4, deed.who, data, deed.server))

    async def _press(self, deed: Deed, kind: int) -> Exchange | None:
        found = [
            (shown, each)
            for shown in self.shown[-30:]
            for each in shown.components
            if each["type"] == kind and each.get("custom_id")
        ]
        if not found:
            return None
        shown, component = deed.one(found)
        data: dict[str, Any] = {"component_type": kind, "custom_id": component["custom_id"], "id": 1}
        if kind == 3:
            data["values"] = [deed.one(component["options"], 1)["value"]]
        return await self.peer.send(interaction(3, deed.who, data) | {"message": dict(shown.message)})

    async def _fill(self, deed: Deed) -> Exchange | None:
        if not self.forms:
            return None
        opened = deed.one(self.forms[-10:])
        fields = [each["component"] for each in opened.form["components"]]
        wanted = deed.some([each["custom_id"] for each in fields])
        given = {
            each["custom_id"]: _typed(deed, each, n)
            for n, each in enumerate(fields)
            if each.get("required") or each["custom_id"] in wanted
        }
        return await self.peer.fill_in(opened, given, deed.who)

    async def _chooses_of_message(self, deed: Deed) -> Exchange:
        name = deed.one(["Add as claim", "Find in record"])
        message = written(" ".join(deed.texts)[:4000], deed.who)
        return await self.peer.choose_of_message(name, message, deed.who, deed.server)

    async def _wait(self, exchange: Exchange) -> None:
        """Waits until an interaction has its whole answer."""
        self.done.append(exchange)

        def answered() -> bool:
            if exchange.callback is None:
                return False
            waits = exchange.callback["type"] == 5
            return not waits or exchange.deleted or bool((exchange.original or {}).get("components"))

        await self.peer.until(exchange, answered)
        if exchange.form is not None:
            self.forms.append(exchange)
        if exchange.original is not None and exchange.original["components"]:
            self.shown.append(Shown(exchange.original))


def _typed(deed: Deed, component: Mapping[str, Any], number: int) -> str:
    """What somebody types into a field of a form, or chooses there."""
    if component.get("options"):
        return str(deed.one(component["options"], number % 3)["value"])
    return OTHER.id if component["type"] == 5 else deed.texts[number][:4000]


@pytest.fixture
def crowd(data: Path, desks: OpenDesks) -> Iterator[tuple[asyncio.Runner, Crowd]]:
    """A bot that stays up from one batch to the next, in a loop that runs while something is done."""
    let(data, DESK, "anyone")
    with asyncio.Runner() as runner:
        stack, peer = AsyncExitStack(), Peer()

        async def begin() -> Crowd:
            await peer.start()
            stack.push_async_callback(peer.stop)
            await stack.enter_async_context(served(part_for(peer, data, desks), peer))
            return Crowd(peer)

        yield runner, runner.run(begin())
        runner.run(stack.aclose())
    assert peer.violations == []


def test_every_interaction_is_answered_once(
    crowd: tuple[asyncio.Runner, Crowd], caplog: pytest.LogCaptureFixture
) -> None:
    runner, people_there = crowd
    caplog.set_level(logging.WARNING)

    @settings(
        max_examples=often(500 // BATCH),
        deadline=None,
        database=None,
        phases=[Phase.generate],  # what was done before is not undone: nothing can be tried again
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(st.lists(deeds, min_size=BATCH, max_size=BATCH))
    def batch(several: list[Deed]) -> None:
        async def act() -> None:
            for deed in several:
                await people_there.does(deed)

        runner.run(act())

    batch()
    done = people_there.done
    assert len(done) >= often(500) * 0.7  # where there is nothing to press yet, nothing is pressed
    assert len({each.sent["id"] for each in done}) == len(done)
    failed = [each for each in caplog.records if each.exc_info or each.levelno >= logging.ERROR]
    assert [each.getMessage() for each in failed] == []
