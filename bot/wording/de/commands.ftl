### Titles, notes and errors of the commands.

text = { $text }

## Counts

claims-counted = { $number ->
    [one] { $number } Aussage
   *[other] { $number } Aussagen
}
claims-more-than = mehr als { $number } Aussagen

## How a question was read. Dates are typed in English, so their examples are too.

read-as = „{ $words }“ wird gelesen als { $date }.
echo-named = { $name }: { $echo }
date-unread = „{ $words }“ ist nicht als Datum lesbar. Möglich sind etwa 28 April 2025, April 2025, autumn 2024, last Monday, about October 2024, 2025-04-28.
date-short-year = „{ $words }“ ist nicht als Datum lesbar: das Jahr braucht vier Ziffern, wie in 28 April 2025 oder 2025-04-28.
date-ambiguous = „{ $words }“ kann { $options } heißen. Bitte den Monat als Wort schreiben, oder das Datum wie 2025-04-28.
date-ambiguous-years = „{ $words }“ kann zwei Jahre heißen oder, in EDTF, { $season }. Bitte { $years } oder { $season } schreiben.
as-of-open = „{ $words }“ hat keinen letzten Tag, also lässt sich nicht sagen, was bis dahin bekannt war. Bitte einen Tag, einen Monat oder ein Jahr nennen.
on-open = „{ $words }“ hat kein Ende. Bitte einen Tag, einen Monat, eine Jahreszeit oder ein Jahr nennen; timeline nimmt since: und until:.
on-unbegun = „{ $words }“ hat keinen Anfang. Bitte einen Tag, einen Monat, eine Jahreszeit oder ein Jahr nennen; timeline nimmt since: und until:.
until-open = „{ $words }“ hat keinen letzten Tag, an dem Schluss wäre. Bitte einen Tag, einen Monat oder ein Jahr nennen.
since-open = „{ $words }“ hat keinen ersten Tag, an dem es losginge. Bitte einen Tag, einen Monat oder ein Jahr nennen.
since-after-until = Dazwischen liegt nichts: since: { $since } liegt nach until: { $until }.
claim-unread = „{ $words }“ ist keine Nummer einer Aussage. Geschrieben wird sie etwa #142; /search findet Aussagen nach ihren Worten.
page-unread = Bei „{ $words }“ geht es nicht weiter. Bitte die erste Seite erfragen, dann die nächste.
not-one-of = „{ $words }“ ist nicht { $options }.

## Nothing of that name

did-you-mean = War gemeint:
which-of-name = „{ $words }“ heißen mehrere. Gemeint ist:
unknown-topic = Ein Thema „{ $words }“ gibt es nicht.
unknown-topic-alone = Ein Thema „{ $words }“ gibt es nicht. /topics listet alle auf.
unknown-actor = „{ $words }“ heißt hier niemand.
unknown-actor-alone = „{ $words }“ heißt hier niemand. /actors listet auf, wer in der Chronik spricht.
unknown-place = Einen Ort „{ $words }“ gibt es nicht.
unknown-place-alone = Einen Ort „{ $words }“ gibt es in der Chronik nicht.
unknown-measure = Als „{ $words }“ wird nichts gezählt.
unknown-measure-alone = Als „{ $words }“ wird nichts gezählt. /figures zeigt, was gezählt wird.
no-such-claim = Eine Aussage #{ $number } gibt es hier nicht. /search findet Aussagen nach ihren Worten.

## What can't be answered

not-allowed = Das ist hier nur erlaubt für: { $role }.
role-reader = Lesende
role-contributor = Mitwirkende
role-editor = Redaktion
role-admin = Admins
still-needed = /{ $command } braucht noch { $argument }. /help { $command } zeigt Beispiele.
broken = Hier ist etwas schiefgegangen, und nichts wurde geändert. Im Protokoll steht es als { $reference }: das bitte denen nennen, die den Bot betreiben.
desk-error = { $reason }

## How a line is written

grammar-empty = Bitte einen Befehl eingeben, etwa /timeline kursk. /help listet alle auf.
grammar-no-command = Einen Befehl „{ $name }“ gibt es nicht. /help listet alle auf.
grammar-no-command-near = Einen Befehl „{ $name }“ gibt es nicht. War /{ $nearest } gemeint? /help listet alle auf.
grammar-too-long = Das sind { $given } Zeichen; gelesen werden höchstens { $most }. Bitte kürzen.
grammar-no-such-name = „{ $name }:“ gibt es hier nicht. War „{ $nearest }:“ gemeint? Sind die Worte so gemeint, wie sie dastehen, gehören sie in Anführungszeichen.
grammar-twice = „{ $name }:“ steht zweimal da; möglich ist ein Wert.
grammar-empty-value = Nach „{ $name }:“ folgt nichts. Bitte den Wert nennen oder es weglassen.
grammar-left-over = „{ $words }“ gehört hier zu nichts. Jede weitere Angabe wird name:wert geschrieben; /help zeigt die Namen.

