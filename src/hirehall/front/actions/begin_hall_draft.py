from __future__ import annotations

from collections.abc import Mapping

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
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
        Refused: ``staff.session_needed``, ``hall_template.not_found``.
    """
    require_operator(by)
    values = begun(template, given=given or {}, taken={hall.slug for hall in halls_here()})
    return halls.begin_draft(
        by=by, template=template, name=str(values["hall"]["name"])[:80], text=dumps(values)
    )
