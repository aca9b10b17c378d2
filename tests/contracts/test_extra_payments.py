"""Bonuses and tips: paid beside the units of work, the freelancer's at once, exactly once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from hirehall.contracts import queries
from hirehall.contracts.actions.pay_extra import pay_extra, settle_extra
from hirehall.contracts.jobs import sweep_extras
from hirehall.contracts.models import Contract, ExtraPayment
from hirehall.contracts.operations import freeze, thaw
from hirehall.contracts.states import EXTRAS, ExtraRule
from hirehall.conversations.models import Notice
from hirehall.engagements.hourly.actions.end_contract import give_notice
from hirehall.engagements.hourly.queries import room_for
from hirehall.foundation import clock, jobs
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Account, Earning, Payment, Transfer
from hirehall.money.queries import contract_lines, escrow_by_unit
from hirehall.money.queries.own_data import open_matters
from hirehall.money.rails.driving import drive_payment
from hirehall.money.rails.sandbox.models import Charge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.papers.models import Paper
from hirehall.people.actions.close_account import close_account
from hirehall.people.models import Person
from tests.hourly.test_api import Caller
from tests.makers.contracts import CLOCK, RAIL, Pair, eur, make_pair
from tests.makers.hourly import at, hourly_contract, in_review, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> Pair:
    return make_pair()


@pytest.fixture
def contract(pair: Pair) -> Contract:
    """An hourly contract that runs and has no week's money in it."""
    return hourly_contract(pair)


def bonus(pair: Pair, contract: Contract, minor: int = 50_00, **more: object) -> ExtraPayment:
    begun: ExtraPayment = pay_extra(contract.id, by=pair.client, amount=eur(minor), **more)
    jobs.drain()
    return ExtraPayment.objects.select_related("contract").get(id=begun.id)


def code_of(call: object) -> str:
    with pytest.raises(Refused) as refused:
        call()  # type: ignore[operator]
    return refused.value.code


def ended(pair: Pair) -> Contract:
    """A contract that was paid for a week of work and has ended; call it before the thirteenth day."""
    contract, _ = in_review(pair)
    with at(days=8):
        give_notice(contract.id, by=pair.client, note="Done.")
    with at(days=13):
        run()
    contract.refresh_from_db()
    assert contract.ended_at is not None
    return contract


def test_a_bonus_is_the_freelancers_at_once_and_nothing_is_held(pair: Pair, contract: Contract) -> None:
    extra = bonus(pair, contract, note="For the weekend.")
    contract.refresh_from_db()
    earning = Earning.objects.get(unit_id=extra.id)
    assert (extra.state, extra.word, extra.released_minor, contract.paid_minor) == (
        "paid",
        "bonus",
        50_00,
        50_00,
    )
    assert (earning.freelancer_id, earning.gross_minor, earning.net_minor) == (
        pair.freelancer.person_id,
        50_00,
        50_00 - extra.freelancer_fee_minor,
    )
    assert escrow_by_unit(contract.id) in ({}, {extra.id: eur(0)})
    assert [line.unit_id for line in contract_lines(contract.id)].count(extra.id) >= 2
    assert invariants.check() == []


def test_both_sides_read_about_it_and_get_their_papers(pair: Pair, contract: Contract) -> None:
    bonus(pair, contract, note="For the weekend.")
    frame = queries.frame_of(
        queries.deal_for(pair.freelancer, contract.id, model=contract.model),
        pair.freelancer,
        step=None,
        units=[],
        bar=[],
        words={},
    )
    assert any("a bonus of €50.00: “For the weekend.”" in event.text for event in frame.events)
    assert [(row.title, row.state) for row in frame.extras] == [("Bonus", "paid")]
    assert frame.sides.extras == eur(50_00)
    told = Notice.objects.filter(person_id=pair.freelancer.person_id, kind="release.extra")
    assert [row.sentence for row in told] == ["Hollis Grey paid you a bonus for “Support by the hour”."]
    assert Paper.objects.filter(contract_id=contract.id, kind__contains="payment").count() == 1


