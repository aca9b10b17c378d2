"""How briefs are obtained: one row by the actor, and who belongs to the client side."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import at_hall
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import not_found
from hirehall.market import rules
from hirehall.market.content import BriefContent
from hirehall.market.models import (
    Brief,
    BriefQuestion,
    BriefSkill,
    Clarification,
    Invitation,
    Proposal,
)
from hirehall.market.states import SEALED_PANELS, BriefState, ProposalState, Visibility
from hirehall.people.models import FreelancerProfile
from hirehall.people.queries import hiring_members

SWEEP_AT_MOST = 1000


def client_side(by: Actor, prefix: str = "") -> Q:
    """The filter for briefs of the actor: their own, and those of the organisations that they belong to."""
    if by.person_id is None or by.is_staff:
        return Q(pk__in=[])
    alone = Q(**{f"{prefix}client_id": by.person_id, f"{prefix}organisation": None})
    together = Q(**{f"{prefix}organisation_id__in": by.organisation_ids})
    return at_hall(by, f"{prefix}hall_id") & (alone | together)


def briefs_visible_to(by: Actor, hall_id: UUID) -> QuerySet[Brief]:
    """Every brief of a hall that the actor may see."""
    rows = Brief.objects.filter(hall_id=hall_id)
    if by.is_staff or by.is_system:
        return rows
    public = Q(visibility=Visibility.PUBLIC.value)
    if by.person_id is not None:
        invited = Exists(Invitation.objects.filter(brief=OuterRef("pk"), freelancer_id=by.person_id))
        proposed = Exists(Proposal.objects.filter(brief=OuterRef("pk"), freelancer_id=by.person_id))
        public = public | Q(invited) | Q(proposed)
    return rows.filter(client_side(by) | (~Q(state=BriefState.DRAFT.value) & public))


def brief_for(by: Actor, brief_id: UUID) -> Brief:
    """The brief with its client, organisation and category, if the actor may see it. One query.

    It carries what the actor has to do with it: ``my_proposal_id``, ``my_proposal_state``, ``my_invitation_id``,
    ``my_invitation_state``, ``my_profile`` and, for everybody, ``overdue_answers``.

    Raises:
        Refused: ``brief.not_found``.
    """
    me = () if by.person_id is None or by.is_staff else (by.person_id,)
    brief: Any = _brief.first(brief_id, me, clock.now())
    if brief is None or not rules.may_see(
        brief,
        by,
        invited=brief.my_invitation_id is not None,
        proposed=brief.my_proposal_id is not None,
    ):
        raise not_found("brief")
    found: Brief = brief
    return found


@kept
def _brief(brief_id: UUID, me: tuple[UUID, ...], now: datetime) -> QuerySet[Brief]:
    """See ``brief_for``; ``me`` is the one who looks, or nobody."""
    found = Brief.objects.filter(id=brief_id).annotate(**_mine(me), overdue_answers=_overdue(now))
    return found.select_related("client__client", "organisation", "category", "hall")


def _mine(me: tuple[UUID, ...]) -> dict[str, Any]:
    proposal = Proposal.objects.filter(brief=OuterRef("pk"), freelancer_id__any_of=me)
    invitation = Invitation.objects.filter(brief=OuterRef("pk"), freelancer_id__any_of=me)
    profile = FreelancerProfile.objects.filter(person_id__any_of=me)
    return {
        "my_proposal_id": Subquery(proposal.values("id")[:1]),
        "my_proposal_state": Subquery(proposal.values("state")[:1]),
        "my_invitation_id": Subquery(invitation.values("id")[:1]),
        "my_invitation_state": Subquery(invitation.values("state")[:1]),
        "my_profile": Exists(profile),
    }


def _overdue(now: datetime) -> Any:
    """How many proposals should have been answered by now and were not."""
    late = Proposal.objects.filter(
        brief=OuterRef("pk"),
        state__in=[ProposalState.SUBMITTED.value, ProposalState.READ.value],
        answered_at=None,
        answer_due_at__lte=now,
    )
    counted = late.order_by().values("brief").annotate(count=Count("id")).values("count")
    return Coalesce(Subquery(counted), 0)


def managed_brief_for(by: Actor, brief_id: UUID) -> Brief:
    """The brief, if the actor may write and choose for its client.

    Raises:
        Refused: ``brief.not_found``, ``brief.not_hiring``.
    """
    brief = brief_for(by, brief_id)
    rules.require_manages(brief, by)
    return brief


def may_read_brief(by: Actor, brief_id: UUID) -> bool:
    """Whether the actor sees the brief; for its attachments."""
    rows = Brief.objects.filter(id=brief_id).values_list("hall_id", flat=True)
    hall_id = rows.first()
    return hall_id is not None and briefs_visible_to(by, hall_id).filter(id=brief_id).exists()


def invitation_for(by: Actor, invitation_id: UUID) -> Invitation:
    """The invitation, if the actor was invited or belongs to the client side.

    Raises:
        Refused: ``invitation.not_found``.
    """
    row = Invitation.objects.select_related("brief", "freelancer").filter(id=invitation_id).first()
    if row is None or not (
        rules.is_client_side(row.brief, by)
        or by.is_staff
        or by.is_system
        or row.freelancer_id == by.person_id
    ):
        raise not_found("invitation")
    return row


def hiring_people(brief: Brief) -> list[UUID]:
    """Who is told about a brief on the client side: its client, or the organisation's owners and hiring members."""
    if brief.organisation_id is None:
        return [brief.client_id]
    return hiring_members(brief.organisation_id)


