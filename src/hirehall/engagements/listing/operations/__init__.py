"""Steps that several actions of the board share."""

from hirehall.engagements.listing.operations.feeding import Intaking, Reading, read_feed
from hirehall.engagements.listing.operations.positions import (
    erase_of,
    fill_in,
    look_for_signals,
    make_findable,
    note,
)
from hirehall.engagements.listing.operations.searches import follow_category, follow_skill
from hirehall.engagements.listing.operations.telling import mail_to_sender, next_time, stop_href, tell_of

__all__ = [
    "Intaking",
    "Reading",
    "erase_of",
    "fill_in",
    "follow_category",
    "follow_skill",
    "look_for_signals",
    "mail_to_sender",
    "make_findable",
    "next_time",
    "note",
    "read_feed",
    "stop_href",
    "tell_of",
]
