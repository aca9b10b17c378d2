"""The pages of briefs: one brief as anybody sees it, the client's own list, the price hint, a client's habits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from hirehall.files.queries import FileCard, for_subject, picture_href
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.look.formats import country_text
from hirehall.market import rules
from hirehall.market.content import BriefContent
from hirehall.market.models import (
    Addendum,
    Brief,
    BriefQuestion,
    BriefRevision,
    BriefSkill,
    Clarification,
    Invitation,
    Panel,
    PanelCriterion,
)
from hirehall.market.queries import panels
from hirehall.market.queries.briefs import brief_for, client_name, client_side
from hirehall.market.queries.habits import ClientHabits, client_habits
from hirehall.market.states import (
    WORDS,
    BriefState,
    InvitationState,
)
from hirehall.people.queries import public_card
from hirehall.skills.queries import Piece, piece_in

PAGE_OF_BRIEFS = 30
UNSAID = ClientHabits(briefs=0, hired=0, proposals_due=0, proposals_answered=0, overdue_now=0)


@dataclass(frozen=True, slots=True)
class ShownSkill:
    id: UUID
    name: str
    must: bool


@dataclass(frozen=True, slots=True)
class ShownClarification:
    id: UUID
    question: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None
    mine: bool


@dataclass(frozen=True, slots=True)
class ShownRevision:
    number: int
    note: str
    made_at: datetime
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class BriefPage:
    """One brief as the actor sees it, with what they may do now."""

    id: UUID
    title: str
    problem: str
    outcome: str
    criteria: tuple[str, ...]
    budget_kind: str
    budget_min: Money | None
    budget_max: Money | None
    deadline: date | None
    category: str
    visibility: str
    first_timers: bool
    state: str
    state_word: tuple[str, str]
    published_at: datetime | None
    stale_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    contract_id: UUID | None
    proposal_count: int
    overdue_answers: int
    client_id: UUID
    client_name: str
    client_place: str
    client_avatar: str | None
    habits: ClientHabits
    skills: tuple[ShownSkill, ...]
    questions: tuple[str, ...]
    files: tuple[FileCard, ...]
    clarifications: tuple[ShownClarification, ...]
    revisions: tuple[ShownRevision, ...]
    manages: bool
    client_side: bool
    may_propose: bool
    why_not: str
    my_proposal: tuple[UUID, str] | None
    my_invitation: UUID | None
    missing: tuple[tuple[str, str], ...]
    panel: str
    closes_at: datetime | None
    board: Panel | None
    weighed: tuple[PanelCriterion, ...]
    addenda: tuple[Addendum, ...]
    piece: Piece | None = None

    @property
    def open_until(self) -> datetime | None:
        """Until when it takes proposals."""
        return self.closes_at if self.panel else self.stale_at

    @property
    def takes_proposals(self) -> bool:
        return self.state == "published" and self.panel in ("", "open")

    @property
    def must(self) -> list[ShownSkill]:
        return [skill for skill in self.skills if skill.must]

    @property
    def nice(self) -> list[ShownSkill]:
        return [skill for skill in self.skills if not skill.must]

    @property
    def missing_names(self) -> set[str]:
        """The fields without which it cannot be published yet."""
        return {field for field, _ in self.missing}

    @property
    def open_questions(self) -> int:
        return sum(row.answered_at is None for row in self.clarifications)


@dataclass(frozen=True, slots=True)
class BuilderPage:
    """What stands beside the builder's form."""

    id: UUID
    title: str
    state: str
    proposal_count: int
    files: tuple[FileCard, ...]
    missing_names: set[str]
    piece: Piece | None


def builder_page(brief: Brief, content: BriefContent) -> BuilderPage:
    """The builder of a brief that the actor manages. One query, and one for the work that it should be like."""
    missing = rules.missing_for_publication(brief, must_skills=len(content.must_skill_ids))
    return BuilderPage(
        id=brief.id, title=brief.title or "Untitled brief", state=brief.state,
        proposal_count=brief.proposal_count, files=tuple(for_subject("brief", brief.id)),
        missing_names={field for field, _ in missing}, piece=_like(brief),
    )  # fmt: skip


def brief_page(by: Actor, brief_id: UUID) -> BriefPage:
    """One brief, in at most 12 queries, and one for the work that it should be like.

    Raises:
        Refused: ``brief.not_found``.
    """
    brief = brief_for(by, brief_id)
    pair = (brief.client_id, brief.organisation_id)
    return _page(brief, by, client_habits([pair])[pair])


