"""A configuration told to its operator: what would be served, and where each secret comes from."""

from collections.abc import Iterator
from typing import Any

from bot.config.declare import Key, Kind, Section, declared
from bot.config.quote import dotted, one_line, quoted
from bot.config.secret import Secret


def describe(config: Any) -> list[str]:
    """Say what a configuration means, a line a setting, never a secret's value.

    Args:
        config: A Config, or an instance of any declared schema that has a `file`.

    Returns:
        Lines such as `log.level: info` and `discord.token: from the environment variable DISCORD_TOKEN`. A
        section that would not be served is one line that says so.
    """
    schema = declared(type(config))
    parts = [name for name, section in schema.sections.items() if section.optional]
    lines = [f"configuration: {config.file or 'none; these are the defaults'}", *_section(schema, config)]
    if parts and all(getattr(config, name) is None for name in parts):
        lines.append(f"nothing would be served: add {' or '.join(f'[{name}]' for name in parts)}")
    return [one_line(line) for line in lines]


def secrets(config: Any) -> list[Secret]:
    """Gather the secrets of a configuration, for whoever must keep them out of a text."""
    return [value for _, value in _values(declared(type(config)), config) if isinstance(value, Secret)]


def _section(section: Section, made: Any) -> Iterator[str]:
    for key in section.keys.values():
        yield f"{dotted(key.path)}: {_shown(key, getattr(made, key.path[-1]))}"
    for name, inner in section.sections.items():
        if getattr(made, name) is None:
            yield f"{dotted(inner.path)}: not served"
        else:
            yield from _section(inner, getattr(made, name))


def _values(section: Section, made: Any) -> Iterator[tuple[Key, Any]]:
    for name, key in section.keys.items():
        yield key, getattr(made, name)
    for name, inner in section.sections.items():
        if getattr(made, name) is not None:
            yield from _values(inner, getattr(made, name))


def _shown(key: Key, value: Any) -> str:
    if value is None:
        return key.setting.unset
    if isinstance(value, Secret):
        warning = f" ({value.warning})" if value.warning else ""
        return f"from {value.origin}{warning}"
    if key.kind is Kind.YES_OR_NO:
        return "true" if value else "false"
    if key.kind is Kind.TEXTS:
        return ", ".join(map(quoted, value)) or "none"
    return str(value)
