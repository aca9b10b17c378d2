"""How a client behaves before a contract: answers proposals in time, hires for what they brief."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from hirehall.foundation import clock
from hirehall.foundation.reads import kept
from hirehall.market.models import Brief, Proposal
from hirehall.market.states import COUNTED_PROPOSALS, BriefState


@dataclass(frozen=True, slots=True)
class Habits:
    """What a client's briefs came to.

    Attributes:
        briefs: published ones that are not open any more.
        hired: how many of those led to a contract.
        answers_due: proposals whose day for the answer has come, or that were answered before.
        answers_given: how many of those were answered by that day.
    """

    briefs: int = 0
    hired: int = 0
    answers_due: int = 0
    answers_given: int = 0


def habits_of(people: Collection[UUID], organisations: Collection[UUID]) -> dict[UUID, Habits]:
    """The habits by client: the organisation's id where there is one, else the person's. Two queries."""
    alone, together = tuple(people), tuple(organisations)
    briefs = _by_client(_closed_briefs(alone, together))
    answers = _by_client(_due_answers(alone, together, clock.now()))
    return {
        key: Habits(*briefs.get(key, (0, 0)), *answers.get(key, (0, 0))) for key in {*people, *organisations}
    }


Ids = tuple[UUID, ...]
Counted = tuple[UUID, UUID | None, int, int]


@kept
def _closed_briefs(people: Ids, organisations: Ids) -> QuerySet[Brief, Counted]:
    """By client: how many briefs are not open any more, and how many of them led to a contract."""
    return (
        Brief.objects.filter(_theirs("", people, organisations))
        .exclude(state__in=[BriefState.DRAFT.value, BriefState.PUBLISHED.value])
        .values_list("client_id", "organisation_id")
        .annotate(every=Count("id"), good=Count("id", filter=Q(state=BriefState.HIRED.value)))
    )


@kept
def _due_answers(people: Ids, organisations: Ids, now: datetime) -> QuerySet[Proposal, Counted]:
    """By client: how many proposals are due or answered, and how many were answered in time."""
    due = Q(answer_due_at__lte=now) | Q(answered_at__isnull=False)
    return (
        Proposal.objects.filter(_theirs("brief__", people, organisations), due, state__in=COUNTED_PROPOSALS)
        .values_list("brief__client_id", "brief__organisation_id")
        .annotate(every=Count("id"), good=Count("id", filter=Q(answered_at__lte=F("answer_due_at"))))
    )


def _theirs(prefix: str, people: Ids, organisations: Ids) -> Q:
    alone = Q(**{f"{prefix}client_id__any_of": people, f"{prefix}organisation": None})
    return alone | Q(**{f"{prefix}organisation_id__any_of": organisations})


def _by_client(rows: Iterable[Counted]) -> dict[UUID, tuple[int, int]]:
    """Sum the rows (client, organisation or None, all, good ones) per client as one party."""
    found: dict[UUID, tuple[int, int]] = {}
    for client_id, organisation_id, every, good in rows:
        key = organisation_id or client_id
        before = found.get(key, (0, 0))
        found[key] = (before[0] + every, before[1] + good)
    return found
