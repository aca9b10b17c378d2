"""What each page of the market costs, with session and frame; pinned."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hirehall.foundation.actor import Hat
from hirehall.halls.models import Hall
from hirehall.market.models import Proposal
from hirehall.money.operations import set_founding_schedule
from hirehall.people.models import Person
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.market import make_brief, make_draft, make_proposal, make_proposal_draft, make_skill
from tests.market.test_pages import FORM, browser
from tests.market.test_rows import PLAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(db: None) -> Hall:
    made = make_hall()
    set_founding_schedule(made.id, at=LONG_AGO)
    for name in ("Django", "Checkout", "Timetables"):
        make_skill(made, name)
    return made


@pytest.fixture
def client_(db: None) -> Person:
    return make_person("Maren Holt", Hat.CLIENT)


@pytest.fixture
def freelancer(db: None) -> Person:
    return make_person("Tomas Reyl")


@contextmanager
def at_most(number: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as seen:
        yield
    said = [query["sql"][:400] for query in seen.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(said) <= number, "\n".join([f"{len(said)} queries:", *said])


def costs(client: Client, address: str, number: int) -> None:
    with at_most(number):
        assert client.get(address).status_code == 200


def test_the_builder(hall: Hall, client_: Person) -> None:
    draft = make_draft(hall, actor_of(client_))
    maren = browser(client_)
    maren.post(
        f"/briefs/{draft.id}/draft/",
        {**FORM, "category_id": draft.category_id, "attachments": [SimpleUploadedFile("a.txt", b"words")]},
    )
    costs(maren, f"/briefs/{draft.id}/draft/", 12)


def test_the_check_before_publication(hall: Hall, client_: Person) -> None:
    draft = make_draft(hall, actor_of(client_))
    costs(browser(client_), f"/briefs/{draft.id}/check/", 12)


def test_a_change_of_a_published_brief(hall: Hall, client_: Person) -> None:
    brief = make_brief(hall, actor_of(client_))
    costs(browser(client_), f"/briefs/{brief.id}/edit/", 12)


def test_the_form_of_a_proposal(hall: Hall, client_: Person, freelancer: Person) -> None:
    brief = make_brief(hall, actor_of(client_))
    tomas = browser(freelancer)
    costs(tomas, f"/briefs/{brief.id}/proposal/", 12)
    tomas.post(f"/briefs/{brief.id}/proposal/", PLAN)
    costs(tomas, f"/briefs/{brief.id}/proposal/", 12)


def test_the_check_of_a_proposal(hall: Hall, client_: Person, freelancer: Person) -> None:
    draft = make_proposal_draft(make_brief(hall, actor_of(client_)), actor_of(freelancer))
    costs(browser(freelancer), f"/briefs/{draft.brief_id}/proposal/check/", 12)


def test_the_clients_first_opening_of_a_proposal(hall: Hall, client_: Person, freelancer: Person) -> None:
    proposal = make_proposal(make_brief(hall, actor_of(client_)), actor_of(freelancer))
    maren = browser(client_)
    costs(maren, f"/proposals/{proposal.id}/", 12)
    assert Proposal.objects.get().state == "read"
    costs(maren, f"/proposals/{proposal.id}/", 12)


def test_proposals_side_by_side(hall: Hall, client_: Person, freelancer: Person) -> None:
    brief = make_brief(hall, actor_of(client_))
    people = [freelancer, *(make_person(name) for name in ("Ada Wren", "Bo Lind", "Cy Marsh"))]
    ids = [make_proposal(brief, actor_of(person)).id for person in people]
    asked = "&".join(f"p={proposal_id}" for proposal_id in ids)
    costs(browser(client_), f"/briefs/{brief.id}/proposals/comparison/?{asked}", 12)


def test_the_live_lines(hall: Hall, client_: Person, freelancer: Person) -> None:
    brief = make_brief(hall, actor_of(client_))
    many = "&".join(f"plan_title=Part+{number}&plan_amount={number}00" for number in range(1, 10))
    costs(browser(freelancer), f"/briefs/{brief.id}/proposal/quote/?{many}", 9)
    costs(browser(client_), f"/briefs/{brief.id}/draft/quote/?budget_min=800&budget_kind=fixed", 9)