def test_it_costs_no_fee_unless_the_schedule_says_so(pair: Pair, contract: Contract) -> None:
    extra = bonus(pair, contract)
    assert (extra.freelancer_fee_minor, extra.client_fee_minor) == (0, 0)


def test_it_is_settled_and_paid_once(pair: Pair, contract: Contract) -> None:
    extra = bonus(pair, contract, key="once")
    again = pay_extra(contract.id, by=pair.client, amount=eur(50_00), key="once")
    settle_extra(extra.asked, by=RAIL)
    jobs.drain()
    assert again.id == extra.id
    assert Payment.objects.filter(contract_id=contract.id).count() == 1
    assert Transfer.objects.filter(kind="release").count() == 1
    assert invariants.check() == []


def test_what_the_bank_declines_is_told_and_can_be_tried_again(pair: Pair, contract: Contract) -> None:
    failed = bonus(pair, contract, method="sandbox.declined")
    assert (failed.state, failed.released_minor) == ("failed", 0)
    assert Notice.objects.filter(person_id=pair.client.person_id, kind="funding.failed").exists()
    assert bonus(pair, contract).state == "paid"
    assert invariants.check() == []


def test_the_same_one_is_under_way_once_and_others_beside_it(pair: Pair, contract: Contract) -> None:
    pay_extra(contract.id, by=pair.client, amount=eur(50_00), method="sandbox.delayed", key="first")
    assert code_of(lambda: bonus(pair, contract, key="second")) == "extra.under_way"
    assert bonus(pair, contract, note="And this for the night.").state == "paid"
    assert bonus(pair, contract, 30_00).state == "paid"
    assert invariants.check() == []
    with clock.later(minutes=3):
        jobs.run_sweeps()
        jobs.drain()
    assert sorted(ExtraPayment.objects.filter(state="paid").values_list("released_minor", flat=True)) == [
        30_00,
        50_00,
        50_00,
    ]
    assert invariants.check() == []


def test_who_may_not_pay_is_refused(pair: Pair, contract: Contract) -> None:
    stranger = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")

    def by(who: object) -> str:
        return code_of(lambda: pay_extra(contract.id, by=who, amount=eur(1)))  # type: ignore[arg-type]

    assert by(pair.freelancer) == "contract.wrong_party"
    assert by(stranger.client) == "contract.not_found"
    Person.objects.filter(id=pair.freelancer.person_id).update(suspended_at=clock.now())
    assert by(pair.client) == "person.suspended"
    assert Payment.objects.filter(contract_id=contract.id).count() == 0


def test_a_wrong_amount_is_refused(pair: Pair, contract: Contract) -> None:
    def of(amount: Money, **more: object) -> str:
        return code_of(lambda: pay_extra(contract.id, by=pair.client, amount=amount, **more))

    assert of(eur(0)) == "extra.amount_not_positive"
    assert of(eur(-5)) == "extra.amount_not_positive"
    assert of(Money(50_00, "USD")) == "extra.currency_mismatch"
    assert of(eur(contract.policy.largest_amount_minor + 1)) == "extra.above_policy"
    assert of(eur(50_00), seen=eur(51_00)) == "extra.other_sum"
    assert of(eur(50_00), note="x" * 501) == "contract.invalid"
    assert of(eur(50_00), method="sandbox.nothing") == "money.no_such_method"
    assert ExtraPayment.objects.count() == 0


def test_it_can_be_paid_for_some_time_after_the_end(pair: Pair) -> None:
    contract = ended(pair)
    with at(days=14):
        assert bonus(pair, contract).state == "paid"
    with at(days=13 + 31):
        assert code_of(lambda: bonus(pair, contract)) == "extra.too_late"
    assert invariants.check() == []


