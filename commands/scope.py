"""What a question is about, where the reader did not say it in full."""

from commands.arguments import Days
from commands.asking import Asking
from commands.card import Date, Message, message
from commands.errors import CommandError
from storage.channels import topic_of
from storage.model import Count, Topic
from storage.reads.names import find_topic


def of_channel(asking: Asking) -> Topic | None:
    """Returns the topic that the channel follows, if it follows one."""
    slug = topic_of(asking.db, asking.who.platform, asking.where.channel) or asking.where.topic
    return find_topic(asking.db, slug) if slug else None


def known_by(as_of: Days | None) -> int | None:
    """Returns the last day of `as_of`: what was said on that day was known by its end.

    Raises:
        CommandError: The date has no end.
    """
    if as_of is None:
        return None
    if as_of.last is None:
        raise CommandError("as-of-open", words=as_of.words)
    return as_of.last


def first_day(since: Days | None) -> int | None:
    """Returns the first day of `since`.

    Raises:
        CommandError: The date has no beginning, so it would narrow nothing.
    """
    if since is not None and since.first is None:
        raise CommandError("since-open", words=since.words)
    return since.first if since else None


def last_day(until: Days | None) -> int | None:
    """Returns the last day of `until`.

    Raises:
        CommandError: The date has no end, so it would narrow nothing.
    """
    if until is not None and until.last is None:
        raise CommandError("until-open", words=until.words)
    return until.last if until else None


def span(since: Days | None, until: Days | None) -> tuple[int | None, int | None]:
    """Returns the first day of `since` and the last day of `until`.

    Raises:
        CommandError: One narrows nothing, or nothing can lie between them.
    """
    first, last = first_day(since), last_day(until)
    if since is not None and until is not None and first is not None and last is not None and first > last:
        raise CommandError("since-after-until", since=Date(since.edtf), until=Date(until.edtf))
    return first, last


def count_words(count: Count) -> Message:
    """Returns a count of claims in words; one that stopped says so ("more than 1,000 claims")."""
    return message("claims-more-than" if count.more else "claims-counted", number=count.number)
