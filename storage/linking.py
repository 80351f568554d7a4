"""Making two accounts one person, by a one-time code or an admin's word, and two again."""

from collections.abc import Sequence

from sqlite_utils import Database

from storage.codes import digest, new_code
from storage.people import Account, logged, member, new_person, row_of
from storage.revising import Item, record
from storage.vocabulary import DeskRole
from storage.writing import Author


def link_code(db: Database, account: Account, now: str, expires: str) -> str:
    """Returns a new one-time code that links another account to this one; times are ISO 8601 in UTC."""
    code = new_code()
    db.conn.execute("DELETE FROM link_codes WHERE expires <= ?", (now,))
    db.conn.execute("INSERT INTO link_codes VALUES (?, ?, ?, ?)", (digest(code), *account, expires))
    return code


def owner_of(db: Database, code: str, now: str) -> Account | None:
    """Returns the account whose code this is, which stays open; None where no such code is open."""
    row = db.conn.execute(
        "SELECT platform, account FROM link_codes WHERE digest = ? AND expires > ?", (digest(code), now)
    ).fetchone()
    return None if row is None else Account(*row)


def redeem(db: Database, code: str, now: str) -> Account | None:
    """Returns the account whose code this is, and uses the code up; None where no such code is open."""
    row = db.conn.execute(
        "DELETE FROM link_codes WHERE digest = ? AND expires > ? RETURNING platform, account",
        (digest(code), now),
    ).fetchone()
    return None if row is None else Account(*row)


def link(db: Database, one: Account, other: Account, names: tuple[str, str], author: Author) -> int | None:
    """Makes two accounts, and all that are linked to either, one person; as one revision.

    The greater role of the two stands, and so does a block.

    Returns:
        The revision; None where they were one person before.
    """
    conn = db.conn
    if one == other:
        return None
    keeping, joining = row_of(conn, one, names[0]), row_of(conn, other, names[1])
    if keeping == joining:
        return None
    before = logged(conn, keeping), logged(conn, joining)
    roles = [
        role for (role,) in conn.execute("SELECT role FROM persons WHERE id IN (?, ?)", (keeping, joining))
    ]
    (blocked,) = conn.execute(
        "SELECT max(blocked) FROM persons WHERE id IN (?, ?)", (keeping, joining)
    ).fetchone()
    conn.execute("UPDATE accounts SET person_id = ? WHERE person_id = ?", (keeping, joining))
    conn.execute(
        "UPDATE persons SET role = ?, blocked = ? WHERE id = ?", (_greatest(roles), blocked, keeping)
    )
    conn.execute("UPDATE persons SET role = NULL, blocked = 0 WHERE id = ?", (joining,))
    return record(
        conn,
        author,
        [
            Item("person", keeping, "merged", before[0], logged(conn, keeping)),
            Item("person", joining, "merged", before[1], None),
        ],
    )


def unlink(db: Database, account: Account, author: Author) -> int | None:
    """Makes an account a person of its own again, without a role of its own; as one revision.

    Returns:
        The revision; None where it is linked to no other.
    """
    conn = db.conn
    person = member(db, account)
    if person.id is None or len(person.accounts) < 2:
        return None
    before = logged(conn, person.id)
    alone = new_person(conn)
    # Whoever was blocked stays blocked on both.
    conn.execute("UPDATE persons SET blocked = ? WHERE id = ?", (int(person.blocked), alone))
    conn.execute("UPDATE accounts SET person_id = ? WHERE platform = ? AND account = ?", (alone, *account))
    return record(
        conn,
        author,
        [
            Item("person", person.id, "split", before, logged(conn, person.id)),
            Item("person", alone, "split", None, logged(conn, alone)),
        ],
    )


def _greatest(roles: Sequence[DeskRole | None]) -> DeskRole | None:
    order: tuple[DeskRole | None, ...] = (None, "reader", "contributor", "editor", "admin")
    return max(roles, key=order.index)
