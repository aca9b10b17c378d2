"""Who is told what of panels and addenda. Before the award no word of it says who has proposed."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.mail import post_mail
from hirehall.foundation.models import FactRow
from hirehall.halls.queries import address_of
from hirehall.look.formats import plural, when_text
from hirehall.look.mail import compose
from hirehall.market import queries
from hirehall.market.models import Brief, Clarification, Panel, PanelSeat, Proposal
from hirehall.market.operations.panels import new_seat_link
from hirehall.market.queries.panels import seated_people
from hirehall.market.states import SeatState


def _brief(fact: FactRow) -> Brief:
    rows = Brief.objects.select_related("client__client", "organisation", "hall")
    return rows.get(id=fact.data["brief_id"])


def _seat(fact: FactRow) -> PanelSeat:
    return PanelSeat.objects.select_related("person").get(id=fact.data["seat_id"])


def _room(brief: Brief) -> str:
    return reverse("market:panel", args=[brief.id])


def _house(brief: Brief) -> set[UUID]:
    """Whoever moderates and whoever sits on the panel."""
    return {*queries.hiring_people(brief), *seated_people(brief.id)}


@job("market.ask_onto_panel", queue="notices")
def ask_onto_panel(fact_id: str) -> None:
    """Who is asked by handle is told here; who is asked by mail gets a link."""
    fact = facts.read(fact_id)
    brief, seat = _brief(fact), _seat(fact)
    asks = f"{queries.client_name(brief)} asks you to sit on the panel that decides on “{brief.title}”."
    if seat.person_id is not None:
        post_notice(
            person_ids=[seat.person_id], hall_id=fact.hall_id, kind="panel.asked", sentence=asks, href=_room(brief),
            deadline=brief.closes_at, fact_id=fact_id, about_id=brief.id,
        )  # fmt: skip
        return
    if seat.state != SeatState.INVITED:
        return
    with transaction.atomic():
        token = new_seat_link(seat)
        mail = compose(
            f"A seat on a panel at {brief.hall.name}",
            asks,
            button="See what it is about",
            href=address_of(brief.hall, reverse("market:panel_link", args=[token])),
            lines=[
                "You read proposals without names and score them alone.",
                "If you would rather not, ignore it.",
            ],
        )
        post_mail(seat.email, subject=mail.subject, text=mail.text, html=mail.html)


@job("market.tell_of_seat", queue="notices")
def tell_of_seat(fact_id: str) -> None:
    """The moderators hear an answer; who was taken off the panel hears why."""
    fact = facts.read(fact_id)
    brief, seat = _brief(fact), _seat(fact)
    if seat.person_id is None:
        return
    name = seat.person.name if seat.person else seat.email
    if fact.actor_person_id != seat.person_id:
        to, says = {seat.person_id}, f"You no longer sit on the panel for “{brief.title}”: {seat.reason}"
    else:
        words = {"seated": "sits on", "declined": "declines the seat on", "left": "has left"}
        to = set(queries.hiring_people(brief)) - {seat.person_id}
        says = f"{name} {words[fact.data['state']]} the panel for “{brief.title}”."
    post_notice(
        person_ids=to, hall_id=fact.hall_id, kind="panel.seat", sentence=says, href=_room(brief), mail=False,
        fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_exclusion", queue="notices")
def tell_of_exclusion(fact_id: str) -> None:
    """The panel hears who is off it for a conflict of interest, and whoever the moderator has excluded hears why."""
    fact = facts.read(fact_id)
    brief, seat = _brief(fact), _seat(fact)
    if seat.person is None:
        return
    if not fact.data["declared"]:
        post_notice(
            person_ids={seat.person.id}, hall_id=fact.hall_id, kind="panel.seat",
            sentence=f"A conflict of interest takes you off the panel for “{brief.title}”: {seat.reason}"[:300],
            href=reverse("market:panels"), fact_id=fact_id, about_id=brief.id,
        )  # fmt: skip
    post_notice(
        person_ids=_house(brief) - {seat.person.id, fact.actor_person_id}, hall_id=fact.hall_id, kind="panel.seat",
        sentence=f"{seat.person.name} is off the panel for “{brief.title}” (a conflict of interest) and not counted.",
        href=_room(brief), mail=False, fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_panel", queue="notices")
def tell_panel(fact_id: str) -> None:
    """The panel hears that it can score, and that it can agree."""
    fact = facts.read(fact_id)
    brief = _brief(fact)
    score_by = Panel.objects.values_list("score_by", flat=True).get(brief=brief)
    if fact.name == "panel.compared":
        says, due = f"The scores for “{brief.title}” are in: the panel agrees now.", None
    elif fact.data["proposals"]:
        many = plural(fact.data["proposals"], "proposal")
        says, due = f"{many} for “{brief.title}”: score by {when_text(score_by)}.", score_by
    else:
        says, due = f"No proposal has come in for “{brief.title}”.", None
    post_notice(
        person_ids=_house(brief), hall_id=fact.hall_id, kind=fact.name, sentence=says, href=_room(brief),
        deadline=due, fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_award", queue="notices")
def tell_of_award(fact_id: str) -> None:
    """Everybody who proposed hears the reasons; the panel, that names are shown."""
    fact = facts.read(fact_id)
    brief = _brief(fact)
    for row in Proposal.objects.filter(id__in=fact.data["proposal_ids"]).order_by("entry_number"):
        won = row.entry_number == fact.data["number"]
        says = (
            f"The panel’s award for “{brief.title}” goes to you. The client’s offer comes next."
            if won
            else f"The panel has decided on “{brief.title}”. Your points and the reasons are there."
        )
        post_notice(
            person_ids=[row.freelancer_id], hall_id=fact.hall_id, kind="panel.outcome", sentence=says,
            href=reverse("market:panel_outcome", args=[row.id]), fact_id=fact_id, about_id=row.id,
        )  # fmt: skip
    post_notice(
        person_ids=_house(brief), hall_id=fact.hall_id, kind="panel.awarded",
        sentence=f"The panel’s award for “{brief.title}” is made, and names are shown.", href=_room(brief),
        fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_addendum", queue="notices")
def tell_of_addendum(fact_id: str) -> None:
    """Everybody who proposed, drafts, or asked."""
    fact = facts.read(fact_id)
    brief = _brief(fact)
    askers = Clarification.objects.filter(brief=brief).values_list("asker_id", flat=True)
    sent = set(queries.proposers(brief.id))
    number = fact.data["number"]
    for people, then in (
        (sent, "Confirm your proposal or change it."),
        ({*queries.proposers(brief.id, drafts=True), *askers} - sent, "Read it before you go on."),
    ):
        post_notice(
            person_ids=people, hall_id=fact.hall_id, kind="brief.addendum",
            sentence=f"Addendum {number} to “{brief.title}”. {then}",
            href=reverse("market:brief", args=[brief.id]) + "#addenda", deadline=brief.closes_at,
            fact_id=fact_id, about_id=brief.id,
        )  # fmt: skip


@job("market.remind_scorer", queue="notices")
def remind_scorer(seat_id: str) -> None:
    """Once for each member who has not handed in a day before the scores are due."""
    seat = PanelSeat.objects.select_related("panel__brief").get(id=seat_id)
    brief = seat.panel.brief
    if (
        seat.person_id is None
        or seat.handed_in_at
        or seat.state != SeatState.SEATED
        or brief.panel != "scoring"
    ):
        return
    post_notice(
        person_ids=[seat.person_id], hall_id=brief.hall_id, kind="panel.score_due",
        sentence=f"Your scores for “{brief.title}” are due.", href=_room(brief), deadline=seat.panel.score_by,
        fact_id=seat.id, about_id=brief.id,
    )  # fmt: skip
