"""The pages of proposals: what the client sees and compares, and what a freelancer has written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from hirehall.files.queries import FileCard, for_subject
from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused, not_found
from hirehall.market import rules
from hirehall.market.models import Brief, BriefQuestion, Invitation, Proposal
from hirehall.market.queries.authors import Author, authors_of
from hirehall.market.queries.briefs import brief_for, client_name, managed_brief_for
from hirehall.market.queries.caps import Week, week_of
from hirehall.market.queries.proposals import proposal_for
from hirehall.market.queries.quotes import Shares, priced, shares, shares_of
from hirehall.market.rules import sealing
from hirehall.market.states import WORDS, InvitationState, ProposalState
from hirehall.skills.queries import Piece, hidden_among, pieces_of

PAGE_OF_PROPOSALS = 30
SENT_ORDER = {"hired": 0, "shortlisted": 1, "submitted": 2, "read": 3, "closed": 4, "declined": 5}


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone of a plan."""

    title: str
    criteria: str
    amount: Money
    due_days: int | None


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal as its reader may see it."""

    id: UUID
    brief_id: UUID
    brief_title: str
    state: str
    state_word: tuple[str, str]
    author: Author
    amount: Money | None
    days: int | None
    cover: str
    plan: tuple[Step, ...]
    answers: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    by_invitation: bool
    older_brief: bool
    older_addendum: bool
    submitted_at: datetime | None
    read_at: datetime | None
    answer_due_at: datetime | None
    answered_at: datetime | None
    overdue: bool
    is_open: bool
    shortlist_note: str
    decline_reason: str
    contract_id: UUID | None
    agency_id: UUID | None
    quote: Shares | None = None
    known_skills: tuple[str, ...] = ()
    missing_skills: tuple[str, ...] = ()


def _card(row: Proposal, brief: Brief, author: Author, quote: Shares | None = None) -> ProposalCard:
    author = author.in_name_of(row.agency)
    known = tuple(name for name in brief.skill_names if name in author.skill_names)
    return ProposalCard(
        id=row.id, brief_id=brief.id, brief_title=brief.title, state=row.state,
        state_word=WORDS[row.state], author=author, amount=row.amount, days=row.days, cover=row.cover,
        plan=_steps(row), answers=_answers(row), links=_links(row),
        by_invitation=row.by_invitation, older_brief=row.revision_seen < brief.revision,
        older_addendum=row.is_open and row.addendum_seen < brief.addenda,
        submitted_at=row.submitted_at, read_at=row.read_at, answer_due_at=row.answer_due_at,
        answered_at=row.answered_at, overdue=row.is_overdue(clock.now()), is_open=row.is_open,
        shortlist_note=row.shortlist_note, decline_reason=row.decline_reason, contract_id=row.contract_id,
        agency_id=row.agency_id,
        quote=quote, known_skills=known,
        missing_skills=tuple(name for name in brief.skill_names if name not in known),
    )  # fmt: skip


def _answers(row: Proposal) -> tuple[tuple[str, str], ...]:
    return tuple((item["question"], item["answer"]) for item in row.answers)


def _links(row: Proposal) -> tuple[tuple[str, str], ...]:
    return tuple((item["label"] or item["url"], item["url"]) for item in row.links)


def _steps(row: Proposal) -> tuple[Step, ...]:
    return tuple(
        Step(item["title"], item["criteria"], Money(item["amount_minor"], row.currency), item["due_days"])
        for item in row.plan
    )


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """The proposals on one brief, for its client side."""

    brief: Brief
    cards: tuple[ProposalCard, ...]
    manages: bool


def proposals_page(by: Actor, brief_id: UUID) -> ProposalsPage:
    """Everything that was sent for a brief, what waits first. Five queries however many there are.

    Raises:
        Refused: ``brief.not_found`` for everybody but the client side and staff, ``panel.sealed`` for them as well
            while a panel decides.
    """
    brief = brief_for(by, brief_id)
    if not (rules.is_client_side(brief, by) or by.is_staff):
        raise not_found("brief")
    sealing.require_unsealed(brief)
    never = [ProposalState.DRAFT.value, ProposalState.WITHDRAWN.value]
    sent = Proposal.objects.filter(brief=brief).exclude(state__in=never).select_related("agency")
    rows = list(sent.order_by("submitted_at", "id"))
    authors = authors_of(brief.hall_id, [row.freelancer_id for row in rows])
    rows.sort(key=lambda row: SENT_ORDER.get(row.state, 9))
    cards = tuple(_card(row, brief, authors[row.freelancer_id]) for row in rows)
    return ProposalsPage(brief, cards, rules.may_manage(brief, by))


def compared(by: Actor, brief_id: UUID, proposal_ids: list[UUID]) -> ProposalsPage:
    """Up to four proposals of one brief side by side, in the order asked for.

    Raises:
        Refused: ``brief.not_found``, ``compare.too_few``.
    """
    brief = managed_brief_for(by, brief_id)
    sealing.require_unsealed(brief)
    wanted = list(dict.fromkeys(proposal_ids))[: rules.COMPARE_AT_MOST]
    never = [ProposalState.DRAFT.value, ProposalState.WITHDRAWN.value]
    sent = Proposal.objects.filter(brief=brief, id__in=wanted).exclude(state__in=never)
    rows = {row.id: row for row in sent.select_related("agency")}
    if len(rows) < 2:
        raise Refused("compare.too_few", "Choose two to four proposals to compare.")
    found = [rows[wish] for wish in wanted if wish in rows]
    authors = authors_of(brief.hall_id, [row.freelancer_id for row in found])
    quotes = shares_of(brief.hall_id, [priced(row) for row in found])
    cards = tuple(
        _card(row, brief, authors[row.freelancer_id], quote) for row, quote in zip(found, quotes, strict=True)
    )
    return ProposalsPage(brief, cards, manages=True)


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal with all that belongs to it, and what the actor may do now."""

    card: ProposalCard
    brief: Brief
    files: tuple[FileCard, ...]
    pieces: tuple[Piece, ...]
    mine: bool
    manages: bool
    may_change: bool
    may_withdraw: bool
    unconfirmed: bool
    has_outcome: bool


