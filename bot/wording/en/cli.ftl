### The console's own words.

console-greeting = Dateline, at the desk { $desk }.
console-greeting-sample = Dateline, at the sample desk: a working copy, yours to change.
console-try = Try:
console-role-reader = You ask as a reader.
console-role-contributor = You ask as a contributor.
console-role-editor = You ask as an editor.
console-role-admin = You are this desk’s admin.
console-leave = Tab completes. Ctrl-C clears the line, Ctrl-D or quit leaves.
console-help = Here also: Enter or next for the next page, quit to leave.
console-more = Enter shows the next page.
console-no-next = There is no next page.
console-interrupted = Broken off.
console-hint = Tab completes · help lists the commands · Ctrl-D leaves
console-hint-more = Enter shows the next page · Tab completes · Ctrl-D leaves
console-word-next = shows the next page
console-word-quit = leaves the console
