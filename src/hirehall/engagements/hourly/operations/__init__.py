"""Shared steps of the hourly model, each in the caller's transaction."""

from hirehall.engagements.hourly.operations.losing import take_from_escrow
from hirehall.engagements.hourly.operations.telling import tell, tell_contract, tell_entry
from hirehall.engagements.hourly.operations.terms import HourTerms, calendar_in_words, written_terms
from hirehall.engagements.hourly.operations.weeks import (
    begin_hold,
    begin_review,
    charge,
    cut_short,
    end_if_settled,
    first_moment,
    give_back_planned,
    move_to,
    open_week,
    pass_on,
    plan_week,
    planned_week,
    reprice,
    stop_clocks_for,
)

__all__ = [
    "HourTerms",
    "begin_hold",
    "begin_review",
    "calendar_in_words",
    "charge",
    "cut_short",
    "end_if_settled",
    "first_moment",
    "give_back_planned",
    "move_to",
    "open_week",
    "pass_on",
    "plan_week",
    "planned_week",
    "reprice",
    "stop_clocks_for",
    "take_from_escrow",
    "tell",
    "tell_contract",
    "tell_entry",
    "written_terms",
]
