"""The timeline in words: each recorded fact as one short sentence, for the one who reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hirehall.contracts.models import Contract
from hirehall.foundation.actor import Actor
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.look.formats import money_text
from hirehall.people.models import Membership

Data = dict[str, Any]
# name -> (icon, what happened, in words that follow the name of who did it)
Words = Mapping[str, tuple[str, Callable[[Data], str]]]


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the timeline."""

    text: str
    when: datetime
    icon: str


def sum_in(data: Data, name: str = "amount") -> str:
    value = data[name]
    return money_text(Money(value["minor"], value["currency"]))


WORDS: Words = {
    "contract.started": ("handshake", lambda _: "agreed to the terms, and the contract started"),
    "agreement.filed": ("file-text", lambda data: f"filed the agreement, terms {data['number']}"),
    "terms.change_proposed": (
        "file-pen",
        lambda data: f"proposed new terms ({sum_in(data, 'total')} in all)",
    ),
    "terms.changed": ("file-check", lambda data: f"accepted the new terms, version {data['number']}"),
    "terms.change_declined": ("file-x", lambda _: "declined the new terms"),
    "terms.change_withdrawn": ("file-x", lambda _: "took back the new terms"),
    "ending.proposed": (
        "flag",
        lambda data: f"proposed to end: {sum_in(data, 'released')} released, {sum_in(data, 'refunded')} back",
    ),
    "ending.declined": ("flag", lambda _: "declined the proposal to end"),
    "ending.withdrawn": ("flag", lambda _: "took back the proposal to end"),
    "contract.ended": ("flag", lambda data: f"ended the contract by {data['ended_by']}"),
    "extra.paid": (
        "gift",
        lambda data: (
            f"passed on a {data['word']} of {sum_in(data)}" + (f": “{data['note']}”" if data["note"] else "")
        ),
    ),
    "extra.begun": ("gift", lambda data: f"paid a {data['word']} of {sum_in(data)}"),
    "extra.payment_failed": (
        "credit-card",
        lambda data: f"could not collect a {data['word']} of {sum_in(data)}; nothing was taken",
    ),
    "extra.charged_back": (
        "landmark",
        lambda data: f"lost {sum_in(data)} of a {data['word']}: the client’s bank took it back",
    ),
    "contract.frozen": ("snowflake", lambda data: f"froze the contract. {data['reason']}"),
    "chargeback.opened": (
        "landmark",
        lambda data: f"was told that the client’s bank wants {sum_in(data, 'total')} back",
    ),
    "chargeback.won": (
        "landmark",
        lambda data: f"keeps {sum_in(data, 'total')}: the client’s bank decided so",
    ),
    "contract.thawed": (
        "sun",
        lambda _: "let the contract run on; its dates moved by the time that it stood still",
    ),
}


def events(rows: list[FactRow], contract: Contract, *, words: Words, viewer: Actor) -> list[Event]:
    """The facts that people read about, newest first; bookkeeping facts of other modules are left out.

    Args:
        words: the engagement model's own facts, besides those of every contract.
    """
    told = {**WORDS, **words}
    clients = _clients(contract)
    found = []
    for row in rows:
        if row.name in told:
            icon, say = told[row.name]
            found.append(
                Event(f"{_who(row, contract, viewer, clients)} {say(row.data)}", row.recorded_at, icon)
            )
    return found


def _who(row: FactRow, contract: Contract, viewer: Actor, clients: set[UUID]) -> str:
    person_id = row.actor_person_id
    if person_id is None:
        return {"clock": "The clock", "rail": "The hall"}.get(row.actor_name, "The hall")
    if person_id == viewer.person_id:
        return "You"
    if person_id == contract.freelancer_id:
        return contract.freelancer_name
    if contract.agency_id is not None and person_id not in clients:
        return contract.freelancer_name
    return contract.client.name if person_id == contract.client_id else contract.client_name


def _clients(contract: Contract) -> set[UUID]:
    """Who acts for the client of an agency's contract; whoever else acts there works for the agency."""
    if contract.agency_id is None or contract.organisation_id is None:
        return {contract.client_id}
    members = Membership.objects.filter(organisation_id=contract.organisation_id)
    return {contract.client_id, *members.values_list("person_id", flat=True)}
