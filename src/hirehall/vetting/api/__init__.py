"""Tests, certificates and screenings for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.vetting.api import banks, pipelines, screenings, tests

router = Router()
for part in (tests, banks, screenings, pipelines):
    router.add_router("", part.router)
