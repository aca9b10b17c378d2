"""Offers and contracts of every engagement model, for programs: lists, terms, and the shared answers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from hirehall.contracts import queries, rules
from hirehall.contracts.actions.answer_ending import decline_ending as decline_end
from hirehall.contracts.actions.answer_ending import withdraw_ending as withdraw_end
from hirehall.contracts.actions.answer_terms import decline_terms as decline_new_terms
from hirehall.contracts.actions.answer_terms import withdraw_terms as withdraw_new_terms
from hirehall.contracts.actions.close_offer import decline_offer as decline
from hirehall.contracts.actions.close_offer import withdraw_offer as withdraw
from hirehall.contracts.models import Contract, Ending, Offer, OfferVersion, TermsVersion
from hirehall.files import queries as files
from hirehall.files.operations import bytes_of
from hirehall.foundation.actor import Actor, Scope, require_scope
from hirehall.foundation.http import actor_in, answers_file, download
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import MoneyOut, once

router = Router()
MOST = queries.LARGEST_PAGE


class TermsOut(Schema):
    """One version of what is, or would be, agreed. ``plan`` is the engagement model’s units with frozen fees."""

    number: int
    title: str
    scope: str
    starts_on: date | None
    ends_on: date | None
    note: str
    side: str
    written_at: datetime
    clauses: list[dict[str, Any]]
    plan: list[dict[str, Any]]
    clocks: list[str]
    total: MoneyOut

    @staticmethod
    def of(terms: OfferVersion | TermsVersion, currency: str) -> TermsOut:
        return TermsOut(
            number=terms.number, title=terms.title, scope=terms.scope, starts_on=terms.starts_on,
            ends_on=terms.ends_on, note=terms.note, side=terms.side, written_at=terms.written_at,
            clauses=terms.clauses, plan=terms.plan, clocks=terms.clocks,
            total=MoneyOut.of(Money(terms.total_minor, currency)),
        )  # fmt: skip


class OfferOut(Schema):
    """An offer. ``version`` goes up with every move; send it along, and a stale click is refused."""

    id: UUID
    model: str
    state: str
    version: int
    number: int
    title: str
    total: MoneyOut
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    agency_id: UUID | None
    brief_id: UUID | None
    proposal_id: UUID | None
    origin: str
    made_at: datetime
    expires_at: datetime | None
    answered_at: datetime | None

    @staticmethod
    def of(offer: Offer) -> OfferOut:
        return OfferOut(
            id=offer.id, model=offer.model, state=offer.state, version=offer.version, number=offer.number,
            title=offer.title, total=MoneyOut.of(offer.total), client_id=offer.client_id,
            organisation_id=offer.organisation_id, freelancer_id=offer.freelancer_id,
            agency_id=offer.agency_id, brief_id=offer.brief_id,
            proposal_id=offer.proposal_id, origin=offer.origin, made_at=offer.made_at,
            expires_at=offer.expires_at, answered_at=offer.answered_at,
        )  # fmt: skip


class OfferWithVersions(Schema):
    offer: OfferOut
    versions: list[TermsOut]


class OfferLine(Schema):
    """An offer in a list."""

    id: UUID
    title: str
    state: str
    side: str
    other_name: str
    is_my_turn: bool
    total: MoneyOut
    made_at: datetime
    expires_at: datetime | None


class OfferPage(Schema):
    items: list[OfferLine]
    next: str | None


class ContractOut(Schema):
    """A contract, whatever its engagement model."""

    id: UUID
    model: str
    state: str
    version: int
    title: str
    client_id: UUID
    organisation_id: UUID | None
    freelancer_id: UUID
    agency_id: UUID | None
    brief_id: UUID | None
    offer_id: UUID | None
    origin: str
    terms_number: int
    agreed: MoneyOut
    paid: MoneyOut
    refunded: MoneyOut
    thread_id: UUID | None
    started_at: datetime
    ended_at: datetime | None
    ended_by: str

    @staticmethod
    def of(contract: Contract) -> ContractOut:
        return ContractOut(
            id=contract.id, model=contract.model, state=contract.state, version=contract.version,
            title=contract.title, client_id=contract.client_id, organisation_id=contract.organisation_id,
            freelancer_id=contract.freelancer_id, agency_id=contract.agency_id,
            brief_id=contract.brief_id, offer_id=contract.offer_id,
            origin=contract.origin, terms_number=contract.terms_number, agreed=MoneyOut.of(contract.agreed),
            paid=MoneyOut.of(contract.paid),
            refunded=MoneyOut.of(Money(contract.refunded_minor, contract.currency)),
            thread_id=contract.thread_id, started_at=contract.started_at, ended_at=contract.ended_at,
            ended_by=contract.ended_by,
        )  # fmt: skip


class NextOut(Schema):
    """What comes next under a contract: on which side (null: the hall, the rail or a bank), and by when."""

    is_mine: bool
    side: str | None
    title: str
    text: str
    due_at: datetime | None

    @staticmethod
    def of(found: queries.Next) -> NextOut:
        return NextOut(
            is_mine=found.is_mine, side=found.side, title=found.title, text=found.text, due_at=found.due_at
        )


class ContractLine(Schema):
    """A contract in a list."""

    id: UUID
    title: str
    side: str
    other_name: str
    state: str
    ended_by: str
    agreed: MoneyOut
    paid: MoneyOut
    started_at: datetime
    ended_at: datetime | None
    next_step: NextOut | None


class ContractPage(Schema):
    items: list[ContractLine]
    next: str | None


class ContractTermsOut(Schema):
    """One version of a contract’s terms, and its agreement once it is filed."""

    id: UUID
    state: str
    in_force: bool
    terms: TermsOut
    agreement_file_id: UUID | None
    agreement_sha256: str

    @staticmethod
    def of(row: TermsVersion, contract: Contract) -> ContractTermsOut:
        return ContractTermsOut(
            id=row.id, state=row.state, in_force=row.number == contract.terms_number,
            terms=TermsOut.of(row, contract.currency), agreement_file_id=row.agreement_file_id,
            agreement_sha256=row.agreement_sha256,
        )  # fmt: skip


class EndingOut(Schema):
    """A proposal to end, with what becomes of each held amount."""

    id: UUID
    contract_id: UUID
    side: str
    state: str
    note: str
    split: list[dict[str, Any]]
    proposed_at: datetime

    @staticmethod
    def of(ending: Ending) -> EndingOut:
        return EndingOut(
            id=ending.id, contract_id=ending.contract_id, side=ending.side, state=ending.state,
            note=ending.note, split=ending.split, proposed_at=ending.proposed_at,
        )  # fmt: skip


class AnswerIn(Schema):
    """``version`` is the offer’s as last seen; leave it out to answer whatever is on the table."""

    version: int | None = Field(None, ge=1, lt=10**9)


class RefusalIn(AnswerIn):
    reason: str = Field("", max_length=rules.LONGEST_NOTE)


def reader(request: HttpRequest) -> Actor:
    by = actor_in(request)
    require_scope(by, Scope.CONTRACTS_READ)
    return by


@router.get("/contracts", response=ContractPage, operation_id="contracts.list_contracts")
def list_contracts(
    request: HttpRequest,
    show: str = Query("all", pattern="^(all|running|ended)$"),  # type: ignore[type-arg]
    after: str = Query("", max_length=100),  # type: ignore[type-arg]
    limit: int = Query(queries.PAGE, ge=1, le=MOST),  # type: ignore[type-arg]
) -> ContractPage:
    """The contracts of either side that one is on, newest first."""
    found, more = queries.listed_contracts(reader(request), show=show, after=after, limit=limit)
    return ContractPage(items=[_line(one.row, one.next) for one in found], next=more)


def _line(row: queries.ContractRow, following: queries.Next | None) -> ContractLine:
    return ContractLine(
        id=row.id, title=row.title, side=row.side, other_name=row.other_name, state=row.state,
        ended_by=row.ended_by, agreed=MoneyOut.of(row.agreed), paid=MoneyOut.of(row.paid),
        started_at=row.started_at, ended_at=row.ended_at,
        next_step=NextOut.of(following) if following else None,
    )  # fmt: skip


@router.get("/contracts/{uuid:contract_id}", response=ContractOut, operation_id="contracts.read_contract")
def read_contract(request: HttpRequest, contract_id: UUID) -> ContractOut:
    """One contract of one’s own."""
    return ContractOut.of(queries.contract_for(reader(request), contract_id))


@router.get(
    "/contracts/{uuid:contract_id}/terms",
    response=list[ContractTermsOut],
    operation_id="contracts.list_terms",
)
def list_terms(request: HttpRequest, contract_id: UUID) -> list[ContractTermsOut]:
    """Every version of the terms, the newest first, with the hash of each agreement."""
    contract = queries.contract_for(reader(request), contract_id)
    return [ContractTermsOut.of(row, contract) for row in queries.terms_history(contract)]


@router.get(
    "/contracts/{uuid:contract_id}/terms/{number}/agreement",
    operation_id="contracts.read_agreement",
    openapi_extra=answers_file("application/pdf", "The agreement"),
)
def read_agreement(
    request: HttpRequest, contract_id: UUID, number: Annotated[int, Field(ge=1, lt=10**6)]
) -> HttpResponse:
    """The agreement of one version as PDF, byte for byte what its SHA-256 was made from."""
    by = reader(request)
    contract = queries.contract_for(by, contract_id)
    row = next((row for row in queries.terms_history(contract) if row.number == number), None)
    if row is None or row.agreement_file_id is None:
        raise not_found("agreement")
    stored = files.file_for(by, row.agreement_file_id)
    return download(bytes_of(stored), stored.media_type, stored.name)


@router.get(
    "/contracts/{uuid:contract_id}/archive",
    operation_id="contracts.read_archive",
    openapi_extra=answers_file("application/zip", "Terms, history and papers"),
)
def read_archive(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The contract taken out, for either side, at any time and without a fee."""
    name, content = queries.archive_of(reader(request), contract_id)
    return download(content, "application/zip", name)


