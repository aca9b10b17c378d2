"""Who is told what about offers and contracts. One row a fact: to whom, in which words, where one acts on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from hirehall.contracts import queries
from hirehall.contracts.models import SplitShare
from hirehall.contracts.states import Side
from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.money.queries import percent_text
from hirehall.people.models import Organisation, Person

Data = dict[str, Any]
CLIENT, FREELANCER = (Side.CLIENT,), (Side.FREELANCER,)
BOTH = (Side.CLIENT, Side.FREELANCER)
OTHER: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One notice.

    Attributes:
        kind: its kind; the first word chooses the group.
        to: the sides; OTHER is the side that did not act (the fact's ``side`` names the one that did).
        says: ``{other}``, ``{title}`` and every field of the fact are filled in.
        amount: the fact's field with the amount, if one is shown.
        deadline: the fact's field with the moment, if one is shown.
        page: the address that the button leads to, from the fact's data.
    """

    kind: str
    to: tuple[Side, ...]
    says: str
    amount: str = ""
    deadline: str = ""
    page: Callable[[Data], str] = lambda data: reverse("contracts:contract", args=[data["contract_id"]])
    mail: bool = True


def _offer(data: Data) -> str:
    return reverse("contracts:offer", args=[data["offer_id"]])


def _extra(data: Data) -> str:
    return reverse("contracts:extra", args=[data["contract_id"]])


TABLE: Mapping[str, Told] = {
    "offer.made": Told(
        "offer.made", FREELANCER, "{other} made you an offer: “{title}”.", "total", "expires_at", _offer
    ),
    "offer.quoted": Told(
        "offer.made", CLIENT, "{other} sent you a quote: “{title}”.", "total", "expires_at", _offer
    ),
    "offer.countered": Told(
        "offer.countered", OTHER, "{other} sent a counter-offer for “{title}”.", "total", "expires_at", _offer
    ),
    "offer.accepted": Told(
        "offer.accepted", OTHER, "{other} accepted your offer “{title}”.", "total", page=_offer
    ),
    "offer.declined": Told("offer.declined", OTHER, "{other} declined your offer “{title}”.", page=_offer),
    "offer.withdrawn": Told("offer.withdrawn", OTHER, "{other} took back the offer “{title}”.", page=_offer),
    "offer.expired": Told(
        "offer.expired", BOTH, "The offer “{title}” expired without an answer.", page=_offer
    ),
    "terms.change_proposed": Told(
        "terms.proposed", OTHER, "{other} proposes new terms for “{title}”.", "total"
    ),
    "terms.changed": Told("terms.changed", OTHER, "{other} accepted your new terms for “{title}”."),
    "terms.change_declined": Told("terms.declined", OTHER, "{other} declined your new terms for “{title}”."),
    "terms.change_withdrawn": Told(
        "terms.withdrawn", OTHER, "{other} took back the new terms for “{title}”.", mail=False
    ),
    "ending.proposed": Told("ending.proposed", OTHER, "{other} proposes to end “{title}”.", "released"),
    "ending.declined": Told("ending.declined", OTHER, "{other} does not agree to end “{title}” like that."),
    "ending.withdrawn": Told(
        "ending.withdrawn", OTHER, "{other} took back the proposal to end “{title}”.", mail=False
    ),
    "contract.ended": Told(
        "contract.ended", BOTH, "The contract “{title}” has ended. Nothing is left in escrow."
    ),
    "extra.paid": Told("release.extra", FREELANCER, "{other} paid you a {word} for “{title}”.", "net"),
    "extra.payment_failed": Told(
        "funding.failed",
        CLIENT,
        "The payment of a {word} for “{title}” did not go through. Nothing was taken.",
        page=_extra,
    ),
    "contract.frozen": Told("contract.frozen", BOTH, "The contract “{title}” stands still. {reason}"),
    "contract.thawed": Told(
        "contract.thawed",
        BOTH,
        "The contract “{title}” runs on. Its dates moved by the time that it stood still.",
    ),
}


@job("contracts.tell", queue="notices")
def tell(fact_id: str) -> None:
    """Tell what the table says about this fact."""
    fact = facts.read(fact_id)
    post(fact, TABLE[fact.name])


