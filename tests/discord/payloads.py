"""What Discord sends: objects as its gateway and REST have them, with what discord.py reads of them."""

import itertools
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

APPLICATION = "1111111111111111111"
GUILD = "2222222222222222222"
OTHER_GUILD = "2222222222222222223"
CHANNEL = "3333333333333333333"
TOKEN = "MTExMTExMTExMTExMTExMTExMQ.Gpeer.made-up-for-these-tests"  # noqa: S105 - made up
BOT = {"id": APPLICATION, "username": "Dateline", "discriminator": "0", "avatar": None, "bot": True}
MANAGE_GUILD = 1 << 5
KICK_MEMBERS = 1 << 1
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
STAFF = "5555555555555555551"

_EPOCH = 1_420_070_400_000
_counted = itertools.count()


def snowflake() -> str:
    """A new id, of this moment."""
    return str((int(time.time() * 1000) - _EPOCH) << 22 | next(_counted) % 4096)


def age(one: str) -> float:
    """How many seconds ago an id was made."""
    return time.time() - ((int(one) >> 22) + _EPOCH) / 1000


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody on Discord."""

    id: str
    name: str
    permissions: int = SEND_MESSAGES
    roles: tuple[str, ...] = ()
    locale: str = "en-GB"

    @property
    def user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "username": self.name,
            "discriminator": "0",
            "avatar": None,
            "global_name": None,
        }

    @property
    def member(self) -> dict[str, Any]:
        return {
            "user": self.user,
            "roles": list(self.roles),
            "joined_at": "2025-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": str(self.permissions),
        }


READER = Someone("4444444444444444441", "reader")
OTHER = Someone("4444444444444444442", "other")
MANAGER = Someone("4444444444444444443", "manager", SEND_MESSAGES | MANAGE_GUILD)


def ready(session: str) -> dict[str, Any]:
    return {
        "v": 10,
        "user": BOT,
        "guilds": [{"id": GUILD, "unavailable": True}],
        "session_id": session,
        "resume_gateway_url": "wss://gateway-us-east1-b.discord.gg",
        "shard": [0, 1],
        "application": {"id": APPLICATION, "flags": 0},
    }


def guild(one: str = GUILD) -> dict[str, Any]:
    return {
        "id": one,
        "name": "A newsroom",
        "owner_id": MANAGER.id,
        "member_count": 4,
        "roles": [role(one, "@everyone", 0), role(STAFF, "Staff", 1)],
        "channels": [channel()],
        "threads": [],
        "members": [Someone(APPLICATION, "Dateline").member],
        "emojis": [],
        "stickers": [],
        "features": [],
        "preferred_locale": "en-US",
        "unavailable": False,
    }


def role(one: str, name: str, position: int) -> dict[str, Any]:
    return {
        "id": one,
        "name": name,
        "permissions": str(SEND_MESSAGES | VIEW_CHANNEL),
        "position": position,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(one: str = CHANNEL) -> dict[str, Any]:
    return {
        "id": one,
        "type": 0,
        "name": "briefing",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
    }


def interaction(
    kind: int,
    who: Someone,
    data: Mapping[str, Any],
    server: str | None = GUILD,
    *,
    brought: bool = False,
) -> dict[str, Any]:
    """An interaction; *kind* is 2 for a command, 3 for a component, 4 for autocomplete, 5 for a form.

    *brought* tells that whoever asks has the bot installed for themself, and the server has not.
    """
    one = snowflake()
    base = {
        "id": one,
        "application_id": APPLICATION,
        "type": kind,
        "data": dict(data),
        "token": f"aW50ZXJhY3Rpb24-{one}",
        "version": 1,
        "locale": who.locale,
        "app_permissions": str(SEND_MESSAGES),
        "entitlements": [],
        "attachment_size_limit": 10_485_760,
        "authorizing_integration_owners": {"1": who.id} if brought else {"0": server or "0"},
    }
    if server is None:
        direct = {"id": CHANNEL, "type": 1, "recipients": [who.user], "last_message_id": None}
        return base | {"user": who.user, "channel": direct, "channel_id": CHANNEL, "context": 1}
    return base | {
        "guild_id": server,
        "guild": {"id": server, "locale": "en-US", "features": []},
        "guild_locale": "en-US",
        "channel": channel(),
        "channel_id": CHANNEL,
        "member": who.member,
        "context": 0,
    }


def written(text: str, who: Someone, **more: Any) -> dict[str, Any]:
    """A message that somebody wrote in the channel."""
    return message({"content": text}) | {"author": who.user, **more}


def filled_in(form: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """What is sent of a form in which these texts were typed or chosen, and all else left as it was."""

    def sent(field: Mapping[str, Any]) -> dict[str, Any]:
        name, kind = field["custom_id"], field["type"]
        known = {"type": kind, "custom_id": name, "id": 2}
        if kind == 4:
            text = texts.get(name, field.get("value") or "")
            assert text or not field["required"], f"Discord does not send a form without {name}"
            return known | {"value": text}
        chosen = [each["value"] for each in field.get("options", ()) if each.get("default")]
        return known | {"values": [texts[name]] if name in texts else chosen}

    names = {each["component"]["custom_id"] for each in form["components"]}
    assert texts.keys() <= names, f"the form asks for {names}"
    fields = [{"type": 18, "id": 1, "component": sent(each["component"])} for each in form["components"]]
    return {"custom_id": form["custom_id"], "components": fields}


def message(body: Mapping[str, Any], one: str | None = None) -> dict[str, Any]:
    """A message that the bot sent, as Discord gives it back."""
    return {
        "id": one or snowflake(),
        "type": 0,
        "channel_id": CHANNEL,
        "author": BOT,
        "content": body.get("content") or "",
        "timestamp": "2026-11-25T00:00:00.000000+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": list(body.get("embeds") or ()),
        "pinned": False,
        "flags": body.get("flags") or 0,
        "components": numbered(body.get("components") or ()),
        "nonce": body.get("nonce"),
    }


def numbered(components: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Components with the ids that Discord gives those which have none."""
    counted = itertools.count(1)

    def of(component: Mapping[str, Any]) -> dict[str, Any]:
        made = {"id": next(counted), **component}
        if isinstance(made.get("components"), Sequence):
            made["components"] = [of(each) for each in made["components"]]
        if isinstance(made.get("accessory"), Mapping):
            made["accessory"] = of(made["accessory"])
        return made

    return [of(each) for each in components]
