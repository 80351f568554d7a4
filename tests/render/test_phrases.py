import re
from pathlib import Path

import pytest

from bot import wording as wording_package
from bot.render import changes, claim_in_full, claim_line, phrases, standing
from bot.render.phrases import (
    day_of,
    estimate_said,
    figure_in_full,
    figure_in_words,
    language_name,
    listed,
    log_in_words,
    measured,
    quotes,
    said,
    source_in_full,
    source_label,
    speakers_in_words,
    typed,
    value_in_words,
    who_says,
)
from bot.wording.wording import wording
from commands.card import Date, Help, Message, Names, Value, message
from storage import vocabulary
from storage.model import Figure, LogEntry, Source, Speaker
from storage.vocabulary import values
from tests.render.render_samples import WORDS, claim, evidence, figure, says, source

FTL = Path(wording_package.__file__ or "").parent / "en" / "claims.ftl"
KEYS_OF = {
    "ActorKind": ("actor-kind-{}",),
    "ClaimKind": ("claim-kind-{}",),
    "Status": ("status-{}",),
    "Rank": ("rank-{}",),
    "AttributionRole": ("attributed-{}",),
    "Verb": ("verb-{}",),
    "InvolvementRole": ("involvement-{}",),
    "Qualifier": ("figure-{}",),
    "RelationType": ("relation-{}-incoming", "relation-{}-outgoing"),
    "ObjectKind": ("object-{}",),
    "LoggedKind": ("object-{}",),
    "DeskRole": ("role-{}",),
    "Change": ("change-{}",),
    "Pause": ("digest-paused-{}",),
    "Delivery": ("digest-state-{}",),
}


def test_every_vocabulary_is_worded() -> None:
    vocabularies = {
        name for name in dir(vocabulary) if values(getattr(vocabulary, name)) and name[0].isupper()
    }
    # How a channel is answered is a setting, told by the word that sets it.
    assert vocabularies - {"LISTED", "Literal", "Answers"} == set(KEYS_OF)


@pytest.mark.parametrize("name", sorted(KEYS_OF))
def test_every_word_of_a_vocabulary_has_its_key(name: str) -> None:
    words = values(getattr(vocabulary, name))
    missing = [key.format(word) for word in words for key in KEYS_OF[name] if not WORDS.has(key.format(word))]
    assert missing == []


def test_every_key_of_claims_is_said_somewhere() -> None:
    modules = (phrases, standing, claim_line, claim_in_full, changes)
    code = "".join(Path(module.__file__ or "").read_text(encoding="utf-8") for module in modules)
    worded = {
        key.format(word)
        for name, keys in KEYS_OF.items()
        for word in values(getattr(vocabulary, name))
        for key in keys
    }
    keys = re.findall(r"^([a-z][\w-]*) =", FTL.read_text(encoding="utf-8"), re.MULTILINE)
    assert [key for key in keys if f'"{key}"' not in code and key not in worded] == []


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("as {it} is \x1b", "as {it} is \x1b"),
        (12345, "12,345"),
        (0.5, "0.5"),
        (Date("2024-23"), "autumn 2024"),
        (Names(()), ""),
        (Names(("A",)), "A"),
        (Names(("A", "B", "C")), "A, B and C"),
        (message("claims-counted", number=1), "1 claim"),
        (message("claims-counted", number=1000), "1,000 claims"),
        (message("timeline-title", topic=Names(("A", "B"))), "Timeline: A and B"),
        (
            message("hint-action", label=message("date-stated", date=Date("2025-04-28")), line=7),
            "said 28 April 2025: 7",
        ),
    ],
)
def test_a_value_in_words(value: Value, words: str) -> None:
    assert value_in_words(value, WORDS) == words


@pytest.mark.parametrize(("locale", "words"), [("en", "how much"), ("de", "ein Ort"), ("fr", "how much")])
def test_help_is_in_english_where_a_language_has_no_words_for_it(locale: str, words: str) -> None:
    told = Help("how much", ("arg-timeline-place", "arg-place"))
    assert value_in_words(told, wording(locale)) == words
    assert value_in_words(Help("how much", ("arg-unheard-of",)), wording(locale)) == "how much"


def test_a_message_of_no_key_is_a_fault() -> None:
    with pytest.raises(KeyError):
        said(Message("no-such-key"), WORDS)


def test_lists_are_the_locales_own() -> None:
    assert listed(["A", "B", "C"], wording("en-GB")) == "A, B and C"
    assert listed(["A", "B", "C"], wording("en-US")) == "A, B, and C"


@pytest.mark.parametrize(
    ("speakers", "words"),
    [
        ((), None),
        (says("Russia"), "Russia says"),
        (says("US intelligence", "Ukrainian intelligence"), "US intelligence and Ukrainian intelligence say"),
        (
            (
                Speaker("A", "speaker", "denies"),
                Speaker("B", "speaker", "denies"),
                Speaker("C", "speaker", "warns"),
            ),
            "A and B deny and C warns",
        ),
        (
            (Speaker("North Korea", "speaker", "confirms"), Speaker("state media", "via", "says")),
            "North Korea confirms, via state media",
        ),
        ((Speaker("A", "via", "says"), Speaker("B", "via", "reports")), "via A and B"),
        ((Speaker("the US", "anonymous_official", "says"),), "an unnamed official of the US says"),
        (
            (Speaker("Kyiv", "anonymous_official", "says"), Speaker("Poland", "speaker", "says")),
            "an unnamed official of Kyiv and Poland say",
        ),
        ((Speaker("Pyongyang", "speaker", "does_not_confirm"),), "Pyongyang does not confirm"),
    ],
)
def test_who_says_it(speakers: tuple[Speaker, ...], words: str | None) -> None:
    assert speakers_in_words(speakers, WORDS) == words


