"""What may be typed for a claim beside its sentence: the arguments that the commands which take one share."""

from collections.abc import Mapping
from dataclasses import dataclass

from commands.arguments import DateArg
from commands.entering.arguments import (
    AboutArg,
    ByArg,
    ClaimsArg,
    FiguresArg,
    OneKindArg,
    ParticipantArg,
    PlaceNameArg,
    PublisherArg,
    QuoteArg,
    SourceArg,
    TargetArg,
    TitleArg,
    TopicsArg,
    VerbArg,
    ViaArg,
)
from storage.vocabulary import RelationType


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed; the fields are the arguments, in the order in which they are offered."""

    source: SourceArg | None = None
    by: ByArg = ()
    verb: VerbArg | None = None
    occurred: DateArg | None = None
    stated: DateArg | None = None
    about: AboutArg = ()
    topic: TopicsArg = ()
    place: PlaceNameArg | None = None
    kind: OneKindArg | None = None
    quote: QuoteArg | None = None
    figure: FiguresArg = ()
    denies: ClaimsArg = ()
    confirms: ClaimsArg = ()
    disputes: ClaimsArg = ()
    corroborates: ClaimsArg = ()
    supersedes: ClaimsArg = ()
    corrects: ClaimsArg = ()
    via: ViaArg = ()
    target: TargetArg = ()
    participant: ParticipantArg = ()
    publisher: PublisherArg | None = None
    published: DateArg | None = None
    title: TitleArg | None = None

    @property
    def relations(self) -> Mapping[RelationType, tuple[int, ...]]:
        """The numbers of the claims that this one is related to, by what it is to them."""
        return {
            "denies": self.denies,
            "confirms": self.confirms,
            "disputes": self.disputes,
            "corroborates": self.corroborates,
            "supersedes": self.supersedes,
            "corrects": self.corrects,
        }


NOTHING_TYPED = Typed()