def test_how_it_ended_says_work_and_bonus_apart_like_the_picture(pair: Pair) -> None:
    contract = ended(pair)
    with at(days=14):
        bonus(pair, contract)
    contract.refresh_from_db()
    frame = room_for(pair.client, contract.id).frame
    assert frame.banner is not None
    assert "€180.00 was released, and €50.00 was paid as a bonus beside it;" in frame.banner.text
    assert next(part[1] for part in frame.bar if part[0] == "Released") == eur(180_00)


def test_who_wears_the_other_hat_is_told_on_which_side_they_are(
    pair: Pair, contract: Contract, client: Client
) -> None:
    client.force_login(Person.objects.get(id=pair.client.person_id))
    address = reverse("hourly:contract", args=[contract.id])
    assert "wear the other hat" not in client.get(address).content.decode()
    Person.objects.filter(id=pair.client.person_id).update(hat="freelancer")
    page = client.get(address).content.decode()
    assert "You are here as the client, and wear the other hat." in page
    assert client.post(reverse("people:hat"), {"hat": "client", "next": address})["Location"] == address
    assert "wear the other hat" not in client.get(address).content.decode()


def test_who_is_to_be_paid_one_does_not_close_the_account_while_it_is_on_its_way(pair: Pair) -> None:
    contract = ended(pair)
    with at(days=14):
        Account.objects.filter(kind="payable").update(balance_minor=0)  # as after a payout of all
        begun = pay_extra(contract.id, by=pair.client, amount=eur(50_00), method="sandbox.delayed")
        assert "on its way" in str(open_matters(pair.freelancer.require_person()))
        assert code_of(lambda: close_account(by=pair.freelancer)) == "account.in_use"
    assert ExtraPayment.objects.get(id=begun.id).state == "paying"


def test_nothing_is_added_where_nothing_was_paid(pair: Pair, contract: Contract) -> None:
    give_notice(contract.id, by=pair.client, note="Not now.")
    jobs.drain()
    assert code_of(lambda: bonus(pair, contract)) == "extra.nothing_paid"


def test_a_model_may_know_it_only_after_the_end_or_not_at_all(
    pair: Pair, contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EXTRAS, "hourly", ExtraRule("a tip"))
    assert code_of(lambda: bonus(pair, contract)) == "extra.too_early"
    monkeypatch.delitem(EXTRAS, "hourly")
    assert code_of(lambda: bonus(pair, contract)) == "extra.not_here"


def test_a_frozen_contract_takes_none_and_one_under_way_waits(pair: Pair, contract: Contract) -> None:
    begun = pay_extra(contract.id, by=pair.client, amount=eur(50_00))
    contract.refresh_from_db()
    with transaction.atomic():
        freeze(contract, reason="A dispute is open.", by=CLOCK)
    drive_payment(begun.asked)
    jobs.drain()
    assert ExtraPayment.objects.get(id=begun.id).state == "paying"
    assert code_of(lambda: bonus(pair, contract)) == "contract.frozen"
    assert invariants.check() == []
    with transaction.atomic():
        thaw(Contract.objects.get(id=contract.id), by=CLOCK)
    sweep_extras(timestamp=0)
    jobs.drain()
    assert ExtraPayment.objects.get(id=begun.id).state == "paid"
    assert invariants.check() == []


def broken() -> list[str]:
    """What is wrong with the books, besides that the hall has to bring in what a lost chargeback cost it."""
    return [one.name for one in invariants.check() if one.name != "what_is_held_covers_what_is_owed"]


def charge_of(extra: ExtraPayment) -> Charge:
    return Charge.objects.select_for_update().get(key=f"fund:{extra.payment_id}")


