"""Work that is shown, made the way people make it."""

from __future__ import annotations

import io

from PIL import Image

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.halls.models import Hall, Member
from hirehall.halls.states.joining import How
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.models import Showing
from tests.makers.files import make_upload

TEAL, RED = (20, 150, 145), (205, 50, 45)


def plain_picture(colour: tuple[int, int, int] = TEAL, size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def make_shown(
    by: Actor, title: str = "A poster", *, colour: tuple[int, int, int] = TEAL, pictures: int = 1
) -> Showing:
    """A piece with pictures of one colour, shown in the hall that the actor asks, or in the only one.

    Showing work there makes its maker a member of an open hall, as any first act does.
    """
    by = by if by.hall_id is not None else by.at(Hall.objects.get(at_root=True).id)
    ids = [
        make_upload(by, name=f"{n}.png", data=plain_picture(colour), purpose="portfolio").id
        for n in range(pictures)
    ]
    piece = add_piece(by=by, title=title, text="For a *theatre*.", image_ids=ids)
    return Showing.objects.select_related("hall").get(piece=piece)


def enter(by: Actor) -> None:
    """A member of the hall that the actor asks, whatever its door."""
    Member.objects.create(
        hall_id=by.hall_id, person_id=by.person_id, how=How.INVITATION.value, joined_at=clock.now()
    )
