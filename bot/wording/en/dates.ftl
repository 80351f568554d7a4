# Dates in words. Years and days of a month come as text, so that no year reads "2,025".

date-day = { $day } { $month } { $year }
date-month = { $month } { $year }
date-bc = { $year } BC
date-ad = AD { $year }
date-long-year = the year { $year }

# EDTF's codes of seasons. A winter ends in the year after it began: "winter 2024–25"; in the south a summer does.
date-season-21 = spring { $year }
date-season-22 = summer { $year }
date-season-23 = autumn { $year }
date-season-24 = winter { $year }
date-season-22-of-two-years = summer { $year }–{ $next }
date-season-24-of-two-years = winter { $year }–{ $next }
date-northern = { $season } in the northern hemisphere
date-southern = { $season } in the southern hemisphere
date-third = { $number ->
    [1] first third of { $year }
    [2] second third of { $year }
   *[3] last third of { $year }
}
date-quarter = { $number ->
    [1] first quarter of { $year }
    [2] second quarter of { $year }
    [3] third quarter of { $year }
   *[4] fourth quarter of { $year }
}
date-half = { $number ->
    [1] first half of { $year }
   *[2] second half of { $year }
}

date-decade = the { $year }s
date-years = the years { $from }–{ $to }
date-some-day = a day in { $date }
date-some-month = a month in { $date }
date-some-year = a year not known
date-day-of-some-month = day { $day } of a month in { $year }
date-month-within = { $month } of a year in { $years }
date-day-within = { $day } { $month } of a year in { $years }
date-estimated = one of the years { $from }–{ $to }, estimated as { $year }

date-time = { $date }, { $time }
date-time-in-zone = { $date }, { $time } { $zone }

# How sure. EDTF's ~, ? and %.
date-about = about { $date }
date-possibly = possibly { $date }
date-possibly-about = possibly about { $date }
# Only a part of the date is marked so: the year, the month or the day.
date-partly-about = { $date } (in part approximate)
date-partly-uncertain = { $date } (in part uncertain)
date-partly-either = { $date } (in part uncertain or approximate)

# Intervals, as short as they can be said.
date-days-of-month = { $from }–{ $to } { $month } { $year }
date-days-of-year = { $from } { $from_month } – { $to } { $to_month } { $year }
date-months-of-year = { $from }–{ $to } { $year }
date-years-from-to = { $from }–{ $to }
date-interval = { $from } – { $to }
date-from-to = from { $from } to { $to }
date-since = since { $date }
date-until = until { $date }
date-unknown-end = from { $date }, end not known
date-unknown-start = until { $date }, beginning not known

# Sets: one of several dates, or each of them ($dates is a list in the locale's way).
date-one-of = one of { $dates }
date-or-earlier = { $date } or earlier
date-or-later = { $date } or later
