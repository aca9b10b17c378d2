"""A release that several people share: exact to the cent, in one transfer, and given back as it was shared."""

from __future__ import annotations

import random
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from hirehall.foundation import clock, jobs
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Policy
from hirehall.money import operations, queries
from hirehall.money.models import Earning, Entry, Transfer
from hirehall.money.operations import Share
from hirehall.money.rails.sandbox.models import Charge as BankCharge
from hirehall.money.rails.sandbox.models import Dispute as Case
from hirehall.money.rails.sandbox.rail import decide_dispute, open_dispute
from hirehall.money.rules.sharing import split_release
from hirehall.papers.models import Paper
from hirehall.papers.queries import statement
from hirehall.people.models import Organisation
from tests.makers import money as make
from tests.makers.base import make_person

ADA, BEA, CYR = (UUID(int=number) for number in (1, 2, 3))


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


def cut(amount: int, fee: int, *shares: tuple[UUID, int]) -> list[tuple[UUID, int, int]]:
    parts = split_release(euro(amount), euro(fee), [Share(*share) for share in shares])
    return [(part.share.person_id, part.net.minor, part.fee.minor) for part in parts]


def test_shares_of_a_release_to_the_cent() -> None:
    assert cut(1_000_00, 200_00, (ADA, 5_000), (BEA, 3_000), (CYR, 2_000)) == [
        (ADA, 400_00, 100_00), (BEA, 240_00, 60_00), (CYR, 160_00, 40_00),
    ]  # fmt: skip
    assert cut(100_01, 20_00, (ADA, 3_334), (BEA, 3_333), (CYR, 3_333)) == [
        (ADA, 26_67, 6_67), (BEA, 26_67, 6_67), (CYR, 26_67, 6_66),
    ]  # fmt: skip
    assert cut(3, 0, (ADA, 5_000), (BEA, 5_000)) == [(ADA, 2, 0), (BEA, 1, 0)]


def test_who_would_get_nothing_of_a_cent_is_left_out() -> None:
    assert cut(1, 0, (ADA, 1), (BEA, 9_999)) == [(BEA, 1, 0)]


@pytest.mark.parametrize(
    "shares",
    [(), ((ADA, 9_999),), ((ADA, 10_001),), ((ADA, 5_000), (ADA, 5_000)), ((ADA, 10_000), (BEA, 0))],
)
def test_shares_that_are_not_the_whole_are_refused(shares: tuple[tuple[UUID, int], ...]) -> None:
    with pytest.raises(Refused) as refused:
        cut(100, 0, *shares)
    assert refused.value.code == "money.shares_not_whole"


@given(
    amount=st.integers(1, 10**10),
    percent=st.integers(0, 100),
    weights=st.lists(st.integers(1, 400), min_size=1, max_size=12),
    seed=st.randoms(use_true_random=False),
)
def test_any_split_sums_exactly_and_does_not_depend_on_the_order(
    amount: int, percent: int, weights: list[int], seed: random.Random
) -> None:
    points = [part.minor for part in euro(10_000).split(weights)]
    shares = [Share(UUID(int=number + 1), part) for number, part in enumerate(points)]
    fee = amount * percent // 100
    parts = split_release(euro(amount), euro(fee), shares)
    assert sum(part.net.minor for part in parts) == amount - fee
    assert sum(part.fee.minor for part in parts) == fee
    assert all(part.net.minor >= 0 and part.fee.minor >= 0 for part in parts)
    for part in parts:
        assert abs(part.net.minor * 10_000 - (amount - fee) * part.share.basis_points) < 10_000
    seed.shuffle(shares)
    assert split_release(euro(amount), euro(fee), shares) == parts


