"""The links that add the bot: to a server, or its commands to somebody's own account."""

from typing import Final, NamedTuple

import discord

from bot.cli.failing import Refusal
from bot.config import Secret
from bot.discord.part import OF_THE_NETWORK, Connects, said, wrong_token

_PERMISSIONS: Final = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""What the bot asks of a server; docs/discord.md says what each is for."""


class Links(NamedTuple):
    """Where a browser adds the bot.

    Attributes:
        server: To a server, by somebody who may manage it.
        account: To the account of whoever opens it.
    """

    server: str
    account: str


async def links(token: Secret, connects: Connects) -> Links:
    """Asks Discord which application a token is of, and returns the links that add it.

    Raises:
        Refusal: Discord does not accept the token, or can't be reached.
    """
    intents = discord.Intents(guilds=True)  # without any discord.py warns, though nothing is connected here
    async with discord.Client(intents=intents, connector=connects()) as client:
        try:
            await client.login(token.reveal())
        except OF_THE_NETWORK as error:
            raise wrong_token(token, error) or Refusal(
                f"Discord can't be reached, and it alone knows the application's id: {said(error)}. "
                "Try again when it can."
            ) from error
        application = client.application_id
    if application is None:
        raise Refusal("Discord told of no application that the token is of. Try again later.")
    server = discord.utils.oauth_url(
        application, permissions=_PERMISSIONS, scopes=("bot", "applications.commands")
    )
    account = discord.utils.oauth_url(application, scopes=("applications.commands",))
    return Links(f"{server}&integration_type=0", f"{account}&integration_type=1")
