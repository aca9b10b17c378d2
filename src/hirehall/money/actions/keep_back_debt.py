from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.money import rules
from hirehall.money.operations.debts import keep_back


@action("money.keep_back_debt")
def keep_back_debt(hall_id: UUID, person_id: UUID, *, currency: str, by: Actor) -> Money:
    """What became available meanwhile is set against what the freelancer owes the hall; answers how much.

    Raises:
        Refused: ``money.only_the_rail`` for anybody but the system.
    """
    rules.require_rail(by)
    return keep_back(hall_id, person_id, currency, key=f"keep_back:{new_id()}", by=by)
