"""An order from one person at their own price: taken on, declined, left without an answer, given back."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from hirehall.contracts.models import Posting
from hirehall.conversations.models import Notice
from hirehall.engagements.unit import queries
from hirehall.engagements.unit.actions.answer_delivery import accept_order
from hirehall.engagements.unit.actions.answer_direct import decline_order, take_on
from hirehall.engagements.unit.actions.batch import read_batch
from hirehall.engagements.unit.actions.claim_order import claim_order, give_back
from hirehall.engagements.unit.actions.deliver_order import deliver_order
from hirehall.engagements.unit.actions.set_level import set_level
from hirehall.engagements.unit.actions.set_own_price import set_own_prices
from hirehall.engagements.unit.models import Batch, OwnPrice, PoolOrder
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.change_currency import change_currency
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now
from hirehall.halls.states import amounts
from hirehall.market.operations import meet
from hirehall.market.states import Met
from hirehall.money import invariants
from tests.makers.unit import WHY, Pool, again, pool_again, words
from tests.unit.test_pages import browser


def test_it_is_taken_on_and_paid_at_the_persons_own_price(pool: Pool) -> None:
    order = pool.asked()
    assert (order.state, order.price_minor, order.posting.funded_minor) == ("asked", 4_00, 16_00)
    assert queries.pool_rows(pool.freelancer, pool.hall, level=3)[0] == []
    stranger = pool.writer("Nora Quill", level=3)
    for act, code in ((claim_order, "unit.asked"), (take_on, "order.not_found")):
        with pytest.raises(Refused) as refused:
            act(order.pk, by=stranger)
        assert refused.value.code == code
    claim_order(
        pool.posted().pk, by=pool.freelancer
    )  # what is ordered directly counts for no cap of the pool
    take_on(order.pk, by=pool.freelancer)
    deliver_order(order.pk, by=pool.freelancer, text=words(350))
    accept_order(order.pk, by=pool.client)
    jobs.drain()
    assert (again(order).released_minor, again(order).refunded_minor) == (14_00, 2_00)
    assert invariants.check() == []


@pytest.mark.parametrize(("to_pool", "where", "back"), [(True, "pool", 0), (False, "cancelled", 16_00)])
@pytest.mark.parametrize("how", ["declined", "silent", "given back", "missed"])
def test_what_is_not_taken_on_goes_where_its_client_chose(
    pool: Pool, how: str, to_pool: bool, where: str, back: int
) -> None:
    order = pool.asked(to_pool=to_pool)
    if how == "declined":
        decline_order(order.pk, by=pool.freelancer, reason="I am away until May.")
    elif how in ("given back", "missed"):
        take_on(order.pk, by=pool.freelancer)
    if how == "given back":
        give_back(order.pk, by=pool.freelancer)
    with clock.later(hours=24 if how in ("silent", "missed") else 0):
        jobs.run_sweeps()
        jobs.drain()
    assert (pool_again(order).state, Posting.objects.get(id=order.pk).refunded_minor) == (where, back)
    told = "|".join(Notice.objects.filter(person_id=pool.client.person_id).values_list("sentence", flat=True))
    assert ("was given back to you" in told) is not to_pool
    assert invariants.check() == []


def test_a_price_is_from_the_halls_at_ones_level_on_and_rises_with_it(pool: Pool) -> None:
    for prices, code in (
        ({"word": 2_49}, "unit.price_too_low"),
        ({"word": 10**7}, "unit.price_too_high"),
        ({"line": 1}, "unit.unknown_unit"),
    ):
        with pytest.raises(Refused) as refused:
            set_own_prices(pool.hall.id, by=pool.freelancer, prices=prices)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        set_own_prices(pool.hall.id, by=pool.client, prices={"word": 9_00})
    assert refused.value.code == "unit.no_level"
    pool.asked()
    set_level(pool.hall.id, pool.freelancer.require_person(), by=pool.editor, level=3, reason=WHY)
    assert pool.asked(price_seen=6_00).price_minor == 6_00
    with pytest.raises(Refused) as stale:
        pool.asked(price_seen=4_00)
    assert stale.value.code == "unit.stale"
    set_level(pool.hall.id, pool.freelancer.require_person(), by=pool.editor, level=0, reason=WHY)
    with pytest.raises(Refused) as gone:
        pool.asked()
    assert gone.value.code in ("unit.no_level", "unit.not_direct")
    assert queries.writer_cards(pool.hall, [pool.freelancer.require_person()]) == []


def test_the_pages_lead_from_a_price_to_the_answer(pool: Pool, django_assert_max_num_queries: Any) -> None:
    client, writer = browser(pool.client), browser(pool.freelancer)
    prices = reverse("unit:prices")
    assert "at least the hall" in writer.post(prices, {"word": "1.00", "key": "1"}).content.decode()
    assert writer.post(prices, {"word": "4.00", "key": "2"}).status_code == 302
    with django_assert_max_num_queries(12):
        page = client.get(reverse("unit:writers")).content.decode()
    assert "€4.00" in page
    card = queries.writer_cards(pool.hall, [pool.freelancer.require_person()])[0]
    at = reverse("unit:direct", args=[card.person.handle])
    given = {
        "title": "A letter to old guests", "instructions": "Two paragraphs, warm, and the opening hours.",
        "what": "word", "least": "300", "most": "400", "hours": "24", "to_pool": "pool",
    }  # fmt: skip
    quoted = client.get(reverse("unit:direct_quote", args=[card.person.handle]), given).content.decode()
    assert "€16.00" in quoted
    assert client.post(at, {**given, "method": "sandbox.instant", "key": "3"}).status_code == 302
    order = PoolOrder.objects.get()
    posting = reverse("unit:posting", args=[order.pk])
    assert "has until" in client.get(posting).content.decode()
    assert "Your turn: take it on" in writer.get(posting).content.decode()
    assert "Ordered from you" in writer.get(reverse("unit:pool")).content.decode()
    writer.post(reverse("unit:decline", args=[order.pk]), {"reason": "I am away.", "key": "4"})
    assert pool_again(order).state == "pool"


@pytest.mark.parametrize(("to_pool", "origin"), [(False, "direct"), (True, "marketplace")])
def test_two_who_have_met_directly_are_priced_as_what_they_are(
    pool: Pool, to_pool: bool, origin: str
) -> None:
    meet(
        pool.hall.id, client_id=pool.client.require_person(), organisation_id=None,
        freelancer_id=pool.freelancer.require_person(), by_way_of=Met.DIRECT,
    )  # fmt: skip
    order = pool.asked(to_pool=to_pool)
    assert order.origin == origin
    take_on(order.pk, by=pool.freelancer)
    deliver_order(order.pk, by=pool.freelancer, text=words(400))
    accept_order(order.pk, by=pool.client)
    assert again(order).contract.origin == origin
    assert invariants.check() == []


def test_a_price_or_a_file_in_the_currency_that_its_hall_has_left_is_refused(
    pool: Pool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has read the hall, the currency changes, they go on with what they have read."""
    read, policy = Hall.objects.get(id=pool.hall.id), policy_now(pool.hall.id)
    sums = {name: Policy().number(name) for name in amounts()}
    change_currency(pool.hall.id, by=system("command"), currency="USD", amounts=sums)
    page = reverse("unit:prices")
    given = {"word": "4.00", "currency": "EUR", "key": "1"}
    said = browser(pool.freelancer).post(page, given, headers={"referer": page}, follow=True)
    assert "counts in another currency" in said.content.decode()
    stale = SimpleNamespace(objects=SimpleNamespace(get=lambda **_: read))
    monkeypatch.setattr("hirehall.engagements.unit.actions.set_own_price.Hall", stale)
    monkeypatch.setattr("hirehall.engagements.unit.actions.batch.may_order", lambda *_: (read, policy))
    file = "title,instructions,unit,least,most,level,hours\nA tile,Its colour and where it fits.,word,1,2,1,5"
    for act in (
        lambda: set_own_prices(pool.hall.id, by=pool.freelancer, prices={"word": 4_00}),
        lambda: read_batch(pool.hall.id, by=pool.client, text=file, name="orders.csv"),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "hall.currency_moved"
    assert not OwnPrice.objects.exists()
    assert not Batch.objects.exists()
    monkeypatch.undo()
    assert set_own_prices(pool.hall.id, by=pool.freelancer, prices={"word": 4_00}, currency="USD") == 1
    assert OwnPrice.objects.get().currency == "USD"
