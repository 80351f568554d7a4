"""A desk's settings in words: what each is called, what it is now, and a line that sets it."""

from collections.abc import Mapping

from commands.asking import Asking
from commands.card import Message, Names, Value, message
from commands.desk.values import Direct, Propose
from storage.channels import answers_in, topic_of
from storage.reads import lists
from storage.reads.names import find_topic
from storage.settings import DEFAULTS, setting
from storage.vocabulary import Answers, values

OF_CHANNEL = ("topic", "answers")
"""What is set for the channel where it is typed; all else is the desk's."""

# What is typed for each: a usual choice, not what is set now.
_SET_BY: Mapping[str, str] = {
    "name": "name:Newsroom",
    "time_zone": "time_zone:Europe/Kyiv",
    "language": "language:en-GB",
    "propose": "propose:contributor",
    "waiting": "waiting:10",
    "second_person": "second_person:figure;control",
    "review": "review:here",
    "direct": "direct:members",
    "cooldown": "cooldown:5",
    "answers": "answers:private",
}
_WORDED = {"propose": values(Propose), "direct": values(Direct), "answers": values(Answers)}


def rules_now(asking: Asking) -> dict[str, str]:
    """Returns every setting as it is stored, of the desk and of this channel; a topic by its slug."""
    platform, channel = asking.who.platform, asking.where.channel
    return {
        **{key: setting(asking.db, key) for key in DEFAULTS},
        "topic": topic_of(asking.db, platform, channel) or "",
        "answers": answers_in(asking.db, platform, channel),
    }


def label(key: str) -> Message:
    """Returns what a setting is called."""
    return message(f"desk-set-{key.replace('_', '-')}")


def in_words(asking: Asking, key: str, text: str) -> Value | None:
    """Returns a setting's value in words; None where it has none."""
    match key:
        case "propose" | "direct" | "answers":
            # Another program may have written what no command here would.
            return message(f"desk-{key}-{text}") if text in _WORDED[key] else text
        case "cooldown":
            return message("desk-seconds", number=int(text))
        case "second_person":
            return Names(tuple(text.split())) if text else None
        case "topic":
            topic = find_topic(asking.db, text) if text else None
            return topic.title if topic else None
    return text or None


def rows(asking: Asking, rules: Mapping[str, str]) -> tuple[tuple[Message, Value], ...]:
    """Returns every setting with its value, those of the channel last."""
    return tuple(
        (label(key), in_words(asking, key, text) or message("desk-not-set")) for key, text in rules.items()
    )


def setting_lines(asking: Asking, rules: Mapping[str, str]) -> tuple[str, ...]:
    """Returns, in the order of `rows`, a line that sets each; a topic's only where there is a topic."""
    topic = topic_to_try(asking)
    typed = {**_SET_BY, "topic": f"topic:{topic}"}
    return tuple(f"/desk settings {typed[key]}" for key in rules if key != "topic" or topic)


def topic_to_try(asking: Asking) -> str | None:
    """Returns the slug of a topic that a channel may follow; None where there is no topic yet."""
    found = lists.topics(asking.db, limit=1)
    return found[0].slug if found else None
