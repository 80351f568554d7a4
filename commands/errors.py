"""The one exception whose words are for users."""

from commands.card import NO_VALUES, Block, Card, Message, Value, message


class CommandError(Exception):
    """Known and worded: what was asked can't be answered, and why, and what to do instead.

    Attributes:
        said: The message for whoever asked.
        blocks: What helps them on, such as near names.
    """

    def __init__(self, key: str, /, *blocks: Block, **values: Value) -> None:
        super().__init__(key)
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
