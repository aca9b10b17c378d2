"""Who is told what, for each fact of the market."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import job
from hirehall.foundation.mail import post_mail
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.halls.queries import address_of, policy_now
from hirehall.look.mail import compose
from hirehall.market import queries
from hirehall.market.models import Brief, Clarification, Invitation, Proposal, QuoteRequest
from hirehall.market.notices.panels import (
    ask_onto_panel,
    remind_scorer,
    tell_of_addendum,
    tell_of_award,
    tell_of_exclusion,
    tell_of_seat,
    tell_panel,
)
from hirehall.market.operations.requesting import new_link
from hirehall.market.states import Way

__all__ = [
    "ask_onto_panel",
    "remind_scorer",
    "tell_of_addendum",
    "tell_of_award",
    "tell_of_exclusion",
    "tell_of_seat",
    "tell_panel",
]
WE = system("market")


def _brief_of(fact: FactRow) -> Brief:
    return queries.brief_for(WE, UUID(fact.data["brief_id"]))


def _proposal_of(fact: FactRow) -> Proposal:
    return queries.proposal_of(UUID(fact.data["proposal_id"]))


def _brief_href(brief: Brief) -> str:
    return reverse("market:brief", args=[brief.id])


def _proposal_href(proposal: Proposal) -> str:
    return reverse("market:proposal", args=[proposal.id])


def _like_yours(brief: Brief, fact: Any) -> str:
    """Which of one’s own pieces the brief should be like; nothing when it is another’s, or none."""
    piece = brief.piece
    is_mine = piece is not None and str(piece.person_id) == fact.data["freelancer_id"]
    return f": something like your “{piece.title}”" if piece is not None and is_mine else ""


@job("market.tell_of_invitation", queue="notices")
def tell_of_invitation(fact_id: str) -> None:
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    post_notice(
        person_ids=[UUID(fact.data["freelancer_id"])], hall_id=fact.hall_id, kind="invitation.made",
        sentence=f"{queries.client_name(brief)} invites you to propose for “{brief.title}”{_like_yours(brief, fact)}.",
        href=_brief_href(brief), deadline=brief.stale_at, fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_declined_invitation", queue="notices")
def tell_of_declined_invitation(fact_id: str) -> None:
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    row: Invitation = queries.invitation_for(WE, UUID(fact.data["invitation_id"]))
    post_notice(
        person_ids=queries.hiring_people(brief), hall_id=fact.hall_id, kind="invitation.declined",
        sentence=f"{row.freelancer.name} cannot take “{brief.title}”.",
        href=reverse("market:invitations", args=[brief.id]), mail=False, fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_question", queue="notices")
def tell_of_question(fact_id: str) -> None:
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    post_notice(
        person_ids=queries.hiring_people(brief), hall_id=fact.hall_id, kind="clarification.asked",
        sentence=f"Somebody has a question about “{brief.title}”.",
        href=_brief_href(brief) + "#clarifications", fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_answer", queue="notices")
def tell_of_answer(fact_id: str) -> None:
    """Everybody who proposed or drafts, and who asked."""
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    asked: Clarification = queries.clarification_of(UUID(fact.data["clarification_id"]))
    post_notice(
        person_ids={*queries.proposers(brief.id, drafts=True), asked.asker_id}, hall_id=fact.hall_id,
        kind="clarification.answered", sentence=f"A question about “{brief.title}” was answered.",
        href=_brief_href(brief) + "#clarifications", fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_edit", queue="notices")
def tell_of_edit(fact_id: str) -> None:
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    changed = ", ".join(str(name).lower() for name in fact.data["changed"])
    post_notice(
        person_ids=queries.proposers(brief.id, drafts=True), hall_id=fact.hall_id, kind="brief.edited",
        sentence=f"“{brief.title}” has changed: {changed}.",
        href=_brief_href(brief) + "#history", fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_closed_brief", queue="notices")
def tell_of_closed_brief(fact_id: str) -> None:
    """For a brief that was closed, went stale, opened again or was hired for: everybody whose proposal it touches."""
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    sentence = {
        "brief.closed": f"“{brief.title}” was closed: {fact.data.get('reason', '')}",
        "brief.went_stale": f"“{brief.title}” ended without a decision; your proposal is closed.",
        "brief.reopened": f"“{brief.title}” is open again, and your proposal counts.",
        "brief.hired": f"The client of “{brief.title}” has hired somebody else.",
    }[fact.name]
    ids = [UUID(proposal_id) for proposal_id in fact.data["proposal_ids"]]
    post_notice(
        person_ids=queries.authors(ids), hall_id=fact.hall_id, kind=fact.name,
        sentence=sentence, href=_brief_href(brief), fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip
    if fact.name == "brief.went_stale":
        post_notice(
            person_ids=queries.hiring_people(brief), hall_id=fact.hall_id, kind="brief.went_stale_own",
            sentence=f"Your brief “{brief.title}” went stale. Open it again when you are ready to decide.",
            href=_brief_href(brief), fact_id=fact_id, about_id=brief.id,
        )  # fmt: skip


@job("market.tell_of_proposal", queue="notices")
def tell_of_proposal(fact_id: str) -> None:
    fact = facts.read(fact_id)
    proposal = _proposal_of(fact)
    if proposal.brief.panel:
        tell_sealed(proposal, fact_id)
        return
    amount = Money(proposal.amount_minor, proposal.currency) if proposal.amount_minor else None
    post_notice(
        person_ids=queries.hiring_people(proposal.brief), hall_id=fact.hall_id, kind="proposal.submitted",
        sentence=f"{proposal.author_name} has proposed for “{proposal.brief.title}”.",
        href=_proposal_href(proposal), amount=amount, deadline=proposal.answer_due_at,
        fact_id=fact_id, about_id=proposal.id,
    )  # fmt: skip


def tell_sealed(proposal: Proposal, fact_id: str) -> None:
    """Somebody has proposed to a panel: that, and nothing of who and for how much."""
    brief = proposal.brief
    post_notice(
        person_ids=queries.hiring_people(brief), hall_id=proposal.hall_id, kind="proposal.sealed",
        sentence=f"A proposal for “{brief.title}” has come in, sealed.",
        href=reverse("market:panel", args=[brief.id]), mail=False, fact_id=fact_id, about_id=brief.id,
    )  # fmt: skip


@job("market.tell_of_withdrawal", queue="notices")
def tell_of_withdrawal(fact_id: str) -> None:
    fact = facts.read(fact_id)
    proposal = _proposal_of(fact)
    post_notice(
        person_ids=queries.hiring_people(proposal.brief), hall_id=fact.hall_id, kind="proposal.withdrawn",
        sentence=f"A proposal for “{proposal.brief.title}” was withdrawn.",
        href=reverse("market:brief_proposals", args=[proposal.brief_id]), mail=False,
        fact_id=fact_id, about_id=proposal.id,
    )  # fmt: skip


@job("market.tell_of_verdict", queue="notices")
def tell_of_verdict(fact_id: str) -> None:
    """The freelancer hears that a proposal was read, shortlisted or declined."""
    fact = facts.read(fact_id)
    proposal = _proposal_of(fact)
    title = proposal.brief.title
    sentence = {
        "proposal.read": f"Your proposal for “{title}” was read.",
        "proposal.shortlisted": f"Your proposal for “{title}” is on the shortlist.",
        "proposal.declined": f"Your proposal for “{title}” was declined: {fact.data.get('reason', '')}",
    }[fact.name]
    post_notice(
        person_ids=[proposal.freelancer_id], hall_id=fact.hall_id, kind=fact.name, sentence=sentence,
        href=_proposal_href(proposal), mail=fact.name != "proposal.read", fact_id=fact_id, about_id=proposal.id,
    )  # fmt: skip


@job("market.tell_of_decided_appeal", queue="notices")
def tell_of_decided_appeal(fact_id: str) -> None:
    fact = facts.read(fact_id)
    granted = fact.data["granted"]
    what = f"You may send {granted} more proposals within seven days" if granted else "The cap stays as it is"
    post_notice(
        person_ids=[UUID(fact.data["person_id"])], hall_id=fact.hall_id, kind="cap.appeal_decided",
        sentence=f"{what}: {fact.data['reason']}", href=reverse("market:appeal"), fact_id=fact_id,
    )  # fmt: skip


@job("market.remind_client", queue="notices")
def remind_client(proposal_id: str) -> None:
    """Once per proposal: the answer is due within a day."""
    proposal = queries.proposal_of(UUID(proposal_id))
    if not proposal.is_open or proposal.answered_at is not None:
        return
    post_notice(
        person_ids=queries.hiring_people(proposal.brief), hall_id=proposal.hall_id, kind="proposal.answer_due",
        sentence=f"{proposal.author_name} waits for your answer on “{proposal.brief.title}”.",
        href=_proposal_href(proposal), deadline=proposal.answer_due_at, fact_id=proposal.id,
        about_id=proposal.id,
    )  # fmt: skip


# a freelancer's own clients


@job("market.mail_request_link", queue="notices")
def mail_request_link(fact_id: str) -> None:
    """The mail to somebody who has asked: the link that makes it theirs. The freelancer hears of it after that."""
    request = _unconfirmed(fact_id)
    if request is None:
        return
    _post_link(
        request,
        f"Confirm your request to {request.freelancer.name}",
        f"You asked {request.freelancer.name} for a quote at {request.hall.name}. Confirm that it was you, and"
        " they see your request.",
        "See and confirm my request",
        ("The link works for {days} days.", "If you did not ask, ignore this mail: nothing will happen."),
    )


@job("market.mail_client_invitation", queue="notices")
def mail_client_invitation(fact_id: str) -> None:
    """The freelancer's first words to a client of their own, with the link by which they say yes or no."""
    request = _unconfirmed(fact_id)
    if request is None:
        return
    _post_link(
        request,
        f"{request.freelancer.name} would like to work with you at {request.hall.name}",
        f"{request.name}, {request.freelancer.name} writes: {request.words}",
        "See the invitation",
        (
            "The link works for {days} days. There you accept, or say no, and then no more mail comes.",
            f"You have this mail because {request.freelancer.name} gave us your address for this invitation only.",
        ),
    )


