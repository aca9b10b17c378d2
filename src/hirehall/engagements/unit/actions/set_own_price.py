"""What somebody takes for a unit when they are ordered from directly."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import OwnPrice
from hirehall.engagements.unit.states import MODEL, UNITS
from hirehall.foundation import clock
from hirehall.foundation.actions import CONSTRAINTS, action
from hirehall.foundation.actor import Actor, ActorKind, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import operations as halls
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now

DEAREST = 1_000_000


@action("unit.set_own_prices", scope=Scope.PROFILE_WRITE)
def set_own_prices(hall_id: UUID, *, by: Actor, prices: Mapping[str, int], currency: str = "") -> int:
    """Publish one's own prices in a hall, from the hall's at one's level on; a unit that is not named has none.

    Orders that were paid before keep the price that they were paid at. Answers how many there are.

    Args:
        currency: in which they were said; where the hall counts in another one meanwhile, they are refused.
    """
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "unit.wrong_party", "Only freelancers have prices of their own.", because=Because.FORBIDDEN
        )
    contract_operations.require_nobody_suspended(person_id, hold=True)
    halls.require_member(hall_id, by=by)
    hall = Hall.objects.get(id=hall_id)
    if currency and currency != hall.currency:
        raise Refused("hall.currency_moved", CONSTRAINTS["currency_of_its_hall"][1])
    before = queries.own_prices(hall_id, person_id)
    changed = {what: price for what, price in prices.items() if before.get(what) != price}
    if changed:
        _require_fair(hall_id, person_id, changed)
    gone = set(before) - set(prices)
    OwnPrice.objects.filter(hall_id=hall_id, person_id=person_id, what__in=gone).delete()
    for what, price in changed.items():
        OwnPrice.objects.update_or_create(
            hall_id=hall_id,
            person_id=person_id,
            what=what,
            defaults={"price_minor": price, "currency": hall.currency, "set_at": clock.now()},
        )
    if changed or gone:
        fact = facts.OwnPricesSet(person_id=person_id, prices=dict(sorted(prices.items())))
        record(fact, by=by, hall_id=hall_id, about=[person_id])
    return len(prices)


def _require_fair(hall_id: UUID, person_id: UUID, prices: Mapping[str, int]) -> None:
    policy, level = policy_now(hall_id), queries.level_of(hall_id, person_id)
    halls.require_way(policy, MODEL)
    if not level:
        raise Refused(
            "unit.no_level",
            "An editor sets your level first; then you publish prices of your own.",
            because=Because.FORBIDDEN,
        )
    for what, price in prices.items():
        if what not in UNITS:
            raise rules.invalid("unit.unknown_unit", "Choose what is counted.", "what")
        if price < rules.price_now(policy, what, level):
            raise rules.invalid(
                "unit.price_too_low",
                "Your price is at least the hall’s at your level, for which one can order from the pool.",
                what,
            )
        if price > DEAREST:
            raise rules.invalid("unit.price_too_high", "That is more than a price can be here.", what)
