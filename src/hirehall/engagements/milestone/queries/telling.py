"""What happened to milestones, in words that follow the name of who did it."""

from __future__ import annotations

from hirehall.contracts.queries import Data, Words, sum_in

WORDS: Words = {
    "milestone.funding_begun": (
        "wallet",
        lambda data: f"started to pay {sum_in(data)} for “{data['title']}”",
    ),
    "milestone.funded": ("shield-check", lambda data: f"holds {sum_in(data)} for “{data['title']}”"),
    "milestone.funding_failed": ("circle-alert", lambda data: f"could not collect for “{data['title']}”"),
    "milestone.payment_returned": ("undo-2", lambda data: f"sent back {sum_in(data)} that was not awaited"),
    "milestone.delivered": ("package", lambda data: f"delivered “{data['title']}”{_files(data)}"),
    "milestone.changes_asked": ("message-square", lambda data: f"asked for changes to “{data['title']}”"),
    "milestone.accepted": (
        "check",
        lambda data: (
            f"released {sum_in(data)} for “{data['title']}”" + (", by silence" if data["in_silence"] else "")
        ),
    ),
    "milestone.part_released": ("split", lambda data: f"released {sum_in(data)} of “{data['title']}”"),
    "milestone.refund_asked": ("undo-2", lambda data: f"asked for {sum_in(data)} of “{data['title']}” back"),
    "milestone.refund_withdrawn": (
        "undo-2",
        lambda data: f"took back the refund request for “{data['title']}”",
    ),
    "milestone.refund_refused": ("x", lambda data: f"refused the refund for “{data['title']}”"),
    "milestone.refunded": (
        "undo-2",
        lambda data: (
            f"gave back {sum_in(data)} of “{data['title']}”" + (", by silence" if data["in_silence"] else "")
        ),
    ),
    "milestone.charged_back": (
        "undo-2",
        lambda data: f"lost {sum_in(data)} for “{data['title']}” to the client’s bank",
    ),
    "milestone.cancelled": ("x", lambda data: f"took “{data['title']}” out of the contract"),
    "milestone.settled": (
        "scale",
        lambda data: (
            f"settled “{data['title']}”: {sum_in(data, 'released')} released, {sum_in(data, 'refunded')} back"
        ),
    ),
}


def _files(data: Data) -> str:
    count = data["files"]
    return "" if not count else f" with {count} file" + ("s" if count != 1 else "")
