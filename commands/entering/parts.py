"""The parts of a claim that name actors: who says it, who carries it, and whom it is about."""

import re
from collections.abc import Sequence

from commands.entering.names import Named
from storage.lines import Attribution, Involvement
from storage.vocabulary import ActorKind, AttributionRole, InvolvementRole, Verb

_UNNAMED = re.compile(r"(?:an? )?(?:unnamed|anonymous) officials? (?:of|in|from) (.+)", re.IGNORECASE)


def speakers(
    named: Named, by: Sequence[str], via: Sequence[str], verb: Verb, kind: ActorKind = "other"
) -> tuple[Attribution, ...]:
    """Returns who says it, and who carries their words; "unnamed official of X" is one of X.

    Raises:
        CommandError: A name can't be an actor's.
    """
    found = [_speaker(named, name, verb, kind) for name in by]
    found += [Attribution(actor=named.actor("via", name, "organisation"), role="via") for name in via]
    return tuple(dict.fromkeys(found))


def involved(
    named: Named, about: Sequence[str], target: Sequence[str], participant: Sequence[str]
) -> tuple[Involvement, ...]:
    """Returns whom it is about, against whom it is, and who else takes part.

    Raises:
        CommandError: A name can't be an actor's.
    """
    roles: tuple[tuple[str, InvolvementRole, Sequence[str]], ...] = (
        ("about", "subject", about),
        ("target", "target", target),
        ("participant", "participant", participant),
    )
    return tuple(
        dict.fromkeys(
            Involvement(actor=named.actor(argument, name), role=role)
            for argument, role, names in roles
            for name in names
        )
    )


def _speaker(named: Named, name: str, verb: Verb, kind: ActorKind) -> Attribution:
    unnamed = _UNNAMED.fullmatch(" ".join(name.split()))
    role: AttributionRole = "anonymous_official" if unnamed else "speaker"
    return Attribution(actor=named.actor("by", unnamed[1] if unnamed else name, kind), role=role, verb=verb)
