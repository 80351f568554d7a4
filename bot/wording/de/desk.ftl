### What admins are told, and what /link and /use answer.

## Accounts and people

desk-account-unread = „{ $words }“ ist kein Konto. Geschrieben wird eines { $example }: die Plattform, ein Doppelpunkt und die Kennung, die die Plattform ihm gibt.
desk-platform-unknown = Eine Plattform „{ $words }“ gibt es nicht. Möglich: { $options }.
desk-name-too-long = Das sind { $given } Zeichen; ein Name hat höchstens { $most }.
desk-name-of-nobody = Der Desk hat noch nichts über { $account }, also auch keinen Namen. Bitte auch role: angeben.
desk-role-none = keine vom Desk vergebene
desk-role-reader = Lesende
desk-role-contributor = Mitwirkende
desk-role-editor = Redaktion
desk-role-admin = Admin
desk-person-name = Name
desk-person-role = Rolle
desk-person-accounts = Konten
desk-person-blocked = Gesperrt
desk-yes = ja
desk-no = nein
desk-person = Rolle: { $role }; { $accounts }
desk-person-and-blocked = Rolle: { $role }; gesperrt; { $accounts }
desk-person-title = { $person }
desk-people-title = Rollen, Sperren und verknüpfte Konten
desk-people-others = Wer keine Rolle vom Desk hat, darf, was die Plattform sagt.
desk-people-none = Niemand hat eine Rolle vom Desk, eine Sperre oder verknüpfte Konten. Alle dürfen, was die Plattform sagt.
desk-people-give = Um jemandem eine Rolle zu geben:
desk-groups-title = Gruppen mit einer Rolle im Desk
desk-groups-none = Keine Gruppe der Plattform hat eine Rolle im Desk. Auf Discord sind Gruppen die Rollen des Servers.
desk-groups-give = Um allen in einer Gruppe eine Rolle zu geben:
desk-groups-others = Eine Rolle, die der Desk jemandem selbst gab, gilt zuerst; sonst die höchste von dem, was die Plattform sagt und was die Gruppen haben.
desk-group = Rolle: { $role }; { $group }
desk-group-title = { $group }
desk-group-given = Alle in { $group } haben eine neue Rolle: { $role }
desk-group-same = Nichts geändert: { $group } hat diese Rolle schon
desk-group-without-role = Der Desk hat für { $group } keine Rolle, also auch keinen Namen. Bitte auch role: angeben.
desk-group-unread = „{ $words }“ ist keine Gruppe. Geschrieben wird eine { $example }: die Plattform, ein Doppelpunkt und die Kennung, die die Plattform ihr gibt. Auf Discord genügt auch eine Erwähnung der Rolle.
desk-role-given = { $person } hat eine neue Rolle: { $role }
desk-role-same = Nichts geändert: { $person } hat diese Rolle schon
desk-renamed = { $account } wird als { $name } gezeigt
desk-loses-admin = Die eigene Rolle als Admin ginge verloren; was bliebe: { $role }
desk-blocked = { $person } ist gesperrt: Vorschläge und Einwände werden abgewiesen
desk-blocked-already = Nichts geändert: { $person } ist schon gesperrt
desk-block-adds = Eine Sperre bindet weder Redaktion noch Admins. /desk editors mit role: nimmt die Rolle weg.
desk-unblocked = { $person } ist nicht mehr gesperrt
desk-not-blocked = Nichts geändert: { $person } ist nicht gesperrt
desk-linked = { $person } ist eine Person mit den Konten unten
desk-linked-already = Nichts geändert: sie sind schon eine Person
desk-link-itself = { $account } ist zweimal dasselbe Konto. Bitte nach to: ein anderes nennen
desk-not-linked = Nichts geändert: { $person } ist mit keinem anderen Konto verknüpft
desk-unlinked = { $person } ist wieder eine Person für sich

## Settings

