"""What may still be done with an answer: its next page, its command's edit, a reply that goes on from it."""

from collections.abc import Iterable

from bot.matrix.store import Answer


class Answers:
    """The newest answers, by what is known of them."""

    def __init__(self, answers: list[Answer]) -> None:
        """Take the answers that are kept, the oldest first; new ones are added to the same list."""
        self._answers = answers

    def keep(self, answer: Answer) -> None:
        """Keeps an answer as the newest; what was kept of the same is gone."""
        self._answers[:] = [each for each in self._answers if each.event != answer.event]
        self._answers.append(answer)

    def of_answer(self, event: str) -> Answer | None:
        """Returns an answer by its own event."""
        return self._found(each for each in self._answers if each.event == event)

    def of_command(self, event: str) -> Answer | None:
        """Returns the answer to an event."""
        return self._found(each for each in self._answers if each.command == event)

    def last_of(self, room: str, asker: str, thread: str | None) -> Answer | None:
        """Returns the newest answer in a room to somebody, in a thread or outside of all, that goes on."""
        return self._found(
            each
            for each in reversed(self._answers)
            if (each.room, each.asker, each.thread) == (room, asker, thread)
        )

    def _found(self, answers: Iterable[Answer]) -> Answer | None:
        return next(iter(answers), None)
