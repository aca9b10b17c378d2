"""The second step, passkeys and the e-mail address, by call; never by a token alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Scope
from hirehall.halls.models import Hall
from hirehall.people.models import Person, Token
from tests.makers.base import make_hall
from tests.makers.people import PASSWORD, make_member
from tests.people.soft_key import SoftKey
from tests.people.test_api import Program
from tests.people.test_doors import SIGN_IN, code, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hall() -> Hall:
    cache.clear()
    return make_hall()


@pytest.fixture
def amara() -> Person:
    return make_member("Amara Okafor", email="amara@example.org")


@pytest.fixture
def program(amara: Person) -> Program:
    return Program(amara)


def proof(program: Program, **more: Any) -> dict[str, str]:
    answer = program.call("POST", "me/proof", {"password": PASSWORD, **more})
    assert answer.status_code == 201, answer.content
    assert answer["Cache-Control"] == "no-store"
    return {"Proof": answer.json()["proof"]}


def now(secret: str, *, later: int = 0) -> str:
    """The code that the app shows; each counts once, so a second one is that of the next half minute."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[1 + later]))


def set_up_app(program: Program) -> tuple[str, list[str]]:
    mine = proof(program)
    begun = program.call("POST", "me/second-step/app", **mine).json()
    done = program.call(
        "PUT", "me/second-step/app", {"ticket": begun["ticket"], "code": now(begun["secret"])}, **mine
    )
    assert done.status_code == 200, done.content
    return begun["secret"], done.json()["recovery_codes"]


def add_passkey(program: Program, key: SoftKey, *, alone: bool = True, **more: Any) -> Any:
    mine = proof(program, **more)
    begun = program.call("POST", "me/passkeys", {"alone": alone}, **mine).json()
    body = {"ticket": begun["ticket"], "name": "Blue key", "credential": key.create(begun["options"])}
    return program.call("PUT", "me/passkeys", body, **mine)


GUARDED = [
    ("POST", "me/second-step/app", None),
    ("PUT", "me/second-step/app", {"ticket": "x", "code": "123456"}),
    ("DELETE", "me/second-step/app", None),
    ("GET", "me/second-step/recovery-codes", None),
    ("POST", "me/second-step/recovery-codes", None),
    ("POST", "me/passkeys", {"alone": True}),
    ("PUT", "me/passkeys/1", {"name": "Mine"}),
    ("DELETE", "me/passkeys/1", None),
    ("PUT", "me/email", {"email": "new@example.org"}),
]


@pytest.mark.parametrize(("method", "path", "body"), GUARDED)
def test_a_token_alone_changes_nothing_that_guards_the_account(
    program: Program, amara: Person, method: str, path: str, body: Any
) -> None:
    assert code(program.call(method, path, body)) == (403, "proof.needed")
    other = Program(make_member("Jonas Weber", email="jonas@example.org"))
    assert code(program.call(method, path, body, **proof(other))) == (403, "proof.needed")
    mine = proof(program)
    with clock.later(minutes=6):
        assert code(program.call(method, path, body, **mine)) == (403, "proof.needed")
    reader = Program(amara, [Scope.PROFILE_READ])
    assert code(reader.call(method, path, body, **mine)) == (403, "token.scope_missing")
    assert not Authenticator.objects.exists()
    assert not mail.outbox


def test_a_proof_asks_for_the_password_and_ends_with_it(program: Program) -> None:
    assert code(program.call("POST", "me/proof", {"password": "wrong"})) == (403, "login.wrong")
    mine = proof(program)
    program.call("PUT", "me/password", {"current": PASSWORD, "new": "an entirely new sentence"})
    assert code(program.call("POST", "me/second-step/app", **mine)) == (403, "proof.needed")


