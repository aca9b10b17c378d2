"""A client asks to be verified, and an operator answers; a link that does not matter is cleared."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused, not_found
from hirehall.people.models import Organisation
from hirehall.reputation import facts, rules
from hirehall.reputation.models import LinkedPair, Verification


@action("reputation.ask_verification", scope=Scope.PROFILE_WRITE)
def ask_verification(*, by: Actor, organisation_id: UUID | None = None, words: str = "") -> Verification:
    """Any client may ask, for themselves or for an organisation for which they hire. Asking again changes the words.

    Raises:
        Refused: ``organisation.not_found``, ``verification.running``, ``text.too_long``.
    """
    person_id = by.require_person()
    if organisation_id is not None:
        rules.require_hires_for(by, organisation_id)
        Organisation.objects.select_for_update().get(id=organisation_id)
    running = Verification.objects.select_for_update(of=("self",)).filter(
        Q(organisation_id=organisation_id) if organisation_id else Q(person_id=person_id), ended_at=None
    ).first()  # fmt: skip
    if running is not None and running.verified_at is not None:
        raise Refused("verification.running", "This client is verified already.")
    clean = rules.require_words(words)
    if running is None:
        running = Verification(
            id=new_id(), organisation_id=organisation_id, person_id=None if organisation_id else person_id,
            asked_by_id=person_id, asked_at=clock.now(),
        )  # fmt: skip
    running.words = clean
    running.save()
    told = facts.VerificationAsked(verification_id=running.id)
    record(told, by=by, hall_id=by.hall_id, about=[running.id, running.party_id])
    return running


@action("reputation.verify_client", scope=Scope.STAFF_WRITE)
def verify_client(verification_id: UUID, *, by: Actor, verified: bool, reason: str) -> Verification:
    """An operator of the installation verifies who has asked, declines, or ends a verification, with a reason.

    From the next night on the walk of trust begins there, or does no more. Nobody decides for a client of whom they
    are part.

    Raises:
        Refused: ``verification.not_found``, ``verification.decided``, ``verification.own``, ``text.too_short``,
            ``staff.session_needed``, ``staff.other_hall``.
    """
    person_id = require_staff_of(by, None)
    row = Verification.objects.select_for_update().filter(id=verification_id).first()
    if row is None:
        raise not_found("verification")
    rules.require_not_own_client(row, person_id)
    if row.ended_at is not None or (verified and row.verified_at is not None):
        raise Refused(
            "verification.decided", "This was decided by somebody in the meantime. Look at it again."
        )
    row.reason = rules.require_decision_reason(reason)
    row.decided_by_id = person_id
    if verified:
        row.verified_at = clock.now()
    else:
        row.ended_at = clock.now()
    row.save(update_fields=["reason", "decided_by", "verified_at", "ended_at"])
    record(
        facts.VerificationDecided(verification_id=row.id, verified=verified, reason=row.reason),
        by=by, hall_id=by.hall_id, about=[row.id, row.party_id],
    )  # fmt: skip
    return row


@action("reputation.clear_link", scope=Scope.STAFF_WRITE)
def clear_link(link_id: UUID, *, by: Actor, reason: str) -> LinkedPair:
    """An operator of the installation says why two who share a payout account count like others all the same.

    Raises:
        Refused: ``link.not_found``, ``link.cleared``, ``link.own``, ``text.too_short``, ``staff.session_needed``.
    """
    person_id = require_staff_of(by, None)
    row = LinkedPair.objects.select_for_update().filter(id=link_id).first()
    if row is None:
        raise not_found("link")
    rules.require_not_linked(row, person_id)
    if row.cleared_at is not None:
        raise Refused("link.cleared", "Somebody has cleared this link in the meantime.")
    row.reason, row.cleared_by_id, row.cleared_at = (
        rules.require_decision_reason(reason),
        person_id,
        clock.now(),
    )
    row.save(update_fields=["reason", "cleared_by", "cleared_at"])
    record(
        facts.LinkCleared(link_id=row.id, reason=row.reason),
        by=by,
        hall_id=by.hall_id,
        about=[row.id, row.client_id, row.freelancer_id],
    )
    return row
