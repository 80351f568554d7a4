### What editors and proposers are told.

## What became of it

record-added = Veröffentlicht als Aussage #{ $number }
record-waits = Aussage #{ $number } wartet auf eine zweite Person
record-changed = Aussage #{ $number } in der jetzigen Fassung
record-retracted = Aussage #{ $number } ist zurückgezogen
record-restored = Aussage #{ $number } ist wieder veröffentlicht
record-joined = Eine weitere Quelle für Aussage #{ $number }
record-unrelated = Aussage #{ $later } und Aussage #{ $earlier } stehen nicht mehr in dieser Beziehung
what-changed = Was sich geändert hat
take-back = zurücknehmen
undone = Revision { $revision } ist zurückgenommen durch { $by }
carried-out-before = Das wurde schon ausgeführt, als Revision r{ $revision }; nichts geschah doppelt.
handled-before = Das wurde schon ausgeführt; nichts geschah doppelt.

relates-confirms = Aussage #{ $later } bestätigt Aussage #{ $earlier }
relates-corroborates = Aussage #{ $later } stützt Aussage #{ $earlier }
relates-disputes = Aussage #{ $later } bestreitet Aussage #{ $earlier }
relates-denies = Aussage #{ $later } dementiert Aussage #{ $earlier }
relates-supersedes = Aussage #{ $later } löst Aussage #{ $earlier } ab
relates-corrects = Aussage #{ $later } berichtigt Aussage #{ $earlier }

## How it was read

new-actor = „{ $name }“ ist hier neu und wird mit der Aussage angelegt.
offered-again = „{ $name }“ war archiviert und wird wieder angeboten.
new-topic = „{ $name }“ ist ein neues Thema und wird mit der Aussage angelegt.
source-read = Die Adresse wird als { $address } aufgenommen.
source-undated = Wann die Quelle veröffentlicht wurde, ist nicht bekannt; published: sagt es.
source-new = Eine Quelle von { $publisher }, hier neu.
source-known = Quelle: { $name } ({ $number }).
source-kept = Diese Quelle ist bekannt und bleibt, wie sie ist; /names source edit { $number } ändert sie.
occurred-read = Geschehen: { $date }, aus dem Text gelesen. occurred: sagt es anders.
figures-read = Aus dem Text gelesen: { $figures }. figure: sagt es anders.
entered-without-topic = Sie gehört noch zu keinem Thema; topic: nennt eines.

## Drafts

draft-title = Entwurf { $draft }: dies zuerst klären
draft-plain = Entwurf { $draft }: noch ist nichts veröffentlicht
draft-number = Es würde Aussage #{ $number } werden. Was nach /record add eingegeben wird, kommt zum Entwurf hinzu.
draft-publish = so veröffentlichen, wie er ist
draft-words = Worte ändern
draft-figure = Zahl hinzufügen
draft-source = Quelle ändern
draft-relate = mit Aussagen in Beziehung setzen
draft-drop = verwerfen
draft-kind = Art der Aussage
draft-verb = Wie es gesagt wird
draft-dropped = Entwurf { $draft } ist verworfen: „{ $text }“
draft-at = { $draft }, { $at }
drafts-title = Eigene Entwürfe
drafts-none = Es gibt keinen eigenen Entwurf. /record add beginnt einen, wo etwas zweifelhaft ist.
doubt-new-actor = „{ $name }“ heißt hier niemand. Ist { $near } gemeint?
doubt-new-topic = Ein Thema „{ $name }“ gibt es nicht. Ist { $near } gemeint?
doubt-date = „{ $words }“ im Text lässt zwei Lesarten zu. Welcher Tag ist gemeint?
doubt-which = „{ $name }“ heißen hier mehrere. Wer ist gemeint?
doubt-near = Aussage #{ $number } liegt nahe: „{ $text }“ Als weitere Quelle anfügen, oder beide in Beziehung setzen:

