"""What runs in the background: the days of listed positions."""

from __future__ import annotations

from uuid import UUID

import structlog

from hirehall.engagements.listing import operations, queries
from hirehall.engagements.listing.actions.buy_membership import fail_membership, settle_membership
from hirehall.engagements.listing.actions.close_position import expire_position
from hirehall.engagements.listing.actions.decide_deposit import keep_deposit, return_deposit
from hirehall.engagements.listing.actions.end_membership import (
    earn_membership,
    expire_membership,
    renew_membership,
    tell_of_end,
)
from hirehall.engagements.listing.actions.face_membership_bank import (
    halt_membership,
    resume_membership,
    settle_membership_loss,
)
from hirehall.engagements.listing.actions.post_by_mail import forget_mailed
from hirehall.engagements.listing.actions.put_down_deposit import (
    fail_deposit,
    settle_deposit,
    settle_deposit_loss,
)
from hirehall.engagements.listing.actions.read_source import take_in_feed
from hirehall.engagements.listing.actions.save_search import tell_of_search
from hirehall.engagements.listing.actions.stop_membership import stop_membership
from hirehall.engagements.listing.actions.take_in import forget_intakes
from hirehall.engagements.listing.models import Deposit, Membership
from hirehall.engagements.listing.queries import deposits, memberships
from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.facts import read
from hirehall.foundation.jobs import enqueue, job, periodic, unless_moved
from hirehall.foundation.refused import Refused
from hirehall.money import rails as money_rails
from hirehall.money.models import Payment

CLOCK, FEED, RAIL = system("clock"), system("feed"), system("rail")
log = structlog.get_logger(__name__)


@job("listing.expire_position")
def expire_one(position_id: str) -> None:
    unless_moved(expire_position, position_id, by=CLOCK)


@job("listing.tell_of_search", queue="notices")
def tell_one(search_id: str) -> None:
    unless_moved(tell_of_search, search_id, by=CLOCK)


@job("listing.wake_searches")
def wake(fact_id: str) -> None:
    """A position is listed: the searches that tell at once look now."""
    hall_id = read(fact_id).hall_id
    if hall_id is not None and queries.wake_searches(hall_id):
        _tell_the_due()


@periodic("listing.sweep_searches", cron="* * * * *")
def sweep_searches() -> None:
    """Searches whose time has come: one job each."""
    _tell_the_due()


def _tell_the_due() -> None:
    for search_id in queries.due_searches(clock.now()):
        enqueue(tell_one, once=f"search:{search_id}", search_id=str(search_id))


@periodic("listing.sweep_positions", cron="*/10 * * * *")
def sweep_positions() -> None:
    """Positions whose days are over: one job each, so that one failure holds up nobody else."""
    for position_id in queries.to_expire(clock.now()):
        enqueue(expire_one, once=f"position-expire:{position_id}", position_id=str(position_id))


@periodic("listing.forget_files", cron="45 3 * * *")
def forget_files() -> None:
    """Uploaded files of positions are not kept, nor what nobody confirmed."""
    forget_intakes(by=CLOCK)
    forget_mailed(by=CLOCK)


@job("listing.read_source", queue="slow", attempts=2)
def read_source(source_id: str) -> None:
    """Ask one feed; what stands there is taken in when it has answered, unless it was switched off meanwhile."""
    try:
        reading = operations.read_feed(queries.source_for(FEED, UUID(source_id)))
        take_in_feed(UUID(source_id), by=FEED, reading=reading)
    except Refused as refused:
        log.info("feed.too_late", source=source_id, code=refused.code)


@periodic("listing.sweep_feeds", cron="*/5 * * * *")
def sweep_feeds() -> None:
    """Feeds whose time has come: one job each, so that a slow one holds up nobody else."""
    for source_id in queries.due_sources(clock.now()):
        enqueue(read_source, once=f"feed:{source_id}", source_id=str(source_id))


