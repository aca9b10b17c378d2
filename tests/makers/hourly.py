"""Hourly contracts, made the way people make them: through actions, under a moved clock."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from hirehall.contracts.models import Contract
from hirehall.engagements.hourly.actions.accept_offer import accept_offer
from hirehall.engagements.hourly.actions.hold_week import pay_week
from hirehall.engagements.hourly.actions.log_time import log_time
from hirehall.engagements.hourly.actions.make_offer import make_offer
from hirehall.engagements.hourly.jobs import weekly_run
from hirehall.engagements.hourly.models import Entry, Week
from hirehall.engagements.hourly.operations import HourTerms
from hirehall.foundation import clock, jobs
from tests.makers.contracts import Pair, eur

MONDAY = datetime(2026, 11, 9, tzinfo=UTC)


def hour_terms(rate: int = 60_00, cap: int = 10, **more: Any) -> HourTerms:
    given = {"title": "Support by the hour", "scope": "Answer what the shop's customers ask.", **more}
    return HourTerms(rate=eur(rate), cap_hours=cap, **given)


def at(*, days: float = 0, hours: float = 0, weeks: float = 0) -> AbstractContextManager[None]:
    """So much after the Monday on which the story begins."""
    return clock.at(MONDAY + timedelta(days=days, hours=hours, weeks=weeks))


def hourly_contract(pair: Pair, **terms: Any) -> Contract:
    """A contract whose first week is planned."""
    offer = make_offer(
        pair.hall.id, by=pair.client, terms=hour_terms(**terms), freelancer_id=pair.freelancer.person_id
    )
    contract: Contract = accept_offer(offer.id, by=pair.freelancer)
    jobs.drain()
    return contract


def weeks_of(contract: Contract) -> list[Week]:
    return list(Week.objects.filter(contract=contract).select_related("contract").order_by("starts_at"))


def first_week(contract: Contract) -> Week:
    return weeks_of(contract)[0]


def held(pair: Pair, **terms: Any) -> Contract:
    """A contract whose first week is paid in."""
    contract = hourly_contract(pair, **terms)
    pay_week(first_week(contract).id, by=pair.client)
    jobs.drain()
    return contract


def log(
    pair: Pair,
    contract: Contract,
    *,
    days: float = 0,
    hour: float = 9,
    minutes: int = 60,
    memo: str = "Tickets",
) -> Entry:
    starts_at = MONDAY + timedelta(days=days, hours=hour)
    return log_time(contract.id, by=pair.freelancer, starts_at=starts_at, minutes=minutes, memo=memo)


def run() -> None:
    """What the worker does at one moment: the sweep, then all that follows."""
    weekly_run(timestamp=0)
    jobs.drain()


def in_review(pair: Pair, **terms: Any) -> tuple[Contract, list[Entry]]:
    """A week with three hours in two entries, under review. Call it on the Monday's clock or before."""
    with at(hours=1):
        contract = held(pair, **terms)
    with at(days=3):
        entries = [log(pair, contract, minutes=120), log(pair, contract, days=1, minutes=60, memo="Receipts")]
    with at(days=7, hours=13):
        run()
        run()
    return contract, entries