def test_an_app_is_set_up_asked_for_and_removed(program: Program, amara: Person) -> None:
    mine = proof(program)
    begun = program.call("POST", "me/second-step/app", **mine)
    assert begun["Cache-Control"] == "no-store"
    given = begun.json()
    assert given["uri"].startswith("otpauth://totp/amara%40example.org?secret=" + given["secret"])
    assert "Harbour%20Hall" in given["uri"]
    assert program.call("GET", "me/second-step").json() == {
        "app": False, "passkeys": [], "recovery_codes_left": 0,
    }  # fmt: skip
    body = {"ticket": given["ticket"], "code": "000000"}
    assert code(program.call("PUT", "me/second-step/app", body, **mine)) == (422, "second_step.code")
    body["code"] = now(given["secret"])
    done = program.call("PUT", "me/second-step/app", body, **mine)
    assert (done.status_code, len(done.json()["recovery_codes"])) == (200, 10)
    assert not done.cookies
    assert code(program.call("PUT", "me/second-step/app", body, **mine))[1] == "second_step.app_set"
    assert code(program.call("POST", "me/second-step/app", **mine))[1] == "second_step.app_set"
    assert program.call("GET", "me/second-step").json()["recovery_codes_left"] == 10
    assert code(post("tokens", SIGN_IN)) == (403, "login.code_needed")
    assert post("tokens", {**SIGN_IN, "code": now(given["secret"])}).status_code == 201
    assert code(program.call("POST", "me/proof", {"password": PASSWORD})) == (403, "login.code_needed")
    fresh = proof(program, code=done.json()["recovery_codes"][0])
    assert program.call("DELETE", "me/second-step/app", **fresh).status_code == 204
    assert code(program.call("DELETE", "me/second-step/app", **fresh)) == (404, "app.not_found")
    assert not Authenticator.objects.exists()
    jobs.drain()
    assert [message.subject for message in mail.outbox] == ["Second step switched off"]


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_that_a_second_step_was_switched_on(program: Program) -> None:
    set_up_app(program)
    jobs.drain()
    assert [message.subject for message in mail.outbox] == ["Second step switched on"]


def test_a_ticket_of_somebody_else_or_of_long_ago_sets_up_nothing(program: Program) -> None:
    other = Program(make_member("Jonas Weber", email="jonas@example.org"))
    theirs = other.call("POST", "me/second-step/app", **proof(other)).json()
    body = {"ticket": theirs["ticket"], "code": now(theirs["secret"])}
    assert code(program.call("PUT", "me/second-step/app", body, **proof(program))) == (
        422, "ticket.unusable",
    )  # fmt: skip
    mine = program.call("POST", "me/second-step/app", **proof(program)).json()
    with clock.later(minutes=11):
        body = {"ticket": mine["ticket"], "code": now(mine["secret"])}
        answer = program.call("PUT", "me/second-step/app", body, **proof(program))
    assert code(answer) == (422, "ticket.unusable")
    assert not Authenticator.objects.exists()


def test_wrong_codes_of_the_app_are_counted(program: Program) -> None:
    mine = proof(program)
    begun = program.call("POST", "me/second-step/app", **mine).json()
    body = {"ticket": begun["ticket"], "code": "000000"}
    said = [code(program.call("PUT", "me/second-step/app", body, **mine)) for _ in range(6)]
    assert said == [(422, "second_step.code")] * 5 + [(429, "second_step.too_many")]


def test_recovery_codes_are_read_and_renewed(program: Program) -> None:
    mine = proof(program)
    assert code(program.call("GET", "me/second-step/recovery-codes", **mine)) == (
        404, "recovery_codes.not_found",
    )  # fmt: skip
    assert code(program.call("POST", "me/second-step/recovery-codes", **mine))[1] == "second_step.none"
    _, first = set_up_app(program)
    mine = proof(program, code=first[0])
    assert program.call("GET", "me/second-step/recovery-codes", **mine).json()["recovery_codes"] == first[1:]
    made = program.call("POST", "me/second-step/recovery-codes", **mine).json()["recovery_codes"]
    assert len(made) == 10
    assert not set(made) & set(first)
    assert code(post("tokens", {**SIGN_IN, "code": first[1]})) == (403, "login.code_wrong")


