"""Fee schedules, drafts of them with what last year would have cost, and the members' votes on them."""

from hirehall.money.fees.models.drafts import FeeDraft, FeeDraftMember
from hirehall.money.fees.models.schedules import FeeSchedule
from hirehall.money.fees.models.votes import FeeVote, FeeVoter

__all__ = ["FeeDraft", "FeeDraftMember", "FeeSchedule", "FeeVote", "FeeVoter"]
