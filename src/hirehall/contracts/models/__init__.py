"""Offers, contracts, their terms, the questions of ending them, units that hold money, and postings."""

from hirehall.contracts.models.deals import (
    Contract,
    Ending,
    Offer,
    OfferVersion,
    Parties,
    Terms,
    TermsVersion,
    choices,
)
from hirehall.contracts.models.extras import ExtraPayment
from hirehall.contracts.models.postings import Posting
from hirehall.contracts.models.splits import Split, SplitShare
from hirehall.contracts.models.units import Held, HeldUnit

__all__ = [
    "Contract",
    "Ending",
    "ExtraPayment",
    "Held",
    "HeldUnit",
    "Offer",
    "OfferVersion",
    "Parties",
    "Posting",
    "Split",
    "SplitShare",
    "Terms",
    "TermsVersion",
    "choices",
]