def preview(brief: Brief, by: Actor) -> BriefPage:
    """A draft as others will read it; the client's record, which they know themselves, is left out."""
    return _page(brief, by, UNSAID)


def _page(brief: Brief, by: Actor, habits: ClientHabits) -> BriefPage:
    mine = _mine(brief)
    board = panels.board_of(brief)
    refusal = rules.why_not_propose(brief, by, has_profile=brief.my_profile)  # type: ignore[attr-defined]
    skills = tuple(ShownSkill(row.skill_id, row.skill.name, row.must) for row in _skills(brief.id))
    return BriefPage(
        id=brief.id, title=brief.title or "Untitled brief", problem=brief.problem, outcome=brief.outcome,
        criteria=tuple(brief.criteria), budget_kind=brief.budget_kind, budget_min=brief.budget_min,
        budget_max=brief.budget_max, deadline=brief.deadline,
        category=brief.category.name if brief.category else "", visibility=brief.visibility,
        first_timers=brief.first_timers,
        state=brief.state, state_word=WORDS[brief.state], published_at=brief.published_at,
        stale_at=brief.stale_at, closed_at=brief.closed_at, close_reason=brief.close_reason,
        contract_id=brief.contract_id, proposal_count=brief.proposal_count,
        overdue_answers=brief.overdue_answers,  # type: ignore[attr-defined]
        client_id=brief.client_id,
        client_name=client_name(brief), client_avatar=picture_href(brief.client.avatar_file_id, small=True),
        client_place=_place_of(brief),
        habits=habits, skills=skills,
        questions=tuple(_questions(brief.id)),
        files=tuple(for_subject("brief", brief.id)), clarifications=_clarifications(brief, by),
        revisions=_revisions(brief), manages=rules.may_manage(brief, by),
        client_side=rules.is_client_side(brief, by), may_propose=refusal is None,
        why_not=refusal.sentence if refusal else "", my_proposal=mine[0], my_invitation=mine[1],
        missing=tuple(rules.missing_for_publication(brief, must_skills=sum(skill.must for skill in skills))),
        panel=brief.panel, closes_at=brief.closes_at, board=board,
        weighed=tuple(board.criteria.order_by("position")) if board else (),
        addenda=tuple(panels.addenda_of(brief)),
        piece=_like(brief),
    )  # fmt: skip


def _like(brief: Brief) -> Piece | None:
    """The work that the brief should be like, while its maker shows it here."""
    piece = piece_in(brief.piece_id, brief.hall_id) if brief.piece_id else None
    return piece if piece is not None and piece.showing_id is not None else None


@kept
def _skills(brief_id: UUID) -> QuerySet[BriefSkill]:
    return BriefSkill.objects.filter(brief_id=brief_id).select_related("skill").order_by("position")


@kept
def _questions(brief_id: UUID) -> QuerySet[BriefQuestion, str]:
    return BriefQuestion.objects.filter(brief_id=brief_id).order_by("position").values_list("text", flat=True)


def _mine(brief: Brief) -> tuple[tuple[UUID, str] | None, UUID | None]:
    """The actor's own proposal, and their invitation while it waits for an answer."""
    found = brief.my_proposal_id, brief.my_proposal_state  # type: ignore[attr-defined]
    waits = brief.my_invitation_state == InvitationState.INVITED.value  # type: ignore[attr-defined]
    invitation_id = brief.my_invitation_id if waits else None  # type: ignore[attr-defined]
    return (found if found[0] else None), invitation_id


def _place_of(brief: Brief) -> str:
    profile = getattr(brief.client, "client", None)
    if profile is None:
        return ""
    return ", ".join(part for part in (profile.city, country_text(profile.country)) if part)


def _clarifications(brief: Brief, by: Actor) -> tuple[ShownClarification, ...]:
    if brief.state == BriefState.DRAFT:
        return ()
    return tuple(
        ShownClarification(
            row.id, row.question, row.asked_at, row.answer, row.answered_at, row.asker_id == by.person_id
        )
        for row in _asked(brief.id)
        if rules.may_see_clarification(row, brief, by) or by.is_staff
    )


@kept
def _asked(brief_id: UUID) -> QuerySet[Clarification]:
    return Clarification.objects.filter(brief_id=brief_id).order_by("asked_at", "id")


