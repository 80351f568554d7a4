"""What has numbers in it and is never a figure, in English: dates, times, ages, labels, addresses.

Each is a pattern over the text as it is written, since "May" is a month and "may" is not. Every repetition is
bounded or can end in one way only, so that no text takes longer than its length.
"""

import re

_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_DAY = r"[0-3]?[0-9](?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:-|–|to|and|or|,)\s?{_DAY}){{0,3}}"
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_END = r"\b(?![,.]?[0-9])"  # the digits go no further
_DECIMAL = r"[0-9]{1,9}(?:\.[0-9]{1,9})?"
_NOT_COUNTED = r"(?!\s(?:hundred|thousand|million|billion|per\s?cent)\b|\s?%)"

# What has a number for a name, and what has one when it is a name itself: "Article 5", "Unit 3".
_LABELS = (
    "articles?|section|chapter|clause|paragraph|resolution|decree|directive|flight|route|highway|pages?|number"
    "|nos?|nr|version|magnitude|channel|boeing|airbus|formula|psalm"
)
_NAMES = (
    "Unit|Group|Zone|Sector|Area|Hill|Height|Reactor|Hospital|School|Station|Camp|Colony|Room|Gate|Block|Phase"
    "|Stage|Level|Category|Class|Type|Day|Week|Round|Line|Road|Part|Table|Figure|Protocol|Windows|Apollo|Soyuz"
    "|France|Rossiya|Kanal|Sky|Radio"
)

MASKS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        # Addresses
        r"\b(?:https?://|www\.)\S+",
        r"(?<!\S)\S*@\S*",
        r"(?<!\S)(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/\S*",
        # Dates
        rf"\b{_DAYS}\s(?:of\s)?{_MONTH}\b(?:,?\s[12][0-9]{{3}}{_END})?",
        rf"\b{_MONTH}\s(?:the\s)?{_DAYS}{_END}{_NOT_COUNTED}(?:,?\s[12][0-9]{{3}}{_END})?",
        rf"\b(?:{_MONTH}|{_SEASON})(?:\sof)?,?\s(?:[-–/]\s?)?[12][0-9]{{3}}{_END}(?:[-–/][0-9]{{2,4}}\b)?",
        rf"\b{_YEAR}[-–/][0-9]{{2}}(?:[-–/][0-9]{{2}})?{_END}",
        rf"\b[0-9]{{1,2}}([./-])[0-9]{{1,2}}\1(?:{_YEAR}|[0-9]{{2}}){_END}",
        r"(?i)\b(?:in|since|during|until|till|throughout|early|late|mid|year|years|by|as\sof)\s"
        rf"(?:early\s|late\s|mid[-\s])?(?:19|20)[0-9]{{2}}{_END}(?:\s?(?:[-–]|to|and|or)\s?{_YEAR}{_END})?",
        # Times
        r"\b[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9])(?:\s?(?:[ap]\.m\.|[ap]m\b))?",
        r"\b[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|o['’]clock)",
        r"\b[0-9]{3,4}\s?(?:hrs|hours)?\s?(?:GMT|UTC|CET|EET|EST|BST|Moscow\stime|local\stime)\b",
        # Ages
        rf"(?i)\b(?:aged|ages?(?:\sof)?)\s(?:between\s|from\s|about\s|around\s|over\s|under\s)?{_DECIMAL}{_END}"
        rf"(?:\s?(?:-|–|to|and|or)\s?{_DECIMAL}{_END})?",
        rf"(?i)\b{_DECIMAL}[-\s]?years?[-\s]olds?\b",
        rf"(?i)\b(?:over|under)[-\s]{_DECIMAL}s\b",
        # Labels and names
        rf"(?i)\b(?:{_LABELS})\b\.?\s?(?:no\.?\s?)?[0-9]{{1,5}}(?:\.[0-9]{{1,5}}){{0,3}}{_END}(?!\s?%)",
        rf"\b(?:{_NAMES})\s(?:No\.?\s?)?[0-9]{{1,4}}{_END}(?!\s?%)",
        r"[#№§]\s?[0-9]{1,9}",
        r"(?i)\bv(?:er(?:sion)?)?\.?\s?[0-9]{1,9}(?:\.[0-9]{1,9}){0,5}\b",
        r"\b(?![0-9]{1,3}(?:\.[0-9]{3})+(?![0-9.]))[0-9]{1,20}(?:\.[0-9]{1,20}){2,8}",
        # Numbers to call, places on a map, fractions and dates with a slash, votes and scores
        r"\+[0-9][0-9\s().-]{6,18}[0-9]",
        r"\([0-9]{3}\)\s?[0-9]{3}[-\s][0-9]{4}\b",
        r"(?i)\b(?:tel|phone|telephone|call|fax)\b[.:]?\s?[0-9+(][0-9\s()+-]{4,20}",
        r"\b[0-9]{1,20}(?:[-–][0-9]{1,20}){2,8}\b",
        rf"-?{_DECIMAL}\s?°(?:\s?{_DECIMAL}\s?['’\u2032](?:\s?{_DECIMAL}\s?[\"”\u2033])?)?\s?[NSEW]\b",
        r"-?\b[0-9]{1,3}\.[0-9]{2,9}\s?[NSEW]?\s?,\s?-?[0-9]{1,3}\.[0-9]{2,9}\b",
        rf"\b{_DECIMAL}(?:\sdegrees)\s(?:north|south|east|west)\b",
        r"\b[0-9]{1,9}(?:/[0-9]{1,9}){1,4}\b",
        r"(?i)\b(?:vot|scor)[a-z]{0,6}(?:\s[a-z]{1,15}){0,4}\s[0-9]{1,9}\s?(?:-|–|to|against)\s?[0-9]{1,9}\b",
        r"(?i)\b(?:won|lost|drew|beat)(?:\s[a-z]{1,15}){0,2}\s[0-9]{1,2}[-–][0-9]{1,2}\b(?=\s?[.,;!?]|\sto\b|$)",
    )
)