def _unconfirmed(fact_id: str) -> QuoteRequest | None:
    request_id = UUID(facts.read(fact_id).data["request_id"])
    waiting = QuoteRequest.objects.filter(id=request_id, client=None, state__in=["asked", "invited"])
    return waiting.select_related("freelancer", "hall").first()


def _post_link(
    request: QuoteRequest, subject: str, sentence: str, button: str, lines: tuple[str, ...]
) -> None:
    days = policy_now(request.hall_id).number("direct.link_valid_days")
    with transaction.atomic():
        token = new_link(request, days=days)
        href = address_of(request.hall, reverse("market:request_link", args=[token]))
        mail = compose(
            subject, sentence, button=button, href=href, lines=[line.format(days=days) for line in lines]
        )
        post_mail(request.email, subject=mail.subject, text=mail.text, html=mail.html)


@job("market.tell_of_request", queue="notices")
def tell_of_request(fact_id: str) -> None:
    fact = facts.read(fact_id)
    row = QuoteRequest.objects.select_related("freelancer", "client").get(id=fact.data["request_id"])
    says = f"{row.name} asks you for a quote."
    if row.together > 1:
        says = f"{row.name} asks {row.together} makers for a quote, and you are one of them."
    if row.way == Way.INVITATION:
        says = f"{row.name} has accepted your invitation. Send a quote when you are ready."
    post_notice(
        person_ids=[row.freelancer_id], hall_id=fact.hall_id, kind="request.opened", sentence=says,
        href=reverse("market:request", args=[row.id]), deadline=row.answer_by, fact_id=fact_id, about_id=row.id,
    )  # fmt: skip