def _revisions(brief: Brief) -> tuple[ShownRevision, ...]:
    if not brief.revision:
        return ()
    return tuple(
        ShownRevision(
            row.number,
            row.note,
            row.made_at,
            tuple((change["field"], change["before"], change["after"]) for change in row.changes),
        )
        for row in BriefRevision.objects.filter(brief=brief).order_by("-number")
    )


@dataclass(frozen=True, slots=True)
class BriefLine:
    """A brief in the client's own list."""

    id: UUID
    title: str
    state: str
    state_word: tuple[str, str]
    category: str
    budget_min: Money | None
    budget_max: Money | None
    changed_at: datetime
    stale_at: datetime | None
    proposals: int
    unread: int
    waiting: int
    open_questions: int
    next_due_at: datetime | None
    href: str
    organisation: str


def own_briefs(by: Actor, hall_id: UUID, *, after: UUID | None = None) -> tuple[list[BriefLine], UUID | None]:
    """The client side's own briefs, the newest first, in one query; and the cursor of the next page."""
    rows = Brief.objects.filter(client_side(by), hall_id=hall_id).select_related("category", "organisation")
    if after is not None:
        rows = rows.filter(id__lt=after)
    waiting = Q(proposals__state__in=["submitted", "read"], proposals__answered_at=None, panel="")
    found = list(
        rows.annotate(
            unread=Count("proposals", filter=Q(proposals__state="submitted", panel=""), distinct=True),
            waiting=Count("proposals", filter=waiting, distinct=True),
            next_due=Min("proposals__answer_due_at", filter=waiting),
            asked=Count(
                "clarifications",
                filter=Q(clarifications__answered_at=None, clarifications__id__isnull=False),
                distinct=True,
            ),
        ).order_by("-id")[: PAGE_OF_BRIEFS + 1]
    )
    lines = [
        BriefLine(
            id=row.id, title=row.title or "Untitled brief", state=row.state, state_word=WORDS[row.state],
            category=row.category.name if row.category else "", budget_min=row.budget_min,
            budget_max=row.budget_max, changed_at=row.changed_at, stale_at=row.stale_at,
            proposals=row.proposal_count, unread=row.unread, waiting=row.waiting,
            open_questions=row.asked, next_due_at=row.next_due,
            href=reverse("market:draft" if row.state == BriefState.DRAFT else "market:brief", args=[row.id]),
            organisation=row.organisation.name if row.organisation else "",
        )
        for row in found[:PAGE_OF_BRIEFS]
    ]  # fmt: skip
    return lines, (lines[-1].id if len(found) > PAGE_OF_BRIEFS else None)


@dataclass(frozen=True, slots=True)
class InvitedLine:
    """An invitation in the client's list."""

    id: UUID
    name: str
    handle: str
    headline: str
    avatar_url: str | None
    state_word: tuple[str, str]
    invited_at: datetime
    decline_reason: str


def told_state(row: Invitation, brief: Brief) -> str:
    """How far an invitation is, as the client's side is told: not who has proposed to a panel that is sealed."""
    hidden = brief.is_sealed and row.state == InvitationState.PROPOSED
    return InvitationState.INVITED.value if hidden else row.state


def invitations_of(brief: Brief) -> list[InvitedLine]:
    """Who was invited to a brief, in two queries. The caller has checked that the actor manages it.

    While a panel decides, nobody learns here who has proposed.
    """
    rows = list(Invitation.objects.filter(brief=brief).order_by("-invited_at"))
    cards = public_card([row.freelancer_id for row in rows])
    return [
        InvitedLine(
            row.id,
            cards[row.freelancer_id].name,
            cards[row.freelancer_id].handle,
            cards[row.freelancer_id].headline,
            cards[row.freelancer_id].avatar_url,
            WORDS[told_state(row, brief)],
            row.invited_at,
            row.decline_reason,
        )
        for row in rows
    ]


def open_briefs_of(by: Actor, hall_id: UUID) -> list[tuple[UUID, str]]:
    """The published briefs to which the actor may invite somebody: (id, title)."""
    rows = Brief.objects.filter(client_side(by), hall_id=hall_id, state=BriefState.PUBLISHED.value)
    return [(row.id, row.title) for row in rows.order_by("-published_at")[:50] if rules.may_manage(row, by)]
