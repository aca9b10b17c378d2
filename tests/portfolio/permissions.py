from __future__ import annotations

from hirehall.foundation.actor import Hat
from hirehall.portfolio.actions.follow_maker import follow_maker, unfollow_maker
from hirehall.portfolio.actions.like_piece import like_piece, unlike_piece
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.portfolio import make_shown
from tests.permission_case import Case

ANY_PERSON = {"stranger", "counterparty", "staff_off"}


def matrix() -> list[Case]:
    """The owner is the maker, who neither likes nor follows their own work; the counterparty is who looks."""
    hall = make_hall(slug="gallery-matrix", name="Gallery matrix")
    maker = actor_of(make_person("Gallery Maker"))
    looker = actor_of(make_person("Gallery Looker", Hat.CLIENT))
    shown = make_shown(maker.at(hall.id))
    both = {"owner": maker, "counterparty": looker}
    return [
        Case("portfolio.like_piece", lambda actor: like_piece(shown.id, by=actor), **both, may=ANY_PERSON),
        Case(
            "portfolio.unlike_piece",
            lambda actor: unlike_piece(shown.id, by=actor),
            **both,
            may={*ANY_PERSON, "owner"},
        ),
        Case(
            "portfolio.follow_maker",
            lambda actor: follow_maker(maker.require_person(), hall_id=hall.id, by=actor),
            **both,
            may=ANY_PERSON,
        ),
        Case(
            "portfolio.unfollow_maker",
            lambda actor: unfollow_maker(maker.require_person(), hall_id=hall.id, by=actor),
            **both,
            may={*ANY_PERSON, "owner"},
        ),
    ]
