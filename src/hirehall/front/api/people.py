"""People at the desk. Opening somebody’s page is recorded."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from hirehall.contracts.models import Contract
from hirehall.foundation.models import FactRow
from hirehall.foundation.schemas import MoneyOut, once
from hirehall.front.actions.record_look import record_look
from hirehall.front.api.guard import NAMED, Cursor, Limit, Words, desk_in, hall_in, staff_in
from hirehall.front.api.session import ReasonIn
from hirehall.front.desk import reading
from hirehall.people.actions.reinstate_person import reinstate_person
from hirehall.people.actions.suspend_person import suspend_person
from hirehall.people.actions.uphold_suspension import uphold_suspension
from hirehall.people.models import Person

router = Router()


class PersonLineOut(Schema):
    id: UUID
    name: str
    email: str
    handle: str
    hats: list[str]
    is_operator: bool
    joined_at: datetime
    suspended_at: datetime | None
    closed_at: datetime | None

    @staticmethod
    def values(who: Person) -> dict[str, Any]:
        worn = (("freelancer", who.wears_freelancer), ("client", who.wears_client))
        names = (
            "id",
            "name",
            "email",
            "handle",
            "is_operator",
            "joined_at",
            "suspended_at",
            "closed_at",
        )
        return {name: getattr(who, name) for name in names} | {"hats": [hat for hat, yes in worn if yes]}


class PeopleOut(Schema):
    items: list[PersonLineOut]
    next: UUID | None


class FactOut(Schema):
    """One line of the fact log."""

    id: UUID
    name: str
    recorded_at: datetime
    actor_kind: str
    actor_name: str
    actor_person_id: UUID | None
    staff_session_id: UUID | None
    about: list[UUID]
    data: dict[str, Any]

    @staticmethod
    def of(row: FactRow) -> FactOut:
        return FactOut(**{name: getattr(row, name) for name in FactOut.model_fields})


class ContractLineOut(Schema):
    id: UUID
    title: str
    state: str
    origin: str
    client_id: UUID
    client_name: str
    freelancer_id: UUID
    freelancer_name: str
    agreed: MoneyOut
    paid: MoneyOut
    started_at: datetime
    ended_at: datetime | None

    @staticmethod
    def values(row: Contract) -> dict[str, Any]:
        return {
            "id": row.id,
            "title": row.title,
            "state": row.state,
            "origin": row.origin,
            "client_id": row.client_id,
            "client_name": row.client_name,
            "freelancer_id": row.freelancer_id,
            "freelancer_name": row.freelancer_name,
            "agreed": MoneyOut.of(row.agreed),
            "paid": MoneyOut.of(row.paid),
            "started_at": row.started_at,
            "ended_at": row.ended_at,
        }


class BalanceOut(Schema):
    available: MoneyOut
    coming: MoneyOut
    held: MoneyOut


class PersonOut(PersonLineOut):
    """A person with their money, latest contracts, and what was recorded about them."""

    time_zone: str
    suspension_reason: str
    suspension_appeal: str
    suspension_answer: str
    balances: list[BalanceOut]
    contracts: list[ContractLineOut]
    recorded: list[FactOut]


@router.get("people", response=PeopleOut, operation_id="desk.people", summary="People", openapi_extra=NAMED)
def people(
    request: HttpRequest, q: Words = "", show: Words = "", after: Cursor = None, limit: Limit = 40
) -> PeopleOut:
    """By a part of the name, address or handle, the newest first.

    ``show`` is empty, ``suspended``, ``appealing`` or ``operators``.
    """
    by = desk_in(request)
    found, following = reading.people(q.strip(), show=show, after=after, most=limit, of_hall=by.staff_of)
    return PeopleOut(items=[PersonLineOut(**PersonLineOut.values(who)) for who in found], next=following)


@router.get(
    "people/{uuid:person_id}",
    response=PersonOut,
    operation_id="front.record_look",
    summary="One person",
    openapi_extra=NAMED,
)
def person(request: HttpRequest, person_id: UUID) -> PersonOut:
    """Recorded: who looked at whom, in which session."""
    by = desk_in(request)
    alone = by.staff_of is not None
    page = reading.person(person_id, hall_in(request), of_hall=alone)
    record_look(person_id, by=by, kind="person", hall_id=by.staff_of)
    return PersonOut(
        **PersonLineOut.values(page.person),
        time_zone=page.person.time_zone,
        suspension_reason=page.person.suspension_reason,
        suspension_appeal="" if alone else page.person.suspension_appeal,
        suspension_answer="" if alone else page.person.suspension_answer,
        balances=[
            BalanceOut(
                available=MoneyOut.of(one.available),
                coming=MoneyOut.of(one.coming_total),
                held=MoneyOut.of(one.held),
            )
            for one in page.balances
        ],
        contracts=[ContractLineOut(**ContractLineOut.values(row)) for row in page.contracts],
        recorded=[FactOut.of(row) for row in page.timeline],
    )


@router.post(
    "people/{uuid:person_id}/suspension",
    response=PersonLineOut,
    operation_id="people.suspend_person",
    summary="Suspend a person",
    openapi_extra=NAMED,
)
def suspended(request: HttpRequest, person_id: UUID, body: ReasonIn) -> PersonLineOut:
    """The person is told the reason; contracts and money stay theirs."""
    who = suspend_person(person_id, by=staff_in(request), reason=body.reason, **once(request))
    return PersonLineOut(**PersonLineOut.values(who))


@router.post(
    "people/{uuid:person_id}/reinstatement",
    response=PersonLineOut,
    operation_id="people.reinstate_person",
    summary="Lift a suspension",
    openapi_extra=NAMED,
)
def reinstated(request: HttpRequest, person_id: UUID, body: ReasonIn) -> PersonLineOut:
    who = reinstate_person(person_id, by=staff_in(request), reason=body.reason, **once(request))
    return PersonLineOut(**PersonLineOut.values(who))


@router.post(
    "people/{uuid:person_id}/suspension/upholding",
    response=PersonLineOut,
    operation_id="people.uphold_suspension",
    summary="Answer an appeal with no",
    openapi_extra=NAMED,
)
def upheld(request: HttpRequest, person_id: UUID, body: ReasonIn) -> PersonLineOut:
    """For a suspended person whose appeal waits; a yes is a reinstatement. The person is told the reason."""
    who = uphold_suspension(person_id, by=staff_in(request), reason=body.reason, **once(request))
    return PersonLineOut(**PersonLineOut.values(who))
