"""How offers and contracts are obtained: always for an actor, and a stranger sees what a missing row shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from hirehall.contracts import rules
from hirehall.contracts.models import Contract, Ending, Offer, OfferVersion, TermsVersion
from hirehall.contracts.queries.parties import (
    client_side,
    contract_to_move,
    contracts_visible_to,
    freelancer_side,
    named_in_split,
    offers_visible_to,
)
from hirehall.contracts.queries.words import words_of
from hirehall.contracts.states import AskState, ContractState, OfferState, Side
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import address
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.foundation.refused import Refused, not_found

PAGE = 25
LARGEST_PAGE = 100


def terms_to_move(terms_id: UUID, *, by: Actor, model: str = "") -> tuple[Contract, TermsVersion]:
    """A version of terms with its contract locked first; read after the lock."""
    root = TermsVersion.objects.filter(id=terms_id).values_list("contract_id", flat=True).first()
    contract = _root_of("terms", root, by, model)
    return contract, contract.terms.get(id=terms_id)


def ending_to_move(ending_id: UUID, *, by: Actor, model: str = "") -> tuple[Contract, Ending]:
    """A proposed ending with its contract locked first; read after the lock."""
    root = Ending.objects.filter(id=ending_id).values_list("contract_id", flat=True).first()
    contract = _root_of("ending", root, by, model)
    return contract, contract.endings.get(id=ending_id)


def _root_of(what: str, contract_id: UUID | None, by: Actor, model: str) -> Contract:
    if contract_id is None:
        raise not_found(what)
    try:
        return contract_to_move(contract_id, by=by, model=model)
    except Refused as refused:
        raise not_found(what) from refused


def model_of_terms(by: Actor, terms_id: UUID) -> str:
    """The engagement model of a version of terms that the actor may see: its page belongs to the model.

    Raises:
        Refused: ``terms.not_found``.
    """
    return _model(contracts_visible_to(by).filter(terms__id=terms_id), "terms")


def model_of_ending(by: Actor, ending_id: UUID) -> str:
    """The engagement model of a proposed ending that the actor may see.

    Raises:
        Refused: ``ending.not_found``.
    """
    return _model(contracts_visible_to(by).filter(endings__id=ending_id), "ending")


def _model(found: QuerySet[Contract], what: str) -> str:
    model = found.values_list("model", flat=True).first()
    if model is None:
        raise not_found(what)
    return model


def open_terms_change(contract: Contract) -> TermsVersion | None:
    return contract.terms.filter(state=AskState.OPEN).first()


def open_ending(contract: Contract) -> Ending | None:
    found = _open_ending.first(contract.id)
    if found is not None:
        found.contract = contract
    return found


@kept
def _open_ending(contract_id: UUID) -> QuerySet[Ending]:
    return Ending.objects.filter(contract_id=contract_id, state=AskState.OPEN)


def terms_in_force(contract: Contract) -> TermsVersion:
    return contract.terms.get(number=contract.terms_number)


def version_on_table(offer: Offer) -> OfferVersion:
    """The version of an offer that is to be answered."""
    found = _version.one(offer.id, offer.number)
    found.offer = offer
    return found


@kept
def _version(offer_id: UUID, number: int) -> QuerySet[OfferVersion]:
    return OfferVersion.objects.filter(offer_id=offer_id, number=number)


def versions_of(offer: Offer) -> list[OfferVersion]:
    return list(offer.versions.select_related("written_by").order_by("-number"))


def terms_of(contract: Contract) -> list[TermsVersion]:
    """Every version of the contract's terms, the newest first."""
    rows = _terms_of(contract.id)
    for row in rows:
        row.contract = contract
    return rows


@kept
def _terms_of(contract_id: UUID) -> QuerySet[TermsVersion]:
    return TermsVersion.objects.filter(contract_id=contract_id).order_by("-number")


def terms_history(contract: Contract) -> list[TermsVersion]:
    return list(contract.terms.select_related("written_by", "answered_by").order_by("-number"))


def billed_before(
    *,
    client_id: UUID,
    organisation_id: UUID | None,
    freelancer_id: UUID,
    agency_id: UUID | None,
    hall_id: UUID,
    currency: str,
) -> Money:
    """What this client has paid this freelancer in this hall so far: the base of fees that fall with the years.

    An agency is one freelancer, whoever leads; what its people do in their own names is not part of it.
    """
    alone, together = ((), (organisation_id,)) if organisation_id else ((client_id,), ())
    freelancers, agencies = ((), (agency_id,)) if agency_id else ((freelancer_id,), ())
    return Money(_billed.first(alone, together, freelancers, agencies, hall_id, currency) or 0, currency)


@kept
def _billed(
    alone: tuple[UUID, ...],
    together: tuple[UUID, ...],
    freelancers: tuple[UUID, ...],
    agencies: tuple[UUID, ...],
    hall_id: UUID,
    currency: str,
) -> QuerySet[Contract, int]:
    """What a client who acts alone, or one organisation, has paid a freelancer who acts alone, or one agency."""
    client = Q(client_id__any_of=alone, organisation=None) | Q(organisation_id__any_of=together)
    freelancer = Q(freelancer_id__any_of=freelancers, agency=None) | Q(agency_id__any_of=agencies)
    theirs = Contract.objects.filter(client, freelancer, hall_id=hall_id, currency=currency)
    return theirs.values("currency").annotate(total=Sum("paid_minor")).values_list("total", flat=True)


def ended_between(hall_id: UUID, since: datetime, until: datetime) -> list[Contract]:
    """Contracts of the hall that ended in the span, oldest first."""
    return list(
        Contract.objects.filter(hall_id=hall_id, ended_at__gte=since, ended_at__lt=until).order_by(
            "ended_at", "id"
        )
    )


