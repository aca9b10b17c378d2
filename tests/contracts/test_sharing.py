"""Contracts in an agency's name, and how what is released to it is shared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from hirehall.contracts import queries, rules
from hirehall.contracts.actions.share_out import answer_split, propose_split, withdraw_split
from hirehall.contracts.models import Split, SplitShare
from hirehall.contracts.states import Side
from hirehall.engagements.milestone.actions.make_offer import make_offer
from hirehall.engagements.milestone.actions.release_part import release_part
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import staff, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.money import invariants
from hirehall.money.models import Earning
from hirehall.people.actions.close_account import close_account
from hirehall.people.actions.make_operator import make_operator
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.models import Person
from tests.makers.agencies import Studio, make_studio, units
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import deal, eur, planned
from tests.makers.people import make_member

THREE = ("Concept", "Build", "Launch")


@pytest.fixture
def studio(db: None) -> Studio:
    return make_studio()


def three(studio: Studio):  # type: ignore[no-untyped-def]
    contract = studio.contract(*(planned(title, 1_000_00) for title in THREE))
    return contract, units(contract)


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as why:
        call()
    return why.value.code


def test_the_client_hires_the_agency_and_its_owner_leads(studio: Studio) -> None:
    contract = studio.contract()
    assert (contract.agency_id, contract.freelancer_id) == (studio.agency.id, studio.id("Mateus"))
    assert contract.freelancer_name == "Studio Y"
    assert rules.side_of(contract, studio.by("Bea")) is Side.FREELANCER
    assert rules.may_act_for(contract, studio.by("Bea"), Side.FREELANCER)
    assert not rules.may_act_for(contract, studio.by("Cyr"), Side.FREELANCER)


def test_nobody_hires_the_agency_that_they_belong_to(studio: Studio) -> None:
    def call() -> object:
        return make_offer(
            studio.hall.id, by=studio.by("Cyr"), terms=deal(), milestones=(planned(),),
            freelancer_id=studio.agency.id,
        )  # fmt: skip

    assert refused(call) == "offer.to_oneself"


def test_without_a_split_all_goes_to_who_leads(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 800_00}
    assert Earning.objects.get().share_basis_points is None
    assert contract.splits.count() == 0
    assert invariants.check() == []


def test_an_agreed_split_pays_each_member_directly(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Mateus=50, Bea=30, Cyr=20)
    studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 400_00, "Bea": 240_00, "Cyr": 160_00}
    assert invariants.check() == []


def test_it_holds_only_when_all_have_accepted(studio: Studio) -> None:
    contract, (first, second, _) = three(studio)
    split = studio.propose(contract, Mateus=50, Bea=30, Cyr=20)
    answer_split(split.id, by=studio.by("Bea"), accept=True)
    studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 800_00}
    answer_split(split.id, by=studio.by("Cyr"), accept=True)
    studio.release(studio.fund(second))
    assert studio.has() == {"Mateus": 800_00 + 400_00, "Bea": 240_00, "Cyr": 160_00}


def test_one_no_and_it_holds_for_nobody(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Mateus=100)
    split = studio.propose(contract, Mateus=50, Cyr=50)
    answer_split(split.id, by=studio.by("Cyr"), accept=False, reason="Half is too much.")
    split.refresh_from_db()
    assert (split.state, split.reason) == ("declined", "Half is too much.")
    studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 800_00}


def test_who_would_lose_a_share_is_asked_too(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Mateus=50, Cyr=50)
    split = studio.propose(contract, Mateus=50, Dan=50)
    assert split.shares.get(person_id=studio.id("Cyr")).basis_points == 0
    answer_split(split.id, by=studio.by("Dan"), accept=True)
    studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 400_00, "Cyr": 400_00}
    answer_split(split.id, by=studio.by("Cyr"), accept=True)
    assert queries.sharing_now(contract) == sorted([studio.id("Mateus"), studio.id("Dan")])


def test_who_leaves_keeps_their_share_of_what_was_funded_before(studio: Studio) -> None:
    contract, (first, second, third) = three(studio)
    studio.agree(contract, Mateus=50, Bea=30, Cyr=20)
    first, second = studio.fund(first), studio.fund(second)
    studio.release(first)
    with clock.later(hours=1):
        studio.leaves("Cyr")
        studio.release(second)
        assert studio.has() == {"Mateus": 800_00, "Bea": 480_00, "Cyr": 320_00}
        studio.release(studio.fund(third))  # 50 to 30 is 62.5 to 37.5
    assert studio.has() == {"Mateus": 800_00 + 500_00, "Bea": 480_00 + 300_00, "Cyr": 320_00}
    assert invariants.check() == []


def test_a_split_agreed_without_who_left_touches_only_what_is_funded_later(studio: Studio) -> None:
    contract, (first, second, _) = three(studio)
    studio.agree(contract, Mateus=50, Cyr=50)
    first = studio.fund(first)
    with clock.later(hours=1):
        studio.leaves("Cyr")
        split = studio.agree(contract, Mateus=10, Dan=90)
        assert [row.person_id for row in split.shares.order_by("basis_points")] == [
            studio.id("Mateus"),
            studio.id("Dan"),
        ]
        studio.release(first)
        assert studio.has() == {"Mateus": 400_00, "Cyr": 400_00}
        studio.release(studio.fund(second))
    assert studio.has() == {"Mateus": 400_00 + 80_00, "Cyr": 400_00, "Dan": 720_00}


def test_money_that_rolls_on_after_somebody_left_is_not_theirs(studio: Studio) -> None:
    contract, (first, second, _) = three(studio)
    studio.agree(contract, Mateus=50, Cyr=50)
    with clock.later(hours=1):
        studio.leaves("Cyr")
    with clock.later(hours=2):
        studio.fund(first)
        release_part(first.id, by=studio.client, amount=eur(100_00), rest="rolls_on")
        jobs.drain()
        studio.release(studio.fund(second))
    assert studio.has() == {"Mateus": 80_00 + 1_520_00}
    assert invariants.check() == []


def test_where_everybody_named_has_left_all_goes_to_who_leads(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Cyr=60, Dan=40)
    with clock.later(hours=1):
        studio.leaves("Cyr")
        studio.leaves("Dan")
        studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 800_00}


def test_a_split_that_waits_for_somebody_lapses_when_they_leave(studio: Studio) -> None:
    contract, _ = three(studio)
    split = studio.propose(contract, Mateus=50, Cyr=50)
    studio.leaves("Cyr")
    split.refresh_from_db()
    assert split.state == "lapsed"
    assert refused(lambda: answer_split(split.id, by=studio.by("Cyr"), accept=True)) == "split.not_asked"


def test_a_suspended_member_is_still_paid_and_is_named_in_nothing_new(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Mateus=50, Cyr=50)
    suspends(studio, "Cyr")
    studio.release(studio.fund(first))
    assert studio.has() == {"Mateus": 400_00, "Cyr": 400_00}
    assert refused(lambda: studio.propose(contract, Mateus=40, Cyr=60)) == "person.suspended"


def suspends(studio: Studio, name: str) -> None:

    operator = make_member("Olga Operator")
    make_operator(operator.id, by=system("command"))
    session = start_staff_session(by=actor_of(Person.objects.get(id=operator.id)), reason="Spam")
    suspend_person(studio.id(name), by=staff(operator.id, staff_session_id=session.id), reason="Spam")


def test_an_account_with_a_share_of_held_money_cannot_be_closed(studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Mateus=50, Cyr=50)
    studio.fund(first)
    studio.leaves("Cyr")
    with pytest.raises(Refused) as why:
        close_account(by=studio.by("Cyr"))
    assert why.value.code == "account.in_use"
    assert "that you have a share in" in why.value.sentence


def test_what_cannot_be_proposed(studio: Studio) -> None:
    contract, _ = three(studio)
    stranger = make_person("Stranger")

    def proposes(*shares: tuple[str, int], by: str = "Mateus") -> str:
        pairs = tuple((studio.id(name), points) for name, points in shares)
        return refused(lambda: propose_split(contract.id, by=studio.by(by), shares=pairs))

    assert proposes() == "split.nobody"
    assert proposes(("Mateus", 9_999)) == "split.not_whole"
    assert proposes(("Mateus", 5_000), ("Mateus", 5_000)) == "split.twice"
    assert proposes(("Mateus", 10_000), ("Bea", 0)) == "split.share"
    assert proposes(("Mateus", 10_001), ("Bea", -1)) == "split.share"
    outside = ((studio.id("Mateus"), 5_000), (stranger.id, 5_000))
    assert (
        refused(lambda: propose_split(contract.id, by=studio.by("Mateus"), shares=outside))
        == "split.not_a_member"
    )
    studio.propose(contract, Mateus=50, Bea=50)
    assert proposes(("Mateus", 10_000)) == "split.open"
    assert Split.objects.count() == 1


def test_who_may_propose_answer_and_withdraw(studio: Studio) -> None:
    contract, _ = three(studio)
    whole = ((studio.id("Mateus"), 10_000),)
    assert (
        refused(lambda: propose_split(contract.id, by=studio.by("Cyr"), shares=whole)) == "contract.not_found"
    )
    assert refused(lambda: propose_split(contract.id, by=studio.client, shares=whole)) == "split.not_found"
    split = studio.propose(contract, by="Bea", Mateus=50, Cyr=50)
    assert (
        refused(lambda: propose_split(contract.id, by=studio.by("Cyr"), shares=whole))
        == "contract.wrong_party"
    )
    assert refused(lambda: answer_split(split.id, by=studio.by("Dan"), accept=True)) == "split.not_found"
    assert refused(lambda: answer_split(split.id, by=studio.by("Bea"), accept=True)) == "split.not_asked"
    assert refused(lambda: answer_split(split.id, by=studio.client, accept=True)) == "split.not_found"
    assert refused(lambda: withdraw_split(split.id, by=studio.by("Cyr"))) == "contract.wrong_party"
    answer_split(split.id, by=studio.by("Cyr"), accept=True)
    assert refused(lambda: answer_split(split.id, by=studio.by("Cyr"), accept=True)) == "split.answered"
    withdraw_split(split.id, by=studio.by("Mateus"))
    assert (
        refused(lambda: answer_split(split.id, by=studio.by("Mateus"), accept=True))
        == "contract.already_answered"
    )


def test_a_member_reads_only_contracts_whose_split_names_them(studio: Studio) -> None:
    mine, other = studio.contract(), studio.contract()
    split = studio.propose(mine, Mateus=50, Cyr=50)
    cyr = studio.by("Cyr")
    assert queries.contract_for(cyr, mine.id).id == mine.id
    assert refused(lambda: queries.contract_for(cyr, other.id)) == "contract.not_found"
    rows, _ = queries.listed_contracts(cyr)
    assert [one.row.id for one in rows] == [mine.id]
    answer_split(split.id, by=cyr, accept=False)
    assert refused(lambda: queries.contract_for(cyr, mine.id)) == "contract.not_found"
    assert queries.offer_rows(cyr)[0] == []


def test_who_has_left_reads_nothing_any_more(studio: Studio) -> None:
    contract = studio.contract()
    studio.agree(contract, Mateus=50, Bea=30, Cyr=20)
    for name in ("Bea", "Cyr"):
        studio.leaves(name)
        assert (
            refused(lambda name=name: queries.contract_for(studio.by(name), contract.id))
            == "contract.not_found"
        )
        [mine] = queries.my_shares(studio.by(name))
        assert (mine.state, mine.href, mine.left_at is not None) == ("accepted", "", True)


def test_the_client_learns_nothing_of_the_split(client: Client, studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.agree(contract, Mateus=50, Bea=30, Cyr=20)
    studio.release(studio.fund(first))
    hollis = Person.objects.get(id=studio.client.person_id)
    client.force_login(hollis)
    room = client.get(f"/contracts/milestone/{contract.id}/").content.decode()
    assert "Studio Y" in room
    for name in ("Mateus", "Bea", "Cyr", "How it is shared"):
        assert name not in room, name
    assert client.get(f"/contracts/{contract.id}/split/").status_code == 404
    told = FactRow.objects.filter(about__contains=[contract.id]).values_list("name", flat=True)
    assert not [name for name in told if name.startswith("split.")]
    assert list(told).count("money.released") == 1


def test_the_agencys_people_are_told_and_asked(client: Client, studio: Studio) -> None:
    contract, _ = three(studio)
    split = studio.propose(contract, Mateus=50, Cyr=50)
    jobs.drain()
    [turn] = queries.split_turns(studio.by("Cyr"))
    assert turn.text.startswith("Your share would be 50%")
    assert queries.split_turns(studio.by("Dan")) == []
    client.force_login(studio.people["Cyr"])
    page = client.get(f"/contracts/{contract.id}/split/").content.decode()
    assert "Your turn: do you agree to these shares?" in page
    client.post(f"/contract-splits/{split.id}/answer/", {"answer": "accept"})
    assert "Agreed" in client.get("/shares/").content.decode()
    client.force_login(studio.people["Bea"])
    room = client.get(f"/contracts/milestone/{contract.id}/").content.decode()
    assert "How it is shared" in room
    assert "Deliver work" not in room
    typed = {f"share-{studio.id('Mateus')}": "33.33", f"share-{studio.id('Bea')}": "66,67"}
    client.post(f"/contracts/{contract.id}/split/", typed)
    newest = Split.objects.latest("number")
    points = newest.shares.values_list("basis_points", flat=True).order_by("basis_points")
    assert list(points) == [0, 3_333, 6_667]
    wrong = client.post(f"/contracts/{contract.id}/split/", {f"share-{studio.id('Bea')}": "a lot"})
    assert wrong.status_code == 422
    assert "is not a share" in wrong.content.decode()


def test_a_member_who_may_only_read_has_no_buttons(client: Client, studio: Studio) -> None:
    contract, (first, *_) = three(studio)
    studio.fund(first)
    studio.agree(contract, Mateus=50, Cyr=50)
    for name, sees in (("Bea", True), ("Cyr", False)):
        client.force_login(studio.people[name])
        room = client.get(f"/contracts/milestone/{contract.id}/").content.decode()
        assert ("Deliver work" in room) is sees, name
        assert ("End the contract" in room) is sees, name


def test_own_data_has_every_share(studio: Studio) -> None:
    contract, _ = three(studio)
    studio.agree(contract, Mateus=50, Cyr=50)
    [share] = queries.exported(studio.id("Cyr"))["shares"]
    assert (share["basis_points"], share["split__contract__agency__name"]) == (5_000, "Studio Y")
    assert SplitShare.objects.count() == 2
