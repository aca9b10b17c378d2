"""Slates: the same each time, with their reasons, and nobody forgotten."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.formulas.constants import published
from hirehall.formulas.ranking import TERMS, allowance
from hirehall.foundation import clock, jobs
from hirehall.foundation.refused import Refused
from hirehall.halls.models import HallOperator
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.models import FreelancerListing
from hirehall.people.models import Person
from hirehall.ranking import queries, rules
from hirehall.ranking.actions.object_to_place import answer_objection, object_to_place
from hirehall.ranking.models import Exposure, Shown
from hirehall.reputation.models import StandingRow
from hirehall.reputation.queries.standings import standings_of
from hirehall.wiring.benches.ranking import bench
from tests.makers.base import actor_of, make_person, staff_of
from tests.makers.lane import make_lane_brief, make_lane_hall
from tests.makers.market import make_brief, make_skill
from tests.makers.ranking import Stage, finished_contract, make_findable

pytestmark = pytest.mark.django_db


def test_a_slate_is_kept_once_a_day_and_replays_to_the_last_bit() -> None:
    stage = Stage(people=12)
    make_findable(stage.hall, "Ada Many", ("Django", "Figma"))
    slate = stage.slate()
    assert stage.slate() == slate
    assert slate.pool == 13
    places = list(slate.places.order_by("number"))
    assert [row.number for row in places] == list(range(1, 11))
    assert queries.replay(slate).identical
    for row in places:
        assert sum(row.terms) == pytest.approx(row.score, abs=1e-9)
    assert Exposure.objects.filter(day=slate.day).count() == 10
    slate.contenders[0]["inputs"]["fit"] += 0.5
    assert not queries.replay(slate).identical
    with clock.later(days=1):
        later = stage.slate()
    assert later != slate
    assert later.places.count() == 10


def test_the_bars_sum_to_the_score_and_the_page_keeps_the_clients_secret() -> None:
    stage = Stage()
    shown = stage.slate().places.get(number=1)
    who = next(one for one in stage.people if one.person_id == shown.person_id)
    page = queries.why_page(who, shown.id)
    assert abs(page.median_score + sum(bar.off for bar in page.bars) - page.score) < 1e-9
    assert page.line.title == stage.brief.title
    stage.brief.visibility = "invited"
    stage.brief.save(update_fields=["visibility"])
    secret = queries.why_page(who, shown.id)
    assert secret.line.title == "A brief in Software"
    assert secret.line.href == ""
    with pytest.raises(Refused) as caught:
        queries.why_page(stage.client, shown.id)
    assert caught.value.code == "place.not_found"
    with clock.later(days=29):
        assert queries.my_places(who, stage.hall.id) == []


def test_who_is_away_asked_already_or_of_the_client_is_not_shown() -> None:
    stage = Stage(people=4)
    away, asked, *rest = stage.people
    FreelancerListing.objects.filter(person_id=away.person_id).update(availability="not")
    invite_freelancer(stage.brief.id, by=stage.client, freelancer_id=asked.require_person())
    found = {row.person_id for row in stage.slate().places.all()}
    assert found == {one.person_id for one in rest}
    close_brief(stage.brief.id, by=stage.client, reason="We mend it ourselves after all.")
    with pytest.raises(Refused) as caught:
        stage.slate()
    assert caught.value.code == "slate.not_open"


def test_over_28_days_nobody_stays_under_the_floor() -> None:
    """Forty people, one brief a day: whoever is behind comes first in the lower half, until they are not."""
    stage = Stage(people=40)
    weights = published().ranking
    start = clock.now()
    for day in range(weights.exposure_days):
        with clock.at(start + timedelta(days=day)):
            stage.slate()
    with clock.at(start + timedelta(days=weights.exposure_days - 1)):
        operator = make_person("Olga Floor", operator=True)
        (family,) = queries.families(staff_of(operator), stage.hall.id)
        (intake,) = queries.intake(staff_of(operator), stage.hall.id)
    assert (intake.briefs, intake.first, intake.waiting, intake.months_to_wait) == (1, 0, 40, None)
    assert family.eligible == 40
    assert family.places == 280
    assert family.share >= 0.95
    assert Shown.objects.filter(floor=True).exists()


def test_a_standing_counts_as_reputation_tells_it() -> None:
    stage = Stage(people=2)
    known, new = (one.require_person() for one in stage.people)
    field = stage.brief.category_id
    for hall, quality in ((None, 0.8), (stage.hall, 0.2)):
        StandingRow.objects.create(
            person_id=known, category_id=field, hall=hall, version=published().version, prior=0.0, quality=quality,
            precision=20.0, chance=0.95, low=0.9, high=0.98, clients=7, computed_at=clock.now(),
        )  # fmt: skip
    told = standings_of((known, new), field, hall_id=stage.hall.id)
    places = {row.person_id: row for row in stage.slate().places.all()}
    weights = published().ranking
    for person in (known, new):
        assert places[person].terms[1] == weights.standing * told[person].quality
        off = allowance(told[person].precision, weights) / told[person].precision ** 0.5
        assert places[person].terms[2] == pytest.approx(off)
    assert places[known].says["clients"] == 7


@pytest.mark.parametrize("first", [[], [12, 17]])
def test_the_same_slate_comes_of_the_contenders_alone(first: list[int]) -> None:
    weights = published().ranking
    score = np.arange(30, 0, -1).astype(float)
    lack, new = np.zeros(30), np.zeros(30, dtype=bool)
    lack[[15, 18]] = 0.3, 0.4
    new[first] = True
    whole = list(rules.arrange(score, lack, new, weights))
    assert whole[: weights.upper_places + 2] == ([12, 17, 0, 1, 2, 3] if first else [0, 1, 2, 3, 18, 15])
    close = rules.contenders(score, lack, new, weights)
    assert list(close[rules.arrange(score[close], lack[close], new[close], weights)]) == whole


def test_a_brief_that_is_open_to_first_timers_shows_them_first_and_replays() -> None:
    hall = make_lane_hall()
    stage = Stage(people=12, hall=hall)
    known = [one.require_person() for one in stage.people[:6]]
    earlier = make_brief(hall, stage.client)
    for person_id in known:
        finished_contract(hall, stage.client, person_id, earlier)
        StandingRow.objects.create(
            person_id=person_id, category_id=stage.brief.category_id, version=published().version, prior=0.0,
            quality=1.5, precision=20.0, chance=0.98, low=0.9, high=0.99, clients=7, computed_at=clock.now(),
        )  # fmt: skip
    brief = make_lane_brief(hall, stage.client)
    slate = stage.slate(brief)
    places = list(slate.places.order_by("number"))
    first = [row.person_id not in known for row in places]
    assert first == [True] * 5 + [False] * 5
    assert [row.says["lane"] for row in places] == [rules.LEADS] * 5 + [rules.FOLLOWS] * 5
    assert not any(row.floor for row in places)
    assert queries.replay(slate).identical
    assert slate.version == "1.2"
    assert slate.constants["covers_skills"] == published().inputs.covers_skills
    plain = stage.slate()
    assert {row.person_id for row in plain.places.order_by("number")[:4]} <= set(known)
    who = next(one for one in stage.people if one.person_id == places[0].person_id)
    assert queries.why_page(who, places[0].id).line.lane == rules.LEADS
    operator = staff_of(make_person("Olga Meter", operator=True))
    (intake,) = queries.intake(operator, hall.id)
    assert (intake.lane, intake.lane_first, intake.lane_open) == (1, 0, 1)


def test_a_finished_contract_in_another_field_leaves_somebody_a_first_timer() -> None:
    hall = make_lane_hall()
    stage = Stage(people=3, hall=hall)
    same, other, _ = (one.require_person() for one in stage.people)
    drawn = make_skill(hall, "Logos", category="Design")
    elsewhere = make_brief(hall, stage.client, category_id=drawn.category_id, must_skill_ids=(drawn.id,))
    finished_contract(hall, stage.client, same, stage.brief)
    finished_contract(hall, stage.client, other, elsewhere)
    slate = stage.slate(make_lane_brief(hall, stage.client))
    leads = {row.person_id for row in slate.places.all() if row.says["lane"] == rules.LEADS}
    assert leads == {one.require_person() for one in stage.people} - {same}


def test_an_objection_is_made_once_and_answered_by_somebody_else() -> None:
    stage = Stage(people=1)
    shown = stage.slate().places.get()
    with pytest.raises(Refused) as caught:
        object_to_place(shown.id, by=stage.people[0], words="  ")
    assert caught.value.code == "text.missing"
    objection = object_to_place(shown.id, by=stage.people[0], words="I have Figma as well.")
    with pytest.raises(Refused) as caught:
        object_to_place(shown.id, by=stage.people[0], words="Again.")
    assert caught.value.code == "place.objected"
    herself = Person.objects.get(id=stage.people[0].person_id)
    with pytest.raises(Refused) as caught:
        answer_objection(objection.id, by=staff_of(herself), words="Granted.")
    assert caught.value.code == "staff.own_matter"
    desk = staff_of(make_person("Olga Answers", operator=True))
    answer_objection(objection.id, by=desk, words="Claim it, and it counts.")
    with pytest.raises(Refused) as caught:
        answer_objection(objection.id, by=desk, words="Again.")
    assert caught.value.code == "objection.answered"
    assert queries.objections_waiting(desk, stage.hall.id) == []


def test_the_desk_is_told_of_an_objection_and_who_made_it_of_the_answer() -> None:
    stage = Stage(people=1)
    operator = make_person("Olga Hears", operator=True)
    HallOperator.objects.create(hall=stage.hall, person=operator, appointed_at=clock.now())
    objection = object_to_place(stage.slate().places.get().id, by=stage.people[0], words="I have Figma.")
    jobs.drain()
    told = Notice.objects.get(kind="ranking.objected")
    assert told.person_id == operator.id
    assert told.href.endswith(reverse("front:desk_ranking"))
    answer_objection(objection.id, by=staff_of(operator), words="Claim it, and it counts.")
    jobs.drain()
    assert Notice.objects.get(kind="ranking.answered").person_id == stage.people[0].person_id


def test_the_client_sees_why_and_the_freelancer_sees_the_same() -> None:
    stage = Stage()
    web = Client()
    web.force_login(
        Person.objects.get(id=stage.client.person_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    told = web.get(reverse("market:brief", args=[stage.brief.id])).content.decode()
    assert "People who fit" in told
    assert "skill fit" in told
    assert "1 of 1" in told
    who = stage.people[0]
    shown = Shown.objects.get(person_id=who.person_id)
    web.force_login(
        Person.objects.get(id=who.person_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = web.get(reverse("ranking:why", args=[shown.id])).content.decode()
    assert "Your score" in page
    assert "What to do next" in page
    assert "Place" in web.get(reverse("ranking:places")).content.decode()
    vector = queries.why_page(actor_of(Person.objects.get(id=who.person_id)), shown.id)
    assert [bar.name for bar in vector.bars] == list(TERMS)


def test_the_measure_ranks_everybody_and_leaves_nothing_behind() -> None:
    before = Person.objects.count()
    found = bench(60)
    assert found["candidates"] == 60
    assert found["rank_one_brief_ms"].keys() == found["plain_full_text_ms"].keys() == {"p50", "p95"}
    assert Person.objects.count() == before
