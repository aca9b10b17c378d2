"""Real concurrent transactions: one effect each."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.market import operations
from hirehall.market.actions.decide_by_panel import award_by_panel, open_panel
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.sit_on_panel import hand_in_scores, score_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.actions.withdraw_proposal import withdraw_proposal
from hirehall.market.models import Brief, Proposal
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_draft, make_proposal, make_proposal_draft
from tests.makers.panels import WHY, make_table

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], Any]) -> list[str]:
    """Run them in threads that start together; answers ``ok`` or the refusal's code of each."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> str:
        try:
            start.wait(timeout=10)
            call()
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "ok"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def people() -> tuple[Actor, list[Actor]]:
    client = actor_of(make_person("Maren Holt", Hat.CLIENT))
    return client, [actor_of(make_person(name)) for name in ("Tomas Reyl", "Ines Quandt", "Ada Wren")]


def test_publishing_twice_at_once_publishes_once() -> None:
    client, _ = people()
    brief = make_draft(make_hall(), client)
    outcome = at_once(*[lambda: publish_brief(brief.id, by=client)] * 3)
    assert outcome == ["brief.is_published", "brief.is_published", "ok"]
    assert FactRow.objects.filter(name="brief.published").count() == 1


def test_two_submissions_at_the_cap_of_a_brief_leave_one() -> None:
    client, freelancers = people()
    brief = make_brief(make_hall(proposals_per_brief=1), client)
    drafts = [(make_proposal_draft(brief, who).id, who) for who in freelancers]
    outcome = at_once(*[lambda one=one: submit_proposal(one[0], by=one[1]) for one in drafts])  # type: ignore[misc]
    assert outcome == ["ok", "proposal.brief_full", "proposal.brief_full"]
    assert Proposal.objects.filter(state="submitted").count() == 1


def test_submissions_on_several_briefs_at_the_weekly_cap_leave_one() -> None:
    client, (who, *_) = people()
    hall = make_hall(proposals_per_week=1)
    drafts = [make_proposal_draft(make_brief(hall, client), who).id for _ in range(3)]
    outcome = at_once(*[lambda one=one: submit_proposal(one, by=who) for one in drafts])  # type: ignore[misc]
    assert outcome == ["ok", "proposal.week_full", "proposal.week_full"]


def test_two_proposals_hired_at_once_hire_one() -> None:
    client, freelancers = people()
    brief = make_brief(make_hall(), client)
    sent = [(make_proposal(brief, who).id, who) for who in freelancers[:2]]

    def hire(proposal_id: Any, who: Actor) -> None:
        with transaction.atomic():
            operations.mark_hired(proposal_id, contract_id=uuid4(), by=who)

    outcome = at_once(*[lambda one=one: hire(*one) for one in sent])  # type: ignore[misc]
    assert outcome == ["brief.is_hired", "ok"]
    assert Proposal.objects.filter(state="hired").count() == 1


def test_a_panel_awards_once_and_takes_nothing_after_it_was_opened() -> None:
    table = make_table()
    table.seat()
    table.publish()
    (sent,) = table.propose("Ines Race")
    late = make_proposal_draft(table.brief, actor_of(make_person("Lara Race")))
    brief_id = table.brief.id
    Brief.objects.filter(id=brief_id).update(closes_at=clock.now() - timedelta(minutes=1))
    outcome = at_once(
        lambda: open_panel(brief_id, by=table.client),
        lambda: open_panel(brief_id, by=table.client),
        lambda: submit_proposal(late.id, by=actor_of(late.freelancer)),
        lambda: withdraw_proposal(sent.id, by=table.proposers[0]),
    )
    assert outcome == ["brief.not_open", "brief.not_open", "ok", "ok"]
    assert FactRow.objects.filter(name="panel.opened").count() == 1
    for member in table.members:
        scores = {"number": 1, "points": (3, 3, 3), "reasons": (WHY,) * 3}
        score_proposal(brief_id, by=member, **scores)
    outcome = at_once(
        *[lambda member=member: hand_in_scores(brief_id, by=member) for member in table.members]
    )  # type: ignore[misc]
    assert outcome == ["ok", "ok"]
    assert FactRow.objects.filter(name="panel.compared").count() == 1
    table.agreed()
    award = {"number": 1, "reason": "The only one, and sound."}
    outcome = at_once(*[lambda: award_by_panel(brief_id, by=table.client, **award)] * 2)
    assert outcome == ["ok", "panel.is_awarded"]
    assert FactRow.objects.filter(name="panel.awarded").count() == 1