@router.get("/offers", response=OfferPage, operation_id="contracts.list_offers")
def list_offers(
    request: HttpRequest,
    open_only: bool = False,
    after: str = Query("", max_length=100),  # type: ignore[type-arg]
    limit: int = Query(queries.PAGE, ge=1, le=MOST),  # type: ignore[type-arg]
) -> OfferPage:
    """The offers that one made or got, newest first."""
    rows, more = queries.offer_rows(reader(request), open_only=open_only, after=after, limit=limit)
    lines = [
        OfferLine(
            id=row.id, title=row.title, state=row.state, side=row.side, other_name=row.other_name,
            is_my_turn=row.is_my_turn, total=MoneyOut.of(row.total), made_at=row.made_at,
            expires_at=row.expires_at,
        )
        for row in rows
    ]  # fmt: skip
    return OfferPage(items=lines, next=more)


@router.get("/offers/{uuid:offer_id}", response=OfferWithVersions, operation_id="contracts.read_offer")
def read_offer(request: HttpRequest, offer_id: UUID) -> OfferWithVersions:
    """One offer with every version that the two sides sent each other, the newest first."""
    offer = queries.offer_for(reader(request), offer_id)
    versions = [TermsOut.of(row, offer.currency) for row in queries.versions_of(offer)]
    return OfferWithVersions(offer=OfferOut.of(offer), versions=versions)


