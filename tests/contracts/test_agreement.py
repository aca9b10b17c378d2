"""The agreement: what was agreed as a paper, the same bytes whenever it is drawn, its hash on the page."""

from __future__ import annotations

import hashlib

from django.urls import reverse

from hirehall.contracts import operations
from hirehall.contracts.models import TermsVersion
from hirehall.engagements.milestone.actions.change_terms import accept_terms, propose_terms
from hirehall.files.models import StoredFile
from hirehall.foundation import clock, jobs
from tests.makers.contracts import Pair, deal, make_pair, planned
from tests.milestone.test_api import Caller
from tests.milestone.test_pages import signed_in


def test_a_contract_has_its_agreement_with_its_hash_on_the_page(pair: Pair) -> None:
    contract = pair.contract()
    terms = contract.terms.get()
    stored = StoredFile.objects.get(id=terms.agreement_file_id)
    for side in ("client", "freelancer"):
        browser = signed_in(pair, side)
        page = browser.get(reverse("milestone:contract", args=[contract.id])).content.decode()
        assert terms.agreement_sha256 in page
        download = browser.get(reverse("files:file", args=[stored.id]))
        content = b"".join(download) if download.streaming else download.content
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == terms.agreement_sha256


def test_the_same_terms_always_give_the_same_bytes(pair: Pair) -> None:
    contract = pair.contract()
    terms = TermsVersion.objects.select_related("written_by", "answered_by").get()
    with clock.later(days=3):
        again = operations.draw(contract, terms)
    assert hashlib.sha256(again).hexdigest() == terms.agreement_sha256


def test_new_terms_bring_a_new_agreement_and_keep_the_old_one(pair: Pair) -> None:
    contract = pair.contract()
    proposed = propose_terms(
        contract.id, by=pair.freelancer, terms=deal(note="Longer."), milestones=(planned(),)
    )
    accept_terms(proposed.id, by=pair.client)
    jobs.drain()
    first, second = TermsVersion.objects.order_by("number")
    assert first.agreement_sha256 != second.agreement_sha256
    assert first.agreement_file_id != second.agreement_file_id
    assert StoredFile.objects.filter(subject_kind="contract", subject_id=contract.id).count() == 2


def test_a_stranger_does_not_get_the_agreement(pair: Pair) -> None:
    terms = pair.contract().terms.get()
    other = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
    answer = signed_in(other, "client").get(reverse("files:file", args=[terms.agreement_file_id]))
    assert answer.status_code == 404


def test_the_agreement_comes_by_call_with_the_same_bytes(pair: Pair) -> None:
    contract = pair.contract()
    terms = contract.terms.get()
    path = f"/api/v1/contracts/{contract.id}/terms/{terms.number}/agreement"
    caller = Caller(pair.freelancer)
    answer = caller.browser.get(path, headers=caller.headers)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert hashlib.sha256(answer.content).hexdigest() == terms.agreement_sha256
    assert caller.get(f"/contracts/{contract.id}/terms/9/agreement")[0] == 404
    other = make_pair(pair.hall, client="Nadia Brandt", freelancer="Joao Teles")
    assert Caller(other.client).get(path.removeprefix("/api/v1"))[0] == 404
