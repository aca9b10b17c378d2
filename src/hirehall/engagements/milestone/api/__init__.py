"""Milestone contracts for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.milestone.api import deals, work

router = Router()
router.add_router("", deals.router)
router.add_router("", work.router)

__all__ = ["router"]
