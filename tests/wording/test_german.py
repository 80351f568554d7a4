# typographic signs are part of the output
"""Whole answers in German, as they are read: the language that proves that there can be others."""

import pytest

from bot.render.phrases import speakers_in_words
from bot.render.plain import render
from bot.wording.dates import date_in_words
from bot.wording.wording import wording
from storage.dates import bounds
from storage.model import Speaker
from storage.vocabulary import Verb
from tests.conftest import Ask

GERMAN = wording("de")

ANSWERS = {
    "/timeline kursk since:2025-04-26 until:2025-04-27": """\
Zeitleiste: Kursk fighting

Geäußert: 26.–28. April 2025
  #8  Ukraine sagt: Not all of Kursk region is back in Russian hands.
      dementiert #7
      Unnamed news outlet, 28. April 2025

26. April 2025
  #7  Russia gibt bekannt: Russia has regained the whole of its Kursk region.
      dementiert durch Ukraine (#8)
      Unnamed news outlet, 28. April 2025

since: „2025-04-26“ wird gelesen als 26. April 2025.
until: „2025-04-27“ wird gelesen als 27. April 2025.

Den Widerspruch zu #7 zeigen: /claim 7
Was sich geändert hat: /changes topic:kursk""",
    "/figures kursk": """\
Zahlen: Kursk fighting

killed or wounded
  etwa 4.000 soldiers, Stand März 2025, kumuliert | South Korea's military schätzt, März 2025 | #6 | \
Unnamed news outlet, 28. April 2025

troops deployed
  10.000–12.000 soldiers, Stand Herbst 2024 | US intelligence, South Korean intelligence und Ukrainian \
intelligence sagen, Herbst 2024 | #5 | Unnamed news outlet, 28. April 2025

Keine Zahl genannt
  #13  geäußert: 28. April 2025 — News report of 28 April 2025 berichtet: North Korea gives neither the \
number of soldiers it sent nor the number who died.
      Unnamed news outlet, 28. April 2025""",
    "/claim 7": """\
Aussage #7

  #7  26. April 2025 — Russia gibt bekannt: Russia has regained the whole of its Kursk region.
      dementiert durch Ukraine (#8)
  Art: Gebietskontrolle
  Geschehen: 26. April 2025
  Geäußert: 26. April 2025
  Ort: Kursk region
  Beteiligt: Russia (Gegenstand)
  Themen: kursk
  Kennung: kursk-retaken-russia

Belege
  Unnamed news outlet, 28. April 2025: „Report of 28 April 2025 on North Korea's part in the war“
      „Russia announced it had fully reclaimed the Kursk region“ (Englisch)

Andere Aussagen
  dementiert durch Ukraine (#8), 26.–28. April 2025:
      Not all of Kursk region is back in Russian hands.

Verlauf
  Revision 1, 29. April 2025: Beziehung hinzugefügt, von tester (test)
  Revision 1, 29. April 2025: Aussage hinzugefügt, von tester (test)

#8 zeigen: /claim 8""",
    "/timeline kurks": """\
Ein Thema „kurks“ gibt es nicht.

War gemeint:
  /timeline topic:kursk
  /timeline topic:north-korea-troops""",
    "/timeline kursk since:5/6/2025": """\
„5/6/2025“ kann 2025-06-05 oder 2025-05-06 heißen. Bitte den Monat als Wort schreiben, oder das Datum wie \
2025-04-28.""",
    "/record add x": """\
Das ist hier nur erlaubt für: Redaktion.""",
    "/search": """\
/search braucht noch words. /help search zeigt Beispiele.""",
    "/help claim": """\
/claim

Zeigt alles über eine Aussage: Belege mit Zitaten, Beziehungen in beide Richtungen, ihren Verlauf. Statt \
der Nummer ergänzen auch Worte des Textes zu ihr.

  number: die Nummer einer Aussage, wie #142 (nötig)

Zum Ausprobieren
  /claim 4""",
    "/changes r1": """\
Änderungen bis Revision r1

Seither hat sich nichts geändert.""",
    "/topics": """\
Themen

  Kursk fighting — kursk                                             14 Aussagen  /timeline kursk
  North Korean troops in Kursk — north-korea-troops, Teil von kursk  11 Aussagen  /timeline \
north-korea-troops""",
}


