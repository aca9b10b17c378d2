"""Both sides walk an order through its pages; what cannot happen is said, and moves nothing."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hirehall.engagements.package import queries
from hirehall.engagements.package.models import Order
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.market.models import Service
from hirehall.people.models import Person
from tests.makers.package import Shop, again

ROOM_PAGE = 12


def browser(who: Actor) -> Client:
    client = Client()
    client.force_login(Person.objects.get(id=who.person_id))
    return client


def test_an_order_goes_through_its_pages_to_the_release(
    shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    theirs, mine = browser(shop.client), browser(shop.freelancer)
    page = theirs.get(reverse("market:service", args=[shop.service.id]))
    assert page.status_code == 200
    assert "One draft, as SVG and PNG." in page.content.decode()

    address = reverse("package:order", args=[shop.service.id])
    shown = theirs.get(f"{address}?package=2&extra=1").content.decode()
    assert "Order and pay €463.50" in shown

    placed = theirs.post(address, {"package": "2", "extra": "1", "method": "sandbox.instant", "key": "once"})
    order = Order.objects.get()
    assert placed.status_code == 302
    assert placed["Location"] == reverse("package:requirements", args=[order.id])
    theirs.post(address, {"package": "2", "extra": "1", "method": "sandbox.instant", "key": "once"})
    assert Order.objects.count() == 1

    assert "Which colours do you like?" in theirs.get(placed["Location"]).content.decode()
    theirs.post(placed["Location"], {"answer_1": "A bakery", "answer_2": "Warm ones"})
    jobs.drain()
    room = reverse("package:contract", args=[order.contract_id])
    for who in (theirs, mine):
        assert "A bakery" in who.get(room).content.decode()

    deliver = reverse("package:deliver", args=[order.id])
    assert mine.get(deliver).status_code == 200
    mine.post(deliver, {"note": "All the files."})
    review = reverse("package:review", args=[order.id])
    assert "Accept and release €450.00" in theirs.get(review).content.decode()
    theirs.post(review, {"answer": "accept"})
    assert again(order).state == "accepted"
    assert "Order again" in theirs.get(room).content.decode()
    with django_assert_max_num_queries(ROOM_PAGE):
        theirs.get(room)


def test_every_other_page_of_an_order_opens(shop: Shop) -> None:
    order = shop.delivered()
    theirs, mine = browser(shop.client), browser(shop.freelancer)
    theirs.post(
        reverse("package:review", args=[order.id]), {"answer": "revision", "text": "Warmer colours, please."}
    )
    assert again(order).state == "revision"
    for name in ("extend", "cancel", "ask_to_cancel", "deliver", "review"):
        assert mine.get(reverse(f"package:{name}", args=[order.id])).status_code == 200
    mine.post(
        reverse("package:extend", args=[order.id]), {"days": "2", "reason": "A printer is broken here."}
    )
    ask = reverse("package:ask", args=[order.asks.get().id])
    assert "A printer is broken here." in theirs.get(ask).content.decode()
    theirs.post(ask, {"answer": "agree"})
    assert order.asks.get().state == "accepted"
    theirs.post(reverse("package:ask_to_cancel", args=[order.id]), {"reason": "We have no use for it."})
    wish = reverse("package:ask", args=[order.asks.get(kind="cancel").id])
    assert mine.get(wish).status_code == 200
    mine.post(wish, {"answer": "agree"})
    assert again(order).state == "cancelled"
    assert theirs.get(reverse("package:contract", args=[order.contract_id])).status_code == 200


def test_a_freelancer_makes_a_service_in_the_form_and_publishes_it(shop: Shop) -> None:
    mine = browser(shop.freelancer)
    typed = {
        "title": "Proofreading of your text", "category_id": str(shop.service.category_id), "skills": "Illustration",
        "description": "I read your text twice, and tell you what I changed and why it is better.",
        "package1_title": "Short", "package1_scope": "Up to ten pages of text.", "package1_price": "80",
        "package1_days": "2", "package1_revisions": "1", "extras_title": "Express", "extras_price": "20",
        "extras_days": "", "questions": "Who reads it?",
    }  # fmt: skip
    made = mine.post(reverse("market:new_service"), typed)
    assert made.status_code == 302, made.content.decode()
    service = Service.objects.exclude(id=shop.service.id).get()
    assert (service.state, service.from_minor, len(service.extras)) == ("draft", 80_00, 1)
    assert Client().get(reverse("market:service", args=[service.id])).status_code == 404
    mine.post(reverse("market:service_publication", args=[service.id]))
    assert Client().get(reverse("market:service", args=[service.id])).status_code == 200
    assert "Proofreading" in mine.get(reverse("market:my_services")).content.decode()
    assert mine.get(reverse("market:edit_service", args=[service.id])).status_code == 200


def test_the_catalogue_forgives_typos_filters_and_counts(shop: Shop) -> None:
    visitor = Client()
    for query in ("", "?q=logo", "?q=logo+buisness", "?rate=100", "?days=3", "?sort=rate"):
        found = visitor.get(reverse("market:services") + query).content.decode()
        assert "A logo for a small business" in found, query
    for query in ("?rate=99", "?days=1", "?q=plumbing"):
        found = visitor.get(reverse("market:services") + query).content.decode()
        assert "A logo for a small business" not in found, query


def test_what_waits_names_the_order_that_it_is_about(shop: Shop) -> None:
    order = shop.begun()
    (turn,) = queries.turns_for(shop.freelancer)
    assert turn.title == "Deliver the work"
    assert turn.text.startswith(f"{order.contract.title}, with {order.contract.client_name}. ")
