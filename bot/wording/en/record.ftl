### What editors and proposers are told.

## What became of it

record-added = Published as claim #{ $number }
record-waits = Claim #{ $number } waits for a second person
record-changed = Claim #{ $number } as it reads now
record-retracted = Claim #{ $number } is retracted
record-restored = Claim #{ $number } is published again
record-joined = Another source for claim #{ $number }
record-unrelated = Claim #{ $later } and claim #{ $earlier } are no longer related so
what-changed = What changed
take-back = take it back
undone = Revision { $revision } is taken back by { $by }
carried-out-before = That was carried out before, as revision r{ $revision }; nothing was done twice.
handled-before = That was carried out before; nothing was done twice.

relates-confirms = Claim #{ $later } confirms claim #{ $earlier }
relates-corroborates = Claim #{ $later } corroborates claim #{ $earlier }
relates-disputes = Claim #{ $later } disputes claim #{ $earlier }
relates-denies = Claim #{ $later } denies claim #{ $earlier }
relates-supersedes = Claim #{ $later } supersedes claim #{ $earlier }
relates-corrects = Claim #{ $later } corrects claim #{ $earlier }

## How it was read

new-actor = “{ $name }” is new here, and made with the claim.
offered-again = “{ $name }” was archived, and is offered again.
new-topic = “{ $name }” is a new topic, and made with the claim.
source-read = The address is kept as { $address }.
source-undated = When the source was published is not known; published: says it.
source-new = A source of { $publisher }, new here.
source-known = Source: { $name } ({ $number }).
source-kept = That source is known, and stays as it is; /names source edit { $number } changes it.
occurred-read = Happened { $date }: read from the text. occurred: says otherwise.
figures-read = Read from the text: { $figures }. figure: says otherwise.
entered-without-topic = It is in no topic yet; topic: names one.

## Drafts

draft-title = Draft { $draft }: settle this first
draft-plain = Draft { $draft }: nothing is published yet
draft-number = It would be claim #{ $number }. What you type after /record add is added to the draft.
draft-publish = publish it as it is
draft-words = change its words
draft-figure = add a figure
draft-source = change its source
draft-relate = relate it to claims
draft-drop = drop it
draft-kind = The kind of claim
draft-verb = How it is said
draft-dropped = Draft { $draft } is dropped: “{ $text }”
draft-at = { $draft }, { $at }
drafts-title = Your drafts
drafts-none = You have no draft. /record add begins one where something is doubtful.
doubt-new-actor = Nobody is called “{ $name }” here. Is it { $near }?
doubt-new-topic = There is no topic “{ $name }”. Is it { $near }?
doubt-date = “{ $words }” in the text can be read in two ways. Which day is meant?
doubt-which = Several are called “{ $name }” here. Which is meant?
doubt-near = Claim #{ $number } is near to it: “{ $text }” Join it as another source, or relate the two:

claim-taken-back = Claim #{ $number } was taken back by revision r{ $revision }. /history { $number } shows what it was.
claim-expunged = Claim #{ $number } was expunged { $date }: { $reason }
claim-expunged-alone = Claim #{ $number } was expunged { $date }.

## What can't be done

still-needed-text = What is claimed? Write one sentence: /record add Ukraine holds two villages. source:https://…
still-needed-source = Where can it be checked? Add source: with an address, or with a publisher and a date, as source:Reuters, 28 April 2025
text-too-long = That has { $given } characters; at most { $most } are kept. Shorten it.
name-too-long = A name has 1 to { $most } characters.
topic-needs-slug = “{ $name }” has no letters from a to z for its short name. Make it with /names topic add and slug:
source-unread = “{ $words }” names no source. Give an address, a publisher and a date (Reuters, 28 April 2025), a number (s12), or same.
no-source-yet = You have not used a source here yet, so there is none to repeat.
no-such-source = There is no source s{ $number }. /sources lists them.
address-blank = That is no address: it is empty.
address-too_long = That address is too long to keep: at most 2,000 characters.
address-characters = “{ $words }” is no address: there are characters in it that none may hold.
address-scheme = “{ $words }” is no address of the web. Only http and https are kept.
address-userinfo = “{ $words }” holds a user's name or password. Leave out what stands before the @.
address-host = “{ $words }” names no host of the web.
address-port = “{ $words }” names a port that can't be.
figure-unread = “{ $words }” is no figure that I can read. Try 10,000-12,000 soldiers, about 4,000 killed or wounded, at least 12, more than $1.5bn.
figure-ambiguous = “{ $words }” can be read as { $options }. Write it plainly.
figure-of-what = What does “{ $words }” count? Write it before a colon: killed or wounded: { $words }
no-claim-to-relate = Claim #{ $number } is not there, or not published, so nothing can be related to it.
related-already = Claim #{ $later } has that relation to claim #{ $earlier } already.
not-related = Claim #{ $later } has no such relation to claim #{ $earlier }. /claim { $later } shows what it has.
correction-needs-reason = Why was it { $correction }? Add reason:
rank-needs-reason = Why is it { $rank }? Say it after the rank.
nothing-changed = Nothing changed: claim #{ $number } reads so already.
edit-unknown-name = { $said }
changed-since-read = Somebody changed claim #{ $number } since you read it. Nothing was written.
change-anyway = To go on all the same:
wording-is-text = A correction of wording changes the text alone. For { $field }: say updated or corrected, and why.
removing-needs-reason = Why is it taken away? Add reason:
revision-to-come = There is no revision { $revision } yet.
name-reserved = “{ $name }” means something else here, so nobody can be called that.
kind-wants-second-person = A second person must see each claim of this kind ({ $kind }). Retract this one, and add it anew as what it is.
figures-want-second-person = A second person must see each figure here. Add it as a claim of its own.
not-published-proposed = Claim #{ $number } is only proposed. /review reject { $number } takes it out of the queue.
not-published-retracted = Claim #{ $number } is retracted already.
not-published-rejected = Claim #{ $number } was rejected; no reader sees it.
not-retracted = Claim #{ $number } is not retracted.
last-evidence = That is the only evidence of claim #{ $number }, and a published claim has one piece at least. Add another first, or retract the claim.
evidence-there = Claim #{ $number } has that source with that quote already.
figure-there = Claim #{ $number } has that figure already.
no-such-piece = There is no number { $number }: there are { $count }.
piece-unread = “{ $words }” is no number to count by; /claim shows them, counted from 1.
revision-unread = “{ $words }” is no revision. One is written r12; /history shows them.
draft-unread = “{ $words }” is no draft. One is written d3; /record drafts lists yours.
flag-unread = “{ $words }” is no flag. One is written f3; /review queue shows them.
no-such-draft = You have no draft { $draft }. /record drafts lists yours.
undo-nothing = There is nothing of yours to take back.
undo-none = There is no revision { $revision }.
undo-undone = Revision { $revision } was taken back already, by { $by }. To bring it back: /record undo { $by }
undo-changed = Revision { $revision } can't be taken back: { $by } changed the same since. Take that back first.
undo-expunged = Revision { $revision } can't be taken back: its content was expunged.
undo-affair = Revision { $revision } changed the desk's settings or people. Set them back by the command that changed them.
refused = That can't be: { $reason }.
changed-meanwhile = The { $kind } was changed meanwhile. Nothing was written; look at it and try again.

