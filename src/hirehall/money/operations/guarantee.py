"""The hall's guarantee pot: filled from its own fees, paid out of when a client was not content with a trial."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import facts, rules
from hirehall.money.ledger import Posted, credit, debit, post, require_transaction
from hirehall.money.models import Earning
from hirehall.money.queries.coverage import earned_of, guarantee_of
from hirehall.money.states import AccountKind, TransferKind


def fill_guarantee(hall_id: UUID, amount: Money, *, key: str) -> Posted:
    """Set fees that the hall has earned aside: from then on they are the pot's, and owed to members.

    The caller holds the hall's row, so that the same fees are not set aside twice.

    Raises:
        Refused: ``money.owed_to_members`` when less than ``amount`` is the hall's own for good.
    """
    require_transaction()
    rules.require_positive(amount)
    rules.require_free(amount, earned_of(hall_id, amount.currency))
    return post(
        hall_id=hall_id,
        key=key,
        kind=TransferKind.GUARANTEE_FILL,
        legs=[debit(AccountKind.SET_ASIDE, amount), credit(AccountKind.GUARANTEE, amount)],
    )


def pay_from_guarantee(
    *,
    hall_id: UUID,
    contract_id: UUID,
    unit_id: UUID,
    freelancer_id: UUID,
    amount: Money,
    available_at: datetime,
    key: str,
    by: Actor,
) -> Earning:
    """Pay a freelancer out of the pot; no commission is taken. The same key again answers the same earning.

    Raises:
        Refused: ``money.guarantee_short`` when the pot holds less; then nothing moves.
    """
    require_transaction()
    rules.require_positive(amount)
    earlier = Earning.objects.filter(hall_id=hall_id, key=key).first()
    if earlier is not None:
        return earlier
    there = guarantee_of(hall_id, amount.currency)
    if amount > there:
        raise Refused(
            "money.guarantee_short",
            f"The guarantee pot holds {there.text()}, which is less than {amount.text()}. Nothing was moved.",
        )
    earning = Earning(
        id=new_id(),
        hall_id=hall_id,
        contract_id=contract_id,
        unit_id=unit_id,
        freelancer_id=freelancer_id,
        key=key,
        gross_minor=amount.minor,
        fee_minor=0,
        net_minor=amount.minor,
        currency=amount.currency,
        released_at=clock.now(),
        available_at=available_at,
    )
    earning.transfer_id = _post(earning).transfer_id
    earning.save(force_insert=True)
    record(
        facts.GuaranteePaid(
            earning_id=earning.id,
            contract_id=contract_id,
            unit_id=unit_id,
            freelancer_id=freelancer_id,
            amount=amount,
            available_at=available_at,
        ),
        by=by,
        hall_id=hall_id,
        about=[earning.id, contract_id, freelancer_id],
    )
    return earning


def _post(earning: Earning) -> Posted:
    return post(
        hall_id=earning.hall_id,
        key=earning.key,
        kind=TransferKind.GUARANTEE_PAY,
        legs=[
            debit(AccountKind.GUARANTEE, earning.net),
            credit(AccountKind.PAYABLE, earning.net, subject=earning.freelancer_id),
        ],
        contract_id=earning.contract_id,
        unit_id=earning.unit_id,
        cause_id=earning.id,
    )
