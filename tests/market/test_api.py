"""The market by API: the same actions, typed answers, one effect per key."""

from __future__ import annotations

import json
import secrets
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, Scope, staff
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.market.actions.decide_cap_appeal import decide_cap_appeal
from hirehall.market.models import Brief, Proposal
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Token
from hirehall.people.queries import digest
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_proposal, make_skill

pytestmark = pytest.mark.django_db


class Caller:
    """A program with a token."""

    def __init__(self, name: str, hat: Hat = Hat.FREELANCER) -> None:
        self.who = make_person(name, hat)
        self.actor = actor_of(self.who)
        secret = f"hh_{secrets.token_urlsafe(32)}"
        Token.objects.create(
            person=self.who, name="tests", digest=digest(secret), hint=secret[:6],
            scopes=[scope.value for scope in Scope], made_at=clock.now(),
        )  # fmt: skip
        self.headers = {"authorization": f"Bearer {secret}"}

    def upload(self, name: str, words: bytes) -> str:
        """Store a file; its id."""
        body = {"file": SimpleUploadedFile(name, words, content_type="text/plain")}
        answer = Client().post("/api/v1/files", body, headers=self.headers)
        assert answer.status_code == 201, answer.content
        return str(answer.json()["id"])

    def send(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        headers = {**self.headers, **({"idempotency-key": key} if key else {})}
        return Client().generic(
            method,
            f"/api/v1/{path}",
            json.dumps(body or {}),
            content_type="application/json",
            headers=headers,
        )


@pytest.fixture
def hall(db: None) -> Hall:
    made = make_hall()
    set_founding_schedule(made.id, at=LONG_AGO)
    return made


def whole(hall: Hall) -> dict[str, Any]:
    skill = make_skill(hall)
    return {
        "title": "Repair the booking page of a small ferry",
        "problem": "Every third booking on a phone is lost before the payment.",
        "outcome": "People book from a phone as easily as from a desk.",
        "criteria": ["A booking takes less than two minutes"],
        "category_id": str(skill.category_id),
        "budget_min": {"minor": 900_00, "currency": "EUR"},
        "must_skill_ids": [str(skill.id)],
        "questions": ["Which one have you mended before?"],
    }


def test_from_draft_to_declined_proposal(hall: Hall) -> None:
    client, work = Caller("Maren Holt", Hat.CLIENT), Caller("Tomas Reyl")
    made = client.send("POST", "briefs", {"title": "Repair the booking page"}, key="one")
    again = client.send("POST", "briefs", {"title": "Repair the booking page"}, key="one")
    assert (made.status_code, made.json()) == (201, again.json())
    brief_id = made.json()["id"]
    assert client.send("POST", f"briefs/{brief_id}/publication").json()["code"] == "brief.incomplete"
    missing = [row["field"] for row in client.send("GET", f"briefs/{brief_id}").json()["missing"]]
    assert missing == ["category_id", "problem", "outcome", "criteria", "must_skill_ids", "budget_min"]
    assert client.send("PUT", f"briefs/{brief_id}/draft", whole(hall)).status_code == 200
    preview = client.send("GET", f"briefs/{brief_id}/preview").json()
    assert (preview["title"], preview["questions"]) == (whole(hall)["title"], whole(hall)["questions"])
    assert work.send("GET", f"briefs/{brief_id}/preview").status_code == 404
    assert client.send("POST", f"briefs/{brief_id}/publication").json()["state"] == "published"
    assert [row["id"] for row in client.send("GET", "briefs").json()["items"]] == [brief_id]

    question = str(Brief.objects.get().questions.get().id)
    body = {
        "cover": "I would first read what is there, then repair the worst page, then the rest.",
        "plan": [{"title": "All of it", "amount": {"minor": 1000_00, "currency": "EUR"}, "due_days": 20}],
        "answers": [{"question_id": question, "answer": "The one of a museum."}],
    }
    saved = work.send("PUT", f"briefs/{brief_id}/proposal", body).json()
    assert saved["state"] == "draft"
    assert client.send("GET", f"proposals/{saved['id']}").status_code == 404
    assert work.send("POST", f"proposals/{saved['id']}/submission").json()["state"] == "submitted"
    seen = client.send("GET", f"briefs/{brief_id}/proposals").json()["items"][0]
    assert seen["amount"] == {"minor": 1000_00, "currency": "EUR"}
    one = client.send("GET", f"proposals/{saved['id']}").json()
    assert one["quote"]["client_pays"] == {"minor": 1030_00, "currency": "EUR"}
    assert one["state"] == "submitted"
    assert client.send("POST", f"proposals/{saved['id']}/reading").json()["state"] == "read"
    refusal = client.send("POST", f"proposals/{saved['id']}/refusal", {"reason": ""})
    assert (refusal.status_code, refusal.json()["code"]) == (422, "proposal.reason_missing")
    assert (
        client.send(
            "POST", f"proposals/{saved['id']}/refusal", {"reason": "We chose somebody nearer."}
        ).json()["state"]
        == "declined"
    )
    assert Proposal.objects.get().decline_reason == "We chose somebody nearer."


def test_questions_invitations_and_threads(hall: Hall) -> None:
    client, work = Caller("Maren Holt", Hat.CLIENT), Caller("Tomas Reyl")
    brief = make_brief(hall, client.actor)
    asked = work.send("POST", f"briefs/{brief.id}/clarifications", {"question": "May the calendar go?"})
    assert asked.status_code == 201
    client.send("POST", f"clarifications/{asked.json()['id']}/answer", {"answer": "It may."})
    assert work.send("GET", f"briefs/{brief.id}").json()["clarifications"][0]["answer"] == "It may."
    invited = client.send("POST", f"briefs/{brief.id}/invitations", {"freelancer_id": str(work.who.id)})
    assert invited.json()["state"] == "invited"
    assert client.send("GET", f"briefs/{brief.id}/invitations").json()[0]["freelancer"] == "Tomas Reyl"
    talk = f"invitations/{invited.json()['id']}/thread"
    assert client.send("POST", talk).json() == work.send("POST", talk).json()
    assert Caller("Ines Quandt").send("POST", talk).status_code == 404
    said = work.send("POST", f"invitations/{invited.json()['id']}/refusal", {"reason": "Booked."})
    assert said.json()["state"] == "declined"
    proposal = make_proposal(brief, work.actor)
    first = client.send("POST", f"proposals/{proposal.id}/thread").json()
    assert work.send("POST", f"proposals/{proposal.id}/thread").json() == first
    assert client.send("GET", f"price-hint?category_id={brief.category_id}").status_code == 204


def test_strangers_find_nothing_and_nobody_comes_in_without_a_token(hall: Hall) -> None:
    client, work, other = Caller("Maren Holt", Hat.CLIENT), Caller("Tomas Reyl"), Caller("Ines Quandt")
    proposal = make_proposal(make_brief(hall, client.actor), work.actor)
    assert other.send("GET", f"proposals/{proposal.id}").status_code == 404
    assert other.send("GET", f"briefs/{proposal.brief_id}/proposals").status_code == 404
    assert Client().get(f"/api/v1/proposals/{proposal.id}").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"title": "nul \x00 inside"},
        {"title": "half \ud800 of a pair"},
        {"criteria": ["nul \x00 inside"]},
        {"budget_max": {"minor": -5, "currency": "EUR"}, "budget_kind": "range"},
        {"budget_min": {"minor": 10**15 - 1, "currency": "EUR"}},
        {"budget_min": {"minor": 5, "currency": "XXX"}},
        {"deadline": "0001-01-01"},
        {"questions": ["same", "same", " same "]},
        {"category_id": "00000000-0000-0000-0000-000000000000"},
        {"nice_skill_ids": ["00000000-0000-0000-0000-000000000000"]},
    ],
)
def test_odd_input_is_taken_or_refused_but_never_breaks(hall: Hall, body: dict[str, Any]) -> None:
    answer = Caller("Maren Holt", Hat.CLIENT).send("POST", "briefs", body)
    assert answer.status_code in {201, 400, 422}, answer.content


