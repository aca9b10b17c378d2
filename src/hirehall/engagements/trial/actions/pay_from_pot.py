from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.engagements.trial import facts, operations, queries, rules
from hirehall.engagements.trial.models import Trial
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused
from hirehall.money import operations as money


@action("trial.pay_from_pot", scope=Scope.STAFF_WRITE)
def pay_from_pot(trial_id: UUID, *, by: Actor) -> Trial:
    """The guarantee pot pays the freelancer of a trial that the client was not content with, once.

    While the pot holds less nothing moves: it is tried again when the pot is filled, and by an operator at any time.
    """
    contract, trial = queries.trial_for_pot(trial_id, by=by)
    if not by.is_system and by.person_id in (contract.client_id, contract.freelancer_id):
        raise Refused(
            "trial.own_case", "Nobody decides about a trial of their own.", because=Because.FORBIDDEN
        )
    rules.require_move("pay from the pot", trial)
    if not trial.pot_minor:
        raise Refused("trial.no_pot", "The policy of this trial pays nothing from the pot.")
    if trial.pot_paid_at is not None:
        raise Refused("trial.pot_paid", "The pot has paid this trial already.")
    money.pay_from_guarantee(
        hall_id=contract.hall_id,
        contract_id=contract.id,
        unit_id=trial.id,
        freelancer_id=contract.freelancer_id,
        amount=trial.pot,
        available_at=clock.now() + timedelta(days=contract.policy.payout_hold_days),
        key=f"guarantee_pay:{trial.id}",
        by=by,
    )
    trial.pot_paid_at = clock.now()
    trial.version += 1
    trial.save(update_fields=["pot_paid_at", "version"])
    operations.tell(facts.PotPaid, contract, trial, by=by, amount=trial.pot)
    return trial
