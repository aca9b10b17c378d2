"""Steps that several actions of the board share."""

from hirehall.engagements.listing.operations.positions import (
    erase_of,
    fill_in,
    look_for_signals,
    make_findable,
    note,
)

__all__ = ["erase_of", "fill_in", "look_for_signals", "make_findable", "note"]
