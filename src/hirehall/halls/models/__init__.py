"""Halls, their dated policies, and who is a member of which."""

from hirehall.halls.models.hall import ClauseTemplate, Hall, HallDraft, Policy
from hirehall.halls.models.joining import Application, JoinInvitation, Member
from hirehall.halls.models.staff import HallOperator, HallSession

__all__ = [
    "Application",
    "ClauseTemplate",
    "Hall",
    "HallDraft",
    "HallOperator",
    "HallSession",
    "JoinInvitation",
    "Member",
    "Policy",
]
