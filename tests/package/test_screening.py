"""The hall looks at services before they are listed, where its policy says so."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.engagements.package.actions.place_order import place_order
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat, staff
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.halt_service import close_service, pause_service, resume_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.actions.save_service import save_service
from hirehall.market.actions.screen_service import (
    appeal_service,
    pass_service,
    refuse_service,
    send_service_back,
)
from hirehall.market.models import Service
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.package import Shop, service_content

WHY = "The second package does not say what one gets."


def looked_at(shop: Shop, how: int = 1) -> None:
    """The policy of the hall, which is read at each publication."""
    policy = Policy(hall=shop.hall, effective_from=clock.now(), reason="Services are looked at.")
    policy.set_number("market.screen_services", how)
    policy.save()


def handed_in(shop: Shop) -> Service:
    drafted = draft_service(shop.hall.id, by=shop.freelancer, content=service_content(shop.hall))
    service: Service = publish_service(drafted.id, by=shop.freelancer)
    return service


def code_of(call: object, *args: object, **more: object) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)  # type: ignore[operator]
    return refused.value.code


@pytest.fixture
def operator(db: None) -> Actor:
    who = make_person("Olga Operator", Hat.CLIENT, operator=True)
    session = start_staff_session(by=actor_of(who), reason="the queue of services")
    return staff(who.id, staff_session_id=session.id)


def test_without_the_policy_a_service_is_listed_at_once(shop: Shop) -> None:
    assert handed_in(shop).state == "published"


def test_a_service_waits_to_be_looked_at_and_is_listed(shop: Shop, operator: Actor) -> None:
    looked_at(shop)
    service = handed_in(shop)
    page = reverse("market:service", args=[service.id])
    assert service.state == "submitted"
    assert Client().get(page).status_code == 404
    assert code_of(place_order, service.id, by=shop.client, package=1) == "service.not_found"
    assert code_of(pass_service, service.id, by=shop.freelancer, revision=1) == "service.not_found"
    assert code_of(pass_service, service.id, by=operator, revision=service.revision + 1) == "service.stale"
    pass_service(service.id, by=operator, revision=service.revision)
    jobs.drain()
    assert Client().get(page).status_code == 200
    assert Notice.objects.get(kind="service.listed").person_id == shop.freelancer.person_id
    assert code_of(pass_service, service.id, by=operator, revision=service.revision) == "service.is_published"


def test_it_is_sent_back_with_a_reason_changed_and_handed_in_again(shop: Shop, operator: Actor) -> None:
    looked_at(shop)
    service = handed_in(shop)
    short = code_of(send_service_back, service.id, by=operator, reason="no", revision=1)
    assert short == "service.reason_missing"
    send_service_back(service.id, by=operator, reason=WHY, revision=1)
    mine = Client()
    mine.force_login(Person.objects.get(id=shop.freelancer.person_id))
    page = mine.get(reverse("market:service", args=[service.id])).content.decode()
    assert WHY in page
    assert "Hand in again" in page
    save_service(service.id, by=shop.freelancer, content=service_content(shop.hall))
    assert publish_service(service.id, by=shop.freelancer).state == "submitted"
    assert pass_service(service.id, by=operator, revision=2).screening_note == ""


def test_a_refusal_can_be_appealed_against_once(shop: Shop, operator: Actor) -> None:
    looked_at(shop)
    service = handed_in(shop)
    refuse_service(service.id, by=operator, reason="We list no resold templates here.", revision=1)
    assert code_of(publish_service, service.id, by=shop.freelancer) == "service.is_refused"
    content = service_content(shop.hall)
    assert code_of(save_service, service.id, by=shop.freelancer, content=content) == "service.is_refused"
    mine = Client()
    mine.force_login(Person.objects.get(id=shop.freelancer.person_id))
    mine.post(
        reverse("market:service_appeal", args=[service.id]),
        {"text": "I draw every one by hand, see the pictures."},
    )
    service.refresh_from_db()
    assert (service.state, service.appeal[:6]) == ("submitted", "I draw")
    why = "The pictures show a template that is sold elsewhere."
    refuse_service(service.id, by=operator, reason=why, revision=1)
    again = "I draw every one by hand, really."
    assert code_of(appeal_service, service.id, by=shop.freelancer, text=again) == "service.appealed"
    jobs.drain()
    told = list(
        Notice.objects.filter(kind="service.refused").order_by("id").values_list("sentence", flat=True)
    )
    assert [("You can appeal" in one) for one in told] == [True, False]
    assert close_service(service.id, by=shop.freelancer).state == "closed"


def test_an_appeal_that_is_right_lists_the_service(shop: Shop, operator: Actor) -> None:
    looked_at(shop)
    service = handed_in(shop)
    refuse_service(service.id, by=operator, reason="We list no resold templates here.", revision=1)
    appeal_service(service.id, by=shop.freelancer, text="I draw every one by hand, see the pictures.")
    passed = pass_service(service.id, by=operator, revision=1)
    assert (passed.state, passed.appeal) == ("published", "")


def test_changed_words_of_a_listed_service_are_looked_at_where_the_policy_says_so(
    shop: Shop, operator: Actor
) -> None:
    plain, changed = (
        service_content(shop.hall),
        service_content(shop.hall, title="A logo for a large business"),
    )
    looked_at(shop, 1)
    assert save_service(shop.service.id, by=shop.freelancer, content=changed).state == "published"
    looked_at(shop, 2)
    dearer = service_content(shop.hall, title="A logo for a large business", queue_limit=3)
    assert save_service(shop.service.id, by=shop.freelancer, content=dearer).state == "published"
    order = shop.ordered()
    assert save_service(shop.service.id, by=shop.freelancer, content=plain).state == "submitted"
    order.refresh_from_db()
    assert order.state == "requirements", "open orders run on"
    assert code_of(pause_service, shop.service.id, by=shop.freelancer) == "service.is_submitted"
    assert pass_service(shop.service.id, by=operator, revision=4).state == "published"


def test_a_paused_service_whose_words_change_is_looked_at_and_stays_paused(
    shop: Shop, operator: Actor
) -> None:
    looked_at(shop, 2)
    pause_service(shop.service.id, by=shop.freelancer)
    changed = service_content(shop.hall, title="A logo for a large business")
    assert save_service(shop.service.id, by=shop.freelancer, content=changed).state == "submitted"
    assert pass_service(shop.service.id, by=operator, revision=2).state == "paused"
    assert code_of(place_order, shop.service.id, by=shop.client, package=1) == "service.is_paused"
    jobs.drain()
    assert "stays paused" in Notice.objects.get(kind="service.listed").sentence
    assert resume_service(shop.service.id, by=shop.freelancer).state == "published", "these words were read"


def test_words_that_changed_while_nobody_read_them_are_read_before_orders_are_taken_again(
    shop: Shop, operator: Actor
) -> None:
    changed = service_content(shop.hall, title="A logo for a large business")
    save_service(shop.service.id, by=shop.freelancer, content=changed)
    pause_service(shop.service.id, by=shop.freelancer)
    looked_at(shop, 2)
    assert resume_service(shop.service.id, by=shop.freelancer).state == "submitted"
    assert pass_service(shop.service.id, by=operator, revision=2).state == "published"
    pause_service(shop.service.id, by=shop.freelancer)
    assert resume_service(shop.service.id, by=shop.freelancer).state == "published"


def test_the_desk_has_the_queue_and_answers_it(shop: Shop, operator: Actor) -> None:
    looked_at(shop)
    service, other, third = handed_in(shop), handed_in(shop), handed_in(shop)
    desk = Client()
    desk.force_login(Person.objects.get(id=operator.person_id))
    session = desk.session
    session["staff_session_id"] = str(operator.staff_session_id)
    session.save()
    address = reverse("front:desk_services")
    page = desk.get(address).content.decode()
    assert page.count("List it") == 3
    assert reverse("market:service", args=[service.id]) in page
    assert desk.get(reverse("market:service", args=[service.id])).status_code == 200
    desk.post(address, {"service_id": service.id, "revision": service.revision, "answer": "list"})
    desk.post(
        address, {"service_id": other.id, "revision": other.revision, "answer": "send_back", "reason": WHY}
    )
    desk.post(
        address, {"service_id": third.id, "revision": third.revision, "answer": "refuse", "reason": WHY}
    )
    states = [Service.objects.get(id=one.id).state for one in (service, other, third)]
    assert states == ["published", "sent_back", "refused"]
    assert "Nothing waits" in desk.get(address).content.decode()
    stranger = Client()
    stranger.force_login(Person.objects.get(id=shop.client.person_id))
    assert stranger.get(address).status_code == 404
