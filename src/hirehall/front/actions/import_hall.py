from __future__ import annotations

from contextlib import suppress

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.front.hall_file import Plan, applied, plan_of, read
from hirehall.halls.models import Hall


class Checked(Exception):
    """Everything would be accepted; nothing is kept."""


@action("front.import_hall", scope=Scope.STAFF_WRITE)
def import_hall(text: str, *, by: Actor, check: bool = False) -> Hall:
    """A hall becomes what a file says, by the actions of the desk and in one transaction; a new one is opened.

    Args:
        check: do it and keep nothing.
    Raises:
        Checked: with ``check``, where everything would be accepted.
        Refused: ``hall_file.invalid`` with the line and the field, ``hall_file.not_toml``, ``hall_file.too_long``.
    """
    require_operator(by)
    hall = applied(text, by=by)
    if check:
        raise Checked
    return hall


def tried(text: str, *, by: Actor) -> Plan:
    """What the file would change; everything was done once, and nothing of it kept.

    Raises:
        Refused: as ``import_hall`` does.
    """
    with suppress(Checked):
        import_hall(text, by=by, check=True)
    return plan_of(read(text))
