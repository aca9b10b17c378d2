"""What reputation keeps: review windows and what was said in them; readings in batches, and what they come to."""

from hirehall.reputation.models.reviews import DIRECTIONS, Review, ReviewInvitation, ReviewWindow
from hirehall.reputation.models.standings import (
    BatchMember,
    FamilyFigures,
    FormulaVersion,
    OtherEvidence,
    ProofFigures,
    ReadingBatch,
    StandingRow,
)
from hirehall.reputation.models.trust import LinkedPair, RaterTrust, TrustNight, Verification

__all__ = [
    "DIRECTIONS",
    "BatchMember",
    "FamilyFigures",
    "FormulaVersion",
    "LinkedPair",
    "OtherEvidence",
    "ProofFigures",
    "RaterTrust",
    "ReadingBatch",
    "Review",
    "ReviewInvitation",
    "ReviewWindow",
    "StandingRow",
    "TrustNight",
    "Verification",
]
