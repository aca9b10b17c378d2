"""The market in the background: listings follow profiles, briefs go stale, clients are reminded."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from hirehall.conversations import operations as conversations
from hirehall.foundation import facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import enqueue, job, periodic
from hirehall.market import queries
from hirehall.market.actions.answer_request import lapse_request
from hirehall.market.actions.decide_by_panel import open_panel
from hirehall.market.actions.let_brief_go_stale import let_brief_go_stale
from hirehall.market.models import Invitation, Proposal
from hirehall.market.notices import remind_client, remind_scorer
from hirehall.market.operations import refresh_listing
from hirehall.market.operations.panel_copies import copy_attachments, drop_copies
from hirehall.market.queries.panels import panels_to_open, scores_due_soon
from hirehall.people.queries import hiring_members, hiring_since
from hirehall.skills.queries import claimants


@job("market.refresh_listing")
def refresh_listing_of(fact_id: str) -> None:
    """Something about a person has changed: what is found of them says so."""
    with transaction.atomic():
        refresh_listing(UUID(facts.read(fact_id).data["person_id"]))


@job("market.refresh_listings_of_skill")
def refresh_listings_of_skill(fact_id: str) -> None:
    """A skill is called otherwise, is closed or open again: who claims it, or what took its place, is found by that."""
    data = facts.read(fact_id).data
    skill_ids = [UUID(data[name]) for name in ("skill_id", "successor_id") if data.get(name)]
    for person_id in claimants(skill_ids):
        with transaction.atomic():
            refresh_listing(person_id, tell=False)


@job("market.join_threads")
def join_threads(fact_id: str) -> None:
    """Somebody hires for a client from now on: they join the conversations about its briefs."""
    hiring = hiring_since(facts.read(fact_id).data)
    if hiring is None:
        return
    person_id, organisation_id = hiring
    with transaction.atomic():
        for kind, rows in (("proposal", Proposal), ("invitation", Invitation)):
            about = rows.objects.filter(brief__organisation_id=organisation_id).exclude(
                freelancer_id=person_id
            )
            ids = list(about.values_list("id", flat=True))
            conversations.join_threads(person_id, subject_kind=kind, subject_ids=ids)


@job("market.leave_threads")
def leave_threads(fact_id: str) -> None:
    """Who has left a client, or hires for it no more, leaves the conversations about its briefs to those who hire."""
    data = facts.read(fact_id).data
    if hiring_since(data) is not None:  # asked in again meanwhile, or their new role hires too
        return
    person_id, organisation_id = UUID(data["person_id"]), UUID(data["organisation_id"])
    hiring = hiring_members(organisation_id)
    with transaction.atomic():
        for kind, rows in (("proposal", Proposal), ("invitation", Invitation)):
            about = rows.objects.filter(brief__organisation_id=organisation_id).exclude(
                freelancer_id=person_id
            )
            ids = list(about.values_list("id", flat=True))
            conversations.leave_threads(person_id, subject_kind=kind, subject_ids=ids, heirs=hiring)


@job("market.let_brief_go_stale")
def go_stale(brief_id: str) -> None:
    let_brief_go_stale(UUID(brief_id), by=system("clock"))


@periodic("market.close_stale_briefs", cron="*/10 * * * *")
def close_stale_briefs() -> None:
    """One job per brief that is due, so that one failure does not hold up the others."""
    for brief_id in queries.stale_brief_ids():
        enqueue(go_stale, once=f"stale:{brief_id}", brief_id=str(brief_id))


@periodic("market.remind_of_answers", cron="5 * * * *")
def remind_of_answers() -> None:
    """Clients hear a day before an answer falls due."""
    for proposal_id in queries.answers_due_soon():
        enqueue(remind_client, once=f"due:{proposal_id}", proposal_id=str(proposal_id))


@job("market.open_panel")
def open_one_panel(brief_id: str) -> None:
    open_panel(UUID(brief_id), by=system("clock"))


@periodic("market.open_panels", cron="*/5 * * * *")
def open_panels() -> None:
    """Proposals to panels are opened on their day."""
    for brief_id in panels_to_open():
        enqueue(open_one_panel, once=f"open-panel:{brief_id}", brief_id=str(brief_id))


@job("market.copy_for_panel")
def copy_for_panel(fact_id: str) -> None:
    """A panel has opened: its members get the attachments without names."""
    copy_attachments(UUID(facts.read(fact_id).data["brief_id"]))


@job("market.drop_panel_copies")
def drop_panel_copies(fact_id: str) -> None:
    """A panel has awarded: the attachments themselves are shown."""
    drop_copies(UUID(facts.read(fact_id).data["brief_id"]))


@periodic("market.remind_scorers", cron="15 * * * *")
def remind_scorers() -> None:
    """Members of panels hear a day before their scores are due."""
    for seat_id in scores_due_soon():
        enqueue(remind_scorer, once=f"score-due:{seat_id}", seat_id=str(seat_id))


@job("market.lapse_request")
def lapse(request_id: str) -> None:
    lapse_request(UUID(request_id), by=system("clock"))


@periodic("market.lapse_requests", cron="20 * * * *")
def lapse_requests() -> None:
    """Requests and invitations whose mailed link nobody used in its days."""
    for request_id in queries.requests_to_lapse():
        enqueue(lapse, once=f"lapse:{request_id}", request_id=str(request_id))
