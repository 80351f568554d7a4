### Titles, notes and errors of the commands.

text = { $text }

## Counts

claims-counted = { $number ->
    [one] { $number } claim
   *[other] { $number } claims
}
claims-more-than = more than { $number } claims

## How a question was read

read-as = “{ $words }” is read as { $date }.
echo-named = { $name }: { $echo }
date-unread = “{ $words }” is no date that I can read. Try 28 April 2025, April 2025, autumn 2024, last Monday, about October 2024, 2025-04-28.
date-short-year = “{ $words }” is no date that I can read: write the year with four digits, as 28 April 2025 or 2025-04-28.
date-ambiguous = “{ $words }” can be read as { $options }. Write the month as a word, or the date as 2025-04-28.
date-ambiguous-years = “{ $words }” can be two years or, in EDTF, { $season }. Write { $years }, or { $season }.
as-of-open = “{ $words }” has no last day, so it can't say what was known by then. Name a day, a month or a year.
on-open = “{ $words }” has no end. Name a day, a month, a season or a year; timeline takes since: and until:.
on-unbegun = “{ $words }” has no beginning. Name a day, a month, a season or a year; timeline takes since: and until:.
until-open = “{ $words }” has no last day to stop at. Name a day, a month or a year.
since-open = “{ $words }” has no first day to start from. Name a day, a month or a year.
since-after-until = Nothing lies between them: since: { $since } is after until: { $until }.
claim-unread = “{ $words }” is no claim's number. A number is written #142; /search finds claims by their words.
page-unread = “{ $words }” is no place to go on from. Ask for the first page, then for the next.
not-one-of = “{ $words }” is not { $options }.

## Nothing of that name

did-you-mean = Did you mean:
which-of-name = Which “{ $words }”? Several are called so:
unknown-topic = There is no topic “{ $words }”.
unknown-topic-alone = There is no topic “{ $words }”. /topics lists them all.
unknown-actor = Nobody is called “{ $words }” here.
unknown-actor-alone = Nobody is called “{ $words }” here. /actors lists who speaks in the record.
unknown-place = There is no place “{ $words }”.
unknown-place-alone = There is no place “{ $words }” in the record.
unknown-measure = Nothing is counted as “{ $words }”.
unknown-measure-alone = Nothing is counted as “{ $words }”. /figures shows what is.
no-such-claim = There is no claim #{ $number } here. /search finds claims by their words.

## What can't be answered

not-allowed = Only { $role } may do that here.
role-reader = readers
role-contributor = contributors
role-editor = editors
role-admin = admins
still-needed = /{ $command } still needs its { $argument }. /help { $command } shows examples.
broken = That broke on our side, and nothing was changed. It is in the log as { $reference }: tell that to whoever runs the bot.
desk-error = { $reason }

## How a line is written

grammar-empty = Type a command, as /timeline kursk. /help lists them all.
grammar-no-command = There is no command “{ $name }”. /help lists them all.
grammar-no-command-near = There is no command “{ $name }”. Did you mean /{ $nearest }? /help lists them all.
grammar-too-long = That is { $given } characters; at most { $most } are read. Shorten it.
grammar-no-such-name = There is no “{ $name }:” here. Did you mean “{ $nearest }:”? Put the words in quotes if they are meant as they stand.
grammar-twice = “{ $name }:” is given twice; it takes one value.
grammar-empty-value = Nothing follows “{ $name }:”. Give its value, or leave it out.
grammar-left-over = “{ $words }” belongs to nothing here. Each further argument is written name:value; /help shows the names.

## Nothing to show

no-more = That is all; there are no more.
newest-few = Under each heading stand the newest { $number } at most.
no-claims-yet = No claims about { $topic } yet.
nothing-so-narrow = Nothing matches that. The whole topic has { $claims }.
as-of-hides = { $claims } known only later or at an unknown time are hidden, and what they deny or confirm.

## Headings

heading-stated = said { $date }
heading-undated = undated

## timeline

timeline-title = Timeline: { $topic }
timeline-which = The timeline of which topic?

## figures

figures-title = Figures: { $topic }
figures-which = Figures of which topic?
figures-none = No figures about that in { $topic } yet.
figures-not-given = No number given

## actor

actor-title = { $name }
actor-kind = Kind
actor-kind-person = person
actor-kind-state = state
actor-kind-organisation = organisation
actor-kind-armed_force = armed force
actor-kind-place = place
actor-kind-other = other
actor-kind-described = { $kind }: { $description }
actor-description = Description
actor-aliases = Also called
actor-wikidata = Wikidata
actor-says = What it says
actor-about = What is said of it
actor-contradicted = Where it is contradicted
actor-no-claims = No claims by or about { $name } here yet.
actor-all = All about { $name }

## on

on-title = { $date }
on-happened = Happened or said then
on-said = Said then of other times
on-nothing = No claims of { $date }, and none that were made then.

## claim

claim-title = Claim #{ $number }
open-claim = Show #{ $number }

## search

search-title = Search: { $words }
search-found = { $claims } found.
search-newest = So many match that only the newest 10,000 were ranked; add a word, a topic or dates.
search-nothing = Nothing holds all of “{ $words }”. Try fewer or other words.
search-empty = This desk holds no claims yet. `dateline import FILE` brings a record in.
search-no-words = There is no word to look for in “{ $words }”.

## brief

brief-title = In brief: { $topic }
brief-which = Which topic in brief?
brief-agreed = Confirmed by another claim or carried by several origins, and denied by none
brief-disputed = Disputed
brief-newest = Newest
brief-cut = Only the newest 1,000 claims were gone through for what is agreed and disputed.
open-timeline = The whole timeline
open-figures = All figures

## changes

changes-title = Changes up to revision r{ $revision }
changes-new = New
changes-corrected = Corrected
changes-disputed = Disputed since
changes-retracted = Retracted
changes-none = Nothing has changed since then.
changed-on-day = { $date }
changed-because = { $date }: { $reason }

## topics, actors and sources

topics-title = Topics
topics-none = No topics yet. `dateline import FILE` brings a record in.
topic-slug = { $slug }
topic-below = { $slug }, part of { $parent }
actors-title = Actors
actors-none = No actors yet. `dateline import FILE` brings a record in.
sources-title = Sources
sources-none = No sources yet. `dateline import FILE` brings a record in.
source-of = { $publisher }, { $date }
source-by = { $publisher }

## help

help-title = What you can ask
help-hint = /help and a command's name shows its arguments and examples.
help-of = /{ $name }
help-in-full = { $help } { $details }
help-examples = Try
help-required = { $help } (needed)
help-optional = { $help }

## Match

match-title = What the record has of this
match-citing = Claims that cite the same address
match-saying = Claims that say much the same
match-nothing = Nothing in the record cites an address of it, or says much the same. /search looks for words.

## What may be asked next of claims that are listed

open-claims = Sources, disputes and history of …
show-dispute = Show the dispute about #{ $number }
open-changes = What changed
numbered = #{ $number } { $text }