claim-taken-back = Aussage #{ $number } wurde durch Revision r{ $revision } zurückgenommen. /history { $number } zeigt, was sie war.
claim-expunged = Aussage #{ $number } wurde am { $date } getilgt: { $reason }
claim-expunged-alone = Aussage #{ $number } wurde am { $date } getilgt.

## What can't be done

still-needed-text = Was wird ausgesagt? Ein Satz genügt: /record add Ukraine holds two villages. source:https://…
still-needed-source = Wo lässt es sich nachprüfen? Es fehlt source: mit einer Adresse oder mit Herausgeber und Datum, etwa source:Reuters, 28 April 2025
text-too-long = Das sind { $given } Zeichen; aufgenommen werden höchstens { $most }. Bitte kürzen.
name-too-long = Ein Name hat 1 bis { $most } Zeichen.
topic-needs-slug = „{ $name }“ hat keine Buchstaben von a bis z für den Kurznamen. Bitte anlegen mit /names topic add und slug:
source-unread = „{ $words }“ nennt keine Quelle. Möglich sind eine Adresse, Herausgeber und Datum (Reuters, 28 April 2025), eine Nummer (s12) oder same.
no-source-yet = Hier wurde noch keine Quelle verwendet, also ist keine zu wiederholen.
no-such-source = Eine Quelle s{ $number } gibt es nicht. /sources listet sie auf.
address-blank = Das ist keine Adresse: sie ist leer.
address-too_long = Diese Adresse ist zu lang: höchstens 2.000 Zeichen.
address-characters = „{ $words }“ ist keine Adresse: darin stehen Zeichen, die keine enthalten darf.
address-scheme = „{ $words }“ ist keine Adresse im Web. Aufgenommen werden nur http und https.
address-userinfo = „{ $words }“ enthält Benutzername oder Passwort. Bitte weglassen, was vor dem @ steht.
address-host = „{ $words }“ nennt keinen Host im Web.
address-port = „{ $words }“ nennt einen Port, den es nicht geben kann.
figure-unread = „{ $words }“ ist nicht als Zahl lesbar. Möglich sind etwa 10,000-12,000 soldiers, about 4,000 killed or wounded, at least 12, more than $1.5bn.
figure-ambiguous = „{ $words }“ kann { $options } heißen. Bitte eindeutig schreiben.
figure-of-what = Was zählt „{ $words }“? Es steht vor einem Doppelpunkt: killed or wounded: { $words }
no-claim-to-relate = Aussage #{ $number } gibt es nicht oder sie ist nicht veröffentlicht; mit ihr kann nichts in Beziehung stehen.
related-already = Aussage #{ $later } hat diese Beziehung zu Aussage #{ $earlier } schon.
not-related = Aussage #{ $later } hat keine solche Beziehung zu Aussage #{ $earlier }. /claim { $later } zeigt, welche sie hat.
correction-needs-reason = Für „{ $correction }“ fehlt der Grund. Bitte angeben mit reason:
rank-needs-reason = Für „{ $rank }“ fehlt der Grund. Er steht nach der Einstufung.
nothing-changed = Nichts geändert: Aussage #{ $number } lautet schon so.
edit-unknown-name = { $said }
changed-since-read = Jemand hat Aussage #{ $number } seit dem Lesen geändert. Nichts wurde geschrieben.
change-anyway = Um trotzdem fortzufahren:
wording-is-text = Eine Änderung des Wortlauts betrifft nur den Text. Für { $field }: updated oder corrected angeben, und den Grund.
removing-needs-reason = Warum wird es entfernt? Bitte angeben mit reason:
revision-to-come = Eine Revision { $revision } gibt es noch nicht.
name-reserved = „{ $name }“ bedeutet hier etwas anderes, also kann niemand so heißen.
kind-wants-second-person = Jede Aussage dieser Art ({ $kind }) muss eine zweite Person sehen. Bitte diese zurückziehen und als das neu hinzufügen, was sie ist.
figures-want-second-person = Jede Zahl muss hier eine zweite Person sehen. Bitte als eigene Aussage hinzufügen.
not-published-proposed = Aussage #{ $number } ist nur vorgeschlagen. /review reject { $number } nimmt sie aus der Prüfliste.
not-published-retracted = Aussage #{ $number } ist schon zurückgezogen.
not-published-rejected = Aussage #{ $number } wurde abgelehnt; Lesende sehen sie nicht.
not-retracted = Aussage #{ $number } ist nicht zurückgezogen.
last-evidence = Das ist der einzige Beleg von Aussage #{ $number }, und eine veröffentlichte Aussage hat mindestens einen. Bitte zuerst einen anderen hinzufügen oder die Aussage zurückziehen.
evidence-there = Aussage #{ $number } hat diese Quelle mit diesem Zitat schon.
figure-there = Aussage #{ $number } hat diese Zahl schon.
no-such-piece = Eine Nummer { $number } gibt es nicht: es sind { $count }.
piece-unread = „{ $words }“ ist keine Nummer zum Abzählen; /claim zeigt sie, gezählt ab 1.
revision-unread = „{ $words }“ ist keine Revision. Geschrieben wird eine r12; /history zeigt sie.
draft-unread = „{ $words }“ ist kein Entwurf. Geschrieben wird einer d3; /record drafts listet die eigenen auf.
flag-unread = „{ $words }“ ist kein Einwand. Geschrieben wird einer f3; /review queue zeigt sie.
no-such-draft = Einen eigenen Entwurf { $draft } gibt es nicht. /record drafts listet sie auf.
undo-nothing = Es gibt nichts Eigenes zurückzunehmen.
undo-none = Eine Revision { $revision } gibt es nicht.
undo-undone = Revision { $revision } wurde schon zurückgenommen, durch { $by }. Um sie wiederherzustellen: /record undo { $by }
undo-changed = Revision { $revision } kann nicht zurückgenommen werden: { $by } hat seither dasselbe geändert. Bitte zuerst diese zurücknehmen.
undo-expunged = Revision { $revision } kann nicht zurückgenommen werden: ihr Inhalt wurde getilgt.
undo-affair = Revision { $revision } hat Einstellungen oder Personen des Desks geändert. Zurück geht es mit dem Befehl, der sie geändert hat.
refused = Das geht nicht: { $reason }.
changed-meanwhile = Inzwischen hat sich geändert: { $kind }. Nichts wurde geschrieben; bitte ansehen und erneut versuchen.

