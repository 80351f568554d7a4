"""`propose`: anyone the desk lets puts a claim into the queue."""

from commands.asking import Asking
from commands.card import Card, message
from commands.declaring import command
from commands.entering.arguments import TextArg
from commands.entering.claim import assemble
from commands.entering.typed import NOTHING_TYPED, Typed
from commands.entering.writing import one_claim, write
from commands.errors import CommandError
from commands.review.waiting import least_to_propose, refuse_who_may_not
from storage.lines import Topic
from storage.reads.claims import load


@command(writes=True)
def propose(asking: Asking, text: TextArg, *, typed: Typed = NOTHING_TYPED) -> Card:
    """Proposes a claim, which waits until an editor has looked at it; you hear what became of it.

    Its text and its source are needed. Left out, `by` is the publisher and `topic` the channel's.

    Examples:
    /propose Ukraine holds two villages in Kursk region. source:https://example.org/n published:2025-04-28
    """
    refuse_who_may_not(asking, least_to_propose(asking))
    found = assemble(asking, text, typed, proposed=True)
    for line in found.lines:
        if isinstance(line, Topic):
            raise CommandError("propose-new-topic", name=line.title)
    written = write(asking, found.steps)
    number = written.rows[found.lines.index(found.claim)]
    notes = (*found.echoes, *(doubt.said for doubt in found.doubts))
    return Card(
        message("proposed", number=str(number)),
        one_claim(load(asking.db, (number,))),
        notes=notes,
        private=True,
    )
