"""Unit orders for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.unit.api import pool, work

router = Router()
for part in (pool, work):
    router.add_router("", part.router)
