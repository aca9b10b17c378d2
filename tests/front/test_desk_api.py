"""The operator's desk by token: a staff scope and a staff session that says why, and the actions of the pages."""

from __future__ import annotations

import json
from datetime import timedelta
from posixpath import normpath
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, Scope
from hirehall.foundation.models import FactRow
from hirehall.foundation.refused import Refused
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.models import Hall
from hirehall.halls.queries import clauses_now, policies, policy_now
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.money.operations import set_founding_schedule
from hirehall.people.actions.make_token import make_token
from hirehall.people.models import Person, StaffSession
from hirehall.people.queries import new_secret
from hirehall.skills.models import Skill
from hirehall.wiring.api import api
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.makers.contracts import make_pair
from tests.makers.panels import make_table

pytestmark = pytest.mark.django_db
OF_THE_INSTALLATION = {
    "audits",
    "former-addresses",
    "hall-drafts",
    "hall-templates",
    "halls",
    "jobs",
    "overview",
    "session",
    "trust",
}
BOTH = (Scope.STAFF_READ, Scope.STAFF_WRITE)


class Program:
    """A program of an operator, which may name a staff session with its calls."""

    def __init__(self, who: Person, scopes: tuple[str, ...] = BOTH) -> None:
        secret = new_secret()
        make_token(secret, by=actor_of(who), name="desk", scopes=list(scopes))
        self.token = secret
        self.session = ""

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        named = {"Staff-Session": self.session} if self.session else {}
        return Client(headers={"Authorization": f"Bearer {self.token}", **named, **headers}).generic(
            method,
            normpath(f"/api/v1/desk/{path}"),
            data=b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
        )

    def start(self, reason: str = "A member asked for help") -> Program:
        answer = self.call("POST", "session", {"reason": reason})
        assert answer.status_code == 201, answer.content
        self.session = answer.json()["id"]
        return self


@pytest.fixture
def olga(hall: Hall) -> Person:
    return make_person("Olga Operator", Hat.CLIENT, operator=True)


@pytest.fixture
def desk(olga: Person) -> Program:
    return Program(olga).start()


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def readings() -> list[str]:
    paths = api.get_openapi_schema()["paths"]
    found = [path for path, methods in paths.items() if path.startswith("/api/v1/desk/") and "get" in methods]
    lists = [path.removeprefix("/api/v1/desk/") for path in found if "{" not in path]
    return [path for path in lists if path != "hall-session"]  # of who serves one hall


def test_every_list_of_the_desk_is_read_in_a_session_and_closed_without_one(olga: Person) -> None:
    program = Program(olga)
    assert len(readings()) > 12
    for path in readings():
        assert code_of(program.call("GET", path)) == (403, "staff.session_needed"), path
    program.start()
    for path in readings():
        answer = program.call("GET", path)
        assert answer.status_code == 200, (path, answer.content)


def test_members_and_tokens_without_a_staff_scope_open_nothing(olga: Person) -> None:
    running = Program(olga).start()
    narrow = Program(olga, (Scope.PROFILE_READ,))
    narrow.session = running.session
    assert code_of(narrow.call("POST", "session", {"reason": "why not"})) == (403, "token.scope_missing")
    assert code_of(narrow.call("GET", "people")) == (403, "token.scope_missing")
    other = Program(make_person("Otto Operator", Hat.CLIENT, operator=True))
    other.session = running.session
    assert code_of(other.call("GET", "people")) == (403, "staff.session_needed")


def test_somebody_who_is_no_operator_any_more_starts_no_session(olga: Person) -> None:
    program = Program(olga)
    Person.objects.filter(id=olga.id).update(is_operator=False)
    assert code_of(program.call("POST", "session", {"reason": "Curious"})) == (403, "staff.operators_only")
    assert StaffSession.objects.count() == 0


def test_a_session_says_why_times_out_and_can_be_ended(desk: Program) -> None:
    running = desk.call("GET", "session").json()
    assert running["reason"] == "A member asked for help"
    assert FactRow.objects.filter(name="staff.session_started").count() == 1
    with clock.later(minutes=31):
        assert code_of(desk.call("GET", "people")) == (403, "staff.session_needed")
    assert desk.call("DELETE", "session").status_code == 204
    assert code_of(desk.call("GET", "people")) == (403, "staff.session_needed")
    desk.session = ""
    assert code_of(desk.call("POST", "session", {"reason": " "})) == (422, "staff.reason_missing")


