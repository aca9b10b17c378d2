from __future__ import annotations

from django.db import transaction

from hirehall.contracts.models import Contract
from hirehall.foundation.actor import Hat, system
from hirehall.money.operations import set_founding_schedule
from hirehall.portfolio.actions.ask_makers import ask_makers, close_project, let_project_close
from hirehall.portfolio.actions.credit_contract import answer_credit, ask_credit, take_credit_back
from hirehall.portfolio.actions.follow_maker import follow_maker, unfollow_maker
from hirehall.portfolio.actions.hide_piece import answer_hiding, appeal_hiding, hide_piece
from hirehall.portfolio.actions.keep_piece import (
    change_collection,
    drop_piece,
    keep_piece,
    make_collection,
    remove_collection,
)
from hirehall.portfolio.actions.like_piece import like_piece, unlike_piece
from hirehall.portfolio.actions.report_piece import dismiss_reports, report_piece
from tests.makers.base import LONG_AGO, actor_of, make_hall, make_person
from tests.makers.contracts import Pair
from tests.makers.portfolio import make_shown
from tests.makers.requests import NEED
from tests.permission_case import Case

WHY = "The same drawing stands in a book of 1987."
ANY_PERSON = {"stranger", "counterparty", "staff_off"}


def matrix() -> list[Case]:
    """The owner is the maker, who neither likes nor follows their own work; the counterparty is who looks."""
    hall = make_hall(slug="gallery-matrix", name="Gallery matrix")
    maker = actor_of(make_person("Gallery Maker"))
    looker = actor_of(make_person("Gallery Looker", Hat.CLIENT))
    shown = make_shown(maker.at(hall.id))
    brought = Pair(hall, actor_of(make_person("Gallery Client", Hat.CLIENT)), maker)
    with transaction.atomic():
        set_founding_schedule(hall.id, at=LONG_AGO)
    contract = brought.contract()
    Contract.objects.filter(id=contract.id).update(paid_minor=1)
    asked, other, agreed = (make_shown(maker.at(hall.id), title) for title in ("Asked", "Other", "Agreed"))
    ask_credit(asked.id, contract_id=contract.id, by=maker)
    ask_credit(agreed.id, contract_id=contract.id, by=maker)
    answer_credit(agreed.id, agrees=True, by=brought.client)
    mine = make_collection(hall_id=hall.id, by=looker, title="Whales")
    second = actor_of(make_person("Second Maker"))
    makers = [maker.require_person(), second.require_person()]
    project = ask_makers(hall.id, by=looker, maker_ids=makers, title="A poster", need=NEED)
    gone = make_shown(maker.at(hall.id), "Hidden")
    report_piece(other.id, by=looker, wrong="copied")
    hide_piece(gone.id, by=system("matrix"), wrong="copied", words=WHY)
    sides = {"owner": maker, "counterparty": brought.client}
    hers = {"owner": looker, "counterparty": maker}
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
        Case(
            "portfolio.ask_credit",
            lambda actor: ask_credit(other.id, contract_id=contract.id, by=actor),
            **sides,
        ),
        Case(
            "portfolio.answer_credit",
            lambda actor: answer_credit(asked.id, agrees=True, by=actor),
            **sides,
            may={"counterparty"},
        ),
        Case(
            "portfolio.take_credit_back",
            lambda actor: take_credit_back(agreed.id, by=actor),
            **sides,
            may={"owner", "counterparty"},
        ),
        Case(
            "portfolio.make_collection",
            lambda actor: make_collection(hall_id=hall.id, by=actor, title="Mine"),
            **hers,
            may={*ANY_PERSON, "owner"},
        ),
        Case(
            "portfolio.change_collection",
            lambda actor: change_collection(mine.id, by=actor, title="Ours", text="", public=True),
            **hers,
        ),
        Case("portfolio.remove_collection", lambda actor: remove_collection(mine.id, by=actor), **hers),
        Case(
            "portfolio.keep_piece", lambda actor: keep_piece(mine.id, showing_id=shown.id, by=actor), **hers
        ),
        Case(
            "portfolio.drop_piece", lambda actor: drop_piece(mine.id, showing_id=shown.id, by=actor), **hers
        ),
        Case(
            "portfolio.ask_makers",
            lambda actor: ask_makers(hall.id, by=actor, maker_ids=makers, title="A poster", need=NEED),
            looker,
            may={"stranger", "owner", "staff_off"},
        ),
        Case(
            "portfolio.let_project_close",
            lambda actor: let_project_close(project.id, by=actor),
            **hers,
            may={"system"},
        ),
        Case(
            "portfolio.report_piece",
            lambda actor: report_piece(shown.id, by=actor, wrong="copied"),
            **both,
            may=ANY_PERSON,
        ),
        Case(
            "portfolio.dismiss_reports",
            lambda actor: dismiss_reports(other.id, by=actor),
            **both,
            may={"staff_on"},
        ),
        Case(
            "portfolio.hide_piece",
            lambda actor: hide_piece(agreed.id, by=actor, wrong="copied", words=WHY),
            **both,
            may={"staff_on"},
        ),
        Case("portfolio.appeal_hiding", lambda actor: appeal_hiding(gone.id, by=actor, words=WHY), **both),
        Case(
            "portfolio.answer_hiding",
            lambda actor: answer_hiding(gone.id, by=actor, lifts=True, words=WHY),
            **both,
            may={"staff_on"},
        ),
        Case("portfolio.close_project", lambda actor: close_project(project.id, by=actor), **hers),
    ]
