### What is asked before something is done that one command can't easily take back.

confirm-go-on = fortfahren
confirm-how = Noch ist nichts geschehen. Zum Fortfahren dasselbe noch einmal eingeben, mit confirm:{ $code }
confirm-stale = Dieser Code bestätigt etwas anderes, oder was er bestätigte, hat sich seither geändert. Bitte erneut ansehen.