class Studio:
    """An agency's three members and one funded unit."""

    def __init__(self) -> None:
        self.deal = make.make_deal()
        self.agency = Organisation.objects.create(name="Studio Y", handle="studio-y", made_at=clock.now())
        self.people = [self.deal.freelancer, make_person("Bea"), make_person("Cyr")]
        self.payment = make.fund(self.deal)

    def release(self, amount: int, *points: int, key: str = "release:x:1") -> list[Earning]:
        shares = [Share(who.id, part) for who, part in zip(self.people, points, strict=False)]
        with transaction.atomic():
            return operations.release_in_shares(
                hall_id=self.deal.hall.id, contract_id=self.deal.contract_id, unit_id=self.deal.unit_id,
                agency_id=self.agency.id, shares=shares, amount=euro(amount), fee=euro(amount // 5),
                available_at=clock.now(), key=key, by=make.ENGAGEMENT,
            )  # fmt: skip

    def has(self) -> list[int]:
        return [queries.balance_of(who.id, self.deal.hall).available.minor for who in self.people]


@pytest.fixture
def studio(books: None, db: None) -> Studio:
    return Studio()


def test_a_shared_release_is_one_transfer_with_an_earning_for_each(studio: Studio) -> None:
    earnings = studio.release(1_000_00, 5_000, 3_000, 2_000)
    [transfer] = Transfer.objects.filter(kind="release")
    assert {earning.transfer_id for earning in earnings} == {transfer.id}
    assert studio.has() == [400_00, 240_00, 160_00]
    fees = Entry.objects.filter(transfer=transfer, account__kind="freelancer_fee")
    assert [entry.amount_minor for entry in fees] == [-200_00]


def test_a_shared_release_again_with_the_same_key_moves_nothing(studio: Studio) -> None:
    first = studio.release(100_00, 5_000, 5_000)
    again = studio.release(100_00, 5_000, 5_000)
    assert {row.id for row in again} == {row.id for row in first}
    with pytest.raises(Refused) as refused:
        studio.release(100_00, 4_000, 6_000)
    assert refused.value.code == "money.key_reused"
    assert studio.has() == [40_00, 40_00, 0]


def test_more_than_is_held_is_shared_with_nobody(studio: Studio) -> None:
    with pytest.raises(Refused) as refused:
        studio.release(1_000_01, 5_000, 5_000)
    assert (refused.value.code, studio.has()) == ("money.not_enough", [0, 0, 0])


def test_the_contracts_lines_show_one_amount_for_the_freelancers_side(studio: Studio) -> None:
    studio.release(1_000_00, 5_000, 3_000, 2_000)
    *_, last = queries.contract_lines(studio.deal.contract_id)
    assert [(part.account.value, part.amount.minor) for part in last.parts] == [
        ("escrow", -1_000_00), ("payable", 800_00), ("freelancer_fee", 200_00),
    ]  # fmt: skip


def test_statement_and_receipt_name_the_share_and_the_agency(studio: Studio) -> None:
    studio.release(1_000_00, 5_000, 3_000, 2_000)
    jobs.drain()
    bea = studio.people[1]
    month = clock.now().date().replace(day=1)
    [line] = statement(bea.id, studio.deal.hall, month, "EUR").lines
    assert line.text == "Your share of 30% of a release of Studio Y, less the hall’s fee"
    assert (line.gross, line.fee, line.amount) == (euro(300_00), euro(60_00), euro(240_00))
    receipt = Paper.objects.get(receiver=bea)
    assert receipt.data["lines"][0]["text"] == "Your share of 30% of what was released to Studio Y"
    assert receipt.total_minor == 60_00


def loses(studio: Studio) -> None:
    """The client's bank takes the whole payment back, and the freelancer's side bears it."""
    Policy.objects.update(chargeback_freelancer_percent=100)
    charge = {"key": studio.payment.rail_key}
    with transaction.atomic():
        open_dispute(BankCharge.objects.select_for_update().get(**charge))
    jobs.drain()
    with transaction.atomic():
        decide_dispute(BankCharge.objects.select_for_update().get(**charge), as_case=Case.LOST)
    jobs.drain()
    chargeback = studio.payment.chargebacks.get()
    with transaction.atomic():
        operations.settle_chargeback(chargeback, from_escrow={}, by=make.ENGAGEMENT)


def owe(studio: Studio) -> list[int]:
    return [queries.balance_of(who.id, studio.deal.hall).owed.minor for who in studio.people]


def test_a_lost_chargeback_is_given_back_as_it_was_shared(studio: Studio) -> None:
    studio.payment.policy = Policy.objects.first()
    studio.payment.save(update_fields=["policy"])
    studio.release(1_000_00, 5_000, 3_000, 2_000)
    loses(studio)
    assert (studio.has(), owe(studio)) == ([0, 0, 0], [0, 0, 0])
    kept = Transfer.objects.filter(kind="keep_back").count()
    assert kept == 3


def test_who_earned_nothing_of_a_lost_payment_owes_nothing(studio: Studio) -> None:
    studio.payment.policy = Policy.objects.first()
    studio.payment.save(update_fields=["policy"])
    studio.release(1_000_00, 4_000, 6_000)
    other = new_id()
    make.fund(studio.deal, 500_00, unit_id=other)
    with transaction.atomic():
        operations.release_in_shares(
            hall_id=studio.deal.hall.id, contract_id=studio.deal.contract_id, unit_id=other,
            agency_id=studio.agency.id, shares=[Share(studio.people[2].id, 10_000)], amount=euro(500_00),
            fee=euro(100_00), available_at=clock.now(), key="release:other:1", by=make.ENGAGEMENT,
        )  # fmt: skip
    loses(studio)
    assert studio.has() == [0, 0, 400_00]
