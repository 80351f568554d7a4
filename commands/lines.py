"""How claims are laid out as lines of an answer."""

from collections.abc import Iterable
from itertools import groupby, islice

from commands.card import Action, ClaimLine, Claims, Date, Menu, Message, Next, message
from storage.model import Answer, Claim
from storage.reads.suggest import shortened

PAGE = 10
"""Claims on a page: what a phone shows without much scrolling, and Discord's components hold."""

_DISPUTES = 2
"""So many claims of a page that are disputed are named below it."""


def by_date(claims: Iterable[Claim]) -> tuple[Claims, ...]:
    """Groups claims that follow each other under the date they share, as it is written."""
    return tuple(
        Claims(_heading(occurred, stated), tuple(ClaimLine(claim) for claim in together))
        for (occurred, stated), together in groupby(claims, key=_dates)
    )


def under(heading: Message, claims: Iterable[Claim]) -> tuple[Claims, ...]:
    """Puts claims under one heading; nothing where there are none."""
    lines = tuple(ClaimLine(claim) for claim in claims)
    return (Claims(heading, lines),) if lines else ()


def next_page(line: str, claims: tuple[Claim, ...], more: bool) -> Next | None:
    """Returns the next page of the question *line*, continued after the last of these claims."""
    return Next(line, f"#{claims[-1].number}") if more and claims and line else None


def menu_of(claims: Iterable[Claim]) -> tuple[Menu, ...]:
    """Returns a menu that opens each of these claims: its sources and quotes, disputes and history."""
    options = tuple(
        Action(
            message("numbered", number=str(each.number), text=shortened(each.text)), f"/claim {each.number}"
        )
        for each in claims
    )
    return (Menu(message("open-claims"), options),) if options else ()


def disputes(claims: Iterable[Claim]) -> tuple[Action, ...]:
    """Returns what opens the first of these claims that others deny or dispute."""
    disputed = (claim for claim in claims if any(map(_is_against, claim.answers)))
    return tuple(
        Action(message("show-dispute", number=str(each.number)), f"/claim {each.number}")
        for each in islice(disputed, _DISPUTES)
    )


def _is_against(answer: Answer) -> bool:
    return answer.incoming and answer.relation in ("denies", "disputes")


def _dates(claim: Claim) -> tuple[str | None, str | None]:
    return (claim.occurred, None) if claim.occurred else (None, claim.stated)


def _heading(occurred: str | None, stated: str | None) -> Date | Message:
    if occurred is not None:
        return Date(occurred)
    return message("heading-stated", date=Date(stated)) if stated else message("heading-undated")
