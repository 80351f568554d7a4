"""What Discord refuses and its published spec does not say: held by hand, from its documentation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

V2 = 1 << 15
EPHEMERAL = 1 << 6
NAME = re.compile(r"[-_'\w]{1,32}")
LOCALE = re.compile(
    "id|da|de|en-GB|en-US|es-ES|es-419|fr|hr|it|lt|hu|nl|no|pl|pt-BR|ro|fi|sv-SE|vi|tr|cs|el|bg|ru|uk|hi|th"
    "|zh-CN|ja|zh-TW|ko"
)
CONTAINERS = ("components", "accessory", "component")


def of_commands(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yields what is wrong with a set of commands."""
    kinds = [(each.get("type", 1), each["name"]) for each in commands]
    if len(set(kinds)) < len(kinds):
        yield "two commands have one name"
    for kind, most in ((1, 100), (2, 15), (3, 15)):
        if sum(each == kind for each, _ in kinds) > most:
            yield f"more than {most} commands of type {kind}"
    for command in commands:
        if (size := _characters(command)) > 8000:
            yield f"{command['name']}: {size} characters in all"
        if command.get("type", 1) == 1:
            yield from _option(command, command["name"])
        elif not 1 <= len(command["name"].strip()) <= 32 or command.get("description"):
            yield f"{command['name']}: what is in a menu has a name, and no description"


def _characters(option: Mapping[str, Any]) -> int:
    inner = [*(option.get("options") or ()), *(option.get("choices") or ())]
    values = len(str(option.get("value", "")))
    return _longest(option, "name") + _longest(option, "description") + values + sum(map(_characters, inner))


def _longest(option: Mapping[str, Any], text: str) -> int:
    # Of a text in several languages the longest is counted, the one that is no translation included.
    localised = (option.get(f"{text}_localizations") or {}).values()
    return max(map(len, [option.get(text) or "", *localised]))


def _option(option: Mapping[str, Any], where: str) -> Iterator[str]:
    for name in (option["name"], *(option.get("name_localizations") or {}).values()):
        if not NAME.fullmatch(name) or name != name.lower():
            yield f"{where}: {name!r} is no name for a slash command or option"
    for locale in (
        *(option.get("name_localizations") or ()),
        *(option.get("description_localizations") or ()),
    ):
        if not LOCALE.fullmatch(locale):
            yield f"{where}: Discord has no locale {locale}"
    if not option.get("description"):
        yield f"{where}: without description"
    if option.get("choices") and option.get("autocomplete"):
        yield f"{where}: choices and autocomplete"
    inner = option.get("options") or ()
    names = [each["name"] for each in inner]
    if len(set(names)) < len(names):
        yield f"{where}: two options have one name"
    required = [bool(each.get("required")) for each in inner if each["type"] > 2]
    if required != sorted(required, reverse=True):
        yield f"{where}: required after optional"
    if any(each["type"] <= 2 for each in inner) and any(each["type"] > 2 for each in inner):
        yield f"{where}: subcommands beside options"
    for each in inner:
        yield from _option(each, f"{where} {each['name']}")


def of_message(message: Mapping[str, Any], *, edits: bool = False) -> Iterator[str]:
    """Yields what is wrong with a message, of whatever kind of request."""
    components = list(walk(message.get("components") or ()))
    is_v2 = bool((message.get("flags") or 0) & V2)
    if len(message.get("content") or "") > 2000:
        yield "content of more than 2,000 characters"
    if not edits and not any(
        message.get(name) for name in ("content", "embeds", "components", "attachments")
    ):
        yield "an empty message"
    yield from _of_mentions(message.get("allowed_mentions") or {})
    yield from _of_embeds(message.get("embeds") or ())
    if any(each["type"] >= 9 for each in components) and not is_v2:
        yield "components of version 2 without their flag"
    if is_v2 and any(message.get(name) for name in ("content", "embeds", "poll", "stickers")):
        yield "components of version 2 beside content or embeds"
    if not is_v2 and len(message.get("components") or ()) > 5:
        yield "more than five rows"
    yield from _of_components(components)


def _of_mentions(mentions: Mapping[str, Any]) -> Iterator[str]:
    for name in ("users", "roles"):
        if mentions.get(name) and name in (mentions.get("parse") or ()):
            yield f"allowed_mentions parses {name} and lists them"


def _of_embeds(embeds: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    size = 0
    for embed in embeds:
        fields = embed.get("fields") or ()
        if any(not field["name"].strip() or not field["value"].strip() for field in fields):
            yield "an empty field"
        texts = [embed.get("title"), embed.get("description"), (embed.get("footer") or {}).get("text")]
        texts += [(embed.get("author") or {}).get("name"), *(f["name"] + f["value"] for f in fields)]
        size += sum(len(text or "") for text in texts)
    if size > 6000:
        yield "embeds of more than 6,000 characters in all"


def _of_components(components: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if len(components) > 40:
        yield f"{len(components)} components"
    texts = [each["content"] for each in components if each["type"] == 10]
    if (size := sum(len(text.encode("utf-16-le")) // 2 for text in texts)) > 4000:
        yield f"{size} characters of text"
    if any(not text.strip() for text in texts):
        yield "an empty text"
    for name in ("custom_id", "id"):
        given = [each[name] for each in components if each.get(name)]
        if len(set(given)) < len(given):
            yield f"one {name} twice"
    for each in components:
        if each["type"] == 1 and not 1 <= len(each["components"]) <= 5:
            yield "a row of no buttons or more than five"
        if each["type"] == 9 and (not each.get("accessory") or not 1 <= len(each["components"]) <= 3):
            yield "a section without accessory, or of too many texts"
        if each["type"] == 2:
            yield from _of_button(each)


def _of_button(button: Mapping[str, Any]) -> Iterator[str]:
    if button["style"] == 5:
        if button.get("custom_id") or not re.fullmatch(r"https?://[!-~]{1,500}", button.get("url") or ""):
            yield f"a link that is none: {button.get('url')!r}"
    elif not button.get("custom_id") or button.get("url"):
        yield "a button without custom id, or with an address"
    if not (button.get("label") or button.get("emoji")):
        yield "a button that shows nothing"


def of_modal(modal: Mapping[str, Any]) -> Iterator[str]:
    """Yields what is wrong with a modal."""
    if not 1 <= len(modal.get("components") or ()) <= 5:
        yield "a modal of no components or more than five"
    yield from _of_components(list(walk(modal.get("components") or ())))


def walk(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yields components with all that are in them."""
    for each in components:
        yield each
        for name in CONTAINERS:
            inner = each.get(name)
            yield from walk([inner] if isinstance(inner, Mapping) else inner or ())
