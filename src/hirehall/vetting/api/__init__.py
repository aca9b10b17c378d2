"""Tests and certificates for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.vetting.api import banks, tests

router = Router()
for part in (tests, banks):
    router.add_router("", part.router)
