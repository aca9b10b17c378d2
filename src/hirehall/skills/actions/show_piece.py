from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import not_found
from hirehall.halls.operations import require_member
from hirehall.skills import rules
from hirehall.skills.facts import PieceShown
from hirehall.skills.models import Category, Showing, Skill
from hirehall.skills.operations import lock_place, locked_piece
from hirehall.skills.states import Shown


@action("skills.show_piece", scope=Scope.PROFILE_WRITE)
def show_piece(
    piece_id: UUID,
    *,
    hall_id: UUID,
    by: Actor,
    category_id: UUID | None = None,
    skill_ids: Sequence[UUID] = (),
) -> Showing:
    """The piece is shown in this hall, under this field and these skills: on the profile there and in the gallery.

    Raises:
        Refused: ``piece.not_found``, ``piece.hidden``, ``piece.too_many_skills``, ``category.not_found``,
            ``skill.not_found``, and what joining the hall refuses: only its members show work there.
    """
    require_member(_here(hall_id, by), by=by)
    piece = locked_piece(piece_id, rules.require_self(by))
    showing = lock_place(piece, _here(hall_id, by))
    rules.require_not_hidden(showing)
    wanted = list(dict.fromkeys(skill_ids))
    rules.require_few_skills(wanted)
    skills = {row.id: row for row in Skill.objects.filter(hall_id=hall_id, id__in=wanted, closed_at=None)}
    if len(skills) != len(wanted):
        raise not_found("skill")
    if category_id is None and wanted:
        category_id = skills[wanted[0]].category_id
    elif (
        category_id is not None
        and not Category.objects.filter(id=category_id, hall_id=hall_id, closed_at=None).exists()
    ):
        raise not_found("category")
    showing.category_id, showing.skill_ids = category_id, wanted
    showing.state, showing.changed_at = Shown.SHOWN.value, clock.now()
    showing.save(update_fields=["category", "skill_ids", "state", "changed_at"])
    fact = PieceShown(person_id=piece.person_id, piece_id=piece.id, showing_id=showing.id, shown=True)
    facts.record(fact, by=by, hall_id=hall_id, about=[piece.person_id])
    return showing


@action("skills.withdraw_piece", scope=Scope.PROFILE_WRITE)
def withdraw_piece(piece_id: UUID, *, hall_id: UUID, by: Actor) -> Showing:
    """The piece is not shown in this hall any more; its likes wait there in case it comes back.

    Raises:
        Refused: ``piece.not_found``, ``piece.hidden``.
    """
    piece = locked_piece(piece_id, rules.require_self(by))
    showing = lock_place(piece, _here(hall_id, by))
    rules.require_not_hidden(showing)
    showing.state, showing.changed_at = Shown.WITHDRAWN.value, clock.now()
    showing.save(update_fields=["state", "changed_at"])
    fact = PieceShown(person_id=piece.person_id, piece_id=piece.id, showing_id=showing.id, shown=False)
    facts.record(fact, by=by, hall_id=hall_id, about=[piece.person_id])
    return showing


def _here(hall_id: UUID, by: Actor) -> UUID:
    """The hall that is asked; from the address of one nobody acts in another."""
    if by.hall_id not in (None, hall_id):
        raise not_found("hall")
    return hall_id
