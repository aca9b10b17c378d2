"""What a suspended person may do by call: what the pages leave them, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client

from hirehall.foundation import jobs
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.models import FactRow
from hirehall.halls.models import Hall
from hirehall.people import queries
from hirehall.people.actions.reinstate_person import reinstate_person
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.actions.uphold_suspension import uphold_suspension
from hirehall.people.api.suspension import STILL_OPEN
from hirehall.people.models import Person
from hirehall.wiring.api import api
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.listing import switch_on
from tests.makers.people import make_member
from tests.people.test_api import Program
from tests.people.test_doors import SIGN_IN, code, post

pytestmark = pytest.mark.django_db
ALL = [scope for scope in Scope if "staff" not in scope]
SORRY = "Somebody had my password. I have changed it and apologised to all forty."


@pytest.fixture
def amara() -> Person:
    cache.clear()
    make_hall()
    return make_member("Amara Okafor", email="amara@example.org", side="both")


def suspended(who: Person) -> Actor:
    operator = make_person("Olga Operator", operator=True)
    by = queries.staff_actor(operator, start_staff_session(by=actor_of(operator), reason="spam").id)
    assert by is not None
    suspend_person(who.id, by=by, reason="Spam to forty members")
    return by


def signed_in() -> Program:
    made = post("tokens", {**SIGN_IN, "scopes": ALL})
    assert made.status_code == 201, made.content
    program = Program.__new__(Program)
    program.client = Client(headers={"Authorization": f"Bearer {made.json()['secret']}"})
    return program


def calls() -> list[tuple[str, str]]:
    """Every call that asks for a token, as (method, path)."""
    return [
        (method.upper(), path.removeprefix("/api/v1/"))
        for path, methods in api.get_openapi_schema()["paths"].items()
        for method, operation in methods.items()
        if operation.get("security")
    ]


def test_tokens_end_with_the_suspension_and_a_new_one_reads_why(amara: Person) -> None:
    before = Program(amara, ALL)
    assert code(before.call("GET", "me/suspension")) == (404, "suspension.not_found")
    by = suspended(amara)
    assert before.call("GET", "me/suspension").status_code == 401
    program = signed_in()
    said = program.call("GET", "me/suspension").json()
    assert (said["reason"], said["decided_by"]) == ("Spam to forty members", "Olga Operator")
    assert (said["appeal"], said["appealed_at"], said["answer"]) == ("", None, "")
    assert code(program.call("GET", "me")) == (403, "account.suspended")
    reinstate_person(amara.id, by=by, reason="It was somebody else")
    assert program.call("GET", "me").status_code == 401
    assert signed_in().call("GET", "me").status_code == 200


def test_a_suspended_person_appeals_once_by_call_and_reads_the_answer(amara: Person) -> None:
    by = suspended(amara)
    program = signed_in()
    assert code(program.call("POST", "me/suspension/appeal", {"text": "Sorry"}))[0] == 422
    said = program.call("POST", "me/suspension/appeal", {"text": SORRY}).json()
    assert (said["appeal"], said["appealed_at"] is not None) == (SORRY, True)
    again = program.call("POST", "me/suspension/appeal", {"text": SORRY})
    assert code(again) == (409, "suspension.appealed")
    assert FactRow.objects.filter(name="person.suspension_appealed").count() == 1
    uphold_suspension(amara.id, by=by, reason="Forty people were still written to")
    assert program.call("GET", "me/suspension").json()["answer"] == "Forty people were still written to"


def test_their_data_is_packed_and_read_by_call(amara: Person) -> None:
    suspended(amara)
    program = signed_in()
    assert program.call("POST", "me/own-data").status_code == 202
    jobs.drain()
    link = program.call("GET", "me/own-data").json()["download"]
    answer = Client().get(link)
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_every_other_call_says_that_the_account_is_suspended(amara: Person, settings: Any) -> None:
    settings.CONFIG = replace(settings.CONFIG, api_requests_per_minute=len(calls()) + 1)
    suspended(amara)
    switch_on(Hall.objects.get())  # what a hall does not offer is not there, for anybody
    program = signed_in()
    wrong = []
    for method, path in calls():
        answer = program.call(method, filled(path))
        says = method == "HEAD" or b"account.suspended" in answer.content
        refused = answer.status_code == 403 and says
        if refused == (f"{method} {path}" in STILL_OPEN):
            wrong.append(f"{method} {path} answers {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def filled(path: str) -> str:
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + str(UUID(int=7)) + rest.partition("}")[2]
    return path


def test_what_stays_open_names_calls_that_there_are() -> None:
    there: set[Any] = {f"{method} {path}" for method, path in calls()}
    assert STILL_OPEN - there == set()
