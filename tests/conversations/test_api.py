"""Notices and messages for programs: scopes, keys, pages, problems."""

from __future__ import annotations

import json

import pytest

from hirehall.conversations import actions
from hirehall.conversations.models import MailChoice, Message
from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, Scope
from hirehall.foundation.money import Money
from hirehall.people.models import Person, Token
from hirehall.people.queries import digest
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_notice, make_thread

pytestmark = pytest.mark.django_db
BOTH = (Scope.MESSAGES_READ, Scope.MESSAGES_WRITE)


@pytest.fixture
def story():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    return hall, mara, ida, make_thread(hall, mara, ida)


def call(client, method: str, path: str, who: Person, body=None, *, scopes=BOTH, key: str | None = None):
    secret = f"{who.handle}-{'-'.join(scopes)}"
    Token.objects.get_or_create(
        digest=digest(secret),
        defaults={
            "person": who, "name": "test", "hint": "x", "scopes": [one.value for one in scopes],
            "made_at": clock.now(),
        },
    )  # fmt: skip
    headers = {"Authorization": f"Bearer {secret}", **({"Idempotency-Key": key} if key else {})}
    data = json.dumps(body) if body is not None else None
    return client.generic(
        method, f"/api/v1{path}", data or "", content_type="application/json", headers=headers
    )


def test_a_message_is_sent_once_per_key(client, story):
    _, mara, ida, thread = story
    path = f"/threads/{thread.id}/messages"
    first = call(client, "POST", path, mara, {"text": "Hello"}, key="k1")
    again = call(client, "POST", path, mara, {"text": "Hello"}, key="k1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    other = call(client, "POST", path, mara, {"text": "Something else"}, key="k1")
    assert (other.status_code, other.json()["code"]) == (409, "idempotency.key_reused")
    [message] = call(client, "GET", path, ida).json()["items"]
    assert (message["text"], message["author"]["name"]) == ("Hello", "Mara Quist")


def test_listing_does_not_read_and_reading_does(client, story):
    _, mara, ida, thread = story
    actions.send_message(thread.id, by=actor_of(mara), text="Hello")
    call(client, "GET", f"/threads/{thread.id}/messages", ida)
    assert call(client, "GET", "/notices/unread", ida).json() == {"notices": 0, "messages": 1}
    assert call(client, "POST", f"/threads/{thread.id}/reading", ida).json()["messages"] == 0
    [message] = call(client, "GET", f"/threads/{thread.id}/messages", mara).json()["items"]
    assert message["seen_by"] == ["Ida Holm"]


def test_messages_come_in_pages_newest_first(client, story):
    _, mara, ida, thread = story
    for number in range(5):
        actions.send_message(thread.id, by=actor_of(mara), text=f"line {number}")
    first = call(client, "GET", f"/threads/{thread.id}/messages?limit=3", ida).json()
    assert [row["text"] for row in first["items"]] == ["line 4", "line 3", "line 2"]
    rest = call(client, "GET", f"/threads/{thread.id}/messages?limit=3&after={first['next']}", ida).json()
    assert [row["text"] for row in rest["items"]] == ["line 1", "line 0"]
    assert rest["next"] is None


def test_threads_come_in_pages(client, story):
    hall, mara, ida, _ = story
    for _ in range(3):
        make_thread(hall, mara, ida)
    first = call(client, "GET", "/threads?limit=3", ida).json()
    rest = call(client, "GET", f"/threads?limit=3&after={first['next']}".replace("+", "%2B"), ida).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (3, 1, None)
    assert call(client, "GET", "/threads?hat=client", ida).json()["items"] == []
    assert call(client, "GET", "/threads?after=nonsense", ida).status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"text": " "}, 422, "message.empty"),
        ({"text": "x" * 9000}, 422, "message.too_long"),
        ({"text": "x" * 17000}, 422, "request.invalid"),
        ({"text": 5}, 422, "request.invalid"),
        ({"text": "x", "file_ids": ["01a2057d-8e1c-70fc-832f-654bc9c69a3f"]}, 404, "file.not_found"),
    ],
)
def test_what_is_wrong_is_a_problem_with_a_code(client, story, body, status, code):
    _, mara, _, thread = story
    answer = call(client, "POST", f"/threads/{thread.id}/messages", mara, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"].startswith("application/problem+json")
    assert not Message.objects.exists()


def test_a_strangers_thread_is_not_found(client, story):
    *_, thread = story
    jon = make_person("Jon Vik")
    for method, path in [("GET", "messages"), ("POST", "reading"), ("POST", "messages")]:
        answer = call(client, method, f"/threads/{thread.id}/{path}", jon, {"text": "Hi"})
        assert (answer.status_code, answer.json()["code"]) == (404, "thread.not_found")


def test_a_token_needs_the_scope(client, story):
    _, mara, _, thread = story
    for method, path, scopes in [
        ("GET", "/notices", (Scope.MESSAGES_WRITE,)),
        ("GET", "/threads", (Scope.MONEY_READ,)),
        ("POST", f"/threads/{thread.id}/messages", (Scope.MESSAGES_READ,)),
    ]:
        answer = call(client, method, path, mara, {"text": "Hi"}, scopes=scopes)
        assert (answer.status_code, answer.json()["code"]) == (403, "token.scope_missing")


def test_notices_tell_money_in_minor_units_and_can_be_read(client, story):
    hall, _, ida, _ = story
    make_notice(hall, ida, kind="payout.paid", sentence="Paid out.", amount=Money(1250, "EUR"))
    [notice] = call(client, "GET", "/notices?unread=true", ida).json()["items"]
    assert (notice["amount"], notice["group"]) == ({"minor": 1250, "currency": "EUR"}, "money")
    assert call(client, "POST", f"/notices/{notice['id']}/reading", ida).json()["read_at"]
    assert call(client, "GET", "/notices?unread=true", ida).json()["items"] == []


def test_mail_is_chosen_by_the_page_only_and_read_by_programs(client, story):
    *_, ida, _ = story
    settings = {row["group"]: row["mail"] for row in call(client, "GET", "/notice-settings", ida).json()}
    assert settings["money"] == "now"
    answer = call(client, "POST", "/notice-settings", ida, {"choices": {"work": "off"}})
    assert (answer.status_code, answer.json()["code"]) == (403, "token.scope_missing")
    assert not MailChoice.objects.exists()


def test_notices_of_one_page_are_read_by_its_path(client, story):
    hall, _, ida, _ = story
    make_notice(hall, ida, href="/briefs/?sort=new")
    make_notice(hall, ida, href="/contracts/")
    assert call(client, "POST", "/notices/reading?at=/briefs/", ida).json() == {"read": 1}
    assert call(client, "GET", "/notices/unread", ida).json()["notices"] == 1
