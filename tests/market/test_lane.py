"""Briefs that are open to first-timers: how large, how many, and that the tick is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall, Policy
from hirehall.halls.rules import require_policy_lists
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.models import Brief
from hirehall.market.queries import brief_page, content_of
from hirehall.market.queries.find import find_briefs
from hirehall.market.queries.find_shapes import Asked
from hirehall.market.rules import lane
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.lane import make_lane_brief, make_lane_hall
from tests.makers.market import make_brief, make_proposal

pytestmark = pytest.mark.django_db


def client_of(hall: Hall) -> Actor:
    return actor_of(make_person(f"Cleo {hall.slug}", Hat.CLIENT))


def refused(code: str, call: object, *args: object, **more: object) -> None:
    with pytest.raises(Refused) as caught:
        call(*args, **more)  # type: ignore[operator]
    assert caught.value.code == code
    assert caught.value.field == "first_timers"


def test_a_small_brief_is_opened_found_and_shown() -> None:
    hall = make_lane_hall()
    client = client_of(hall)
    brief, other = make_lane_brief(hall, client), make_brief(hall, client)
    found = find_briefs(hall.id, Asked(first_timers=True))
    assert [card.brief_id for card in found.cards] == [brief.id]
    assert found.counts.first_timers == 1
    assert {card.brief_id for card in find_briefs(hall.id, Asked()).cards} == {brief.id, other.id}
    assert brief_page(client, brief.id).first_timers
    assert content_of(brief).first_timers


def test_too_large_a_brief_is_not_opened_and_a_field_has_a_value_of_its_own() -> None:
    hall = make_lane_hall(slug="small", lists={"lane.families": ["software 150.00"]})
    client = client_of(hall)
    policy = Policy.objects.get(hall=hall)
    assert lane.largest(policy, "software", "EUR") == Money(150_00, "EUR")
    assert lane.largest(policy, "design", "EUR") == Money(300_00, "EUR")
    refused("lane.too_large", make_lane_brief, hall, client)
    make_lane_brief(hall, client, budget_min=Money(90_00, "EUR"), budget_max=Money(150_00, "EUR"))
    plain = make_hall(slug="plain", name="Plain")
    refused("lane.off", make_lane_brief, plain, client_of(plain))
    assert Brief.objects.filter(first_timers=True, state="published").count() == 1


def test_a_client_opens_only_so_many_and_keeps_the_tick_when_somebody_has_proposed() -> None:
    hall = make_lane_hall(slug="few", briefs_per_client=2)
    client = client_of(hall)
    brief = make_lane_brief(hall, client)
    second = make_lane_brief(hall, client)
    refused("lane.too_many", make_lane_brief, hall, client)
    plain = make_brief(hall, client, budget_min=Money(90_00, "EUR"), budget_max=Money(150_00, "EUR"))
    refused(
        "lane.too_many",
        edit_brief,
        plain.id,
        by=client,
        content=replace(content_of(plain), first_timers=True),
    )
    larger = replace(content_of(brief), budget_max=Money(301_00, "EUR"))
    refused("lane.too_large", edit_brief, brief.id, by=client, content=larger)
    make_proposal(brief, actor_of(make_person("Nia New")), amount=Money(250_00, "EUR"))
    brief.refresh_from_db()
    refused(
        "lane.promised",
        edit_brief,
        brief.id,
        by=client,
        content=replace(content_of(brief), first_timers=False),
    )
    edit_brief(second.id, by=client, content=replace(content_of(second), first_timers=False))
    second.refresh_from_db()
    assert not second.first_timers
    assert second.revision == 1


def test_questions_are_those_of_the_field_else_of_the_hall_else_ours() -> None:
    hall = make_lane_hall(slug="asks", lists={"lane.questions": ["Was it tidy?", "software: Does it run?"]})
    policy = Policy.objects.get(hall=hall)
    assert lane.questions(policy, "software") == ("Does it run?",)
    assert lane.questions(policy, "design") == ("Was it tidy?",)
    assert lane.questions(Policy(hall=hall), "design") == lane.QUESTIONS


@pytest.mark.parametrize(
    ("name", "line"),
    [("lane.families", "Software 150"), ("lane.families", "software"), ("lane.questions", "No question")],
)
def test_a_line_of_the_policy_that_cannot_be_read_is_refused(name: str, line: str) -> None:
    with pytest.raises(Refused) as caught:
        require_policy_lists({name: [line]})
    assert caught.value.code == "hall.setting_invalid"
    require_policy_lists(
        {"lane.families": ["software 150", "web-design 99.50"], "lane.questions": ["design: Is it?"]}
    )
