from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from sqlite_utils import Database

from storage.connection import in_transaction
from storage.flags import close_flag, open_flag, raise_flag
from storage.lines import Claim
from storage.people import Account
from storage.reads.queue import After, Waiting, count_waiting, proposer_of, queue, waiting_of
from storage.revising import Step, adding
from storage.undoing import undo
from storage.writing import Author
from tests.storage.factories import REPORT, TESTER, claim, do, in_memory, plans, wasteful

ANNA, BORIS = Account("chat", "anna"), Account("matrix", "@boris")


def by(account: Account, day: int, reason: str | None = None) -> Author:
    return Author(f"2025-06-{day:02}T08:00:00Z", *account, reason)


def proposed(uid: str) -> Claim:
    return claim(uid, status="proposed", evidence=())


def flagged(db: Database, number: int, account: Account, day: int) -> int:
    return in_transaction(db, lambda writer: raise_flag(writer, number, "Is it so?", by(account, day)))


@pytest.fixture
def desk() -> Iterator[Database]:
    """Claim 1 is published; 2 and 4 are proposed, 3 was rejected; flags 1 and 2 are open, 3 is closed."""
    db = in_memory(REPORT, claim("c1"))
    do(db, *adding(proposed("c2")), author=by(ANNA, 2, "I saw it."))
    flagged(db, 1, BORIS, 3)
    do(db, *adding(replace(proposed("c3"), status="rejected")), author=by(ANNA, 4))
    do(db, *adding(proposed("c4")), author=by(BORIS, 5))
    flagged(db, 3, ANNA, 6)
    flagged(db, 1, ANNA, 7)
    flag = open_flag(db, 3)
    assert flag is not None
    in_transaction(db, lambda writer: close_flag(writer, flag, by(BORIS, 8)))
    yield db
    db.close()


def waiting(
    day: int, number: int, account: Account, flag: int | None = None, said: str | None = None
) -> Waiting:
    kind = "proposal" if flag is None else "flag"
    return Waiting(kind, number, flag, f"2025-06-{day:02}T08:00:00Z", account, said)  # type: ignore[arg-type]  # one of the two


FIRST = waiting(2, 2, ANNA, said="I saw it.")
SECOND = waiting(3, 1, BORIS, 1, "Is it so?")
THIRD = waiting(5, 4, BORIS)
FOURTH = waiting(6, 3, ANNA, 2, "Is it so?")


def place(each: Waiting) -> After:
    return After(each.number, flag=False) if each.flag is None else After(each.flag, flag=True)


def test_what_waits_stands_oldest_first(desk: Database) -> None:
    assert queue(desk, limit=9) == (FIRST, SECOND, THIRD, FOURTH)
    assert count_waiting(desk) == 4


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5])
def test_pages_give_each_once(desk: Database, limit: int) -> None:
    found: list[Waiting] = []
    while page := queue(desk, limit=limit, after=place(found[-1]) if found else None):
        found += page
    assert found == [FIRST, SECOND, THIRD, FOURTH]


def test_a_page_goes_on_after_what_was_settled_meanwhile(desk: Database) -> None:
    do(desk, Step("approved", proposed("c2"), claim("c2")), author=by(BORIS, 9))
    assert queue(desk, limit=1, after=place(FIRST)) == (SECOND,)
    flag = open_flag(desk, 1)
    assert flag is not None
    in_transaction(desk, lambda writer: close_flag(writer, flag, by(BORIS, 9)))
    assert queue(desk, limit=1, after=place(SECOND)) == (THIRD,)


def test_what_is_settled_waits_no_more(desk: Database) -> None:
    do(desk, Step("approved", proposed("c2"), claim("c2")), author=by(BORIS, 9))
    do(
        desk,
        Step("rejected", proposed("c4"), replace(proposed("c4"), status="rejected")),
        author=by(BORIS, 9),
    )
    assert queue(desk, limit=9) == (SECOND, FOURTH)
    assert count_waiting(desk) == 2


def test_what_is_put_back_waits_since_it_was_proposed(desk: Database) -> None:
    do(desk, Step("approved", proposed("c2"), claim("c2")), author=by(BORIS, 9))
    in_transaction(desk, lambda db: undo(db, 9, by(ANNA, 10)))
    assert queue(desk, limit=1) == (FIRST,)


def test_a_proposal_and_a_doubt_about_it_vanish_with_it_and_come_back(desk: Database) -> None:
    flagged(desk, 4, ANNA, 9)
    in_transaction(desk, lambda db: undo(db, 5, TESTER))
    assert queue(desk, limit=9) == (FIRST, SECOND, FOURTH)
    assert count_waiting(desk) == 3
    assert waiting_of(desk, [ANNA]) == 2
    assert waiting_of(desk, [BORIS]) == 1
    in_transaction(desk, lambda db: undo(db, 10, TESTER))
    assert queue(desk, limit=9) == (FIRST, SECOND, THIRD, FOURTH, waiting(9, 4, ANNA, 4, "Is it so?"))


def test_how_much_of_a_persons_waits(desk: Database) -> None:
    assert waiting_of(desk, [ANNA]) == 2
    assert waiting_of(desk, [BORIS]) == 2
    assert waiting_of(desk, [ANNA, BORIS]) == 4
    assert waiting_of(desk, [Account("matrix", "anna")]) == 0


def test_who_added_a_claim_is_known_even_when_it_is_gone(desk: Database) -> None:
    assert proposer_of(desk, 2) == ANNA
    assert proposer_of(desk, 4) == BORIS
    assert proposer_of(desk, 1) == Account("test", "tester")
    in_transaction(desk, lambda db: undo(db, 5, TESTER))
    assert proposer_of(desk, 4) == BORIS
    assert proposer_of(desk, 9) is None


def test_an_empty_desk_has_nothing_to_review() -> None:
    db = in_memory()
    assert (queue(db, limit=9), count_waiting(db), waiting_of(db, [ANNA])) == ((), 0, 0)
    db.close()


def test_only_what_waits_is_gone_through(desk: Database) -> None:
    both = plans(desk, lambda: queue(desk, limit=2))
    assert [plan.split("\n")[0] for plan in both] == [
        "SEARCH claims USING INDEX claims_that_wait (id>?)",
        "SEARCH flags USING INDEX open_flags (at>?)",
    ]
    assert not any("TEMP B-TREE" in plan for plan in both)
    for read in (
        lambda: queue(desk, limit=2),
        lambda: count_waiting(desk),
        lambda: waiting_of(desk, [ANNA]),
        lambda: proposer_of(desk, 2),
    ):
        through = [line for plan in plans(desk, read) for line in wasteful(plan)]
        allowed = ("claims_that_wait", "open_flags", "CONSTANT ROW")
        assert [line for line in through if not line.endswith(allowed)] == []
