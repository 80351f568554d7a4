"""Exporting a desk's claims for a spreadsheet: CSV as RFC 4180 has it, one row a claim, in readable columns.

A spreadsheet runs a cell that begins like a formula, and a quote may begin with anything: such a cell gets an
apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection). The file begins with a byte order
mark, without which Excel takes UTF-8 for something else.
"""

import csv
import io
from collections.abc import Iterable
from sqlite3 import Connection
from typing import IO

from sqlite_utils import Database

from storage.exchange.exporting import claim_batches, of_one_revision, statuses
from storage.exchange.reading import read_claims
from storage.exchange.surroundings import Link, Surroundings, around, links
from storage.lines import Attribution, Claim, Figure, Source
from storage.vocabulary import RelationType

COLUMNS = (
    "number",
    "uid",
    "occurred",
    "stated",
    "claim",
    "kind",
    "status",
    "rank",
    "said by",
    "about",
    "place",
    "topics",
    "figures",
    "relations",
    "sources",
    "links",
    "quotes",
)
"""The header of the table."""

_JOIN = "; "

# What begins a formula, as OWASP lists it: line breaks too, and the full-width forms that some take alike.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # meant to be full-width

_BY: dict[RelationType, str] = {
    "confirms": "confirmed by",
    "corroborates": "corroborated by",
    "disputes": "disputed by",
    "denies": "denied by",
    "supersedes": "superseded by",
    "corrects": "corrected by",
}


def export_csv(db: Database, out: IO[bytes], *, everything: bool = False) -> int:
    """Writes one row for every claim of a desk, as of one revision.

    Args:
        db: A reader of the desk.
        out: Where the table goes, in UTF-8.
        everything: Proposed and rejected claims too; otherwise only published and retracted ones.

    Returns:
        How many claims were written.
    """
    return of_one_revision(db, lambda conn: _export(conn, out, everything=everything))


def _export(conn: Connection, out: IO[bytes], *, everything: bool) -> int:
    out.write("\ufeff".encode() + _written([COLUMNS]))
    written = 0
    for numbers in claim_batches(conn, statuses(everything)):
        claims = read_claims(conn, str(numbers))
        names, related = around(conn, claims.values()), links(conn, numbers)
        out.write(_written(_row(number, claims[number], names, related[number]) for number in numbers))
        written += len(numbers)
    return written


def _written(rows: Iterable[Iterable[object]]) -> bytes:
    table = io.StringIO(newline="")
    csv.writer(table).writerows([_safe(cell) for cell in row] for row in rows)
    return table.getvalue().encode()


def _safe(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _row(number: int, claim: Claim, names: Surroundings, related: list[Link]) -> list[object]:
    sources = [names.sources[each.source] for each in claim.evidence]
    return [
        number,
        claim.uid,
        claim.occurred or "",
        claim.stated or "",
        claim.text,
        claim.kind,
        claim.status,
        claim.rank,
        _JOIN.join(_speaker(each, names) for each in claim.attributions),
        _JOIN.join(names.actors[each.actor].name for each in claim.involvements),
        "" if claim.place is None else names.actors[claim.place].name,
        _JOIN.join(names.topics[uid].title for uid in claim.topics),
        _JOIN.join(_figure(each) for each in claim.figures),
        _JOIN.join(_link(each) for each in related),
        _JOIN.join(_source(each) for each in sources),
        _JOIN.join(each.url for each in sources if each.url is not None),
        _JOIN.join(each.quote for each in claim.evidence if each.quote is not None),
    ]


def _speaker(said: Attribution, names: Surroundings) -> str:
    verb = "" if said.verb == "says" else f" ({_words(said.verb)})"
    role = "" if said.role == "speaker" else f"{_words(said.role)} "
    return f"{role}{names.actors[said.actor].name}{verb}"


def _figure(figure: Figure) -> str:
    parts = [f"{figure.measure}:", _amount(figure), figure.unit or ""]
    if figure.as_of is not None:
        parts.append(f"(as of {figure.as_of})")
    return " ".join(part for part in parts if part)


def _amount(figure: Figure) -> str:
    qualifier = "" if figure.qualifier in ("exactly", "between") else f"{_words(figure.qualifier)} "
    best = "" if figure.best is None else f"{figure.best}"
    if figure.lower is None and figure.upper is None:
        return f"{qualifier}{best or figure.wording or ''}"
    if figure.lower is None or figure.upper is None:
        bound = f"from {figure.lower}" if figure.upper is None else f"up to {figure.upper}"
    else:
        bound = f"{figure.lower} to {figure.upper}"
    return f"{qualifier}{bound}" if not best else f"{qualifier}{best} ({bound})"


def _link(link: Link) -> str:
    return f"{_BY[link.relation] if link.incoming else link.relation} #{link.other}"


def _source(source: Source) -> str:
    parts = [source.publisher, source.title, source.published]
    return ", ".join(part for part in parts if part is not None) or (source.url or "")


def _words(word: str) -> str:
    return word.replace("_", " ")
