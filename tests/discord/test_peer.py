"""The peer refuses what Discord refuses: each rule, once broken, is a violation."""

from typing import Any

import pytest

from tests.discord import by_hand, spec

TEXT = {"type": 10, "content": "x"}
BUTTON = {"type": 2, "style": 2, "label": "x", "custom_id": "x"}
BAD_LINK = {"type": 2, "style": 5, "label": "x", "url": "javascript:"}
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
CHOICE = {"name": "x", "value": "x"}
V2 = {"flags": by_hand.V2}
NEEDS_SPEC = pytest.mark.skipif(
    spec.path() is None, reason=f"Discord's OpenAPI spec is not there: {spec.VARIABLE} names it"
)


def command(**more: Any) -> dict[str, Any]:
    return {"name": "x", "description": "x", "type": 1, "options": []} | more


def option(name: str = "o", **more: Any) -> dict[str, Any]:
    return {"name": name, "description": "x", "type": 3, "required": False} | more


@pytest.mark.parametrize(
    ("commands", "said"),
    [
        ([command(name="Upper")], "no name"),
        ([command(name="a b")], "no name"),
        ([command(name_localizations={"fr": "Haut"})], "'Haut' is no name"),
        ([command(description_localizations={"de-DE": "x"})], "no locale de-DE"),
        ([command(description="")], "without description"),
        ([command(), command()], "one name"),
        ([command(name=f"c{n}") for n in range(101)], "more than 100"),
        ([command(options=[option(), option("p", required=True)])], "required after optional"),
        ([command(options=[option(), option()])], "two options"),
        (
            [command(options=[option(choices=[{"name": "a", "value": "a"}], autocomplete=True)])],
            "choices and",
        ),
        ([command(options=[option(f"o{n}", description="d" * 99) for n in range(90)])], "characters in all"),
        (
            [
                command(
                    options=[option(f"o{n}", description_localizations={"de": "d" * 99}) for n in range(90)]
                )
            ],
            "characters in all",
        ),
    ],
)
def test_commands(commands: list[dict[str, Any]], said: str) -> None:
    assert any(said in fault for fault in by_hand.of_commands(commands))
    assert list(by_hand.of_commands([command(options=[option(required=True), option("p")])])) == []


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({}, "an empty message"),
        ({"content": "x" * 2001}, "2,000"),
        ({"embeds": [{"description": "x" * 3001}] * 2}, "6,000"),
        ({"embeds": [{"fields": [{"name": "x", "value": " "}]}]}, "an empty field"),
        ({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}, "lists them"),
        ({"components": [TEXT]}, "without their flag"),
        ({"components": [TEXT], "content": "x", **V2}, "beside content"),
        ({"components": [TEXT] * 41, **V2}, "41 components"),
        ({"components": [TEXT | {"content": "x" * 2001}] * 2, **V2}, "4002 characters"),
        ({"components": [TEXT | {"content": " "}], **V2}, "an empty text"),
        ({"components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "one custom_id twice"),
        ({"components": [{"type": 1, "components": [BUTTON]}] * 6}, "more than five rows"),
        ({"components": [{"type": 1, "components": [BAD_LINK]}]}, "a link"),
        ({"components": [{"type": 9, "components": [TEXT]}], **V2}, "a section"),
    ],
)  # fmt: skip
def test_messages(message: dict[str, Any], said: str) -> None:
    assert any(said in fault for fault in by_hand.of_message(message))
    assert list(by_hand.of_message({"components": [TEXT], **V2})) == []


def test_modals() -> None:
    assert any("modal" in fault for fault in by_hand.of_modal({"components": [{"type": 18}] * 6}))


@NEEDS_SPEC
@pytest.mark.parametrize(
    ("template", "body"),
    [
        ("/applications/{application_id}/commands", [command(description="x" * 101)]),
        ("/applications/{application_id}/commands", [command(options=[option(f"o{n}") for n in range(26)])]),
        (CALLBACK, {"type": 8, "data": {"choices": [CHOICE] * 26}}),
        (CALLBACK, {"type": 4, "data": {"content": "x", "colour": 1}}),
        ("/channels/{channel_id}/messages", {"content": "x", "nonce": "n" * 26}),
    ],
)  # fmt: skip
def test_the_published_spec(template: str, body: Any) -> None:
    assert list(spec.faults("PUT" if "commands" in template else "POST", template, body))
    whole = {"type": 4, "data": {"content": "x"}}
    assert list(spec.faults("POST", CALLBACK, whole)) == []
