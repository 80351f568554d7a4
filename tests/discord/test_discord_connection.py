"""What the connection goes through: lost, resumed, refused, closed; and that it ends when it is to."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli.failing import Refusal
from bot.config import Discord, Secret
from bot.discord import part as parts
from bot.discord.part import DiscordPart
from bot.running import serve
from tests.discord import gateway, payloads
from tests.discord.conftest import DESK, served
from tests.discord.payloads import GUILD
from tests.discord.peer import SECONDS, Peer
from tests.discord.rest import Fault

Said = Callable[[], list[str]]


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not reached():  # noqa: ASYNC110  # a line in the log sets no event
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits between attempts are shortened: they are counted, not slept through."""
    monkeypatch.setattr(parts, "_FIRST_WAIT", 0.05)
    monkeypatch.setattr(parts, "_LONGEST_WAIT", 0.1)


@pytest.mark.parametrize("code", [1001, 4000, 4008])
async def test_what_was_asked_while_the_connection_was_lost_is_answered_once(code: int, bot: Peer) -> None:
    before = await bot.ask("topics")
    await bot.gateway.close(code)
    missed = await bot.slash("topics")
    assert (await bot.answer(missed)).text == before.text
    assert (bot.gateway.identified, bot.gateway.resumed) == (1, 1)
    assert missed.followups == []


async def test_a_reconnect_that_discord_asks_for_is_a_resume(bot: Peer) -> None:
    await bot.gateway.tell(gateway.RECONNECT)
    await until(lambda: bot.gateway.resumed == 1)
    assert (await bot.ask("topics")).text
    assert bot.gateway.identified == 1


@pytest.mark.parametrize(("resumable", "identified", "resumed"), [(True, 1, 1), (False, 2, 0)])
async def test_a_session_that_is_invalid_is_resumed_or_begun_anew(
    resumable: bool, identified: int, resumed: int, bot: Peer
) -> None:
    await bot.gateway.tell(gateway.INVALID, data=resumable)
    counted = bot.gateway
    await until(lambda: (counted.identified, counted.resumed) == (identified, resumed))
    assert (await bot.ask("topics")).text


async def test_a_resume_that_is_refused_begins_anew(bot: Peer) -> None:
    bot.gateway.refuse_resume = True
    bot.gateway.ready.clear()
    await bot.gateway.close(4000)
    await asyncio.wait_for(bot.gateway.ready.wait(), SECONDS)
    assert (await bot.ask("topics")).text
    assert bot.gateway.identified == 2


async def test_a_code_that_ends_the_session_for_good_begins_with_a_new_client(bot: Peer, said: Said) -> None:
    bot.gateway.ready.clear()
    await bot.gateway.close(4011)
    await asyncio.wait_for(bot.gateway.ready.wait(), SECONDS)
    assert (await bot.ask("topics")).text
    assert any("Discord can't be reached; trying again" in line for line in said())


async def test_heartbeats_are_kept_up(part: DiscordPart, peer: Peer) -> None:
    peer.gateway.interval = 100
    async with served(part, peer):
        await until(lambda: peer.gateway.heartbeats > 3)


async def test_an_event_that_is_delivered_twice_is_carried_out_once(bot: Peer) -> None:
    given = {"claim": "#7", "reason": "I doubt the date."}
    exchange = await bot.slash("flag", given)
    await bot.answer(exchange)
    await bot.gateway.session.dispatch("INTERACTION_CREATE", exchange.sent)
    # What is asked later is answered later: by now the second delivery is dealt with.
    await bot.ask("topics")
    assert (await bot.ask("review queue", who=payloads.MANAGER)).text.count("I doubt the date") == 1
    assert exchange.followups == []


@pytest.mark.parametrize("where", ["rest", "gateway"])
async def test_a_wrong_token_ends_it_with_words_and_without_the_token(
    where: str, part: DiscordPart, peer: Peer, said: Said
) -> None:
    if where == "gateway":
        peer.gateway.refuse_token = True
        token = payloads.TOKEN
    else:
        token = "wrong.token"  # noqa: S105 - made up
    settings = Discord(Secret(token, "the environment variable DATELINE_DISCORD_TOKEN"))
    wrong = DiscordPart(settings, part.desks, part.places, part.wording, part.connects)
    with pytest.raises(Refusal, match="DATELINE_DISCORD_TOKEN") as refused:
        await asyncio.wait_for(wrong.serve(asyncio.Event()), SECONDS)
    (line,) = [line for line in said() if "does not accept the bot's token" in line]
    assert line == str(refused.value)
    assert token not in "".join(said())


async def test_without_network_it_goes_on_trying(part: DiscordPart, peer: Peer, said: Said) -> None:
    await peer.stop()
    stopping = asyncio.Event()
    serving = asyncio.ensure_future(part.serve(stopping))
    await until(lambda: len([line for line in said() if "trying again" in line]) > 1)
    await peer.start()
    await asyncio.wait_for(peer.gateway.ready.wait(), SECONDS)
    assert (await peer.ask("topics")).text
    stopping.set()
    await asyncio.wait_for(serving, SECONDS)


