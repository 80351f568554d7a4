"""The one exception whose words are for users."""

from commands.card import NO_VALUES, Block, Card, Message, Value, message

_SHOWN = 80  # characters of somebody's words that an error repeats


class CommandError(Exception):
    """Known and worded: what was asked can't be answered, and why, and what to do instead.

    Attributes:
        said: The message for whoever asked.
        blocks: What helps them on, such as near names.
    """

    def __init__(self, key: str, /, *blocks: Block, **values: Value) -> None:
        super().__init__(key)
        if isinstance(words := values.get("words"), str) and len(words) > _SHOWN:
            values["words"] = words[: _SHOWN - 1] + "…"
        self.said: Message = message(key, **values) if values else Message(key, NO_VALUES)
        self.blocks = blocks

    def card(self) -> Card:
        """Returns the answer that tells it, for whoever asked alone."""
        return Card(self.said, self.blocks, private=True, failed=True)


class UnknownNameError(CommandError):
    """Nothing has the name that was typed.

    Attributes:
        words: What was typed.
        near: Names that may have been meant, as they can be typed.
    """

    def __init__(self, key: str, words: str, near: tuple[str, ...]) -> None:
        super().__init__(key, words=words)
        self.words = words
        self.near = near


class SharedNameError(CommandError):
    """Several things have the name that was typed, and nothing says which is meant.

    Attributes:
        words: What was typed.
        bearers: Those that have it: what finds each alone, its name, and what it is.
    """

    def __init__(self, words: str, bearers: tuple[tuple[str, str, Message], ...]) -> None:
        super().__init__("which-of-name", words=words)
        self.words = words
        self.bearers = bearers
