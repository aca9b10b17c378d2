"""Shared steps of the trial model, each in the caller's transaction."""

from hirehall.engagements.trial.operations.agreeing import begin_trial, offered_terms
from hirehall.engagements.trial.operations.closing import (
    ask_for_money,
    cancel,
    close_lost,
    end_content,
    end_not_content,
    lose,
    move_to,
    stop_clocks_for,
)
from hirehall.engagements.trial.operations.matching import (
    back_to_desk_if_empty,
    move_request,
    move_request_on,
    pass_over,
    set_match,
    show_if_all_answered,
    show_people,
    to_desk,
)
from hirehall.engagements.trial.operations.telling import tell, tell_of_match, tell_of_request

__all__ = [
    "ask_for_money",
    "back_to_desk_if_empty",
    "begin_trial",
    "cancel",
    "close_lost",
    "end_content",
    "end_not_content",
    "lose",
    "move_request",
    "move_request_on",
    "move_to",
    "offered_terms",
    "pass_over",
    "set_match",
    "show_if_all_answered",
    "show_people",
    "stop_clocks_for",
    "tell",
    "tell_of_match",
    "tell_of_request",
    "to_desk",
]
