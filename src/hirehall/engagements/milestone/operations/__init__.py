"""Shared steps of the milestone model, each in the caller's transaction."""

from hirehall.engagements.milestone.operations.closing import cancel, close_up, move_to, settle
from hirehall.engagements.milestone.operations.losing import stop_clocks_for, take_from_escrow
from hirehall.engagements.milestone.operations.plan import (
    DealTerms,
    PlannedMilestone,
    adopt_plan,
    clocks_in_words,
    lay_out,
    written_terms,
)
from hirehall.engagements.milestone.operations.telling import tell

__all__ = [
    "DealTerms",
    "PlannedMilestone",
    "adopt_plan",
    "cancel",
    "clocks_in_words",
    "close_up",
    "lay_out",
    "move_to",
    "settle",
    "stop_clocks_for",
    "take_from_escrow",
    "tell",
    "written_terms",
]