async def test_it_stops_at_once_while_there_is_no_network(
    part: DiscordPart, peer: Peer, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    monkeypatch.setattr(parts, "_FIRST_WAIT", 60.0)
    monkeypatch.setattr(parts, "_LONGEST_WAIT", 60.0)
    await peer.stop()
    stopping = asyncio.Event()
    serving = asyncio.ensure_future(part.serve(stopping))
    await until(lambda: any("trying again" in line for line in said()))
    stopping.set()
    await asyncio.wait_for(serving, 1.0)


async def test_it_stops_on_sigterm_once_what_is_under_way_is_answered(part: DiscordPart, peer: Peer) -> None:
    running = asyncio.ensure_future(serve([part]))
    await asyncio.wait_for(peer.gateway.ready.wait(), SECONDS)
    slow = Fault("POST", "/callback", delay=0.5)
    peer.rest.faults.append(slow)
    exchange = await peer.slash("topics")
    await until(lambda: slow.times == 0)
    os.kill(os.getpid(), signal.SIGTERM)
    begun = time.monotonic()
    await asyncio.wait_for(running, SECONDS)
    assert time.monotonic() - begun < 5
    assert exchange.original is not None
    assert peer.gateway.session.socket is None


async def test_commands_are_registered_once_and_then_only_where_they_differ(
    part: DiscordPart, peer: Peer
) -> None:
    put = ("PUT", "/applications/{application_id}/commands")
    for expected in (1, 1):
        async with served(part, peer):
            pass
        assert peer.rest.asked.count(put) == expected
        peer.gateway.ready.clear()
    (timeline,) = [each for each in peer.rest.commands[None] if each["name"] == "timeline"]
    timeline["options"][0]["description"] = "another"
    async with served(part, peer):
        pass
    assert peer.rest.asked.count(put) == 2


async def test_commands_may_be_registered_in_one_server(part: DiscordPart, peer: Peer) -> None:
    settings = Discord(part.settings.token, server=payloads.GUILD)
    own = DiscordPart(settings, part.desks, part.places, part.wording, part.connects)
    put = ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands")
    for _ in range(2):
        async with served(own, peer):
            assert set(peer.rest.commands) == {payloads.GUILD}
            assert "Kursk" in (await peer.ask("topics")).text
        peer.gateway.ready.clear()
    assert peer.rest.asked.count(put) == 1
    async with served(part, peer):  # and when they are for all servers, that one has none of its own left
        await until(lambda: peer.rest.commands[payloads.GUILD] == [])
        assert "Kursk" in (await peer.ask("topics")).text


async def test_a_missing_permission_to_register_is_said_and_the_rest_served(
    part: DiscordPart, peer: Peer, said: Said
) -> None:
    async with served(part, peer):
        pass
    peer.gateway.ready.clear()
    forbidden = {"message": "Missing Access", "code": 50001}
    peer.rest.faults.append(Fault("GET", "/commands$", status=403, body=forbidden, times=1))
    async with served(part, peer):
        assert (await peer.ask("topics")).text
    assert any("invite it there again" in line for line in said())


@pytest.mark.parametrize(
    "fault",
    [
        Fault(
            "POST",
            "/callback",
            status=429,
            body={"message": "You are being rate limited.", "retry_after": 0.05, "global": False},
            headers={"Via": "1.1 google"},
        ),
        Fault("POST", "/callback", status=502),
        Fault("GET", "/users/@me", status=500),
        Fault("GET", "/gateway/bot", status=503),
        Fault("GET", "/users/@me", drop=True),
        Fault("POST", "/callback", drop=True),
    ],
    ids=["limited", "502", "500 at login", "503 at the gateway", "login dropped", "answer dropped"],
)
async def test_faults_of_discord_that_pass_are_passed_over(
    fault: Fault, part: DiscordPart, peer: Peer
) -> None:
    fault = Fault(**vars(fault))
    peer.rest.faults.append(fault)
    async with served(part, peer):
        assert (await peer.ask("topics")).text
    assert fault.times == 0


async def test_an_answer_that_discord_does_not_take_is_logged_and_told(bot: Peer, said: Said) -> None:
    bot.rest.faults.append(
        Fault("POST", "/callback", status=400, body={"message": "Invalid Form Body", "code": 50035})
    )
    shown = await bot.ask("topics")
    assert shown.private
    assert "broke on our side" in shown.text
    assert any("Discord did not take an answer" in line for line in said())


async def test_an_answer_that_comes_too_late_is_logged(bot: Peer, said: Said) -> None:
    bot.rest.faults.append(
        Fault("POST", "/callback", status=404, body={"message": "Unknown interaction", "code": 10062})
    )
    await bot.slash("topics")
    await until(lambda: any("too late" in line for line in said()))
    assert (await bot.ask("topics")).text


async def test_a_server_that_the_bot_is_taken_out_of_keeps_its_desk(
    bot: Peer, said: Said, data: Path
) -> None:
    await until(lambda: any(line.startswith("Answering on Discord") for line in said()))
    await bot.gateway.session.dispatch("GUILD_DELETE", {"id": GUILD})
    joined = {name: value for name, value in payloads.guild().items() if name != "unavailable"}
    await bot.gateway.session.dispatch("GUILD_CREATE", joined)
    await until(lambda: f"Added to the server {GUILD}" in said())
    assert (
        f"Taken out of the server {GUILD}; its desk is kept, and answers again if the bot is added" in said()
    )
    assert (data / f"{DESK}.db").exists()
    assert "Kursk" in (await bot.ask("topics")).text
