"""What is recorded about weeks, entries and the contract as a whole."""

from __future__ import annotations

from typing import Any

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly import facts
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record


def tell(fact: type[facts.WeekFact], contract: Contract, week: Week, *, by: Actor, **more: Any) -> None:
    """Record a fact about a week, for the timelines of both the week and its contract."""
    record(
        fact(week_id=week.id, **_sides(contract, week.title), **more),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id, week.id],
    )


def tell_entry(
    fact: type[facts.EntryFact], contract: Contract, week: Week, entry: Entry, *, by: Actor, **more: Any
) -> None:
    """Record a fact about an entry, for the same timelines and its own."""
    given: dict[str, Any] = {"entry_id": entry.id, "minutes": entry.minutes, "memo": entry.memo}
    record(
        fact(week_id=week.id, **_sides(contract, week.title), **given, **more),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id, week.id, entry.id],
    )


def tell_contract(fact: type[facts.HourlyFact], contract: Contract, *, by: Actor, **more: Any) -> None:
    record(
        fact(**_sides(contract, contract.title), **more),
        by=by,
        hall_id=contract.hall_id,
        about=[contract.id],
    )


def _sides(contract: Contract, title: str) -> dict[str, Any]:
    return {
        "contract_id": contract.id,
        "client_id": contract.client_id,
        "organisation_id": contract.organisation_id,
        "freelancer_id": contract.freelancer_id,
        "title": title,
    }