## Proposals, doubts and the queue

proposed = Proposed as #{ $number }: an editor will look at it, and you hear what became of it
too-many-new-names = At most { $most } names that are new here may come with one proposal. Name fewer, or propose it in parts.
propose-new-topic = There is no topic “{ $name }”, and only editors make one. /topics lists those there are.
blocked = You may not propose or flag here. Ask an admin.
too-much-waiting = { $most } of yours wait for review already. Wait until an editor has looked at them.
cooldown = Ask again in { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}.
flagged = The editors will look at claim #{ $number } ({ $flag }); you hear what they say
queue-title = { $number ->
    [0] The review queue
    [one] { $number } waits for review
   *[other] { $number } wait for review
}
queue-empty = Nothing waits.
queue-post-proposal = To be reviewed: claim #{ $number }
queue-post-flag = A reader doubts claim #{ $number }
queue-post-settled = Claim #{ $number } was reviewed: { $status }
queue-post-closed = The doubt { $flag } about claim #{ $number } was answered
queue-post-gone = What waited here as #{ $number } waits no more
notice-review-unreachable = What waits for review can’t be shown in the channel { $channel }: it is gone, or the bot may not see it or write there. Let it, or choose another with /desk settings review:here
queue-proposed = Proposed by { $who }, { $at }
queue-flagged = { $flag }: doubted by { $who }, { $at }: { $reason }
queue-approve = publish #{ $number }
queue-reject = reject #{ $number } and say why
queue-close = close { $flag } and answer
approved = Claim #{ $number } is published
rejected = Claim #{ $number } is rejected
settled-already = Claim #{ $number } does not wait: it is { $status }.
second-person-forgotten = Whoever proposed this was forgotten, so an admin decides.
second-person = Claims of this kind ({ $kind }) need a second person, and you proposed this one.
flag-closed = { $flag } on claim #{ $number } is closed
no-such-flag = There is no open flag { $flag }. /review queue shows what waits.
notice-approved = Claim #{ $number }, which you proposed, is published: “{ $text }”
notice-rejected = Claim #{ $number }, which you proposed, was not published: { $reason } (“{ $text }”)
notice-taken-back = Claim #{ $number }, which you proposed, was taken out of review: “{ $text }”
notice-taken-back-because = Claim #{ $number }, which you proposed, was taken out of review: { $reason } (“{ $text }”)
notice-reopened = Claim #{ $number }, which you proposed, waits for review again: “{ $text }”
notice-reopened-because = Claim #{ $number }, which you proposed, waits for review again: { $reason } (“{ $text }”)
notice-rejected-again = Claim #{ $number }, which you proposed, is rejected after all: “{ $text }”
notice-rejected-again-because = Claim #{ $number }, which you proposed, is rejected after all: { $reason } (“{ $text }”)
notice-flag-closed = Your doubt about claim #{ $number } was looked at: { $reason }

## History

history-title = History of claim #{ $number }
did-undo = { $what }, taking back { $revision }
did-to = { $object } { $what }
object-numbered = { $kind } #{ $number }
object-named = { $kind } “{ $name }”
relates-no-more = { $relation }
did-to-relation = relation “{ $relation }” { $what }
field-uid = name in exchange
field-slug = short name
field-title = title
field-parent = part of
field-aliases = also called
field-archived = archived
field-name = name
field-kind = kind
field-description = description
field-wikidata = Wikidata
field-merged_into = merged into
field-url = address
field-publisher = publisher
field-author = author
field-published = published
field-retrieved = read
field-archive_url = archived copy
field-language = language
field-origin = reprints
field-given_url = address as given
field-text = text
field-occurred = happened
field-stated = stated
field-place = place
field-status = status
field-rank = rank
field-rank_reason = reason of the rank
field-topics = topics
field-attributions = said by
field-involvements = about
field-evidence = evidence
field-figures = figures
field-relation = relation
field-from_claim = from
field-to_claim = to
field-source = source
field-quote = quote