@job("market.tell_of_closed_request", queue="notices")
def tell_of_closed_request(fact_id: str) -> None:
    """Whoever did not close it is told, if they have an account to be told in."""
    fact = facts.read(fact_id)
    row = QuoteRequest.objects.select_related("freelancer", "client").get(id=fact.data["request_id"])
    if fact.actor_person_id == row.freelancer_id:
        to, says = row.client_id, f"{row.freelancer.name} cannot take your request."
    else:
        no = "has declined your invitation" if fact.name == "request.declined" else "has taken a request back"
        to, says = row.freelancer_id, f"{row.name} {no}."
    if to is not None:
        post_notice(
            person_ids=[to], hall_id=fact.hall_id, kind="request.closed", sentence=says,
            href=reverse("market:request", args=[row.id]), fact_id=fact_id, about_id=row.id,
        )  # fmt: skip


@job("market.tell_of_screening", queue="notices")
def tell_of_screening(fact_id: str) -> None:
    """What the hall decided about a service."""
    fact = facts.read(fact_id)
    title, owners = queries.title_and_owners(UUID(fact.data["service_id"]))
    says = {
        "service.listed": f"Your service “{title}” is listed, and can be ordered.",
        "service.sent_back": f"Your service “{title}” was sent back. The reason stands on its page.",
        "service.refused": f"Your service “{title}” was refused. The reason stands on its page.",
    }
    if fact.data.get("paused"):
        says["service.listed"] = (
            f"Your service “{title}” was looked at, and stays paused until you take orders again."
        )
    if fact.name == "service.refused" and not fact.data["final"]:
        says["service.refused"] += " You can appeal."
    post_notice(
        person_ids=owners, hall_id=fact.hall_id, kind=fact.name,
        sentence=says[fact.name], href=reverse("market:service", args=[fact.data["service_id"]]), fact_id=fact_id,
    )  # fmt: skip
