"""The timeline in words: each recorded fact as one short sentence, for the one who reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hirehall.contracts.models import Contract
from hirehall.foundation.actor import Actor
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.look.formats import money_text

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    text: str
    when: datetime
    icon: str


def _sum(data: Data, name: str = "amount") -> str:
    value = data[name]
    return money_text(Money(value["minor"], value["currency"]))


# name -> (icon, what happened, in words that follow the name of who did it)
WORDS: dict[str, tuple[str, Callable[[Data], str]]] = {
    "contract.started": ("handshake", lambda _: "agreed to the terms, and the contract started"),
    "agreement.filed": ("file-text", lambda data: f"filed the agreement, terms {data['number']}"),
    "terms.change_proposed": ("file-pen", lambda data: f"proposed new terms ({_sum(data, 'total')} in all)"),
    "terms.changed": ("file-check", lambda data: f"accepted the new terms, version {data['number']}"),
    "terms.change_declined": ("file-x", lambda _: "declined the new terms"),
    "terms.change_withdrawn": ("file-x", lambda _: "took back the new terms"),
    "ending.proposed": (
        "flag",
        lambda data: f"proposed to end: {_sum(data, 'released')} released, {_sum(data, 'refunded')} back",
    ),
    "ending.declined": ("flag", lambda _: "declined the proposal to end"),
    "ending.withdrawn": ("flag", lambda _: "took back the proposal to end"),
    "contract.ended": ("flag", lambda data: f"ended the contract by {data['ended_by']}"),
    "contract.frozen": ("snowflake", lambda _: "froze the contract for a dispute"),
    "contract.thawed": ("sun", lambda _: "let the contract run on"),
    "milestone.funding_begun": ("wallet", lambda data: f"started to pay {_sum(data)} for “{data['title']}”"),
    "milestone.funded": ("shield-check", lambda data: f"holds {_sum(data)} for “{data['title']}”"),
    "milestone.funding_failed": ("circle-alert", lambda data: f"could not collect for “{data['title']}”"),
    "milestone.payment_returned": ("undo-2", lambda data: f"sent back {_sum(data)} that was not awaited"),
    "milestone.delivered": ("package", lambda data: f"delivered “{data['title']}”{_files(data)}"),
    "milestone.changes_asked": ("message-square", lambda data: f"asked for changes to “{data['title']}”"),
    "milestone.accepted": (
        "check",
        lambda data: (
            f"released {_sum(data)} for “{data['title']}”" + (", by silence" if data["in_silence"] else "")
        ),
    ),
    "milestone.part_released": ("split", lambda data: f"released {_sum(data)} of “{data['title']}”"),
    "milestone.refund_asked": ("undo-2", lambda data: f"asked for {_sum(data)} of “{data['title']}” back"),
    "milestone.refund_withdrawn": (
        "undo-2",
        lambda data: f"took back the refund request for “{data['title']}”",
    ),
    "milestone.refund_refused": ("x", lambda data: f"refused the refund for “{data['title']}”"),
    "milestone.refunded": (
        "undo-2",
        lambda data: (
            f"gave back {_sum(data)} of “{data['title']}”" + (", by silence" if data["in_silence"] else "")
        ),
    ),
    "milestone.cancelled": ("x", lambda data: f"took “{data['title']}” out of the contract"),
    "milestone.settled": (
        "scale",
        lambda data: (
            f"settled “{data['title']}”: {_sum(data, 'released')} released, {_sum(data, 'refunded')} back"
        ),
    ),
}


def _files(data: Data) -> str:
    count = data["files"]
    return "" if not count else f" with {count} file" + ("s" if count != 1 else "")


def events(rows: list[FactRow], contract: Contract, *, viewer: Actor) -> list[Event]:
    """The facts that people read about, newest first; bookkeeping facts of other modules are left out."""
    found = []
    for row in rows:
        if row.name in WORDS:
            icon, words = WORDS[row.name]
            found.append(Event(f"{_who(row, contract, viewer)} {words(row.data)}", row.recorded_at, icon))
    return found


def _who(row: FactRow, contract: Contract, viewer: Actor) -> str:
    person_id = row.actor_person_id
    if person_id is None:
        return {"clock": "The clock", "rail": "The hall"}.get(row.actor_name, "The hall")
    if person_id == viewer.person_id:
        return "You"
    if person_id == contract.freelancer_id:
        return contract.freelancer.name
    return contract.client.name if person_id == contract.client_id else contract.client_name
