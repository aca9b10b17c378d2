"""Who is suspended in one hall is not proposed there, goes through no stage and examines nobody there."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import staff
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.models import Member
from hirehall.people.models import Person
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.vetting import queries
from hirehall.vetting.actions.follow_late import reassign_score
from hirehall.vetting.actions.go_through import send_stage
from hirehall.vetting.models import Vetted
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.vetting import WORDS, Way, make_way

pytestmark = pytest.mark.django_db
WHY = "Copied a project from somebody else."


@pytest.fixture
def way() -> Way:
    return make_way(make_hall())


def suspended(way: Way, person_id: Any) -> None:
    Member.objects.get_or_create(
        hall=way.hall, person_id=person_id, defaults={"how": "open", "joined_at": clock.now()}
    )
    suspend_member(way.hall.id, person_id, by=way.lab.operator, reason=WHY)


def test_a_stage_is_not_sent_by_who_is_suspended_here_and_what_runs_stops(way: Way) -> None:
    screening = way.begun()
    suspended(way, way.applicant.person_id)
    with pytest.raises(Refused) as refused:
        send_stage(screening.id, by=way.applicant, answers=[WORDS])
    assert refused.value.code == "hall.suspended_here"
    jobs.drain()
    screening.refresh_from_db()
    assert (screening.state, screening.reapply_at) == ("withdrawn", None)
    reinstate_member(way.hall.id, screening.person_id, by=way.lab.operator, reason="Sorted out.")
    assert way.begun().id != screening.id


def test_an_examiner_who_is_suspended_here_is_given_nothing_and_sees_no_desk(way: Way) -> None:
    for one in way.examiners[:2]:
        suspended(way, one.person_id)
    screening = way.formed()
    assert screening.steps.get().scores.get().examiner_id == way.examiners[2].person_id
    assert [queries.may_examine(one, way.hall.id) for one in way.examiners] == [False, False, True]


def test_an_examiner_who_is_suspended_here_reads_no_files_of_applicants_any_more(way: Way) -> None:
    screening = way.formed()
    step = screening.steps.get()
    (examiner,) = (one for one in way.examiners if one.person_id == step.scores.get().examiner_id)
    assert queries.step_readable(examiner, step.id)
    suspended(way, examiner.person_id)
    assert not queries.step_readable(examiner, step.id)


def test_an_operator_does_not_choose_who_scores_their_own_screening(way: Way) -> None:
    screening = way.formed()
    score = screening.steps.get().scores.get()
    other = next(one for one in way.examiners if one.person_id != score.examiner_id)
    oneself = staff(screening.person_id, staff_session_id=way.lab.operator.staff_session_id or UUID(int=0))
    with pytest.raises(Refused) as refused:
        reassign_score(score.id, other.require_person(), by=oneself)
    assert refused.value.code == "examiner.oneself"


def test_vetted_people_are_ranked_and_cut_in_the_database(way: Way, django_assert_num_queries: Any) -> None:
    screening, skill = way.begun(), way.lab.skill.id
    people = [make_person(f"Vera {number}") for number in range(4)]
    for place, who in enumerate(people):
        claim_skill(skill, level=2, by=actor_of(who))
        Vetted.objects.create(
            hall=way.hall, person=who, pipeline_id=screening.pipeline_id, since=clock.now(),
            screening=way.begun(actor_of(who)),
        )  # fmt: skip
        if place == 1:
            way.lab.sat(by=actor_of(who))
    suspended(way, people[3].id)
    with django_assert_num_queries(3):
        found = queries.vetted_people(way.hall.id, [skill], limit=2)
    assert [one.name for one in found] == ["Vera 1", "Vera 2"]
    assert [len(one.certified) for one in found] == [1, 0]
    assert [one.name for one in queries.vetted_people(way.hall.id)] == ["Vera 2", "Vera 1", "Vera 0"]
    assert people[3].id not in queries.newest_vetted(way.hall.id, limit=9)


def test_the_desks_pages_of_screening_take_the_same_reads_however_much_waits(
    way: Way, client: Client, django_assert_max_num_queries: Any
) -> None:
    client.force_login(
        Person.objects.get(id=way.examiners[0].person_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    for number in range(6):
        way.formed(actor_of(make_person(f"Ann {number}")))
    reads = (
        (11, partial(queries.pipeline_page, way.lab.operator, way.version.id)),
        (2, partial(queries.pipeline_rows, way.hall.id)),
        (2, partial(queries.bank_rows, way.hall.id)),
        (3, partial(queries.version_page, way.lab.operator, way.lab.version.id)),
        (8, partial(queries.examiner_desk, way.examiners[0], way.hall.id)),
        (1, partial(queries.vetted_rows, way.hall.id)),
    )
    for most, read in reads:
        with django_assert_max_num_queries(most):
            read()
    with django_assert_max_num_queries(24):
        assert client.get("/examining/").status_code == 200
