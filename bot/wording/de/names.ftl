### What editors are told who keep the names of actors, topics and sources.

## What became of it

names-actor-added = Hinzugefügt: { $name }
names-actor-updated = Geändert: { $name }
names-actor-archived = Archiviert: { $name }
names-actor-restored = Wieder angeboten: { $name }
names-actor-merged = Zusammengeführt mit { $into }: { $name }
names-actor-split = Getrennt von { $other }: { $name }
names-topic-added = Hinzugefügt: { $name }
names-topic-updated = Geändert: { $name }
names-topic-archived = Archiviert: { $name }
names-topic-restored = Wieder angeboten: { $name }
names-topic-merged = Zusammengeführt mit { $into }: { $name }
names-topic-split = Wieder ein eigenes Thema: { $name }
names-source-added = Hinzugefügt: { $name }
names-source-updated = Geändert: { $name }
names-unchanged = Nichts geändert: { $name }

names-near = Ähnliche Namen gibt es schon: { $near }. Ist davon einer gemeint, führt /{ $command } beide zusammen.
names-merge = zusammenführen mit { $name }
names-keep-old = „{ $name }“ als weiteren Namen behalten
names-nothing-merged = Mit { $name } wurde nichts zusammengeführt.
names-topic-not-merged = Dieses Thema wurde nicht mit einem anderen zusammengeführt. Was nur Teil eines anderen ist, löst /names topic edit mit parent:none heraus.
names-root-used = { $name } ist selbst ein Nachdruck von { $root }; als Ursprung gilt daher diese Quelle.

## Asked first

names-merge-first = { $name } mit { $into } zusammenführen?
names-merge-one = Geht auf
names-merge-into = In

## What it is

names-name = Name
names-merged-in = Darin aufgegangen
names-claims = Aussagen
names-archived = Archiviert
names-not-offered = unter den Namen zu finden, aber nicht angeboten
names-topic-title = Titel
names-slug = Kurzname
names-parent = Teil von
names-below = Umfasst
names-number = Nummer
names-source-title = Titel
names-publisher = Herausgeber
names-published = Veröffentlicht
names-author = Verfasst von
names-language = Sprache
names-address = Adresse
names-archive = Archivkopie
names-retrieved = Abgerufen
names-origin = Nachdruck von
names-one-origin = Gleicher Ursprung wie
names-one-origin-more = Gleicher Ursprung unter anderem wie

## What can't be done

names-too-long = Das sind { $given } Zeichen; ein Name hat höchstens { $most }. Bitte kürzen.
names-description-too-long = Das sind { $given } Zeichen; eine Beschreibung hat höchstens { $most }. Bitte kürzen.
names-nothing-in-it = In „{ $words }“ ist nichts, woran es wiederzufinden wäre.
names-wikidata-unread = „{ $words }“ ist kein Objekt von Wikidata. Geschrieben wird es etwa Q423.
names-language-unread = „{ $words }“ ist kein Sprachkürzel. Geschrieben wird es etwa en, ko oder pt-BR.
names-slug-unread = „{ $words }“ ist kein Kurzname. Er besteht aus a bis z, Ziffern und Bindestrichen, höchstens 64 Zeichen: north-korea-troops
names-actor-taken = „{ $name }“ ist schon ein Name von { $other }. Bitte einen Namen wählen, der beide unterscheidet.
names-actor-taken-archived = „{ $name }“ ist schon ein Name des archivierten Akteurs { $other }. Um ihn wieder anzubieten:
names-topic-taken = „{ $name }“ ist schon ein Name des Themas { $other } ({ $slug }). Bitte einen anderen wählen.
names-no-aliases = { $name } hat keinen weiteren Namen, „{ $alias }“ kann also nicht entfernt werden.
names-no-such-alias = { $name } hat keinen weiteren Namen „{ $alias }“, sondern { $aliases }.
names-merge-same = { $name } kann nicht mit sich selbst zusammengeführt werden.
names-merged-already = „{ $words }“ ist schon in { $name } aufgegangen. Ist { $name } gemeint, bitte diesen Namen nennen; sonst zuerst beide trennen.
names-split-which = In { $name } sind mehrere Akteure aufgegangen. Welcher soll wieder für sich stehen?
names-topic-itself = { $name } kann nicht Teil von sich selbst sein.
names-topic-circle = { $other } ist Teil von { $name }, also kann { $name } nicht Teil davon sein.
names-no-source = Eine Quelle „{ $words }“ gibt es nicht. /sources listet sie auf; /names source add legt eine an.
names-several-sources = Auf „{ $words }“ passen mehrere Quellen. Bitte die gemeinte mit ihrer Nummer nennen.
names-source-there = Diese Quelle gibt es schon: { $number } { $name }. Um sie zu ändern:
names-address-taken = { $address } ist die Adresse einer anderen Quelle: { $number } { $name }.
names-origin-itself = { $name } kann sich nicht selbst nachdrucken.
names-origin-circle = { $other } druckt { $name } nach, also kann { $name } nicht diese Quelle nachdrucken.
