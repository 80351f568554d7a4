"""What a reader types to mean one very actor, where another may have its name."""

from sqlite_utils import Database

from storage.model import Actor
from storage.reads.names import BY_UID, find_actors


def by_uid(db: Database, uid: str) -> str:
    """Returns what finds the actor of this uid alone: the uid, marked as one where it is a name as well."""
    return uid if [actor.uid for actor in find_actors(db, uid)] == [uid] else BY_UID + uid


def opening(db: Database, actor: Actor) -> str:
    """Returns what finds this very actor: its name, or its uid where another has the name."""
    return actor.name if find_actors(db, actor.name) == (actor,) else by_uid(db, actor.uid)
