### Claims and all that stands around them: the words of the record's vocabularies, who says what, figures,
### what one claim is to another, sources, and the headings of an answer. Neutral throughout: never what is true.

### The words of the record in German, used alike in every file of this folder:
###   claim Aussage · evidence Beleg · source Quelle · quote Zitat · record Chronik · actor Akteur · topic Thema
###   statement (a kind of claim) Erklärung · figure Zahl · origin Ursprung · speaker Urheber
###   to deny dementieren · to dispute bestreiten · to confirm bestätigen · to corroborate stützen
###   to supersede ablösen · to correct berichtigen · to retract, to withdraw zurückziehen
###   to restore wiederherstellen · to expunge tilgen · to merge zusammenführen · to rank einstufen
###   to publish veröffentlichen · to propose vorschlagen · to approve freigeben · to reject ablehnen
###   to take back zurücknehmen · revision Revision · draft Entwurf · flag Einwand · review queue Prüfliste
###   desk Desk · editors Redaktion · contributors Mitwirkende · readers Lesende · group Gruppe
### Whoever reads is not addressed, neither as "Sie" nor as "du": what is to be done stands in the infinitive.
### What is typed (commands, argument names, "none", dates) stays as it is typed.

## Who says it, and how. $count is 1 where the verb stands in the singular.

verb-says = { $count ->
    [one] sagt
   *[other] sagen
}
verb-announces = { $count ->
    [one] gibt bekannt
   *[other] geben bekannt
}
verb-claims = { $count ->
    [one] behauptet
   *[other] behaupten
}
verb-reports = { $count ->
    [one] berichtet
   *[other] berichten
}
verb-estimates = { $count ->
    [one] schätzt
   *[other] schätzen
}
verb-confirms = { $count ->
    [one] bestätigt
   *[other] bestätigen
}
verb-does_not_confirm = { $count ->
    [one] bestätigt nicht
   *[other] bestätigen nicht
}
verb-denies = { $count ->
    [one] dementiert
   *[other] dementieren
}
verb-disputes = { $count ->
    [one] bestreitet
   *[other] bestreiten
}
verb-acknowledges = { $count ->
    [one] räumt ein
   *[other] räumen ein
}
verb-warns = { $count ->
    [one] warnt
   *[other] warnen
}
verb-predicts = { $count ->
    [one] prognostiziert
   *[other] prognostizieren
}
verb-promises = { $count ->
    [one] sagt zu
   *[other] sagen zu
}
verb-demands = { $count ->
    [one] fordert
   *[other] fordern
}
verb-accuses = { $count ->
    [one] erhebt den Vorwurf
   *[other] erheben den Vorwurf
}

# A name with one of these nouns is plural though it names one speaker: "Ukrainische Behörden dementieren". The noun
# is the name's last word, or the one before one of plural-noun-ends-before: "Streitkräfte der Ukraine". Lower case.
# No noun that is the same in the singular ("Sprecher"). A record's names often stay in English, so its are here too.
plural-nouns =
    abgeordnete aktivisten analysten angehörige anwälte ärzte augenzeugen beamte behörden delegierte
    demokraten demonstranten diplomaten einheiten experten fachleute familien freiwillige geheimdienste
    gewerkschaften gruppen huthi inspekteure journalisten juristen kommandeure kreise medien milizen
    ministerien nachbarn nationen niederlande offiziere organisationen parteien philippinen polizisten
    quellen rebellen regierungen rettungskräfte separatisten sicherheitskräfte soldaten staaten
    staatsanwälte streitkräfte taliban truppen überlebende usa verbände verbündete veteranen zeugen
    zivilisten
    activists agencies allies analysts authorities chiefs commanders companies democrats deputies diplomats
    doctors eyewitnesses experts families fighters forces governments groups guards inspectors insurgents
    investigators journalists lawmakers lawyers leaders media militants ministers ministries monitors observers
    officers officials operators organisations organizations owners partners police prosecutors protesters
    rebels relatives representatives republicans researchers rescuers residents scientists separatists services
    soldiers sources spokespeople spokespersons survivors troops unions veterans villagers volunteers witnesses
    workers
plural-noun-ends-before = am an auf aus bei beim der des für gegen im in mit nahe ohne von vom vor zu zum zur
    at for from inside near of on to with

# A speaker with a verb, several of these in one sentence, and the line's opening with the colon before the claim.
attributed-speaker = { $names } { $verb }
attributed-anonymous_official = ein nicht namentlich genannter Vertreter ({ $name })
attributed-via = { $speakers }, verbreitet von { $names }
attributed-only-via = verbreitet von { $names }
attributed-publisher = laut { $publisher }
attributed-nobody = Urheber nicht verzeichnet
speakers-opening = { $speakers }:

## What a claim is

claim-kind-event = Ereignis
claim-kind-figure = Zahl
claim-kind-statement = Erklärung
claim-kind-control = Gebietskontrolle
claim-kind-forecast = Prognose

involvement-subject = Gegenstand
involvement-target = Ziel
involvement-participant = beteiligt
involved = { $name } ({ $role })

