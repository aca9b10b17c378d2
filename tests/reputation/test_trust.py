"""How far clients are believed in the product: the nightly walk, verified clients, linked accounts."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from hirehall.formulas.constants import published
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.refused import Refused
from hirehall.money.models import Destination
from hirehall.money.queries import people_paid_alike
from hirehall.reputation import actions, queries
from hirehall.reputation.jobs import refresh_standings
from hirehall.reputation.models import LinkedPair, RaterTrust, StandingRow, TrustNight, Verification
from hirehall.reputation.operations.trust import refresh_trust, walked
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.makers.reputation import NO, YES, make_review_of, make_reviews, make_window

pytestmark = pytest.mark.django_db
CLOCK = system("clock")
LEAST = published().trust.least
SCRIPT = Path(__file__).parents[2] / "docs" / "recompute_standing.py"
WHY = "Seen in the register of companies."


def verify(client, operator, *, verified=True):
    row = Verification.objects.filter(person=client, ended_at=None).first() or actions.ask_verification(
        by=actor_of(client)
    )
    return actions.verify_client(row.id, by=operator, verified=verified, reason=WHY)


@pytest.fixture
def operator():
    return staff_of(make_person("Olga Operator"))


@pytest.fixture
def market():
    """Three honest clients with one freelancer, three of a ring with another."""
    hall = make_hall()
    ida, rick = make_person("Ida Holm"), make_person("Rick Ring")
    honest = [make_person(f"Honest {at}", Hat.CLIENT) for at in range(3)]
    ring = [make_person(f"Ring {at}", Hat.CLIENT) for at in range(2)]
    for client in honest:
        make_review_of(hall, client, ida, YES)
    for client in [*ring, make_person("Ring 2", Hat.CLIENT)]:
        make_review_of(hall, client, rick, YES)
    return hall, ida, rick, honest, ring


def trusts(person):
    row = StandingRow.objects.get(person=person, category_id=None, hall=None)
    return {piece["trust"] for piece in row.pieces}


def recompute(person):
    """The published script arrives at the stored number, with whatever trust is in it."""
    export = json.loads(json.dumps(queries.exported_standings(queries.own_standings(actor_of(person)))))
    script = runpy.run_path(str(SCRIPT))
    for one in export["standings"]:
        found = script["recompute"](one["pieces"], one["prior"], export["constants"])
        assert found == pytest.approx((one["quality"], one["precision"], one["chance"]), abs=1e-9)


def test_nobody_verified_believes_everybody(market):
    _, ida, rick, _, _ = market
    refresh_standings(0)
    jobs.drain()
    assert trusts(ida) == trusts(rick) == {1.0}
    assert not RaterTrust.objects.exists()
    assert not TrustNight.objects.get().is_used


def test_a_ring_weighs_the_least_once_clients_are_verified_and_the_number_can_be_recomputed(market, operator):
    _, ida, rick, honest, _ = market
    refresh_standings(0)
    jobs.drain()
    before = {who: StandingRow.objects.get(person=who, category_id=None).precision for who in (ida, rick)}
    verify(honest[0], operator)
    with clock.later(days=1):
        refresh_standings(0)
        jobs.drain()
    night = TrustNight.objects.latest("day")
    assert (night.is_used, night.verified, night.clients, night.reached) == (True, 1, 6, 3)
    assert trusts(ida) == {1.0}
    assert trusts(rick) == {LEAST}
    rows = {who: StandingRow.objects.get(person=who, category_id=None) for who in (ida, rick)}
    assert rows[ida].precision == pytest.approx(before[ida], rel=0.01)
    assert rows[rick].precision < 1 + (before[rick] - 1) * 2 * LEAST
    recompute(rick)


def test_a_walk_that_reaches_few_is_not_used(market, operator):
    hall, _, rick, honest, _ = market
    for at in range(4):
        make_window(hall, make_person(f"Far {at}", Hat.CLIENT), rick)
    verify(honest[0], operator)
    refresh_trust()
    assert not TrustNight.objects.get().is_used
    assert not RaterTrust.objects.exists()


def test_each_night_can_be_walked_again_whatever_happened_since(market, operator):
    hall, ida, _, honest, ring = market
    verify(honest[0], operator)
    night = refresh_trust()
    said = walked(night.at, published())
    with clock.later(hours=1):
        verify(honest[0], operator, verified=False)
        make_window(hall, ring[0], ida)
        LinkedPair.objects.create(client=honest[1], freelancer=ida, mark="a", found_at=clock.now())
        assert walked(night.at, published()) == said
        assert walked(clock.now(), published()) != said
        assert refresh_trust() == night, "a day has one night"


def test_work_with_a_linked_account_counts_nothing_until_an_operator_says_why(market, operator):
    hall, ida, _, honest, _ = market
    for person in (ida, honest[0]):
        Destination.objects.create(
            hall=hall, person=person, kind="iban", holder=person.name, number="DE02120300000000202051", hint="…51",
            saved_at=clock.now(),
        )  # fmt: skip
    assert "DE0212" not in str(people_paid_alike())
    refresh_standings(0)
    jobs.drain()
    link = LinkedPair.objects.get()
    assert (link.client, link.freelancer) == (honest[0], ida)
    assert trusts(ida) == {0.0, 1.0}
    recompute(ida)

    with pytest.raises(Refused, match="one of the two"):
        actions.clear_link(link.id, by=staff_of(ida), reason=WHY)
    actions.clear_link(link.id, by=operator, reason="Married, one account, two trades.")
    with pytest.raises(Refused, match="in the meantime"):
        actions.clear_link(link.id, by=operator, reason="And once more the same.")
    with clock.later(days=1):
        refresh_standings(0)
        jobs.drain()
    assert trusts(ida) == {1.0}
    assert LinkedPair.objects.count() == 1, "it is not found again"


def test_nobody_verifies_themselves_and_a_decision_has_a_reason(operator):
    mara = make_person("Mara Client", Hat.CLIENT)
    row = actions.ask_verification(by=actor_of(mara), words="HRB 12345")
    with pytest.raises(Refused, match="another operator"):
        actions.verify_client(row.id, by=staff_of(mara), verified=True, reason=WHY)
    with pytest.raises(Refused, match="Say why"):
        actions.verify_client(row.id, by=operator, verified=True, reason="ok")
    assert actions.ask_verification(by=actor_of(mara), words="HRB 12346").id == row.id
    verify(mara, operator)
    with pytest.raises(Refused, match="already"):
        actions.ask_verification(by=actor_of(mara))
    with pytest.raises(Refused, match="meantime"):
        verify(mara, operator)
    verify(mara, operator, verified=False)
    assert actions.ask_verification(by=actor_of(mara)).id != row.id


def test_trust_costs_two_queries_for_a_standing(market, django_assert_num_queries):
    from hirehall.reputation.queries.pieces import pieces_of

    actions.refresh_standing(market[1].id, by=CLOCK)
    with django_assert_num_queries(7):
        pieces_of(market[1].id, at=clock.now(), constants=published())


def test_trust_never_reads_an_answer(market, operator):
    """Whatever is said, the walk says the same: a factor tells nothing of what a client has answered."""
    hall, _, _, honest, _ = market
    verify(honest[0], operator)
    window, asked = make_window(hall, honest[1], make_person("Other One")), clock.now()
    said = walked(asked, published())
    make_reviews(window, of_freelancer=NO)
    assert walked(asked, published()) == said
    assert set(said.by_party.values()) <= set(published().trust.levels)
