"""Who gets which part of a release to an agency; and what becomes of shares when somebody leaves it.

The rule, in one place. Who is named agrees beforehand, and a split that all have agreed to holds for every later
release. A share of somebody who has left holds for units that were funded before they left, and no split that was
agreed without them touches those; of units funded later their part goes to the others, in proportion. Where nobody
is left, or nothing was agreed, all goes to the freelancer who leads the contract.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, HeldUnit, Split, SplitShare
from hirehall.contracts.queries.parties import contract_for, named_in_split
from hirehall.contracts.queries.rows import room_href
from hirehall.contracts.states import ALIKE, AskState, ContractState, Side
from hirehall.files.queries import picture_href
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.addresses import address, at_hall
from hirehall.foundation.money import BASIS_POINTS, Money
from hirehall.foundation.refused import not_found
from hirehall.foundation.turns import Turn
from hirehall.money import queries as money
from hirehall.money.operations import Share
from hirehall.money.queries import percent_text
from hirehall.people.queries import agency_members


def shares_for(contract: Contract, unit: HeldUnit) -> list[Share]:
    """Who gets which part of what is released of a unit; nothing where all goes to the lead.

    A unit into which money rolled counts as funded when it did. Three queries at most, for an agency's contract; none
    for any other.
    """
    if contract.agency_id is None:
        return []
    since = unit.funded_at or money.in_escrow_since([unit.id]).get(unit.id) or contract.started_at
    agreed = contract.splits.filter(state=AskState.ACCEPTED).order_by("number").prefetch_related("shares")
    return shares_under(list(agreed), since)


def shares_under(agreed: Sequence[Split], funded_at: datetime) -> list[Share]:
    """The same, of agreed splits in their order with their shares at hand."""
    current: Split | None = None
    for split in agreed:
        if current is None or not _binds(current, split, funded_at):
            current = split
    if current is None:
        return []
    holding = [row for row in current.shares.all() if row.basis_points and _holds(row, funded_at)]
    holding.sort(key=lambda row: row.person_id)
    whole = sum(row.basis_points for row in holding)
    if whole in (0, BASIS_POINTS):
        return [Share(row.person_id, row.basis_points) for row in holding]
    parts = Money(BASIS_POINTS, "EUR").split([row.basis_points for row in holding])
    return [Share(row.person_id, part.minor) for row, part in zip(holding, parts, strict=True) if part]


def _holds(share: SplitShare, funded_at: datetime) -> bool:
    return share.left_at is None or funded_at < share.left_at


def _binds(current: Split, later: Split, funded_at: datetime) -> bool:
    """Whether somebody who has left still has a share in a unit funded then, and did not agree to the later split."""
    asked = {row.person_id for row in later.shares.all()}
    return any(
        row.basis_points and row.left_at is not None and _holds(row, funded_at) and row.person_id not in asked
        for row in current.shares.all()
    )


def sharing_now(contract: Contract) -> list[UUID]:
    """Who has a share in what is released from now on: all is the lead’s while nothing is agreed, or nobody is left."""
    split = contract.splits.filter(state=AskState.ACCEPTED).order_by("-number").first()
    if split is None:
        return [contract.freelancer_id]
    rows = split.shares.filter(basis_points__gt=0, left_at=None).order_by("person_id")
    return list(rows.values_list("person_id", flat=True)) or [contract.freelancer_id]


def split_to_move(split_id: UUID, *, by: Actor) -> Split:
    """A split of the actor's agency or one that names them, with its contract locked first; read after the lock.

    Raises:
        Refused: ``split.not_found``.
    """
    root = _splits_of(by).filter(id=split_id).values_list("contract_id", flat=True).first()
    if root is None:
        raise not_found("split")
    locked = Contract.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "client", "organisation", "freelancer", "agency", "policy"
    )
    contract = locked.get(id=root)
    split = Split.objects.get(id=split_id)
    split.contract = contract
    return split


def _splits_of(by: Actor) -> QuerySet[Split]:
    if by.kind is not ActorKind.PERSON:
        return Split.objects.none()
    return Split.objects.filter(at_hall(by, "contract__hall_id")).filter(
        Q(id__in=SplitShare.objects.filter(person_id=by.require_person()).values("split_id"))
        | Q(contract__agency_id__in=by.managed_agency_ids)
    )


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One person's share as the agency's people see it."""

    person_id: UUID
    name: str
    avatar_url: str | None
    percent: str
    basis_points: int
    is_me: bool
    accepted_at: datetime | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class SplitView:
    """One version of a split, with what the one who looks may do."""

    id: UUID
    number: int
    state: str
    note: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    closed_at: datetime | None
    shares: tuple[ShareRow, ...]
    may_answer: bool
    may_withdraw: bool
    is_standing: bool
    may_end_standing: bool

    @property
    def waiting_for(self) -> list[str]:
        return [row.name for row in self.shares if row.accepted_at is None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who could be named."""

    person_id: UUID
    name: str
    avatar_url: str | None
    role: str
    percent: str


@dataclass(frozen=True, slots=True)
class SharingPage:
    """How an agency shares one contract's releases."""

    contract: Contract
    room_href: str
    agreed: SplitView | None
    open: SplitView | None
    earlier: tuple[SplitView, ...]
    candidates: tuple[Candidate, ...]
    may_propose: bool
    alike: str


def sharing_page(by: Actor, contract_id: UUID) -> SharingPage:
    """For the agency's people: who manages it sees every split, a member those of contracts that name them.

    Raises:
        Refused: ``contract.not_found``; ``split.not_found`` for the client, who is not told how it is shared.
    """
    contract = shared_contract(by, contract_id)
    views = [_view(split, contract, by) for split in _splits_in(contract)]
    agreed = next((one for one in views if one.state == AskState.ACCEPTED), None)
    waiting = next((one for one in views if one.state == AskState.OPEN), None)
    manages = rules.manages(contract, by) and contract.state != ContractState.ENDED
    return SharingPage(
        contract=contract,
        room_href=room_href(contract),
        agreed=agreed,
        open=waiting,
        earlier=tuple(one for one in views if one not in (agreed, waiting)),
        candidates=tuple(_candidates(contract, agreed)) if manages and waiting is None else (),
        may_propose=manages and waiting is None,
        alike=ALIKE.get(contract.model, ""),
    )


def splits_of(by: Actor, contract_id: UUID) -> list[Split]:
    """Every split of an agency's contract for its people, the newest first.

    Raises:
        Refused: ``contract.not_found``; ``split.not_found`` for the client.
    """
    return _splits_in(shared_contract(by, contract_id))


def shared_contract(by: Actor, contract_id: UUID) -> Contract:
    contract = contract_for(by, contract_id)
    if contract.agency_id is None or rules.side_of(contract, by) is not Side.FREELANCER:
        raise not_found("split")
    return contract


def _splits_in(contract: Contract) -> list[Split]:
    rows = contract.splits.select_related("proposed_by").prefetch_related("shares__person")
    return list(rows.order_by("-number"))


def agreed_split(contract: Contract, by: Actor) -> SplitView | None:
    """The split in force, for the room. Three queries."""
    rows = contract.splits.filter(state=AskState.ACCEPTED).order_by("-number")
    split = rows.select_related("proposed_by").prefetch_related("shares__person").first()
    return _view(split, contract, by) if split else None


def _candidates(contract: Contract, agreed: SplitView | None) -> list[Candidate]:
    now = {row.person_id: row.percent.rstrip("%") for row in agreed.shares} if agreed else {}
    assert contract.agency_id is not None  # noqa: S101 - asked for an agency's contract only
    return [
        Candidate(one.person_id, one.name, one.avatar_url, one.role, now.get(one.person_id, ""))
        for one in agency_members(contract.agency_id)
        if one.is_active
    ]


def _view(split: Split, contract: Contract, by: Actor) -> SplitView:
    shares = sorted(split.shares.all(), key=lambda row: (-row.basis_points, row.person.name, row.person_id))
    running = split.state == AskState.OPEN and contract.state != ContractState.ENDED
    mine = next((row for row in shares if row.person_id == by.person_id), None)
    standing = split.is_standing and split.standing_ended_at is None
    concerned = rules.manages(contract, by) or (mine is not None and mine.left_at is None)
    return SplitView(
        id=split.id,
        number=split.number,
        state=split.state,
        note=split.note,
        reason=split.reason,
        proposed_by=split.proposed_by.name,
        proposed_at=split.proposed_at,
        closed_at=split.closed_at,
        shares=tuple(_share_row(row, by) for row in shares),
        may_answer=running and mine is not None and mine.accepted_at is None and mine.left_at is None,
        may_withdraw=running and rules.manages(contract, by),
        is_standing=standing,
        may_end_standing=standing and concerned and split.state == AskState.ACCEPTED,
    )


def _share_row(row: SplitShare, by: Actor) -> ShareRow:
    return ShareRow(
        person_id=row.person_id,
        name=row.person.name,
        avatar_url=picture_href(row.person.avatar_file_id, small=True),
        percent=percent_text(row.basis_points),
        basis_points=row.basis_points,
        is_me=row.person_id == by.person_id,
        accepted_at=row.accepted_at,
        left_at=row.left_at,
    )


@dataclass(frozen=True, slots=True)
class MyShare:
    """A share of the actor's own, also after they have left the agency."""

    split_id: UUID
    contract_id: UUID
    title: str
    agency: str
    percent: str
    basis_points: int
    state: str
    at: datetime
    left_at: datetime | None
    href: str
    may_answer: bool


def my_shares(by: Actor, *, most: int = 200) -> list[MyShare]:
    """Every split that names the actor, newest first: what waits, what is agreed, what was. Two queries."""
    rows = (
        SplitShare.objects.filter(at_hall(by, "split__contract__hall_id"), person_id=by.require_person())
        .select_related("split__contract__agency")
        .order_by("-split__proposed_at", "-id")[:most]
    )
    readable = (
        set(Contract.objects.filter(named_in_split(by)).values_list("id", flat=True)) if by.agency_ids else ()
    )
    return [_my_share(row, by, row.split.contract_id in readable) for row in rows]


def _my_share(row: SplitShare, by: Actor, readable: bool) -> MyShare:
    split, contract = row.split, row.split.contract
    waits = split.state == AskState.OPEN and row.accepted_at is None and row.left_at is None
    return MyShare(
        split_id=split.id,
        contract_id=contract.id,
        title=contract.title,
        agency=contract.freelancer_name,
        percent=percent_text(row.basis_points),
        basis_points=row.basis_points,
        state=split.state,
        at=split.proposed_at,
        left_at=row.left_at,
        href=address("contracts:split", contract.id)
        if readable or contract.agency_id in by.managed_agency_ids
        else "",
        may_answer=waits and contract.state != ContractState.ENDED,
    )


def split_turns(by: Actor) -> list[Turn]:
    """Splits that wait for the actor's yes or no. One query where they are in an agency, none otherwise."""
    if not by.agency_ids:
        return []
    rows = SplitShare.objects.filter(
        at_hall(by, "split__contract__hall_id"),
        person_id=by.require_person(),
        accepted_at=None,
        left_at=None,
        split__state=AskState.OPEN,
    ).exclude(split__contract__state=ContractState.ENDED)
    return [
        Turn(
            f"Answer how “{row.split.contract.title}” is shared",
            f"Your share would be {percent_text(row.basis_points)}. "
            "Nothing changes until everybody named has accepted.",
            address("contracts:split", row.split.contract_id),
            "See the shares",
        )
        for row in rows.select_related("split__contract").order_by("split__proposed_at")[:50]
    ]
