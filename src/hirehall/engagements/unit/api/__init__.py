"""Unit orders for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.unit.api import bulk, direct, pool, questions, team, work

router = Router()
for part in (bulk, direct, pool, questions, team, work):
    router.add_router("", part.router)
