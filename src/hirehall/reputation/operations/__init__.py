"""Steps inside the caller's transaction: windows and their reveal, batches, standings, what is known from elsewhere."""

from hirehall.reputation.operations.certificates import keep_certificate, keep_task
from hirehall.reputation.operations.evidence import (
    drop_evidence,
    drop_outside,
    keep_evidence,
    keep_outside,
    keep_proof,
)
from hirehall.reputation.operations.figures import refresh_figures
from hirehall.reputation.operations.proofs import refresh_proofs
from hirehall.reputation.operations.standings import refresh_standing
from hirehall.reputation.operations.trust import refresh_trust
from hirehall.reputation.operations.windows import open_window, remind_at, reveal

__all__ = [
    "drop_evidence",
    "drop_outside",
    "keep_certificate",
    "keep_evidence",
    "keep_outside",
    "keep_proof",
    "keep_task",
    "open_window",
    "refresh_figures",
    "refresh_proofs",
    "refresh_standing",
    "refresh_trust",
    "remind_at",
    "reveal",
]
