"""Who may do what with briefs and proposals. The client owns; the freelancer is the counterparty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, Hat
from hirehall.halls.models import Hall
from hirehall.market.actions.answer_clarification import answer_clarification
from hirehall.market.actions.answer_request import (
    decline_client_invitation,
    decline_request,
    lapse_request,
    open_request,
    withdraw_request,
)
from hirehall.market.actions.appeal_cap import appeal_cap
from hirehall.market.actions.ask_clarification import ask_clarification
from hirehall.market.actions.close_brief import close_brief
from hirehall.market.actions.decide_cap_appeal import decide_cap_appeal
from hirehall.market.actions.decline_invitation import decline_invitation
from hirehall.market.actions.decline_proposal import decline_proposal
from hirehall.market.actions.detach_piece import detach_piece
from hirehall.market.actions.discard_brief import discard_brief
from hirehall.market.actions.draft_brief import draft_brief
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.edit_brief import edit_brief
from hirehall.market.actions.halt_service import close_service, pause_service, resume_service
from hirehall.market.actions.invite_freelancer import invite_freelancer
from hirehall.market.actions.let_brief_go_stale import let_brief_go_stale
from hirehall.market.actions.name_request import name_request
from hirehall.market.actions.open_invitation_thread import open_invitation_thread
from hirehall.market.actions.open_proposal_thread import open_proposal_thread
from hirehall.market.actions.open_request_thread import open_request_thread
from hirehall.market.actions.publish_brief import publish_brief
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.actions.read_proposal import read_proposal
from hirehall.market.actions.reopen_brief import reopen_brief
from hirehall.market.actions.save_brief import save_brief
from hirehall.market.actions.save_proposal import save_proposal
from hirehall.market.actions.save_service import save_service
from hirehall.market.actions.screen_service import (
    appeal_service,
    pass_service,
    refuse_service,
    send_service_back,
)
from hirehall.market.actions.shortlist_proposal import shortlist_proposal
from hirehall.market.actions.submit_proposal import submit_proposal
from hirehall.market.actions.withdraw_proposal import withdraw_proposal
from hirehall.market.models import CapAppeal, Service
from hirehall.market.operations.requesting import new_link
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.market import (
    brief_content,
    make_brief,
    make_draft,
    make_proposal,
    make_proposal_draft,
    proposal_content,
)
from tests.makers.package import make_service, service_content
from tests.makers.requests import ask, invite, opened
from tests.market import panel_permissions
from tests.permission_case import Case

CLIENT, FREELANCER, BOTH = {"owner"}, {"counterparty"}, {"owner", "counterparty"}
Row = tuple[str, set[str], Callable[[Actor], Any]]


def matrix() -> list[Case]:
    hall = make_hall(slug="market-matrix", name="Market Matrix", open_briefs_per_client=100)
    client = actor_of(make_person("Clara Market", Hat.CLIENT))
    freelancer = actor_of(make_person("Felix Market"))
    rows = [*_briefs(hall, client), *_asking(hall, client, freelancer), *_proposals(hall, client, freelancer)]
    cases = [
        Case(action=f"market.{name}", call=call, owner=client, counterparty=freelancer, may=may)
        for name, may, call in rows
    ]
    return [
        *cases,
        *_everybody(hall, client, freelancer),
        *_appeals(client, freelancer),
        *_own_clients(hall, client, freelancer),
        *_services(hall, freelancer),
        *panel_permissions.cases(hall, client, freelancer),
    ]


def _own_clients(hall: Hall, client: Actor, freelancer: Actor) -> list[Case]:
    """The client owns the request, the freelancer is the counterparty; a link is whoever has it."""
    other = actor_of(make_person("Oda Market"))
    rows = [opened(hall, freelancer, client) for _ in range(3)]
    links = [linked(hall, freelancer, number) for number in range(2)]
    people = {"owner", "counterparty", "stranger", "staff_off"}
    invited = iter(range(100))

    def call_invite(by: Actor) -> Any:
        return invite(hall, by, email=f"guest{next(invited)}@market.example")

    return [
        Case(
            "market.ask_for_quote",
            lambda by: ask(hall, other, by=by, email=f"asker{next(invited)}@market.example"),
            client,
            freelancer,
            {"anonymous", *people},
        ),
        Case("market.invite_client", call_invite, client, freelancer, {"counterparty"}),
        Case(
            "market.open_request",
            lambda by: open_request(links[0], by=by),
            client,
            freelancer,
            {"owner", "stranger", "staff_off"},
        ),
        Case(
            "market.decline_client_invitation",
            lambda by: decline_client_invitation(links[1], by=by),
            client,
            freelancer,
            {"anonymous", *people, "staff_on"},
        ),
        Case(
            "market.name_request",
            lambda by: name_request(rows[2].id, by=by),
            client,
            freelancer,
            FREELANCER,
        ),
        Case(
            "market.decline_request",
            lambda by: decline_request(rows[0].id, by=by),
            client,
            freelancer,
            FREELANCER,
        ),
        Case(
            "market.withdraw_request",
            lambda by: withdraw_request(rows[1].id, by=by),
            client,
            freelancer,
            CLIENT,
        ),
        Case(
            "market.open_request_thread",
            lambda by: open_request_thread(rows[2].id, by=by),
            client,
            freelancer,
            BOTH,
        ),
        Case(
            "market.lapse_request",
            lambda by: lapse_request(rows[2].id, by=by),
            client,
            freelancer,
            {"system"},
        ),
    ]


def linked(hall: Hall, freelancer: Actor, number: int) -> str:
    """The secret of an invitation's link, as the mail would carry it."""
    invited = invite(hall, freelancer, email=f"linked{number}@market.example")
    return new_link(invited, days=14)


