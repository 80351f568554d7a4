"""`desk setup`: what is set of a desk and what is not yet, with the line that sets each."""

from collections.abc import Mapping

from commands.asking import Asking
from commands.card import Action, Block, Card, Examples, Facts, Message, Value, message
from commands.declaring import command
from commands.desk import shown
from commands.desk.accounts import example_of
from commands.desk.groups import has_groups, line_to_try
from commands.people import Role
from storage.groups import group_roles
from storage.people import members

_STEPS = ("desk-first", "desk-second", "desk-third")

_ACTIONS = (
    Action(message("desk-do-name"), "/desk settings", ("name", "time_zone"), replaces=True),
    Action(message("desk-do-role"), "/desk editors", ("account", "role"), replaces=True),
    Action(message("desk-do-new-topic"), "/names topic add", ("title",), replaces=True),
    Action(message("desk-do-topic"), "/desk settings", ("topic",), replaces=True),
    Action(message("desk-do-review"), "/desk settings review:here", replaces=True),
)


@command(group="desk", role=Role.ADMIN)
def setup(asking: Asking) -> Card:
    """Shows what is set of the desk and what is not yet, and the line that sets each.

    A new desk is told what to do first, second and third.

    Examples:
    /desk setup
    """
    rules = shown.rules_now(asking)
    steps = _steps(asking, rules)
    lines = (*_people_lines(asking), *shown.setting_lines(asking, rules))
    blocks: tuple[Block, ...] = (
        *(
            Examples(message(nth, step=step), lines)
            for nth, (step, lines) in zip(_STEPS, steps, strict=False)
        ),
        Facts((_people(asking), *_groups(asking), *shown.rows(asking, rules))),
        Examples(message("desk-setup-lines"), lines),
    )
    notes = (message("desk-setup-here"), *(() if steps else (message("desk-setup-done"),)))
    title = message("desk-setup-title", desk=asking.where.desk_name)
    return Card(title, blocks, notes=notes, actions=_ACTIONS, private=True)


def _steps(asking: Asking, rules: Mapping[str, str]) -> list[tuple[Message, tuple[str, ...]]]:
    """Returns what is still to be done, the most urgent first, with lines that do it."""
    steps: list[tuple[Message, tuple[str, ...]]] = []
    if not rules["name"]:
        steps.append((message("desk-step-name"), ("/desk settings name:Newsroom time_zone:Europe/Kyiv",)))
    roles = {each.role for each in members(asking.db)} | {each.role for each in group_roles(asking.db)}
    if not roles & {"editor", "admin"}:
        steps.append((message("desk-step-editors"), _people_lines(asking)))
    if not rules["topic"]:
        topic = shown.topic_to_try(asking)
        first = () if topic else ("/names topic add Our story",)
        steps.append((message("desk-step-topic"), (*first, f"/desk settings topic:{topic or 'our-story'}")))
    if not rules["review"]:
        steps.append((message("desk-step-review"), ("/desk settings review:here",)))
    return steps[: len(_STEPS)]


def _people_lines(asking: Asking) -> tuple[str, ...]:
    """Returns a line that gives somebody a role, and where there are groups, one that gives a group one."""
    line = f"/desk editors {example_of(asking.who.platform)} role:editor"
    return (line, line_to_try(asking)) if has_groups(asking) else (line,)


def _people(asking: Asking) -> tuple[Message, Value]:
    """Returns how many people have which role of the desk's own."""
    roles = [person.role for person in members(asking.db)]
    admins, editors, contributors = (roles.count(role) for role in ("admin", "editor", "contributor"))
    given = message("desk-roles-given", admins=admins, editors=editors, contributors=contributors)
    return message("desk-set-roles"), given if admins + editors + contributors else message("desk-no-roles")


def _groups(asking: Asking) -> tuple[tuple[Message, Value], ...]:
    """Returns how many groups have a role, where the platform has groups."""
    if not has_groups(asking):
        return ()
    number = len(group_roles(asking.db))
    told = message("desk-counted-group", number=number) if number else message("desk-no-groups")
    return ((message("desk-set-groups"), told),)
