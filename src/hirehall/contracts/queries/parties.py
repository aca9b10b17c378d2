"""Whose offers and contracts are whose, and how one of them is obtained: to read it, or locked for a move.

A stranger sees what a missing row shows. Every room and every action begins with one of these, so their statements
are written once (``foundation.reads``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet, Subquery

from hirehall.contracts.models import Contract, Ending, HeldUnit, Offer, SplitShare
from hirehall.contracts.models.deals import Parties
from hirehall.contracts.states import AskState, OfferState
from hirehall.foundation.actor import Actor, ActorKind, require_operator
from hirehall.foundation.addresses import at_hall, is_here, serves_here
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Refused, not_found

ENDING = "open_ending"
Ids = tuple[UUID, ...]
Deal = TypeVar("Deal", bound=Parties)
Unit = TypeVar("Unit", bound=HeldUnit)


@dataclass(frozen=True, slots=True)
class Somebody:
    """What of an actor decides which deals are theirs; in a kept read it stands for anybody."""

    person_id: UUID | None
    organisation_ids: Ids
    managed_agency_ids: Ids
    agency_ids: Ids


Whose = Actor | Somebody


def client_side(by: Whose) -> Q:
    """What belongs to the actor as a client: alone, or as a member of an organisation."""
    return Q(client_id=by.person_id, organisation=None) | Q(organisation_id__any_of=by.organisation_ids)


def freelancer_side(by: Whose) -> Q:
    """What the actor works on: as the freelancer, or for an agency as its owner or manager."""
    return Q(freelancer_id=by.person_id) | Q(agency_id__any_of=by.managed_agency_ids)


def named_in_split(by: Whose) -> Q:
    """Contracts of an agency whose split names the actor, a member of it."""
    named = SplitShare.objects.filter(
        Q(person_id=by.person_id), left_at=None, split__state__in=(AskState.OPEN, AskState.ACCEPTED)
    )
    return Q(agency_id__any_of=by.agency_ids, id__in=named.values("split__contract_id"))


def mine(by: Actor) -> Q:
    """Contracts of either side; a plain member of an agency has those whose split names them."""
    found = client_side(by) | freelancer_side(by)
    return found | named_in_split(by) if by.agency_ids else found


def sent_or_own(by: Whose) -> Q:
    """Offers of both sides; who did not write one sees it from the moment it was sent (which sets its clock)."""
    sent, freelancers = Q(expires_at__isnull=False), Q(made_by=F("freelancer"))
    return (client_side(by) & (sent | ~freelancers)) | (freelancer_side(by) & (sent | freelancers))


def offers_visible_to(by: Actor) -> QuerySet[Offer]:
    if by.is_staff:
        return Offer.objects.filter(at_hall(by)).exclude(state=OfferState.DRAFT)
    if by.kind is not ActorKind.PERSON:
        return Offer.objects.none()
    return Offer.objects.filter(at_hall(by)).filter(sent_or_own(by))


def contracts_visible_to(by: Actor) -> QuerySet[Contract]:
    if by.is_staff:
        return Contract.objects.filter(at_hall(by))
    if by.kind is not ActorKind.PERSON:
        return Contract.objects.none()
    return Contract.objects.filter(at_hall(by) & mine(by))


def contract_visible(by: Actor, contract_id: UUID) -> bool:
    """Whether the actor may read the contract's papers: both sides, and staff."""
    return contracts_visible_to(by).filter(id=contract_id).exists()


def offer_for(by: Actor, offer_id: UUID, *, model: str = "") -> Offer:
    """The offer, when the actor may see it; with ``model``, only where it is one of that engagement model.

    Raises:
        Refused: ``offer.not_found``.
    """
    found = _offers.for_one(by, offer_id, everything=ActorKind.STAFF)
    if found is not None and by.is_staff and found.state == OfferState.DRAFT:
        found = None
    return _of_model(found, model, "offer")


def contract_for(by: Actor, contract_id: UUID, *, model: str = "") -> Contract:
    """The contract, when the actor may see it; with ``model``, only where it is one of that engagement model.

    Raises:
        Refused: ``contract.not_found``.
    """
    return _of_model(_contracts.for_one(by, contract_id, everything=ActorKind.STAFF), model, "contract")


def contract_with_ending(by: Actor, contract_id: UUID, *, model: str) -> tuple[Contract, Ending | None]:
    """As ``contract_for``, with the proposal to end it that is open; there is at most one.

    Raises:
        Refused: ``contract.not_found``.
    """
    found = _contracts_with_ending.for_one(by, contract_id, everything=ActorKind.STAFF)
    contract = _of_model(found, model, "contract")
    return contract, getattr(contract, ENDING, None)  # left away where none is open


def offer_to_move(offer_id: UUID, *, by: Actor, model: str = "") -> Offer:
    """The offer, locked, for an action; system actors reach every row, people their own.

    An action of an engagement model names it: what belongs to another one is not there.
    """
    return _of_model(_offers_locked.for_one(by, offer_id, everything=ActorKind.SYSTEM), model, "offer")


def contract_to_move(contract_id: UUID, *, by: Actor, model: str = "") -> Contract:
    """The contract, locked first as the root of all that belongs to it.

    An action of an engagement model names it: what belongs to another one is not there.
    """
    return _of_model(
        _contracts_locked.for_one(by, contract_id, everything=ActorKind.SYSTEM), model, "contract"
    )