def proposers(brief_id: UUID, *, drafts: bool = False) -> list[UUID]:
    """Everybody whose proposal on the brief is with the client; with ``drafts`` also who is writing one."""
    never = [ProposalState.WITHDRAWN.value, ProposalState.DECLINED.value]
    if not drafts:
        never.append(ProposalState.DRAFT.value)
    rows = Proposal.objects.filter(brief_id=brief_id).exclude(state__in=never)
    return list(rows.values_list("freelancer_id", flat=True))


def clarification_of(clarification_id: UUID) -> Clarification:
    """For jobs, which act for nobody."""
    return Clarification.objects.get(id=clarification_id)


def client_name(brief: Brief) -> str:
    """What the client is called: the organisation, else the company or the person."""
    if brief.organisation is not None:
        return brief.organisation.name
    profile = getattr(brief.client, "client", None)
    return (profile.company if profile else "") or brief.client.name


def stale_brief_ids() -> list[UUID]:
    """Published briefs whose days are over."""
    rows = Brief.objects.filter(state=BriefState.PUBLISHED.value, stale_at__lte=clock.now())
    return list(rows.order_by("stale_at").values_list("id", flat=True)[:SWEEP_AT_MOST])


def content_of(brief: Brief) -> BriefContent:
    """What a brief says now. One query."""
    skills = BriefSkill.objects.filter(brief=OuterRef("pk")).order_by("position")
    questions = BriefQuestion.objects.filter(brief=OuterRef("pk")).order_by("position")
    must, nice, texts = (
        Brief.objects.filter(id=brief.id)
        .annotate(
            must=ArraySubquery(skills.filter(must=True).values("skill_id")),
            nice=ArraySubquery(skills.filter(must=False).values("skill_id")),
            texts=ArraySubquery(questions.values("text")),
        )
        .values_list("must", "nice", "texts")
        .get()
    )
    return BriefContent(
        title=brief.title, problem=brief.problem, outcome=brief.outcome, criteria=tuple(brief.criteria),
        category_id=brief.category_id, budget_kind=brief.budget_kind, budget_min=brief.budget_min,
        budget_max=brief.budget_max, deadline=brief.deadline, must_skill_ids=tuple(must),
        nice_skill_ids=tuple(nice), questions=tuple(texts), visibility=brief.visibility,
        first_timers=brief.first_timers,
    )  # fmt: skip


def cursor_id(text: str | None) -> UUID | None:
    """An id from an address; None for anything else, so that a broken cursor is the first page."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


def sealed_briefs(ids: set[UUID]) -> set[UUID]:
    """Which of these briefs a panel keeps sealed."""
    rows = Brief.objects.filter(id__in=ids, panel__in=SEALED_PANELS)
    return set(rows.values_list("id", flat=True))