## Nothing to show

no-more = Das ist alles; mehr gibt es nicht.
newest-few = Unter jeder Überschrift stehen höchstens die neuesten { $number }.
no-claims-yet = Noch keine Aussagen zu { $topic }.
nothing-so-narrow = Darauf passt nichts. Das ganze Thema hat { $claims }.
as-of-hides = Verborgen sind { $claims }, erst später oder zu unbekannter Zeit bekannt, und was sie dementieren oder bestätigen.

## Headings

heading-stated = Geäußert: { $date }
heading-undated = Ohne Datum

## timeline

timeline-title = Zeitleiste: { $topic }
timeline-which = Die Zeitleiste welches Themas?

## figures

figures-title = Zahlen: { $topic }
figures-which = Zahlen welches Themas?
figures-none = Noch keine Zahlen dazu in { $topic }.
figures-not-given = Keine Zahl genannt

## actor

actor-title = { $name }
actor-kind = Art
actor-kind-person = Person
actor-kind-state = Staat
actor-kind-organisation = Organisation
actor-kind-armed_force = Streitkraft
actor-kind-place = Ort
actor-kind-other = Sonstiges
actor-kind-described = { $kind }: { $description }
actor-description = Beschreibung
actor-aliases = Auch genannt
actor-wikidata = Wikidata
actor-says = Eigene Aussagen
actor-about = Aussagen darüber
actor-contradicted = Wo widersprochen wird
actor-no-claims = Hier noch keine Aussagen von oder über { $name }.
actor-all = Alles über { $name }

## on

on-title = { $date }
on-happened = Damals geschehen oder geäußert
on-said = Damals über andere Zeiten geäußert
on-nothing = Keine Aussagen über { $date }, und keine aus dieser Zeit.

## claim

claim-title = Aussage #{ $number }
open-claim = #{ $number } zeigen

## search

search-title = Suche: { $words }
search-found = { $claims } gefunden.
search-newest = Es passt so viel, dass nur die neuesten 10.000 gewichtet wurden; ein Wort, ein Thema oder Daten grenzen es ein.
search-nothing = Nichts enthält alles aus „{ $words }“. Weniger oder andere Worte helfen vielleicht.
search-empty = Dieser Desk hat noch keine Aussagen. `dateline import FILE` holt eine Chronik herein.
search-no-words = In „{ $words }“ ist kein Wort, nach dem zu suchen wäre.

## brief

brief-title = Kurz gefasst: { $topic }
brief-which = Welches Thema kurz gefasst?
brief-agreed = Durch eine andere Aussage bestätigt oder aus mehreren Ursprüngen, und durch keine dementiert
brief-disputed = Strittig
brief-newest = Neueste
brief-cut = Nur die neuesten 1.000 Aussagen wurden darauf durchgesehen, was übereinstimmt und was strittig ist.
open-timeline = Die ganze Zeitleiste
open-figures = Alle Zahlen

## changes

changes-title = Änderungen bis Revision r{ $revision }
changes-new = Neu
changes-corrected = Berichtigt
changes-disputed = Seither bestritten
changes-retracted = Zurückgezogen
changes-none = Seither hat sich nichts geändert.
changed-on-day = { $date }
changed-because = { $date }: { $reason }

## topics, actors and sources

topics-title = Themen
topics-none = Noch keine Themen. `dateline import FILE` holt eine Chronik herein.
topic-slug = { $slug }
topic-below = { $slug }, Teil von { $parent }
actors-title = Akteure
actors-none = Noch keine Akteure. `dateline import FILE` holt eine Chronik herein.
sources-title = Quellen
sources-none = Noch keine Quellen. `dateline import FILE` holt eine Chronik herein.
source-of = { $publisher }, { $date }
source-by = { $publisher }

## help

help-title = Was gefragt werden kann
help-hint = /help mit dem Namen eines Befehls zeigt, was er nimmt, mit Beispielen.
help-of = /{ $name }
help-in-full = { $help } { $details }
help-examples = Zum Ausprobieren
help-required = { $help } (nötig)
help-optional = { $help }

## Match

match-title = Was die Chronik dazu enthält
match-citing = Aussagen, die dieselbe Adresse nennen
match-saying = Aussagen, die weitgehend dasselbe sagen
match-nothing = Nichts in der Chronik nennt eine Adresse daraus oder sagt weitgehend dasselbe. /search sucht nach Worten.

## What may be asked next of claims that are listed

open-claims = Quellen, Widersprüche und Verlauf von …
show-dispute = Den Widerspruch zu #{ $number } zeigen
open-changes = Was sich geändert hat
numbered = #{ $number } { $text }
