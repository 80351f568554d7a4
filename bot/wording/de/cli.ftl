### The console's own words.

console-greeting = Dateline, am Desk { $desk }.
console-greeting-sample = Dateline, am Beispiel-Desk: eine Arbeitskopie, die beliebig geändert werden kann.
console-try = Zum Ausprobieren:
console-role-reader = Gefragt wird hier mit der Rolle „Lesende“.
console-role-contributor = Gefragt wird hier mit der Rolle „Mitwirkende“.
console-role-editor = Gefragt wird hier mit der Rolle „Redaktion“.
console-role-admin = Gefragt wird hier mit der Rolle „Admin“ dieses Desks.
console-leave = Tab ergänzt. Strg-C leert die Zeile, Strg-D oder quit beendet.
console-help = Hier außerdem: Eingabetaste oder next für die nächste Seite, quit zum Beenden.
console-more = Die Eingabetaste zeigt die nächste Seite.
console-no-next = Es gibt keine nächste Seite.
console-interrupted = Abgebrochen.
console-hint = Tab ergänzt · help listet die Befehle · Strg-D beendet
console-hint-more = Eingabetaste zeigt die nächste Seite · Tab ergänzt · Strg-D beendet
console-word-next = zeigt die nächste Seite
console-word-quit = beendet die Konsole
