"""What happened to weeks and entries, in words that follow the name of who did it."""

from __future__ import annotations

from hirehall.contracts.queries import Data, Words, sum_in
from hirehall.engagements.hourly.rules import hours_text


def _of(data: Data) -> str:
    return f"“{data['memo']}” ({hours_text(data['minutes'])})"


WORDS: Words = {
    "hourly.hold_begun": ("wallet", lambda data: f"started to pay {sum_in(data)} for “{data['title']}”"),
    "hourly.week_held": ("shield-check", lambda data: f"holds {sum_in(data)} for “{data['title']}”"),
    "hourly.hold_failed": ("circle-alert", lambda data: f"could not collect for “{data['title']}”"),
    "hourly.payment_returned": ("undo-2", lambda data: f"sent back {sum_in(data)} that was not awaited"),
    "hourly.time_logged": ("clock", lambda data: f"logged {_of(data)}"),
    "hourly.time_imported": (
        "file-text",
        lambda data: (
            f"imported {data['entries']} {'entry' if data['entries'] == 1 else 'entries'},"
            f" {hours_text(data['minutes'])}, from {data['tool']}"
        ),
    ),
    "hourly.entry_corrected": ("pencil", lambda data: f"corrected {_of(data)}"),
    "hourly.entry_removed": ("trash-2", lambda data: f"took out {_of(data)}"),
    "hourly.week_closed": ("clock", lambda data: f"closed “{data['title']}”"),
    "hourly.review_begun": (
        "eye",
        lambda data: f"put {hours_text(data['minutes'])} of “{data['title']}” under review",
    ),
    "hourly.week_charged": (
        "check",
        lambda data: (
            (
                f"let {sum_in(data)} be paid for"
                if data["amount"]["minor"]
                else "passed on what is not paid of"
            )
            + f" “{data['title']}”"
            + (f", {sum_in(data, 'disputed')} stay held" if data["disputed"]["minor"] else "")
        ),
    ),
    "hourly.week_cancelled": ("x", lambda data: f"cancelled “{data['title']}”"),
    "hourly.entry_disputed": ("message-square", lambda data: f"disputed {_of(data)}"),
    "hourly.dispute_withdrawn": ("undo-2", lambda data: f"took back the dispute of {_of(data)}"),
    "hourly.entry_taken_off": (
        "x",
        lambda data: f"took off {_of(data)}" + (", by silence" if data["in_silence"] else ""),
    ),
    "hourly.entry_contested": ("scale", lambda data: f"stood by {_of(data)}"),
    "hourly.split_proposed": (
        "split",
        lambda data: f"proposed to pay {hours_text(data['split_minutes'])} of {_of(data)}",
    ),
    "hourly.split_agreed": (
        "handshake",
        lambda data: f"agreed to pay {hours_text(data['split_minutes'])} of {_of(data)}",
    ),
    "hourly.paused": ("pause", lambda _: "paused the contract"),
    "hourly.resumed": ("play", lambda _: "let the contract run on"),
    "hourly.notice_given": ("flag", lambda _: "gave notice"),
    "hourly.charged_back": (
        "undo-2",
        lambda data: f"lost {sum_in(data)} for “{data['title']}” to the client’s bank",
    ),
}
