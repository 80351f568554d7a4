### What admins are told, and what /link and /use answer.

## Accounts and people

desk-account-unread = “{ $words }” is no account. One is written { $example }: the platform, a colon, and the id that the platform gives it.
desk-platform-unknown = There is no platform “{ $words }”. Use { $options }.
desk-name-too-long = That has { $given } characters; a name has at most { $most }.
desk-name-of-nobody = The desk keeps nothing of { $account } yet, so no name either. Give role: as well.
desk-role-none = none of the desk's own
desk-role-reader = reader
desk-role-contributor = contributor
desk-role-editor = editor
desk-role-admin = admin
desk-person-name = Name
desk-person-role = Role
desk-person-accounts = Accounts
desk-person-blocked = Blocked
desk-yes = yes
desk-no = no
desk-person = role: { $role }; { $accounts }
desk-person-and-blocked = role: { $role }; blocked; { $accounts }
desk-person-title = { $person }
desk-people-title = Roles, blocks and linked accounts
desk-people-others = Whoever has no role of the desk's own may do what the platform says.
desk-people-none = Nobody has a role of the desk's own, is blocked or has linked accounts. Everybody may do what the platform says.
desk-people-give = To give somebody a role:
desk-groups-title = Groups with a role in the desk
desk-groups-none = No group of the platform has a role in the desk. On Discord, groups are the server's roles.
desk-groups-give = To give whoever is in a group a role:
desk-groups-others = A role that the desk gave somebody themselves counts first; else the highest of what the platform says and what their groups have.
desk-group = role: { $role }; { $group }
desk-group-title = { $group }
desk-group-given = Whoever is in { $group } has a new role: { $role }
desk-group-same = Nothing changed: { $group } has that role already
desk-group-without-role = The desk has no role for { $group }, so no name either. Give role: as well.
desk-group-unread = “{ $words }” is no group. One is written { $example }: the platform, a colon, and the id that the platform gives it. On Discord a mention of the role does too.
desk-role-given = { $person } has a new role: { $role }
desk-role-same = Nothing changed: { $person } has that role already
desk-renamed = { $account } is shown as { $name }
desk-loses-admin = You would give away your own admin role, and be { $role } here
desk-blocked = { $person } is blocked: proposals and flags are refused
desk-blocked-already = Nothing changed: { $person } is blocked already
desk-block-adds = A block does not bind editors and admins. /desk editors with role: takes the role away.
desk-unblocked = { $person } is no longer blocked
desk-not-blocked = Nothing changed: { $person } is not blocked
desk-linked = { $person } is one person with the accounts below
desk-linked-already = Nothing changed: these are one person already
desk-link-itself = { $account } is the same account twice. Name another one after to:
desk-not-linked = Nothing changed: { $person } is linked to no other account
desk-unlinked = { $person } is a person of its own again

## Settings

desk-settings-title = Settings
desk-settings-changed = Changed
desk-settings-same = Nothing changed: it is so already
desk-settings-done = settings changed
desk-open-setup = what to set, and how
desk-not-set = not set
desk-set-roles = Roles given
desk-set-groups = Groups with a role
desk-no-groups = none
desk-set-name = Name
desk-set-time-zone = Time zone
desk-set-language = Language
desk-set-propose = Who may propose
desk-set-waiting = Waiting at most, of one person
desk-set-second-person = Approved by a second person
desk-set-review = Review queue
desk-set-direct = Who may ask in a direct chat
desk-set-cooldown = Between two commands
desk-set-topic = Topic of this channel
desk-set-answers = Answers in this channel
desk-propose-reader = everybody
desk-propose-contributor = contributors
desk-propose-nobody = nobody; editors add
desk-direct-nobody = nobody
desk-direct-members = members of its places
desk-direct-anyone = anyone
desk-answers-public = public
desk-answers-private = private
desk-seconds = { $number ->
    [0] no wait
    [one] { $number } second
   *[other] { $number } seconds
}
desk-zone-unknown = There is no time zone “{ $words }”.
desk-zone-unknown-alone = There is no time zone “{ $words }”. One is named by a region and a city, as Europe/Kyiv; UTC is one too.
desk-language-unread = “{ $words }” is no language's tag. One is written en, uk or en-GB.
desk-number-unread = “{ $words }” can't stand there. Give a whole number from { $least } to { $most }.
desk-none-and-kinds = Give kinds of claim ({ $options }), or none alone.
desk-channel-unread = “{ $words }” names no channel. Write here, none, or the platform and the channel's id, as discord:42.

## Setup

desk-setup-title = Setting up the desk { $desk }
desk-setup-lines = Lines that set each of these; put your own values in them:
desk-setup-here = Topic and answers are those of the channel where you type.
desk-setup-done = Nothing is missing. What is set can be changed at any time.
desk-first = First: { $step }
desk-second = Second: { $step }
desk-third = Third: { $step }
desk-step-name = say what the desk is called and which time zone its days are of.
desk-step-editors = give somebody the role of an editor, unless the platform's roles are enough.
desk-step-topic = say what this channel follows, so that nobody needs to name it.
desk-step-review = say in which channel proposals and flags are looked at.
desk-no-roles = none; the platform says who may do what
desk-roles-given = admins: { $admins }, editors: { $editors }, contributors: { $contributors }

## Joining

