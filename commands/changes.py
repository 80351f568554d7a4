"""`changes`: what is new, corrected, disputed or retracted since a date or a revision."""

from datetime import UTC, datetime, time, timedelta
from itertools import groupby

from commands.arguments import Days, PageArg, SinceArg, TopicArg
from commands.asking import Asking
from commands.card import Card, ClaimLine, Claims, Date, Message, Next, message
from commands.declaring import command
from commands.errors import CommandError
from commands.lines import PAGE
from commands.scope import of_channel
from storage.dates import civil
from storage.reads import log
from storage.reads.claims import load

_DEFAULT_DAYS = 7


@command
def changes(
    asking: Asking,
    since: SinceArg | None = None,
    topic: TopicArg | None = None,
    *,
    page: PageArg | None = None,
) -> Card:
    """Shows which claims are new, corrected, disputed or retracted since a date or a revision.

    Without a date, those of the last seven days. A typo put right is no change,
    and neither is what was taken back since.

    Examples:
    /changes
    /changes last month kursk
    /changes r0
    """
    topic = topic or of_channel(asking)
    revision = since if isinstance(since, int) else log.revision_before(asking.db, _start(asking, since))
    found, more = log.changes(
        asking.db, revision, topics=topic.family if topic else (), limit=PAGE, after=page
    )
    claims = {claim.number: claim for claim in load(asking.db, tuple(dict.fromkeys(c.number for c in found)))}
    blocks = tuple(
        Claims(
            message(f"changes-{outcome}"),
            tuple(ClaimLine(claims[c.number], change=_told(c), cursor=str(c.item)) for c in together),
        )
        for outcome, together in groupby(found, key=lambda changed: changed.outcome)
    )
    return Card(
        message("changes-title", revision=str(log.head(asking.db))),
        blocks,
        notes=() if found else (message("no-more") if page else message("changes-none"),),
        next=Next(asking.line, str(found[-1].item)) if more else None,
    )


def _told(changed: log.Changed) -> Message:
    day = Date(changed.at[:10])
    if changed.reason:
        return message("changed-because", date=day, reason=changed.reason)
    return message("changed-on-day", date=day)


def _start(asking: Asking, since: Days | None) -> str:
    """Returns the time (ISO 8601, UTC) at which the day begins in the desk's time zone."""
    if since is None:
        begins = asking.now - timedelta(days=_DEFAULT_DAYS)
    elif since.first is None:
        raise CommandError("since-open", words=since.words)
    else:
        try:
            day = datetime(*civil(since.first), tzinfo=asking.now.tzinfo)
        except ValueError as error:
            raise CommandError("since-open", words=since.words) from error
        begins = datetime.combine(day, time.min, asking.now.tzinfo)
    return begins.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