@pytest.mark.parametrize(
    "body",
    [
        {"cover": "nul \x00 inside"},
        {"amount": {"minor": -5, "currency": "EUR"}},
        {"plan": [{"title": "x", "amount": {"minor": 10**15 - 1, "currency": "EUR"}}] * 9},
        {"plan": [{"title": "x", "amount": {"minor": 1, "currency": "USD"}},
                  {"title": "y", "amount": {"minor": 1, "currency": "EUR"}}]},
        {"links": [{"url": "https://[broken"}]},
        {"links": [{"url": "https://a.example/\x00"}]},
        {"piece_ids": ["00000000-0000-0000-0000-000000000000"]},
        {"file_ids": ["00000000-0000-0000-0000-000000000000"]},
        {"answers": [{"question_id": "00000000-0000-0000-0000-000000000000", "answer": "x"}]},
    ],
)  # fmt: skip
def test_odd_proposals_are_taken_or_refused_but_never_break(hall: Hall, body: dict[str, Any]) -> None:
    brief = make_brief(hall, Caller("Maren Holt", Hat.CLIENT).actor)
    answer = Caller("Tomas Reyl").send("PUT", f"briefs/{brief.id}/proposal", body)
    assert answer.status_code in {200, 400, 404, 422}, answer.content


def test_attachments_are_named_and_can_be_removed_and_an_edit_is_read_with_what_stood_before(
    hall: Hall,
) -> None:
    client = Caller("Maren Holt", Hat.CLIENT)
    brief_id = client.send("POST", "briefs", whole(hall)).json()["id"]
    file_id = client.upload("timetable.txt", b"Every hour from eight to eight.")
    client.send("PUT", f"briefs/{brief_id}/draft", {**whole(hall), "file_ids": [file_id]})
    seen = client.send("GET", f"briefs/{brief_id}").json()["attachments"]
    assert [(row["id"], row["name"], row["size_bytes"]) for row in seen] == [(file_id, "timetable.txt", 31)]
    other = client.send("PUT", f"briefs/{brief_id}/draft", {**whole(hall), "remove_file_ids": [brief_id]})
    assert other.json()["code"] == "file.not_found"
    client.send("POST", f"briefs/{brief_id}/publication")
    body = {**whole(hall), "remove_file_ids": [file_id], "note": "It was the old one"}
    assert client.send("PUT", f"briefs/{brief_id}", body).status_code == 200
    brief = client.send("GET", f"briefs/{brief_id}").json()
    assert brief["attachments"] == []
    assert brief["history"][0]["note"] == "It was the old one"
    assert brief["history"][0]["changes"] == [
        {"field": "Attachments", "before": "timetable.txt (31 bytes)", "after": ""}
    ]


