"""Every command there is: importing this module declares them all."""

# `help` is a command here; the imports are for their declarations.
from commands import (  # noqa: F401
    actor,
    brief,
    changes,
    claim,
    figures,
    flag,
    help,  # noqa: A004
    history,
    link,
    match,
    on,
    propose,
    search,
    timeline,
    topics,
    use,
)
from commands.declaring import COMMANDS
from commands.desk import audit, editors, joining, linking, removing, roles, setup  # noqa: F401
from commands.desk import settings as desk_settings  # noqa: F401
from commands.digest import deliveries, managing, setting  # noqa: F401
from commands.names import actor as names_actor  # noqa: F401
from commands.names import merging  # noqa: F401
from commands.names import source as names_source  # noqa: F401
from commands.names import topic as names_topic  # noqa: F401
from commands.record import add, drafts, edit, evidence, relate, undo  # noqa: F401
from commands.review import commands as review  # noqa: F401

__all__ = ["COMMANDS"]