def _briefs(hall: Hall, client: Actor) -> list[Row]:
    drafts = [make_draft(hall, client) for _ in range(3)]
    published = [make_brief(hall, client) for _ in range(3)]
    closed = close_brief(make_brief(hall, client).id, by=client, reason="Done otherwise")
    content = brief_content(hall)
    return [
        ("save_brief", CLIENT, lambda by: save_brief(drafts[0].id, by=by, content=content)),
        ("discard_brief", CLIENT, lambda by: discard_brief(drafts[1].id, by=by)),
        ("detach_piece", CLIENT, lambda by: detach_piece(drafts[0].id, by=by)),
        ("publish_brief", CLIENT, lambda by: publish_brief(drafts[2].id, by=by)),
        ("edit_brief", CLIENT, lambda by: edit_brief(published[0].id, by=by, content=content)),
        ("close_brief", CLIENT, lambda by: close_brief(published[1].id, by=by, reason="Because it is done")),
        ("reopen_brief", CLIENT, lambda by: reopen_brief(closed.id, by=by)),
        ("let_brief_go_stale", {"system"}, lambda by: let_brief_go_stale(published[2].id, by=by)),
    ]


def _asking(hall: Hall, client: Actor, freelancer: Actor) -> list[Row]:
    brief = make_brief(hall, client)
    asked = ask_clarification(brief.id, by=freelancer, question="Is there a test ferry?")
    guest = make_person("Gesa Market").id
    invited = invite_freelancer(brief.id, by=client, freelancer_id=freelancer.require_person())
    return [
        ("answer_clarification", CLIENT, lambda by: answer_clarification(asked.id, by=by, answer="Yes.")),
        ("invite_freelancer", CLIENT, lambda by: invite_freelancer(brief.id, by=by, freelancer_id=guest)),
        ("open_invitation_thread", BOTH, lambda by: open_invitation_thread(invited.id, by=by)),
        ("decline_invitation", FREELANCER, lambda by: decline_invitation(invited.id, by=by)),
    ]


def _proposals(hall: Hall, client: Actor, freelancer: Actor) -> list[Row]:
    draft = make_proposal_draft(make_brief(hall, client), freelancer)
    sent = [make_proposal(make_brief(hall, client), freelancer) for _ in range(5)]
    return [
        ("submit_proposal", FREELANCER, lambda by: submit_proposal(draft.id, by=by)),
        ("withdraw_proposal", FREELANCER, lambda by: withdraw_proposal(sent[0].id, by=by)),
        ("read_proposal", CLIENT, lambda by: read_proposal(sent[1].id, by=by)),
        ("shortlist_proposal", CLIENT, lambda by: shortlist_proposal(sent[2].id, by=by)),
        (
            "decline_proposal",
            CLIENT,
            lambda by: decline_proposal(sent[3].id, by=by, reason="Too late for us"),
        ),
        ("open_proposal_thread", BOTH, lambda by: open_proposal_thread(sent[4].id, by=by)),
    ]