def test_a_plan_is_quoted_before_it_is_proposed(hall: Hall) -> None:
    client, work = Caller("Maren Holt", Hat.CLIENT), Caller("Tomas Reyl")
    brief = make_brief(hall, client.actor)
    address = f"briefs/{brief.id}/proposal/quote?amount_minor=20000&amount_minor=90050"
    quoted = work.send("GET", address).json()
    assert quoted["freelancer_gets"] == {"minor": 880_40, "currency": "EUR"}
    assert quoted["client_pays"] == {"minor": 1133_52, "currency": "EUR"}
    assert [row["hall_keeps"]["minor"] for row in quoted["payments"]] == [46_00, 207_12]
    assert work.send("GET", f"briefs/{brief.id}/proposal/quote?amount_minor=0").status_code == 422


def test_ones_own_appeal_is_read_with_its_answer(db: None) -> None:
    hall = make_hall(proposals_per_week=1)
    client, work = Caller("Maren Holt", Hat.CLIENT), Caller("Tomas Reyl")
    make_proposal(make_brief(hall, client.actor), work.actor)
    assert work.send("GET", "cap-appeals/mine").status_code == 404
    work.send("POST", "cap-appeals", {"text": "Two clients have invited me, and I keep promises."})
    waiting = work.send("GET", "cap-appeals/mine").json()
    assert (waiting["granted"], waiting["decided_at"]) == (None, None)
    who = make_person("Olga Ring", Hat.CLIENT, operator=True)
    operator = staff(who.id, staff_session_id=new_id())
    decide_cap_appeal(waiting["id"], by=operator, granted=2, reason="Both are there.")
    answered = work.send("GET", "cap-appeals/mine").json()
    assert (answered["granted"], answered["reason"]) == (2, "Both are there.")
