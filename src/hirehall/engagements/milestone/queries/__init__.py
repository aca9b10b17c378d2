"""How milestones are obtained, and the page models of the contract room."""

from hirehall.engagements.milestone.queries.cards import delivery_card
from hirehall.engagements.milestone.queries.dealing import (
    EndPage,
    changeable_units,
    end_page,
    ending_page,
    offer_page,
    terms_page,
)
from hirehall.engagements.milestone.queries.live import (
    PlanLine,
    offer_line,
    plan_line,
    terms_line,
)
from hirehall.engagements.milestone.queries.room import Room, room_for
from hirehall.engagements.milestone.queries.rows import (
    deliveries_to_accept,
    delivery_visible,
    is_milestone,
    is_milestone_contract,
    milestone_for,
    milestone_of_payment,
    milestone_to_move,
    milestones_to_move,
    planned_units,
    refunds_to_grant,
    reminder_of_review,
    request_to_move,
    reviews_due_between,
)
from hirehall.engagements.milestone.queries.steps import (
    FundingPage,
    RefundPage,
    WorkPage,
    funding_page,
    refund_page,
    refund_request_page,
    work_page,
)
from hirehall.engagements.milestone.queries.turns import Situation, next_step, situations, steps_of, turns_for

__all__ = [
    "EndPage",
    "FundingPage",
    "PlanLine",
    "RefundPage",
    "Room",
    "Situation",
    "WorkPage",
    "changeable_units",
    "deliveries_to_accept",
    "delivery_card",
    "delivery_visible",
    "end_page",
    "ending_page",
    "funding_page",
    "is_milestone",
    "is_milestone_contract",
    "milestone_for",
    "milestone_of_payment",
    "milestone_to_move",
    "milestones_to_move",
    "next_step",
    "offer_line",
    "offer_page",
    "plan_line",
    "planned_units",
    "refund_page",
    "refund_request_page",
    "refunds_to_grant",
    "reminder_of_review",
    "request_to_move",
    "reviews_due_between",
    "room_for",
    "situations",
    "steps_of",
    "terms_line",
    "terms_page",
    "turns_for",
    "work_page",
]
