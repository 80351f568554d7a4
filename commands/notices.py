"""What somebody is to be told in private: front ends fetch it, tell it, and then say that it was told."""

from commands.card import Card, message
from commands.people import Person, Where
from storage import notices


async def waiting_for(who: Person, where: Where) -> tuple[tuple[int, Card], ...]:
    """Returns what a person is to be told, the oldest first, each with the number to say it was told by.

    Raises:
        DeskError: The desk's file can't be read.
    """
    found = await where.desk.read(lambda db: notices.notices_for(db, who.key))
    return tuple((each.id, Card(message(each.message, **each.fields), private=True)) for each in found)


async def told(where: Where, notice: int) -> None:
    """Forgets a notice that was told; until then it is told again.

    Raises:
        DeskError: The desk's file can't be written.
    """
    await where.desk.write(lambda db: notices.told(db, notice))
