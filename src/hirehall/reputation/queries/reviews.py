"""Reviews as everybody may read them after the reveal: text and reply, never an answer of the ladder."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from markupsafe import Markup

from hirehall.contracts.models import Contract
from hirehall.foundation.reads import kept
from hirehall.look import markdown
from hirehall.reputation.formula import quarter
from hirehall.reputation.models import Review
from hirehall.reputation.states import Direction

PAGE = 10
FROM_THE_TOP = UUID(int=2**128 - 1)


@dataclass(frozen=True, slots=True)
class PublicReview:
    """One review. ``when`` is a quarter like ``2026 Q4``, so that it cannot be matched with a figure's change.

    Attributes:
        earned_in: the name of the hall, where it is another one than that which shows it.
    """

    id: UUID
    author: str
    text: str
    when: str
    reply: str
    replied_by: str
    earned_in: str = ""

    @property
    def html(self) -> Markup:
        return markdown.render(self.text)

    @property
    def reply_html(self) -> Markup:
        return markdown.render(self.reply)


def reviews_about_freelancer(
    person_id: UUID,
    *,
    hall_id: UUID | None = None,
    only_here: bool = False,
    after: UUID | None = None,
    limit: int = PAGE,
) -> tuple[list[PublicReview], UUID | None]:
    """One page of what clients wrote about a freelancer, the latest quarter first, and the next cursor.

    Args:
        hall_id: which shows it, so that what was earned in others says where.
        only_here: leave out what was earned in others (decision 0021).
    """
    before = after or FROM_THE_TOP
    if hall_id and only_here:
        return _page(_about_freelancer_here.at_most(limit + 1, person_id, hall_id, before), limit, hall_id)
    return _page(_about_freelancer.at_most(limit + 1, person_id, before), limit, hall_id)


@kept
def _about_freelancer_here(person_id: UUID, hall_id: UUID, before: UUID) -> QuerySet[Review]:
    mine = Q(window__freelancer_id=person_id, window__hall_id=hall_id)
    return _shown(Q(direction=Direction.OF_FREELANCER.value) & mine, before)


@kept
def _about_freelancer(person_id: UUID, before: UUID) -> QuerySet[Review]:
    return _shown(Q(direction=Direction.OF_FREELANCER.value, window__freelancer_id=person_id), before)


def reviews_about_agency(
    agency_id: UUID, *, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[PublicReview], UUID | None]:
    """One page of what clients wrote about work in an agency's name, whoever led it."""
    its_own = Contract.objects.filter(agency_id=agency_id).values("id")
    of_freelancer = Q(direction=Direction.OF_FREELANCER.value)
    found = _shown(of_freelancer & Q(window__contract_id__in=its_own), after or FROM_THE_TOP)
    return _page(list(found[: limit + 1]), limit)


def reviews_about_client(
    client_id: UUID, organisation_id: UUID | None, *, after: UUID | None = None, limit: int = PAGE
) -> tuple[list[PublicReview], UUID | None]:
    """One page of what freelancers wrote about a client."""
    before = after or FROM_THE_TOP
    if organisation_id is not None:
        return _page(_about_organisation.at_most(limit + 1, organisation_id, before), limit)
    return _page(_about_client.at_most(limit + 1, client_id, before), limit)


@kept
def _about_client(client_id: UUID, before: UUID) -> QuerySet[Review]:
    alone = Q(window__client_id=client_id, window__organisation=None)
    return _shown(Q(direction=Direction.OF_CLIENT.value) & alone, before)


@kept
def _about_organisation(organisation_id: UUID, before: UUID) -> QuerySet[Review]:
    return _shown(Q(direction=Direction.OF_CLIENT.value, window__organisation_id=organisation_id), before)


def reviews_of_contracts(contract_ids: Collection[UUID], *, limit: int = PAGE) -> dict[UUID, PublicReview]:
    """What clients wrote after these contracts, by contract, the latest first. One query."""
    found = (
        Review.objects.filter(
            direction=Direction.OF_FREELANCER.value,
            window__contract_id__in=contract_ids,
            released_at__isnull=False,
        )
        .exclude(text="")
        .select_related("window__client", "window__organisation", "window__freelancer")
        .order_by("-window_id")[:limit]
    )
    return {row.window.contract_id: public(row) for row in found}


def _shown(about: Q, before: UUID) -> QuerySet[Review]:
    """Reviews with words, in the order of their windows, which says nothing about who answered first."""
    rows: QuerySet[Review] = Review.objects.filter(about, released_at__isnull=False, window_id__lt=before)
    parties = rows.select_related(
        "window__client", "window__organisation", "window__freelancer", "window__hall"
    )
    return parties.exclude(text="").order_by("-window_id")


def _page(
    rows: list[Review], limit: int, hall_id: UUID | None = None
) -> tuple[list[PublicReview], UUID | None]:
    cursor = rows[limit - 1].window_id if len(rows) > limit else None
    return [public(row, hall_id=hall_id) for row in rows[:limit]], cursor


def public(review: Review, *, hall_id: UUID | None = None) -> PublicReview:
    window = review.window
    client = window.organisation.name if window.organisation else name_of(window.client)
    freelancer = name_of(window.freelancer)
    by_client = review.direction == Direction.OF_FREELANCER
    released_at: datetime | None = review.released_at
    return PublicReview(
        id=review.id,
        author=client if by_client else freelancer,
        text=review.text,
        when=quarter(released_at) if released_at else "",
        reply=review.reply,
        replied_by=(freelancer if by_client else client) if review.reply else "",
        earned_in=window.hall.name if hall_id and window.hall_id != hall_id else "",
    )


def name_of(who: object) -> str:
    """The name that a person shows; closed accounts show none."""
    return "Closed account" if getattr(who, "closed_at", None) else str(getattr(who, "name", ""))
