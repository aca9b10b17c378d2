from __future__ import annotations

from datetime import timedelta

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.halls.actions.answer_application_appeal import answer_application_appeal
from hirehall.halls.actions.appeal_application import appeal_application
from hirehall.halls.actions.apply_to_hall import apply_to_hall
from hirehall.halls.actions.appoint_hall_operator import appoint_hall_operator, dismiss_hall_operator
from hirehall.halls.actions.change_currency import change_currency
from hirehall.halls.actions.change_hall_address import change_hall_address, settle_former_address
from hirehall.halls.actions.change_hall_logo import change_hall_logo
from hirehall.halls.actions.change_hall_look import change_hall_look
from hirehall.halls.actions.change_hall_texts import change_hall_texts
from hirehall.halls.actions.choose_showing import choose_showing
from hirehall.halls.actions.date_clause import date_clause
from hirehall.halls.actions.date_legal_text import date_legal_text
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.actions.date_time_zone import begin_time_zone, date_time_zone
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.invite_to_hall import invite_to_hall, make_join_code
from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.actions.leave_hall import leave_hall
from hirehall.halls.actions.open_hall import open_hall
from hirehall.halls.actions.start_hall_session import end_hall_session, start_hall_session
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.actions.withdraw_application import withdraw_application
from hirehall.halls.actions.withdraw_join_invitation import withdraw_join_invitation
from hirehall.halls.models import FormerAddress
from hirehall.halls.states import amounts
from hirehall.people.models import Person
from tests.makers.base import actor_of, make_hall, make_person, staff_of
from tests.permission_case import Case

OPERATOR = {"staff_on", "system"}
ANYBODY = {"owner", "stranger", "staff_off"}