def test_a_passkey_is_added_listed_renamed_signs_in_alone_and_is_removed(program: Program) -> None:
    key = SoftKey()
    added = add_passkey(program, key)
    assert added.status_code == 201, added.content
    codes = added.json()["recovery_codes"]
    assert (added.json()["passkey"]["name"], added.json()["passkey"]["alone"]) == ("Blue key", True)
    assert len(codes) == 10
    number = added.json()["passkey"]["id"]
    begun = post("passkey-sign-ins", {}).json()
    assert begun["options"]["publicKey"]["allowCredentials"] == []
    body = {"ticket": begun["ticket"], "credential": key.get(begun["options"]),
            "name": "phone", "scopes": [Scope.PROFILE_READ]}  # fmt: skip
    made = post("tokens/by-passkey", body)
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    assert not made.cookies
    me = Client(headers={"Authorization": f"Bearer {made.json()['secret']}"}).get("/api/v1/me").json()
    assert me["email"] == "amara@example.org"
    assert code(post("tokens/by-passkey", body)) == (422, "ticket.unusable")
    mine = proof(program, code=codes[0])
    assert program.call("PUT", f"me/passkeys/{number}", {"name": "My phone"}, **mine).status_code == 204
    (listed,) = program.call("GET", "me/second-step").json()["passkeys"]
    assert listed["name"] == "My phone"
    assert listed["last_used_at"] is not None
    other = Program(make_member("Jonas Weber", email="jonas@example.org"))
    assert code(other.call("DELETE", f"me/passkeys/{number}", **proof(other))) == (404, "passkey.not_found")
    assert program.call("DELETE", f"me/passkeys/{number}", **mine).status_code == 204
    assert not Authenticator.objects.exists()
    jobs.drain()
    assert [message.subject for message in mail.outbox] == ["A passkey was added", "A passkey was removed"]


def test_a_passkey_as_second_step_proves_and_signs_in_after_the_password(program: Program) -> None:
    key = SoftKey(verifies=False)
    assert add_passkey(program, key, alone=False).status_code == 201
    assert code(post("tokens", SIGN_IN)) == (403, "login.code_needed")
    assert code(post("passkey-sign-ins", {"email": SIGN_IN["email"], "password": "wrong"})) == (
        403, "login.wrong",
    )  # fmt: skip
    begun = post("passkey-sign-ins", {"email": SIGN_IN["email"], "password": PASSWORD}).json()
    signed = {"ticket": begun["ticket"], "credential": key.get(begun["options"])}
    proven = program.call("POST", "me/proof", signed)
    assert proven.status_code == 201, proven.content
    alone = post("passkey-sign-ins", {}).json()
    tried = {"ticket": alone["ticket"], "credential": key.get(alone["options"]),
             "name": "x", "scopes": [Scope.PROFILE_READ]}  # fmt: skip
    assert code(post("tokens/by-passkey", tried)) == (403, "login.passkey_wrong")
    jonas = make_member("Jonas Weber", email="jonas@example.org")
    assert code(post("passkey-sign-ins", {"email": jonas.email, "password": PASSWORD}))[1] == (
        "login.no_passkey"
    )
    begun = post("passkey-sign-ins", {"email": SIGN_IN["email"], "password": PASSWORD}).json()
    signed = {"ticket": begun["ticket"], "credential": key.get(begun["options"])}
    assert code(Program(jonas).call("POST", "me/proof", signed)) == (404, "account.not_found")


def test_what_a_passkey_did_not_sign_signs_nobody_in(program: Program) -> None:
    key = SoftKey()
    add_passkey(program, key)
    before = Token.objects.count()

    def tried(credential: dict[str, Any], ticket: str) -> tuple[int, str]:
        return code(post("tokens/by-passkey", {"ticket": ticket, "credential": credential, "name": "x",
                                               "scopes": [Scope.PROFILE_READ]}))  # fmt: skip

    first, second = post("passkey-sign-ins", {}).json(), post("passkey-sign-ins", {}).json()
    assert tried(key.get(first["options"]), second["ticket"]) == (403, "login.passkey_wrong")
    thief = SoftKey()
    thief.id, thief.handle = key.id, key.handle
    begun = post("passkey-sign-ins", {}).json()
    assert tried(thief.get(begun["options"]), begun["ticket"]) == (403, "login.passkey_wrong")
    for broken in ({"response": {}}, {"response": {"clientDataJSON": 5}}, {"rawId": "AA"}):
        begun = post("passkey-sign-ins", {}).json()
        assert tried({**key.get(begun["options"]), **broken}, begun["ticket"]) == (
            403, "login.passkey_wrong",
        )  # fmt: skip
    assert Token.objects.count() == before


