### Digests: what channels are told of their own accord, and what admins are told of them.

## What is posted

digest-title = { $topic }: what is new, { $date }
digest-title-all = What is new, { $date }
digest-part = { $title } ({ $part } of { $parts })
digest-correction = Correction
digest-new = New
digest-corrected = Corrected
digest-restored = Stands again
digest-retracted = Retracted
digest-disputed = Disputed since
digest-confirmed = Confirmed since
digest-more = { $number ->
    [one] and { $number } more
   *[other] and { $number } more
}
digest-gone = No longer in the record: { $numbers }
digest-open = all that changed

## Setting one

digest-set = The digest { $name } is set
digest-changed = The digest { $name } is changed
digest-label-channel = Channel
digest-label-topic = Topic
digest-label-when = When
digest-label-next = Next
digest-label-kinds = Kinds
digest-label-actors = By or about
digest-label-disputed = Only what is disputed
digest-label-at-least = Waits for at least
digest-label-most = At a time at most
digest-label-heading = Heading
digest-everything = everything
digest-daily = daily at { $times }
digest-on-days = { $days } at { $times }
digest-by-cron = by the cron line { $line }
digest-as-it-comes = as it comes: after { $quiet } quiet minutes, at most once in { $every } minutes
digest-next = { $moment } ({ $zone })
digest-next-as-it-comes = as it comes
digest-next-never = never: no such day comes in the next years
digest-paused-asked = paused
digest-paused-unreachable = paused: its channel can’t be written in
digest-paused-restored = paused: the desk was restored from a backup
digest-name-unread = “{ $words }” can’t name a digest. Use a to z, digits and hyphens, at most 64 of them.
digest-unknown = There is no digest “{ $words }”.
digest-unknown-alone = There is no digest “{ $words }”; none is set yet. /digest set makes one.
digest-time-unread = “{ $words }” is no time of day. One is written 07:00 or 19:30.
digest-day-unread = “{ $words }” names no days. Write mon to sun, weekdays, weekend or daily.
digest-cron-unread = “{ $words }” is no cron line, or names more than { $most } times of a day. One is written 0 7 * * 1-5: minute, hour, day of the month, month, day of the week.
digest-one-schedule = Give at: and days:, or cron:, or quiet: and every:, but only one of these.
digest-when = Say when: at:07:00, cron:0 7 * * 1-5, or quiet:10 to have things told as they come; at most { $most } times of a day.
digest-no-channel = Nothing can be posted here: this is no channel of a server or room. Name one with channel:, as channel:discord:42.

## What there is

digest-list = Digests
digest-none = No digest is set.
digest-to-set = To have this channel told daily:
digest-entry = { $channel }; { $when }; next: { $next }
digest-nothing-new = Nothing is new since the last one.
digest-too-little = It waits until there are { $number } things to tell.
digest-is-paused = The digest { $name } is paused. /digest resume lets it go on.
digest-on-its-way = The digest { $name } is posted in a moment
digest-paused = The digest { $name } is paused
digest-resumed = The digest { $name } goes on
digest-removed = The digest { $name } is removed; it was:
digest-do-preview = preview
digest-do-list = all digests
digest-do-now = post it now
digest-do-resume = let it go on
digest-do-deliveries = what was posted

## Deliveries

digest-deliveries = What was posted, and what is on its way
digest-deliveries-none = Nothing was posted yet.
digest-delivery = { $digest }, put together { $at }, in { $channel }: { $state }
digest-state-pending = waits
digest-state-sending = is being sent
digest-state-sent = is there
digest-state-unknown = unknown whether it arrived
digest-state-failed = given up
digest-state-because = { $state } ({ $fault }; attempts: { $attempts })
digest-do-resend = resend { $number }
digest-not-given-up = No message { $number } was given up. /digest deliveries lists them.
digest-resent = Message { $number } is sent again

## What those are told who set one

notice-digest-unreachable = Nothing can be posted in the channel { $channel }: it is gone, or the bot may not see it or write there. The digest { $name } is paused; /digest resume lets it go on once that is mended
notice-digest-restored = The desk was restored from a backup, and nobody knows what the digest { $name } told in the channel { $channel } since then. It is paused; /digest resume lets it go on from now
notice-digest-failed = A message of the digest { $name } in the channel { $channel } was not taken, and was given up. /digest deliveries says why, and offers to resend it
notice-digest-unknown = Nobody can tell whether a message of the digest { $name } arrived in the channel { $channel }. Look there; /digest deliveries offers to resend it
