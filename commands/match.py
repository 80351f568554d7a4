"""`match`: the claims that a passage matches, such as a message that somebody posted."""

import re
from collections.abc import Iterator
from typing import Annotated, Final

from commands import addresses
from commands.asking import Asking
from commands.card import Card, message
from commands.declaring import command
from commands.lines import under
from commands.signature import Arg
from storage.lines import Claim
from storage.reads.claims import load
from storage.reads.near_claims import near_claims
from storage.reads.sources import claims_citing, source_at
from storage.vocabulary import LISTED

_MOST_ADDRESSES: Final = 5
_MOST_SENTENCES: Final = 12
"""So many addresses and sentences of a passage are looked for, the first; each takes some milliseconds."""

_SHOWN: Final = 10
_SHORTEST: Final = 12
"""Characters of a sentence that says something."""

_END: Final = re.compile(r"(?<=[.!?\u2026])\s+|\n+")

PassageArg = Annotated[str, Arg("a sentence or more, with addresses or without", lambda _, text: text)]


@command
def match(asking: Asking, text: PassageArg) -> Card:
    """Finds the claims that cite an address of a text, or say much the same as one of its sentences.

    Where `search` looks for words, this takes a whole message or report.

    Examples:
    /match Moscow says it has retaken all of the Kursk region.
    /match https://example.org/news
    """
    citing = load(asking.db, tuple(dict.fromkeys(_citing(asking, text)))[:_SHOWN])
    known = {claim.number for claim in citing}
    saying = load(
        asking.db, tuple(n for n in dict.fromkeys(_saying(asking, text)) if n not in known)[:_SHOWN]
    )
    blocks = (*under(message("match-citing"), citing), *under(message("match-saying"), saying))
    if not blocks:
        return Card(message("match-title"), notes=(message("match-nothing"),))
    return Card(message("match-title"), blocks)


def _citing(asking: Asking, text: str) -> Iterator[int]:
    for start, end in addresses.spans(text)[:_MOST_ADDRESSES]:
        try:
            address = addresses.read(text[start:end])
        except addresses.NotAnAddress:
            continue
        source = source_at(asking.db, address.url)
        if source is not None:
            yield from claims_citing(asking.db, source.uid, limit=_SHOWN)


def _saying(asking: Asking, text: str) -> Iterator[int]:
    sentences = [each.strip(" >*_\t") for each in _END.split(addresses.without(text))]
    for sentence in [each for each in sentences if len(each) >= _SHORTEST][:_MOST_SENTENCES]:
        line = Claim(uid="", text=sentence, kind="statement")
        yield from (near.number for near in near_claims(asking.db, line) if near.status in LISTED)
