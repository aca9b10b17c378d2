"""Who may join a hall: what its dated policy says, and what follows from it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.answer_application_appeal import answer_application_appeal
from hirehall.halls.actions.appeal_application import appeal_application
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.invite_to_hall import invite_to_hall, make_join_code
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.leave_hall import leave_hall
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.actions.withdraw_application import withdraw_application
from hirehall.halls.actions.withdraw_join_invitation import withdraw_join_invitation
from hirehall.halls.models import Application, Hall, JoinInvitation, Member
from hirehall.halls.queries.joining import applications_for, exported
from hirehall.halls.states.joining import DOMAINS, QUESTIONS
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.content import BriefContent
from hirehall.market.queries.find import find_freelancers
from hirehall.market.queries.find_shapes import Asked
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from hirehall.skills.actions.claim_skill import claim_skill
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.makers.market import make_skill

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def closed_hall(*, lists: dict[str, list[str]] | None = None, **doors: int) -> Hall:
    """A hall that not everybody may join, with these doors."""
    numbers = {f"joining.{name}": value for name, value in {"open": 0, **doors}.items()}
    return make_hall(slug="closed", name="Closed Hall", of_models=numbers, lists=lists or {})


def confirmed(who: Person, email: str = "") -> Person:
    EmailAddress.objects.create(user=who, email=email or who.email, verified=True)
    return who


def refusal(call: Any) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_the_first_act_in_an_open_hall_makes_a_member_once_and_is_recorded() -> None:
    hall, client = make_hall(), actor_of(make_person("Cora Client", Hat.CLIENT))
    for _ in range(2):
        draft_brief(hall.id, by=client, content=BriefContent())
    member = Member.objects.get(hall=hall, person_id=client.person_id)
    assert (member.state, member.how) == ("joined", "act")
    assert FactRow.objects.filter(name="hall.member_joined", hall_id=hall.id).count() == 1


def test_a_closed_hall_refuses_who_is_no_member_and_says_the_way_in() -> None:
    hall = closed_hall(invitation=1, domain=1, application=1, lists={DOMAINS: ["acme.example"]})
    client = actor_of(make_person("Cora Client", Hat.CLIENT))
    with pytest.raises(Refused) as refused:
        draft_brief(hall.id, by=client, content=BriefContent())
    assert refused.value.code == "hall.members_only"
    assert refused.value.sentence == (
        "This is for members of this hall. People join with an invitation, with a confirmed e-mail address of"
        " acme.example or by application; “Joining” has the way in."
    )
    assert not Member.objects.exists()
    assert refusal(lambda: join_hall(hall.id, by=client)) == "hall.members_only"


def test_a_confirmed_address_of_the_domain_opens_and_another_does_not() -> None:
    hall = closed_hall(domain=1, lists={DOMAINS: ["acme.example"]})
    one, other, near = (make_person(name) for name in ("Ann One", "Bo Other", "Cy Near"))
    confirmed(one, "ann@acme.example")
    EmailAddress.objects.create(user=other, email="bo@acme.example", verified=False)
    confirmed(near, "cy@notacme.example")
    assert join_hall(hall.id, by=actor_of(one)).how == "domain"
    for who in (other, near):
        assert refusal(lambda who=who: join_hall(hall.id, by=actor_of(who))) == "hall.members_only"


def test_an_invitation_is_used_as_often_as_it_says_and_a_personal_one_by_its_address() -> None:
    hall, staff = closed_hall(invitation=1), staff_of(make_person("Olga Operator", operator=True))
    ann, bo, cy = (confirmed(make_person(name)) for name in ("Ann One", "Bo Two", "Cy Three"))
    code = make_join_code(hall.id, by=staff, most_uses=1, days=3)
    assert join_hall(hall.id, by=actor_of(ann), code=code.code).how == "invitation"
    assert join_hall(hall.id, by=actor_of(ann), code=code.code).state == "joined"  # once more changes nothing
    assert refusal(lambda: join_hall(hall.id, by=actor_of(bo), code=code.code)) == "invitation.unusable"
    assert invite_to_hall(hall.id, by=staff, emails=[bo.email, bo.email.upper()], days=3) == 1
    mine = JoinInvitation.objects.get(email=bo.email)
    assert refusal(lambda: join_hall(hall.id, by=actor_of(cy), code=mine.code)) == "invitation.unusable"
    assert join_hall(hall.id, by=actor_of(bo)).how == "invitation"  # the address is enough
    late = make_join_code(hall.id, by=staff, most_uses=5, days=1)
    with clock.later(days=2):
        assert refusal(lambda: join_hall(hall.id, by=actor_of(cy), code=late.code)) == "invitation.unusable"
    withdraw_join_invitation(late.id, by=staff)
    assert refusal(lambda: join_hall(hall.id, by=actor_of(cy), code=late.code)) == "invitation.unusable"


def test_an_application_is_decided_with_a_reason_appealed_once_and_answered_by_somebody_else() -> None:
    hall = closed_hall(application=1, lists={QUESTIONS: ["What do you write?", "For whom?"]})
    first, second = (staff_of(make_person(name, operator=True)) for name in ("Olga One", "Otto Two"))
    ann = actor_of(make_person("Ann Applicant"))
    assert (
        refusal(lambda: apply_to_hall(hall.id, by=ann, answers=("Novels",))) == "application.answers_missing"
    )
    asked = apply_to_hall(hall.id, by=ann, answers=("Novels", "Publishers"))
    assert asked.answers[1] == {"question": "For whom?", "answer": "Publishers"}
    assert refusal(lambda: apply_to_hall(hall.id, by=ann, answers=("a", "b"))) == "application.waiting"
    decide = partial(decide_application, asked.id, accepts=False)
    waits = [
        applications_for(one)[0] for one in (first, actor_of(Person.objects.get(handle="otto-two")), ann)
    ]
    assert waits == [1, 1, 0]
    assert refusal(lambda: decide(by=first, reason=" ")) == "application.reason_missing"
    with pytest.raises(Refused, match="Write the reason, in 5 to 1,000 characters"):
        decide(by=first, reason="No")
    assert refusal(lambda: decide(by=ann, reason="Because.")) == "staff.session_needed"
    decide(by=first, reason="No sample yet.")
    assert refusal(lambda: decide(by=first, reason="No sample yet.")) == "application.decided"
    assert refusal(lambda: apply_to_hall(hall.id, by=ann, answers=("a", "b"))) == "application.too_early"
    assert applications_for(first) == (0, None)
    appeal_application(asked.id, by=ann, text="My samples are on my profile now.")
    assert [applications_for(one)[0] for one in (first, second)] == [0, 1]
    answer = {"accepts": False, "reason": "Still none."}
    assert (
        refusal(lambda: answer_application_appeal(asked.id, by=first, **answer)) == "application.own_decision"
    )
    answer_application_appeal(asked.id, by=second, **answer)
    text = "Please, one more look at them."
    assert refusal(lambda: appeal_application(asked.id, by=ann, text=text)) == "application.appealed"
    with clock.later(days=91):
        again = apply_to_hall(hall.id, by=ann, answers=("a", "b"))
        withdraw_application(again.id, by=ann)
        again = apply_to_hall(hall.id, by=ann, answers=("a", "b"))
        decide_application(again.id, by=first, accepts=True, reason="Good samples.")
    assert Member.objects.get(person_id=ann.person_id).how == "application"
    told = exported(ann.require_person())
    assert [one["state"] for one in told["applications"]] == ["refused", "withdrawn", "accepted"]
    assert told["halls"][0]["joined_by"] == "application"


def test_who_leaves_joins_again_by_a_click_and_who_is_suspended_does_not() -> None:
    hall, staff = make_hall(), staff_of(make_person("Olga Operator", operator=True))
    ann = actor_of(make_person("Ann Member", Hat.CLIENT))
    join_hall(hall.id, by=ann)
    leave_hall(hall.id, by=ann)
    draft = partial(draft_brief, hall.id, by=ann, content=BriefContent())
    assert refusal(draft) == "hall.members_only"
    join_hall(hall.id, by=ann)
    draft()
    suspend_member(hall.id, ann.require_person(), by=staff, reason="Spam in messages.")
    for call in (draft, lambda: join_hall(hall.id, by=ann)):
        assert refusal(call) == "hall.suspended_here"
    assert refusal(lambda: leave_hall(hall.id, by=ann)) == "member.not_found"
    reinstate_member(hall.id, ann.require_person(), by=staff, reason="Sorted out.")
    draft()
    jobs.drain()


def test_each_hall_shows_a_member_in_its_search_as_they_choose_there() -> None:
    ann, halls = make_person("Ann Member"), (make_hall(), make_hall(slug="second", name="Second"))
    for hall in halls:
        claim_skill(make_skill(hall).id, level=2, by=actor_of(ann))
    choose_showing(halls[1].id, by=actor_of(ann), shown_in_search=False)
    jobs.drain()
    assert [find_freelancers(hall.id, Asked()).total for hall in halls] == [1, 0]
    choose_showing(halls[1].id, by=actor_of(ann), shown_in_search=True)
    leave_hall(halls[0].id, by=actor_of(ann))
    jobs.drain()
    assert [find_freelancers(hall.id, Asked()).total for hall in halls] == [0, 1]


def test_the_pages_lead_who_is_no_member_to_the_way_in_and_back(client: Client) -> None:
    set_founding_schedule(make_hall().id)
    hall = closed_hall(application=1, invitation=1)
    set_founding_schedule(hall.id)
    who = confirmed(make_person("Cora Client", Hat.CLIENT))
    client.force_login(who, backend=BACKEND)
    led = client.get("/at/closed/briefs/new/")
    assert led.headers["Location"] == "/at/closed/joining/?next=%2Fat%2Fclosed%2Fbriefs%2Fnew%2F"
    page = client.get(led.headers["Location"]).content.decode()
    assert "What would you like to do here?" in page
    assert "Code of your invitation" in page
    wrong = client.post("/at/closed/joining/membership/", {"code": "nothing"})
    assert (wrong.status_code, "cannot be used" in wrong.content.decode()) == (403, True)
    client.post("/at/closed/joining/application/", {"answer_0": "Buy texts."})
    assert Application.objects.get(hall=hall).answers[0]["answer"] == "Buy texts."
    code = make_join_code(
        hall.id, by=staff_of(make_person("Olga Operator", operator=True)), most_uses=3, days=3
    )
    assert code.code in client.get(f"/at/closed/joining/invitation/{code.code}/").content.decode()
    joined = client.post(
        "/at/closed/joining/membership/", {"code": code.code, "next": "/at/closed/briefs/new/"}
    )
    assert joined.headers["Location"] == "/at/closed/briefs/new/"
    assert client.get("/at/closed/briefs/new/").status_code == 200
    assert Application.objects.get(hall=hall).state == "withdrawn"
    assert timedelta(0) < code.expires_at - clock.now()
