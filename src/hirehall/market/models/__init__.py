"""Tables of the market: briefs, what is asked about them, proposals, services, and the rows that search reads."""

from hirehall.market.models.briefs import (
    Brief,
    BriefQuestion,
    BriefRevision,
    BriefSkill,
    Clarification,
    Invitation,
)
from hirehall.market.models.listings import FreelancerListing, PriceSample, Word
from hirehall.market.models.panels import (
    Addendum,
    Panel,
    PanelCriterion,
    PanelRecusal,
    PanelScore,
    PanelSeat,
    PanelVerdict,
)
from hirehall.market.models.proposals import CapAppeal, Proposal
from hirehall.market.models.requests import Acquaintance, QuoteRequest
from hirehall.market.models.service import Service

__all__ = [
    "Acquaintance",
    "Addendum",
    "Brief",
    "BriefQuestion",
    "BriefRevision",
    "BriefSkill",
    "CapAppeal",
    "Clarification",
    "FreelancerListing",
    "Invitation",
    "Panel",
    "PanelCriterion",
    "PanelRecusal",
    "PanelScore",
    "PanelSeat",
    "PanelVerdict",
    "PriceSample",
    "Proposal",
    "QuoteRequest",
    "Service",
    "Word",
]
