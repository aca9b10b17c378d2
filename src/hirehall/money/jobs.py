"""Background jobs of money: the rails are called here, after the intent has been committed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.money.actions.keep_back_debt import keep_back_debt
from hirehall.money.fees.actions.close_vote import close_vote
from hirehall.money.fees.queries import votes_to_close
from hirehall.money.models import Payment, Payout, RailEvent, Refund
from hirehall.money.queries.balances import debtors
from hirehall.money.rails import driving
from hirehall.money.states import PaymentStatus, PayoutStatus, RefundStatus

STRANDED_AFTER = timedelta(minutes=15)


def _named(fact_id: str, field: str) -> UUID:
    return UUID(facts.read(fact_id).data[field])


@job("money.drive_payment")
def drive_payment(fact_id: str) -> None:
    """The rail is asked for the client's money."""
    driving.drive_payment(_named(fact_id, "payment_id"))


@job("money.drive_refund")
def drive_refund(fact_id: str) -> None:
    """The rail gives money back."""
    driving.drive_refund(_named(fact_id, "refund_id"))


@job("money.drive_payout")
def drive_payout(fact_id: str) -> None:
    """The rail pays a freelancer out."""
    driving.drive_payout(_named(fact_id, "payout_id"))


@job("money.handle_rail_event")
def handle_rail_event(fact_id: str) -> None:
    """What a rail told us is looked up and recorded."""
    driving.handle_event(_named(fact_id, "event_id"))


@job("money.drive_again")
def drive_again(kind: str, thing_id: str) -> None:
    """One thing that got stuck is driven again."""
    drivers = {
        "payment": driving.drive_payment,
        "refund": driving.drive_refund,
        "payout": driving.drive_payout,
        "event": driving.handle_event,
    }
    drivers[kind](UUID(thing_id))


@periodic("money.close_fee_votes", cron="*/5 * * * *")
def close_fee_votes() -> None:
    """Votes on fees whose time is over are counted."""
    for vote_id in votes_to_close(clock.now()):
        close_vote(vote_id, by=system("clock"))


@periodic("money.keep_back_debts", cron="30 3 * * *")
def keep_back_debts() -> None:
    """Once a day, so that a debt does not wait for a payout that nobody asks for."""
    for hall_id, person_id, currency in debtors():
        keep_back_debt(hall_id, person_id, currency=currency, by=driving.RAIL)


@periodic("money.find_stranded", cron="*/15 * * * *")
def find_stranded() -> None:
    """What has waited for a rail for long is driven again: a job that died strands no money."""
    since = clock.now() - STRANDED_AFTER
    waiting = {
        "payment": Payment.objects.filter(status=PaymentStatus.PENDING, begun_at__lt=since),
        "refund": Refund.objects.filter(status=RefundStatus.PENDING, asked_at__lt=since),
        "payout": Payout.objects.filter(
            status__in=[PayoutStatus.REQUESTED, PayoutStatus.SENDING], requested_at__lt=since
        ),
        "event": RailEvent.objects.filter(handled_at=None, received_at__lt=since),
    }
    for kind, things in waiting.items():
        for thing_id in things.order_by("id").values_list("id", flat=True)[:500]:
            enqueue(drive_again, once=f"{kind}:{thing_id}", kind=kind, thing_id=str(thing_id))
