"""The tables of the board: positions and what was found in them, what members keep, and the desk's dated rules."""

from hirehall.engagements.listing.models.deposits import Deposit
from hirehall.engagements.listing.models.feeds import FeedItem, FeedRun, FeedSource
from hirehall.engagements.listing.models.intakes import Intake
from hirehall.engagements.listing.models.mailed import Mailed
from hirehall.engagements.listing.models.memberships import Membership
from hirehall.engagements.listing.models.positions import (
    Content,
    Described,
    Position,
    Report,
    Screening,
    Signal,
)
from hirehall.engagements.listing.models.searches import SavedSearch, Told
from hirehall.engagements.listing.models.tracker import Tracked

__all__ = [
    "Content",
    "Deposit",
    "Described",
    "FeedItem",
    "FeedRun",
    "FeedSource",
    "Intake",
    "Mailed",
    "Membership",
    "Position",
    "Report",
    "SavedSearch",
    "Screening",
    "Signal",
    "Told",
    "Tracked",
]
