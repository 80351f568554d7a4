"""English words for what is counted, in what unit, and what became of it.

A thing that is not listed is still read; listed ones are figures in running text without further signs.
"""

from commands.figure_words.vocabulary import Kind

THINGS: tuple[tuple[str, str, str], ...] = (
    # Money: the code of the currency.
    (Kind.CURRENCY, "USD", "$, us$, usd, dollars, dollar, us dollars, american dollars, u.s. dollars"),
    (Kind.CURRENCY, "EUR", "€, eur, euros, euro"),
    (Kind.CURRENCY, "GBP", "£, gbp, pounds sterling"),
    (Kind.CURRENCY, "RUB", "₽, rub, roubles, rubles, rouble, ruble"),
    (Kind.CURRENCY, "UAH", "₴, uah, hryvnia, hryvnias, hryvnya, hryvnyas"),
    (Kind.CURRENCY, "JPY", "jpy, yen"),
    (Kind.CURRENCY, "CNY", "cny, rmb, yuan, renminbi"),
    (Kind.CURRENCY, "KRW", "₩, krw, south korean won, korean won"),
    (Kind.CURRENCY, "INR", "₹, inr, rs, indian rupees"),
    (Kind.CURRENCY, "TRY", "₺, turkish lira, turkish liras"),
    (Kind.CURRENCY, "ILS", "₪, shekels, shekel"),
    (Kind.CURRENCY, "CHF", "chf, swiss francs"),
    (Kind.CURRENCY, "CAD", "c$, cad, canadian dollars"),
    (Kind.CURRENCY, "AUD", "a$, aud, australian dollars"),
    (Kind.CURRENCY, "HKD", "hk$, hkd, hong kong dollars"),
    (Kind.CURRENCY, "NZD", "nz$, nzd, new zealand dollars"),
    (Kind.CURRENCY, "SGD", "s$, sgd, singapore dollars"),
    (Kind.CURRENCY, "PLN", "pln, zloty, zlotys, zloties"),
    (Kind.CURRENCY, "SEK", "sek, swedish kronor, swedish krona"),
    (Kind.CURRENCY, "NOK", "nok, norwegian kroner"),
    (Kind.PERCENT, "%", "%, percent, per cent, pct"),
    (Kind.UNIT, "", "percentage points, percentage point"),
    # Distance, height, temperature, speed
    (
        Kind.EXTENT,
        "",
        "kilometres, kilometers, kilometre, kilometer, miles, mile, metres, meters, metre, meter",
    ),
    (
        Kind.EXTENT,
        "",
        "feet, foot, ft, inches, inch, yards, centimetres, centimeters, cm, millimetres, millimeters",
    ),
    (Kind.EXTENT, "", "nautical miles, light years, degrees, degrees celsius, degrees fahrenheit, °"),
    (Kind.EXTENT, "", "mph, km/h, kph, knots, kilometres per hour, kilometers per hour, miles per hour"),
    (Kind.EXTENT, "°C", "°c"),
    (Kind.EXTENT, "°F", "°f"),
    (Kind.EXTENT, "km", "km, kms"),
    # Area, weight, volume, energy
    (Kind.UNIT, "", "square kilometres, square kilometers, square kilometre, square miles, square metres"),
    (Kind.UNIT, "", "square meters, hectares, acres, cubic metres, cubic meters, cubic feet"),
    (Kind.UNIT, "square km", "sq km, square km, km², km2"),
    (Kind.UNIT, "square miles", "sq mi, sq miles"),
    (Kind.UNIT, "", "tonnes, tonne, tons, ton, metric tons, metric tonnes, kilotons, megatons, kilograms"),
    (Kind.UNIT, "", "kilogrammes, kilos, grams, pounds, litres, liters, gallons, barrels, barrels per day"),
    (Kind.UNIT, "barrels per day", "barrels a day, bpd"),
    (Kind.UNIT, "kg", "kg, kgs"),
    (Kind.UNIT, "", "megawatts, gigawatts, kilowatts, megawatt hours"),
    (Kind.UNIT, "MW", "mw"),
    (Kind.UNIT, "GW", "gw"),
    # People
    (
        Kind.UNIT,
        "",
        "soldiers, soldier, troops, servicemen, serviceman, servicewomen, service members, personnel",
    ),
    (Kind.UNIT, "", "people, person, persons, civilians, civilian, children, child, women, woman, men, man"),
    (
        Kind.UNIT,
        "",
        "boys, boy, girls, girl, students, student, workers, worker, employees, families, households",
    ),
    (Kind.UNIT, "", "fighters, fighter, militants, militant, rebels, insurgents, mercenaries, terrorists"),
    (
        Kind.UNIT,
        "",
        "prisoners of war, prisoners, prisoner, pows, pow, captives, detainees, hostages, hostage",
    ),
    (Kind.UNIT, "", "refugees, migrants, asylum seekers, residents, inhabitants, villagers, protesters"),
    (Kind.UNIT, "", "demonstrators, journalists, journalist, officers, officer, police officers, policemen"),
    (Kind.UNIT, "", "officials, doctors, medics, rescuers, firefighters, passengers, crew members, sailors"),
    (
        Kind.UNIT,
        "",
        "marines, paratroopers, conscripts, reservists, recruits, volunteers, instructors, engineers",
    ),
    (
        Kind.UNIT,
        "",
        "victims, survivors, patients, voters, infants, babies, pilots, generals, guards, deputies",
    ),
    (Kind.UNIT, "", "citizens, foreigners, nationals, infantrymen, gunmen, attackers, suspects, inmates"),
    # Arms and what they are carried in
    (
        Kind.UNIT,
        "",
        "tanks, tank, drones, drone, missiles, missile, ballistic missiles, cruise missiles, rockets",
    ),
    (
        Kind.UNIT,
        "",
        "shells, shell, artillery shells, rounds, bombs, bomb, glide bombs, mines, warheads, weapons",
    ),
    (Kind.UNIT, "", "aircraft, planes, plane, jets, jet, warplanes, fighter jets, helicopters, helicopter"),
    (
        Kind.UNIT,
        "",
        "vehicles, vehicle, armoured vehicles, armored vehicles, trucks, truck, cars, car, buses, bus",
    ),
    (
        Kind.UNIT,
        "",
        "ships, ship, warships, warship, vessels, vessel, boats, boat, submarines, tankers, tanker",
    ),
    (Kind.UNIT, "", "guns, howitzers, rifles, mortars, artillery pieces, artillery systems, launchers"),
    (Kind.UNIT, "", "air defence systems, air defense systems, systems, containers, wagons, carriages"),
    (Kind.UNIT, "", "battalions, brigades, regiments, divisions, companies, units"),
    # Places and what happened there
    (
        Kind.UNIT,
        "",
        "villages, village, settlements, settlement, towns, cities, houses, homes, buildings, building",
    ),
    (Kind.UNIT, "", "schools, hospitals, apartments, flats, bridges, factories, plants, churches, camps"),
    (
        Kind.UNIT,
        "",
        "attacks, attack, strikes, air strikes, airstrikes, clashes, explosions, sorties, incidents",
    ),
    (
        Kind.UNIT,
        "",
        "raids, assaults, violations, cases, bodies, body, jobs, flights, votes, sanctions, arrests",
    ),
    # What became of them
    (Kind.MEASURE, "killed", "killed, killing, kills"),
    (Kind.MEASURE, "wounded", "wounded, wounding"),
    (Kind.MEASURE, "injured", "injured, injuring"),
    (Kind.MEASURE, "", "hurt"),
    (
        Kind.MEASURE,
        "",
        "dead, died, deaths, fatalities, casualties, injuries, killed in action, missing in action",
    ),
    (
        Kind.MEASURE,
        "",
        "missing, captured, taken prisoner, taken captive, taken hostage, displaced, evacuated",
    ),
    (
        Kind.MEASURE,
        "",
        "arrested, detained, imprisoned, jailed, abducted, kidnapped, executed, tortured, deported",
    ),
    (
        Kind.MEASURE,
        "",
        "released, freed, exchanged, swapped, repatriated, rescued, hospitalised, hospitalized",
    ),
    (Kind.MEASURE, "", "homeless, fled, surrendered, deserted, mobilised, mobilized, recruited, conscripted"),
    (
        Kind.MEASURE,
        "",
        "sent, deployed, stationed, dispatched, trained, destroyed, damaged, burned, sunk, lost",
    ),
    (Kind.MEASURE, "shot down", "shot down, shooting down"),
    (
        Kind.MEASURE,
        "",
        "downed, intercepted, launched, fired, seized, liberated, recaptured, delivered, donated",
    ),
    (
        Kind.MEASURE,
        "",
        "infected, stranded, trapped, buried, laid off, sentenced, convicted, charged, supplied",
    ),
    (Kind.MEASURE, "", "pledged, allocated, spent, stolen, exported, imported, shipped, produced, occupied"),
    (Kind.TOLL, "dead", "death toll, number of dead, number of the dead, number of deaths"),
    (Kind.TOLL, "killed", "number of killed, number killed"),
    (Kind.TOLL, "wounded", "number of wounded, number wounded"),
    (Kind.TOLL, "injured", "number of injured, number injured"),
    (Kind.TOLL, "missing", "number of missing, number missing"),
    # Times, and what is told rather than counted
    (
        Kind.SPAN,
        "",
        "seconds, second, minutes, minute, hours, hour, days, day, nights, night, weeks, week, weekends",
    ),
    (Kind.SPAN, "", "months, month, years, year, decades, decade, centuries, century, generations, mornings"),
    (
        Kind.SPAN,
        "",
        "times, time, points, point, goals, goal, sets, halves, thirds, third, quarters, quarter",
    ),
    (
        Kind.SPAN,
        "",
        "fifths, fifth, tenths, sides, side, fronts, words, things, ways, steps, reasons, rounds of",
    ),
    (
        Kind.SPAN,
        "",
        "mm, o'clock, pm, am, minutes later, years old, year old, pages, chapters, articles, paragraphs",
    ),
)
