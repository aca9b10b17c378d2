"""Shared steps of the package model, each in the caller's transaction."""

from hirehall.engagements.package.operations.buying import (
    add_revisions,
    begin_purchase,
    take_back_revisions,
)
from hirehall.engagements.package.operations.closing import (
    accept,
    cancel,
    close_lost,
    lapse_asks,
    lose,
    move_to,
    start_clock,
    stop_clocks_for,
)
from hirehall.engagements.package.operations.offering import OfferContent, offered_terms, order_of
from hirehall.engagements.package.operations.placing import ask_for_money, clocks_in_words, place, write_order
from hirehall.engagements.package.operations.sending import send_in
from hirehall.engagements.package.operations.telling import tell

__all__ = [
    "OfferContent",
    "accept",
    "add_revisions",
    "ask_for_money",
    "begin_purchase",
    "cancel",
    "clocks_in_words",
    "close_lost",
    "lapse_asks",
    "lose",
    "move_to",
    "offered_terms",
    "order_of",
    "place",
    "send_in",
    "start_clock",
    "stop_clocks_for",
    "take_back_revisions",
    "tell",
    "write_order",
]
