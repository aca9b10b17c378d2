from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.front.hall_file import fault_of
from hirehall.front.hall_file.merging import merged
from hirehall.front.hall_file.toml import dumps
from hirehall.halls import operations as halls
from hirehall.halls.models import HallDraft


@action("front.change_hall_draft", scope=Scope.STAFF_WRITE)
def change_hall_draft(
    draft_id: UUID, *, by: Actor, changes: Mapping[str, Any], step: str = "", version: int | None = None
) -> HallDraft:
    """What is prepared reads like this; only what could be published is kept.

    Args:
        changes: parts of the hall's file; of the hall and its policy the named fields, of all others the whole part.
        step: of the wizard, that was looked through.
    Raises:
        Refused: ``staff.session_needed``, ``hall_draft.not_found``, ``hall_draft.stale``, ``hall_file.invalid`` with
            the field where the fault is in what is changed.
    """
    require_operator(by)
    draft = halls.locked_draft(draft_id, by=by, version=version)
    values = merged(tomllib.loads(draft.text), changes)
    text = dumps(values)
    fault = fault_of(text, by=by)
    if fault is not None and (fault.field or "").partition(".")[0] in {"", *changes}:
        raise fault
    return halls.rewrite_draft(draft, by=by, name=str(values["hall"].get("name", "")), text=text, step=step)
