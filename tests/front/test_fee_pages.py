"""The pages of fees and of joining ask the database the same, however much there is to show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hirehall.foundation import clock, jobs
from hirehall.foundation.actor import system
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.invite_to_hall import make_join_code
from hirehall.halls.models import Hall
from hirehall.money.fees.actions.announce_schedule import announce_schedule
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.models import FeeDraft
from tests.makers.base import actor_of, make_person
from tests.makers.contracts import make_pair
from tests.wiring.test_halls_apart import seated

pytestmark = pytest.mark.django_db
DESK = system("desk")


def count(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def more(hall: Hall, number: int) -> None:
    """One more version, draft with its year, applicant and code."""
    day = clock.now() + timedelta(days=40 + 10 * number)
    announce_schedule(hall.id, by=DESK, rules=FOUNDING_RULES, effective_from=day, note=f"Version {number}.")
    draft_schedule(hall.id, by=DESK, rules=FOUNDING_RULES, wanted_from=day)
    jobs.drain()
    apply_to_hall(hall.id, by=actor_of(make_person(f"Applicant {number}")), answers=("Work.",))
    make_join_code(hall.id, by=DESK, most_uses=3, days=9)


def test_fees_drafts_and_applications_ask_the_same_however_many_there_are() -> None:
    first = make_pair(client="Cora One", freelancer="Fred One")
    hall = first.hall
    first.finished()
    hall.policies.update(of_models={"joining.open": 0, "joining.application": 1})
    more(hall, 0)
    desk, draft = seated("staff"), FeeDraft.objects.get()
    pages = {
        "/fees/": Client(), "/desk/fees/": desk, f"/desk/fees/drafts/{draft.id}/": desk, "/desk/joining/": desk,
        f"/desk/fees/drafts/{draft.id}/members.csv": desk,
    }  # fmt: skip
    before: dict[str, Any] = {}
    for _ in range(2):  # the first look fills what is kept for all
        before = {address: count(browser, address) for address, browser in pages.items()}
    for number in range(1, 5):
        more(hall, number)
    assert {address: count(browser, address) for address, browser in pages.items()} == before
    most = dict(zip(pages, (6, 14, 15, 14, 8), strict=True))
    assert {address: asked for address, asked in before.items() if asked > most[address]} == {}