desk-settings-title = Einstellungen
desk-settings-changed = Geändert
desk-settings-same = Nichts geändert: es ist schon so
desk-settings-done = Einstellungen geändert
desk-open-setup = was einzustellen ist, und wie
desk-not-set = nicht eingestellt
desk-set-roles = Vergebene Rollen
desk-set-groups = Gruppen mit einer Rolle
desk-set-name = Name
desk-set-time-zone = Zeitzone
desk-set-language = Sprache
desk-set-propose = Wer vorschlagen darf
desk-set-waiting = Höchstens wartend, je Person
desk-set-second-person = Von einer zweiten Person freizugeben
desk-set-review = Prüfliste
desk-set-direct = Wer im Direktchat fragen darf
desk-set-cooldown = Zwischen zwei Befehlen
desk-set-topic = Thema dieses Kanals
desk-set-answers = Antworten in diesem Kanal
desk-propose-reader = alle
desk-propose-contributor = Mitwirkende
desk-propose-nobody = niemand; die Redaktion fügt hinzu
desk-direct-nobody = niemand
desk-direct-members = Mitglieder seiner Orte
desk-direct-anyone = alle
desk-answers-public = öffentlich
desk-answers-private = privat
desk-seconds = { $number ->
    [0] keine Wartezeit
    [one] { $number } Sekunde
   *[other] { $number } Sekunden
}
desk-zone-unknown = Eine Zeitzone „{ $words }“ gibt es nicht.
desk-zone-unknown-alone = Eine Zeitzone „{ $words }“ gibt es nicht. Eine heißt nach Region und Stadt, etwa Europe/Kyiv; auch UTC ist eine.
desk-language-unread = „{ $words }“ ist kein Sprachkürzel. Geschrieben wird es etwa en, uk oder en-GB.
desk-number-unread = „{ $words }“ kann da nicht stehen. Bitte eine ganze Zahl von { $least } bis { $most } angeben.
desk-none-and-kinds = Bitte Arten von Aussagen ({ $options }) angeben, oder none allein.
desk-channel-unread = „{ $words }“ nennt keinen Kanal. Möglich sind here, none oder die Plattform und die Kennung des Kanals, etwa discord:42.

## Setup

desk-setup-title = Den Desk { $desk } einrichten
desk-setup-lines = Zeilen, die jedes davon einstellen; die eigenen Werte sind einzusetzen:
desk-setup-here = Thema und Antworten gelten für den Kanal, in dem die Zeile eingegeben wird.
desk-setup-done = Es fehlt nichts. Was eingestellt ist, lässt sich jederzeit ändern.
desk-first = Erstens: { $step }
desk-second = Zweitens: { $step }
desk-third = Drittens: { $step }
desk-step-name = sagen, wie der Desk heißt und zu welcher Zeitzone seine Tage gehören.
desk-step-editors = jemanden in die Redaktion aufnehmen, falls die Rollen der Plattform nicht genügen.
desk-step-topic = sagen, welchem Thema dieser Kanal folgt, damit es niemand nennen muss.
desk-step-review = sagen, in welchem Kanal Vorschläge und Einwände geprüft werden.
desk-no-roles = keine; die Plattform sagt, wer was darf
desk-no-groups = keine
desk-roles-given = Admins: { $admins }, Redaktion: { $editors }, Mitwirkende: { $contributors }

## Joining

desk-join-no-registry = Hier kann nur der Desk { $desk } gefragt werden, also gibt es nichts zu verbinden. Bitte im Server oder Raum eingeben.
desk-join-no-place = Dies ist kein Server oder Raum, der sich mit einem Desk verbinden könnte. Bitte den Code in dem eingeben, der verbunden werden soll.
desk-join-code = Der Code, mit dem sich ein Ort mit dem Desk { $desk } verbindet: { $code }
desk-join-enter = Gültig für { $minutes } Minuten und einmal. Admins geben im Server oder Raum, der verbunden werden soll, ein:
desk-join-keep-secret = Wer den Code hat und irgendeinen Ort verwaltet, kann diesen Ort aus diesem Desk beantworten lassen.
desk-join-wrong-code = Ein solcher Code ist nicht offen. Einer gilt { $minutes } Minuten und einmal: /desk join, eingegeben an einem Ort des anderen Desks, zeigt einen neuen.
desk-join-already = Dieser Ort gehört schon zum Desk { $desk }, von dem der Code war.
desk-join-configured = Die Konfiguration des Bots sagt, dass hier der Desk { $desk } antwortet; einen anderen kann daher nur einsetzen, wer den Bot betreibt.
desk-joined = Dieser Ort gehört jetzt zum Desk { $desk }; ab dem nächsten Befehl antwortet hier dieser
desk-join-before = Vorher
desk-join-now = Jetzt
desk-join-kept = Was hier vorher eingegeben wurde, bleibt im Desk { $desk }.

## Audit

desk-audit-title = Das Protokoll des Desks
desk-audit-none = Noch wurde nichts geschrieben.
desk-audit-of = Revision { $revision }
desk-audit-no-revision = Eine Revision { $revision } gibt es nicht. Die neueste ist { $newest }.
desk-audit-open = alles aus { $revision }
desk-audit-and = { $one }; { $more }
desk-audit-nothing = nichts
desk-counted-claim = { $number ->
    [one] { $number } Aussage
   *[other] { $number } Aussagen
}
desk-counted-topic = { $number ->
    [one] { $number } Thema
   *[other] { $number } Themen
}
desk-counted-actor = { $number ->
    [one] { $number } Akteur
   *[other] { $number } Akteure
}
desk-counted-source = { $number ->
    [one] { $number } Quelle
   *[other] { $number } Quellen
}
desk-counted-relation = { $number ->
    [one] { $number } Beziehung
   *[other] { $number } Beziehungen
}
desk-counted-setting = { $number ->
    [one] { $number } Einstellung
   *[other] { $number } Einstellungen
}
desk-counted-person = { $number ->
    [one] { $number } Person
   *[other] { $number } Personen
}
desk-counted-channel = { $number ->
    [one] { $number } Kanal
   *[other] { $number } Kanäle
}
desk-counted-flag = { $number ->
    [one] { $number } Einwand
   *[other] { $number } Einwände
}
desk-counted-digest = { $number ->
    [one] { $number } Übersicht
   *[other] { $number } Übersichten
}
desk-counted-group = { $number ->
    [one] { $number } Gruppe
   *[other] { $number } Gruppen
}
desk-counted-name = { $number ->
    [one] { $number } Akteur oder Quelle
   *[other] { $number } Akteure und Quellen
}