def contract_to_decide(contract_id: UUID, *, by: Actor, model: str) -> Contract:
    """The contract, locked, for an operator of its hall who decides what its terms leave to the hall.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``contract.not_found``.
    """
    found = _contracts_locked.at_desk(by, contract_id)
    if found is None and not by.is_staff:
        require_operator(by)
    return _of_model(found, model, "contract")


def contract_of_unit_to_move(units: type[HeldUnit], unit_id: UUID, *, by: Actor) -> Contract:
    """The contract of a unit of work, locked as its root, before the unit itself is.

    Raises:
        Refused: ``contract.not_found``.
    """
    return _of_model(_contracts_of(units).for_one(by, unit_id, everything=ActorKind.SYSTEM), "", "contract")


def unit_to_move(units: type[Unit], unit_id: UUID, *, by: Actor, called: str) -> tuple[Contract, Unit]:
    """The contract of a unit of work, locked as its root, then the unit, locked.

    Args:
        called: what a unit is called in the refusal's code.
    Raises:
        Refused: ``<called>.not_found``.
    """
    try:
        contract = contract_of_unit_to_move(units, unit_id, by=by)
    except Refused as refused:
        raise not_found(called) from refused
    unit = units._default_manager.select_for_update(no_key=True).get(id=unit_id)
    unit.contract = contract
    return contract, unit


def unit_for(by: Actor, units: type[Unit], unit_id: UUID, *, parties: Sequence[str], called: str) -> Unit:
    """A unit of work with these of its contract and parties, when the actor may see it.

    Raises:
        Refused: ``<called>.not_found``.
    """
    visible = units._default_manager.filter(contract__in=contracts_visible_to(by))
    found = visible.select_related(*parties).filter(id=unit_id).first()
    if found is None:
        raise not_found(called)
    return found


def _of_model(found: Deal | None, model: str, what: str) -> Deal:
    if found is None or (model and found.model != model):
        raise not_found(what)
    return found


class _One(Generic[Deal]):
    """One deal with its parties, by an id: for who may reach every one of them, and for one who has a part in it."""

    def __init__(
        self,
        rows: Callable[[], QuerySet[Deal]],
        theirs: Callable[[Somebody], Q],
        the: Callable[[Any], Any] = lambda deal_id: deal_id,
    ) -> None:
        @kept
        def anybodys(given_id: UUID) -> QuerySet[Deal]:
            return _with_parties(rows()).filter(id=the(given_id))

        @kept
        def own(
            given_id: UUID, person_id: UUID | None, organisations: Ids, managed: Ids, agencies: Ids
        ) -> QuerySet[Deal]:
            somebody = Somebody(person_id, organisations, managed, agencies)
            return _with_parties(rows()).filter(theirs(somebody), id=the(given_id))

        self._anybodys, self._own = anybodys, own

    def for_one(self, by: Actor, given_id: UUID, *, everything: ActorKind) -> Deal | None:
        """The deal; actors of the kind ``everything`` reach each of them, people their own, others none.

        Of another hall than the one at whose address they are, nobody finds anything.
        """
        found = None
        if by.kind is everything:
            found = self._anybodys.first(given_id)
        elif by.kind is ActorKind.PERSON:
            found = self._own.first(
                given_id, by.person_id, by.organisation_ids, by.managed_agency_ids, by.agency_ids
            )
        return found if found is not None and is_here(by, found.hall_id) else None

    def at_desk(self, by: Actor, given_id: UUID) -> Deal | None:
        """The deal, for who has staff power over its hall."""
        found = self._anybodys.first(given_id) if by.is_staff or by.staff_of else None
        return found if found is not None and serves_here(by, found.hall_id) else None


def _with_parties(rows: QuerySet[Deal]) -> QuerySet[Deal]:
    return rows.select_related("client", "organisation", "freelancer", "agency", "policy")


def _either_side(by: Somebody) -> Q:
    """See ``mine``; for a statement that is written once for those in an agency and those in none."""
    return client_side(by) | freelancer_side(by) | named_in_split(by)


def _locked_contracts() -> QuerySet[Contract]:
    return Contract.objects.select_for_update(no_key=True, of=("self",))


def _locked_offers() -> QuerySet[Offer]:
    return Offer.objects.select_for_update(no_key=True, of=("self",))


def _contracts_and_endings() -> QuerySet[Contract]:
    asked = FilteredRelation("endings", condition=Q(endings__state=AskState.OPEN))
    return Contract.objects.annotate(**{ENDING: asked}).select_related(ENDING)


_offers = _One(Offer.objects.all, sent_or_own)
_contracts = _One(Contract.objects.all, _either_side)
_contracts_with_ending = _One(_contracts_and_endings, _either_side)
_offers_locked = _One(_locked_offers, sent_or_own)
_contracts_locked = _One(_locked_contracts, _either_side)


@cache
def _contracts_of(units: type[HeldUnit]) -> _One[Contract]:
    """Locked contracts by the id of a unit of this model."""

    def of_unit(unit_id: Any) -> Subquery:
        return Subquery(units._default_manager.filter(id=unit_id).values("contract_id"))

    return _One(_locked_contracts, _either_side, of_unit)
