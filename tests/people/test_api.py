"""Profile, skills, portfolio, organisations, files, tokens and own data by token."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import Scope, system
from hirehall.people import queries
from hirehall.people.actions.make_token import make_token
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.models import Organisation, Person
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.models import PortfolioPiece
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.files import picture_bytes
from tests.makers.people import make_member

pytestmark = pytest.mark.django_db
MINE = (Scope.PROFILE_READ, Scope.PROFILE_WRITE, Scope.FILES_READ, Scope.FILES_WRITE)


class Program:
    """A program that acts with a token."""

    def __init__(self, who: Person, scopes: Sequence[str] = MINE) -> None:
        secret = queries.new_secret()
        make_token(secret, by=actor_of(who), name="test", scopes=list(scopes))
        self.client = Client(headers={"Authorization": f"Bearer {secret}"})

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return self.client.generic(
            method,
            f"/api/v1/{path}",
            data=b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=headers,
        )


@pytest.fixture
def amara() -> Person:
    cache.clear()
    hall = make_hall()
    seed_taxonomy(hall.id, by=system("demo"))
    return make_member("Amara Okafor", email="amara@example.org", side="both")


@pytest.fixture
def program(amara: Person) -> Program:
    return Program(amara)


PROFILE = {
    "name": "Amara Okafor",
    "headline": "Django and payments engineer",
    "rate": {"minor": 7850, "currency": "EUR"},
    "languages": ["en"],
    "country": "NG",
    "time_zone": "Africa/Lagos",
    "links": [{"label": "Site", "url": "https://amara.example.org"}],
}


def test_a_profile_is_changed_and_read_back(program: Program) -> None:
    changed = program.call("PUT", "me/freelancer-profile", PROFILE)
    assert changed.status_code == 200, changed.content
    me = program.call("GET", "me").json()
    assert me["rate"] == {"minor": 7850, "currency": "EUR"}
    assert (me["handle"], me["hat"], me["country"]) == ("amara-okafor", "freelancer", "Nigeria")
    assert "email" not in program.call("GET", "people/amara-okafor").json()


def test_a_refusal_is_a_problem_with_its_code_and_field(program: Program) -> None:
    answer = program.call("PUT", "me/freelancer-profile", {**PROFILE, "time_zone": "Moon/Sea"})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert (answer.json()["code"], answer.json()["field"]) == ("person.time_zone_unknown", "time_zone")


def test_a_token_without_the_scope_changes_and_reads_nothing(amara: Person) -> None:
    program = Program(amara, [Scope.BRIEFS_READ])
    for method, path, body in (
        ("GET", "me", None), ("PUT", "me/freelancer-profile", PROFILE), ("GET", "tokens", None),
        ("POST", "me/own-data", None), ("POST", "organisations", {"name": "X"}),
    ):  # fmt: skip
        answer = program.call(method, path, body)
        assert (answer.status_code, answer.json()["code"]) == (403, "token.scope_missing"), path
    assert Organisation.objects.count() == 0


def test_an_expired_or_unknown_token_is_nobody(amara: Person, program: Program) -> None:
    assert Client(headers={"Authorization": "Bearer hh_nonsense"}).get("/api/v1/me").status_code == 401
    with clock.later(days=91):
        assert program.call("GET", "me").status_code == 401


def test_a_suspended_persons_token_stops(amara: Person, program: Program) -> None:
    from hirehall.people.actions.start_staff_session import start_staff_session

    operator = make_person("Olga Operator", operator=True)
    session = start_staff_session(by=actor_of(operator), reason="spam reports")
    by = queries.staff_actor(operator, session.id)
    assert by is not None
    suspend_person(amara.id, by=by, reason="Sent spam to forty members")
    assert program.call("GET", "me").status_code == 401
    jobs.drain()
    from django.core import mail

    assert "Sent spam to forty members" in str(mail.outbox[-1].body)
    assert "Olga Operator" in str(mail.outbox[-1].body)


def test_the_same_key_makes_one_organisation_and_another_body_is_refused(program: Program) -> None:
    first = program.call("POST", "organisations", {"name": "North Works"}, **{"Idempotency-Key": "k1"})
    again = program.call("POST", "organisations", {"name": "North Works"}, **{"Idempotency-Key": "k1"})
    assert (first.status_code, first.json()["id"]) == (201, again.json()["id"])
    other = program.call("POST", "organisations", {"name": "South Works"}, **{"Idempotency-Key": "k1"})
    assert (other.status_code, other.json()["code"]) == (409, "idempotency.key_reused")
    assert Organisation.objects.count() == 1


def test_an_organisation_is_invited_to_answered_and_left(program: Program) -> None:
    made = program.call("POST", "organisations", {"name": "North Works"}).json()
    invited = program.call(
        "POST", f"organisations/{made['id']}/invitations", {"email": "jonas@example.org", "role": "hiring"}
    )
    assert invited.status_code == 201
    jonas = make_member("Jonas Weber", email="jonas@example.org")
    other = Program(jonas)
    assert other.call("GET", f"organisations/{made['id']}").status_code == 404
    answer = other.call("POST", f"invitations/{invited.json()['id']}/answer", {"accept": True})
    assert answer.status_code == 204
    page = other.call("GET", f"organisations/{made['id']}").json()
    assert [(one["name"], one["role"]) for one in page["members"]] == [
        ("Amara Okafor", "owner"), ("Jonas Weber", "hiring"),
    ]  # fmt: skip
    refused = other.call("PUT", f"organisations/{made['id']}/members/{jonas.id}", {"role": "owner"})
    assert (refused.status_code, refused.json()["code"]) == (403, "organisation.owners_only")
    assert other.call("DELETE", f"organisations/{made['id']}/members/{jonas.id}").status_code == 204
    assert program.call("GET", "organisations").json()["items"][0]["members"] == 1


def test_skills_come_in_pages_and_are_claimed(program: Program) -> None:
    seen, after = [], ""
    while True:
        page = program.call("GET", f"skills?limit=50&after={after}").json()
        seen += [item["slug"] for item in page["items"]]
        if page["next"] is None:
            break
        after = page["next"]
    assert len(seen) == len(set(seen)) == 120
    (django, *_) = program.call("GET", "skills?q=djano").json()["items"]
    assert django["name"] == "Django"
    claimed = program.call("PUT", f"me/skills/{django['id']}", {"level": 3}).json()
    assert [(item["name"], item["level"]) for item in claimed["items"]] == [("Django", 3)]
    assert program.call("DELETE", f"me/skills/{django['id']}").status_code == 204
    assert program.call("GET", "me/skills").json()["items"] == []


def test_a_picture_is_uploaded_and_shown_in_a_piece(program: Program) -> None:
    picture = SimpleUploadedFile("ledger.png", picture_bytes(400, 300))
    uploaded = program.client.post("/api/v1/files", {"file": picture, "purpose": "portfolio"})
    assert uploaded.status_code == 201, uploaded.content
    file_id = uploaded.json()["id"]
    piece = program.call("POST", "me/portfolio", {"title": "Ledger", "image_ids": [file_id]})
    assert piece.json()["images"] == [f"/pictures/{file_id}/full.webp"]
    stolen = Program(make_member("Jonas Weber"))
    taken = stolen.call("POST", "me/portfolio", {"title": "Mine", "image_ids": [file_id]})
    assert (taken.status_code, taken.json()["code"]) == (404, "file.not_found")
    assert PortfolioPiece.objects.count() == 1


def test_an_upload_is_read_by_its_short_lived_address(program: Program) -> None:
    words = SimpleUploadedFile("notes.txt", b"Three notes.")
    uploaded = program.client.post("/api/v1/files", {"file": words, "purpose": "attachment"}).json()
    assert Client().get(uploaded["download"]).content == b"Three notes."
    other = Program(make_member("Jonas Weber"))
    assert other.call("GET", f"files/{uploaded['id']}").status_code == 404
    assert program.call("DELETE", f"files/{uploaded['id']}").status_code == 204
    assert Client().get(uploaded["download"]).status_code == 404


def test_own_data_is_packed_and_downloaded(program: Program) -> None:
    assert program.call("POST", "me/own-data").status_code == 202
    jobs.drain()
    page = program.call("GET", "me/own-data").json()
    assert Client().get(page["download"]).content[:2] == b"PK"
    soon = program.call("POST", "me/own-data")
    assert (soon.status_code, soon.json()["code"]) == (429, "own_data.wait")


def test_a_token_alone_cannot_make_tokens_and_revokes_itself(amara: Person, program: Program) -> None:
    listed = program.call("GET", "tokens").json()["items"]
    assert [item["name"] for item in listed] == ["test"]
    assert "digest" not in listed[0]
    assert program.call("POST", "tokens", {"name": "x"}).status_code == 422
    assert program.call("DELETE", f"tokens/{listed[0]['id']}").status_code == 204
    assert program.call("GET", "me").status_code == 401


def test_a_list_of_cards_takes_one_query_however_many_people(django_assert_num_queries: Any) -> None:
    people = [make_person(f"Person {number}").id for number in range(12)]
    for some in (people[:2], people):
        with django_assert_num_queries(1):
            assert len(queries.public_card(some)) == len(some)


def test_a_body_that_is_no_multipart_form_is_a_problem_and_no_crash(program: Program) -> None:
    answer = program.client.generic(
        "POST", "/api/v1/files", data=b"words", content_type="multipart/form-data"
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "request.invalid")
