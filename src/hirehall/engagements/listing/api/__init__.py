"""The board for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.listing.api import board, deposits, desk, feeds, files, memberships

router = Router()
for part in (deposits, desk, feeds, files, memberships, board):
    router.add_router("", part.router)