def test_a_token_that_only_reads_changes_nothing(olga: Person) -> None:
    reader = Program(olga, (Scope.STAFF_READ,)).start()
    ada = make_person("Ada Lind")
    assert reader.call("GET", f"people/{ada.id}").status_code == 200
    refused = reader.call("POST", f"people/{ada.id}/suspension", {"reason": "Spam"})
    assert code_of(refused) == (403, "token.scope_missing")
    assert Person.objects.get(id=ada.id).is_active


def test_who_serves_one_hall_has_its_desk_by_token_and_nothing_beyond(olga: Person, hall: Hall) -> None:
    hedda, second = make_person("Hedda Hall"), make_hall(slug="second", currency="EUR")
    with pytest.raises(Refused):
        Program(hedda)  # no staff scope for who serves nowhere
    set_founding_schedule(hall.id)
    appoint_hall_operator(hall.id, by=staff_of(olga), who="@hedda-hall")
    program, stranger = Program(hedda), make_person("Sid Stranger")
    join_hall(hall.id, by=actor_of(hedda))
    assert code_of(program.call("GET", "policies")) == (403, "staff.session_needed")
    assert code_of(program.call("POST", "session", {"reason": "Help"})) == (403, "staff.operators_only")
    began = program.call("POST", "hall-session", {"reason": "New fees"})
    assert began.status_code == 201
    program.session = began.json()["id"]
    assert program.call("GET", "hall-session").json()["reason"] == "New fees"
    closed = {path for path in readings() if program.call("GET", path).status_code != 200}
    assert closed == OF_THE_INSTALLATION
    rules = {
        "form": 1,
        "freelancer": [{"kind": "percent", "basis_points": 1000, "label": "10%"}],
        "client": [],
    }
    day = (clock.now() + timedelta(days=200)).isoformat()
    drafted = program.call("POST", "fee-drafts", {"rules": rules, "wanted_from": day})
    assert drafted.status_code == 201, drafted.content
    assert [one["id"] for one in program.call("GET", "fee-drafts").json()["items"]] == [drafted.json()["id"]]
    announced = {"rules": rules, "effective_from": day, "note": "Less"}
    told = program.call("POST", "../fee-schedules", announced)
    assert told.status_code == 201, told.content
    look = {
        "name": hall.name,
        "tagline": "Ours",
        "hue": 10,
        "chroma_thousandths": 90,
        "escrow_word": "escrow",
    }
    assert program.call("PUT", f"halls/{hall.id}/look", look).status_code == 200
    assert [one["id"] for one in program.call("GET", "people").json()["items"]] == [str(hedda.id)]
    assert program.call("GET", f"people/{stranger.id}").status_code == 404
    assert code_of(program.call("PUT", f"halls/{second.id}/look", look)) == (403, "staff.other_hall")
    assert code_of(program.call("GET", f"halls/{second.id}")) == (403, "staff.other_hall")
    assert code_of(program.call("POST", "audits")) == (403, "staff.other_hall")
    elsewhere = program.call("GET", "../../../at/second/api/v1/desk/policies")
    assert code_of(elsewhere) == (403, "staff.session_needed")
    assert program.call("DELETE", "hall-session").status_code == 204
    assert code_of(program.call("GET", "policies")) == (403, "staff.session_needed")


def test_people_are_found_looked_at_suspended_and_let_in_again(desk: Program) -> None:
    ada = make_person("Ada Lind")
    make_person("Bo Berg")
    assert [one["name"] for one in desk.call("GET", "people?q=ada").json()["items"]] == ["Ada Lind"]
    page = desk.call("GET", f"people/{ada.id}").json()
    assert (page["handle"], page["hats"]) == ("ada-lind", ["freelancer"])
    looked = FactRow.objects.get(name="staff.looked")
    assert (looked.about, str(looked.staff_session_id)) == ([ada.id], desk.session)
    key = {"Idempotency-Key": "once"}
    for _ in range(2):
        done = desk.call("POST", f"people/{ada.id}/suspension", {"reason": "Spam"}, **key)
        assert done.json()["suspended_at"] is not None
    assert FactRow.objects.filter(name="person.suspended").count() == 1
    assert [one["name"] for one in desk.call("GET", "people?show=suspended").json()["items"]] == ["Ada Lind"]
    lifted = desk.call("POST", f"people/{ada.id}/reinstatement", {"reason": "Our mistake"})
    assert lifted.json()["suspended_at"] is None
    assert code_of(desk.call("GET", f"people/{uuid4()}")) == (404, "person.not_found")


