"""Requests to the matcher and trials for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.trial.api import desk, matching, work

router = Router()
for part in (matching, desk, work):
    router.add_router("", part.router)