def matrix() -> list[Case]:
    hall = make_hall(slug="halls-matrix", name="Halls matrix")
    owner = actor_of(make_person("Halls Member"))
    soon = clock.now() + timedelta(days=30)
    left = FormerAddress.objects.create(hall=hall, kind="path", name="halls-matrix-old", left_at=clock.now())
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
            "halls.change_hall_address",
            lambda actor: change_hall_address(hall.id, by=actor, slug="halls-matrix-moved", domain=""),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.settle_former_address",
            lambda actor: settle_former_address(left.id, by=actor, answers="gone"),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.date_time_zone",
            lambda actor: date_time_zone(
                hall.id, by=actor, time_zone="Asia/Tokyo", effective_from=soon, reason="moved"
            ),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.begin_time_zone",
            lambda actor: begin_time_zone(hall.id, by=actor),
            owner,
            may={"system"},
        ),
        Case(
            "halls.change_currency",
            lambda actor: change_currency(
                hall.id,
                by=actor,
                currency="USD",
                amounts=dict.fromkeys(amounts(), 1_000),
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
        Case(
            "halls.change_hall_texts",
            lambda actor: change_hall_texts(
                hall.id, by=actor, languages=("en",), texts={"welcome": {"en": "Hello"}}
            ),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.date_legal_text",
            lambda actor: date_legal_text(hall.id, by=actor, kind="rules", language="en", text="Words."),
            owner,
            may=OPERATOR,
        ),
        *joining(),
    ]


def owner_handle(owner: Actor) -> str:
    return Person.objects.get(id=owner.person_id).handle


def joining() -> list[Case]:
    """Who comes into a hall, by themselves and by the desk."""
    hall = make_hall(slug="joining-matrix", name="Joining matrix")
    asks = make_hall(
        slug="asking-matrix", name="Asking", of_models={"joining.open": 0, "joining.application": 1}
    )
    decider = staff_of(make_person("Dora Decider", operator=True))
    owner, refused, waits = (actor_of(make_person(name)) for name in ("Jo In", "Ray Refused", "Will Wait"))
    join_hall(hall.id, by=owner)
    suspended = actor_of(make_person("Sue Suspended"))
    join_hall(hall.id, by=suspended)
    suspend_member(hall.id, suspended.require_person(), by=decider, reason="The matrix.")
    waiting = apply_to_hall(asks.id, by=waits, answers=("Work.",))
    no = apply_to_hall(asks.id, by=refused, answers=("Work.",))
    decide_application(no.id, by=decider, accepts=False, reason="The matrix.")
    other = actor_of(make_person("Al Appeals"))
    appealed = apply_to_hall(asks.id, by=other, answers=("Work.",))
    decide_application(appealed.id, by=decider, accepts=False, reason="The matrix.")
    appeal_application(appealed.id, by=other, text="Please have another look.")
    office = appoint_hall_operator(hall.id, by=decider, who=owner_handle(owner))
    session = start_hall_session(hall.id, by=owner, reason="The matrix.")
    code = make_join_code(hall.id, by=decider, most_uses=2, days=2)
    me = owner.require_person()
    reason = "For the matrix."
    return [
        Case("halls.join_hall", lambda actor: join_hall(hall.id, by=actor), owner, may=ANYBODY),
        Case(
            "halls.choose_showing",
            lambda actor: choose_showing(hall.id, by=actor, shown_in_search=False),
            owner,
        ),
        Case("halls.leave_hall", lambda actor: leave_hall(hall.id, by=actor), owner),
        Case(
            "halls.apply_to_hall",
            lambda actor: apply_to_hall(asks.id, by=actor, answers=("Work.",)),
            owner,
            may=ANYBODY,
        ),
        Case("halls.withdraw_application", lambda actor: withdraw_application(waiting.id, by=actor), waits),
        Case(
            "halls.appeal_application",
            lambda actor: appeal_application(no.id, by=actor, text="Please have another look."),
            refused,
        ),
        Case(
            "halls.decide_application",
            lambda actor: decide_application(waiting.id, by=actor, accepts=True, reason=reason),
            waits,
            may=OPERATOR,
            hall_id=asks.id,
        ),
        Case(
            "halls.answer_application_appeal",
            lambda actor: answer_application_appeal(appealed.id, by=actor, accepts=True, reason=reason),
            other,
            may=OPERATOR,
            hall_id=asks.id,
        ),
        Case(
            "halls.make_join_code",
            lambda actor: make_join_code(hall.id, by=actor, most_uses=1, days=1),
            owner,
            may=OPERATOR,
            hall_id=hall.id,
        ),
        Case(
            "halls.invite_to_hall",
            lambda actor: invite_to_hall(hall.id, by=actor, emails=["new@example.org"], days=1),
            owner,
            may=OPERATOR,
            hall_id=hall.id,
        ),
        Case(
            "halls.withdraw_join_invitation",
            lambda actor: withdraw_join_invitation(code.id, by=actor),
            owner,
            may=OPERATOR,
            hall_id=hall.id,
        ),
        Case(
            "halls.appoint_hall_operator",
            lambda actor: appoint_hall_operator(hall.id, by=actor, who="sue-suspended"),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.dismiss_hall_operator",
            lambda actor: dismiss_hall_operator(office.id, by=actor),
            owner,
            may=OPERATOR,
        ),
        Case(
            "halls.start_hall_session",
            lambda actor: start_hall_session(hall.id, by=actor, reason=reason),
            owner,
        ),
        Case(
            "halls.end_hall_session",
            lambda actor: end_hall_session(by=actor),
            owner.serving(hall.id, staff_session_id=session.id),
        ),
        Case(
            "halls.suspend_member",
            lambda actor: suspend_member(hall.id, me, by=actor, reason=reason),
            owner,
            may=OPERATOR,
            hall_id=hall.id,
        ),
        Case(
            "halls.reinstate_member",
            lambda actor: reinstate_member(hall.id, suspended.require_person(), by=actor, reason=reason),
            suspended,
            may=OPERATOR,
            hall_id=hall.id,
        ),
    ]
