"""Steps inside the caller's transaction: windows and their reveal, batches, standings, what is known from elsewhere."""

from hirehall.reputation.operations.evidence import drop_evidence, drop_outside, keep_evidence, keep_outside
from hirehall.reputation.operations.figures import refresh_figures
from hirehall.reputation.operations.standings import refresh_standing
from hirehall.reputation.operations.trust import refresh_trust
from hirehall.reputation.operations.windows import open_window, remind_at, reveal

__all__ = [
    "drop_evidence",
    "drop_outside",
    "keep_evidence",
    "keep_outside",
    "open_window",
    "refresh_figures",
    "refresh_standing",
    "refresh_trust",
    "remind_at",
    "reveal",
]
