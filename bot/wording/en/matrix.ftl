# What is said on Matrix alone.

matrix-next = More: react with ▶, or type { $line }
matrix-cut = Not all of it fits into a message. Ask for less at once to see the rest.
matrix-continued = The rest is on the next page.
matrix-no-next = No earlier answer goes on here. Ask again, and then for the next page.
matrix-no-desk = Here no record may be asked. Ask in the room whose record you mean; its admins may also let its members ask in direct chats, with !desk settings direct:members.
matrix-edited-writing = A command that changes the record is carried out once, and not again when it is edited. Send the new one as a message of its own.
matrix-from = From { $room }. Reply to this message to go on there.
matrix-approve = React with ✅ to approve it.