def post(fact: FactRow, told: Told) -> None:
    """Post one row's notice to each of its sides, except to whoever acted. Engagement models use it too."""
    data = fact.data
    client_id, freelancer_id = UUID(data["client_id"]), UUID(data["freelancer_id"])
    organisation_id = UUID(data["organisation_id"]) if data["organisation_id"] else None
    agency_id = queries.agency_in(data)
    names = queries.names_of(client_id, organisation_id, freelancer_id, agency_id)
    amount = data.get(told.amount) if told.amount else None
    for side in told.to or _other_side(data):
        people = queries.people_of(
            side,
            client_id=client_id,
            organisation_id=organisation_id,
            freelancer_id=freelancer_id,
            agency_id=agency_id,
        )
        post_notice(
            person_ids=[who for who in people if who != fact.actor_person_id],
            hall_id=fact.hall_id,
            kind=told.kind,
            sentence=told.says.format(**{**data, "other": names[side.other]}),
            href=told.page(data),
            amount=Money(amount["minor"], amount["currency"]) if amount and amount["minor"] else None,
            deadline=datetime.fromisoformat(data[told.deadline]) if told.deadline else None,
            mail=told.mail,
            fact_id=fact.id,
        )


def _other_side(data: Data) -> tuple[Side, ...]:
    return (Side(data["side"]).other,) if data.get("side") else BOTH


# Each fact about a split: its kind of notice, and what the agency's people read.
SPLITS: Mapping[str, tuple[str, str]] = {
    "split.proposed": (
        "split.proposed",
        "{who} asks how “{title}” is to be shared. Your share would be {share}.",
    ),
    "split.agreed": ("split.agreed", "Everybody agreed how “{title}” is shared. Your share is {share}."),
    "split.filled_in": (
        "split.agreed",
        "“{title}” has begun and is shared as all of you agreed beforehand. Your share is {share}.",
    ),
    "split.standing_ended": (
        "split.closed",
        "{who} ended that the shares of “{title}” hold for later ones too. What has begun is shared as before.",
    ),
    "split.declined": (
        "split.closed",
        "{who} declined the shares of “{title}”; it is shared as before.{reason}",
    ),
    "split.withdrawn": ("split.closed", "{who} withdrew the shares proposed for “{title}”."),
    "split.lapsed": ("split.closed", "The shares proposed for “{title}” lapsed. {reason}"),
}


@job("contracts.tell_of_split", queue="notices")
def tell_of_split(fact_id: str) -> None:
    """Who is named in a split, and who proposed it, but not whoever acted. The client is never told."""
    fact = facts.read(fact_id)
    data, (kind, says) = fact.data, SPLITS[fact.name]
    shares = dict(
        SplitShare.objects.filter(split_id=data["split_id"]).values_list("person_id", "basis_points")
    )
    actor = Person.objects.filter(id=fact.actor_person_id).first() if fact.actor_person_id else None
    who = actor.name if actor else "The hall"
    reason = f" {data['reason']}" if data["reason"] else ""
    for person_id in dict.fromkeys([*map(UUID, data["people"]), UUID(data["proposed_by_id"])]):
        if person_id == fact.actor_person_id:
            continue
        share = percent_text(shares[person_id]) if shares.get(person_id) else "nothing"
        post_notice(
            person_ids=[person_id],
            hall_id=fact.hall_id,
            kind=kind,
            sentence=says.format(who=who, title=data["title"], share=share, reason=reason).strip(),
            href=reverse("contracts:shares"),
            fact_id=fact.id,
            about_id=UUID(data["split_id"]),
        )


@job("contracts.tell_of_removal", queue="notices")
def tell_of_removal(fact_id: str) -> None:
    """Who was removed from an organisation reads by whom, when and why; in an agency also what stays theirs."""
    fact = facts.read(fact_id)
    house = Organisation.objects.get(id=fact.data["organisation_id"])
    if not fact.data["removed"]:
        return
    owner = Person.objects.filter(id=fact.actor_person_id).first() if fact.actor_person_id else None
    who = owner.name if owner else "An owner"
    says = f"{who} ended your membership of {house.name} on {fact.recorded_at:%-d %B %Y}."
    if fact.data.get("reason"):
        says += f" The reason given: {fact.data['reason'].rstrip('.')}."
    works = house.kind == Organisation.Kind.AGENCY
    if works:
        says += " Your shares of what was funded before stay yours."
    post_notice(
        person_ids=[UUID(fact.data["person_id"])],
        hall_id=None,
        kind="membership.ended",
        sentence=says,
        href=reverse("contracts:shares" if works else "people:organisations"),
        critical=True,
        fact_id=fact.id,
    )
