# What is said on Discord alone.

discord-next = Next page
discord-open = Open
discord-cut = Not all of it fits into a message on Discord. Ask for less at once to see the rest.
discord-continued = The rest is on the next page.
discord-too-long = What may be asked next is too long for a button on Discord.
discord-alone = The answer is shown to whoever asked, alone.
discord-not-yours = This button belongs to whoever asked. Ask it yourself: { $line }
discord-line-gone = This button can't be read any more. Ask again with the command.
discord-stale = The commands were changed just now. Reload Discord (Ctrl+R), or wait a minute, and ask again.
discord-no-desk = Here no record may be asked. Ask in a channel of the server whose record you mean; its admins may also let its members ask in direct messages, with /desk settings direct:members.
discord-other-desk = This belongs to another record than the one that answers here now. Ask again with the command.
discord-slow = That took too long for a form. Try again in a moment.
discord-no-text = That message has no words to look for.
discord-form-again = Open the form again
discord-private = Only you see the answer
discord-form-claim = Add as claim
discord-add-as-claim = Add as claim
discord-find-in-record = Find in record

# Groups of commands, as Discord describes them in at most 100 characters.
discord-group-desk = Sets up this server's desk: people, rules, channels, and what must go.
discord-group-digest = Tells channels what is new: when, what, and what was posted.
discord-group-names = Keeps the names that the record uses: actors, topics and sources.
discord-group-names-actor = Keeps who speaks and who is spoken of.
discord-group-names-source = Keeps what was published, and what it reprints.
discord-group-names-topic = Keeps the running stories that claims belong to.
discord-group-record = Keeps the claims: adds, corrects, retracts, ranks and relates them.
discord-group-review = Settles what readers proposed and doubted.
