from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.halls.models import Hall
from hirehall.halls.operations import reckoning


@action("halls.change_currency", scope=Scope.STAFF_WRITE)
def change_currency(hall_id: UUID, *, by: Actor, currency: str, amounts: Mapping[str, int]) -> Hall:
    """Another currency, while nothing in the hall has a price or a past in the one that it has.

    Args:
        amounts: every sum of the hall's policy (``halls.states.amounts``) in the smallest unit of the new
            currency; they count from now on.
    Raises:
        Refused: ``hall.setting_invalid``, ``hall.amounts_missing``, ``hall.policy_announced`` where clocks are dated
            for later, ``hall.currency_used`` where money was moved here, ``hall.currency_priced``
            where something open has a price.
    """
    return reckoning.change_currency(hall_id, by=by, currency=currency, amounts=amounts)
