from __future__ import annotations

from collections.abc import Mapping

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.front.hall_file import fault_of
from hirehall.front.hall_file.templates import begun
from hirehall.front.hall_file.toml import dumps
from hirehall.halls import operations as halls
from hirehall.halls.models import HallDraft
from hirehall.halls.queries import halls as halls_here


@action("front.begin_hall_draft", scope=Scope.STAFF_WRITE)
def begin_hall_draft(template: str, *, by: Actor, given: Mapping[str, str] | None = None) -> HallDraft:
    """A hall is prepared from a template; nobody else sees it before it is published.

    Args:
        given: fields of the hall that differ from the template's.
    Raises:
        Refused: ``staff.session_needed``, ``hall_template.not_found``, ``hall_file.invalid`` with the field.
    """
    require_operator(by)
    values = begun(template, given=given or {}, taken={hall.slug for hall in halls_here()})
    text = dumps(values)
    fault = fault_of(text, by=by)
    if fault is not None:
        raise fault
    return halls.begin_draft(by=by, template=template, name=str(values["hall"]["name"]), text=text)
