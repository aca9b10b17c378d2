"""What happened to unit orders, in words that follow the name of who did it."""

from __future__ import annotations

from hirehall.contracts.queries import Data, Words, sum_in

_ACCEPTED = {
    "accepted": "accepted {counted} and released {sum}",
    "silence": "released {sum} for {counted}, by silence",
    "upheld": "upheld the work: {sum} for {counted} is released",
    "unchecked": "released {sum} for {counted}: no editor had decided in time",
}


def _accepted(data: Data) -> str:
    return _ACCEPTED[data["how"]].format(counted=data["counted"], sum=sum_in(data))


WORDS: Words = {
    "unit.posted": ("file-plus", lambda data: f"posted the order, for {sum_in(data)} at most"),
    "unit.payment_begun": ("wallet", lambda data: f"started to pay {sum_in(data)} again"),
    "unit.listed": ("shield-check", lambda data: f"holds {sum_in(data)}; the order is in the pool"),
    "unit.asked": ("send", lambda data: f"holds {sum_in(data)}; the order waits for an answer"),
    "unit.passed_on": ("layers", lambda data: f"put the order into the pool. {data['why']}"),
    "unit.payment_failed": ("circle-alert", lambda _: "could not collect the payment"),
    "unit.payment_returned": ("undo-2", lambda data: f"sent back {sum_in(data)} that was not awaited"),
    "unit.question_answered": ("message-square", lambda _: "answered a question about the order"),
    "unit.cancelled": ("x", lambda data: f"cancelled the order; {sum_in(data)} goes back"),
    "unit.charged_back": ("undo-2", lambda data: f"lost {sum_in(data)} to the client’s bank"),
    "unit.delivered": ("package", lambda data: f"handed in {data['counted']}, hand-over {data['number']}"),
    "unit.revision_asked": ("rotate-ccw", lambda _: "asked for a revision"),
    "unit.revision_missed": ("clock", lambda _: "noted that nothing was revised in time"),
    "unit.check_asked": ("scale", lambda _: "asked an editor to reject the work"),
    "unit.copy_judged": ("copy", lambda data: f"found that the text is a copy: {data['reason']}"),
    "unit.accepted": ("check", _accepted),
    "unit.rejected": ("x", lambda data: f"rejected the work; {sum_in(data)} goes back to the client"),
}
