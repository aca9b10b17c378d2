"""A contract taken out: what is in the file, and for whom."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from hirehall.contracts.models import TermsVersion
from hirehall.contracts.queries import archive_of
from hirehall.conversations.actions import send_message
from hirehall.engagements.milestone.actions.begin_funding import begin_funding
from hirehall.engagements.milestone.models import Milestone
from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair, make_pair


@pytest.fixture
def pair(db: None) -> Pair:
    return make_pair()


def unpacked(by: Actor, contract_id: object) -> dict[str, bytes]:
    _, content = archive_of(by, contract_id)  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_both_sides_take_out_terms_history_papers_and_what_they_wrote(pair: Pair) -> None:
    contract = pair.finished()
    send_message(contract.thread_id, by=pair.client, text="Thank you, all of it works.")
    jobs.drain()
    for by in (pair.client, pair.freelancer):
        files = unpacked(by, contract.id)
        assert json.loads(files["contract.json"])["origin"] == "marketplace"
        assert "contract.ended" in [row["what"] for row in json.loads(files["history.json"])]
        assert "You released" in files["history.md"].decode() or by is pair.freelancer
        assert "By milestones, begun on" in files["README.txt"].decode()
        assert not {"hours.json", "order.json", "unit_order.json"} & files.keys(), "of other ways of working"
        assert json.loads(files["messages.json"])[-1]["text"] == "Thank you, all of it works."
        assert json.loads(files["deliveries.json"])[0]["number"] == 1
        assert json.loads(files["units.json"])[0]["released_minor"] == 1_000_00
        assert all(line["entries"] for line in json.loads(files["ledger.json"]))
        assert b"Shop relaunch" in files["terms/terms-1.md"]
        [agreement] = [name for name in files if name.startswith("agreements/")]
        terms = TermsVersion.objects.get(contract=contract, number=1)
        assert hashlib.sha256(files[agreement]).hexdigest() == terms.agreement_sha256
        assert [name for name in files if name.startswith("receipts/")]


def test_each_side_finds_its_own_receipts_only(pair: Pair) -> None:
    contract = pair.finished()
    names = [
        {name for name in unpacked(by, contract.id) if name.startswith("receipts/")}
        for by in (pair.client, pair.freelancer)
    ]
    assert names[0]
    assert names[1]
    assert not names[0] & names[1]


def test_why_a_bank_said_no_stays_with_the_client(pair: Pair) -> None:
    contract = pair.contract()
    milestone = Milestone.objects.filter(contract=contract).earliest("position")
    begin_funding(milestone.id, by=pair.client, method="sandbox.declined")
    jobs.drain()
    [failed] = FactRow.objects.filter(name="milestone.funding_failed")
    assert failed.data["reason"]
    history = json.loads(unpacked(pair.freelancer, contract.id)["history.json"])
    [told] = [row for row in history if row["what"] == "milestone.funding_failed"]
    assert "reason" not in told


def test_a_stranger_takes_nothing_out(pair: Pair, client: Client) -> None:
    contract = pair.contract()
    stranger = make_person("Sverre Strand")
    with pytest.raises(Refused) as found:
        archive_of(actor_of(stranger), contract.id)
    assert found.value.code == "contract.not_found"
    client.force_login(stranger)
    assert client.get(reverse("contracts:archive", args=[contract.id])).status_code == 404


def test_the_room_leads_to_the_file(pair: Pair, client: Client) -> None:
    contract = pair.contract()
    client.force_login(Person.objects.get(id=pair.client.person_id))
    address = reverse("contracts:archive", args=[contract.id])
    assert address in client.get(reverse("milestone:contract", args=[contract.id])).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
