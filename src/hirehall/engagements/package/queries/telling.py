"""What happened to orders, in words that follow the name of who did it."""

from __future__ import annotations

from hirehall.contracts.queries import Data, Words, sum_in
from hirehall.look.formats import plural


def _silently(data: Data) -> str:
    return ", by silence" if data["in_silence"] else ""


def _declined(data: Data) -> str:
    what = "the wish to cancel" if data["about"] == "cancel" else "the wish for more days"
    return f"took back {what}" if data["withdrawn"] else f"said no to {what}"


WORDS: Words = {
    "order.placed": ("package", lambda data: f"ordered for {sum_in(data)}"),
    "order.payment_begun": ("wallet", lambda data: f"started to pay {sum_in(data)} again"),
    "order.paid": ("shield-check", lambda data: f"holds {sum_in(data)} for the order"),
    "order.payment_failed": ("circle-alert", lambda _: "could not collect the payment"),
    "order.payment_returned": ("undo-2", lambda data: f"sent back {sum_in(data)} that was not awaited"),
    "order.requirements_given": (
        "message-square",
        lambda _: "answered the questions; the days count from here",
    ),
    "order.delivered": ("package", lambda data: f"delivered the work, hand-over {data['number']}"),
    "order.revision_asked": (
        "rotate-ccw",
        lambda data: f"asked for a revision; {plural(data['left'], 'more is left', 'more are left')}",
    ),
    "order.accepted": ("check", lambda data: f"released {sum_in(data)}{_silently(data)}"),
    "order.late": ("clock", lambda _: "noted that the order is late"),
    "order.very_late": ("circle-alert", lambda _: "noted that the order is very late; the client may cancel"),
    "order.extension_asked": ("calendar", lambda data: f"asked for {plural(data['days'], 'more day')}"),
    "order.extended": ("calendar", lambda data: f"agreed to {plural(data['days'], 'more day')}"),
    "order.cancel_asked": ("undo-2", lambda data: f"wishes to cancel, with {sum_in(data)} going back"),
    "order.ask_declined": ("x", _declined),
    "order.cancelled": (
        "undo-2",
        lambda data: f"cancelled the order; {sum_in(data)} goes back{_silently(data)}",
    ),
    "order.revisions_ordered": (
        "rotate-ccw",
        lambda data: f"started to pay {sum_in(data)} for {plural(data['count'], 'more revision')}",
    ),
    "order.revisions_bought": (
        "rotate-ccw",
        lambda data: f"holds {sum_in(data)} for {plural(data['count'], 'more revision')}",
    ),
    "order.revisions_unpaid": ("circle-alert", lambda _: "could not collect the payment for more revisions"),
    "order.charged_back": ("undo-2", lambda data: f"lost {sum_in(data)} to the client’s bank"),
}
