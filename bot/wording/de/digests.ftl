### Digests: what channels are told of their own accord, and what admins are told of them.

## What is posted

digest-title = { $topic }: was neu ist, { $date }
digest-title-all = Was neu ist, { $date }
digest-part = { $title } ({ $part } von { $parts })
digest-correction = Berichtigung
digest-new = Neu
digest-corrected = Berichtigt
digest-restored = Gilt wieder
digest-retracted = Zurückgezogen
digest-disputed = Seither bestritten
digest-confirmed = Seither bestätigt
digest-more = { $number ->
    [one] und { $number } weitere
   *[other] und { $number } weitere
}
digest-gone = Nicht mehr verzeichnet: { $numbers }
digest-open = alles, was sich geändert hat

## Setting one

digest-set = Die Übersicht { $name } ist eingerichtet
digest-changed = Die Übersicht { $name } ist geändert
digest-label-channel = Kanal
digest-label-topic = Thema
digest-label-when = Wann
digest-label-next = Nächste
digest-label-kinds = Arten
digest-label-actors = Von oder über
digest-label-disputed = Nur Bestrittenes
digest-label-at-least = Wartet auf mindestens
digest-label-most = Auf einmal höchstens
digest-label-heading = Überschrift
digest-everything = alles
digest-daily = täglich um { $times }
digest-on-days = { $days } um { $times }
digest-by-cron = nach der Cron-Zeile { $line }
digest-as-it-comes = wie es kommt: nach { $quiet } ruhigen Minuten, höchstens einmal in { $every } Minuten
digest-next = { $moment } ({ $zone })
digest-next-as-it-comes = wie es kommt
digest-next-never = nie: einen solchen Tag gibt es in den nächsten Jahren nicht
digest-paused-asked = angehalten
digest-paused-unreachable = angehalten: in den Kanal kann nicht geschrieben werden
digest-paused-restored = angehalten: der Desk wurde aus einer Sicherung wiederhergestellt
digest-name-unread = „{ $words }“ kann keine Übersicht benennen. Erlaubt sind a bis z, Ziffern und Bindestriche, höchstens 64.
digest-unknown = Eine Übersicht „{ $words }“ gibt es nicht.
digest-unknown-alone = Eine Übersicht „{ $words }“ gibt es nicht; noch ist keine eingerichtet. /digest set richtet eine ein.
digest-time-unread = „{ $words }“ ist keine Uhrzeit. Geschrieben wird 07:00 oder 19:30.
digest-day-unread = „{ $words }“ nennt keine Tage. Geschrieben wird mon bis sun, weekdays, weekend oder daily.
digest-cron-unread = „{ $words }“ ist keine Cron-Zeile oder nennt mehr als { $most } Uhrzeiten eines Tages. Geschrieben wird 0 7 * * 1-5: Minute, Stunde, Tag des Monats, Monat, Wochentag.
digest-one-schedule = Nur eines davon: at: und days:, oder cron:, oder quiet: und every:.
digest-when = Bitte sagen, wann: at:07:00, cron:0 7 * * 1-5, oder quiet:10, damit gemeldet wird, wie es kommt; höchstens { $most } Uhrzeiten eines Tages.
digest-no-channel = Hier kann nichts gemeldet werden: Dies ist kein Kanal eines Servers oder Raums. Ein Kanal wird mit channel: genannt, etwa channel:discord:42.

## What there is

digest-list = Übersichten
digest-none = Es ist keine Übersicht eingerichtet.
digest-to-set = Damit dieser Kanal täglich eine bekommt:
digest-entry = { $channel }; { $when }; nächste: { $next }
digest-nothing-new = Seit der letzten ist nichts neu.
digest-too-little = Sie wartet, bis { $number } Dinge zu melden sind.
digest-is-paused = Die Übersicht { $name } ist angehalten. Mit /digest resume geht sie weiter.
digest-on-its-way = Die Übersicht { $name } kommt gleich
digest-paused = Die Übersicht { $name } ist angehalten
digest-resumed = Die Übersicht { $name } geht weiter
digest-removed = Die Übersicht { $name } ist entfernt; sie war:
digest-do-preview = Vorschau
digest-do-list = alle Übersichten
digest-do-now = jetzt senden
digest-do-resume = weiter
digest-do-deliveries = was gesendet wurde

## Deliveries

digest-deliveries = Was gesendet wurde, und was unterwegs ist
digest-deliveries-none = Noch wurde nichts gesendet.
digest-delivery = { $digest }, zusammengestellt { $at }, in { $channel }: { $state }
digest-state-pending = wartet
digest-state-sending = wird gesendet
digest-state-sent = ist da
digest-state-unknown = unbekannt, ob sie ankam
digest-state-failed = aufgegeben
digest-state-because = { $state } ({ $fault }; Versuche: { $attempts })
digest-do-resend = { $number } erneut senden
digest-not-given-up = Keine Nachricht { $number } wurde aufgegeben. /digest deliveries zählt sie auf.
digest-resent = Nachricht { $number } wird erneut gesendet

## What those are told who set one

notice-digest-unreachable = Im Kanal { $channel } kann nichts gesendet werden: es gibt ihn nicht mehr, oder der Bot darf ihn nicht sehen oder dort nicht schreiben. Die Übersicht { $name } ist angehalten; mit /digest resume geht sie weiter, sobald das behoben ist
notice-digest-restored = Der Desk wurde aus einer Sicherung wiederhergestellt, und niemand weiß, was die Übersicht { $name } seither im Kanal { $channel } gemeldet hat. Sie ist angehalten; mit /digest resume geht sie von jetzt an weiter
notice-digest-failed = Eine Nachricht der Übersicht { $name } im Kanal { $channel } wurde nicht angenommen und aufgegeben. /digest deliveries sagt, warum, und bietet an, sie erneut zu senden
notice-digest-unknown = Niemand weiß, ob eine Nachricht der Übersicht { $name } im Kanal { $channel } ankam. Bitte dort nachsehen; /digest deliveries bietet an, sie erneut zu senden
