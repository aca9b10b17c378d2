"""Halls, their dated policies, and who is a member of which."""

from hirehall.halls.models.addresses import FormerAddress
from hirehall.halls.models.hall import ClauseTemplate, Hall, HallDraft, Policy
from hirehall.halls.models.joining import Application, JoinInvitation, Member
from hirehall.halls.models.staff import HallOperator, HallSession
from hirehall.halls.models.texts import LegalText
from hirehall.halls.models.zones import HallZone

__all__ = [
    "Application",
    "ClauseTemplate",
    "FormerAddress",
    "Hall",
    "HallDraft",
    "HallOperator",
    "HallSession",
    "HallZone",
    "JoinInvitation",
    "LegalText",
    "Member",
    "Policy",
]
