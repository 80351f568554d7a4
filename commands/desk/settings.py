"""`desk settings`: a desk's rules and those of the channel where it is typed, shown and changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from commands.asking import Asking
from commands.card import Action, Card, Change, Difference, Facts, History, message
from commands.declaring import command
from commands.desk import shown
from commands.desk.values import (
    AnswersArg,
    ChannelTopicArg,
    CooldownArg,
    DeskNameArg,
    DirectArg,
    LanguageArg,
    ProposeArg,
    ReviewArg,
    SecondPersonArg,
    WaitingArg,
    ZoneArg,
    joined_kinds,
)
from commands.people import Role
from storage.channels import answers_in, topic_of
from storage.reads.names import find_topic
from storage.rules import ChannelRules, change_rules
from storage.settings import DEFAULTS


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set; what is left out stays. The topic may be None because none is wanted."""

    name: DeskNameArg | None = None
    time_zone: ZoneArg | None = None
    language: LanguageArg | None = None
    propose: ProposeArg | None = None
    waiting: WaitingArg | None = None
    second_person: SecondPersonArg | None = None
    review: ReviewArg | None = None
    direct: DirectArg | None = None
    cooldown: CooldownArg | None = None
    topic: ChannelTopicArg | None = None
    answers: AnswersArg | None = None

    def texts(self) -> dict[str, str]:
        """Returns the desk's settings among them as they are stored.

        Raises:
            CommandError: Kinds are wanted, and none at the same time.
        """
        given = {key: value for key in DEFAULTS if (value := getattr(self, key)) is not None}
        if self.second_person is not None:
            given["second_person"] = joined_kinds(self.second_person)
        return {key: str(value) for key, value in given.items()}


NOTHING_WANTED = Wanted()

_SETUP = (Action(message("desk-open-setup"), "/desk setup", replaces=True),)


@command(group="desk", role=Role.ADMIN, writes=True)
def settings(asking: Asking, *, wanted: Wanted = NOTHING_WANTED) -> Card:
    """Shows the desk's settings, or changes those that are given, all at once.

    `topic` and `answers` are of the channel where this is typed. `none` takes a name, topic, review channel
    or second person away.

    Examples:
    /desk settings
    /desk settings name:Newsroom time_zone:Europe/Kyiv
    /desk settings topic:kursk answers:private
    /desk settings second_person:figure;control
    """
    before = shown.rules_now(asking)
    if not asking.given:
        return Card(message("desk-settings-title"), (Facts(shown.rows(asking, before)),), actions=_SETUP)
    revision = change_rules(asking.db, wanted.texts(), _channel(asking, wanted), asking.author())
    if revision is None:
        rows = shown.rows(asking, {key: before[key] for key in before if key in asking.given})
        return Card(message("desk-settings-same"), (Facts(rows),), actions=_SETUP)
    change = _change(asking, revision, before, shown.rules_now(asking))
    return Card(message("desk-settings-changed"), (History(None, (change,)),), actions=_SETUP)


def _channel(asking: Asking, wanted: Wanted) -> ChannelRules | None:
    """Returns what is wanted of this channel, the rest of it as it is; None where nothing is."""
    if not asking.given.keys() & set(shown.OF_CHANNEL):
        return None
    platform, channel = asking.who.platform, asking.where.channel
    topic = wanted.topic
    if "topic" not in asking.given and (slug := topic_of(asking.db, platform, channel)):
        topic = find_topic(asking.db, slug)
    answers = wanted.answers or answers_in(asking.db, platform, channel)
    return ChannelRules(platform, channel, None if topic is None else topic.id, answers)


def _change(asking: Asking, revision: int, before: Mapping[str, str], after: Mapping[str, str]) -> Change:
    differences = tuple(
        Difference(
            shown.label(key), shown.in_words(asking, key, before[key]), shown.in_words(asking, key, text)
        )
        for key, text in after.items()
        if text != before[key]
    )
    return Change(revision, asking.at, str(asking.who.key), message("desk-settings-done"), None, differences)
