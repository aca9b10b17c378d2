"""The hall's board in its file: by which list its desk screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from hirehall.engagements.listing.operations.filing import keep_list
from hirehall.engagements.listing.queries.filing import LISTS, board_of
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.front.hall_file.change import Change, one_change
from hirehall.halls.models import Hall

Path = tuple[str, ...]
Require = Callable[..., None]
BOARD = dict.fromkeys(LISTS, list)


def configured(hall: Hall) -> dict[str, Any]:
    """The section of the file. One query."""
    return {"board": board_of(hall.id)}


def require_form(require: Require, values: Mapping[str, Any]) -> None:
    """As ``vetting.require_form``."""
    require(("board",), board := values.get("board", {}), {}, BOARD)
    for name in LISTS:
        for number, word in enumerate(board.get(name, [])):
            require(("board", name), {str(number): word}, {str(number): str}, {})


def differences(
    now: Mapping[str, Any], wanted: Mapping[str, Any], since: datetime | None
) -> Iterator[Change]:
    """A list counts from a day on."""
    stand, board = now.get("board", {}), wanted.get("board", {})
    for name in LISTS:
        if name in board:
            yield from one_change(("board", name), stand.get(name), board[name], since)


def apply(
    values: Mapping[str, Any],
    hall: Hall,
    mistake: Callable[[Path, Refused], Refused],
    *,
    by: Actor,
    reason: str,
    since: datetime | None,
) -> None:
    """The list from ``since`` on, at once for None."""
    board = values.get("board", {})
    try:
        keep_list(hall.id, by=by, wanted=board, reason=reason, starts=since)
    except Refused as refused:
        raise mistake(("board", str(refused.field)), refused) from refused
