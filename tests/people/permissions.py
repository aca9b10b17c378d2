from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.people import queries
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.appeal_suspension import appeal_suspension
from hirehall.people.actions.ask_own_data import ask_own_data
from hirehall.people.actions.change_avatar import change_avatar
from hirehall.people.actions.change_calendar_key import remove_calendar_key, renew_calendar_key
from hirehall.people.actions.change_client_profile import change_client_profile
from hirehall.people.actions.change_freelancer_profile import change_freelancer_profile
from hirehall.people.actions.change_organisation import change_organisation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.close_account import close_account
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.end_other_sessions import end_other_sessions
from hirehall.people.actions.end_session import end_session
from hirehall.people.actions.end_staff_session import end_staff_session
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.join import join
from hirehall.people.actions.make_operator import make_operator
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.make_token import make_token
from hirehall.people.actions.pack_own_data import pack_own_data
from hirehall.people.actions.reinstate_person import reinstate_person
from hirehall.people.actions.revoke_every_token import revoke_every_token
from hirehall.people.actions.revoke_token import revoke_token
from hirehall.people.actions.show_membership import show_membership
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.actions.uphold_suspension import uphold_suspension
from hirehall.people.actions.wear_hat import wear_hat
from hirehall.people.actions.withdraw_invitation import withdraw_invitation
from hirehall.people.models import Membership, Person
from tests.makers.base import actor_of, make_person
from tests.makers.files import make_upload, picture_bytes
from tests.permission_case import Case

EVERYBODY = {"anonymous", "stranger", "owner", "staff_off", "staff_on"}
ANY_PERSON = {"stranger", "owner", "staff_off"}


SORRY = "I was somebody else, and have changed my password since."


def matrix() -> list[Case]:
    return [*_own_matters(), *_organisations(), *_staff()]


def _own_matters() -> list[Case]:
    who = make_person("People Owner")
    owner = actor_of(who)
    picture = make_upload(owner, name="me.png", data=picture_bytes(), purpose="avatar")
    token = make_token(queries.new_secret(), by=owner, name="matrix", scopes=["scope:profile:read"])
    store = SessionStore()
    store.create()
    session = who.usersession_set.create(ip="127.0.0.1", session_key=store.session_key, user_agent="x")
    export = ask_own_data(by=owner)

    def freelancer(actor: Actor) -> object:
        return change_freelancer_profile(
            by=actor, name="People Owner", headline="x", about="", rate=None, availability="now",
            available_from=None, hours_per_week=20, languages=[], time_zone="UTC", city="", country="", links=[],
        )  # fmt: skip

    def client(actor: Actor) -> object:
        return change_client_profile(
            by=actor, name="X", company="Y", about="", website="", city="", country="", time_zone="UTC"
        )

    def joined(actor: Actor) -> object:
        return join(by=actor, name="A Newcomer", email="newcomer@matrix.example", password="", side="both")

    secret = queries.new_secret()
    return [
        Case("people.join", joined, owner, may=EVERYBODY),
        Case("people.wear_hat", lambda actor: wear_hat("client", by=actor), owner, may=ANY_PERSON),
        Case("people.end_session", lambda actor: end_session(session.id, by=actor), owner),
        Case(
            "people.end_other_sessions",
            lambda actor: end_other_sessions(keep="", by=actor),
            owner,
            may=ANY_PERSON,
        ),
        Case("people.change_freelancer_profile", freelancer, owner),
        Case(
            "people.change_client_profile",
            client,
            actor_of(make_person("People Client", Hat.CLIENT)),
            may=ANY_PERSON,
        ),
        Case("people.change_avatar", lambda actor: change_avatar(picture.id, by=actor), owner),
        Case(
            "people.make_token",
            lambda actor: make_token(secret, by=actor, name="x", scopes=["scope:profile:read"]),
            owner,
            may=ANY_PERSON,
        ),
        Case(
            "people.renew_calendar_key",
            lambda actor: renew_calendar_key(queries.new_secret(), by=actor),
            owner,
            may=ANY_PERSON,
        ),
        Case(
            "people.remove_calendar_key", lambda actor: remove_calendar_key(by=actor), owner, may=ANY_PERSON
        ),
        Case("people.revoke_token", lambda actor: revoke_token(token.id, by=actor), owner),
        Case("people.revoke_every_token", lambda actor: revoke_every_token(by=actor), owner, may=ANY_PERSON),
        Case("people.ask_own_data", lambda actor: ask_own_data(by=actor), owner, may=ANY_PERSON),
        Case("people.pack_own_data", lambda actor: pack_own_data(export.id, by=actor), owner, may={"system"}),
        Case("people.close_account", lambda actor: close_account(by=actor), owner, may=ANY_PERSON),
    ]