status-proposed = vorgeschlagen, noch nicht veröffentlicht
status-published = veröffentlicht
status-retracted = ZURÜCKGEZOGEN
status-rejected = abgelehnt

rank-preferred = als bevorzugt eingestuft
rank-normal = als normal eingestuft
rank-deprecated = als überholt eingestuft

## Dates of a claim. "Geäußert" with a colon, since "am", "im" and "in" depend on how exact the date is.

date-opening = { $date } —
date-stated = geäußert: { $date }
date-reported = berichtet: { $date }

## Figures

figure-exactly = { $amount }
figure-about = etwa { $amount }
figure-at_least = mindestens { $amount }
figure-at_most = höchstens { $amount }
figure-more_than = mehr als { $amount }
figure-fewer_than = weniger als { $amount }
figure-between = { $amount }
# Between, with one bound not given.
figure-from = ab { $amount }
figure-up-to = bis zu { $amount }
figure-range = { $lower }–{ $upper }
figure-best = { $amount } (bester Schätzwert { $best })
figure-unit = { $amount } { $unit }
figure-percent = { $amount }{"\u00A0"}%
figure-no-number = keine Zahl genannt
figure-as-of = { $figure }, Stand { $date }
figure-cumulative = { $figure }, kumuliert
figure-not-cumulative = { $figure }, nicht kumuliert
figure-measured = { $measure }: { $figure }
figure-worded = { $figure }, im Wortlaut „{ $text }“

estimate-said = { $speakers }, { $date }

## What one claim is to another: $who is a claim's number, with its speakers where it has any. "Durch" governs the
## same case as the active verbs do, so that and-others fits both.

claim-number = #{ $number }
claim-of = { $speakers } (#{ $number })

relation-confirms-incoming = bestätigt durch { $who }
relation-confirms-outgoing = bestätigt { $who }
relation-corroborates-incoming = gestützt durch { $who }
relation-corroborates-outgoing = stützt { $who }
relation-disputes-incoming = bestritten durch { $who }
relation-disputes-outgoing = bestreitet { $who }
relation-denies-incoming = dementiert durch { $who }
relation-denies-outgoing = dementiert { $who }
relation-supersedes-incoming = abgelöst durch { $who }
relation-supersedes-outgoing = löst { $who } ab
relation-corrects-incoming = berichtigt durch { $who }
relation-corrects-outgoing = berichtigt { $who }

relation-opening = { $relation }:
relation-opening-dated = { $relation }, { $date }:

origins = gestützt: { $count ->
    [one] ein unabhängiger Ursprung
   *[other] { $count } unabhängige Ursprünge
}

## What its editors did. The date of a change is always a day.

changed-on = { $change } am { $date }
because = { $mark }: { $reason }

change-added = hinzugefügt
change-wording = Wortlaut geändert
change-updated = aktualisiert
change-corrected = berichtigt
change-withdrawn = zurückgezogen
change-restored = wiederhergestellt
change-approved = freigegeben
change-rejected = abgelehnt
change-reopened = erneut zur Prüfung gestellt
change-ranked = eingestuft
change-merged = zusammengeführt
change-split = getrennt
change-archived = archiviert
change-removed = entfernt
change-expunged = getilgt

object-topic = Thema
object-actor = Akteur
object-source = Quelle
object-claim = Aussage
object-relation = Beziehung
object-setting = Einstellung
object-person = Person
object-channel = Kanal
object-flag = Einwand
object-digest = Übersicht
object-group = Gruppe

log-entry = Revision { $revision }, { $date }: { $object } { $change }, von { $account } ({ $platform })
log-entry-because = { $entry } — { $reason }
history-line = r{ $revision }, { $date }: { $what }, von { $who }
history-because = { $line } — { $reason }
difference = { $field }: { $before } → { $after }
difference-new = { $field }: { $after }, vorher ohne Angabe
difference-gone = { $field }: { $before }, entfernt
log-more = Weitere Revisionen sind nicht gezeigt.

## Where it can be checked

source-dated = { $name }, { $date }
source-unnamed = Quelle
source-more = { $count ->
    [one] und eine weitere Quelle
   *[other] und { $count } weitere Quellen
}
source-titled = { $name }: „{ $title }“
source-author = von { $author }
source-retrieved = abgerufen: { $date }
source-first = erstmals hier
source-archived = archiviert:
quote = „{ $text }“
quote-language = „{ $text }“ ({ $language })
quote-translation = in Übersetzung: „{ $text }“

## Headings and labels of an answer

label-kind = Art
label-occurred = Geschehen
label-stated = Geäußert
label-place = Ort
label-topics = Themen
label-involved = Beteiligt
label-identifier = Kennung
section-figures = Zahlen
section-evidence = Belege
section-relations = Andere Aussagen
section-history = Verlauf

hint-next = nächste Seite: { $line }
hint-action = { $label }: { $line }
entry-detail = { $name } — { $detail }

## What is left out of a list

and-others = { $count ->
    [one] { $count } weitere
   *[other] { $count } weitere
}
