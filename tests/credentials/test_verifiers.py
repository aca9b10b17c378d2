"""Tools that we did not write say the same: Digital Bazaar’s suite and jose (JavaScript), and openvc-core (Python)."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openvc.errors import OpenvcError
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.status.bitstring import decode_bitstring, get_status_bit

from hirehall.credentials import actions, operations
from hirehall.credentials.models import Credential
from hirehall.credentials.queries import Outcome, did_document_of, judge, status_body
from hirehall.credentials.queries.documents import PURPOSES
from hirehall.credentials.signing import keys, tokens
from hirehall.credentials.signing.terms import FILES, context_of
from hirehall.credentials.states import Cause, Standing
from hirehall.foundation.actor import Hat, system
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.credentials import make_earned

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent / "verifiers"
ROOT = Path(__file__).resolve().parents[2]
ASKED = '„Schön“, she said: 100 % \t\\ "done"\r\nand then 🚢, in the end — &c. <b>never</b> \u2028 \u00a0.'
Case = dict[str, Any]


def test_tools_that_we_did_not_write_agree_with_every_verdict() -> None:
    cases = _cases()
    subprocess.run([ROOT / "tools" / "verifiers"], check=True)
    asked = {"cases": cases, "contexts": {address: context_of(address) for address in FILES}}
    ran = subprocess.run(
        ["node", "verify.mjs"], cwd=HERE, input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    answers = json.loads(ran.stdout)
    good = {"proof": True, "token": True, "revoked": False, "suspended": False}
    wanted = {
        "genuine": good, "named": good, "by an old key": good,
        "tampered": {**good, "proof": False, "token": False},
        "revoked": {**good, "revoked": True},
        "suspended": {**good, "suspended": True},
    }  # fmt: skip
    assert answers == wanted
    for name, case in cases.items():
        assert {**wanted[name], **_by_openvc(case)} == wanted[name], (
            name
        )  # it reads tokens of the older form only
        assert _by_us(case) == wanted[name], name


def _cases() -> dict[str, Case]:
    """One of each: as it should be, with the client’s name, by a retired key, changed, revoked, suspended."""
    hall = make_hall()
    mara, ida = make_person("Mara “Ö” Lindqvist", Hat.CLIENT), make_person("Ida Sørensen")
    made: dict[str, Credential] = {}
    for name in ("by an old key", "genuine", "named", "revoked", "suspended"):
        window = make_earned(hall, mara, ida)
        window.reviews.filter(direction="of_freelancer").update(text=ASKED)
        if name == "named":
            actions.ask_consent(window.contract_id, by=actor_of(ida))
            actions.answer_consent(
                window.contract_id, by=actor_of(mara), names_client=True, tells_amount=True
            )
        made[name] = actions.issue_credential("contract", window.contract_id, by=actor_of(ida))
        if name == "by an old key":
            operations.new_key(hall, reason="Each year.", by=system("desk"))
    operations.stop(made["revoked"], Standing.REVOKED, Cause.HALL, by=system("desk"))
    operations.stop(made["suspended"], Standing.SUSPENDED, Cause.BANK, by=system("desk"))
    cases = {name: _case(row) for name, row in made.items()}
    return {**cases, "tampered": _tampered(cases["genuine"])}


def _case(row: Credential) -> Case:
    listed = row.status_list
    listed.refresh_from_db()
    return {
        "credential": row.document,
        "token": row.token,
        "did": did_document_of(row.key.did),
        "lists": {
            f"{listed.address}/{purpose}": operations.signed_status(
                listed, purpose, status_body(listed, purpose)
            )
            for purpose in PURPOSES
        },
    }


def _tampered(case: Case) -> Case:
    """One word of it changed, in both forms; the signatures stay."""
    changed = json.loads(json.dumps(case["credential"]))
    changed["credentialSubject"]["achievement"]["name"] = "Paid contract in brain surgery"
    head, payload, signature = case["token"].split(".")
    said = json.loads(tokens.unbase64(payload))
    said["name"] = "Paid contract in brain surgery"
    token = f"{head}.{tokens.base64url(json.dumps(said).encode())}.{signature}"
    return {**case, "credential": changed, "token": token}


def _by_us(case: Case) -> dict[str, bool]:
    forms = [judge(json.dumps(case["credential"])), judge(case["token"])]
    proof, token = (one.steps[1].went is True for one in forms)
    at = {one.outcome for one in forms}
    return {
        "proof": proof, "token": token, "revoked": at == {Outcome.REVOKED}, "suspended": at == {Outcome.SUSPENDED}
    }  # fmt: skip


def _by_openvc(case: Case) -> dict[str, bool]:
    contexts = {address: context_of(address) for address in FILES}
    method = case["credential"]["proof"]["verificationMethod"]
    key = keys.public_key(keys.key_in(case["did"], method))
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": tokens.base64url(key.public_bytes_raw())}

    def holds(check: Callable[[], object]) -> bool:
        try:
            check()
        except OpenvcError:
            return False
        return True

    def bit(purpose: str) -> bool:
        entry = next(one for one in case["credential"]["credentialStatus"] if one["statusPurpose"] == purpose)
        listed = case["lists"][entry["statusListCredential"]]["credentialSubject"]
        return bool(get_status_bit(decode_bitstring(listed["encodedList"]), int(entry["statusListIndex"])))

    suite = DataIntegrityProofSuite()
    return {
        "proof": holds(lambda: suite.verify(case["credential"], public_key_jwk=jwk, extra_contexts=contexts)),
        "revoked": bit("revocation"),
        "suspended": bit("suspension"),
    }
