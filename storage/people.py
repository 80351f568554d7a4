"""Who a desk's people are: the accounts of each, the role that was given, and who is blocked.

An account that nobody gave a role, linked or blocked has no row: it is a person of its own, and may do what
its platform vouches for.
"""

import json
import re
from dataclasses import dataclass
from sqlite3 import Connection
from typing import NamedTuple

from sqlite_utils import Database

from storage.revising import Item, record
from storage.vocabulary import DeskRole
from storage.writing import Author

PSEUDONYM = re.compile(r"forgotten-([1-9][0-9]*)")
"""What stands in place of an account that was forgotten."""


class Account(NamedTuple):
    """An account on a platform, by the platform's own stable id."""

    platform: str
    account: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.account}"


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the desk knows them.

    Attributes:
        id: The row number; None for whom the desk knows nothing of.
        role: The role that was given; None leaves it to the platform.
        blocked: Whether proposals and flags are refused.
        accounts: All their accounts, the one asked for among them.
        name: The name to show: that of the first account.
    """

    id: int | None
    role: DeskRole | None
    blocked: bool
    accounts: tuple[Account, ...]
    name: str


def is_forgotten(account: Account) -> bool:
    """Tells whether an account is the pseudonym of a forgotten one, whom nobody can reach."""
    return PSEUDONYM.fullmatch(account.account) is not None


def member(db: Database, account: Account) -> Member:
    """Returns the person whose account this is."""
    row = db.conn.execute(
        "SELECT persons.id, role, blocked FROM accounts JOIN persons ON persons.id = person_id "
        "WHERE platform = ? AND account = ?",
        account,
    ).fetchone()
    if row is None:
        return Member(None, None, False, (account,), account.account)
    return _member(db.conn, *row)


def members(db: Database) -> tuple[Member, ...]:
    """Returns everybody with a role of their own, a block, or linked accounts; admins first."""
    rows = db.conn.execute(
        "SELECT id, role, blocked FROM persons "
        "ORDER BY CASE role WHEN 'admin' THEN 0 WHEN 'editor' THEN 1 WHEN 'contributor' THEN 2 ELSE 3 END, id"
    ).fetchall()
    return tuple(each for row in rows if (each := _member(db.conn, *row)).accounts)


def one_person(db: Database, one: Account, other: Account) -> bool:
    """Tells whether two accounts are one person's."""
    return other in member(db, one).accounts


def set_role(db: Database, account: Account, name: str, role: DeskRole | None, author: Author) -> int:
    """Gives a person a role, or leaves it to the platform again; as one revision."""
    person = row_of(db.conn, account, name)
    before = logged(db.conn, person)
    db.conn.execute("UPDATE persons SET role = ? WHERE id = ?", (role, person))
    return record(db.conn, author, [Item("person", person, "updated", before, logged(db.conn, person))])


def set_blocked(db: Database, account: Account, name: str, blocked: bool, author: Author) -> int:
    """Blocks a person from proposing and flagging, or no longer; as one revision."""
    person = row_of(db.conn, account, name)
    before = logged(db.conn, person)
    db.conn.execute("UPDATE persons SET blocked = ? WHERE id = ?", (int(blocked), person))
    return record(db.conn, author, [Item("person", person, "updated", before, logged(db.conn, person))])


def rename(db: Database, account: Account, name: str) -> bool:
    """Changes the name that an account is shown by; returns whether it did.

    No revision tells of it: the log holds no names, so that one which is forgotten leaves no trace there.
    """
    changed = db.conn.execute(
        "UPDATE accounts SET name = ? WHERE platform = ? AND account = ? AND name <> ?",
        (name, *account, name),
    )
    return changed.rowcount > 0


def _member(conn: Connection, row: int, role: DeskRole | None, blocked: int) -> Member:
    accounts = conn.execute(
        "SELECT platform, account, name FROM accounts WHERE person_id = ? ORDER BY platform, account", (row,)
    ).fetchall()
    name = accounts[0][2] if accounts else ""
    return Member(row, role, blocked == 1, tuple(Account(*each[:2]) for each in accounts), name)


def row_of(conn: Connection, account: Account, name: str) -> int:
    """Returns the row number of an account's person, made now if there is none."""
    found = conn.execute(
        "SELECT person_id FROM accounts WHERE platform = ? AND account = ?", account
    ).fetchone()
    if found is not None:
        return int(found[0])
    person = new_person(conn)
    conn.execute("INSERT INTO accounts VALUES (?, ?, ?, ?)", (*account, person, name))
    return person


def new_person(conn: Connection) -> int:
    """Makes a person of no account yet; returns the row number."""
    made = conn.execute("INSERT INTO persons (role, blocked) VALUES (NULL, 0)")
    return int(made.lastrowid or 0)


def logged(conn: Connection, person: int) -> str:
    """Returns what the log holds of a person."""
    # No account stands here, so that one which is forgotten leaves no trace in the log.
    role, blocked = conn.execute("SELECT role, blocked FROM persons WHERE id = ?", (person,)).fetchone()
    (accounts,) = conn.execute("SELECT count(*) FROM accounts WHERE person_id = ?", (person,)).fetchone()
    return json.dumps({"type": "person", "role": role, "blocked": blocked == 1, "accounts": accounts})
