### What is asked before something is done that one command can't easily take back.

confirm-go-on = go on
confirm-how = Nothing was done yet. To go on, ask the same again with confirm:{ $code }
confirm-stale = That code confirms something else, or what it confirmed has changed since. Look again.
