"""Joining, signing in, sessions, passwords and closing, by call: what the log-in pages do, without a session."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import jobs
from hirehall.foundation.actor import Scope
from hirehall.foundation.models import FactRow, IdempotencyKey
from hirehall.halls.models import Hall
from hirehall.people.actions.change_calendar_key import renew_calendar_key
from hirehall.people.models import Person, Token
from hirehall.people.queries import actor_for, calendar_reader
from tests.makers.base import make_hall
from tests.makers.people import PASSWORD, make_member
from tests.people.test_api import Program

pytestmark = pytest.mark.django_db

JOIN = {
    "name": "Amara Okafor",
    "email": "amara@example.org",
    "password": PASSWORD,
    "hats": ["freelancer", "client"],
    "time_zone": "Africa/Lagos",
}
SIGN_IN = {
    "email": "amara@example.org",
    "password": PASSWORD,
    "name": "export",
    "scopes": [Scope.PROFILE_READ],
}


@pytest.fixture(autouse=True)
def hall() -> Hall:
    cache.clear()
    return make_hall()


def post(path: str, body: Any, client: Client | None = None) -> Any:
    return (client or Client()).post(f"/api/v1/{path}", json.dumps(body), content_type="application/json")


def amara() -> Person:
    return make_member("Amara Okafor", email="amara@example.org")


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_newcomer_joins_by_call_confirms_by_mail_and_signs_in_by_call() -> None:
    joined = post("join", JOIN)
    assert joined.status_code == 202, joined.content
    assert "sessionid" not in joined.cookies
    who = Person.objects.get()
    assert (who.time_zone, who.wears_freelancer, who.wears_client) == ("Africa/Lagos", True, True)
    jobs.drain()
    (message,) = mail.outbox
    assert message.subject == "Confirm your e-mail address"
    assert code(post("tokens", SIGN_IN)) == (403, "login.address_unconfirmed")
    link = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert link is not None
    Client().post(link[1])
    made = post("tokens", SIGN_IN)
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    secret = made.json()["secret"]
    me = Client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me").json()
    assert (me["email"], me["time_zone"]) == ("amara@example.org", "Africa/Lagos")
    assert not IdempotencyKey.objects.exists()


def test_joining_with_a_known_address_looks_the_same_and_makes_nobody() -> None:
    amara()
    fresh, known = post("join", {**JOIN, "email": "new@example.org"}), post("join", JOIN)
    assert (fresh.status_code, fresh.content) == (known.status_code, known.content)
    jobs.drain()
    assert [message.subject for message in mail.outbox] == [
        "Confirm your e-mail address",
        "You already have an account",
    ]
    assert Person.objects.count() == 2


def test_joining_touches_no_session_of_the_browser_that_called() -> None:
    who = amara()
    browser = Client()
    browser.post("/account/login/", {"login": who.email, "password": PASSWORD})
    before = dict(browser.session)
    assert post("join", {**JOIN, "email": "new@example.org"}, browser).status_code == 202
    assert dict(browser.session) == before
    assert browser.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"password": "short"}, "password"),
        ({"email": "nobody"}, "email"),
        ({"name": "  "}, "name"),
        ({"time_zone": "Moon/Sea"}, "time_zone"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field_and_makes_nobody(
    changed: dict[str, str], field: str
) -> None:
    answer = post("join", {**JOIN, **changed})
    assert (*code(answer), answer.json()["field"]) == (422, f"join.{field}", field)
    assert Person.objects.count() == 0


def test_without_a_time_zone_it_is_the_halls(hall: Hall) -> None:
    Hall.objects.update(time_zone="Europe/Lisbon")
    post("join", {key: value for key, value in JOIN.items() if key != "time_zone"})
    assert Person.objects.get().time_zone == "Europe/Lisbon"


def test_who_joins_too_often_is_told_how_long_to_wait() -> None:
    for number in range(20):
        post("join", {**JOIN, "email": f"a{number}@example.org", "password": "short"})
    answer = post("join", JOIN)
    assert (*code(answer), answer["Retry-After"]) == (429, "join.too_many", "60")
    assert Person.objects.count() == 0


def test_a_wrong_password_and_no_account_say_the_same() -> None:
    amara()
    wrong = post("tokens", {**SIGN_IN, "password": "wrong-password"})
    nobody = post("tokens", {**SIGN_IN, "email": "nobody@example.org"})
    assert code(wrong) == (403, "login.wrong")
    assert wrong.json() == nobody.json()
    assert Token.objects.count() == 0


def test_five_wrong_tries_close_this_door_and_the_page_alike() -> None:
    amara()
    for _ in range(5):
        post("tokens", {**SIGN_IN, "password": "wrong-password"})
    answer = post("tokens", SIGN_IN)
    assert (*code(answer), answer["Retry-After"]) == (429, "login.too_many", "300")
    page = Client().post("/account/login/", {"login": SIGN_IN["email"], "password": PASSWORD})
    assert "Too many failed login attempts" in page.content.decode()


def test_staff_scopes_are_for_operators_only() -> None:
    amara()
    answer = post("tokens", {**SIGN_IN, "scopes": [Scope.STAFF_READ]})
    assert code(answer)[0] in {403, 422}
    assert Token.objects.count() == 0


def test_with_a_second_factor_the_code_is_asked_for_and_a_recovery_code_works_once() -> None:
    who = amara()
    secret = generate_totp_secret()
    TOTP.activate(who, secret)
    RecoveryCodes.activate(who)
    spare = Authenticator.objects.get(user=who, type="recovery_codes").wrap().get_unused_codes()[0]
    assert code(post("tokens", SIGN_IN)) == (403, "login.code_needed")
    assert code(post("tokens", {**SIGN_IN, "code": "000000"})) == (403, "login.code_wrong")
    now = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert post("tokens", {**SIGN_IN, "code": now}).status_code == 201
    assert post("tokens", {**SIGN_IN, "code": spare}).status_code == 201
    assert code(post("tokens", {**SIGN_IN, "code": spare})) == (403, "login.code_wrong")


def test_an_account_guarded_by_a_passkey_alone_is_told_where_to_sign_in() -> None:
    who = amara()
    Authenticator.objects.create(user=who, type=Authenticator.Type.WEBAUTHN, data={"name": "Key"})
    assert code(post("tokens", SIGN_IN)) == (403, "login.passkey_needed")


def test_asking_for_a_new_password_looks_the_same_and_the_mail_goes_out() -> None:
    amara()
    known, unknown = (
        post("password-resets", {"email": f"{name}@example.org"}) for name in ("amara", "nobody")
    )
    assert (known.status_code, known.content) == (202, unknown.content)
    jobs.drain()
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "There is no account with this address",
    ]
    for _ in range(4):
        post("password-resets", {"email": "amara@example.org"})
    assert code(post("password-resets", {"email": "amara@example.org"})) == (429, "reset.too_many")


def test_sessions_are_listed_and_ended_and_strangers_are_left_alone() -> None:
    who, other = amara(), make_member("Jonas Weber", email="jonas@example.org")
    browsers = [Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140") for _ in range(3)]
    for browser, person in zip(browsers, (who, who, other), strict=True):
        browser.post("/account/login/", {"login": person.email, "password": PASSWORD})
    program = Program(who)
    items = program.call("GET", "sessions").json()["items"]
    assert [item["browser"] for item in items] == ["Firefox on Linux"] * 2
    strange = other.usersession_set.get().id
    assert code(program.call("DELETE", f"sessions/{strange}")) == (404, "session.not_found")
    assert program.call("DELETE", f"sessions/{items[0]['id']}").status_code == 204
    assert program.call("DELETE", "sessions").json() == {"ended": 1}
    assert [browser.get("/account/").status_code for browser in browsers] == [302, 302, 200]


def test_a_password_is_changed_with_the_current_one_only_and_signs_browsers_out() -> None:
    who = amara()
    browser = Client()
    browser.post("/account/login/", {"login": who.email, "password": PASSWORD})
    program = Program(who)
    fresh = "an entirely new sentence"
    assert code(program.call("PUT", "me/password", {"current": "wrong", "new": fresh})) == (
        422,
        "password.current",
    )
    assert code(program.call("PUT", "me/password", {"current": PASSWORD, "new": "short"})) == (
        422, "password.password",
    )  # fmt: skip
    assert program.call("PUT", "me/password", {"current": PASSWORD, "new": fresh}).status_code == 204
    who.refresh_from_db()
    assert who.check_password(fresh)
    assert browser.get("/account/").status_code == 302
    jobs.drain()
    assert mail.outbox[-1].subject == "Your password was changed"
    assert program.call("GET", "tokens").status_code == 200
    reader = Program(who, [Scope.PROFILE_READ])
    assert code(reader.call("PUT", "me/password", {"current": fresh, "new": PASSWORD}))[0] == 403


def test_an_account_is_closed_by_words_and_password_and_never_by_a_token_alone() -> None:
    who = amara()
    program = Program(who)
    words = "close my account"
    assert code(program.call("POST", "me/closure", {"words": "yes", "password": PASSWORD})) == (
        422, "account.words_missing",
    )  # fmt: skip
    assert code(program.call("POST", "me/closure", {"words": words, "password": "wrong"})) == (
        403,
        "login.wrong",
    )
    who.refresh_from_db()
    assert who.closed_at is None
    assert program.call("POST", "me/closure", {"words": words, "password": PASSWORD}).status_code == 204
    who.refresh_from_db()
    assert (who.closed_at is not None, who.name) == (True, "Closed account")
    assert program.call("GET", "me").status_code == 401


def test_tokens_are_revoked_with_the_password_where_that_is_wished() -> None:
    who = amara()
    program, fresh = Program(who), "an entirely new sentence"
    body = {"current": PASSWORD, "new": fresh, "revoke_tokens": True}
    assert program.call("PUT", "me/password", body).status_code == 204
    assert program.call("GET", "me").status_code == 401
    assert FactRow.objects.filter(name="person.token_revoked").count() == 1


def test_the_page_offers_to_revoke_tokens_where_there_are_some_and_signs_the_others_out() -> None:
    who = amara()
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post("/account/login/", {"login": who.email, "password": PASSWORD})
    address, fresh = "/account/password/change/", "an entirely new sentence"
    assert "revoke_tokens" not in here.get(address).content.decode()
    kept = Program(who)
    page = here.get(address).content.decode()
    assert re.search(r'name="revoke_tokens"[^>]*checked', page)
    assert "Also end my tokens and my calendar’s private address" in page
    renew_calendar_key("known-to-somebody", by=actor_for(who))
    form = {"oldpassword": PASSWORD, "password1": fresh, "password2": fresh}
    here.post(address, form)
    assert kept.call("GET", "me").status_code == 200
    assert Client().get("/calendar/known-to-somebody.ics").status_code == 200
    assert [browser.get("/account/").status_code for browser in (here, there)] == [200, 302]
    form = {"oldpassword": fresh, "password1": PASSWORD, "password2": PASSWORD, "revoke_tokens": "on"}
    here.post(address, form)
    assert kept.call("GET", "me").status_code == 401
    assert Client().get("/calendar/known-to-somebody.ics").status_code == 404


def test_whoever_resets_the_password_takes_the_account_back_from_every_token() -> None:
    who = amara()
    program = Program(who)
    renew_calendar_key("whoever-had-the-account", by=actor_for(who))
    post("password-resets", {"email": who.email})
    jobs.drain()
    link = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    browser = Client()
    chosen = browser.get(link[1], follow=True).redirect_chain[-1][0]
    fresh = "an entirely new sentence"
    assert browser.post(chosen, {"password1": fresh, "password2": fresh}).status_code == 302
    who.refresh_from_db()
    assert who.check_password(fresh)
    assert program.call("GET", "me").status_code == 401
    assert calendar_reader("whoever-had-the-account") is None
    jobs.drain()
    assert "every token was revoked" in str(mail.outbox[-1].body)
