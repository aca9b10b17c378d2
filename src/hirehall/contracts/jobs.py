"""What runs in the background for every engagement: offers that expire, agreements that are drawn."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts import queries
from hirehall.contracts.actions.close_offer import expire_offer
from hirehall.contracts.actions.file_agreement import file_agreement
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic

CLOCK = system("clock")
CLERK = system("clerk")


@job("contracts.expire_offer")
def expire_one(offer_id: str) -> None:
    expire_offer(UUID(offer_id), by=CLOCK)


@periodic("contracts.sweep_offers", cron="*/5 * * * *")
def sweep_offers() -> None:
    """Offers whose time has run out, one job each."""
    for offer_id in queries.offers_to_expire(clock.now()):
        enqueue(expire_one, once=f"expire:{offer_id}", offer_id=str(offer_id))


@job("contracts.draw_agreement")
def draw_agreement(fact_id: str) -> None:
    """New terms are in force: draw the agreement and keep it."""
    fact = read(fact_id)
    file_agreement(UUID(fact.data["contract_id"]), by=CLERK, number=fact.data.get("number", 1))
