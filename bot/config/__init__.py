"""The operator's configuration: one TOML file, its schema, and what is wrong with it."""

from bot.config.describe import describe, secrets
from bot.config.faults import ConfigError, Fault
from bot.config.load import find, load
from bot.config.quote import one_line
from bot.config.schema import SCHEMA, Config, Console, Discord, Log, Matrix
from bot.config.secret import Secret

__all__ = [
    "SCHEMA",
    "Config",
    "ConfigError",
    "Console",
    "Discord",
    "Fault",
    "Log",
    "Matrix",
    "Secret",
    "describe",
    "find",
    "load",
    "one_line",
    "secrets",
]