@router.post("/offers/{uuid:offer_id}/refusal", response=OfferOut, operation_id="contracts.decline_offer")
def decline_offer(request: HttpRequest, offer_id: UUID, body: RefusalIn) -> OfferOut:
    """Say no to the version on the table."""
    by = actor_in(request)
    return OfferOut.of(decline(offer_id, by=by, reason=body.reason, version=body.version, **once(request)))


@router.post("/offers/{uuid:offer_id}/withdrawal", response=OfferOut, operation_id="contracts.withdraw_offer")
def withdraw_offer(request: HttpRequest, offer_id: UUID, body: AnswerIn) -> OfferOut:
    """Take back the version that one’s own side sent."""
    return OfferOut.of(withdraw(offer_id, by=actor_in(request), version=body.version, **once(request)))


@router.post(
    "/contract-terms/{uuid:terms_id}/refusal",
    response=ContractTermsOut,
    operation_id="contracts.decline_terms",
)
def decline_terms(request: HttpRequest, terms_id: UUID, body: RefusalIn) -> ContractTermsOut:
    """Say no to new terms; those in force stay."""
    row = decline_new_terms(terms_id, by=actor_in(request), reason=body.reason, **once(request))
    return ContractTermsOut.of(row, row.contract)


@router.post(
    "/contract-terms/{uuid:terms_id}/withdrawal",
    response=ContractTermsOut,
    operation_id="contracts.withdraw_terms",
)
def withdraw_terms(request: HttpRequest, terms_id: UUID) -> ContractTermsOut:
    """Take back new terms that one’s own side proposed."""
    row = withdraw_new_terms(terms_id, by=actor_in(request), **once(request))
    return ContractTermsOut.of(row, row.contract)


@router.post(
    "/contract-endings/{uuid:ending_id}/refusal", response=EndingOut, operation_id="contracts.decline_ending"
)
def decline_ending(request: HttpRequest, ending_id: UUID, body: RefusalIn) -> EndingOut:
    """Say no to an end with its split; the contract runs on."""
    return EndingOut.of(decline_end(ending_id, by=actor_in(request), reason=body.reason, **once(request)))


@router.post(
    "/contract-endings/{uuid:ending_id}/withdrawal",
    response=EndingOut,
    operation_id="contracts.withdraw_ending",
)
def withdraw_ending(request: HttpRequest, ending_id: UUID) -> EndingOut:
    """Take back the proposal to end that one’s own side made."""
    return EndingOut.of(withdraw_end(ending_id, by=actor_in(request), **once(request)))
