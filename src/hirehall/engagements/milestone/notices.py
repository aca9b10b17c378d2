"""Who is told what about milestones: whoever is to act next, and whoever's money has moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.urls import reverse

from hirehall.contracts.notices import BOTH, CLIENT, FREELANCER, Data, Told, post
from hirehall.conversations.operations import post_notice
from hirehall.engagements.milestone import queries
from hirehall.foundation import clock, facts
from hirehall.foundation.jobs import enqueue, job, periodic

SOON = timedelta(days=2)


def _review(data: Data) -> str:
    return reverse("milestone:review", args=[data["milestone_id"]])


def _deliver(data: Data) -> str:
    return reverse("milestone:deliver", args=[data["milestone_id"]])


def _fund(data: Data) -> str:
    return reverse("milestone:fund", args=[data["milestone_id"]])


def _refund(data: Data) -> str:
    return reverse("milestone:refund_answer", args=[data["request_id"]])


TABLE: Mapping[str, Told] = {
    "milestone.funded": Told(
        "funding.held", BOTH, "“{title}” is funded. The money is held, and work can start.", "amount"
    ),
    "milestone.funding_failed": Told(
        "funding.failed",
        CLIENT,
        "The payment for “{title}” did not go through. Nothing was taken.",
        page=_fund,
    ),
    "milestone.payment_returned": Told(
        "refund.returned", CLIENT, "A payment for “{title}” was not needed and goes back in full.", "amount"
    ),
    "milestone.delivered": Told(
        "milestone.delivered",
        CLIENT,
        "{other} delivered “{title}”. It counts as accepted if you do not answer in time.",
        "amount",
        "auto_accept_at",
        _review,
    ),
    "milestone.changes_asked": Told(
        "milestone.changes_asked", FREELANCER, "{other} asks for changes to “{title}”.", page=_deliver
    ),
    "milestone.accepted": Told(
        "release.made", BOTH, "“{title}” is accepted, and its money is released.", "amount"
    ),
    "milestone.part_released": Told(
        "release.part", FREELANCER, "{other} released a part of “{title}”.", "amount"
    ),
    "milestone.refund_asked": Told(
        "refund.asked",
        FREELANCER,
        "{other} asks for money back from “{title}”. Without an answer it is granted.",
        "amount",
        "answer_by",
        _refund,
    ),
    "milestone.refund_withdrawn": Told(
        "refund.withdrawn", FREELANCER, "{other} took back the refund request for “{title}”.", mail=False
    ),
    "milestone.refund_refused": Told(
        "refund.refused", CLIENT, "{other} refused the refund for “{title}”.", "amount"
    ),
    "milestone.refunded": Told(
        "refund.granted", BOTH, "Money from “{title}” goes back to the client.", "amount"
    ),
    "milestone.settled": Told(
        "release.settled", BOTH, "The money of “{title}” was settled at the end.", "released"
    ),
}


@job("milestone.tell", queue="notices")
def tell(fact_id: str) -> None:
    """Tell what the table says about this fact."""
    fact = facts.read(fact_id)
    post(fact, TABLE[fact.name])


@job("milestone.remind_of_review", queue="notices")
def remind_of_review(milestone_id: str) -> None:
    """Two days before silence accepts: the client is told once more, by mail whatever was chosen."""
    reminder = queries.reminder_of_review(milestone_id)
    if reminder is None or reminder.auto_accept_at <= clock.now():
        return
    post_notice(
        person_ids=reminder.person_ids,
        hall_id=reminder.hall_id,
        kind="milestone.review_reminder",
        sentence=f"“{reminder.title}” counts as accepted soon if you do not answer.",
        href=reverse("milestone:review", args=[reminder.milestone_id]),
        amount=reminder.amount,
        deadline=reminder.auto_accept_at,
        critical=True,
        fact_id=reminder.delivery_id,
    )


@periodic("milestone.sweep_reminders", cron="17 * * * *")
def sweep_reminders() -> None:
    """Deliveries whose silence speaks within two days."""
    now: datetime = clock.now()
    for milestone_id in queries.reviews_due_between(now, now + SOON):
        enqueue(remind_of_review, once=f"remind:{milestone_id}", milestone_id=str(milestone_id))