def _everybody(hall: Hall, client: Actor, freelancer: Actor) -> list[Case]:
    """What anybody may do who has the hat for it: the seats act for themselves."""
    brief = make_brief(hall, client)
    content, answers = brief_content(hall), proposal_content(brief)
    hatless = {"owner", "counterparty", "stranger", "staff_off"}
    return [
        Case(
            action="market.draft_brief",
            call=lambda by: draft_brief(hall.id, by=by, content=content),
            owner=client,
            counterparty=freelancer,
            may=hatless,
        ),
        Case(
            action="market.save_proposal",
            call=lambda by: save_proposal(brief.id, by=by, content=answers),
            owner=client,
            counterparty=freelancer,
            may={"counterparty"},
        ),
        Case(
            action="market.ask_clarification",
            call=lambda by: ask_clarification(brief.id, by=by, question="Is there a test ferry?"),
            owner=client,
            counterparty=freelancer,
            may={"counterparty"},
        ),
    ]


def _appeals(client: Actor, freelancer: Actor) -> list[Case]:
    strict = make_hall(slug="market-strict", name="Market Strict", proposals_per_week=1)
    make_proposal(make_brief(strict, client), freelancer)
    waiting = CapAppeal.objects.create(
        hall=strict, person=make_person("Wanda Market"), text="Please let me send more.", made_at=clock.now()
    )
    reasons = "Two clients have invited me on the same day."
    return [
        Case(
            action="market.appeal_cap",
            call=lambda by: appeal_cap(strict.id, by=by, text=reasons),
            owner=freelancer,
            counterparty=client,
            may={"owner"},
        ),
        Case(
            action="market.decide_cap_appeal",
            call=lambda by: decide_cap_appeal(waiting.id, by=by, granted=2, reason="Invited by two"),
            owner=freelancer,
            counterparty=client,
            may={"staff_on"},
            hall_id=waiting.hall_id,
        ),
    ]


def _services(hall: Hall, freelancer: Actor) -> list[Case]:
    """A service belongs to its freelancer alone; whoever freelances may start one."""
    content = service_content(hall)
    draft = draft_service(hall.id, by=freelancer, content=content)
    live, paused = make_service(hall, freelancer), make_service(hall, freelancer)
    pause_service(paused.id, by=freelancer)
    waiting, refused = (_waiting(hall, freelancer) for _ in range(2))
    Service.objects.filter(id=refused.id).update(state="refused")
    why = "The second package does not say what one gets."
    desk: list[tuple[str, Callable[[Actor], Any]]] = [
        ("list_service", lambda by: pass_service(waiting.id, by=by, revision=1)),
        ("send_service_back", lambda by: send_service_back(waiting.id, by=by, reason=why, revision=1)),
        ("refuse_service", lambda by: refuse_service(waiting.id, by=by, reason=why, revision=1)),
    ]
    rows: list[tuple[str, Callable[[Actor], Any]]] = [
        ("appeal_service", lambda by: appeal_service(refused.id, by=by, text=why)),
        ("draft_service", lambda by: draft_service(hall.id, by=by, content=content)),
        ("save_service", lambda by: save_service(live.id, by=by, content=content)),
        ("publish_service", lambda by: publish_service(draft.id, by=by)),
        ("pause_service", lambda by: pause_service(live.id, by=by)),
        ("resume_service", lambda by: resume_service(paused.id, by=by)),
        ("close_service", lambda by: close_service(live.id, by=by)),
    ]
    looks = [
        Case(action=f"market.{name}", call=call, owner=freelancer, may={"staff_on"}) for name, call in desk
    ]
    return looks + [
        Case(action=f"market.{name}", call=call, owner=freelancer, may={"owner"}) for name, call in rows
    ]


def _waiting(hall: Hall, freelancer: Actor) -> Service:
    """A service that waits to be looked at."""
    service = make_service(hall, freelancer)
    Service.objects.filter(id=service.id).update(state="submitted", submitted_at=clock.now())
    return service
