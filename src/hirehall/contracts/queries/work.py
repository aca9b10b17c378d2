"""“My work” and “my orders”: one list over every engagement model, with what is still on its way to a contract.

Contracts, offers, and what the market has in flight are each a list by (instant, id), the newest first. A page takes
from each as many rows as it could need, puts them together and cuts: a fixed number of queries, however long the
lists are. Whose turn it is, is not a column; with that filter a page looks through at most ``SCANNED`` rows and says
where the next one goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, Offer
from hirehall.contracts.queries.listing import steps_of
from hirehall.contracts.queries.parties import (
    client_side,
    contracts_visible_to,
    freelancer_side,
    offers_visible_to,
)
from hirehall.contracts.queries.rows import PAGE, cursor, offer_href, on_side, room_href
from hirehall.contracts.queries.steps import Step, may_take
from hirehall.contracts.states import OPEN_OFFER, ContractState, OfferState, Side
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.money import Money
from hirehall.market import queries as market
from hirehall.market.queries import InFlight, Part

SCANNED = 100
SHOWN = ("now", "flight", "running", "ended", "all")
TURNS = ("mine", "others", "nobody")
OFFER_WORDS = {
    "draft": ("Draft", "neutral"),
    "offered": ("Offered", "info"),
    "countered": ("Countered", "info"),
    "declined": ("Declined", "neutral"),
    "withdrawn": ("Withdrawn", "neutral"),
    "expired": ("Expired", "neutral"),
}
ENDED_WORDS = {
    "completion": ("Completed", "ok"),
    "agreement": ("Ended by agreement", "neutral"),
    "notice": ("Ended by notice", "neutral"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the list is asked for.

    Attributes:
        side: as which side of the deal; None for both.
        show: one of ``SHOWN``: running and in flight, one of the two, ended, or all.
        model: an engagement model; what has none yet is left out then.
        turn: one of ``TURNS``; empty for any.
    """

    side: Side | None = None
    show: str = "now"
    model: str = ""
    turn: str = ""
    after: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One line of the list.

    Attributes:
        kind: ``contract``, ``offer``, ``proposal``, ``invitation``, ``request`` or ``brief``.
        model: the engagement model; empty where none is chosen yet.
        word, tone: its state as people see it.
        amount: agreed, offered or proposed.
        paid: what of a contract is released.
        turn: ``mine``, ``others`` or ``nobody``; empty when it is over.
        step, text, due_at: the next step, whose it is, what silence means, and by when.
    """

    kind: str
    id: UUID
    model: str
    title: str
    href: str
    side: str
    other_name: str
    at: datetime
    word: str
    tone: str
    amount: Money | None
    paid: Money | None
    turn: str
    step: str
    text: str
    due_at: datetime | None
    step_href: str
    button: str
    icon: str


@dataclass(frozen=True, slots=True)
class _Entry:
    at: datetime
    id: UUID
    what: Contract | Offer | InFlight
    side: Side


def work_of(by: Actor, wanted: Wanted) -> tuple[list[WorkRow], str | None]:
    """A page of the list, and the cursor of the next one: one query a source, and what the models' steps need."""
    if by.kind is not ActorKind.PERSON:
        return [], None
    window = SCANNED if wanted.turn else wanted.limit
    entries = sorted(_entries(by, wanted, window + 1), key=lambda one: (one.at, one.id), reverse=True)
    seen = entries[:window]
    running = [one.what for one in seen if isinstance(one.what, Contract)]
    steps = steps_of([row for row in running if row.state != ContractState.ENDED])
    rows = [_row(one, steps, by) for one in seen]
    kept = [row for row in rows if wanted.turn in ("", row.turn)]
    if len(kept) > wanted.limit:
        last = kept[wanted.limit - 1]
        return kept[: wanted.limit], f"{last.at.isoformat()}~{last.id}"
    more = f"{seen[-1].at.isoformat()}~{seen[-1].id}" if len(entries) > window else None
    return kept, more


def _entries(by: Actor, wanted: Wanted, most: int) -> list[_Entry]:
    beyond = cursor(wanted.after)
    found: list[_Entry] = []
    for side in (wanted.side,) if wanted.side else tuple(Side):
        if wanted.show != "flight":
            found += _contracts(by, side, wanted, beyond, most)
        overs = {"ended": (True,), "running": (), "all": (False, True)}.get(wanted.show, (False,))
        for over in overs:
            found += _offers(by, side, wanted, beyond, most, over=over)
            found += [] if wanted.model else _market(by, side, beyond, most, over=over)
    return found


def _contracts(
    by: Actor, side: Side, wanted: Wanted, beyond: tuple[datetime, UUID] | None, most: int
) -> list[_Entry]:
    found = contracts_visible_to(by).filter(on_side(side, by))
    if wanted.show in ("now", "running"):
        found = found.exclude(state=ContractState.ENDED)
    elif wanted.show == "ended":
        found = found.filter(state=ContractState.ENDED)
    if wanted.model:
        found = found.filter(model=wanted.model)
    if beyond:
        found = found.filter(Q(started_at__lt=beyond[0]) | Q(started_at=beyond[0], id__lt=beyond[1]))
    rows = found.select_related("client", "organisation", "freelancer", "agency", "policy")
    return [_Entry(row.started_at, row.id, row, side) for row in rows.order_by("-started_at", "-id")[:most]]


