"""A client's team: a test, an answer with its reason, and orders that the team alone sees."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.claim_order import claim_order
from hirehall.engagements.unit.actions.team import (
    answer_candidate,
    apply_to_team,
    end_membership,
    open_team,
    set_team,
)
from hirehall.engagements.unit.models import Candidate, Team
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from tests.makers.base import actor_of, make_person
from tests.makers.unit import WHY, Pool
from tests.unit.test_pages import browser

TEST = "It is blue, it is deep, and it holds soup for two."


def opened(pool: Pool) -> Team:
    about, task = "Product pages for a pottery.", "Five sentences about a bowl that you like."
    return open_team(pool.hall.id, by=pool.client, name="The pottery", about=about, task=task)


def refused_with(code: str, act: Any, *args: Any, **more: Any) -> None:
    with pytest.raises(Refused) as refused:
        act(*args, **more)
    assert refused.value.code == code


def test_orders_of_a_team_are_seen_and_claimed_by_it_alone(pool: Pool) -> None:
    team, newcomer = opened(pool), actor_of(make_person("Nora Quill"))
    row = apply_to_team(team.id, by=newcomer, text=TEST)
    order = pool.posted(team_id=team.id, level=3)
    excellent = pool.writer("Ada Stern", level=3)

    def seen(by: Actor, level: int) -> bool:
        return bool(queries.pool_rows(by, pool.hall, level=level)[0])

    assert (seen(newcomer, 0), seen(excellent, 3)) == (False, False)
    refused_with("unit.not_of_team", claim_order, order.pk, by=excellent)
    refused_with("order.not_found", queries.pool_order_for, excellent, order.pk)
    answer_candidate(row.id, by=pool.client, admitted=True, reason=WHY)
    assert (seen(newcomer, 0), seen(excellent, 3)) == (True, False)
    assert claim_order(order.pk, by=newcomer).holder_id == newcomer.person_id
    end_membership(row.id, by=newcomer)
    assert queries.pool_order_for(newcomer, order.pk).pk == order.pk  # what one holds runs on
    refused_with("unit.not_your_team", pool.posted, by=newcomer, team_id=team.id)


def test_a_test_is_answered_once_and_can_be_written_again_in_a_month(pool: Pool) -> None:
    team = opened(pool)
    refused_with("unit.own_team", apply_to_team, team.id, by=pool.client, text=TEST)
    row = apply_to_team(team.id, by=pool.freelancer, text=TEST)
    refused_with("unit.applied", apply_to_team, team.id, by=pool.freelancer, text=TEST)
    answer_candidate(row.id, by=pool.client, admitted=False, reason="It says nothing of the bowl.")
    jobs.drain()
    told = Notice.objects.filter(person_id=pool.freelancer.person_id).order_by("-id")[0]
    assert told.sentence == "You were not admitted to the team “The pottery”: It says nothing of the bowl."
    refused_with(
        "unit.candidate_answered", answer_candidate, row.id, by=pool.client, admitted=True, reason=WHY
    )
    refused_with("unit.applied_too_soon", apply_to_team, team.id, by=pool.freelancer, text=TEST)
    with clock.later(days=30):
        assert apply_to_team(team.id, by=pool.freelancer, text=TEST).id == row.id
    set_team(team.id, by=pool.client, is_open=False, version=1)
    refused_with("unit.stale", set_team, team.id, by=pool.client, is_open=True, version=1)
    refused_with("unit.team_closed", apply_to_team, team.id, by=pool.writer("Ada Stern"), text=TEST)


def test_the_pages_of_a_team(pool: Pool, django_assert_num_queries: Any) -> None:
    client, writer = browser(pool.client), browser(pool.freelancer)
    given = {
        "name": "The pottery",
        "about": "Product pages for a pottery.",
        "task": "Five sentences, please, about a bowl.",
    }
    assert client.post(reverse("unit:new_team"), {**given, "key": "1"}).status_code == 302
    team = Team.objects.get()
    page, teams = reverse("unit:team", args=[team.id]), reverse("unit:teams")
    assert "The pottery" in writer.get(teams).content.decode()
    writer.post(page, {"text": TEST, "key": "2"})
    row = Candidate.objects.get()
    assert "holds soup" in client.get(page).content.decode()
    assert "1 test to answer" in client.get(teams).content.decode()
    other = browser(pool.writer("Ada Stern"))
    assert "holds soup" not in other.get(page).content.decode()
    client.post(
        reverse("unit:answer_candidate", args=[row.id]), {"admitted": "yes", "reason": WHY, "key": "3"}
    )
    assert "You are of this team" in writer.get(page).content.decode()
    assert (
        f'value="{team.id}" selected' in client.get(reverse("unit:new"), {"team": team.id}).content.decode()
    )
    with django_assert_num_queries(3):
        queries.teams_page(pool.client, pool.hall)
