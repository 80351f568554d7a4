"""Holds request bodies to Discord's published OpenAPI spec; what it leaves open is in `by_hand`.

The spec (https://github.com/discord/discord-api-spec, MIT) is no part of the project. It is found by the
variable DATELINE_DISCORD_SPEC, or beside the checkout; where it is not, only what is held by hand is held.
"""

import functools
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs

ROOT = Path(__file__).parent.parent.parent
VARIABLE = "DATELINE_DISCORD_SPEC"
BESIDE = "shared/data/discord-openapi.json"

# Sent by discord.py, and not in the published spec of July 2026: `nsfw` of a command is documented, `tts` of
# an edit is passed over.
UNPUBLISHED = {"nsfw", "tts"}


def path() -> Path | None:
    """Where the spec is; None where there is none."""
    named = os.environ.get(VARIABLE)
    place = Path(named) if named else ROOT.parent / BESIDE
    return place if place.is_file() else None


@functools.cache
def document() -> dict[str, Any]:
    found = path()
    assert found is not None
    loaded: dict[str, Any] = json.loads(found.read_text("utf-8"))
    return loaded


@functools.cache
def _schema(method: str, template: str) -> dict[str, Any] | None:
    operation = document()["paths"][template][method.lower()]
    content = operation.get("requestBody", {}).get("content", {})
    schema: dict[str, Any] | None = content.get("application/json", {}).get("schema")
    return schema


@functools.cache
def _validator(method: str, template: str) -> Any:
    schema = _schema(method, template)
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "components": document()["components"],
    }
    return jsonschema_rs.validator_for(whole | (schema or {}))


def faults(method: str, template: str, body: Any) -> Iterator[str]:
    """Yields what the spec refuses in a body, keys that it does not know included."""
    if path() is None:
        return
    schema = _schema(method, template)
    if schema is None:
        if body is not None:
            yield "a body where the spec has none"
        return
    if not _validator(method, template).is_valid(body):
        for error in _validator(method, template).iter_errors(body):
            yield f"{list(error.instance_path)}: {error.message[:300]}"
    yield from _unknown(body, [schema], "")


def _unknown(value: Any, schemas: list[dict[str, Any]], where: str) -> Iterator[str]:
    """Yields keys that no schema which may apply here has."""
    flat = [each for schema in schemas for each in _flat(schema)]
    if isinstance(value, list):
        items = [each["items"] for each in flat if isinstance(each.get("items"), dict)]
        for place, inner in enumerate(value):
            yield from _unknown(inner, items, f"{where}[{place}]")
    if not isinstance(value, Mapping) or any("additionalProperties" in each for each in flat):
        return
    known: dict[str, list[dict[str, Any]]] = {}
    for each in flat:
        for name, inner in each.get("properties", {}).items():
            known.setdefault(name, []).append(inner)
    for name, inner in value.items():
        if known and name not in known and name not in UNPUBLISHED:
            yield f"{where}.{name}: the spec has no such key"
        yield from _unknown(inner, known.get(name, []), f"{where}.{name}")


def _flat(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "$ref" in schema:
        yield from _flat(document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    yield schema
    for union in ("oneOf", "anyOf", "allOf"):
        for each in schema.get(union, ()):
            yield from _flat(each)
