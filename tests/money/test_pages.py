"""The pages of money: exact amounts, every form, no rule of their own, and queries that do not grow with rows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.money import Money
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.models import Destination, Payment, Payout
from hirehall.money.rails.sandbox.models import Charge
from tests.makers import money as make
from tests.makers.base import make_person

pytestmark = pytest.mark.usefixtures("books")


def text(response: Any) -> str:
    """What a reader sees, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def deal(db: None) -> make.Deal:
    deal = make.make_deal()
    make.fund(deal)
    make.release(deal, 300_00)
    make.release(deal, 200_00, available_at=clock.now() + timedelta(days=5))
    return deal


def test_a_freelancer_sees_what_is_available_coming_and_held(client: Client, deal: make.Deal) -> None:
    client.force_login(deal.freelancer)
    seen = text(client.get("/money/"))
    for words in ("Available €240", "Coming €160", "In escrow €500", "Add a bank account", "All together"):
        assert words in seen


def test_a_client_sees_what_was_paid_and_where_it_is(client: Client, deal: make.Deal) -> None:
    make.refund(deal, 100_00, fee_back=3_00)
    client.force_login(deal.client)
    seen = text(client.get("/money/"))
    for words in ("Released to freelancers €500", "In escrow €400", "Service fee €27", "Given back €103"):
        assert words in seen


def test_money_is_for_people_who_are_signed_in(client: Client, deal: make.Deal) -> None:
    for path in ("/money/", "/money/lines/", "/money/payouts/", "/money/destinations/", "/money/payments/"):
        assert client.get(path).status_code == 302


def test_a_payout_is_asked_for_once_however_often_the_button_is_pressed(
    client: Client, deal: make.Deal
) -> None:
    destination = make.save_practice_account(deal)
    client.force_login(deal.freelancer)
    page = client.get("/money/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    sent = {"key": key[1], "currency": "EUR", "amount": "100", "destination": str(destination.id)}
    first, again = (client.post("/money/payouts/", sent) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first["Location"] == again["Location"] == f"/money/payouts/{Payout.objects.get().id}/"


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("240.01", "€240.00 can be paid out now"),
        ("1", "The smallest payout here is €10.00"),
        ("much", "Write an amount"),
        ("", "This field is required"),
        ("1e5", "can be paid out now"),
        ("-5", "above zero"),
    ],
)
def test_a_payout_that_cannot_be_says_so_at_the_field(
    client: Client, deal: make.Deal, amount: str, says: str
) -> None:
    destination = make.save_practice_account(deal)
    client.force_login(deal.freelancer)
    sent = {"key": "k", "currency": "EUR", "amount": amount, "destination": str(destination.id)}
    answer = client.post("/money/payouts/", sent)
    assert answer.status_code == 422
    assert says in text(answer)
    assert Payout.objects.count() == 0


def test_a_payout_is_watched_cancelled_and_tried_again(client: Client, deal: make.Deal) -> None:
    destination = make.save_practice_account(deal, "SANDBOX-FAILS-ONCE")
    client.force_login(deal.freelancer)
    payout = request_payout(destination.id, amount=Money(100_00, "EUR"), by=deal.as_freelancer)
    page = f"/money/payouts/{payout.id}/"
    assert "Cancel this payout" in text(client.get(page))
    assert client.post(page + "cancellation/").status_code == 302
    assert "Cancelled" in text(client.get(page))
    payout = request_payout(destination.id, amount=Money(100_00, "EUR"), by=deal.as_freelancer)
    page = f"/money/payouts/{payout.id}/"
    jobs.drain()
    assert "it could not reach the account" in text(client.get(page))
    assert "came back" in text(client.get("/money/"))
    client.post(page + "retry/", {"destination": str(destination.id)})
    jobs.drain()
    assert "Paid" in text(client.get(page))