def proposal_page(by: Actor, proposal_id: UUID) -> ProposalPage:
    """One proposal.

    Raises:
        Refused: ``proposal.not_found``.
    """
    return page_of(proposal_for(by, proposal_id), by)


def page_of(row: Proposal, by: Actor) -> ProposalPage:
    """The page of a proposal that the actor may read."""
    brief = row.brief
    author = authors_of(brief.hall_id, [row.freelancer_id])[row.freelancer_id]
    mine = row.freelancer_id == by.person_id
    takes = brief.state == "published" and not sealing.is_closed_to_proposals(brief)
    wanted = set(row.piece_ids)
    if wanted and not mine:
        wanted -= hidden_among(wanted, brief.hall_id)
    pieces = tuple(piece for piece in pieces_of(row.freelancer_id) if piece.id in wanted) if wanted else ()
    return ProposalPage(
        card=_card(row, brief, author, shares(brief.hall_id, priced(row))),
        brief=brief,
        files=tuple(for_subject("proposal", row.id)) if row.has_files else (),  # type: ignore[attr-defined]
        pieces=pieces,
        mine=mine,
        manages=rules.may_manage(brief, by),
        may_change=rules.may_change(row, by) and takes,
        may_withdraw=mine
        and row.state == ProposalState.SUBMITTED
        and not sealing.is_closed_to_proposals(brief),
        unconfirmed=mine and sealing.is_unconfirmed(row),
        has_outcome=mine and brief.panel == "awarded" and row.entry_number is not None,
    )


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal in the freelancer's own list."""

    id: UUID
    title: str
    href: str
    client: str
    state: str
    state_word: tuple[str, str]
    amount: Money | None
    changed_at: datetime
    answer_due_at: datetime | None
    overdue: bool


