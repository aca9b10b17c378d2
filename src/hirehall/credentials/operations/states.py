"""A credential stops counting, or counts again; its status list changes with it."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import facts
from hirehall.credentials.models import Credential, StatusList
from hirehall.credentials.states import Cause, Standing
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import is_here
from hirehall.foundation.facts import record


def locked_credential(credential_id: UUID, by: Actor) -> Credential | None:
    found = Credential.objects.select_for_update().filter(id=credential_id).first()
    return found if found is not None and is_here(by, found.hall_id) else None


def stop(found: Credential, state: Standing, cause: Cause, *, by: Actor, reason: str = "") -> None:
    """Suspended or revoked from now on, with the cause that everybody may read."""
    _move(found, state, cause.value, reason)
    record(
        facts.CredentialStopped(
            credential_id=found.id, person_id=found.person_id, title=found.name, state=state.value,
            cause=cause.value, reason=reason,
        ),
        by=by,
        hall_id=found.hall_id,
        about=[found.id, found.person_id],
    )  # fmt: skip


def restore(found: Credential, *, by: Actor) -> None:
    _move(found, Standing.ISSUED, "", "")
    record(
        facts.CredentialRestored(credential_id=found.id, person_id=found.person_id, title=found.name),
        by=by,
        hall_id=found.hall_id,
        about=[found.id, found.person_id],
    )


def _move(found: Credential, state: Standing, cause: str, reason: str) -> None:
    found.state, found.cause, found.reason, found.changed_at = state.value, cause, reason, clock.now()
    found.save(update_fields=["state", "cause", "reason", "changed_at"])
    StatusList.objects.filter(id=found.status_list_id).update(changed_at=clock.now())
