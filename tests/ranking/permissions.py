from __future__ import annotations

from hirehall.ranking.actions.object_to_place import answer_objection, object_to_place
from hirehall.ranking.actions.show_slate import show_slate
from tests.makers.base import make_hall
from tests.makers.ranking import Stage
from tests.permission_case import Case


def matrix() -> list[Case]:
    """The owner is the client of a brief, or who stands in a place; the counterparty is the other of the two."""
    stage = Stage(hall=make_hall(slug="ranking-matrix", name="Ranking matrix"), people=2)
    first, second = stage.slate().places.order_by("number")
    who = {actor.person_id: actor for actor in stage.people}
    objection = object_to_place(second.id, by=who[second.person_id], words="I do have that skill.")
    return [
        Case(
            "ranking.show_slate",
            lambda actor: show_slate(stage.brief.id, by=actor),
            owner=stage.client,
            counterparty=stage.people[0],
        ),
        Case(
            "ranking.object_to_place",
            lambda actor: object_to_place(first.id, by=actor, words="My skills are not read."),
            owner=who[first.person_id],
            counterparty=stage.client,
        ),
        Case(
            "ranking.answer_objection",
            lambda actor: answer_objection(objection.id, by=actor, words="They are from today on."),
            owner=who[second.person_id],
            counterparty=stage.client,
            may={"staff_on"},
            hall_id=stage.hall.id,
        ),
    ]
