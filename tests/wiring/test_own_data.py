"""Closing an account and taking one's data along, over all modules."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from hirehall.files.models import StoredFile
from hirehall.files.operations import bytes_of
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.refused import Refused
from hirehall.market.actions.shortlist_proposal import shortlist_proposal
from hirehall.market.models import Brief, Proposal
from hirehall.market.queries import own_data as market
from hirehall.money import invariants
from hirehall.money.actions.request_payout import request_payout
from hirehall.money.actions.save_destination import save_destination
from hirehall.money.models import Destination
from hirehall.money.queries.balances import available_of
from hirehall.people.actions.ask_own_data import ask_own_data
from hirehall.people.actions.close_account import close_account
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.contracts import make_pair
from tests.makers.market import make_brief, make_draft, make_proposal, make_proposal_draft

pytestmark = pytest.mark.django_db


def reason(by: Actor) -> str:
    with pytest.raises(Refused) as caught:
        close_account(by=by)
    assert caught.value.code == "account.in_use"
    assert Person.objects.get(id=by.person_id).closed_at is None
    return caught.value.sentence


def test_neither_side_of_an_open_contract_can_close_the_account() -> None:
    pair = make_pair()
    pair.contract()
    assert "End your open contract (1) first." in reason(pair.client)
    assert "End your open contract (1) first." in reason(pair.freelancer)


def test_who_is_owed_money_closes_after_the_payout_has_arrived_and_the_books_stand() -> None:
    pair = make_pair()
    pair.finished()
    assert "ask for a payout first" in reason(pair.freelancer)
    hall, freelancer = pair.hall, pair.freelancer
    assert freelancer.person_id is not None
    with clock.later(days=30):
        where = save_destination(
            hall.id, kind="sandbox", holder="Mateus", number="SANDBOX-PAYS", by=freelancer
        )
        amount = available_of(freelancer.person_id, hall.id, "EUR")
        request_payout(where.id, amount=amount, by=freelancer)
        jobs.drain()
        close_account(by=freelancer)
        close_account(by=pair.client)
        jobs.drain()
    gone = Destination.objects.get(id=where.id)
    assert (gone.holder, gone.number, gone.hint) == ("Closed account", "", "erased")
    assert {who.name for who in Person.objects.all()} == {"Closed account"}
    assert list(invariants.check()) == []


def test_open_briefs_and_proposals_keep_the_account_open_and_drafts_go_with_it() -> None:
    hall = make_hall()
    client, freelancer = (
        actor_of(make_person(name, hat)) for name, hat in (("Ida", Hat.CLIENT), ("Mara", Hat.FREELANCER))
    )
    brief = make_brief(hall, client)
    make_proposal(brief, freelancer)
    assert "Close your open brief (1) first." in reason(client)
    assert "Withdraw your open proposal (1) first" in reason(freelancer)
    other = actor_of(make_person("Jon", Hat.CLIENT))
    make_draft(hall, other)
    close_account(by=other)
    assert list(Brief.objects.all()) == [brief]
    drafter = actor_of(make_person("Nils"))
    make_proposal_draft(brief, drafter)
    close_account(by=drafter)
    assert Proposal.objects.count() == 1


def test_the_archive_holds_a_file_of_every_topic() -> None:
    pair = make_pair()
    pair.finished()
    export = ask_own_data(by=pair.freelancer)
    jobs.drain()
    stored = StoredFile.objects.get(subject_kind="own_data", subject_id=export.id)
    archive = zipfile.ZipFile(io.BytesIO(bytes_of(stored)))
    names = set(archive.namelist())
    assert {
        "person.json", "contracts.json", "money.json", "briefs-and-proposals.json", "reviews.json",
        "notices-and-messages.json", "skills-and-portfolio.json",
    } <= names  # fmt: skip
    assert len(json.loads(archive.read("contracts.json"))["contracts"]) == 1
    (earning,) = json.loads(archive.read("money.json"))["earnings"]
    assert (earning["gross_minor"], earning["net_minor"]) == (1_000_00, 800_00)


def test_the_archive_does_not_hold_what_the_client_noted_for_their_own_side() -> None:
    hall = make_hall()
    client, freelancer = actor_of(make_person("Ida", Hat.CLIENT)), actor_of(make_person("Mara"))
    proposal = make_proposal(make_brief(hall, client), freelancer)
    shortlist_proposal(proposal.id, by=client, note="Cheap, but slow.")
    assert freelancer.person_id is not None
    told = market.exported(freelancer.person_id)
    assert [row["state"] for row in told["proposals"]] == ["shortlisted"]
    assert "Cheap" not in str(told)
