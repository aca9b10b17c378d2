"""Orders for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.package.api import buying, offers, orders

router = Router()
for part in (orders, buying, offers):
    router.add_router("", part.router)
