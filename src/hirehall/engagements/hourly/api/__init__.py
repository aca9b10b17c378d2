"""Hourly contracts for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.hourly.api import deals, hours, importing, time

router = Router()
router.add_router("", deals.router)
router.add_router("", importing.router)
router.add_router("", hours.router)
router.add_router("", time.router)

__all__ = ["router"]
