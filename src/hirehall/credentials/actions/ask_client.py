"""A freelancer asks whether the client may be named, and the client decides, until the credential is signed."""

from __future__ import annotations

from uuid import UUID

from hirehall.credentials import facts, operations, rules
from hirehall.credentials.models import ClientConsent, Credential
from hirehall.credentials.queries.sources import earned_by_contract
from hirehall.credentials.states import Consent, Kind, Standing
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.addresses import is_here
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.reputation.models import ReviewWindow


@action("credentials.ask_consent", scope=Scope.REVIEWS_WRITE)
def ask_consent(contract_id: UUID, *, by: Actor) -> ClientConsent:
    """The client is asked once; after a withdrawal again. Without an answer neither name nor amount is told."""
    if by.is_staff:
        raise not_found("credential")
    found = earned_by_contract(contract_id, by.require_person())
    if not is_here(by, found.hall_id):
        raise not_found("credential")
    operations.locked_hall(found.hall_id)
    if _is_issued(contract_id):
        raise Refused("credential.exists", "This credential is issued already.")
    consent = ClientConsent.objects.select_for_update().filter(contract_id=contract_id).first()
    if consent is not None and consent.state != Consent.WITHDRAWN:
        raise Refused("consent.asked", "You have asked already; the answer stands on this page.")
    if consent is None:
        consent = ClientConsent(hall_id=found.hall_id, contract_id=contract_id, freelancer_id=found.person_id)
    consent.state, consent.asked_at = Consent.ASKED.value, clock.now()
    consent.answered_by, consent.answered_at = None, None
    consent.save()
    record(
        facts.ConsentAsked(
            consent_id=consent.id, contract_id=contract_id, freelancer_id=consent.freelancer_id
        ),
        by=by,
        hall_id=consent.hall_id,
        about=[consent.id],
    )
    return consent


@action("credentials.answer_consent", scope=Scope.REVIEWS_WRITE)
def answer_consent(
    contract_id: UUID, *, by: Actor, names_client: bool = False, tells_amount: bool = False
) -> ClientConsent:
    """What the credential may say of the client: the name, the amount, both, or neither, which is a no."""
    consent = _for_client(contract_id, by)
    agreed = names_client or tells_amount
    return _answered(
        consent, Consent.AGREED if agreed else Consent.DECLINED, names_client, tells_amount, by=by
    )


@action("credentials.withdraw_consent", scope=Scope.REVIEWS_WRITE)
def withdraw_consent(contract_id: UUID, *, by: Actor) -> ClientConsent:
    """As if it had never been given, as long as nothing is signed."""
    consent = _for_client(contract_id, by)
    if consent.state != Consent.AGREED:
        raise Refused("consent.not_given", "There is no consent of yours to withdraw.")
    return _answered(consent, Consent.WITHDRAWN, False, False, by=by)


def _for_client(contract_id: UUID, by: Actor) -> ClientConsent:
    window = rules.require_client(ReviewWindow.objects.filter(contract_id=contract_id).first(), by)
    if not is_here(by, window.hall_id):
        raise not_found("consent")
    operations.locked_hall(window.hall_id)
    consent = ClientConsent.objects.select_for_update().filter(contract_id=contract_id).first()
    if consent is None:
        raise not_found("consent")
    rules.require_consent_open(consent, is_issued=_is_issued(contract_id))
    return consent


def _is_issued(contract_id: UUID) -> bool:
    rows = Credential.objects.filter(kind=Kind.CONTRACT, source_id=contract_id)
    return rows.exclude(state=Standing.REVOKED).exists()


def _answered(
    consent: ClientConsent, state: Consent, names_client: bool, tells_amount: bool, *, by: Actor
) -> ClientConsent:
    consent.state, consent.names_client, consent.tells_amount = state.value, names_client, tells_amount
    consent.answered_by_id, consent.answered_at = by.require_person(), clock.now()
    consent.save()
    record(
        facts.ConsentAnswered(
            consent_id=consent.id, contract_id=consent.contract_id, freelancer_id=consent.freelancer_id,
            state=state.value, names_client=names_client, tells_amount=tells_amount,
        ),
        by=by,
        hall_id=consent.hall_id,
        about=[consent.id],
    )  # fmt: skip
    return consent
