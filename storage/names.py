"""How names are compared: without case, accents, or the width of their spaces."""

import unicodedata

# What keyboards and word processors put for plain quotes and hyphens.
_PLAIN = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u02bc\u2032", "'"), **dict.fromkeys("\u201c\u201d", '"')}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-")
)


def fold(text: str) -> str:
    """Returns *text* as it is compared and looked up: no case, no accents, single spaces.

    The decomposition is NFKD and the case folding is Unicode's full one, curly quotes and long dashes count
    as plain ones, so "Pyongyang", "pyongyang" and
    "PYÓNGYANG" fold alike. The result is for comparing only, never for showing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
