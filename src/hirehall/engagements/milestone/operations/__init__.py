"""Shared steps of the milestone model, each in the caller's transaction."""

from hirehall.engagements.milestone.operations.closing import cancel, close_up, move_to, settle
from hirehall.engagements.milestone.operations.moving import refund, release, roll_on, tell
from hirehall.engagements.milestone.operations.plan import (
    DealTerms,
    PlannedMilestone,
    Pricing,
    adopt_plan,
    lay_out,
    written_terms,
)

__all__ = [
    "DealTerms",
    "PlannedMilestone",
    "Pricing",
    "adopt_plan",
    "cancel",
    "close_up",
    "lay_out",
    "move_to",
    "refund",
    "release",
    "roll_on",
    "settle",
    "tell",
    "written_terms",
]