def own_proposals(
    by: Actor, hall_id: UUID, *, after: UUID | None = None
) -> tuple[list[ProposalLine], UUID | None]:
    """The freelancer's own proposals, the newest first, in one query; and the cursor of the next page."""
    rows = Proposal.objects.filter(freelancer_id=by.require_person(), hall_id=hall_id)
    if after is not None:
        rows = rows.filter(id__lt=after)
    found = list(
        rows.select_related("brief", "brief__organisation", "brief__client__client").order_by("-id")[
            : PAGE_OF_PROPOSALS + 1
        ]
    )
    lines = [
        ProposalLine(
            id=row.id, title=row.brief.title,
            href=reverse("market:propose", args=[row.brief_id])
            if row.state == ProposalState.DRAFT else reverse("market:proposal", args=[row.id]),
            client=client_name(row.brief),
            state=row.state, state_word=WORDS[row.state], amount=row.amount, changed_at=row.changed_at,
            answer_due_at=row.answer_due_at, overdue=row.is_overdue(clock.now()),
        )
        for row in found[:PAGE_OF_PROPOSALS]
    ]  # fmt: skip
    return lines, (lines[-1].id if len(found) > PAGE_OF_PROPOSALS else None)


@dataclass(frozen=True, slots=True)
class InvitedTo:
    """An invitation that waits for the freelancer's answer."""

    id: UUID
    brief_id: UUID
    title: str
    client: str
    note: str
    invited_at: datetime


def open_invitations(by: Actor, hall_id: UUID) -> list[InvitedTo]:
    rows = (
        Invitation.objects.filter(
            freelancer_id=by.require_person(),
            brief__hall_id=hall_id,
            brief__state="published",
            state=InvitationState.INVITED.value,
        )
        .select_related("brief", "brief__organisation", "brief__client__client")
        .order_by("-invited_at")[:PAGE_OF_PROPOSALS]
    )
    return [
        InvitedTo(
            row.id,
            row.brief_id,
            row.brief.title,
            client_name(row.brief),
            row.note,
            row.invited_at,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """What the form of a proposal starts with."""

    brief: Brief
    questions: tuple[tuple[UUID, str], ...]
    proposal: Proposal | None
    pieces: tuple[Piece, ...]
    files: tuple[FileCard, ...]
    missing: tuple[tuple[str, str], ...]
    week: Week

    @property
    def values(self) -> dict[str, Any]:
        """The answers so far, by question id."""
        return (
            {item["question_id"]: item["answer"] for item in self.proposal.answers} if self.proposal else {}
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What a proposal says."""

    id: UUID
    cover: str
    days: int | None
    plan: tuple[Step, ...]
    answers: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    quote: Shares | None


@dataclass(frozen=True, slots=True)
class Check:
    """One's own proposal as the client will read it."""

    card: Written
    files: tuple[FileCard, ...]
    pieces: tuple[Piece, ...]
    mine: bool = True
    manages: bool = False


def check_of(own: OwnDraft, proposal: Proposal) -> Check:
    """The last look before a proposal is sent. One query besides those of ``own_draft``."""
    card = Written(
        proposal.id, proposal.cover, proposal.days, _steps(proposal), _answers(proposal), _links(proposal),
        shares(own.brief.hall_id, priced(proposal)),
    )  # fmt: skip
    wanted = set(proposal.piece_ids)
    return Check(card, own.files, tuple(piece for piece in own.pieces if piece.id in wanted))


def own_draft(by: Actor, brief_id: UUID) -> OwnDraft:
    """The actor's own proposal on a brief, or an empty one.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_open``, ``proposal.own_brief``, ``proposal.no_profile``,
            ``proposal.is_read`` and the like.
    """
    brief = brief_for(by, brief_id)
    refusal = rules.why_not_propose(brief, by, has_profile=brief.my_profile)  # type: ignore[attr-defined]
    if refusal is not None:
        raise refusal
    person_id = by.require_person()
    proposal = Proposal.objects.filter(brief=brief, freelancer_id=person_id).first()
    if proposal is not None:
        proposal.brief = brief
        rules.require_changeable(proposal)
    questions = tuple(
        BriefQuestion.objects.filter(brief=brief).order_by("position").values_list("id", "text")
    )
    texts = [(str(question_id), text) for question_id, text in questions]
    return OwnDraft(
        brief=brief,
        questions=questions,
        proposal=proposal,
        pieces=tuple(pieces_of(person_id)),
        files=tuple(for_subject("proposal", proposal.id)) if proposal else (),
        missing=tuple(rules.missing_for_submission(proposal, texts)) if proposal else (),
        week=week_of(brief.hall_id, person_id),
    )