@job("listing.settle_membership")
def settle_one(fact_id: str) -> None:
    """A payment has arrived: the membership that it was for runs, or the deposit is held."""
    data = read(fact_id).data
    if memberships.is_membership(UUID(data["unit_id"])):
        settle_membership(UUID(data["payment_id"]), by=RAIL)
    elif deposits.is_deposit(UUID(data["unit_id"])):
        settle_deposit(UUID(data["payment_id"]), by=RAIL)


@job("listing.membership_failed")
def membership_failed(fact_id: str) -> None:
    data = read(fact_id).data
    if memberships.is_membership(UUID(data["unit_id"])):
        fail_membership(UUID(data["payment_id"]), by=RAIL, reason=data["reason"])
    elif deposits.is_deposit(UUID(data["unit_id"])):
        fail_deposit(UUID(data["payment_id"]), by=RAIL, reason=data["reason"])


def settle_now(payment_id: UUID) -> tuple[Payment, Membership | None]:
    """See ``money.rails.settle_now``; the membership is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle_membership, fail=fail_membership)


@job("listing.halt_membership")
def bank_asks(fact_id: str) -> None:
    data = read(fact_id).data
    if memberships.is_membership(UUID(data["unit_id"])):
        halt_membership(UUID(data["chargeback_id"]), by=RAIL)


@job("listing.resume_membership")
def bank_leaves(fact_id: str) -> None:
    data = read(fact_id).data
    if memberships.is_membership(UUID(data["unit_id"])):
        resume_membership(UUID(data["chargeback_id"]), by=RAIL)


@job("listing.settle_membership_loss")
def bank_takes(fact_id: str) -> None:
    data = read(fact_id).data
    if memberships.is_membership(UUID(data["unit_id"])):
        settle_membership_loss(UUID(data["chargeback_id"]), by=RAIL)
    elif deposits.is_deposit(UUID(data["unit_id"])):
        settle_deposit_loss(UUID(data["chargeback_id"]), by=RAIL)


@job("listing.move_membership")
def move_membership(kind: str, membership_id: str) -> None:
    """What a date brings for one membership."""
    acts = {
        "earn": earn_membership,
        "tell": tell_of_end,
        "renew": renew_membership,
        "end": expire_membership,
        "stop": stop_membership,
    }
    unless_moved(acts[kind], membership_id, by=CLOCK)


@periodic("listing.sweep_memberships", cron="*/10 * * * *")
def sweep_memberships() -> None:
    """Memberships whose dates have come: one job each, so that one failure holds up nobody else."""
    now = clock.now()
    due = {
        "earn": memberships.to_earn(now), "tell": memberships.to_tell(now), "renew": memberships.to_renew(now),
        "end": memberships.to_end(now), "stop": memberships.to_stop(),
    }  # fmt: skip
    for kind, ids in due.items():
        for membership_id in ids:
            once = f"membership-{kind}:{membership_id}"
            enqueue(move_membership, once=once, kind=kind, membership_id=str(membership_id))


def settle_deposit_now(payment_id: UUID) -> tuple[Payment, Deposit | None]:
    """See ``money.rails.settle_now``; the deposit is there when its state followed from the answer."""
    return money_rails.settle_now(payment_id, settle=settle_deposit, fail=fail_deposit)


@job("listing.move_deposit")
def move_deposit(kind: str, deposit_id: str) -> None:
    """What a date, or the end of a position, brings for one deposit."""
    unless_moved({"back": return_deposit, "keep": keep_deposit}[kind], deposit_id, by=CLOCK)


@periodic("listing.sweep_deposits", cron="*/10 * * * *")
def sweep_deposits() -> None:
    """Deposits of positions that are over go back, and those whose day has come are kept or let go."""
    now = clock.now()
    for kind, ids in {"back": deposits.to_give_back(now), "keep": deposits.to_keep(now)}.items():
        for deposit_id in ids:
            enqueue(move_deposit, once=f"deposit-{kind}:{deposit_id}", kind=kind, deposit_id=str(deposit_id))
