"""Who is told what about weeks and entries: whoever is to act next, and whoever's money has moved."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

from hirehall.contracts.notices import BOTH, CLIENT, FREELANCER, OTHER, Data, Told, post
from hirehall.foundation import facts
from hirehall.foundation.jobs import job


def _week(data: Data) -> str:
    return reverse("hourly:week", args=[data["week_id"]])


def _fund(data: Data) -> str:
    return reverse("hourly:fund", args=[data["week_id"]])


def _entry(data: Data) -> str:
    return reverse("hourly:entry", args=[data["entry_id"]])


TABLE: Mapping[str, Told] = {
    "hourly.week_held": Told(
        "funding.held", BOTH, "“{title}” is held. Time can be logged in it.", "amount", page=_week, mail=False
    ),
    "hourly.hold_failed": Told(
        "funding.failed",
        CLIENT,
        "The payment for “{title}” did not go through. Nothing was taken, and no time can be logged in it.",
        page=_fund,
    ),
    "hourly.payment_returned": Told(
        "refund.returned", CLIENT, "A payment for “{title}” was not needed and goes back in full.", "amount"
    ),
    "hourly.review_begun": Told(
        "hourly.review",
        CLIENT,
        "“{title}” is under review. What you do not dispute is paid.",
        "amount",
        "review_until",
        _week,
    ),
    "hourly.week_charged": Told("release.made", BOTH, "“{title}” is charged.", "amount", page=_week),
    "hourly.entry_disputed": Told(
        "hourly.disputed",
        FREELANCER,
        "{other} disputes “{memo}”. Without an answer it is taken off.",
        deadline="answer_by",
        page=_entry,
    ),
    "hourly.dispute_withdrawn": Told(
        "hourly.dispute_withdrawn", FREELANCER, "{other} took back the dispute of “{memo}”.", page=_entry
    ),
    "hourly.entry_taken_off": Told(
        "hourly.taken_off", BOTH, "“{memo}” is taken off and not paid.", page=_entry
    ),
    "hourly.entry_contested": Told(
        "hourly.contested", CLIENT, "{other} stands by “{memo}”. Agree on its minutes.", page=_entry
    ),
    "hourly.split_proposed": Told(
        "hourly.split", OTHER, "{other} proposes to pay {split_minutes} minutes of “{memo}”.", page=_entry
    ),
    "hourly.split_agreed": Told(
        "hourly.split_agreed", OTHER, "{other} agreed to {split_minutes} minutes of “{memo}”.", page=_entry
    ),
    "hourly.paused": Told("hourly.paused", OTHER, "{other} paused “{title}” after its open weeks."),
    "hourly.resumed": Told("hourly.resumed", OTHER, "{other} lets “{title}” run on."),
    "hourly.notice_given": Told("hourly.notice", OTHER, "{other} ends “{title}”. No new time is taken."),
}


@job("hourly.tell", queue="notices")
def tell(fact_id: str) -> None:
    """Tell what the table says about this fact."""
    fact = facts.read(fact_id)
    post(fact, TABLE[fact.name])
