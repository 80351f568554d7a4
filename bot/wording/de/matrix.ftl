# What is said on Matrix alone.

matrix-next = Mehr: mit ▶ reagieren oder { $line } schreiben
matrix-cut = In eine Nachricht passt nicht alles. Für den Rest weniger auf einmal erfragen.
matrix-continued = Der Rest steht auf der nächsten Seite.
matrix-no-next = Hier geht keine frühere Antwort weiter. Bitte erneut fragen und dann nach der nächsten Seite.
matrix-no-desk = Hier kann keine Chronik gefragt werden. Bitte in dem Raum fragen, dessen Chronik gemeint ist; dessen Admins können Mitgliedern auch Fragen in Direktchats erlauben, mit !desk settings direct:members.
matrix-edited-writing = Ein Befehl, der die Chronik ändert, wird nur einmal ausgeführt, auch wenn er bearbeitet wird. Den neuen bitte als eigene Nachricht senden.
matrix-from = Aus { $room }. Eine Antwort auf diese Nachricht gilt dort.
matrix-approve = Mit ✅ reagieren, um zuzustimmen.