## Proposals, doubts and the queue

proposed = Vorgeschlagen als #{ $number }: die Redaktion sieht es an; was daraus wird, kommt als Nachricht
too-many-new-names = Mit einem Vorschlag dürfen höchstens { $most } hier neue Namen kommen. Bitte weniger nennen oder in Teilen vorschlagen.
propose-new-topic = Ein Thema „{ $name }“ gibt es nicht, und nur die Redaktion legt eines an. /topics listet die vorhandenen auf.
blocked = Vorschläge und Einwände sind von diesem Konto hier gesperrt. Admins können weiterhelfen.
too-much-waiting = Es warten schon { $most } eigene auf Prüfung. Bitte warten, bis die Redaktion sie angesehen hat.
cooldown = Bitte erneut fragen in { $seconds ->
    [one] { $seconds } Sekunde
   *[other] { $seconds } Sekunden
}.
flagged = Die Redaktion sieht sich Aussage #{ $number } an ({ $flag }); ihre Antwort kommt als Nachricht
queue-title = { $number ->
    [0] Die Prüfliste
    [one] { $number } wartet auf Prüfung
   *[other] { $number } warten auf Prüfung
}
queue-empty = Es wartet nichts.
queue-proposed = Vorgeschlagen von { $who }, { $at }
queue-flagged = { $flag }: Einwand von { $who }, { $at }: { $reason }
queue-approve = #{ $number } veröffentlichen
queue-reject = #{ $number } ablehnen, mit Grund
queue-close = { $flag } schließen und beantworten
queue-post-proposal = Zu prüfen: Aussage #{ $number }
queue-post-flag = Einwand gegen Aussage #{ $number }
queue-post-settled = Aussage #{ $number } wurde geprüft: { $status }
queue-post-closed = Der Einwand { $flag } gegen Aussage #{ $number } wurde beantwortet
queue-post-gone = Was hier als #{ $number } wartete, wartet nicht mehr
approved = Aussage #{ $number } ist veröffentlicht
rejected = Aussage #{ $number } ist abgelehnt
settled-already = Aussage #{ $number } wartet nicht: { $status }.
second-person-forgotten = Wer dies vorschlug, wurde vergessen; daher entscheiden Admins.
second-person = Aussagen dieser Art ({ $kind }) gibt eine zweite Person frei, und diese ist ein eigener Vorschlag.
flag-closed = { $flag } zu Aussage #{ $number } ist geschlossen
no-such-flag = Einen offenen Einwand { $flag } gibt es nicht. /review queue zeigt, was wartet.
notice-approved = Die vorgeschlagene Aussage #{ $number } ist veröffentlicht: „{ $text }“
notice-rejected = Die vorgeschlagene Aussage #{ $number } wurde nicht veröffentlicht: { $reason } („{ $text }“)
notice-taken-back = Die vorgeschlagene Aussage #{ $number } wurde aus der Prüfung genommen: „{ $text }“
notice-taken-back-because = Die vorgeschlagene Aussage #{ $number } wurde aus der Prüfung genommen: { $reason } („{ $text }“)
notice-reopened = Die vorgeschlagene Aussage #{ $number } wartet wieder auf Prüfung: „{ $text }“
notice-reopened-because = Die vorgeschlagene Aussage #{ $number } wartet wieder auf Prüfung: { $reason } („{ $text }“)
notice-rejected-again = Die vorgeschlagene Aussage #{ $number } ist doch abgelehnt: „{ $text }“
notice-rejected-again-because = Die vorgeschlagene Aussage #{ $number } ist doch abgelehnt: { $reason } („{ $text }“)
notice-flag-closed = Der Einwand zu Aussage #{ $number } wurde geprüft: { $reason }
notice-review-unreachable = Was auf Prüfung wartet, kann im Kanal { $channel } nicht gezeigt werden: es gibt ihn nicht mehr, oder der Bot darf ihn nicht sehen oder dort nicht schreiben. Bitte das erlauben oder mit /desk settings review:here einen anderen wählen

