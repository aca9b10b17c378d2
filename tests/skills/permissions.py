from __future__ import annotations

from hirehall.foundation.actor import system
from hirehall.skills.actions.add_category import add_category
from hirehall.skills.actions.add_piece import add_piece
from hirehall.skills.actions.add_skill import add_skill
from hirehall.skills.actions.change_piece import change_piece
from hirehall.skills.actions.claim_skill import claim_skill
from hirehall.skills.actions.close_category import close_category, reopen_category
from hirehall.skills.actions.close_skill import close_skill
from hirehall.skills.actions.drop_skill import drop_skill
from hirehall.skills.actions.move_piece import move_piece
from hirehall.skills.actions.remove_piece import remove_piece
from hirehall.skills.actions.rename_category import rename_category
from hirehall.skills.actions.rename_skill import rename_skill
from hirehall.skills.actions.reopen_skill import reopen_skill
from hirehall.skills.actions.seed_taxonomy import seed_taxonomy
from hirehall.skills.actions.show_piece import show_piece, withdraw_piece
from tests.makers.base import actor_of, make_hall, make_person
from tests.permission_case import Case

ANY_PERSON = {"stranger", "owner", "staff_off"}
OPERATOR = {"staff_on", "system"}


def matrix() -> list[Case]:
    hall = make_hall(slug="skills-matrix", name="Skills matrix")
    by = system("matrix")
    category = add_category(hall.id, by=by, name="Boats")
    spare = add_category(hall.id, by=by, name="Nets")
    skill = add_skill(category.id, by=by, name="Caulking")
    closed = close_skill(add_skill(category.id, by=by, name="Rowing").id, by=by)
    owner = actor_of(make_person("Skills Owner"))
    piece = add_piece(by=owner, title="A boat")
    return [
        Case("skills.seed_taxonomy", lambda actor: seed_taxonomy(hall.id, by=actor), owner, may=OPERATOR),
        Case(
            "skills.add_category",
            lambda actor: add_category(hall.id, by=actor, name="Sails"),
            owner,
            may=OPERATOR,
        ),
        Case(
            "skills.rename_category",
            lambda actor: rename_category(category.id, by=actor, name="Ships"),
            owner,
            may=OPERATOR,
        ),
        Case(
            "skills.add_skill",
            lambda actor: add_skill(category.id, by=actor, name="Rigging"),
            owner,
            may=OPERATOR,
        ),
        Case("skills.close_category", lambda actor: close_category(spare.id, by=actor), owner, may=OPERATOR),
        Case(
            "skills.reopen_category", lambda actor: reopen_category(spare.id, by=actor), owner, may=OPERATOR
        ),
        Case("skills.close_skill", lambda actor: close_skill(skill.id, by=actor), owner, may=OPERATOR),
        Case(
            "skills.rename_skill",
            lambda actor: rename_skill(skill.id, by=actor, name="Knots"),
            owner,
            may=OPERATOR,
        ),
        Case("skills.reopen_skill", lambda actor: reopen_skill(closed.id, by=actor), owner, may=OPERATOR),
        Case(
            "skills.claim_skill",
            lambda actor: claim_skill(skill.id, level=2, by=actor),
            owner,
            may=ANY_PERSON,
        ),
        Case("skills.drop_skill", lambda actor: drop_skill(skill.id, by=actor), owner, may=ANY_PERSON),
        Case("skills.add_piece", lambda actor: add_piece(by=actor, title="X"), owner, may=ANY_PERSON),
        Case(
            "skills.change_piece",
            lambda actor: change_piece(piece.id, by=actor, title="Y", text="", link="", image_ids=()),
            owner,
        ),
        Case("skills.move_piece", lambda actor: move_piece(piece.id, position=0, by=actor), owner),
        Case("skills.show_piece", lambda actor: show_piece(piece.id, hall_id=hall.id, by=actor), owner),
        Case(
            "skills.withdraw_piece", lambda actor: withdraw_piece(piece.id, hall_id=hall.id, by=actor), owner
        ),
        Case("skills.remove_piece", lambda actor: remove_piece(piece.id, by=actor), owner),
    ]
