"""Halls, their dated policies, and who is a member of which."""

from hirehall.halls.models.hall import ClauseTemplate, Hall, HallDraft, Policy
from hirehall.halls.models.joining import Application, JoinInvitation, Member

__all__ = ["Application", "ClauseTemplate", "Hall", "HallDraft", "JoinInvitation", "Member", "Policy"]
