"""What a hall counts in: its currency and its time zone, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls import rules
from hirehall.halls.currency import priced_things, was_money_moved
from hirehall.halls.facts import CurrencyChanged, PolicyDated, TimeZoneBegun, TimeZoneDated
from hirehall.halls.models import Hall, HallZone, Policy
from hirehall.halls.operations.rows import locked_hall
from hirehall.halls.queries.zones import zones_of
from hirehall.halls.states import amounts as sums
from hirehall.halls.states import declared

ANOTHER = "Open another hall for the other currency, and let people find it from here."


def date_time_zone(
    hall_id: UUID, *, by: Actor, time_zone: str, effective_from: datetime, reason: str
) -> HallZone:
    """Midnight is elsewhere from a future instant on; clocks that run count from their own moment and stay.

    Raises:
        Refused: ``hall.setting_invalid``, ``zone.in_the_past``, ``zone.too_far_ahead``, ``zone.instant_taken``,
            ``zone.reason_missing``, ``zone.nothing_changed``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    rules.require_time_zone(time_zone)
    if not reason.strip():
        raise Refused("zone.reason_missing", "Say why.", because=Because.INVALID, field="reason")
    if effective_from <= clock.now():
        raise Refused(
            "zone.in_the_past",
            "A time zone is dated ahead, so that everybody can read it before it holds.",
            because=Because.INVALID,
            field="effective_from",
        )
    rules.require_near(effective_from, "zone")
    versions = zones_of(hall)
    if any(row.effective_from == effective_from for row in versions):
        raise Refused(
            "zone.instant_taken", "A time zone starts at this instant already.", field="effective_from"
        )
    before = next(row for row in versions if row.effective_from < effective_from)
    if before.time_zone == time_zone:
        raise Refused(
            "zone.nothing_changed", "This is the time zone that counts then already.", field="time_zone"
        )
    if before._state.adding:
        before.save(force_insert=True)
    row = HallZone.objects.create(
        hall=hall, time_zone=time_zone, effective_from=effective_from, reason=reason.strip()[:200]
    )
    fact = TimeZoneDated(time_zone=time_zone, effective_from=effective_from, reason=row.reason)
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id])
    return row


def begin_time_zone(hall_id: UUID, *, by: Actor) -> Hall:
    """The newest time zone whose date has come counts; nothing happens where it does already."""
    hall = locked_hall(hall_id)
    now = clock.now()
    in_force = next((row for row in zones_of(hall) if row.effective_from <= now), None)
    if in_force is not None and in_force.time_zone != hall.time_zone:
        hall.time_zone = in_force.time_zone
        hall.save(update_fields=["time_zone"])
        facts.record(TimeZoneBegun(time_zone=hall.time_zone), by=by, hall_id=hall.id, about=[hall.id])
    return hall


def change_currency(hall_id: UUID, *, by: Actor, currency: str, amounts: Mapping[str, int]) -> Hall:
    """Another currency, while nothing in the hall has a price or a past in the one that it has.

    Args:
        amounts: every sum of the policy in the smallest unit of the new currency; a version of today has them.
    Raises:
        Refused: ``hall.setting_invalid``, ``hall.amounts_missing``, ``hall.policy_announced``,
            ``hall.currency_used`` where money was moved here, ``hall.currency_priced``
            where something open has a price.
    """
    require_operator(by)
    rules.require_currency(currency)
    # waits for whatever is being written into the hall, so that nothing gets a price meanwhile
    hall = Hall.objects.select_for_update().filter(id=hall_id).first()
    if hall is None:
        raise not_found("hall")
    if currency == hall.currency:
        return hall
    if (why := why_currency_stays(hall)) is not None:
        raise why
    _restate(hall, by, currency, amounts)
    before, hall.currency = hall.currency, currency
    hall.left_currencies = sorted({*hall.left_currencies, before} - {currency})
    hall.save(update_fields=["currency", "left_currencies"])
    facts.record(CurrencyChanged(before=before, currency=currency), by=by, hall_id=hall.id, about=[hall.id])
    return hall


def _restate(hall: Hall, by: Actor, currency: str, amounts: Mapping[str, int]) -> None:
    """The sums of the policy count in the new currency from now on. Nothing runs under the version before."""
    missing = [name for name in sums() if name not in amounts]
    if missing or not amounts.keys() <= set(sums()):
        raise Refused(
            "hall.amounts_missing",
            f"The clocks hold sums in {hall.currency}. Say each of them in {currency}, and nothing else: "
            f"{', '.join(missing or sums())}.",
            because=Because.INVALID,
            field="currency",
        )
    rules.require_policy_changes(amounts)
    newest = Policy.objects.filter(hall=hall).latest("effective_from")
    now = clock.now()
    if newest.effective_from > now:
        raise Refused(
            "hall.policy_announced",
            f"Clocks are announced for {newest.effective_from:%Y-%m-%d}, with sums in {hall.currency}. "
            "Change the currency after that day.",
            field="currency",
        )
    changed = {name: value for name, value in amounts.items() if newest.number(name) != value}
    if not changed:
        return
    newest.pk, newest.effective_from = new_id(), now
    newest.reason = f"The hall counts in {currency} from now on"
    newest.of_models = {name: newest.number(name) for name in declared()}
    for name, value in changed.items():
        newest.set_number(name, value)
    newest.save(force_insert=True)
    fact = PolicyDated(
        policy_id=newest.id, effective_from=now, changed=changed, reason=newest.reason, rewritten={}
    )
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id])


def why_currency_stays(hall: Hall) -> Refused | None:
    """Why the hall cannot have another currency any more, with what to do instead; None while it can."""
    if was_money_moved(hall.id):
        return Refused(
            "hall.currency_used",
            f"Money was moved or held here in {hall.currency}, and books never change their currency. {ANOTHER}",
            field="currency",
        )
    if priced := priced_things(hall.id):
        said = ", ".join(f"{many} {name}" for name, many in priced)
        return Refused(
            "hall.currency_priced",
            f"Prices here are in {hall.currency}: {said}. Nobody’s price is changed for them. They are closed or "
            f"taken back first by whoever made them. Or else: {ANOTHER[0].lower()}{ANOTHER[1:]}",
            field="currency",
        )
    return None
