"""Offers and contracts of every engagement model, for programs."""

from ninja import Router

from hirehall.contracts.api import clauses, deals, extras, work

router = Router()
router.add_router("", deals.router)
router.add_router("", clauses.router)
router.add_router("", extras.router)
router.add_router("", work.router)

__all__ = ["router"]
