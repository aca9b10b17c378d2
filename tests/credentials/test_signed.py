"""From a finished contract to a verdict: what is signed, what is never in it, and what stops it."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from pytest_django.fixtures import Settings

from hirehall.conversations.models import Notice
from hirehall.credentials import actions, operations, queries
from hirehall.credentials.models import Credential, Elsewhere, SigningKey
from hirehall.credentials.queries import Outcome, gather, gathering, judge
from hirehall.credentials.signing import bits, integrity, keys
from hirehall.credentials.signing.terms import V2
from hirehall.credentials.states import Standing
from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.fetching import Fetched
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Refused
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.reputation.models import OtherEvidence, ReviewWindow
from tests.credentials.issuer import DID, PUBLIC, a_badge, a_token, body_for
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.credentials import confirm_email, make_credential, make_earned
from tests.makers.reputation import make_window
from tests.portfolio.test_gallery import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def mara(hall: Hall) -> Person:
    return make_person("Mara Lindqvist", Hat.CLIENT)


@pytest.fixture
def ida(hall: Hall) -> Person:
    return make_person("Ida Sørensen")


def test_a_contract_becomes_a_credential_that_anybody_can_verify(
    hall: Hall, mara: Person, ida: Person, client: Client
) -> None:
    window = make_earned(hall, mara, ida)
    client.force_login(ida, backend=BACKEND)
    assert "A logo for the boatyard" in client.get("/credentials/").content.decode()
    path = f"/credentials/new/contract/{window.contract_id}/"
    assert "Clear, quick and kind." in client.get(path).content.decode()
    there = client.post(path, {"key": "one", "shown": "yes"})["Location"]
    assert client.post(path, {"key": "one", "shown": "yes"})["Location"] == there
    client.logout()
    assert "genuine and counts" in client.get(there).content.decode()
    signed, token = client.get(f"{there}credential.json"), client.get(f"{there}credential.jwt")
    assert signed["Content-Type"] == "application/vc"
    for given in (signed.content.decode(), token.content.decode()):
        page = client.post("/verify/", {"text": given}).content.decode()
        assert "genuine and counts" in page
        assert "Clear, quick and kind." in page
    by_link = client.post("/verify/", {"link": json.loads(signed.content)["id"]}).content.decode()
    assert "genuine and counts" in by_link
    elsewhere = client.post("/verify/", {"link": "https://school.example/1.json"}).content.decode()
    assert "asks only issuers that its operator has named" in elsewhere
    document = json.loads(client.get("/.well-known/did.json").content)
    assert document["id"] == json.loads(signed.content)["issuer"]["id"]
    assert len(document["assertionMethod"]) == 1
    whole = client.get(f"{there}bundle.zip")
    assert whole.status_code == 302  # the bundle is for whoever it is about, after signing in


def test_what_nobody_may_see_is_not_there(hall: Hall, mara: Person, ida: Person, client: Client) -> None:
    made = make_credential(hall, mara, ida, shown=False)
    paths = [
        f"/credentials/{made.id}/{end}" for end in ("", "credential.json", "credential.jwt", "bundle.zip")
    ]
    client.force_login(mara, backend=BACKEND)
    assert {client.get(path).status_code for path in paths} == {404}
    client.force_login(ida, backend=BACKEND)
    assert {client.get(path).status_code for path in paths} == {200}


def test_no_rung_no_title_no_client_and_no_amount_are_in_it(hall: Hall, mara: Person, ida: Person) -> None:
    made = make_credential(hall, mara, ida)
    for form in (json.dumps(made.document), json.dumps(judge(made.token).credential)):
        for never in ("rung", "cannot_tell", "boatyard", "Mara", "500", "Ida", ida.email):
            # as a word: signatures and identifiers are made of letters and digits that fall as they like
            assert not re.search(rf"(?<![0-9A-Za-z-]){re.escape(never)}(?![0-9A-Za-z-])", form), never
    assert made.document["credentialSubject"]["term"] == f"{clock.now().year} Q{(clock.now().month + 2) // 3}"


def test_the_client_agrees_and_may_think_again_until_it_is_signed(
    hall: Hall, mara: Person, ida: Person
) -> None:
    by, client = actor_of(ida), actor_of(mara)
    one, two = make_earned(hall, mara, ida), make_earned(hall, mara, ida)
    for window in (one, two):
        actions.ask_consent(window.contract_id, by=by)
        actions.answer_consent(window.contract_id, by=client, names_client=True, tells_amount=True)
    with pytest.raises(Refused, match="asked already"):
        actions.ask_consent(one.contract_id, by=by)
    actions.withdraw_consent(two.contract_id, by=client)
    named = actions.issue_credential("contract", one.contract_id, by=by)
    unnamed = actions.issue_credential("contract", two.contract_id, by=by)
    assert named.document["credentialSubject"]["source"]["name"] == "Mara Lindqvist"
    assert named.document["credentialSubject"]["result"][0]["value"] == "500.00 EUR"
    assert "source" not in unnamed.document["credentialSubject"]
    with pytest.raises(Refused) as refused:
        actions.withdraw_consent(one.contract_id, by=client)
    assert refused.value.code == "consent.issued"
    jobs.drain()
    assert Notice.objects.filter(person=mara, kind="review.consent").count() == 2
    assert Notice.objects.filter(person=ida, kind="review.consent").count() == 3


def test_it_waits_for_the_reviews_and_is_signed_once(hall: Hall, mara: Person, ida: Person) -> None:
    open_one = make_window(hall, mara, ida)
    with pytest.raises(Refused) as refused:
        actions.issue_credential("contract", open_one.contract_id, by=actor_of(ida))
    assert refused.value.code == "credential.reviews_open"
    made = make_credential(hall, mara, ida)
    with pytest.raises(Refused) as refused:
        actions.issue_credential("contract", made.source_id, by=actor_of(ida))
    assert refused.value.code == "credential.exists"
    assert Credential.objects.count() == 1


def test_what_was_changed_is_not_genuine_and_what_means_nothing_is_not_signed(
    hall: Hall, mara: Person, ida: Person
) -> None:
    made = make_credential(hall, mara, ida)
    changed = json.loads(json.dumps(made.document))
    changed["evidence"][0]["narrative"] = "The best that I have ever seen."
    assert judge(json.dumps(changed)).outcome is Outcome.INVALID
    head, _, tail = made.token.split(".")
    assert judge(f"{head}.{'A' * 40}.{tail}").outcome is Outcome.INVALID
    forged = a_badge("x@y.example", issuer=made.key.did)  # names the hall, signed with another key
    assert judge(forged).outcome is Outcome.INVALID
    added = {**made.document, "rungs": {"rung1": "yes"}}
    assert "has no meaning" in judge(json.dumps(added)).steps[1].says
    key, private = keys.new_key()
    for word in ({"rung1": "yes"}, {"type": ["VerifiableCredential", "Hero"]}):
        with pytest.raises(keys.Unreadable, match="has no meaning"):
            integrity.sign(
                {**body_for("x@y.example"), **word}, method=f"did:key:{key}", private=private, created=""
            )


def test_a_bank_suspends_restores_and_revokes_it(
    hall: Hall, mara: Person, ida: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("hirehall.credentials.actions.follow_bank")
    made = make_credential(hall, mara, ida)
    seen = []
    for says in (Standing.SUSPENDED, Standing.ISSUED, Standing.REVOKED, Standing.ISSUED):
        monkeypatch.setattr(module, "bank_says", lambda _contract_id, says=says: says)
        actions.follow_bank(made.source_id, by=system("clock"))
        seen.append((judge(made.token).outcome, judge(json.dumps(made.document)).outcome))
    assert seen == [
        2 * (one,) for one in (Outcome.SUSPENDED, Outcome.VALID, Outcome.REVOKED, Outcome.REVOKED)
    ]
    jobs.drain()
    assert Notice.objects.filter(person=ida, kind="review.credential").count() == 3


def test_the_hall_revokes_with_a_reason_and_the_list_says_so(
    hall: Hall, mara: Person, ida: Person, client: Client
) -> None:
    made = make_credential(hall, mara, ida)
    entry = made.document["credentialStatus"][0]
    path = entry["statusListCredential"].removeprefix("http://127.0.0.1:8000").partition("/credentials")[2]
    before = json.loads(client.get(f"/credentials{path}").content)
    assert judge(json.dumps(before)).steps[1].went is True
    desk = actor_of(make_person("Vera Feldhaus")).serving(hall.id, staff_session_id=new_id())
    with pytest.raises(Refused, match="Say why"):
        actions.revoke_credential(made.id, by=desk, reason=" ")
    other = actions.revoke_credential(make_credential(hall, mara, ida).id, by=desk, reason="It was not so.")
    assert judge(other.token).outcome is Outcome.REVOKED
    jobs.drain()
    assert "It was not so." in Notice.objects.get(person=ida, kind="review.credential").sentence
    actions.take_back_credential(made.id, by=actor_of(ida))
    after = json.loads(client.get(f"/credentials{path}").content)
    place = int(entry["statusListIndex"])
    assert bits.is_set(after["credentialSubject"]["encodedList"], place)
    assert not bits.is_set(before["credentialSubject"]["encodedList"], place)
    again = actions.issue_credential("contract", made.source_id, by=actor_of(ida))
    assert judge(again.token).outcome is Outcome.VALID
    assert judge(made.token).outcome is Outcome.REVOKED


def test_old_keys_stay_when_the_hall_takes_a_new_one_and_when_it_moves(
    hall: Hall, mara: Person, ida: Person
) -> None:
    first = make_credential(hall, mara, ida)

    with transaction.atomic():
        operations.new_key(hall, reason="Each year.", by=system("desk"))
    second = make_credential(hall, mara, ida)
    Hall.objects.filter(id=hall.id).update(domain="boats.example")
    third = make_credential(hall, mara, ida)
    assert [one.key.number for one in (first, second, third)] == [1, 2, 3]
    assert third.key.did == "did:web:boats.example:8000".replace(":8000", "%3A8000")
    assert {judge(one.token).outcome for one in (first, second, third)} == {Outcome.VALID}
    assert len(queries.did_document_of(first.key.did)["assertionMethod"]) == 2
    assert SigningKey.objects.filter(retired_at=None).count() == 1


def test_the_bundle_holds_all_that_checking_takes(
    hall: Hall, mara: Person, ida: Person, client: Client
) -> None:
    made = make_credential(hall, mara, ida)
    client.force_login(ida, backend=BACKEND)
    data = client.get(f"/credentials/{made.id}/bundle.zip").content
    with zipfile.ZipFile(BytesIO(data)) as bundle:
        names = set(bundle.namelist())
        assert json.loads(bundle.read("credential.json")) == made.document
    assert names >= {
        "README.md", "credential.html", "credential.jwt", "did.json", "status-revocation.json",
        "status-suspension.json", "contexts/credentials-v2.json", "contexts/ob-3.0.3.json",
    }  # fmt: skip
    page = client.post("/verify/", {"file": SimpleUploadedFile("credential.zip", data)})
    assert "genuine and counts" in page.content.decode()


def test_what_is_verified_elsewhere_is_about_the_person_and_somebody_elses_never(
    ida: Person, mara: Person
) -> None:
    confirm_email(ida)
    badge = a_badge(ida.email)
    with pytest.raises(Refused) as refused:
        actions.import_credential(badge, by=actor_of(mara))
    assert refused.value.code == "credential.somebody_else"
    brought = actions.import_credential(badge, by=actor_of(ida))
    assert (brought.issuer, brought.issuer_name, brought.name) == (DID, "The Pilot School", "Harbour pilot")
    with pytest.raises(Refused) as refused:
        actions.import_credential(badge, by=actor_of(ida))
    assert refused.value.code == "credential.known"
    actions.import_credential(a_token(ida.email), by=actor_of(ida))
    assert Elsewhere.objects.count() == 2


def test_what_an_issuer_that_the_operator_named_has_signed_enters_standing(hall: Hall, ida: Person) -> None:
    confirm_email(ida)
    by, did, (public, private) = actor_of(ida).at(hall.id), "did:web:school.example", keys.new_key()
    badge = a_badge(ida.email, issuer=did, method=f"{did}#key-1", private=private)
    document = json.dumps(keys.did_document(did, [("key-1", public)]))
    actions.import_credential(a_badge(ida.email), by=by)  # signed with a key that may be her own
    assert OtherEvidence.objects.count() == 0
    brought = actions.import_credential(badge, by=by, gathered={keys.web_address(did): document})
    assert OtherEvidence.objects.get().source_id == brought.id
    actions.remove_import(brought.id, by=by)
    assert OtherEvidence.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({"validUntil": "2026-02-01T00:00:00Z"}, Outcome.EXPIRED),
        ({"validFrom": "2999-02-01T00:00:00Z"}, Outcome.EXPIRED),
        ({"issuer": "did:web:school.example"}, Outcome.INVALID),
        (
            {
                "credentialStatus": {
                    "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5",
                    "statusListCredential": "https://school.example/list",
                }
            },
            Outcome.UNDECIDED,
        ),
    ],
)  # fmt: skip
def test_only_what_counts_and_is_known_to_count_is_taken_in(
    ida: Person, more: dict[str, Any], outcome: Outcome
) -> None:
    confirm_email(ida)
    badge = a_badge(ida.email, **more)
    assert judge(badge).outcome is outcome
    with pytest.raises(Refused) as refused:
        actions.import_credential(badge, by=actor_of(ida))
    assert refused.value.code == "credential.not_valid"
    assert not Elsewhere.objects.exists()


def test_a_foreign_issuer_is_asked_only_when_the_operator_names_it(
    ida: Person, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    did = "did:web:school.example"
    public, private = keys.new_key()
    address = "https://school.example/list"
    status = {
        "type": "BitstringStatusListEntry", "statusPurpose": "revocation", "statusListIndex": "5",
        "statusListCredential": address,
    }  # fmt: skip
    signing = {"method": f"{did}#key-1", "private": private}
    badge = a_badge(ida.email, issuer=did, credentialStatus=status, **signing)

    def listed(*places: int) -> str:
        body = {
            "@context": [V2], "id": address, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": did, "credentialSubject": {
                "type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": bits.encode(places)
            },
        }  # fmt: skip
        return json.dumps(integrity.sign(body, created="2026-01-01T00:00:00Z", **signing))

    there = {
        "https://school.example/.well-known/did.json": json.dumps(
            keys.did_document(did, [("key-1", public)])
        ),
        address: listed(),
    }
    asked = []

    def fetch(at: str, _limits: object) -> Fetched:
        asked.append(at)
        return Fetched(at, changed=True, body=there[at].encode())

    monkeypatch.setattr(gathering, "fetch", fetch)
    assert judge(badge, gather(badge)).outcome is Outcome.UNDECIDED
    assert asked == []
    settings.CONFIG = replace(settings.CONFIG, credential_issuers=("school.example",))
    assert judge(badge, gather(badge)).outcome is Outcome.VALID
    assert sorted(asked) == sorted(there)
    there[address] = listed(5)
    assert judge(badge, gather(badge)).outcome is Outcome.REVOKED


def test_an_account_that_closes_leaves_nothing_but_the_bit(hall: Hall, mara: Person, ida: Person) -> None:
    made = make_credential(hall, mara, ida)
    token = made.token
    operations.erase_of(ida.id)
    made.refresh_from_db()
    assert (made.document, made.token, made.name) == ({}, "", "")
    assert judge(token).outcome is Outcome.REVOKED
    assert PUBLIC.startswith("z6Mk")
    assert ReviewWindow.objects.count() == 1
