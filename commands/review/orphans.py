"""Names that came with a rejected proposal, and that nothing else uses: archived, not offered again."""

from msgspec.structs import replace
from sqlite_utils import Database

from storage.expunging import touched
from storage.lines import Actor
from storage.revising import Step


def putting_away(db: Database, number: int) -> list[Step]:
    """Returns the steps that archive the actors who were made with a claim and stand in no other."""
    return [
        Step("archived", line, replace(line, archived=True))
        for _, _, line in touched(db, number).alone
        if isinstance(line, Actor) and not line.archived
    ]
