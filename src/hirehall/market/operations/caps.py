"""How many proposals one may send: per brief, and per person and week, by the hall's policy."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Policy
from hirehall.market.models import Brief, Proposal
from hirehall.market.queries.caps import allowed_this_week, sent_this_week
from hirehall.market.queries.lane import owes_evaluation
from hirehall.market.states import COUNTED_PROPOSALS, LANE_DAYS, LANE_PER_CLIENT, BriefState


def require_room_on_brief(brief: Brief, policy: Policy) -> None:
    """The brief is locked, so the count holds until commit.

    Raises:
        Refused: ``proposal.brief_full``.
    """
    if (
        Proposal.objects.filter(brief=brief, state__in=COUNTED_PROPOSALS).count()
        >= policy.proposals_per_brief
    ):
        raise Refused(
            "proposal.brief_full",
            f"This brief has reached this hall’s cap of {policy.proposals_per_brief} proposals, so that each is "
            "read. Your draft is kept; a place is free when somebody withdraws.",
            because=Because.TOO_MANY,
        )


def require_room_this_week(hall_id: UUID, person_id: UUID, policy: Policy) -> None:
    """The person is locked, so the count holds until commit.

    Raises:
        Refused: ``proposal.week_full``.
    """
    allowed = allowed_this_week(hall_id, person_id, policy)
    if sent_this_week(hall_id, person_id) >= allowed:
        raise Refused(
            "proposal.week_full",
            f"You have sent {allowed} proposals within seven days, which is this hall’s cap against spam. Your "
            "draft is kept. If you have good reasons for more, appeal: an operator answers with a reason.",
            because=Because.TOO_MANY,
        )


def require_room_in_lane(brief: Brief, policy: Policy) -> None:
    """The client is locked, so the count holds until commit.

    Raises:
        Refused: ``lane.evaluation_due``, ``lane.too_many``.
    """
    if owes_evaluation(brief.client_id, brief.hall_id):
        raise Refused(
            "lane.evaluation_due",
            "You have not said how a first-timer’s work was, and its time has passed. Judging it is what the hall "
            "gives its fee up for, so a year goes by before you open another brief to them. Take the tick away to "
            "publish it.",
            because=Because.FORBIDDEN,
            field="first_timers",
        )
    since = clock.now() - timedelta(days=LANE_DAYS)
    opened = Brief.objects.filter(
        hall_id=brief.hall_id, client_id=brief.client_id, first_timers=True, published_at__gt=since
    ).exclude(id=brief.id)
    most = policy.number(LANE_PER_CLIENT)
    if opened.count() >= most:
        raise Refused(
            "lane.too_many",
            f"You have opened {most} briefs to first-timers within a year, which is this hall’s cap. "
            "Take the tick away, and publish it as any other.",
            because=Because.TOO_MANY,
            field="first_timers",
        )


def require_room_for_client(brief: Brief, policy: Policy) -> None:
    """The client is locked, so the count holds until commit.

    Raises:
        Refused: ``brief.too_many_open``.
    """
    open_now = Brief.objects.filter(
        hall_id=brief.hall_id, client_id=brief.client_id, state=BriefState.PUBLISHED.value
    )
    if open_now.count() >= policy.open_briefs_per_client:
        raise Refused(
            "brief.too_many_open",
            f"You have {policy.open_briefs_per_client} open briefs, which is this hall’s cap. Close one first.",
            because=Because.TOO_MANY,
        )
