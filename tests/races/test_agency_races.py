"""Two at the same moment, in matters of an agency: last answers, leaving, proposing, releasing."""

from __future__ import annotations

import pytest

from hirehall.contracts.actions.share_out import answer_split, propose_split
from hirehall.contracts.models import Split
from hirehall.contracts.queries import shares_under
from hirehall.engagements.milestone.actions.accept_delivery import accept_delivery
from hirehall.engagements.milestone.actions.deliver_work import deliver_work
from hirehall.foundation import clock
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.people.actions.end_membership import end_membership
from tests.makers.agencies import Studio, make_studio, units
from tests.races.together import together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def codes(outcomes: list[object]) -> list[str]:
    return sorted(found.code for found in outcomes if isinstance(found, Refused))


def faults(outcomes: list[object]) -> list[object]:
    return [found for found in outcomes if isinstance(found, Exception) and not isinstance(found, Refused)]


@pytest.fixture
def studio() -> Studio:
    return make_studio()


def test_the_last_two_answers_at_once_agree_exactly_once(studio: Studio) -> None:
    contract = studio.contract()
    split = studio.propose(contract, Mateus=40, Bea=30, Cyr=30)
    actors = [studio.by("Bea"), studio.by("Cyr")]
    outcomes = together(*[lambda by=by: answer_split(split.id, by=by, accept=True) for by in actors])
    split.refresh_from_db()
    assert (codes(outcomes), faults(outcomes), split.state) == ([], [], "accepted")


def test_of_a_yes_and_a_no_at_once_the_split_never_holds_without_both(studio: Studio) -> None:
    contract = studio.contract()
    split = studio.propose(contract, Mateus=50, Cyr=50)
    by = studio.by("Cyr")
    outcomes = together(
        lambda: answer_split(split.id, by=by, accept=True),
        lambda: answer_split(split.id, by=by, accept=False),
    )
    split.refresh_from_db()
    assert faults(outcomes) == []
    assert codes(outcomes) == ["contract.already_answered"]
    assert split.state in {"accepted", "declined"}


def test_who_accepts_and_leaves_at_once_is_bound_by_neither_or_both(studio: Studio) -> None:
    contract = studio.contract()
    split = studio.propose(contract, Mateus=50, Cyr=50)
    by = studio.by("Cyr")
    outcomes = together(
        lambda: answer_split(split.id, by=by, accept=True),
        lambda: end_membership(studio.agency.id, studio.id("Cyr"), by=by),
    )
    split.refresh_from_db()
    assert faults(outcomes) == []
    share = split.shares.get(person_id=studio.id("Cyr"))
    assert share.left_at is not None
    assert split.state in {"accepted", "lapsed"}
    later = shares_under(list(contract.splits.filter(state="accepted")), clock.now())
    assert [one.person_id for one in later] == ([studio.id("Mateus")] if split.state == "accepted" else [])


def test_of_two_splits_at_once_one_waits(studio: Studio) -> None:
    contract = studio.contract()
    whole = ((studio.id("Cyr"), 10_000),)
    actors = [studio.by("Mateus"), studio.by("Bea")]
    outcomes = together(*[lambda by=by: propose_split(contract.id, by=by, shares=whole) for by in actors])
    assert (codes(outcomes), faults(outcomes)) == (["split.open"], [])
    assert Split.objects.count() == 1


def test_nobody_is_named_who_leaves_at_that_moment(studio: Studio) -> None:
    contract = studio.contract()
    proposer, leaver = studio.by("Mateus"), studio.by("Cyr")
    shares = ((studio.id("Mateus"), 5_000), (studio.id("Cyr"), 5_000))
    outcomes = together(
        lambda: propose_split(contract.id, by=proposer, shares=shares),
        lambda: end_membership(studio.agency.id, studio.id("Cyr"), by=leaver),
    )
    assert faults(outcomes) == []
    states = list(Split.objects.values_list("state", flat=True))
    assert (codes(outcomes), states) in ((["split.not_a_member"], []), ([], ["lapsed"]))


def test_a_release_and_the_last_yes_at_once_pay_by_one_rule_whole(studio: Studio) -> None:
    contract = studio.contract()
    milestone = studio.fund(units(contract)[0])
    deliver_work(milestone.id, by=studio.by("Mateus"), note="All of it, and the notes.")
    split = studio.propose(contract, Mateus=50, Cyr=50)
    cyr, client = studio.by("Cyr"), studio.client
    outcomes = together(
        lambda: answer_split(split.id, by=cyr, accept=True), lambda: accept_delivery(milestone.id, by=client)
    )
    assert faults(outcomes) == []
    earned = sorted(Earning.objects.values_list("net_minor", flat=True))
    assert earned in ([800_00], [400_00, 400_00])
    assert invariants.check() == []
