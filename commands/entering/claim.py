"""A claim put together from what was typed for it, with all that is made along with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from commands import date_words, figure_words
from commands.asking import Asking
from commands.card import Date, Message, Names, message
from commands.entering.arguments import LONGEST_QUOTE, LONGEST_TEXT
from commands.entering.doubts import DRAFT, Doubt
from commands.entering.figures import figure_of, is_telling
from commands.entering.names import Named
from commands.entering.offering import made_with, offered_with
from commands.entering.parts import involved, speakers
from commands.entering.second_person import needs_second_person
from commands.entering.sources import Cited, cited
from commands.entering.typed import Typed
from commands.entering.uids import new_uid
from commands.errors import CommandError
from commands.people import Role
from commands.scope import of_channel
from storage.dates import bounds, civil
from storage.lines import Claim, Evidence, Figure, Line, Relation
from storage.reads.near_claims import NearClaim, near_claims
from storage.reads.objects import claim_line
from storage.revising import Step, adding
from storage.vocabulary import LISTED, ClaimKind, Verb

_NUMERIC_DATE = re.compile(r"(?<![\w./-])\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?![\w/-])")
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Assembled:
    """A claim and what is made with it.

    Attributes:
        claim: The claim.
        lines: All new objects, the claim among them.
        cited: The source it rests on.
        doubts: What is to be settled before it is published.
        echoes: What was read or taken where nothing was typed.
        offered: Steps that offer archived names again which a published claim names.
    """

    claim: Claim
    lines: tuple[Line, ...]
    cited: Cited
    doubts: tuple[Doubt, ...]
    echoes: tuple[Message, ...]
    offered: tuple[Step, ...] = ()

    @property
    def steps(self) -> list[Step]:
        """The steps that add all of it, in the order of its lines, and offer archived names again."""
        return [*adding(*self.lines), *self.offered]


def assemble(asking: Asking, text: str | None, typed: Typed, *, proposed: bool = False) -> Assembled:
    """Puts a claim together.

    Args:
        asking: The question.
        text: Its sentence.
        typed: What else was typed.
        proposed: Whether it waits for review, whatever its kind.

    Raises:
        CommandError: A text is missing, too long or can't be read; or a claim that is named is not there.
    """
    text = sentence(text)
    if typed.source is None:
        raise CommandError("still-needed-source")
    published = None if typed.published is None else typed.published.edtf
    source = cited(asking, typed.source, typed.publisher, published, typed.title)
    named = Named(asking)
    claim = _claim(asking, typed, text, source, named)
    if proposed or needs_second_person(asking, claim.kind):
        claim = replace(claim, status="proposed")
    again = offered_with(asking, claim)
    echoes = [*source.echoes, *named.echoes, *again.echoes, *_read_from_text(typed, claim)]
    relations = [
        Relation(uid=new_uid("relation"), relation=relation, from_claim=claim.uid, to_claim=other.uid)
        for relation, numbers in typed.relations.items()
        for other in (_standing(asking, number) for number in numbers)
    ]
    ambiguous = () if typed.occurred else _ambiguous(asking, text)
    near = [
        found
        for found in near_claims(asking.db, claim, sources=(source.source,), limit=_MOST_NEAR)
        if found.status in LISTED or asking.role >= Role.EDITOR
    ]
    doubts = [*named.doubts, *ambiguous, *(_near(found) for found in near if not _related(typed, found))]
    new = made_with(claim, named.new)
    made: list[Line] = [*new, *([source.source] if source.new else []), claim, *relations]
    return Assembled(claim, tuple(made), source, tuple(doubts), tuple(echoes), again.steps)


def sentence(text: str | None) -> str:
    """Returns the claim's sentence in one line.

    Raises:
        CommandError: There is none, or it is too long.
    """
    line = " ".join((text or "").split())
    if not line:
        raise CommandError("still-needed-text")
    if len(line) > LONGEST_TEXT:
        raise CommandError("text-too-long", given=len(line), most=LONGEST_TEXT)
    return line


def quotation(text: str | None) -> str | None:
    """Returns a quote as it is kept: in one line, without marks around it.

    Raises:
        CommandError: It is too long.
    """
    line = " ".join((text or "").split())
    if len(line) > LONGEST_QUOTE:
        raise CommandError("text-too-long", given=len(line), most=LONGEST_QUOTE)
    return line or None


def _claim(asking: Asking, typed: Typed, text: str, source: Cited, named: Named) -> Claim:
    stated = source.source.published if typed.stated is None else typed.stated.edtf
    occurred = typed.occurred.edtf if typed.occurred else _occurred(text, reference_day(asking, stated))
    figures = _figures(typed, text)
    verb: Verb = typed.verb or "says"
    by = typed.by or (() if source.publisher is None else (source.publisher,))
    return Claim(
        uid=new_uid("claim"),
        text=text,
        kind=typed.kind or _kind(verb, occurred, figures),
        occurred=occurred,
        stated=stated,
        place=None if typed.place is None else named.actor("place", typed.place, "place"),
        topics=tuple(dict.fromkeys(_topics(asking, typed, named))),
        attributions=speakers(named, by, typed.via, verb, "other" if typed.by else "organisation"),
        involvements=involved(named, typed.about, typed.target, typed.participant),
        evidence=(Evidence(source=source.source.uid, quote=quotation(typed.quote)),),
        figures=figures,
    )


def reference_day(asking: Asking, stated: str | None) -> date:
    """Returns the day that words like "last Monday" in a claim are read against: when it was said."""
    last = None if stated is None else bounds(stated).upper
    try:
        return asking.today if last is None else date(*civil(last))
    except ValueError:  # beyond the years that a date can have
        return asking.today


def _topics(asking: Asking, typed: Typed, named: Named) -> list[str]:
    if typed.topic:
        return [named.topic("topic", name) for name in typed.topic]
    topic = of_channel(asking)
    if topic is None:
        named.echoes.append(message("entered-without-topic"))
        return []
    return [topic.uid]


def _occurred(text: str, today: date) -> str | None:
    """Returns the one date that the text names; of several none is taken."""
    mentions = date_words.find(text, today)
    return mentions[0].edtf if len(mentions) == 1 else None


def _ambiguous(asking: Asking, text: str) -> Iterator[Doubt]:
    """Yields a doubt for each date in numbers in the text that reads in two ways."""
    for numeric in _NUMERIC_DATE.finditer(text):
        try:
            date_words.read(numeric[0], asking.today)
        except date_words.AmbiguousDate as error:
            lines = tuple(f"/record add occurred:{option} draft:{DRAFT}" for option in error.options)
            yield Doubt(message("doubt-date", words=numeric[0]), lines)
        except date_words.NotADate:
            continue


def _figures(typed: Typed, text: str) -> tuple[Figure, ...]:
    if typed.figure:
        return tuple(dict.fromkeys(figure_of(words) for words in typed.figure))
    found = (figure_of(mention.figure) for mention in figure_words.find(text) if is_telling(mention.figure))
    return tuple(dict.fromkeys(found))


def _kind(verb: Verb, occurred: str | None, figures: tuple[Figure, ...]) -> ClaimKind:
    if verb == "predicts":
        return "forecast"
    if figures:
        return "figure"
    return "event" if occurred is not None else "statement"


def _read_from_text(typed: Typed, claim: Claim) -> list[Message]:
    """Says what was read from the sentence, and what was taken where nothing was typed."""
    echoes = []
    if typed.occurred is None and claim.occurred is not None:
        echoes.append(message("occurred-read", date=Date(claim.occurred)))
    if not typed.figure and claim.figures:
        words = tuple(figure.wording or figure.measure for figure in claim.figures)
        echoes.append(message("figures-read", figures=Names(words)))
    return echoes


def _standing(asking: Asking, number: int) -> Claim:
    """Returns a claim that a relation may go to."""
    found = claim_line(asking.db, number)
    known = ("published", "proposed") if asking.role >= Role.EDITOR else ("published",)
    if found is None or found.status not in known:
        raise CommandError("no-claim-to-relate", number=str(number))
    return found


def _related(typed: Typed, near: NearClaim) -> bool:
    """Whether the editor knows of a claim that is near, having related the new one to it."""
    return any(near.number in numbers for numbers in typed.relations.values())


def _near(found: NearClaim) -> Doubt:
    number = found.number
    return Doubt(
        message("doubt-near", number=str(number), text=found.text),
        (
            f"/record join {number} {DRAFT}",
            f"/record add confirms:{number} draft:{DRAFT}",
            f"/record add denies:{number} draft:{DRAFT}",
        ),
    )
