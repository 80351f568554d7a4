"""Values of the record in words, as every platform says them: plain words, no markup, nothing escaped.

The words come from message keys, so a phrase is only the choice of a key and of what stands in it. Text that
users wrote stands in the result as they wrote it: whoever renders it escapes it.
"""

import functools
from collections.abc import Sequence
from itertools import groupby

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from bot.wording.dates import date_in_words
from bot.wording.wording import Wording
from commands.card import Action, Date, Entry, Help, Message, Names, Next, Value
from storage.model import Answer, Claim, Evidence, Figure, Involved, LogEntry, Source, Speaker


def value_in_words(value: Value, wording: Wording) -> str:
    """Returns a value of a Card in words, with all that stands inside it."""
    if isinstance(value, Message):
        return said(value, wording)
    if isinstance(value, Date):
        return date_in_words(value.edtf, wording)
    if isinstance(value, Names):
        return listed(value.names, wording, any_of=value.any_of)
    if isinstance(value, Help):
        return helped(value, wording)
    return value if isinstance(value, str) else wording.number(value)


def said(message: Message, wording: Wording) -> str:
    """Returns a message in words. Numbers reach it as numbers: its plural forms need them."""
    values = {
        name: value if isinstance(value, int | float) else value_in_words(value, wording)
        for name, value in message.values.items()
    }
    return wording.say(message.key, **values)


def helped(help_: Help, wording: Wording) -> str:
    """Returns what a command or an argument is for: in English where the language has no words for it."""
    key = next((key for key in help_.keys if wording.has(key)), None)
    return help_.english if key is None else wording.say(key)


def listed(words: Sequence[str], wording: Wording, *, any_of: bool = False) -> str:
    """Returns words joined as the language joins a list: "A, B and C", or "A, B or C"."""
    return format_list(list(words), style="or" if any_of else "standard", locale=wording.locale)


# Who says it


@functools.lru_cache(maxsize=4096)  # the same few speak in most claims
def speakers_in_words(speakers: tuple[Speaker, ...], wording: Wording) -> str | None:
    """Returns who says it and how: "A and B say and C denies, via D"; None where nobody is named."""
    saying = [each for each in speakers if each.role != "via"]
    carriers = [each.actor for each in speakers if each.role == "via"]
    clauses = [
        _clause([_speaker_name(each, wording) for each in group], verb, wording)
        for verb, group in groupby(saying, key=lambda each: each.verb)
    ]
    if not carriers:
        return listed(clauses, wording) if clauses else None
    names = listed(carriers, wording)
    if not clauses:
        return wording.say("attributed-only-via", names=names)
    return wording.say("attributed-via", speakers=listed(clauses, wording), names=names)


def who_says(claim: Claim, wording: Wording) -> str:
    """Returns who says a claim and how; a claim of no speaker is its first source's own."""
    if (speakers := speakers_in_words(claim.speakers, wording)) is not None:
        return speakers
    if claim.evidence:
        return wording.say("attributed-publisher", publisher=source_name(claim.evidence[0].source, wording))
    return wording.say("attributed-nobody")


def _clause(names: list[str], verb: str, wording: Wording) -> str:
    count = 2 if len(names) > 1 or _is_plural(names[0], wording) else 1
    verb = wording.say(f"verb-{verb}", count=count)
    return wording.say("attributed-speaker", names=listed(names, wording), verb=verb)


def _speaker_name(speaker: Speaker, wording: Wording) -> str:
    if speaker.role == "anonymous_official":
        return wording.say("attributed-anonymous_official", name=speaker.actor)
    return speaker.actor


def _is_plural(name: str, wording: Wording) -> bool:
    """Whether one speaker's name takes a plural verb ("Ukrainian officials"), by the language's own list."""
    words = name.casefold().split()
    borders = _list_of("plural-noun-ends-before", wording)
    ends = next((place for place, word in enumerate(words) if place and word in borders), len(words))
    return bool(words) and words[ends - 1] in _list_of("plural-nouns", wording)


@functools.cache
def _list_of(key: str, wording: Wording) -> frozenset[str]:
    """The words that a language lists in a message."""
    return frozenset(wording.say(key).split())


# When


def date_of(claim: Claim) -> str | None:
    """Returns the EDTF date that a claim stands under: when it happened, else was said, else was reported."""
    return claim.occurred or claim.stated or _published(claim)


