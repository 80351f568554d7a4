"""The closed vocabularies of the record: every enumeration that a table checks, once.

The words are the field's: Wikidata's ranks, schema.org's claims, CiTO's relations, UCDP's bounds.
Types for the code, `values()` for the schema's CHECKs and for suggestions: one list serves all three.
"""

from typing import Literal, get_args

ActorKind = Literal["person", "state", "organisation", "armed_force", "place", "other"]
ClaimKind = Literal["event", "figure", "statement", "control", "forecast"]
Status = Literal["proposed", "published", "retracted", "rejected"]
Rank = Literal["preferred", "normal", "deprecated"]
AttributionRole = Literal["speaker", "via", "anonymous_official"]
Verb = Literal[
    "says",
    "announces",
    "claims",
    "reports",
    "estimates",
    "confirms",
    "does_not_confirm",
    "denies",
    "disputes",
    "acknowledges",
    "warns",
    "predicts",
    "promises",
    "demands",
    "accuses",
]
InvolvementRole = Literal["subject", "target", "participant"]
Qualifier = Literal["exactly", "about", "at_least", "at_most", "more_than", "fewer_than", "between"]
RelationType = Literal["confirms", "corroborates", "disputes", "denies", "supersedes", "corrects"]
ObjectKind = Literal["topic", "actor", "source", "claim", "relation"]
DeskRole = Literal["reader", "contributor", "editor", "admin"]
Answers = Literal["public", "private"]
Pause = Literal["asked", "unreachable", "restored"]
"""Why a digest is paused."""
Delivery = Literal["pending", "sending", "sent", "unknown", "failed"]
"""Where a message of a digest is on its way."""
# What the log tells of: the objects of the record, and the desk's own affairs.
LoggedKind = Literal[
    "topic",
    "actor",
    "source",
    "claim",
    "relation",
    "setting",
    "person",
    "group",
    "channel",
    "flag",
    "digest",
]
# What one revision did to one object. The four middle ones are the classes of a correction.
Change = Literal[
    "added",
    "wording",
    "updated",
    "corrected",
    "withdrawn",
    "restored",
    "approved",
    "rejected",
    "reopened",
    "ranked",
    "merged",
    "split",
    "archived",
    "removed",
    "expunged",
]

LISTED: tuple[Status, ...] = ("published", "retracted")
"""The statuses a reader sees: a retracted claim stays, marked; a proposal or a rejected one never shows."""


def values(vocabulary: object) -> tuple[str, ...]:
    """Returns the words of one of the vocabularies above, in their order."""
    return get_args(vocabulary)
