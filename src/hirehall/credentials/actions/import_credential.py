"""A person brings along what another hall, or any issuer of Open Badges, has signed about them."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from uuid import UUID

from hirehall.credentials import facts, rules
from hirehall.credentials.models import Elsewhere
from hirehall.credentials.queries.verifying import judge
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.refused import not_found
from hirehall.people.models import Person
from hirehall.people.queries import verified_addresses
from hirehall.reputation.operations import drop_outside, keep_outside


@action("credentials.import_credential", scope=Scope.REVIEWS_WRITE)
def import_credential(text: str, *, by: Actor, gathered: Mapping[str, str] | None = None) -> Elsewhere:
    """“Verified elsewhere”: genuine, not revoked, within its dates, and about an address of this very person.

    Args:
        gathered: what ``queries.gather`` has read from issuers that the operator allows, before this began.
    """
    person_id = by.require_person()
    verdict = judge(text, gathered)
    rules.require_importable(verdict, about_me=rules.is_about(
        verdict.credential.get("credentialSubject"), verified_addresses(person_id)
    ))  # fmt: skip
    Person.objects.select_for_update(no_key=True).get(id=person_id)
    mark = f"{verdict.issuer}\n{verdict.credential.get('id') or sha256(text.strip().encode()).hexdigest()}"
    fingerprint = sha256(mark.encode()).hexdigest()
    rules.require_new(fingerprint, person_id)
    found = Elsewhere.objects.create(
        person_id=person_id, fingerprint=fingerprint, issuer=verdict.issuer[:200],
        issuer_name=rules.clean(verdict.issuer_name)[:120], name=rules.clean(verdict.name)[:200] or "Credential",
        text=text.strip(), achieved_at=verdict.starts_at, expires_at=verdict.ends_at, verified_at=clock.now(),
    )  # fmt: skip
    if by.hall_id is not None and verdict.issuer.startswith("did:web:"):
        # an issuer that the operator has named; a did:key may be the person’s own, and makes nobody’s standing surer
        keep_outside(
            person_id=person_id, hall_id=by.hall_id, category_id=None, source_id=found.id,
            at=found.achieved_at or found.verified_at, says=found.name,
        )  # fmt: skip
    record(
        facts.CredentialImported(
            import_id=found.id, person_id=person_id, issuer=found.issuer, title=found.name,
            achieved_at=found.achieved_at,
        ),
        by=by,
        hall_id=None,
        about=[found.id, person_id],
    )  # fmt: skip
    return found


@action("credentials.remove_import", scope=Scope.REVIEWS_WRITE)
def remove_import(import_id: UUID, *, by: Actor) -> None:
    """It is no longer shown and counts for nothing here; the person still has it."""
    mine = Elsewhere.objects.filter(id=import_id, person_id=by.require_person())
    found = None if by.is_staff else mine.select_for_update().first()
    if found is None:
        raise not_found("credential")
    record(
        facts.ImportRemoved(import_id=found.id, person_id=found.person_id),
        by=by,
        hall_id=None,
        about=[found.id, found.person_id],
    )
    drop_outside(found.id)
    found.delete()
