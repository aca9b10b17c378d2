"""Unit orders for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.unit.api import bulk, direct, pool, team, work

router = Router()
for part in (bulk, direct, pool, team, work):
    router.add_router("", part.router)
