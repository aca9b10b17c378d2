from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.queries import policy_now
from hirehall.money import facts, rules
from hirehall.money.models import Payout
from hirehall.money.operations.debts import keep_back
from hirehall.money.operations.payouts import lock_payee, start_attempt
from hirehall.money.queries.balances import available_of
from hirehall.money.queries.payouts import destination_for


@action("money.request_payout", scope=Scope.MONEY_WRITE)
def request_payout(destination_id: UUID, *, amount: Money, by: Actor) -> Payout:
    """A freelancer asks to be paid out of what is available; the money leaves their balance at once.

    What they owe the hall is kept back first.

    Raises:
        Refused: ``destination.not_found``, ``payout.below_minimum``, ``payout.more_than_available``,
            ``money.amount_not_positive``.
    """
    destination = destination_for(by, destination_id, lock=True)
    hall = destination.hall
    payout_id = new_id()
    lock_payee(hall.id, destination.person_id)
    keep_back(hall.id, destination.person_id, amount.currency, key=f"keep_back:{payout_id}", by=by)
    minimum = rules.payout_minimum(
        policy_now(hall.id).payout_minimum_minor, hall_currency=hall.currency, currency=amount.currency
    )
    rules.require_available(amount, available_of(destination.person_id, hall.id, amount.currency), minimum)
    payout = Payout.objects.create(
        id=payout_id,
        hall=hall,
        person_id=destination.person_id,
        destination=destination,
        amount_minor=amount.minor,
        currency=amount.currency,
        requested_at=clock.now(),
    )
    start_attempt(payout)
    record(
        facts.PayoutRequested(payout_id=payout.id, person_id=payout.person_id, amount=payout.amount),
        by=by,
        hall_id=hall.id,
        about=[payout.id, payout.person_id],
    )
    return payout