@pytest.mark.parametrize(
    ("name", "verb"),
    [
        ("Ukrainian officials", "deny"),
        ("Armed Forces of Ukraine", "deny"),
        ("Residents near Kursk", "deny"),
        ("North Korean state media", "deny"),
        ("United States", "denies"),
        ("United Nations", "denies"),
        ("Office of the Prosecutors", "denies"),
        ("Ministry of Foreign Affairs", "denies"),
        ("Of", "denies"),
        ("South Korea's military", "denies"),
    ],
)
def test_the_verb_agrees_with_a_name_that_is_plural(name: str, verb: str) -> None:
    assert speakers_in_words((Speaker(name, "speaker", "denies"),), WORDS) == f"{name} {verb}"


def test_a_claim_without_a_speaker_is_its_sources() -> None:
    assert who_says(claim(), WORDS) == "according to Example Wire"
    assert who_says(claim(evidence=()), WORDS) == "speaker not recorded"
    assert who_says(claim(speakers=says("Poland")), WORDS) == "Poland says"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (
            figure(lower=10000.0, upper=12000.0, unit="soldiers", qualifier="between"),
            "10,000–12,000 soldiers",
        ),
        (figure(lower=1.0, best=2.0, upper=3.0, unit="t"), "1–3 t (best estimate 2)"),
        (figure(lower=10.0, upper=12.0, qualifier="about"), "about 10–12"),
        (figure(best=4000.0, qualifier="about"), "about 4,000"),
        (figure(lower=12.0, qualifier="at_least"), "at least 12"),
        (figure(upper=12.0, qualifier="at_most", unit="tanks"), "at most 12 tanks"),
        (figure(best=1.5, unit="bn", qualifier="more_than"), "more than 1.5 bn"),
        (figure(upper=0.0, qualifier="fewer_than"), "fewer than 0"),
        (figure(best=7.0), "7"),
        (figure(lower=7.0, best=7.0, upper=7.0, qualifier="between"), "7"),
        (figure(lower=7.0, qualifier="between", unit="men"), "from 7 men"),
        (figure(upper=7.0, qualifier="between"), "up to 7"),
        (figure(best=12.5, unit="%"), "12.5%"),
        (figure(lower=5.0, upper=10.0, unit="%", qualifier="between"), "5–10%"),
        (figure(best=-3.0, unit="°C"), "-3 °C"),
        (figure(unit="soldiers"), "no number given"),
        (figure(best=4.0, as_of="2025-03", cumulative=True), "4, as of March 2025, cumulative"),
        (figure(best=4.0, cumulative=False), "4, not cumulative"),
    ],
)
def test_a_figure_as_its_speaker_gave_it(given: Figure, words: str) -> None:
    assert figure_in_words(given, WORDS) == words
    assert measured(given, WORDS) == f"troops sent: {words}"


def test_a_figure_in_full_has_its_speakers_words() -> None:
    assert figure_in_full(figure(best=4.0, wording="four"), WORDS) == "troops sent: 4, in the words “four”"
    assert figure_in_full(figure(best=4.0), WORDS) == "troops sent: 4"


def test_an_estimate_has_the_date_it_was_given_else_the_claims() -> None:
    given = claim(speakers=says("Poland"), stated="2025-03", occurred="2024-23")
    assert estimate_said(given, WORDS) == "Poland says, March 2025"
    assert estimate_said(claim(occurred="2024-23"), WORDS) == "according to Example Wire, autumn 2024"
    assert estimate_said(claim(evidence=()), WORDS) == "speaker not recorded"


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (source(), "Example Wire, 28 April 2025"),
        (source(published=None), "Example Wire"),
        (source(publisher=None, title="A title"), "A title, 28 April 2025"),
        (source(publisher=None, published=None), "example.org"),
        (source(publisher=None, url=None), "source, 28 April 2025"),
    ],
)
def test_the_label_of_a_source(given: Source, label: str) -> None:
    assert source_label(given, WORDS) == label


def test_a_source_in_full() -> None:
    given = evidence(
        source=source(title="Losses", author="A. Writer", retrieved="2025-04-29"), first_appearance=True
    )
    assert source_in_full(given, WORDS) == (
        "Example Wire, 28 April 2025: “Losses”, by A. Writer, read 29 April 2025, first appearance"
    )
    # A title that already is the label isn't said twice.
    assert source_in_full(evidence(source=source(publisher=None, title="Losses")), WORDS) == (
        "Losses, 28 April 2025"
    )


def test_quotes_with_language_and_translation() -> None:
    given = evidence(quote="약 4천", quote_language="ko", translation="some 4,000")
    assert quotes(given, WORDS) == ("“약 4천” (Korean)", "in translation: “some 4,000”")
    assert quotes(evidence(quote="many"), WORDS) == ("“many”",)
    assert quotes(evidence(), WORDS) == ()


@pytest.mark.parametrize(
    ("tag", "name"),
    [("uk", "Ukrainian"), ("zh-Hant-TW", "Chinese (Traditional, Taiwan)"), ("qqq", "qqq"), ("x-x", "x-x")],
)
def test_the_name_of_a_language(tag: str, name: str) -> None:
    assert language_name(tag, WORDS) == name


def test_a_line_of_the_log() -> None:
    entry = LogEntry(1042, "2025-05-03T23:59:59Z", "discord", "42", None, "relation", "removed")
    assert log_in_words(entry, WORDS) == "revision 1042, 3 May 2025: relation removed, by 42 (discord)"
    assert day_of("2025-05-03T23:59:59Z") == "2025-05-03"


def test_a_line_is_typed_with_one_slash() -> None:
    assert typed("claim 5") == typed("/claim 5") == "/claim 5"