## History

history-title = Verlauf von Aussage #{ $number }
did-undo = { $what }, nimmt { $revision } zurück
did-to = { $object } { $what }
object-numbered = { $kind } #{ $number }
object-named = { $kind } „{ $name }“
relates-no-more = { $relation }
did-to-relation = Beziehung „{ $relation }“ { $what }
field-uid = Name im Austausch
field-slug = Kurzname
field-title = Titel
field-parent = Teil von
field-aliases = auch genannt
field-archived = archiviert
field-name = Name
field-kind = Art
field-description = Beschreibung
field-wikidata = Wikidata
field-merged_into = aufgegangen in
field-url = Adresse
field-publisher = Herausgeber
field-author = verfasst von
field-published = veröffentlicht
field-retrieved = abgerufen
field-archive_url = Archivkopie
field-language = Sprache
field-origin = Nachdruck von
field-given_url = Adresse wie angegeben
field-text = Text
field-occurred = geschehen
field-stated = geäußert
field-place = Ort
field-status = Stand
field-rank = Einstufung
field-rank_reason = Grund der Einstufung
field-topics = Themen
field-attributions = gesagt von
field-involvements = Beteiligte
field-evidence = Belege
field-figures = Zahlen
field-relation = Beziehung
field-from_claim = von
field-to_claim = zu
field-source = Quelle
field-quote = Zitat
