# Dates in words. Years and days of a month come as text, so that no year reads "2.025".

date-day = { $day }. { $month } { $year }
date-month = { $month } { $year }
date-bc = { $year } v. Chr.
date-ad = { $year } n. Chr.
date-long-year = Jahr { $year }

# EDTF's codes of seasons. A winter ends in the year after it began: "Winter 2024/25"; in the south a summer does.
date-season-21 = Frühjahr { $year }
date-season-22 = Sommer { $year }
date-season-23 = Herbst { $year }
date-season-24 = Winter { $year }
date-season-22-of-two-years = Sommer { $year }/{ $next }
date-season-24-of-two-years = Winter { $year }/{ $next }
date-northern = { $season } auf der Nordhalbkugel
date-southern = { $season } auf der Südhalbkugel
date-third = { $number ->
    [1] erstes Drittel { $year }
    [2] zweites Drittel { $year }
   *[3] letztes Drittel { $year }
}
date-quarter = { $number ->
    [1] erstes Quartal { $year }
    [2] zweites Quartal { $year }
    [3] drittes Quartal { $year }
   *[4] viertes Quartal { $year }
}
date-half = { $number ->
    [1] erstes Halbjahr { $year }
   *[2] zweites Halbjahr { $year }
}

# Without an article, which would have to change with what stands before it.
date-decade = { $year }er-Jahre
date-years = Jahre { $from }–{ $to }
date-some-day = { $date }, Tag unbekannt
date-some-month = { $date }, Monat unbekannt
date-some-year = Jahr unbekannt
date-day-of-some-month = { $day }. eines unbekannten Monats { $year }
date-month-within = { $month } eines unbekannten Jahres ({ $years })
date-day-within = { $day }. { $month } eines unbekannten Jahres ({ $years })
date-estimated = eines der Jahre { $from }–{ $to }, geschätzt { $year }

date-time = { $date }, { $time } Uhr
date-time-in-zone = { $date }, { $time } Uhr { $zone }

# How sure. EDTF's ~, ? and %.
date-about = etwa { $date }
date-possibly = möglicherweise { $date }
date-possibly-about = möglicherweise etwa { $date }
# Only a part of the date is marked so: the year, the month or the day.
date-partly-about = { $date } (teils ungefähr)
date-partly-uncertain = { $date } (teils unsicher)
date-partly-either = { $date } (teils unsicher oder ungefähr)

# Intervals, as short as they can be said.
date-days-of-month = { $from }.–{ $to }. { $month } { $year }
date-days-of-year = { $from }. { $from_month } – { $to }. { $to_month } { $year }
date-months-of-year = { $from }–{ $to } { $year }
date-years-from-to = { $from }–{ $to }
date-interval = { $from } – { $to }
date-from-to = von { $from } bis { $to }
date-since = seit { $date }
date-until = bis { $date }
date-unknown-end = ab { $date }, Ende nicht bekannt
date-unknown-start = bis { $date }, Beginn nicht bekannt

# Sets: one of several dates, or each of them ($dates is a list in the locale's way).
date-one-of = eines davon: { $dates }
date-or-earlier = { $date } oder früher
date-or-later = { $date } oder später
