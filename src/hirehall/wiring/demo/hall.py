"""The demo's hall: opened, with its taxonomy and founding fees, and clocks for practice that are dated later."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.models import Hall
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.operations import set_founding_schedule
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy

DEMO = system("demo")
PRACTICE_NOTICE_DAYS = 7
VOTE_DAYS = 7


def but_own_clients(*charges: dict[str, Any]) -> list[dict[str, Any]]:
    """What clients met here pay or bear; whom a freelancer brought along costs nothing."""
    return [{"kind": "selected", "by": "origin", "options": {"direct": []}, "otherwise": list(charges)}]


FOUNDING: dict[str, Any] = {
    **FOUNDING_RULES,
    **{side: but_own_clients(*FOUNDING_RULES[side]) for side in ("freelancer", "client")},
}
# A newcomer who tries the whole story today should see their money arrive today.
LANE_VOTE = "And small briefs can be opened to first-timers, so that a first contract is found in weeks."
PRACTICE = "Members’ vote: money in a practice hall is only practised with, so it can be paid out at once."


def open_demo_hall(*, vote_days: int = VOTE_DAYS) -> Hall:
    """Harbour Hall with founding rules, skills and fees."""
    hall = open_hall(
        by=DEMO,
        slug="harbour",
        name="Harbour Hall",
        tagline="The members’ own market for freelance work",
        currency="EUR",
        time_zone="Europe/Berlin",
        contact_email="desk@harbour.example",
        policy={"fees.vote_days": vote_days},
    )
    seed_taxonomy(hall.id, by=DEMO)
    with transaction.atomic():
        set_founding_schedule(hall.id, rules=FOUNDING)
    return hall


def date_practice_payouts(hall: Hall) -> None:
    """What is released under contracts of today can be paid out at once; the year's contracts keep their hold."""
    date_policy(
        hall.id,
        by=DEMO,
        effective_from=clock.now() + timedelta(days=PRACTICE_NOTICE_DAYS),
        changes={"payout_hold_days": 0, "lane.offered": 1, "lane.most_minor": 400_00},
        reason=f"{PRACTICE} {LANE_VOTE}",
    )
