"""The board for programs: the same actions as the pages, one call each."""

from ninja import Router

from hirehall.engagements.listing.api import board, desk

router = Router()
for part in (desk, board):
    router.add_router("", part.router)