def _organisations() -> list[Case]:
    boss, member, invited = (
        make_person(name, Hat.CLIENT) for name in ("Org Boss", "Org Member", "Org Invited")
    )
    organisation = make_organisation(by=actor_of(boss), name="Matrix Works")
    Membership.objects.create(organisation=organisation, person=member, role="hiring", joined_at=clock.now())
    owner, counterparty = actor_of(boss), actor_of(member)
    invitation = invite_member(organisation.id, by=owner, email=invited.email, role="billing")
    agency = make_organisation(by=owner, name="Matrix Agency", kind="agency")

    def case(action: str, call: object, **more: object) -> Case:
        return Case(f"people.{action}", call, owner, counterparty, **more)  # type: ignore[arg-type]

    return [
        case(
            "make_organisation",
            lambda actor: make_organisation(by=actor, name="Another"),
            may={"stranger", "counterparty", "owner", "staff_off"},
        ),
        case(
            "change_organisation",
            lambda actor: change_organisation(
                organisation.id, by=actor, name="Other", about="", website="", country=""
            ),
        ),
        case(
            "invite_member",
            lambda actor: invite_member(organisation.id, by=actor, email="x@matrix.example", role="owner"),
        ),
        case("withdraw_invitation", lambda actor: withdraw_invitation(invitation.id, by=actor)),
        Case(
            "people.answer_invitation",
            lambda actor: answer_invitation(invitation.id, accept=True, by=actor),
            actor_of(invited),
            owner,
        ),
        case("change_role", lambda actor: change_role(organisation.id, member.id, role="owner", by=actor)),
        case(
            "end_membership",
            lambda actor: end_membership(organisation.id, member.id, by=actor),
            may={"owner", "counterparty"},
        ),
        Case(
            "people.show_membership",
            lambda actor: show_membership(agency.id, by=actor, shown=True),
            owner,
            may={"owner"},
        ),
    ]


def _staff() -> list[Case]:
    who, suspended = make_person("Staff Matter"), make_person("Suspended Matter")
    Person.objects.filter(id=suspended.id).update(
        suspended_at=clock.now(), suspension_reason="spam", is_active=False
    )
    appealing = make_person("Appealing Matter")
    Person.objects.filter(id=appealing.id).update(
        suspended_at=clock.now(), is_active=False, suspension_appeal=SORRY, suspension_appealed_at=clock.now()
    )
    owner = actor_of(who)
    return [
        Case(
            "people.start_staff_session",
            lambda actor: start_staff_session(by=actor, reason="to see"),
            owner,
            may={"staff_off"},
        ),
        Case("people.end_staff_session", lambda actor: end_staff_session(by=actor), owner, may={"staff_on"}),
        Case(
            "people.appeal_suspension",
            lambda actor: appeal_suspension(by=actor, text=SORRY),
            actor_of(suspended),
        ),
        Case(
            "people.uphold_suspension",
            lambda actor: uphold_suspension(appealing.id, by=actor, reason="looked again"),
            actor_of(appealing),
            may={"staff_on"},
        ),
        Case(
            "people.suspend_person",
            lambda actor: suspend_person(who.id, by=actor, reason="spam"),
            owner,
            may={"staff_on"},
        ),
        Case(
            "people.reinstate_person",
            lambda actor: reinstate_person(suspended.id, by=actor, reason="a mistake"),
            actor_of(suspended),
            may={"staff_on"},
        ),
        Case("people.make_operator", lambda actor: make_operator(who.id, by=actor), owner, may={"system"}),
    ]
