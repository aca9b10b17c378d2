from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_staff_of
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.money import facts
from hirehall.money.operations.guarantee import fill_guarantee as fill
from hirehall.money.queries.coverage import guarantee_of


@action("money.fill_guarantee", scope=Scope.STAFF_WRITE)
def fill_guarantee(hall_id: UUID, *, by: Actor, amount: Money) -> Money:
    """An operator sets fees that the hall has earned aside for its guarantee pot; answers what is in it then.

    Raises:
        Refused: ``staff.session_needed``, ``money.owed_to_members``, ``money.currency_mismatch``.
    """
    require_staff_of(by, hall_id)
    hall = halls.locked_hall(hall_id)
    if amount.currency != hall.currency:
        raise Refused(
            "money.currency_mismatch",
            f"The pot of this hall is in {hall.currency}.",
            because=Because.INVALID,
            field="amount",
        )
    posted = fill(hall_id, amount, key=f"guarantee:{new_id()}")
    there = guarantee_of(hall_id, amount.currency)
    told = facts.GuaranteeFilled(transfer_id=posted.transfer_id, amount=amount, balance=there)
    record(told, by=by, hall_id=hall_id, about=[posted.transfer_id])
    return there
