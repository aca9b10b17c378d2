"""Unit orders for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.unit.api import direct, pool, work

router = Router()
for part in (direct, pool, work):
    router.add_router("", part.router)
