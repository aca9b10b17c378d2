"""Offers, contracts, their terms in every version, the questions of ending them, and units that hold money."""

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
from hirehall.contracts.models.splits import Split, SplitShare
from hirehall.contracts.models.units import HeldUnit

__all__ = [
    "Contract",
    "Ending",
    "ExtraPayment",
    "HeldUnit",
    "Offer",
    "OfferVersion",
    "Parties",
    "Split",
    "SplitShare",
    "Terms",
    "TermsVersion",
    "choices",
]
