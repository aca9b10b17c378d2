"""Requests for a freelancer, who is proposed for them, and trials."""

from hirehall.engagements.trial.models.requests import Match, MatchRequest, Wanted
from hirehall.engagements.trial.models.trials import Trial

__all__ = ["Match", "MatchRequest", "Trial", "Wanted"]
