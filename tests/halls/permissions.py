from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock
from hirehall.halls.actions.change_hall_logo import change_hall_logo
from hirehall.halls.actions.change_hall_look import change_hall_look
from hirehall.halls.actions.date_clause import date_clause
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.open_hall import open_hall
from tests.makers.base import actor_of, make_hall, make_person
from tests.permission_case import Case

OPERATOR = {"staff_on", "system"}


def matrix() -> list[Case]:
    hall = make_hall(slug="halls-matrix", name="Halls matrix")
    owner = actor_of(make_person("Halls Member"))
    soon = clock.now() + timedelta(days=30)
    return [
        Case(
            "halls.open_hall",
            lambda actor: open_hall(by=actor, slug="second-matrix", name="Second"),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.date_policy",
            lambda actor: date_policy(
                hall.id, by=actor, effective_from=soon, changes={"payout_hold_days": 3}, reason="faster"
            ),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.change_hall_look",
            lambda actor: change_hall_look(
                hall.id,
                by=actor,
                name="New name",
                tagline="",
                hue=10,
                chroma_thousandths=80,
                escrow_word="escrow",
                contact_email="",
            ),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.change_hall_logo",
            lambda actor: change_hall_logo(hall.id, by=actor, file_id=None),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.date_clause",
            lambda actor: date_clause(
                hall.id, by=actor, kind="confidentiality", title="New", text="Words.", effective_from=soon
            ),
            owner,
            may=OPERATOR,
        ),
    ]
