"""Operators of one hall see and decide what belongs to it, and nothing beyond."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.listing.actions.take_in import upload_positions
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, Scope
from hirehall.foundation.jobs import drain
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.front.pages.desk import OF_A_HALL, OF_THE_INSTALLATION, TABS, TABS_OF_WAYS
from hirehall.front.urls import urlpatterns
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator, dismiss_hall_operator
from hirehall.halls.actions.change_hall_look import change_hall_look
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.invite_to_hall import make_join_code
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.start_hall_session import start_hall_session
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.models import Application, Hall, HallOperator, Member, Policy
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from hirehall.skills.actions.add_category import add_category
from tests.makers.base import actor_of, make_hall, make_person, staff_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def halls() -> tuple[Hall, Hall]:
    first = make_hall()
    second = make_hall(
        slug="second", name="Second Hall", of_models={"joining.open": 0, "joining.application": 1}
    )
    for hall in (first, second):
        set_founding_schedule(hall.id)
    return first, second


@pytest.fixture
def hedda(halls: tuple[Hall, Hall]) -> Person:
    """Serves the second hall alone."""
    who = make_person("Hedda Hall", Hat.CLIENT)
    olga = staff_of(make_person("Olga Operator", operator=True))
    appoint_hall_operator(halls[1].id, by=olga, who=who.email)
    return who


def test_power_over_one_hall_is_none_over_another(halls: tuple[Hall, Hall], hedda: Person) -> None:
    first, second = halls
    session = start_hall_session(second.id, by=actor_of(hedda), reason="Looking around")
    by = actor_of(hedda).serving(second.id, staff_session_id=session.id)
    add_category(second.id, by=by, name="Novels")
    make_join_code(second.id, by=by, most_uses=1, days=1)
    look = {"tagline": "", "hue": 1, "chroma_thousandths": 1, "escrow_word": "escrow", "contact_email": ""}
    for refused in (
        lambda: add_category(first.id, by=by, name="Novels"),
        lambda: make_join_code(first.id, by=by, most_uses=1, days=1),
        lambda: change_hall_look(first.id, by=by, name="Mine", **look),
        lambda: appoint_hall_operator(second.id, by=by, who="olga-operator"),
    ):
        with pytest.raises(Refused) as found:
            refused()
        assert found.value.code == "staff.other_hall"
    own = apply_to_hall(second.id, by=actor_of(hedda), answers=("Everything.",))
    with pytest.raises(Refused) as found:
        decide_application(own.id, by=by, accepts=True, reason="It is me.")
    assert found.value.code == "staff.own_matter"


def test_who_is_suspended_in_the_hall_that_they_serve_does_not_reinstate_themselves(
    halls: tuple[Hall, Hall], hedda: Person
) -> None:
    second = halls[1]
    olga = staff_of(make_person("Ophelia Operator", operator=True))
    Member.objects.create(hall=second, person=hedda, how="before", joined_at=clock.now())
    suspend_member(second.id, hedda.id, by=olga, reason="Let friends in for money.")
    session = start_hall_session(second.id, by=actor_of(hedda), reason="Looking around")
    by = actor_of(hedda).serving(second.id, staff_session_id=session.id)
    with pytest.raises(Refused) as found:
        reinstate_member(second.id, hedda.id, by=by, reason="It is me.")
    assert found.value.code == "staff.own_matter"


def test_a_token_that_only_reads_the_desk_has_no_staff_power_in_what_it_may_do_otherwise(
    halls: tuple[Hall, Hall], hedda: Person
) -> None:
    second = halls[1]
    Member.objects.create(hall=second, person=hedda, how="before", joined_at=clock.now())
    session = start_hall_session(second.id, by=actor_of(hedda), reason="Looking around")
    by = actor_of(hedda).serving(second.id, staff_session_id=session.id)
    Policy.objects.filter(hall=second).update(of_models={"listing.offered": 1})
    text = "title,text\nA position,Some words."
    for also, by_desk in ((frozenset({Scope.STAFF_WRITE}), True), (frozenset[Scope](), False)):
        token = replace(by, scopes=frozenset({Scope.STAFF_READ, Scope.BRIEFS_WRITE}) | also)
        assert upload_positions(second.id, by=token, text=text).by_desk is by_desk
    olga = replace(
        staff_of(make_person("Ophelia Operator", operator=True)),
        scopes=frozenset({Scope.STAFF_READ, Scope.BRIEFS_WRITE}),
    )
    with pytest.raises(Refused) as found:
        upload_positions(second.id, by=olga, text=text)
    assert found.value.code == "token.scope_missing"


def test_the_desk_shows_its_hall_to_who_serves_it_and_nothing_else(
    client: Client, halls: tuple[Hall, Hall], hedda: Person
) -> None:
    first, second = halls
    member, stranger = make_person("Mia Member"), make_person("Sid Stranger")
    join_hall(first.id, by=actor_of(stranger))
    asked = apply_to_hall(second.id, by=actor_of(member), answers=("I write.",))
    client.force_login(hedda, backend=BACKEND)
    assert client.get("/desk/joining/").status_code == 404  # the first hall's
    led = client.get("/at/second/desk/joining/")
    assert led.headers["Location"] == "/at/second/joining/desk-session/"
    started = client.post(led.headers["Location"], {"reason": "Applications"})
    assert started.headers["Location"] == "/at/second/desk/"
    glance = client.get("/at/second/desk/").content.decode()
    assert (">Members<" in glance, "Jobs that failed" in glance, "Looking after" in glance) == (
        True,
        False,
        False,
    )
    drain()
    notice = Notice.objects.get(person=hedda)
    assert (notice.sentence, notice.href) == ("Mia Member applies to join Second Hall.", "/desk/joining/")
    assert not Notice.objects.filter(person=member).exists()
    page = client.get("/at/second/desk/joining/").content.decode()
    assert "I write." in page
    tabs = page.partition("<h1")[0].partition("desk-bar")[2]
    for text, name in TABS:
        is_here = name in OF_A_HALL and second.offers(TABS_OF_WAYS.get(name, ""))
        assert (f">{text}<" in tabs) == is_here, text
    client.post(
        f"/at/second/desk/joining/applications/{asked.id}/", {"answer": "accept", "reason": "Welcome."}
    )
    assert Application.objects.get(id=asked.id).state == "accepted"
    told = FactRow.objects.get(name="hall.application_decided")
    assert (told.actor_person_id, told.staff_session_id is None) == (hedda.id, False)
    people = client.get("/at/second/desk/people/").content.decode()
    assert ("Mia Member" in people, "Sid Stranger" in people) == (True, False)
    assert client.get(f"/at/second/desk/people/{member.id}/").status_code == 200
    assert client.get(f"/at/second/desk/people/{stranger.id}/").status_code == 404
    assert "hall.member_joined" in client.get("/at/second/desk/log/").content.decode()
    assert str(first.id) not in client.get("/at/second/desk/log/").content.decode()
    policy = Policy.objects.filter(hall=second).first()
    assert policy is not None
    Policy.objects.filter(id=policy.id).update(of_models={**policy.of_models, "package.offered": 0})
    cut = client.get("/at/second/desk/joining/").content.decode().partition("<h1")[0]
    assert (">Services<" in cut, ">Gallery<" in cut) == (False, True)
    for _, name in TABS[1:]:
        opened = client.get("/at/second" + reverse(name)).status_code
        assert opened == (200 if name in OF_A_HALL else 404), name
    assert client.get("/at/second/desk/hall/file/").status_code == 404
    assert client.post("/at/second/desk/books/").status_code == 302  # the check is of every hall’s books
    assert not FactRow.objects.filter(name="books.audited").exists()
    assert client.get("/desk/joining/").status_code == 404
    suspend = f"/at/second/desk/people/{member.id}/suspension/"
    assert client.post(suspend, {"reason": "Not mine to do"}).status_code == 404
    assert Person.objects.get(id=member.id).suspended_at is None


def test_who_is_dismissed_has_no_power_from_that_moment(
    client: Client, halls: tuple[Hall, Hall], hedda: Person
) -> None:
    client.force_login(hedda, backend=BACKEND)
    client.post("/at/second/joining/desk-session/", {"reason": "Applications"})
    assert client.get("/at/second/desk/joining/").status_code == 200
    olga = staff_of(Person.objects.get(handle="olga-operator"))
    office = appoint_hall_operator(halls[0].id, by=olga, who="@hedda-hall")
    assert office.hall_id == halls[0].id
    second_office = next(one for one in offices(hedda) if one.hall_id == halls[1].id)
    dismiss_hall_operator(second_office.id, by=olga)
    assert client.get("/at/second/desk/joining/").status_code == 404


def offices(who: Person) -> list[HallOperator]:
    return list(HallOperator.objects.filter(person=who, ended_at=None))


def test_each_page_of_the_desk_is_of_a_hall_or_of_the_installation() -> None:
    """A page that nobody has asked stays closed to who serves one hall; this asks."""
    pages = {f"front:{one.name}" for one in urlpatterns if str(one.pattern).startswith("desk/")}
    assert pages - OF_A_HALL - OF_THE_INSTALLATION == set()
    assert pages == OF_A_HALL | OF_THE_INSTALLATION
    assert not OF_A_HALL & OF_THE_INSTALLATION