def date_of_claim(claim: Claim, date: str, wording: Wording) -> str:
    """Returns that date in words, told apart where it is of the saying, or only the source's."""
    words = date_in_words(date, wording)
    if claim.occurred:
        return words
    return wording.say("date-stated" if claim.stated else "date-reported", date=words)


def said_when(claim: Claim, wording: Wording) -> str | None:
    """Returns when a claim was said, where that is another date than when it happened."""
    if claim.stated is None or claim.occurred in (None, claim.stated):
        return None
    return wording.say("date-stated", date=date_in_words(claim.stated, wording))


def day_of(at: str) -> str:
    """Returns the EDTF day, in UTC, of one of the log's times."""
    return at[:10]


def _published(claim: Claim) -> str | None:
    return next((each.source.published for each in claim.evidence if each.source.published), None)


# Figures


def figure_in_words(figure: Figure, wording: Wording) -> str:
    """Returns a figure as its speaker gave it: "about 4,000 soldiers, as of March 2025, cumulative"."""
    words = _qualified(figure, wording)
    if figure.as_of is not None:
        words = wording.say("figure-as-of", figure=words, date=date_in_words(figure.as_of, wording))
    if figure.cumulative is not None:
        key = "figure-cumulative" if figure.cumulative else "figure-not-cumulative"
        words = wording.say(key, figure=words)
    return words


def measured(figure: Figure, wording: Wording) -> str:
    """Returns a figure with what it measures before it: "killed or wounded: about 4,000 soldiers"."""
    return wording.say("figure-measured", measure=figure.measure, figure=figure_in_words(figure, wording))


def figure_in_full(figure: Figure, wording: Wording) -> str:
    """Returns a measured figure with the words its speaker used for it, where they are kept."""
    words = measured(figure, wording)
    if figure.wording is None:
        return words
    return wording.say("figure-worded", figure=words, text=figure.wording)


def _qualified(figure: Figure, wording: Wording) -> str:
    lower, best, upper = figure.lower, figure.best, figure.upper
    if lower is not None and upper is not None and lower < upper:
        amount = wording.say("figure-range", lower=wording.number(lower), upper=wording.number(upper))
        amount = wording.say(f"figure-{figure.qualifier}", amount=_with_unit(amount, figure.unit, wording))
        if best is None:
            return amount
        return wording.say("figure-best", amount=amount, best=wording.number(best))
    # "At most 20" may be written as an upper bound alone, "at least 12" as a lower one.
    number = next((each for each in (best, lower, upper) if each is not None), None)
    if number is None:
        return wording.say("figure-no-number")
    amount = _with_unit(wording.number(number), figure.unit, wording)
    return wording.say(_qualifier_key(figure), amount=amount)


def _qualifier_key(figure: Figure) -> str:
    if figure.qualifier == "between" and figure.best is None and figure.lower != figure.upper:
        return "figure-up-to" if figure.lower is None else "figure-from"
    return f"figure-{figure.qualifier}"


def _with_unit(amount: str, unit: str | None, wording: Wording) -> str:
    if unit is None:
        return amount
    if unit == "%":
        return wording.say("figure-percent", amount=amount)
    return wording.say("figure-unit", amount=amount, unit=unit)


def estimate_said(claim: Claim, wording: Wording) -> str:
    """Returns who gives an estimate and when: "South Korea's military estimates, March 2025"."""
    date = claim.stated or date_of(claim)
    if date is None:
        return who_says(claim, wording)
    return wording.say("estimate-said", speakers=who_says(claim, wording), date=date_in_words(date, wording))


# Other claims


def claim_number(number: int, wording: Wording) -> str:
    """Returns a claim's short number as it is written in chat: "#142"."""
    return wording.say("claim-number", number=str(number))


def claim_of(answer: Answer, wording: Wording) -> str:
    """Returns the other claim of a relation: "Ukrainian officials (#6)", or its number alone."""
    if not answer.speakers:
        return claim_number(answer.number, wording)
    return wording.say("claim-of", speakers=listed(answer.speakers, wording), number=str(answer.number))


def relation_in_words(answer: Answer, who: str, wording: Wording) -> str:
    """Returns what one claim is to another: "denied by …", "denies …"."""
    direction = "incoming" if answer.incoming else "outgoing"
    return wording.say(f"relation-{answer.relation}-{direction}", who=who)