@pytest.mark.parametrize("case", [Case.WON, Case.LOST])
def test_a_bank_that_wants_it_back_freezes_the_contract_until_it_has_decided(
    pair: Pair, contract: Contract, case: Case
) -> None:
    extra = bonus(pair, contract)
    with transaction.atomic():
        open_dispute(charge_of(extra))
    jobs.drain()
    contract.refresh_from_db()
    assert contract.state == "frozen"
    with transaction.atomic():
        decide_dispute(charge_of(extra), as_case=case)
    jobs.drain()
    contract.refresh_from_db()
    assert contract.state == "active"
    lost = FactRow.objects.filter(name="extra.charged_back").count()
    assert lost == (1 if case is Case.LOST else 0)
    assert broken() == []


def test_a_bank_may_want_it_back_after_the_end(pair: Pair) -> None:
    contract = ended(pair)
    with at(days=14):
        extra = bonus(pair, contract)
    with at(days=40):
        with transaction.atomic():
            open_dispute(charge_of(extra))
        jobs.drain()
        with transaction.atomic():
            decide_dispute(charge_of(extra), as_case=Case.LOST)
        jobs.drain()
    contract.refresh_from_db()
    assert contract.state == "ended"
    assert FactRow.objects.filter(name="extra.charged_back").count() == 1
    assert broken() == []


def test_a_bank_may_take_it_back_before_it_was_passed_on(pair: Pair, contract: Contract) -> None:
    begun = pay_extra(contract.id, by=pair.client, amount=eur(50_00))
    contract.refresh_from_db()
    with transaction.atomic():
        freeze(contract, reason="A dispute is open.", by=CLOCK)
    drive_payment(begun.asked)
    with transaction.atomic():
        open_dispute(charge_of(begun))
    jobs.drain()
    with transaction.atomic():
        decide_dispute(charge_of(begun), as_case=Case.LOST)
    jobs.drain()
    assert ExtraPayment.objects.get(id=begun.id).state == "failed"
    assert Transfer.objects.filter(kind="release").count() == 0
    assert broken() == []


def test_the_page_shows_the_sum_before_it_is_paid(pair: Pair, contract: Contract) -> None:
    browser = Client()
    browser.force_login(
        Person.objects.get(id=pair.client.person_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    address = reverse("contracts:extra", args=[contract.id])
    assert "See what you pay" in browser.get(address).content.decode()
    assert "Write an amount like 50" in browser.get(address, {"amount": "many"}).content.decode()
    assert "more than nothing" in browser.get(address, {"amount": "0"}).content.decode()
    looked = browser.get(address, {"amount": "50", "note": "Thank you"}).content.decode()
    assert "Pay €50.00" in looked
    paid = browser.post(
        address, {"amount": "50.00", "note": "Thank you", "seen": "5000", "method": "sandbox.instant"}
    )
    assert paid.headers["Location"] == reverse("hourly:contract", args=[contract.id])
    room = browser.get(paid.headers["Location"]).content.decode()
    assert "Thank you" in room
    assert "Bonuses" in room
    assert ExtraPayment.objects.get().state == "paid"


def test_the_freelancer_reads_why_the_page_is_not_theirs(pair: Pair, contract: Contract) -> None:
    browser = Client()
    browser.force_login(
        Person.objects.get(id=pair.freelancer.person_id),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = browser.get(reverse("contracts:extra", args=[contract.id])).content.decode()
    assert "Only the client’s side can pay" in page
    assert (
        reverse("contracts:extra", args=[contract.id])
        not in browser.get(reverse("hourly:contract", args=[contract.id])).content.decode()
    )


def test_the_same_by_calls(pair: Pair, contract: Contract) -> None:
    with clock.at(clock.now() + timedelta(seconds=1)):
        paid = Caller(pair.client).post(
            f"contracts/{contract.id}/extra-payments",
            {"amount": {"minor": 50_00, "currency": "EUR"}, "note": "Thank you"},
        )
    assert (paid["kind"], paid["state"], paid["amount"]["minor"]) == ("bonus", "paid", 50_00)
    listed = Caller(pair.freelancer).call("GET", f"contracts/{contract.id}/extra-payments")
    assert [row["id"] for row in listed] == [paid["id"]]
