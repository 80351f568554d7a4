### Claims and all that stands around them: the words of the record's vocabularies, who says what, figures,
### what one claim is to another, sources, and the headings of an answer. Neutral throughout: never what is true.

## Who says it, and how. $count is 1 where the verb stands in the singular.

verb-says = { $count ->
    [one] says
   *[other] say
}
verb-announces = { $count ->
    [one] announces
   *[other] announce
}
verb-claims = { $count ->
    [one] claims
   *[other] claim
}
verb-reports = { $count ->
    [one] reports
   *[other] report
}
verb-estimates = { $count ->
    [one] estimates
   *[other] estimate
}
verb-confirms = { $count ->
    [one] confirms
   *[other] confirm
}
verb-does_not_confirm = { $count ->
    [one] does not confirm
   *[other] do not confirm
}
verb-denies = { $count ->
    [one] denies
   *[other] deny
}
verb-disputes = { $count ->
    [one] disputes
   *[other] dispute
}
verb-acknowledges = { $count ->
    [one] acknowledges
   *[other] acknowledge
}
verb-warns = { $count ->
    [one] warns
   *[other] warn
}
verb-predicts = { $count ->
    [one] predicts
   *[other] predict
}
verb-promises = { $count ->
    [one] promises
   *[other] promise
}
verb-demands = { $count ->
    [one] demands
   *[other] demand
}
verb-accuses = { $count ->
    [one] accuses
   *[other] accuse
}

# A name with one of these nouns is plural though it names one speaker: "Ukrainian officials deny". The noun is the
# name's last word, or the one before one of plural-noun-ends-before: "Armed Forces of Ukraine". Lower case.
plural-nouns =
    activists agencies allies analysts authorities chiefs commanders companies democrats deputies diplomats
    doctors eyewitnesses experts families fighters forces governments groups guards inspectors insurgents
    investigators journalists lawmakers lawyers leaders media militants ministers ministries monitors observers
    officers officials operators organisations organizations owners partners police prosecutors protesters
    rebels relatives representatives republicans researchers rescuers residents scientists separatists services
    soldiers sources spokespeople spokespersons survivors troops unions veterans villagers volunteers witnesses
    workers
plural-noun-ends-before = at for from in inside near of on to with

# A speaker with a verb, several of these in one sentence, and the line's opening with the colon before the claim.
attributed-speaker = { $names } { $verb }
attributed-anonymous_official = an unnamed official of { $name }
attributed-via = { $speakers }, via { $names }
attributed-only-via = via { $names }
attributed-publisher = according to { $publisher }
attributed-nobody = speaker not recorded
speakers-opening = { $speakers }:

## What a claim is

claim-kind-event = event
claim-kind-figure = figure
claim-kind-statement = statement
claim-kind-control = control of territory
claim-kind-forecast = forecast

involvement-subject = subject
involvement-target = target
involvement-participant = participant
involved = { $name } ({ $role })

status-proposed = proposed, not yet published
status-published = published
status-retracted = RETRACTED
status-rejected = rejected

rank-preferred = ranked preferred
rank-normal = ranked normal
rank-deprecated = ranked deprecated

## Dates of a claim

date-opening = { $date } —
date-stated = said { $date }
date-reported = reported { $date }

## Figures

figure-exactly = { $amount }
figure-about = about { $amount }
figure-at_least = at least { $amount }
figure-at_most = at most { $amount }
figure-more_than = more than { $amount }
figure-fewer_than = fewer than { $amount }
figure-between = { $amount }
# Between, with one bound not given.
figure-from = from { $amount }
figure-up-to = up to { $amount }
figure-range = { $lower }–{ $upper }
figure-best = { $amount } (best estimate { $best })
figure-unit = { $amount } { $unit }
figure-percent = { $amount }%
figure-no-number = no number given
figure-as-of = { $figure }, as of { $date }
figure-cumulative = { $figure }, cumulative
figure-not-cumulative = { $figure }, not cumulative
figure-measured = { $measure }: { $figure }
figure-worded = { $figure }, in the words “{ $text }”

estimate-said = { $speakers }, { $date }

## What one claim is to another: $who is a claim's number, with its speakers where it has any

claim-number = #{ $number }
claim-of = { $speakers } (#{ $number })

relation-confirms-incoming = confirmed by { $who }
relation-confirms-outgoing = confirms { $who }
relation-corroborates-incoming = corroborated by { $who }
relation-corroborates-outgoing = corroborates { $who }
relation-disputes-incoming = disputed by { $who }
relation-disputes-outgoing = disputes { $who }
relation-denies-incoming = denied by { $who }
relation-denies-outgoing = denies { $who }
relation-supersedes-incoming = superseded by { $who }
relation-supersedes-outgoing = supersedes { $who }
relation-corrects-incoming = corrected by { $who }
relation-corrects-outgoing = corrects { $who }

relation-opening = { $relation }:
relation-opening-dated = { $relation }, { $date }:

origins = corroborated: { $count ->
    [one] one independent origin
   *[other] { $count } independent origins
}

## What its editors did

changed-on = { $change } { $date }
because = { $mark }: { $reason }

change-added = added
change-wording = wording changed
change-updated = updated
change-corrected = corrected
change-withdrawn = withdrawn
change-restored = restored
change-approved = approved
change-rejected = rejected
change-reopened = put back to be reviewed
change-ranked = ranked
change-merged = merged
change-split = split
change-archived = archived
change-removed = removed
change-expunged = expunged

object-topic = topic
object-actor = actor
object-source = source
object-claim = claim
object-relation = relation
object-setting = setting
object-person = person
object-group = group
object-channel = channel
object-flag = flag
object-digest = digest

log-entry = revision { $revision }, { $date }: { $object } { $change }, by { $account } ({ $platform })
log-entry-because = { $entry } — { $reason }
history-line = r{ $revision }, { $date }: { $what }, by { $who }
history-because = { $line } — { $reason }
difference = { $field }: { $before } → { $after }
difference-new = { $field }: { $after }, where nothing was
difference-gone = { $field }: { $before }, taken away
log-more = More revisions are not shown.

## Where it can be checked

source-dated = { $name }, { $date }
source-unnamed = source
source-more = { $count ->
    [one] and one more source
   *[other] and { $count } more sources
}
source-titled = { $name }: “{ $title }”
source-author = by { $author }
source-retrieved = read { $date }
source-first = first appearance
source-archived = archived:
quote = “{ $text }”
quote-language = “{ $text }” ({ $language })
quote-translation = in translation: “{ $text }”

## Headings and labels of an answer

label-kind = Kind
label-occurred = Happened
label-stated = Stated
label-place = Place
label-topics = Topics
label-involved = Involved
label-identifier = Identifier
section-figures = Figures
section-evidence = Evidence
section-relations = Other claims
section-history = History

hint-next = next page: { $line }
hint-action = { $label }: { $line }
entry-detail = { $name } — { $detail }

## What is left out of a list

and-others = { $count ->
    [one] { $count } other
   *[other] { $count } others
}