def test_destinations_are_added_checked_and_removed(client: Client, deal: make.Deal) -> None:
    client.force_login(deal.freelancer)
    page = "/money/destinations/"
    wrong = client.post(page, {"kind": "iban", "holder": "Ada", "number": "DE89370400440532013001"})
    assert (wrong.status_code, Destination.objects.count()) == (422, 0)
    assert "check digits" in text(wrong)
    client.post(page, {"kind": "iban", "holder": "Ada", "number": "DE89 3704 0044 0532 0130 00"})
    client.post(page, {"kind": "sandbox", "holder": "Ada", "number": "SANDBOX-PAYS"})
    assert "DE … 3000" in text(client.get(page))
    client.post(f"{page}{Destination.objects.get(kind='iban').id}/removal/")
    assert [kept.hint for kept in Destination.objects.filter(removed_at=None)] == [
        "Practice account, pays at once"
    ]


def test_somebody_elses_money_looks_like_nothing(client: Client, deal: make.Deal) -> None:
    destination = make.save_practice_account(deal)
    payout = request_payout(destination.id, amount=Money(100_00, "EUR"), by=deal.as_freelancer)
    client.force_login(make_person("Stranger"))
    payment = Payment.objects.get()
    for path in (f"/money/payouts/{payout.id}/", f"/money/payments/{payment.id}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/money/payouts/{payout.id}/cancellation/").status_code == 404
    assert client.post(f"/money/destinations/{destination.id}/removal/").status_code == 404


@pytest.mark.parametrize(
    ("choice", "status"),
    [
        ("pay", "succeeded"),
        ("later", "pending"),
        ("decline", "failed"),
        ("twice", "succeeded"),
        ("take_back", "refunded"),
    ],
)
def test_a_person_decides_at_the_practice_bank(client: Client, db: None, choice: str, status: str) -> None:
    deal = make.make_deal()
    payment = make.begin(deal, method="sandbox.ask")
    jobs.drain()
    client.force_login(deal.client)
    bank = f"/sandbox/bank/{Charge.objects.get().id}/"
    assert "Finish this payment" in text(client.get(f"/money/payments/{payment.id}/"))
    assert "Pay now" in text(client.get(bank))
    assert client.post(bank, {"choice": "nonsense"}).status_code == 302
    client.post(bank, {"choice": choice})
    jobs.drain()
    payment.refresh_from_db()
    assert payment.status == status
    assert "Pay now" not in text(client.get(bank))
    client.force_login(deal.freelancer)
    assert client.get(bank).status_code == 404


def test_lines_go_on_page_by_page(client: Client, db: None) -> None:
    deal = make.make_deal()
    make.fund(deal)
    for _ in range(60):
        make.release(deal, 10_00)
    client.force_login(deal.freelancer)
    first = client.get("/money/lines/")
    following = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert following
    second = client.get("/money/lines/" + following[1].replace("&amp;", "&"))
    assert (text(first).count("Released to you"), text(second).count("Released to you")) == (50, 10)
    for nonsense in ("?before=x", "?before=99999999999999999999", "?currency=eur", "?currency="):
        assert client.get("/money/lines/" + nonsense).status_code == 200


@pytest.mark.parametrize("many", [1, 6])
def test_queries_do_not_grow_with_rows(
    client: Client, db: None, django_assert_num_queries: Any, many: int
) -> None:
    deal = make.make_deal()
    make.save_practice_account(deal)
    for _ in range(many):
        make.fund(deal)
        make.release(deal, 100_00)
        make.refund(deal, 10_00)
    client.force_login(deal.freelancer)
    client.get("/money/")
    with django_assert_num_queries(FREELANCER_QUERIES):
        client.get("/money/")
    client.force_login(deal.client)
    client.get("/money/")
    with django_assert_num_queries(CLIENT_QUERIES):
        client.get("/money/")


# one asks whether agencies’ contracts hold something for the person;
# three, of what no contract is: postings, memberships, deposits
FREELANCER_QUERIES = 18
CLIENT_QUERIES = 14
