"""Two at the same moment: exactly one effect, the other is told clearly, and the books are right.

Each race first runs against a deliberately naive variant that reads without locking, so that the race is known
to be able to fail.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from hirehall.contracts.actions.close_offer import withdraw_offer
from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.states import OfferState
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery, accept_in_silence
from hirehall.engagements.milestone.actions.accept_offer import accept_offer
from hirehall.engagements.milestone.actions.ask_changes import ask_changes
from hirehall.engagements.milestone.actions.ask_refund import ask_refund, grant_refund, withdraw_refund
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.actions.counter_offer import counter_offer
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.engagements.milestone.actions.settle_funding import settle_funding
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused
from hirehall.market.models import Brief
from hirehall.money import invariants
from hirehall.money import operations as money
from hirehall.money.models import Payment, Transfer
from hirehall.people.actions.close_account import close_account
from hirehall.people.models import Membership, Organisation, Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import CLOCK, RAIL, Pair, again, deal, eur, first, make_pair, planned, receive
from tests.makers.market import make_brief, make_proposal
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
REASON = "We changed the plan for this part."


@pytest.fixture
def firm() -> tuple[Pair, Actor]:
    """An organisation hires; two of its members may act at the same moment."""
    pair = make_pair()
    colleague = make_person("Nora Grey", Hat.CLIENT)
    organisation = Organisation.objects.create(
        name="Hollis & Grey", handle="hollis-grey", made_at=clock.now()
    )
    for person_id in (pair.client.person_id, colleague.id):
        Membership.objects.create(
            organisation=organisation, person_id=person_id, role="owner", joined_at=clock.now()
        )
    owner = Person.objects.get(id=pair.client.person_id)
    pair.client = actor_of(owner).wearing(Hat.CLIENT, organisation_id=organisation.id)
    return pair, actor_of(colleague)


def posted(kind: str) -> int:
    return Transfer.objects.filter(kind=kind).count()


def codes(results: list[Any]) -> list[str]:
    return sorted(result.code for result in results if isinstance(result, Refused))


def naive_release(milestone_id: UUID, met: threading.Barrier) -> None:
    """Reads, decides, then posts under a key of its own: what every peer has done once."""
    with transaction.atomic():
        row = Milestone.objects.select_related("contract__policy").get(id=milestone_id)
        assert row.state == "delivered"
        met.wait(timeout=20)
        money.release(
            hall_id=row.contract.hall_id,
            contract_id=row.contract_id,
            unit_id=row.id,
            freelancer_id=row.contract.freelancer_id,
            amount=eur(400_00),
            fee=eur(80_00),
            available_at=clock.now(),
            key=f"naive:{new_id()}",
            by=RAIL,
        )
        Milestone.objects.filter(id=row.id).update(released_minor=400_00)


def test_a_naive_release_pays_twice(firm: tuple[Pair, Actor]) -> None:
    row = firm[0].delivered()
    met = threading.Barrier(2)
    together(*[lambda: naive_release(row.id, met)] * 2)
    assert posted("release") == 2
    assert invariants.check() == []  # balanced, and yet paid twice: only the claimed state prevents it


def test_two_members_accept_the_same_delivery(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    row = pair.delivered()
    results = together(
        lambda: accept_delivery(row.id, by=pair.client), lambda: accept_delivery(row.id, by=colleague)
    )
    assert codes(results) in (["milestone.accepted"], ["contract.ended"])
    assert posted("release") == 1
    assert again(row).released_minor == 1_000_00
    assert invariants.check() == []


def test_two_members_release_a_part_of_the_same_page(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    row = pair.delivered()
    results = together(
        lambda: release_part(row.id, by=pair.client, amount=eur(400_00), version=row.version),
        lambda: release_part(row.id, by=colleague, amount=eur(400_00), version=row.version),
    )
    assert codes(results) == ["milestone.stale"]
    assert posted("release") == 1
    assert again(row).released_minor == 400_00


def test_a_double_click_has_one_effect_and_two_good_answers(firm: tuple[Pair, Actor]) -> None:
    pair, _ = firm
    row = pair.delivered()
    results = together(*[lambda: accept_delivery(row.id, by=pair.client, key="one click")] * 4)  # type: ignore[call-arg]
    assert [result.id for result in results] == [row.id] * 4
    assert posted("release") == 1


def naive_funding(milestone_id: UUID, met: threading.Barrier, by: Actor) -> None:
    with transaction.atomic():
        row = Milestone.objects.select_related("contract").get(id=milestone_id)
        assert row.state == "planned"
        met.wait(timeout=20)
        money.begin_payment(
            hall_id=row.contract.hall_id,
            contract_id=row.contract_id,
            unit_id=row.id,
            payer_id=row.contract.client_id,
            organisation_id=row.contract.organisation_id,
            amount=row.amount,
            client_fee=row.fee_to_pay,
            method="sandbox.instant",
            by=by,
        )


def test_a_naive_funding_charges_twice(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    row = first(pair.contract())
    met = threading.Barrier(2)
    together(lambda: naive_funding(row.id, met, pair.client), lambda: naive_funding(row.id, met, colleague))
    assert Payment.objects.count() == 2


def test_two_members_fund_the_same_milestone(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    row = first(pair.contract())
    results = together(
        lambda: begin_funding(row.id, by=pair.client), lambda: begin_funding(row.id, by=colleague)
    )
    assert codes(results) == ["milestone.funding"]
    assert Payment.objects.count() == 1


def naive_settling(payment_id: UUID, met: threading.Barrier) -> None:
    with transaction.atomic():
        row = Milestone.objects.get(payment_id=payment_id)
        assert row.state == "funding"
        met.wait(timeout=20)
        Milestone.objects.filter(id=row.id).update(state="funded", version=row.version + 1)
        naive_settled.append(row.id)


naive_settled: list[UUID] = []


def test_a_naive_settling_happens_twice(firm: tuple[Pair, Actor]) -> None:
    row = begin_funding(first(firm[0].contract()).id, by=firm[0].client)
    payment_id, met = receive(row), threading.Barrier(2)
    naive_settled.clear()
    together(*[lambda: naive_settling(payment_id, met)] * 2)
    assert len(naive_settled) == 2


def test_a_replayed_event_of_the_rail_funds_once(firm: tuple[Pair, Actor]) -> None:
    pair, _ = firm
    row = begin_funding(first(pair.contract()).id, by=pair.client)
    payment_id = receive(row)
    results = together(*[lambda: settle_funding(payment_id, by=RAIL)] * 4)
    assert [result.state for result in results] == ["funded"] * 4
    assert posted("fund") == 1
    assert again(row).funded_minor == 1_000_00
    assert invariants.check() == []


def test_the_sweep_and_a_click_release_once(firm: tuple[Pair, Actor]) -> None:
    pair, _ = firm
    row = pair.delivered()
    due = again(row).auto_accept_at
    assert due is not None

    def sweep() -> object:
        with clock.at(due):
            return accept_in_silence(row.id, by=CLOCK)

    results = together(sweep, lambda: accept_delivery(row.id, by=pair.client), sweep)
    assert len(codes(results)) == 2
    assert posted("release") == 1
    assert invariants.check() == []


def test_accepting_and_asking_for_changes(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    row = pair.delivered()
    results = together(
        lambda: accept_delivery(row.id, by=pair.client),
        lambda: ask_changes(row.id, by=colleague, text=REASON),
    )
    assert len(codes(results)) == 1
    assert (posted("release") == 1) == (again(row).state == "accepted")


def test_granting_and_withdrawing_a_refund(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    row = pair.funded()
    request = ask_refund(row.id, by=pair.client, amount=eur(400_00), reason=REASON)
    results = together(
        lambda: grant_refund(request.id, by=pair.freelancer),
        lambda: withdraw_refund(request.id, by=colleague),
    )
    assert codes(results) == ["contract.already_answered"]
    request.refresh_from_db()
    assert posted("refund") == (1 if request.state == "accepted" else 0)


def naive_answer(offer_id: UUID, state: OfferState, met: threading.Barrier) -> None:
    with transaction.atomic():
        offer = Offer.objects.get(id=offer_id)
        assert offer.state == OfferState.OFFERED
        met.wait(timeout=20)
        Offer.objects.filter(id=offer.id).update(state=state)
        naive_answers.append(state)


naive_answers: list[OfferState] = []


def test_naive_answers_both_succeed(firm: tuple[Pair, Actor]) -> None:
    offer, met = firm[0].offer(), threading.Barrier(2)
    naive_answers.clear()
    together(
        lambda: naive_answer(offer.id, OfferState.ACCEPTED, met),
        lambda: naive_answer(offer.id, OfferState.WITHDRAWN, met),
    )
    assert len(naive_answers) == 2


def test_accepting_and_withdrawing_an_offer(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    offer = pair.offer()
    results = together(
        lambda: accept_offer(offer.id, by=pair.freelancer), lambda: withdraw_offer(offer.id, by=colleague)
    )
    assert codes(results) == ["offer.not_open"]
    offer.refresh_from_db()
    assert Contract.objects.count() == (1 if offer.state == "accepted" else 0)


def test_two_members_accept_the_same_counter_offer(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    offer = counter_offer(pair.offer().id, by=pair.freelancer, terms=deal(), milestones=(planned(),))
    accept: list[Callable[[], Any]] = [
        lambda: accept_offer(offer.id, by=pair.client),
        lambda: accept_offer(offer.id, by=colleague),
    ]
    results = together(*accept)
    assert codes(results) == ["offer.not_open"]
    assert Contract.objects.count() == 1
    assert Milestone.objects.count() == 1


def test_two_members_offer_on_the_same_proposal(firm: tuple[Pair, Actor]) -> None:
    pair, colleague = firm
    brief = make_brief(pair.hall, pair.client)
    Brief.objects.filter(id=brief.id).update(organisation=pair.client.organisation_id)
    proposal = make_proposal(brief, pair.freelancer)
    ask = {"terms": deal(), "milestones": (planned(),), "proposal_id": proposal.id}
    results = together(
        *[lambda by=by: make_offer(pair.hall.id, by=by, **ask) for by in (pair.client, colleague)]
    )
    assert codes(results) == ["offer.already_made"]
    assert [result.state for result in results if isinstance(result, Offer)] == ["offered"]
    assert Offer.objects.filter(state="offered").count() == 1


def test_an_account_is_closed_or_hired_and_never_both(monkeypatch: pytest.MonkeyPatch) -> None:
    """The account is found free of matters; before it is closed, an offer is accepted in its name."""
    pair = make_pair()
    offer = pair.offer()
    checked, tried = threading.Event(), threading.Event()

    def no_matters(person_id: UUID) -> list[str]:
        checked.set()
        tried.wait(timeout=1)
        return []

    def accept() -> Contract:
        checked.wait(timeout=20)
        try:
            return accept_offer(offer.id, by=pair.freelancer)
        finally:
            tried.set()

    monkeypatch.setattr("hirehall.people.actions.close_account.reasons_against_closing", no_matters)
    closed, accepted = together(lambda: close_account(by=pair.client), accept)
    assert isinstance(closed, Person)
    assert (type(accepted), getattr(accepted, "code", "")) == (Refused, "person.suspended")
    assert Contract.objects.count() == 0