def test_people_come_in_pages_with_as_many_queries_however_many(
    desk: Program, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        make_person(f"Person {number}")
    seen, after = [], ""
    while True:
        with django_assert_max_num_queries(8):
            page = desk.call("GET", f"people?limit=4{after}").json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert len(seen) == len(set(seen)) == 10


def test_a_halls_look_and_words_change(desk: Program, hall: Hall) -> None:
    assert [one["slug"] for one in desk.call("GET", "halls").json()["items"]] == ["harbour"]
    look = {"name": "Harbour", "hue": 30, "chroma_thousandths": 90, "tagline": "Work from the port",
            "escrow_word": "project funds", "contact_email": "desk@harbour.example"}  # fmt: skip
    changed = desk.call("PUT", f"halls/{hall.id}/look", look)
    assert (changed.json()["hue"], changed.json()["escrow_word"]) == (30, "project funds")
    assert desk.call("GET", f"halls/{hall.id}").json()["name"] == "Harbour"
    assert desk.call("PUT", f"halls/{hall.id}/look", {**look, "hue": 400}).status_code == 422
    empty = desk.call("PUT", f"halls/{hall.id}/look", {**look, "name": " "})
    assert (code_of(empty), empty.json()["field"]) == ((422, "hall.setting_invalid"), "name")


def test_clocks_are_dated_ahead_and_the_running_ones_stay(desk: Program, hall: Hall) -> None:
    soon = (clock.now() + timedelta(days=20)).isoformat()
    asked = {"effective_from": soon, "reason": "Faster", "changes": {"payout_hold_days": 2}}
    made = desk.call("POST", "policies", asked)
    assert (made.status_code, made.json()["state"]) == (201, "announced")
    assert made.json()["numbers"]["payout_hold_days"] == 2
    assert policy_now(hall.id).payout_hold_days == 5
    assert [one["state"] for one in desk.call("GET", "policies").json()["items"]] == ["announced", "in force"]
    wrong = desk.call("POST", "policies", {**asked, "changes": {"wishes": 3}})
    assert (code_of(wrong), wrong.json()["field"]) == ((422, "hall.setting_invalid"), "wishes")
    far = desk.call("POST", "policies", {**asked, "effective_from": "9999-12-31T23:59:59-14:00"})
    assert code_of(far) == (422, "policy.too_far_ahead")
    naive = desk.call("POST", "policies", {**asked, "effective_from": "2027-01-01T00:00:00"})
    assert naive.status_code == 422
    assert len(policies(hall.id)) == 2


def test_clauses_are_dated(desk: Program, hall: Hall) -> None:
    soon = clock.now() + timedelta(days=5)
    asked = {"kind": "confidentiality", "title": "Both sides keep secrets", "text": "For five years.",
             "effective_from": soon.isoformat()}  # fmt: skip
    assert desk.call("POST", "clauses", asked).status_code == 201
    assert len(desk.call("GET", "clauses").json()["items"]) == 3
    with clock.later(days=6):
        assert "For five years." in {one.text for one in clauses_now(hall.id)}
    past = {**asked, "effective_from": "2020-01-01T00:00:00Z"}
    assert code_of(desk.call("POST", "clauses", past)) == (422, "clause.in_the_past")


def test_categories_and_skills_are_added_renamed_and_retired(desk: Program) -> None:
    category = desk.call("POST", "categories", {"name": "Stone carving"}).json()
    assert desk.call("PUT", f"categories/{category['id']}", {"name": "Stone"}).status_code == 204
    body = {"name": "Letering", "synonyms": ["inscription"]}
    skill = desk.call("POST", f"categories/{category['id']}/skills", body).json()
    renamed = desk.call("PUT", f"skills/{skill['id']}", {"name": "Lettering"}).json()
    assert (renamed["name"], renamed["slug"]) == ("Lettering", "letering")
    assert renamed["synonyms"] == ["inscription", "Letering"]
    twin = desk.call("POST", f"categories/{category['id']}/skills", {"name": "Gilding"}).json()
    assert code_of(desk.call("PUT", f"skills/{twin['id']}", {"name": "lettering"})) == (409, "skill.exists")
    assert desk.call("POST", f"skills/{skill['id']}/closure").json()["closed_at"] is not None
    assert Skill.objects.get(id=skill["id"]).closed_at is not None
    assert desk.call("POST", f"skills/{skill['id']}/reopening").json()["closed_at"] is None
    (listed,) = desk.call("GET", "taxonomy").json()["items"]
    assert (listed["name"], [one["name"] for one in listed["skills"]]) == ("Stone", ["Gilding", "Lettering"])


def test_contracts_and_the_ledger_are_read_and_the_look_is_recorded() -> None:
    milestone = make_pair().delivered()
    desk = Program(make_person("Olga Operator", Hat.CLIENT, operator=True)).start()
    (line,) = desk.call("GET", "contracts?state=active").json()["items"]
    assert line["id"] == str(milestone.contract_id)
    page = desk.call("GET", f"contracts/{milestone.contract_id}").json()
    for transfer in page["ledger"]:
        debits = sum(one["debit"]["minor"] for one in transfer["entries"] if one["debit"])
        other = sum(one["credit"]["minor"] for one in transfer["entries"] if one["credit"])
        assert debits == other > 0
    assert FactRow.objects.get(name="staff.looked").about == [milestone.contract_id]
    postings = desk.call("GET", "postings?limit=1").json()
    assert postings["items"][0]["amount"]["minor"] > 0
    assert desk.call("GET", "postings?key=fund:").json()["items"][0]["key"].startswith("fund:")
    books = desk.call("GET", "books").json()
    assert all(one["debit"] == one["credit"] for one in books["totals"])


def test_the_books_are_checked_and_the_result_stays(desk: Program) -> None:
    assert desk.call("GET", "books").json()["audit"]["checked_at"] is None
    checked = desk.call("POST", "audits").json()
    assert (checked["checked"] > 5, checked["broken"]) == (True, [])
    assert len(desk.call("GET", "audits").json()["items"]) == 1


def failed_job() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'money.drive_payment', '{\"payment_id\": \"7\"}', 'failed') RETURNING id"
        )
        return int(cursor.fetchone()[0])