@pytest.mark.parametrize("line", ANSWERS)
async def test_a_whole_answer(line: str, asking: Ask) -> None:
    assert render(await asking(line), GERMAN) == ANSWERS[line]


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-04-26", "26. April 2025"),
        ("2024-08", "August 2024"),
        ("2025", "2025"),
        ("2024-23", "Herbst 2024"),
        ("2024-21", "Frühjahr 2024"),
        ("2024-24", "Winter 2024/25"),
        ("1999-24", "Winter 1999/2000"),
        ("2024-10~", "etwa Oktober 2024"),
        ("2024?", "möglicherweise 2024"),
        ("2024-23%", "möglicherweise etwa Herbst 2024"),
        ("~2024", "etwa 2024"),
        ("2025-33", "erstes Quartal 2025"),
        ("2025-41", "zweites Halbjahr 2025"),
        ("2024-25", "Frühjahr 2024 auf der Nordhalbkugel"),
        ("2024-26", "Sommer 2024 auf der Nordhalbkugel"),
        ("2024-28~", "etwa Winter 2024/25 auf der Nordhalbkugel"),
        ("2024-29", "Frühjahr 2024 auf der Südhalbkugel"),
        ("2024-30", "Sommer 2024/25 auf der Südhalbkugel"),
        ("2024-31", "Herbst 2024 auf der Südhalbkugel"),
        ("2024-32", "Winter 2024 auf der Südhalbkugel"),
        ("2024-34", "zweites Quartal 2024"),
        ("2024-37", "erstes Drittel 2024"),
        ("2024-39", "letztes Drittel 2024"),
        ("2024-40", "erstes Halbjahr 2024"),
        ("2024-31/2024-32", "Herbst 2024 auf der Südhalbkugel – Winter 2024 auf der Südhalbkugel"),
        ("[2004-~06,2005]", "eines davon: Juni 2004 (teils ungefähr) oder 2005"),
        ("2025S2", "eines der Jahre 2000–2099, geschätzt 2025"),
        ("2025-XX-12", "12. eines unbekannten Monats 2025"),
        ("XXXX", "Jahr unbekannt"),
        ("156X-12-25", "25. Dezember eines unbekannten Jahres (1560er-Jahre)"),
        ("156X-12", "Dezember eines unbekannten Jahres (1560er-Jahre)"),
        ("156X-12-XX", "Dezember eines unbekannten Jahres (1560er-Jahre), Tag unbekannt"),
        ("15XX-XX", "Jahre 1500–1599, Monat unbekannt"),
        ("Y17E7", "Jahr 170.000.000"),
        ("2004-06~-11", "11. Juni 2004 (teils ungefähr)"),
        ("2004-?06-11", "11. Juni 2004 (teils unsicher)"),
        ("2004-?06-~11", "11. Juni 2004 (teils unsicher oder ungefähr)"),
        ("2025-03-10/2025-03-12", "10.–12. März 2025"),
        ("2025-02-28/2025-03-03", "28. Februar – 3. März 2025"),
        ("2024-12-28/2025-01-03", "28. Dezember 2024 – 3. Januar 2025"),
        ("2025-03/2025-05", "März–Mai 2025"),
        ("2024-11/2025-03", "November 2024 – März 2025"),
        ("2023/2025", "2023–2025"),
        ("2024/2025-04-26", "2024 – 26. April 2025"),
        ("2024-23/2024-24", "Herbst 2024 – Winter 2024/25"),
        ("2024-01~/2024-04~", "etwa Januar–April 2024"),
        ("2024-01~/2024-04", "von etwa Januar 2024 bis April 2024"),
        ("2024-01~/2024-04?", "von etwa Januar 2024 bis möglicherweise April 2024"),
        ("2024-10/..", "seit Oktober 2024"),
        ("2024-10~/..", "seit etwa Oktober 2024"),
        ("../2025-04", "bis April 2025"),
        ("2024-10/", "ab Oktober 2024, Ende nicht bekannt"),
        ("/2025-04", "bis April 2025, Beginn nicht bekannt"),
        ("199X", "1990er-Jahre"),
        ("201X~", "etwa 2010er-Jahre"),
        ("190X", "Jahre 1900–1909"),
        ("19XX", "Jahre 1900–1999"),
        ("2024-XX", "2024, Monat unbekannt"),
        ("2024-08-XX", "August 2024, Tag unbekannt"),
        ("2024-XX-XX", "2024, Tag unbekannt"),
        ("2025-04-26T14:30:00", "26. April 2025, 14:30 Uhr"),
        ("2025-04-26T14:30:00Z", "26. April 2025, 14:30 Uhr UTC"),
        ("2025-04-26T14:30:05+02:00", "26. April 2025, 14:30:05 Uhr UTC+02:00"),
        ("[2025-03,2025-04]", "eines davon: März 2025 oder April 2025"),
        ("[2024~,2025]", "eines davon: etwa 2024 oder 2025"),
        ("[2024..2026]", "eines davon: 2024–2026"),
        ("[..2024]", "2024 oder früher"),
        ("[2024..]", "2024 oder später"),
        ("{2025-03-10,2025-03-12}", "10. März 2025 und 12. März 2025"),
        ("{2024..2026}", "2024–2026"),
        ("0000", "1 v. Chr."),
        ("-0043", "44 v. Chr."),
        ("-0043-03-15", "15. März 44 v. Chr."),
        ("0079", "79 n. Chr."),
        ("0999/1001", "999 n. Chr. – 1001"),
        ("Y-170000002", "170.000.003 v. Chr."),
        ("Y12025", "Jahr 12.025"),
    ],
)
def test_a_date(edtf: str, words: str) -> None:
    bounds(edtf)
    assert date_in_words(edtf, GERMAN) == words


@pytest.mark.parametrize(
    ("names", "verb", "words"),
    [
        (("Polen",), "denies", "Polen dementiert"),
        (("Polen", "Litauen"), "denies", "Polen und Litauen dementieren"),
        (("Ukrainische Behörden",), "acknowledges", "Ukrainische Behörden räumen ein"),
        (("Streitkräfte der Ukraine",), "reports", "Streitkräfte der Ukraine berichten"),
        (("Die USA",), "does_not_confirm", "Die USA bestätigen nicht"),
        (("Ärzte ohne Grenzen",), "warns", "Ärzte ohne Grenzen warnen"),
        (("Armed Forces of Ukraine",), "announces", "Armed Forces of Ukraine geben bekannt"),
        (("Ein Sprecher des Kremls",), "says", "Ein Sprecher des Kremls sagt"),
    ],
)
def test_a_verb_agrees_with_its_speakers(names: tuple[str, ...], verb: Verb, words: str) -> None:
    speakers = tuple(Speaker(name, "speaker", verb) for name in names)
    assert speakers_in_words(speakers, GERMAN) == words


@pytest.mark.parametrize(
    ("value", "words"), [(10_000, "10.000"), (2.5, "2,5"), (1234.5678, "1.234,5678"), (1e-300, "1E-300")]
)
def test_a_number(value: float, words: str) -> None:
    assert GERMAN.number(value) == words
