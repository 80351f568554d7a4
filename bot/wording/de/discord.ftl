# What is said on Discord alone.

discord-next = Nächste Seite
discord-open = Öffnen
discord-cut = In eine Nachricht auf Discord passt nicht alles. Für den Rest weniger auf einmal erfragen.
discord-continued = Der Rest steht auf der nächsten Seite.
discord-too-long = Was als Nächstes gefragt werden kann, ist zu lang für eine Schaltfläche auf Discord.
discord-alone = Die Antwort sieht nur, wer gefragt hat.
discord-not-yours = Diese Schaltfläche gehört zur Frage einer anderen Person. Wer selbst fragen will: { $line }
discord-line-gone = Diese Schaltfläche ist nicht mehr lesbar. Bitte mit dem Befehl erneut fragen.
discord-stale = Die Befehle wurden eben geändert. Discord neu laden (Strg+R) oder eine Minute warten, dann erneut fragen.
discord-no-desk = Hier kann keine Chronik gefragt werden. Bitte in einem Kanal des Servers fragen, dessen Chronik gemeint ist; dessen Admins können Mitgliedern auch Fragen in Direktnachrichten erlauben, mit /desk settings direct:members.
discord-other-desk = Das gehört zu einer anderen Chronik als der, die hier jetzt antwortet. Bitte mit dem Befehl neu fragen.
discord-slow = Für ein Formular hat das zu lange gedauert. Bitte gleich noch einmal versuchen.
discord-no-text = Diese Nachricht hat keine Wörter, nach denen gesucht werden könnte.
discord-form-again = Formular noch einmal öffnen
discord-private = Die Antwort nur der fragenden Person zeigen
discord-form-claim = Als Aussage hinzufügen
discord-add-as-claim = Als Aussage hinzufügen
discord-find-in-record = In der Chronik suchen

# Groups of commands, as Discord describes them in at most 100 characters.
discord-group-desk = Richtet den Desk dieses Servers ein: Personen, Regeln, Kanäle, und was zu tilgen ist.
discord-group-digest = Meldet Kanälen, was neu ist: wann, was, und was gesendet wurde.
discord-group-names = Pflegt die Namen, die die Chronik verwendet: Akteure, Themen und Quellen.
discord-group-names-actor = Pflegt, wer spricht und über wen gesprochen wird.
discord-group-names-source = Pflegt, was veröffentlicht wurde und was es nachdruckt.
discord-group-names-topic = Pflegt die laufenden Themen, zu denen Aussagen gehören.
discord-group-record = Pflegt die Aussagen: hinzufügen, berichtigen, zurückziehen, einstufen, verknüpfen.
discord-group-review = Entscheidet über Vorschläge und Einwände der Lesenden.