def relation_opening(answer: Answer, wording: Wording) -> str:
    """Returns what stands before the other claim's sentence: "denied by Poland (#6), 28 April 2025:"."""
    relation = relation_in_words(answer, claim_of(answer, wording), wording)
    if answer.stated is None:
        return wording.say("relation-opening", relation=relation)
    date = date_in_words(answer.stated, wording)
    return wording.say("relation-opening-dated", relation=relation, date=date)


# Sources


def source_name(source: Source, wording: Wording) -> str:
    """Returns what a source is called: its publisher, else its title, else the host of its address."""
    host = (source.url or "").partition("://")[2].partition("/")[0]
    return source.publisher or source.title or host or wording.say("source-unnamed")


def source_label(source: Source, wording: Wording) -> str:
    """Returns a source's name with the date it was published: "Example Wire, 28 April 2025"."""
    name = source_name(source, wording)
    if source.published is None:
        return name
    return wording.say("source-dated", name=name, date=date_in_words(source.published, wording))


def source_in_full(evidence: Evidence, wording: Wording) -> str:
    """Returns a source's label with its title, author, day of reading, and whether the claim began there."""
    source = evidence.source
    label = source_label(source, wording)
    if source.title is not None and source.title != source_name(source, wording):
        label = wording.say("source-titled", name=label, title=source.title)
    parts = [label]
    if source.author is not None:
        parts.append(wording.say("source-author", author=source.author))
    if source.retrieved is not None:
        parts.append(wording.say("source-retrieved", date=date_in_words(source.retrieved, wording)))
    if evidence.first_appearance:
        parts.append(wording.say("source-first"))
    return ", ".join(parts)


def quotes(evidence: Evidence, wording: Wording) -> tuple[str, ...]:
    """Returns the quote in quotation marks, with its language, and its translation."""
    found = []
    if evidence.quote is not None and evidence.quote_language is not None:
        language = language_name(evidence.quote_language, wording)
        found.append(wording.say("quote-language", text=evidence.quote, language=language))
    elif evidence.quote is not None:
        found.append(wording.say("quote", text=evidence.quote))
    if evidence.translation is not None:
        found.append(wording.say("quote-translation", text=evidence.translation))
    return tuple(found)


def language_name(tag: str, wording: Wording) -> str:
    """Returns a language's name for the reader ("Korean"); the BCP 47 tag itself where it has none."""
    try:
        name = Locale.parse(tag, sep="-").get_display_name(wording.locale)
    except (UnknownLocaleError, ValueError):
        return tag
    return name or tag


# Parts of a claim in full, lists, and what stands below an answer


def involved_in_words(involved: Involved, wording: Wording) -> str:
    """Returns whom a claim is about, and as what: "Ukraine (target)"."""
    return wording.say("involved", name=involved.actor, role=wording.say(f"involvement-{involved.role}"))


def log_in_words(entry: LogEntry, wording: Wording) -> str:
    """Returns what one revision did, when and by whom, and why."""
    words = wording.say(
        "log-entry",
        revision=str(entry.revision),
        date=date_in_words(day_of(entry.at), wording),
        object=wording.say(f"object-{entry.object_kind}"),
        change=wording.say(f"change-{entry.change}"),
        account=entry.account,
        platform=entry.platform,
    )
    if entry.reason is None:
        return words
    return wording.say("log-entry-because", entry=words, reason=entry.reason)


def entry_name(entry: Entry, wording: Wording) -> str:
    """Returns an entry of a list with what it is: "Kim Jong Un — person"."""
    if entry.detail is None:
        return entry.name
    return wording.say("entry-detail", name=entry.name, detail=said(entry.detail, wording))


def typed(line: str) -> str:
    """Returns a command's line as it is typed, with the slash."""
    return line if line.startswith("/") else f"/{line}"


def next_hint(following: Next, wording: Wording) -> str:
    """Returns how the next page is asked for."""
    return wording.say("hint-next", line=typed(following.line_after()))


def action_hint(action: Action, wording: Wording) -> str:
    """Returns what else may be asked, and how."""
    asked = "".join(f" {name}:\u2026" for name in action.asks[:1])
    return wording.say("hint-action", label=said(action.label, wording), line=typed(action.line) + asked)