desk-join-no-registry = Only the desk { $desk } can be asked here, so there is nothing to join. Type this in the server or room.
desk-join-no-place = This is no server or room that could join a desk. Type the code in the one that is to join.
desk-join-configured = The bot's configuration says that the desk { $desk } answers here, so only whoever runs the bot can have another one do so.
desk-join-code = The code by which a place joins the desk { $desk }: { $code }
desk-join-enter = Valid for { $minutes } minutes, and once. An admin types in the server or room that is to join:
desk-join-keep-secret = Whoever has the code and is an admin of some place can have that place answered from this desk.
desk-join-wrong-code = No such code is open. One is valid for { $minutes } minutes and once: /desk join, typed in a place of the other desk, shows a new one.
desk-join-already = This place belongs to the desk { $desk } already, whose code that was.
desk-joined = This place belongs to the desk { $desk } now; from the next command on it answers here
desk-join-before = Before
desk-join-now = Now
desk-join-kept = What was entered here before stays in the desk { $desk }.

## Audit

desk-audit-title = The log of the desk
desk-audit-none = Nothing was written yet.
desk-audit-of = Revision { $revision }
desk-audit-no-revision = There is no revision { $revision }. The newest is { $newest }.
desk-audit-open = all of { $revision }
desk-audit-and = { $one }; { $more }
desk-audit-nothing = nothing
desk-counted-claim = { $number ->
    [one] { $number } claim
   *[other] { $number } claims
}
desk-counted-topic = { $number ->
    [one] { $number } topic
   *[other] { $number } topics
}
desk-counted-actor = { $number ->
    [one] { $number } actor
   *[other] { $number } actors
}
desk-counted-source = { $number ->
    [one] { $number } source
   *[other] { $number } sources
}
desk-counted-relation = { $number ->
    [one] { $number } relation
   *[other] { $number } relations
}
desk-counted-setting = { $number ->
    [one] { $number } setting
   *[other] { $number } settings
}
desk-counted-person = { $number ->
    [one] { $number } person
   *[other] { $number } persons
}
desk-counted-group = { $number ->
    [one] { $number } group
   *[other] { $number } groups
}
desk-counted-channel = { $number ->
    [one] { $number } channel
   *[other] { $number } channels
}
desk-counted-flag = { $number ->
    [one] { $number } flag
   *[other] { $number } flags
}
desk-counted-digest = { $number ->
    [one] { $number } digest
   *[other] { $number } digests
}
desk-counted-name = { $number ->
    [one] { $number } actor or source
   *[other] { $number } actors and sources
}

## Expunging and forgetting

desk-revision = Revision
desk-expunge-title = Claim #{ $number } would go for good, with all that is named here
desk-expunge-with-it = With it
desk-expunge-reason = Your reason stays in the log for good, so it must not repeat what goes. Reasons that were given for earlier changes of it go too.
desk-expunge-repeats = The reason stays in the log for good, and this one repeats the claim. Give another.
desk-expunge-copies = Backups, exports and copies of the file made before still hold it, and so do messages that a platform keeps: whoever runs the bot sees to those.
desk-expunged = Claim #{ $number } is gone for good
desk-expunged-already = Claim #{ $number } was expunged already.
desk-forget-title = { $account } would be forgotten, and a pseudonym stand in its place
desk-forget-nobody = The desk keeps nothing of { $account }.
desk-forgotten-already = { $account } is a forgotten account already: a pseudonym, and nobody.
desk-forget-kept = Named in
desk-forget-count = { $number ->
    [one] one revision at most
   *[other] { $number } revisions at most
}
desk-forget-linked = Only this account is forgotten. Those linked to it stay, with the role.
desk-forget-yourself = That is your own account. A role that the desk gave it goes too.
desk-forget-copies = What the account entered stays, and so does what others wrote about it. Backups and copies of the file made before still name it: whoever runs the bot sees to those.
desk-forgotten = The account is forgotten
desk-forget-pseudonym = The log now says
desk-log-kept = Somebody was reading the desk just now, so a file beside it (its name ends in -wal) may hold what was taken out until the bot is stopped.

## link

link-code = Your code: { $code }
link-enter = Valid for { $minutes } minutes, and once. Type from your other account, to this same desk:
link-keep-secret = Show it to nobody: whoever enters it counts as you here.
link-role-counts = Here you may do what the platform says. A role that the desk gave your other account counts instead, once the two are linked.
link-wrong-code = No such code is open. One is valid for { $minutes } minutes and once: /link, typed from your other account to this same desk, shows a new one.
link-own-account = That is this account's own code. Type it from your other account.
link-already = { $account } and this account are one person already.
link-lessens = You are { $now } here because the platform says so. Linked to { $account } you would be { $then }, the role that the desk gave. Ask an admin to give you the greater role first.
link-asks = Is { $account } yours too? Whoever uses it would count as you here
link-would-be = { $account } would be
link-done = { $account } and this account are one person now

## use

use-title = Desks that you may ask in this chat
use-now = answers here now
use-chosen = The desk { $desk } answers in this chat from the next question on
use-unknown = There is no desk “{ $words }” that you may ask here.
use-not-direct = The desk { $desk } answers here for everybody. Choose in a direct chat with the bot.
use-nothing = There is nothing to choose from: the desk { $desk } answers here.

## What set-up offers where there are buttons

desk-do-name = Name and time zone
desk-do-role = Give somebody a role
desk-do-new-topic = New topic
desk-do-topic = This channel's topic
desk-do-review = Review here