## Expunging and forgetting

desk-revision = Revision
desk-expunge-title = Aussage #{ $number } würde endgültig getilgt, mit allem, was hier genannt ist
desk-expunge-with-it = Mit ihr
desk-expunge-reason = Der Grund bleibt dauerhaft im Protokoll, darf also nicht wiederholen, was verschwindet. Gründe früherer Änderungen daran verschwinden auch.
desk-expunge-repeats = Der Grund bleibt dauerhaft im Protokoll, und dieser wiederholt die Aussage. Bitte einen anderen angeben.
desk-expunge-copies = Früher angelegte Sicherungen, Exporte und Kopien der Datei enthalten sie weiter, ebenso Nachrichten, die eine Plattform aufbewahrt: darum kümmert sich, wer den Bot betreibt.
desk-expunged = Aussage #{ $number } ist endgültig getilgt
desk-expunged-already = Aussage #{ $number } wurde schon getilgt.
desk-forget-title = { $account } würde vergessen; ein Pseudonym träte an die Stelle
desk-forget-nobody = Der Desk hat nichts über { $account }.
desk-forgotten-already = { $account } ist schon ein vergessenes Konto: ein Pseudonym, und niemand.
desk-forget-kept = Genannt in
desk-forget-count = { $number ->
    [one] höchstens einer Revision
   *[other] höchstens { $number } Revisionen
}
desk-forget-linked = Nur dieses Konto wird vergessen. Damit verknüpfte bleiben, samt der Rolle.
desk-forget-yourself = Das ist das eigene Konto. Eine vom Desk vergebene Rolle verschwindet auch.
desk-forget-copies = Was das Konto eingegeben hat, bleibt, ebenso was andere darüber schrieben. Früher angelegte Sicherungen und Kopien der Datei nennen es weiter: darum kümmert sich, wer den Bot betreibt.
desk-forgotten = Das Konto ist vergessen
desk-forget-pseudonym = Im Protokoll steht jetzt
desk-log-kept = Der Desk wurde eben noch gelesen; eine Datei daneben (ihr Name endet auf -wal) kann daher das Entfernte enthalten, bis der Bot angehalten wird.

## link

link-code = Code: { $code }
link-enter = Gültig für { $minutes } Minuten und einmal. Vom anderen Konto aus eingeben, an diesen selben Desk:
link-keep-secret = Niemandem zeigen: wer ihn eingibt, gilt hier als dieselbe Person.
link-role-counts = Hier gilt, was die Plattform erlaubt. Eine Rolle, die der Desk dem anderen Konto gab, gilt stattdessen, sobald beide verknüpft sind.
link-wrong-code = Ein solcher Code ist nicht offen. Einer gilt { $minutes } Minuten und einmal: /link, vom anderen Konto an diesen selben Desk eingegeben, zeigt einen neuen.
link-own-account = Das ist der Code dieses Kontos selbst. Bitte vom anderen Konto aus eingeben.
link-already = { $account } und dieses Konto sind schon eine Person.
link-lessens = Hier gilt, weil die Plattform es sagt, die Rolle { $now }. Mit { $account } verknüpft gälte { $then }, die Rolle, die der Desk gab. Bitte zuerst von Admins die größere Rolle geben lassen.
link-asks = Gehört { $account } derselben Person? Wer es benutzt, würde hier als dieselbe gelten
link-would-be = Rolle von { $account } wäre
link-done = { $account } und dieses Konto sind jetzt eine Person

## use

use-title = Desks, die in diesem Chat gefragt werden können
use-now = antwortet hier jetzt
use-chosen = Ab der nächsten Frage antwortet in diesem Chat der Desk { $desk }
use-unknown = Einen Desk „{ $words }“, der hier gefragt werden kann, gibt es nicht.
use-not-direct = Hier antwortet für alle der Desk { $desk }. Gewählt wird im Direktchat mit dem Bot.
use-nothing = Es gibt nichts zu wählen: hier antwortet der Desk { $desk }.

## What set-up offers where there are buttons

desk-do-name = Name und Zeitzone
desk-do-role = Jemandem eine Rolle geben
desk-do-new-topic = Neues Thema
desk-do-topic = Thema dieses Kanals
desk-do-review = Hier prüfen