def test_a_passkey_that_is_not_one_is_not_added(program: Program) -> None:
    mine = proof(program)
    for broken in ({"response": {}}, {"response": {"clientDataJSON": "AA", "attestationObject": "AA"}}):
        begun = program.call("POST", "me/passkeys", {"alone": True}, **mine).json()
        body = {"ticket": begun["ticket"], "credential": {**SoftKey().create(begun["options"]), **broken}}
        assert code(program.call("PUT", "me/passkeys", body, **mine)) == (422, "passkey.credential")
    unverified = add_passkey(program, SoftKey(verifies=False), alone=True)
    assert unverified.status_code == 422
    assert not Authenticator.objects.exists()


def test_the_pages_answer_a_broken_passkey_with_a_message_as_well(amara: Person) -> None:
    for credential in ("{}", "5", '"x"', '{"response": {"userHandle": 5}}', '{"id": "\\u00e9"}', "[]"):
        page = Client()
        page.get("/account/second-step/webauthn/login/", headers={"X-Requested-With": "XMLHttpRequest"})
        answer = page.post("/account/second-step/webauthn/login/", {"credential": credential})
        assert (answer.status_code, answer["Location"]) == (302, "/account/login/"), credential
        member = Client()
        member.post("/account/login/", {"login": amara.email, "password": PASSWORD})
        answer = member.post("/account/second-step/webauthn/add/", {"name": "x", "credential": credential})
        assert answer.status_code == 200, credential
    assert not Authenticator.objects.exists()


def test_another_address_counts_once_its_link_is_opened_and_the_old_one_is_told(
    program: Program, amara: Person
) -> None:
    mine = proof(program)
    asked = program.call("PUT", "me/email", {"email": "Amara@New.example"}, **mine)
    assert (asked.status_code, asked.json()) == (
        202, {"email": "amara@example.org", "waiting": "amara@new.example"},
    )  # fmt: skip
    jobs.drain()
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["amara@new.example"], "Confirm your new e-mail address")
    amara.refresh_from_db()
    assert amara.email == "amara@example.org"
    link = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert link is not None
    Client().post(link[1])
    jobs.drain()
    assert program.call("GET", "me/email").json() == {"email": "amara@new.example", "waiting": None}
    told = [message for message in mail.outbox if message.to == ["amara@example.org"]]
    assert [message.subject for message in told] == ["Your e-mail address was changed"]
    assert EmailAddress.objects.count() == 1


def test_an_address_that_somebody_else_has_is_answered_alike_and_never_taken(
    program: Program, amara: Person
) -> None:
    make_member("Jonas Weber", email="jonas@example.org")
    mine = proof(program)
    free = program.call("PUT", "me/email", {"email": "free@example.org"}, **mine)
    taken = program.call("PUT", "me/email", {"email": "jonas@example.org"}, **mine)
    assert taken.status_code == free.status_code == 202
    assert taken.json() == {"email": "amara@example.org", "waiting": "jonas@example.org"}
    jobs.drain()
    link = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = Client().get(link[1]).content.decode()
    assert "already in use" in page
    Client().post(link[1])
    amara.refresh_from_db()
    assert amara.email == "amara@example.org"


def test_a_change_of_address_is_refused_for_nonsense_and_taken_back(program: Program) -> None:
    mine = proof(program)
    assert code(program.call("PUT", "me/email", {"email": "nonsense"}, **mine)) == (422, "email.email")
    assert code(program.call("PUT", "me/email", {"email": "amara@example.org"}, **mine)) == (
        422, "email.email",
    )  # fmt: skip
    assert code(program.call("DELETE", "me/email")) == (404, "waiting_address.not_found")
    program.call("PUT", "me/email", {"email": "new@example.org"}, **mine)
    assert program.call("DELETE", "me/email").status_code == 204
    assert program.call("GET", "me/email").json() == {"email": "amara@example.org", "waiting": None}
    said = [
        program.call("PUT", "me/email", {"email": f"n{number}@example.org"}, **mine).status_code
        for number in range(11)
    ]
    assert said[-1] == 429


def test_a_token_of_an_account_that_is_not_active_opens_nothing(program: Program, amara: Person) -> None:
    """Closing and suspending end tokens; should one be left over, it still opens nothing."""
    for change in ({"is_active": False}, {"is_active": False, "closed_at": clock.now()}):
        Person.objects.filter(id=amara.id).update(**change)
        assert program.call("GET", "me").status_code == 401
    Person.objects.filter(id=amara.id).update(suspended_at=clock.now())
    assert program.call("GET", "me/suspension").status_code == 401
