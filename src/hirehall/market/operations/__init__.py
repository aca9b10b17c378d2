"""The write door of the market: steps inside the caller's transaction."""

from hirehall.market.operations.acquainting import mark_agreed, mark_quoted, meet, reopen_request
from hirehall.market.operations.acting import acting_agency
from hirehall.market.operations.hiring import mark_hired, note_price
from hirehall.market.operations.listings import note_record, rebuild, refresh_listing
from hirehall.market.operations.requesting import shown_piece, thread_of
from hirehall.market.operations.service import give_back_place, lock_service, take_agreed_place, take_place

__all__ = [
    "acting_agency",
    "give_back_place",
    "lock_service",
    "mark_agreed",
    "mark_hired",
    "mark_quoted",
    "meet",
    "note_price",
    "note_record",
    "rebuild",
    "refresh_listing",
    "reopen_request",
    "shown_piece",
    "take_agreed_place",
    "take_place",
    "thread_of",
]
