"""Joining, confirming the address, signing in, resetting the password; what strangers can and cannot learn."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.module_loading import import_string

from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.people import queries
from hirehall.people.actions.reinstate_person import reinstate_person
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.actions.uphold_suspension import uphold_suspension
from hirehall.people.models import Person
from hirehall.people.pages.suspension import NOT_WHILE_SUSPENDED, STILL_OPEN
from hirehall.wiring import settings as installed
from tests.architecture.test_addresses import address_of, patterns
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.people import PASSWORD, make_member

pytestmark = pytest.mark.django_db

JOIN = {"name": "Amara Okafor", "email": "amara@example.org", "password1": PASSWORD, "side": "freelancer"}


@pytest.fixture(autouse=True)
def _ground() -> None:
    cache.clear()
    make_hall()


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", str(message.body))
    assert found is not None
    return found[1]


def join(client: Client, **changed: str) -> None:
    response = client.post("/account/signup/", {**JOIN, **changed})
    assert response.status_code == 302, response.content.decode()
    jobs.drain()


def test_a_newcomer_joins_confirms_the_address_and_is_signed_in(client: Client) -> None:
    join(client)
    (message,) = mail.outbox
    assert message.to == ["amara@example.org"]
    assert message.subject == "Confirm your e-mail address"
    address = link_in(message)
    assert "Is <strong>amara@example.org</strong> your address" in client.get(address).content.decode()
    response = client.post(address)
    assert (response.status_code, response["Location"]) == (302, "/home/")
    who = Person.objects.get()
    assert (who.name, who.handle, who.hat) == ("Amara Okafor", "amara-okafor", "freelancer")
    assert (who.wears_freelancer, who.wears_client) == (True, False)
    assert client.session["_auth_user_id"] == str(who.id)
    assert FactRow.objects.filter(name="person.joined").count() == 1


def test_the_side_can_come_with_the_address(client: Client) -> None:
    page = client.get("/account/signup/?side=client").content.decode()
    assert re.search(r'value="client"[^>]*checked', page)


def test_joining_on_both_sides_makes_both_profiles(client: Client) -> None:
    join(client, side="both")
    who = Person.objects.get()
    assert who.freelancer.headline == ""
    assert who.client.company == ""
    assert (who.wears_freelancer, who.wears_client, who.hat) == (True, True, "freelancer")


def test_an_unconfirmed_address_does_not_sign_in(client: Client) -> None:
    join(client)
    other = Client()
    response = other.post("/account/login/", {"login": JOIN["email"], "password": PASSWORD})
    assert response["Location"] == "/account/confirm-email/"
    assert "_auth_user_id" not in other.session


def test_joining_with_a_taken_address_looks_the_same_and_tells_only_the_owner_of_the_address() -> None:
    make_member("Somebody Else", email="amara@example.org")
    fresh, taken = Client(), Client()
    first = fresh.post("/account/signup/", {**JOIN, "email": "new@example.org"})
    second = taken.post("/account/signup/", JOIN)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert fresh.get(first["Location"]).content == taken.get(second["Location"]).content
    jobs.drain()
    assert [message.subject for message in mail.outbox] == [
        "Confirm your e-mail address",
        "You already have an account",
    ]
    assert Person.objects.count() == 2


def test_resetting_the_password_looks_the_same_with_and_without_an_account() -> None:
    make_member("Amara Okafor", email="amara@example.org")
    known, unknown = Client(), Client()
    first = known.post("/account/password/reset/", {"email": "amara@example.org"})
    second = unknown.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert known.get(first["Location"]).content == unknown.get(second["Location"]).content
    jobs.drain()
    assert [message.subject for message in mail.outbox] == [
        "Choose a new password",
        "There is no account with this address",
    ]


def test_signing_in_says_the_same_for_a_wrong_password_and_for_no_account(client: Client) -> None:
    make_member("Amara Okafor", email="amara@example.org")
    answers = []
    for login in ("amara@example.org", "nobody1@example.org"):
        response = client.post("/account/login/", {"login": login, "password": "wrong-password"})
        page = response.content.decode().replace(login, "")
        answers.append((response.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)))
    assert answers[0] == answers[1]


def test_the_link_in_the_mail_sets_a_new_password_once(client: Client) -> None:
    make_member("Amara Okafor", email="amara@example.org")
    client.post("/account/password/reset/", {"email": "amara@example.org"})
    jobs.drain()
    address = link_in(mail.outbox[0])
    form_address = client.get(address)["Location"]
    fresh = "an entirely new sentence"
    client.post(form_address, {"password1": fresh, "password2": fresh})
    assert Person.objects.get().check_password(fresh)
    assert "This link no longer works" in Client().get(address).content.decode()


def test_signing_in_is_throttled_after_five_failures_even_with_the_right_password(client: Client) -> None:
    make_member("Amara Okafor", email="amara@example.org")
    for _ in range(5):
        client.post("/account/login/", {"login": "amara@example.org", "password": "wrong-password"})
    response = client.post("/account/login/", {"login": "amara@example.org", "password": PASSWORD})
    assert response.status_code == 200
    assert "Too many failed login attempts" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_short_password_is_refused_at_its_field(client: Client) -> None:
    response = client.post("/account/signup/", {**JOIN, "password1": "short"})
    assert response.status_code == 200
    assert "at least 10 characters" in response.content.decode()
    assert Person.objects.count() == 0


def test_a_member_signs_in_and_sees_and_ends_sessions() -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    here, there = Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux) Firefox/140"), Client()
    for browser in (here, there):
        response = browser.post("/account/login/", {"login": who.email, "password": PASSWORD})
        assert response["Location"] == "/home/"
    page = here.get("/account/sessions/").content.decode()
    assert "Firefox on Linux" in page
    ending = re.search(r"/account/sessions/\d+/ending/", page)
    assert ending is not None
    here.post(ending[0])
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_ending_all_other_sessions_keeps_this_one() -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post("/account/login/", {"login": who.email, "password": PASSWORD})
    here.post("/account/sessions/")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200


def test_a_stranger_cannot_end_somebody_elses_session() -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    other = make_member("Jonas Weber", email="jonas@example.org")
    here, there = Client(), Client()
    here.post("/account/login/", {"login": who.email, "password": PASSWORD})
    there.post("/account/login/", {"login": other.email, "password": PASSWORD})
    ending = re.search(r"/account/sessions/\d+/ending/", here.get("/account/sessions/").content.decode())
    assert ending is None
    number = who.usersession_set.get().id
    there.post(f"/account/sessions/{number}/ending/")
    assert here.get("/account/").status_code == 200


def test_the_other_hat_is_put_on_in_one_click(client: Client) -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    client.force_login(who)
    response = client.post("/hat/", {"hat": "client"})
    assert response["Location"] == "/home/"
    who.refresh_from_db()
    assert (who.hat, who.wears_freelancer, who.wears_client) == ("client", True, True)
    assert who.client.company == ""
    client.post("/hat/", {"hat": "client"})
    assert FactRow.objects.filter(name="person.hat_worn").count() == 1


def test_every_log_in_page_renders(client: Client) -> None:
    for address in (
        "login/",
        "signup/",
        "password/reset/",
        "password/reset/done/",
        "confirm-email/",
        "inactive/",
    ):
        assert client.get(f"/account/{address}").status_code == 200, address
    assert client.get("/account/confirm-email/bad:key/").status_code == 200
    who = make_member("Amara Okafor", email="amara@example.org")
    client.post("/account/login/", {"login": who.email, "password": PASSWORD})
    for address in (
        "", "email/", "password/change/", "sessions/", "second-step/", "second-step/webauthn/",
        "second-step/webauthn/add/", "second-step/totp/activate/", "logout/", "reauthenticate/"
    ):  # fmt: skip
        response = client.get(f"/account/{address}")
        assert response.status_code == 200, address


def test_who_asks_too_often_is_told_to_wait(client: Client) -> None:
    for _ in range(30):
        client.post("/account/login/", {"login": "", "password": ""})
    answer = client.post("/account/login/", {"login": "", "password": ""})
    assert answer.status_code == 429
    assert "this page rests for a few minutes" in answer.content.decode()


def suspended(who: Person) -> Actor:
    operator = make_person("Olga Operator", operator=True)
    session = start_staff_session(by=actor_of(operator), reason="reports of spam")
    by = queries.staff_actor(operator, session.id)
    assert by is not None
    suspend_person(who.id, by=by, reason="Spam to forty members")
    return by


def test_a_suspended_member_is_signed_out_and_comes_in_to_the_reason_only(client: Client) -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    client.post("/account/login/", {"login": who.email, "password": PASSWORD})
    by = suspended(who)
    assert "/account/login/" in client.get("/account/")["Location"]
    again = client.post("/account/login/", {"login": who.email, "password": PASSWORD}, follow=True)
    page = again.content.decode()
    assert "Your account is suspended" in page
    assert "Spam to forty members" in page
    assert "Olga Operator" in page
    reinstate_person(who.id, by=by, reason="It was somebody else")
    assert client.get("/account/").status_code == 302
    assert client.post("/account/login/", {"login": who.email, "password": PASSWORD})["Location"] == "/home/"
    assert client.get("/account/suspension/")["Location"] == "/home/"


def test_a_suspended_member_reaches_money_and_data_and_nothing_else(client: Client) -> None:
    """Every address of the installation: what is not in the list leads to the page that says why."""
    who = make_member("Amara Okafor", email="amara@example.org")
    suspended(who)
    client.post("/account/login/", {"login": who.email, "password": PASSWORD})
    for path in ("/account/suspension/", "/account/data/", "/money/", "/money/payouts/", "/money/statements/",
                 "/notices/"):  # fmt: skip
        assert client.get(path).status_code == 200, path
    wrong = []
    for name, entry, converters in patterns():
        open_to_all = not getattr(entry.callback, "login_required", True)
        if name in STILL_OPEN or (open_to_all and name not in NOT_WHILE_SUSPENDED):
            continue
        address = address_of(name, converters)
        if address is None:
            continue
        answers = (client.get(address), client.post(address))
        if any(answer.headers.get("Location") != "/account/suspension/" for answer in answers):
            wrong.append(f"{name} answers {[answer.status_code for answer in answers]}")
    assert not wrong, wrong


def test_a_suspended_member_appeals_once_and_is_answered(client: Client) -> None:
    who = make_member("Amara Okafor", email="amara@example.org")
    by = suspended(who)
    client.post("/account/login/", {"login": who.email, "password": PASSWORD})
    short = client.post("/account/suspension/", {"text": "Sorry"}).content.decode()
    assert "Say why in 20 to 2,000 characters" in short
    text = "Somebody had my password. I have changed it and apologised to all forty."
    assert client.post("/account/suspension/", {"text": text}).status_code == 302
    assert "You appealed on" in client.get("/account/suspension/").content.decode()
    client.post("/account/suspension/", {"text": text})
    assert FactRow.objects.filter(name="person.suspension_appealed").count() == 1
    uphold_suspension(who.id, by=by, reason="Forty people were still written to")
    with pytest.raises(Refused):
        uphold_suspension(who.id, by=by, reason="Twice")
    assert "Forty people were still written to" in client.get("/account/suspension/").content.decode()
    jobs.drain()
    assert "Forty people were still written to" in str(mail.outbox[-1].body)
    assert "Your appeal is answered" in client.get("/notices/").content.decode()


def test_an_installation_keeps_passwords_by_the_costly_argon2() -> None:
    """These tests keep them cheaply; without that they would spend most of their time on it."""
    [kept_by, *older] = installed.PASSWORD_HASHERS
    hasher = import_string(kept_by)()
    assert (hasher.algorithm, hasher.memory_cost >= 64 * 1024, hasher.time_cost >= 2) == (
        "argon2",
        True,
        True,
    )
    assert older == ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    assert hasher.verify(PASSWORD, hasher.encode(PASSWORD, hasher.salt()))
    assert make_member("Amara Okafor").password.startswith("argon2$argon2id$")
