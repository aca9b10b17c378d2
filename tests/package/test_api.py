"""The same by call: a service with a price for revisions, a question, an offer, an order, more revisions; the desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat
from hirehall.halls.models import Policy
from hirehall.market.models import Service
from hirehall.money import invariants
from hirehall.people.actions.start_staff_session import start_staff_session
from tests.makers.base import actor_of, make_person
from tests.makers.package import Shop, again
from tests.makers.tokens import Caller


@pytest.fixture
def callers(shop: Shop) -> tuple[Caller, Caller]:
    cache.clear()
    return Caller(shop.client), Caller(shop.freelancer)


def test_a_service_is_asked_about_offered_and_ordered_by_call(
    shop: Shop, callers: tuple[Caller, Caller]
) -> None:
    client, freelancer = callers
    seen = client.call("GET", f"services/{shop.service.id}")
    assert seen["packages"][0]["revision_price"] == {"minor": 20_00, "currency": "EUR"}
    asked = client.call("POST", f"services/{shop.service.id}/inquiries", {"text": "A sign as well?"})
    assert asked["thread_id"]
    body = {
        "title": "A logo and a sign", "scope": "One logo, and a sign for above the door.", "days": 5,
        "revisions": 1, "price": {"minor": 300_00, "currency": "EUR"},
        "valid_until": (clock.now().date() + timedelta(days=7)).isoformat(),
    }  # fmt: skip
    offer = freelancer.call("POST", f"inquiries/{asked['id']}/offers", body)
    assert (offer["client_pays"]["minor"], offer["freelancer_gets"]["minor"]) == (309_00, 240_00)
    assert client.call("GET", f"inquiries/{asked['id']}")["offer_ids"] == [offer["id"]]
    client.call("POST", f"offers/{offer['id']}/questions", {"text": "In bronze?"}, status=(204,))
    paid = client.call("POST", f"offers/{offer['id']}/order", {"version": offer["version"]})
    assert (paid["payment_status"], paid["order"]["state"]) == ("succeeded", "in_progress")
    refused = client.call("POST", f"offers/{offer['id']}/order", {}, status=(409,))
    assert refused["code"] == "offer.not_open"
    assert invariants.check() == []


def test_more_revisions_are_bought_by_call(shop: Shop, callers: tuple[Caller, Caller]) -> None:
    client, freelancer = callers
    order = shop.delivered()
    bought = client.call("POST", f"orders/{order.id}/revisions", {"count": 2})
    assert (bought["state"], bought["amount"]["minor"], bought["client_fee"]["minor"]) == (
        "paid",
        40_00,
        1_20,
    )
    assert client.call("GET", f"orders/{order.id}")["revisions_left"] == 3
    wrong = freelancer.call("POST", f"orders/{order.id}/revisions", {}, status=(403,))
    assert wrong["code"] == "contract.wrong_party"
    assert again(order).held.minor == 140_00


def test_the_desk_looks_at_services_by_call(shop: Shop, callers: tuple[Caller, Caller]) -> None:
    _, freelancer = callers
    policy = Policy(hall=shop.hall, effective_from=clock.now(), reason="Services are looked at.")
    policy.set_number("market.screen_services", 2)
    policy.save()
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    desk = Caller(actor_of(operator))
    session = start_staff_session(by=actor_of(operator), reason="the queue of services")
    desk.headers["Staff-Session"] = str(session.id)
    Service.objects.filter(id=shop.service.id).update(state="draft")
    assert freelancer.call("POST", f"services/{shop.service.id}/publication")["state"] == "submitted"
    (waiting,) = desk.call("GET", "desk/services")["items"]
    assert (waiting["title"], desk.call("GET", "desk/overview")["services_waiting"]) == (
        shop.service.title,
        1,
    )
    body = {"reason": "It is resold from elsewhere.", "revision": waiting["revision"]}
    desk.call("POST", f"desk/services/{waiting['id']}/refusal", body, status=(204,))
    appealed = freelancer.call(
        "POST", f"services/{waiting['id']}/appeal", {"text": "I draw each of them by hand."}
    )
    assert appealed["state"] == "submitted"
    desk.call("POST", f"desk/services/{waiting['id']}/return", body, status=(204,))
    freelancer.call("POST", f"services/{waiting['id']}/publication")
    unread = desk.call("POST", f"desk/services/{waiting['id']}/listing", {}, status=(422,))
    assert (unread["code"], unread["detail"]) == (
        "request.invalid",
        "“revision” is missing; it has to be said.",
    )
    listing = {"revision": waiting["revision"] + 1}
    stale = desk.call("POST", f"desk/services/{waiting['id']}/listing", listing, status=(409,))
    assert stale["code"] == "service.stale"
    listing["revision"] -= 1
    desk.call("POST", f"desk/services/{waiting['id']}/listing", listing, status=(204,))
    jobs.drain()
    assert Service.objects.get(id=shop.service.id).state == "published"
