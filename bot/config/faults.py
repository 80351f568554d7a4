"""What can be wrong with a configuration: all of it at once, each with its line."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.config.quote import one_line


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong.

    Attributes:
        where: The file, as the operator named it; for a fault that is in no file, the setting's name.
        line: The line in it, counted from 1; None where no line is at fault.
        what: What is wrong and what to do, without a full stop.
    """

    where: str
    line: int | None
    what: str

    def __str__(self) -> str:
        line = "" if self.line is None else f":{self.line}"
        return one_line(f"{self.where}{line}: {self.what}")


class ConfigError(Exception):
    """The configuration cannot be used; its text is one line a fault, in the order of the file.

    Attributes:
        faults: Everything that was found wrong.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join(map(str, self.faults)))
