"""The API against its own OpenAPI document: whatever is sent, no answer is a 500, and every no is a problem.

Requests are generated from the document; half of the identifiers in addresses are of things that exist, so that the
requests get past "not found". A refusal must be an RFC 9457 problem with a stable code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings
from schemathesis.generation.feedback import FeedbackSources
from schemathesis.generation.hypothesis.builder import (
    InvalidHeadersExampleMark,
    InvalidRegexMark,
    MissingPathParameters,
    NonSerializableMark,
    UnsatisfiableExampleMark,
    UnserializablePayloadMark,
)
from schemathesis.generation.hypothesis.reporting import ignore_hypothesis_output
from schemathesis.pytest._test_builder import build_operation_test
from schemathesis.python._constants.orchestrator import make_constants_value_source

from hirehall.foundation.actor import Hat, Scope
from hirehall.foundation.ids import new_id
from hirehall.people.actions.make_token import make_token
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.queries import new_secret
from hirehall.wiring.api import api
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import Pair, first, make_pair

PROBLEM = "application/problem+json"
EXAMPLES = 10
ANSWERED = {200, 201, 202, 204}
document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(), default=str))
schema = schemathesis.openapi.from_dict(document)
OPERATIONS = [(method, path) for path, item in document["paths"].items() for method in item]
FEEDBACK = FeedbackSources(constants_value_source=make_constants_value_source(schema))
LEFT_OUT = (
    InvalidHeadersExampleMark,
    InvalidRegexMark,
    MissingPathParameters,
    NonSerializableMark,
    UnsatisfiableExampleMark,
    UnserializablePayloadMark,
)
"""How a test says that requests of the document could not be made."""


class World:
    """A pair with a delivered milestone, a token for each side, and the ids of everything there is."""

    def __init__(self) -> None:
        self.pair: Pair = make_pair()
        self.contract = self.pair.contract()
        self.milestone = self.pair.deliver(self.pair.fund(first(self.contract)))
        self.secrets = [self._token(actor) for actor in (self.pair.client, self.pair.freelancer)]
        self.desk = self._operator()
        self.known = {"contract_id": self.contract.id, "milestone_id": self.milestone.id}
        self.turn = 0

    def _token(self, actor: Any) -> str:
        secret = new_secret()
        make_token(secret, by=actor, name="fuzz", scopes=[scope for scope in Scope if "staff" not in scope])
        return secret

    def _operator(self) -> dict[str, str]:
        """The headers of an operator's program in a staff session."""
        actor = actor_of(make_person("Olga Operator", Hat.CLIENT, operator=True))
        secret = new_secret()
        make_token(secret, by=actor, name="desk", scopes=[Scope.STAFF_READ, Scope.STAFF_WRITE])
        session = start_staff_session(by=actor, reason="fuzzing")
        return {"Authorization": f"Bearer {secret}", "Staff-Session": str(session.id)}

    def path(self, case: Any) -> str:
        """The address, every other time with ids of things that exist."""
        self.turn += 1
        if self.turn % 2:
            for name in case.path_parameters or {}:
                if name in self.known:
                    case.path_parameters[name] = str(self.known[name])
        return str(case.formatted_path)


@pytest.fixture(scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("world") / "files"


@pytest.fixture(autouse=True)
def _files_in_a_folder_of_their_own(_files: Path, settings: Settings) -> None:
    """Those of the one world, which was made before this test."""
    settings.HIREHALL_FILES = _files


@pytest.fixture(scope="module")
def _made(_files: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One world for all operations, in a transaction around theirs; each takes back what it changed in it."""
    around = transaction.atomic()
    around._from_testcase = True  # so that actions, which insist on a transaction of their own, may run
    with django_db_blocker.unblock(), override_settings(HIREHALL_FILES=_files):
        around.__enter__()
        made = World()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def world(_made: World, db: None) -> World:
    _made.turn = 0
    return _made


@pytest.fixture
def program() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("method", "path"), OPERATIONS, ids=[f"{verb.upper()} {at}" for verb, at in OPERATIONS]
)
def test_no_request_breaks_the_api(method: str, path: str, world: World, program: Client) -> None:
    """An operation's requests are made when its turn comes: for all together they take a process half a minute."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def send(case: Any) -> None:
        answered_well(case, world, program)

    asked = build_operation_test(
        config=schema.config,
        operation=schema[path][method],
        test_func=send,
        given_kwargs={},
        feedback=FEEDBACK,
    )
    with ignore_hypothesis_output():
        asked()
    assert [mark.get(asked) for mark in LEFT_OUT if mark.get(asked)] == []


def answered_well(case: Any, world: World, program: Client) -> None:
    path = world.path(case)
    given = case.as_transport_kwargs(base_url="http://testserver")
    body = given.get("json")
    content = json.dumps(body).encode() if "json" in given else given.get("data") or b""
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    secret = world.secrets[world.turn // 2 % 2]
    response = program.generic(
        case.method,
        path,
        data=content if isinstance(content, bytes) else b"",
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {secret}",
            **(world.desk if "/desk/" in case.path and world.turn % 3 else {}),
            "Idempotency-Key": str(new_id()),
        },
        QUERY_STRING=_query(given.get("params")),
    )
    assert response.status_code < 500, (case.method, path, content[:300], response.content[:600])
    if response.status_code not in ANSWERED | {301, 302, 303, 304}:
        assert response["Content-Type"].startswith(PROBLEM), (case.method, path, response.content[:300])
        assert case.method == "HEAD" or json.loads(response.content)["code"]


def _query(params: Any) -> str:
    from urllib.parse import urlencode

    return urlencode(params or {}, doseq=True, errors="replace")


def test_the_document_is_openapi_3_1_and_names_every_operation_once() -> None:
    assert document["openapi"].startswith("3.1")
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))
    assert len(names) > 60


# Sessions and passkeys (the log-in library's) and background jobs (the queue's) have numbers for keys. One reaches only
# one's own sessions and passkeys, and jobs only from the operator's desk.
OF_LIBRARIES = frozenset({"session_id", "passkey_id", "job_id"})


def test_ids_in_addresses_are_uuids() -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            for parameter in operation.get("parameters", []):
                name = parameter["name"]
                if parameter["in"] == "path" and name.endswith("_id") and name not in OF_LIBRARIES:
                    assert parameter["schema"].get("format") == "uuid", path
    assert isinstance(new_id(), UUID)