def finished_in_name_of(agency_id: UUID, hall_id: UUID) -> int:
    """How many paid contracts an agency has finished in the hall."""
    ended = Contract.objects.filter(agency_id=agency_id, hall_id=hall_id, state=ContractState.ENDED)
    return ended.filter(paid_minor__gt=0).count()


def offers_to_expire(now: datetime, *, most: int = 500) -> list[UUID]:
    """Open offers whose time has run out; the partial index holds exactly the candidates."""
    return list(
        Offer.objects.filter(state__in=[OfferState.OFFERED, OfferState.COUNTERED], expires_at__lte=now)
        .order_by("expires_at")
        .values_list("id", flat=True)[:most]
    )


def room_href(contract: Contract) -> str:
    """The contract's room, which belongs to its engagement model."""
    return address(f"{contract.model}:contract", contract.id)


def offer_href(offer: Offer) -> str:
    return address(f"{offer.model}:offer", offer.id)


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One contract in a list."""

    id: UUID
    title: str
    href: str
    other_name: str
    side: str
    state: str
    ended_by: str
    agreed: Money
    has_whole: bool
    paid: Money
    started_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer in a list."""

    id: UUID
    title: str
    href: str
    other_name: str
    side: str
    state: str
    is_my_turn: bool
    total: Money
    made_at: datetime
    expires_at: datetime | None


FILTERS = {"running": [ContractState.ACTIVE, ContractState.FROZEN], "ended": [ContractState.ENDED]}


def contract_rows(
    by: Actor, *, show: str = "all", side: Side | None = None, after: str = "", limit: int = PAGE
) -> tuple[list[ContractRow], str | None]:
    """A page of the actor's contracts, newest first, and the cursor of the next one: one query."""
    page, more = page_of_contracts(by, show=show, side=side, after=after, limit=limit)
    return [contract_row(contract, by) for contract in page], more


def page_of_contracts(
    by: Actor, *, show: str = "all", side: Side | None = None, after: str = "", limit: int = PAGE
) -> tuple[list[Contract], str | None]:
    """The same page as contracts with their parties and their policy."""
    found = contracts_visible_to(by)
    if show in FILTERS:
        found = found.filter(state__in=FILTERS[show])
    if side is not None:
        found = found.filter(on_side(side, by))
    start = cursor(after)
    if start:
        found = found.filter(Q(started_at__lt=start[0]) | Q(started_at=start[0], id__lt=start[1]))
    page = list(
        found.select_related("client", "organisation", "freelancer", "agency", "policy").order_by(
            "-started_at", "-id"
        )[: limit + 1]
    )
    more = f"{page[limit - 1].started_at.isoformat()}~{page[limit - 1].id}" if len(page) > limit else None
    return page[:limit], more


def on_side(side: Side, by: Actor) -> Q:
    """Contracts on which the actor stands on that side."""
    if side is Side.CLIENT:
        return client_side(by)
    working = freelancer_side(by)
    return working | named_in_split(by) if by.agency_ids else working


def offer_rows(
    by: Actor, *, open_only: bool = False, after: str = "", limit: int = PAGE
) -> tuple[list[OfferRow], str | None]:
    """A page of the actor's offers, newest first, and the cursor of the next one: one query."""
    found = offers_visible_to(by)
    if open_only:
        found = found.filter(state__in=[OfferState.DRAFT, OfferState.OFFERED, OfferState.COUNTERED])
    start = cursor(after)
    if start:
        found = found.filter(Q(made_at__lt=start[0]) | Q(made_at=start[0], id__lt=start[1]))
    page = list(
        found.select_related("client", "organisation", "freelancer", "agency").order_by("-made_at", "-id")[
            : limit + 1
        ]
    )
    more = f"{page[limit - 1].made_at.isoformat()}~{page[limit - 1].id}" if len(page) > limit else None
    return [_offer_row(offer, by) for offer in page[:limit]], more


def cursor(after: str) -> tuple[datetime, UUID] | None:
    """The place named by a keyset cursor, or None for an empty or broken one."""
    instant, _, key = after.partition("~")
    try:
        when, which = datetime.fromisoformat(instant), UUID(key)
    except ValueError:
        return None
    return (when, which) if when.tzinfo is not None else None


def contract_row(contract: Contract, by: Actor) -> ContractRow:
    side = rules.side_of(contract, by) or Side.CLIENT
    return ContractRow(
        id=contract.id,
        title=contract.title,
        href=room_href(contract),
        other_name=contract.freelancer_name if side is Side.CLIENT else contract.client_name,
        side=side,
        state=contract.state,
        ended_by=contract.ended_by,
        agreed=contract.agreed,
        has_whole=words_of(contract.model).has_whole,
        paid=contract.paid,
        started_at=contract.started_at,
        ended_at=contract.ended_at,
    )


def _offer_row(offer: Offer, by: Actor) -> OfferRow:
    side = rules.side_of(offer, by) or Side.CLIENT
    turn = {
        OfferState.DRAFT: offer.written_by_side,
        OfferState.OFFERED: Side.FREELANCER,
        OfferState.COUNTERED: Side.CLIENT,
    }
    return OfferRow(
        id=offer.id,
        title=offer.title,
        href=offer_href(offer),
        other_name=offer.freelancer_name if side is Side.CLIENT else offer.client_name,
        side=side,
        state=offer.state,
        is_my_turn=turn.get(OfferState(offer.state)) is side,
        total=offer.total,
        made_at=offer.made_at,
        expires_at=offer.expires_at,
    )
