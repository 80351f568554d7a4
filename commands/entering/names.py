"""The names that an editor typed: of objects that are there, or of new ones that are made with the claim."""

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from commands.asking import Asking
from commands.card import Message, Names, message
from commands.entering.doubts import DRAFT, Doubt
from commands.entering.uids import new_uid, slug_of, topic_uid
from commands.errors import CommandError
from commands.people import Role
from storage.lines import Actor, Line, Topic
from storage.names import fold
from storage.reads import suggest
from storage.reads.names import find_actors, find_topics
from storage.reads.opening import by_uid
from storage.reads.suggest import Suggestion
from storage.vocabulary import ActorKind

_NEAR = 3
"""So many near names are offered in place of one that nobody has."""

_LONGEST = 200
_RESERVED = frozenset({"none", "same"})  # words that commands take for something else

_MOST_OF_A_READER = 5
"""So many new names may come with a proposal of somebody who is no editor."""


class Named:
    """Resolves names, and gathers what is to be made with the claim.

    Attributes:
        new: The new actors and topics, in the order in which they were named.
        doubts: Names that are near to others: a slip, perhaps.
        echoes: What is made, in words.
    """

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self.new: list[Line] = []
        self.doubts: list[Doubt] = []
        self.echoes: list[Message] = []

    def actor(self, argument: str, text: str, kind: ActorKind = "other") -> str:
        """Returns the uid of the actor of this name.

        Args:
            argument: The argument that names it, for the line that settles a doubt.
            text: The name.
            kind: What it is if it is new.

        Raises:
            CommandError: The name is too long to be one, or whoever asks brings too many new ones.
        """
        db = self._asking.db
        if found := find_actors(db, text, "place" if kind == "place" else None):
            if len(found) > 1:
                self._doubt_which(argument, text, tuple(by_uid(db, actor.uid) for actor in found))
            return found[0].uid
        made = self._made(Actor, text)
        if made is not None:
            return made.uid
        name = _name(text)
        self._refuse_too_many()
        actor = Actor(uid=new_uid("actor"), name=name, kind=kind)
        self.new.append(actor)
        self._tell("actor", argument, name, suggest.places if kind == "place" else suggest.actors)
        return actor.uid

    def topic(self, argument: str, text: str) -> str:
        """Returns the uid of the topic of this name.

        Raises:
            CommandError: The name can't be a topic's.
        """
        if found := find_topics(self._asking.db, text):
            if len(found) > 1:
                self._doubt_which(argument, text, tuple(topic.slug for topic in found))
            return found[0].uid
        made = self._made(Topic, text)
        if made is not None:
            return made.uid
        title = _name(text)
        slug = slug_of(title)
        if not slug:
            raise CommandError("topic-needs-slug", name=title)
        topic = Topic(uid=topic_uid(self._asking.db, slug), slug=slug, title=title)
        self.new.append(topic)
        self._tell("topic", argument, title, suggest.topics)
        return topic.uid

    def _refuse_too_many(self) -> None:
        """Refuses a reader's list of new names: each would have to be looked at, and compared with all."""
        if self._asking.role < Role.EDITOR and len(self.new) >= _MOST_OF_A_READER:
            raise CommandError("too-many-new-names", most=_MOST_OF_A_READER)

    def _made(self, kind: type[Line], text: str) -> Line | None:
        wanted = fold(text)
        for line in self.new:
            name = line.name if isinstance(line, Actor) else line.title if isinstance(line, Topic) else ""
            if isinstance(line, kind) and fold(name) == wanted:
                return line
        return None

    def _tell(
        self, kind: str, argument: str, name: str, near: Callable[[Database, str], Sequence[Suggestion]]
    ) -> None:
        """Doubts a new name that others are near to; of another it is only said that it is new."""
        self.echoes.append(message(f"new-{kind}", name=name))
        names = tuple(found.value for found in near(self._asking.db, name)[:_NEAR])
        if not names:
            return
        self.doubts.append(
            Doubt(
                message(f"doubt-new-{kind}", name=name, near=Names(names, any_of=True)),
                tuple(
                    f"/record add {argument}:{quoted(found)} draft:{DRAFT}"
                    for found in self._instead(argument, name, names)
                ),
            )
        )

    def _doubt_which(self, argument: str, text: str, bearers: tuple[str, ...]) -> None:
        lines = (
            f"/record add {argument}:{quoted(texts)} draft:{DRAFT}"
            for texts in self._instead(argument, text, bearers)
        )
        self.doubts.append(Doubt(message("doubt-which", name=text), tuple(lines)))

    def _instead(self, argument: str, name: str, near: tuple[str, ...]) -> tuple[str, ...]:
        """Returns the argument's texts with each near name in the place of the one that was typed."""
        texts = self._asking.given.get(argument, [name])
        return tuple(
            ";".join(other if fold(text) == fold(name) else text for text in texts) for other in near
        )


def quoted(text: str) -> str:
    """Returns a text as a value in a line; in quotes where a colon in it could be read as a name's."""
    return f'"{text}"' if ":" in text and '"' not in text else text


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST:
        raise CommandError("name-too-long", most=_LONGEST)
    if fold(name) in _RESERVED:
        raise CommandError("name-reserved", name=name)
    return name
