"""A person has something of theirs signed, and decides whether it is shown."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import facts, operations, rules
from hirehall.credentials.models import Credential
from hirehall.credentials.queries.sources import earned
from hirehall.credentials.states import Kind, Standing
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.addresses import is_here
from hirehall.foundation.facts import record
from hirehall.foundation.refused import not_found
from hirehall.people.models import Person


@action("credentials.issue_credential", scope=Scope.REVIEWS_WRITE)
def issue_credential(kind: str, source_id: UUID, *, by: Actor, shown: bool = True) -> Credential:
    """The hall signs what the person has earned, in both forms, with what the client has agreed to and no more.

    Args:
        kind: ``contract`` or ``certificate``.
        shown: whether it stands on the profile and at its public address.
    """
    if kind not in set(Kind) or by.is_staff:
        raise not_found("credential")
    person_id = by.require_person()
    found = earned(Kind(kind), source_id, person_id)
    if not is_here(by, found.hall_id):
        raise not_found("credential")
    operations.locked_hall(found.hall_id)
    found = earned(
        Kind(kind), source_id, person_id
    )  # again under the lock: the client may just have answered
    rules.require_issuable(
        Credential.objects.filter(kind=kind, source_id=source_id).exclude(state=Standing.REVOKED).first()
    )
    made = operations.sign_credential(found, Person.objects.get(id=person_id), by=by)
    if shown:
        made.shown = True
        made.save(update_fields=["shown"])
    record(
        facts.CredentialIssued(
            credential_id=made.id, person_id=person_id, title=made.name, source_id=source_id
        ),
        by=by,
        hall_id=made.hall_id,
        about=[made.id, person_id],
    )
    return made


@action("credentials.show_credential", scope=Scope.REVIEWS_WRITE)
def show_credential(credential_id: UUID, *, by: Actor, shown: bool) -> Credential:
    """On the profile and at its address for everybody, or for nobody but the person."""
    found = rules.require_holder(operations.locked_credential(credential_id, by), by)
    if found.shown != shown:
        found.shown = shown
        found.save(update_fields=["shown"])
        record(
            facts.CredentialShown(
                credential_id=found.id, person_id=found.person_id, title=found.name, shown=shown
            ),
            by=by,
            hall_id=found.hall_id,
            about=[found.id],
        )
    return found
