"""Reviews and records for programs."""

from __future__ import annotations

import pytest

from hirehall.foundation import jobs
from hirehall.foundation.actor import Hat, Scope
from hirehall.foundation.ids import new_id
from hirehall.reputation.models import Review
from tests.conversations.test_api import call
from tests.makers.base import make_hall, make_person
from tests.makers.reputation import make_review_of, make_window

pytestmark = pytest.mark.django_db
REVIEWS = (Scope.REVIEWS_READ, Scope.REVIEWS_WRITE)


@pytest.fixture
def story():
    hall, mara, ida = make_hall(), make_person("Mara Quist", Hat.CLIENT), make_person("Ida Holm")
    return make_window(hall, mara, ida), mara, ida


def ask(client, method, path, who, body=None, **more):
    return call(client, method, path, who, body, scopes=REVIEWS, **more)


def test_the_whole_review_by_program(client, story):
    window, mara, ida = story
    path = f"/review-windows/{window.id}"
    asked = ask(client, "GET", path, ida).json()
    assert (asked["direction"], asked["ladder"][0]["question"]) == ("of_client", "Were you paid on time?")
    first = ask(client, "POST", f"{path}/reviews", mara, {"rung1": "yes", "text": "Clear."}, key="k1")
    again = ask(client, "POST", f"{path}/reviews", mara, {"rung1": "yes", "text": "Clear."}, key="k1")
    assert (first.status_code, first.json()) == (201, again.json())
    assert first.json()["released"] is False
    second = ask(client, "POST", f"{path}/reviews", ida, {"rung1": "no", "deadline_kept": "yes"})
    assert second.json()["released"] is True
    [received] = ask(client, "GET", "/reviews", ida).json()["received"]
    assert received["theirs"]["text"] == "Clear."
    reply = ask(client, "POST", f"/reviews/{received['theirs']['id']}/reply", ida, {"text": "Thank you."})
    assert reply.status_code == 201
    [public] = ask(client, "GET", f"/people/{ida.id}/reviews", mara).json()["items"]
    assert (public["author"], public["text"], public["reply"]) == ("Mara Quist", "Clear.", "Thank you.")


def test_nobody_has_no_record(client, story):
    _, mara, _ = story
    for path in ("record", "reviews"):
        answer = ask(client, "GET", f"/people/{new_id()}/{path}", mara)
        assert (answer.status_code, answer.json()["code"]) == (404, "person.not_found")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "review.empty"),
        ({"rung1": "maybe"}, "request.invalid"),
        ({"text": "x" * 5000}, "review.too_long"),
        ({"deadline_kept": "cannot_tell", "rung1": "yes"}, "request.invalid"),
    ],
)
def test_a_wrong_review_is_refused_and_nothing_is_kept(client, story, body, code):
    window, mara, _ = story
    answer = ask(client, "POST", f"/review-windows/{window.id}/reviews", mara, body)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert not Review.objects.exists()


def test_a_token_for_messages_reads_no_reviews(client, story):
    _, mara, ida = story
    for path in ("/reviews", f"/people/{ida.id}/record", f"/people/{ida.id}/reviews"):
        answer = call(client, "GET", path, mara)
        assert (answer.status_code, answer.json()["code"]) == (403, "token.scope_missing")


def test_a_record_says_its_formula_and_its_uncertainty(client, story):
    window, mara, ida = story
    for name in ("Una Ek", "Per Lie", "Jo Moe"):
        make_review_of(window.hall, make_person(name, Hat.CLIENT), ida)
    jobs.drain()
    record = ask(client, "GET", f"/people/{ida.id}/record", mara).json()
    assert (record["formula"], record["is_new"]) == ("1", False)
    assert record["shares"][0] == {
        "rung": "rung1", "low": 9, "high": 10, "counterparties": 3, "until": record["shares"][0]["until"],
        "says": "would hire again",
    }  # fmt: skip


def test_reviews_come_in_pages(client, story):
    window, mara, ida = story
    for _ in range(3):
        make_review_of(window.hall, mara, ida)
    first = ask(client, "GET", f"/people/{ida.id}/reviews?limit=2", mara).json()
    rest = ask(client, "GET", f"/people/{ida.id}/reviews?limit=2&after={first['next']}", mara).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
