from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.money import facts, rules
from hirehall.money.models import Payee, Payout, RailEvent
from hirehall.money.operations.payouts import settle_attempt, take_back_attempt
from hirehall.money.rails.interface import Outcome, Sent
from hirehall.money.states import PayoutStatus


@action("money.record_payout")
def record_payout(
    payout_id: UUID,
    *,
    attempt: int,
    sent: Sent,
    by: Actor,
    payee_reference: str = "",
    event_id: UUID | None = None,
) -> Payout:
    """What the rail says about one attempt of a payout becomes true here, once. News of an old attempt is only noted.

    A payout that fails, even days after it was paid, is in the freelancer's balance again.

    Raises:
        Refused: ``money.only_the_rail``.
    """
    rules.require_rail(by)
    payout = Payout.objects.select_for_update(no_key=True).get(id=payout_id)
    if payout.attempt == attempt:
        if sent.outcome is Outcome.SUCCEEDED and payout.status == PayoutStatus.SENDING:
            _settle(payout, sent, by=by)
        elif sent.outcome is Outcome.FAILED and rules.may_move(payout, PayoutStatus.FAILED):
            _fail(payout, sent, by=by)
    if payee_reference:
        Payee.objects.filter(hall_id=payout.hall_id, person_id=payout.person_id, reference="").update(
            reference=payee_reference, onboarded_at=clock.now()
        )
    if event_id is not None:
        RailEvent.objects.filter(id=event_id).update(handled_at=clock.now())
    return payout


def _settle(payout: Payout, sent: Sent, *, by: Actor) -> None:
    payout.status, payout.settled_at = PayoutStatus.PAID, clock.now()
    payout.reference = sent.reference
    payout.save(update_fields=["status", "settled_at", "reference"])
    settle_attempt(payout)
    record(
        facts.PayoutPaid(payout_id=payout.id, person_id=payout.person_id, amount=payout.amount),
        by=by,
        hall_id=payout.hall_id,
        about=[payout.id, payout.person_id],
    )


def _fail(payout: Payout, sent: Sent, *, by: Actor) -> None:
    take_back_attempt(payout, was_paid=payout.status == PayoutStatus.PAID)
    payout.status, payout.settled_at, payout.reason = PayoutStatus.FAILED, clock.now(), sent.reason
    payout.save(update_fields=["status", "settled_at", "reason"])
    record(
        facts.PayoutFailed(
            payout_id=payout.id, person_id=payout.person_id, amount=payout.amount, reason=payout.reason
        ),
        by=by,
        hall_id=payout.hall_id,
        about=[payout.id, payout.person_id],
    )