def test_failed_jobs_are_tried_again_or_given_up_with_a_reason(desk: Program) -> None:
    first, second = failed_job(), failed_job()
    page = desk.call("GET", "jobs?limit=1").json()
    assert (page["items"][0]["id"], page["next"]) == (second, second)
    following = desk.call("GET", f"jobs?limit=1&after={second}").json()
    assert (following["items"][0]["id"], following["next"]) == (first, None)
    assert following["items"][0]["arguments"] == {"payment_id": "7"}
    assert desk.call("POST", f"jobs/{first}/retry").status_code == 204
    assert code_of(desk.call("POST", f"jobs/{second}/discard", {"reason": ""})) == (
        422,
        "staff.reason_missing",
    )
    assert desk.call("POST", f"jobs/{second}/discard", {"reason": "Paid by hand"}).status_code == 204
    assert code_of(desk.call("POST", f"jobs/{second}/retry")) == (404, "job.not_found")
    assert desk.call("GET", "jobs").json()["items"] == []
    names = FactRow.objects.filter(name__startswith="staff.job").values_list("name", flat=True)
    assert sorted(names) == ["staff.job_discarded", "staff.job_retried"]


def test_the_fact_log_is_read_by_name_and_by_staff(desk: Program) -> None:
    page = desk.call("GET", "facts?name=staff.").json()
    assert [one["name"] for one in page["items"]] == ["staff.session_started"]
    assert desk.call("GET", "facts?staff=true").json()["items"] == []


def test_the_fact_log_keeps_what_a_panel_has_sealed(desk: Program, hall: Hall) -> None:
    table = make_table(hall)
    table.seat()
    table.publish()
    (proposal,) = table.propose("Ines Quandt")
    ask_clarification(table.brief.id, by=table.proposers[0], question="On which days does the ferry run?")
    names = ("proposal.submitted", "clarification.asked")

    def lines() -> list[dict[str, Any]]:
        return [desk.call("GET", f"facts?name={name}").json()["items"][0] for name in names]

    for line in lines():
        assert (line["actor_name"], line["actor_person_id"], line["about"]) == ("sealed", None, [])
        assert line["data"] == {"brief_id": str(table.brief.id)}
    table.open()
    with clock.later(days=12):
        table.compared()
        table.agreed()
        table.awarded()
    assert {line["actor_person_id"] for line in lines()} == {str(proposal.freelancer_id)}