def _offers(
    by: Actor, side: Side, wanted: Wanted, beyond: tuple[datetime, UUID] | None, most: int, *, over: bool
) -> list[_Entry]:
    ended = [OfferState.DECLINED, OfferState.WITHDRAWN, OfferState.EXPIRED]
    states = ended if over else [OfferState.DRAFT, *OPEN_OFFER]
    found = offers_visible_to(by).filter(_of(by, side), state__in=states)
    if wanted.model:
        found = found.filter(model=wanted.model)
    if beyond:
        found = found.filter(Q(made_at__lt=beyond[0]) | Q(made_at=beyond[0], id__lt=beyond[1]))
    rows = found.select_related("client", "organisation", "freelancer", "agency").order_by("-made_at", "-id")[
        :most
    ]
    return [_Entry(row.made_at, row.id, row, side) for row in rows]


def _market(
    by: Actor, side: Side, beyond: tuple[datetime, UUID] | None, most: int, *, over: bool
) -> list[_Entry]:
    """What the market has under way and no offer stands for yet."""
    on_table = Offer.objects.filter(state__in=OPEN_OFFER)
    part = Part(over, beyond, most)
    quoted = on_table.filter(request_id__isnull=False).values("request_id")
    found = market.requests_in_flight(by, part, as_client=side is Side.CLIENT, besides=quoted)
    if side is Side.CLIENT:
        found += market.briefs_in_flight(by, part)
    else:
        offered = on_table.filter(freelancer_id=by.person_id, proposal_id__isnull=False).values("proposal_id")
        found += market.proposals_in_flight(by, part, besides=offered)
        found += market.invitations_in_flight(by, part)
    return [_Entry(one.at, one.id, one, side) for one in found]


def _of(by: Actor, side: Side) -> Q:
    return client_side(by) if side is Side.CLIENT else freelancer_side(by)


def _row(entry: _Entry, steps: dict[UUID, Step], by: Actor) -> WorkRow:
    if isinstance(entry.what, Contract):
        return _contract_row(entry.what, entry.side, steps.get(entry.id), by)
    if isinstance(entry.what, Offer):
        return _offer_row(entry.what, entry.side, by)
    one = entry.what
    turn = "" if one.is_mine is None else "mine" if one.is_mine else "others"
    return WorkRow(
        one.kind, one.id, "", one.title, one.href, entry.side, one.other_name, one.at, one.word, one.tone, one.amount,
        None, turn, one.step, one.text, one.due_at, one.href, one.button, one.icon,
    )  # fmt: skip


def _contract_row(row: Contract, side: Side, step: Step | None, by: Actor) -> WorkRow:
    if row.state == ContractState.ENDED:
        word = ENDED_WORDS[row.ended_by]
    else:
        word = ("Running", "info") if row.state == ContractState.ACTIVE else ("Stands still", "bad")
    mine = step is not None and may_take(step, row, by)
    turn = "" if step is None else "mine" if mine else "others" if step.side else "nobody"
    other = row.freelancer_name if side is Side.CLIENT else row.client_name
    title = "" if step is None else step.do[0].upper() + step.do[1:] if mine else step.wait
    return WorkRow(
        "contract", row.id, row.model, row.title, room_href(row), side, other, row.started_at, word[0], word[1],
        row.agreed, row.paid or None, turn, title, step.text if step else "",
        step.due_at if step else None, step.href if step else "", step.button if step and mine else "",
        step.icon if step else "flag",
    )  # fmt: skip


def _offer_row(row: Offer, side: Side, by: Actor) -> WorkRow:
    other = row.freelancer_name if side is Side.CLIENT else row.client_name
    word = OFFER_WORDS[row.state]
    what = "quote" if row.is_quote else "offer"
    answering = {"draft": row.written_by_side, "offered": Side.FREELANCER, "countered": Side.CLIENT}.get(
        row.state
    )
    turn = step = text = button = ""
    if answering is not None:
        mine = answering is side and rules.may_act_for(row, by, side)
        turn = "mine" if mine else "others"
        done = "Finish and send" if row.state == OfferState.DRAFT else "Answer"
        who = "Your house" if answering is side else other
        step = f"{done} the {what}" if mine else f"{who} answers the {what}"
        button = f"See the {what}" if mine else ""
        text = "It binds nobody until it is accepted."
    href = offer_href(row)
    due = row.expires_at if row.state in OPEN_OFFER else None
    return WorkRow(
        "offer", row.id, row.model, row.title, href, side, other, row.made_at, word[0], word[1], row.total, None, turn,
        step, text, due, href, button, "file-text",
    )  # fmt: skip
