"""Who is told what, for each fact of the market."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.actor import system
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.market import queries
from hirehall.market.models import Brief, Clarification, Invitation, Proposal

WE = system("market")


def _brief_of(fact: FactRow) -> Brief:
    return queries.brief_for(WE, UUID(fact.data["brief_id"]))


def _proposal_of(fact: FactRow) -> Proposal:
    return queries.proposal_of(UUID(fact.data["proposal_id"]))


def _brief_href(brief: Brief) -> str:
    return reverse("market:brief", args=[brief.id])


def _proposal_href(proposal: Proposal) -> str:
    return reverse("market:proposal", args=[proposal.id])


@job("market.tell_of_invitation", queue="notices")
def tell_of_invitation(fact_id: str) -> None:
    fact = facts.read(fact_id)
    brief = _brief_of(fact)
    post_notice(
        person_ids=[UUID(fact.data["freelancer_id"])], hall_id=fact.hall_id, kind="invitation.made",
        sentence=f"{queries.client_name(brief)} invites you to propose for “{brief.title}”.",
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
    amount = Money(proposal.amount_minor, proposal.currency) if proposal.amount_minor else None
    post_notice(
        person_ids=queries.hiring_people(proposal.brief), hall_id=fact.hall_id, kind="proposal.submitted",
        sentence=f"{proposal.freelancer.name} has proposed for “{proposal.brief.title}”.",
        href=_proposal_href(proposal), amount=amount, deadline=proposal.answer_due_at,
        fact_id=fact_id, about_id=proposal.id,
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
        sentence=f"{proposal.freelancer.name} waits for your answer on “{proposal.brief.title}”.",
        href=_proposal_href(proposal), deadline=proposal.answer_due_at, fact_id=proposal.id,
        about_id=proposal.id,
    )  # fmt: skip
