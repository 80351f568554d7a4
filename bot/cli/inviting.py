"""`dateline discord invite`: the links by which the bot comes to a server or an account."""

import argparse
import asyncio

from bot import running
from bot.cli.failing import Refusal, Status
from bot.cli.opening import configured
from bot.cli.talking import say


def discord_invite(given: argparse.Namespace) -> int:
    """Prints the links that add the bot.

    Raises:
        Refusal: Discord is not configured, does not accept the token, or can't be reached.
    """
    config = configured(given)
    if config.discord is None:
        file = config.file or "The configuration"
        raise Refusal(
            f"{file} has no section [discord], which says where the token is (docs/discord.md).",
            Status.WRONG_USAGE,
        )
    server, account = asyncio.run(running.discord_links(config.discord))
    say("To add the bot to a server that you manage, open:")
    say(f"  {server}")
    say("To add its commands to your own account, open:")
    say(f"  {account}")
    return Status.ANSWERED
