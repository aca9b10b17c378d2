"""Halls and their dated rules at the desk: look, clocks and caps, clauses."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation import clock
from hirehall.foundation.actor import require_operator
from hirehall.foundation.refused import not_found
from hirehall.foundation.schemas import once
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.api.guard import NAMED, Instant, Words, desk_in, hall_in, staff_in
from hirehall.front.forms import AMOUNT_FIELDS, policy_fields
from hirehall.front.hall_file import as_file
from hirehall.front.hall_file.reading import LONGEST_FILE
from hirehall.halls import queries
from hirehall.halls.actions.change_hall_address import change_hall_address, settle_former_address
from hirehall.halls.actions.change_hall_logo import change_hall_logo
from hirehall.halls.actions.change_hall_look import change_hall_look
from hirehall.halls.actions.date_clause import date_clause
from hirehall.halls.actions.date_policy import date_policy
from hirehall.halls.models import ClauseTemplate, FormerAddress, Hall, Policy
from hirehall.halls.states import lists
from hirehall.halls.states.leading import FIRST, LEADS
from hirehall.look.typefaces import DEFAULT, TYPEFACES

router = Router()
Number = Annotated[int, Field(ge=0, le=10**15)]


class HallOut(Schema):
    id: UUID
    slug: str
    name: str
    tagline: str
    domain: str
    hue: int
    chroma_thousandths: int
    typeface: str
    leads_with: str
    logo_file_id: UUID | None
    escrow_word: str
    contact_email: str
    currency: str
    locale: str
    time_zone: str
    opened_at: datetime


class HallsOut(Schema):
    items: list[HallOut]
    next: None = None


class LookIn(Schema):
    """All of the look: what is left out is emptied, as the form on the page does."""

    name: Words
    tagline: Words = ""
    hue: Annotated[int, Field(ge=0, le=359, description="The brand’s colour as an angle.")]
    chroma_thousandths: Annotated[int, Field(ge=0, le=200, description="How strong it is.")]
    typeface: Annotated[str, Field(pattern=f"^({'|'.join(TYPEFACES)})$")] = DEFAULT
    leads_with: Annotated[str, Field(pattern=f"^({'|'.join(LEADS)})$")] = FIRST
    escrow_word: Words = "escrow"
    contact_email: Words = ""


class AddressIn(Schema):
    slug: Annotated[Words, Field(description="Of the path `/at/<slug>/`.")]
    domain: Annotated[Words, Field(description="Of its own; empty for none.")] = ""
    leads_on: Annotated[
        bool, Field(description="The old address leads to the new one; otherwise it answers 410.")
    ] = True
    seen: Annotated[
        tuple[Words, Words] | None,
        Field(
            description="The short name and the domain that you know; refused where they are others by now."
        ),
    ] = None


class FormerAddressOut(Schema):
    """An address that the hall has left and keeps."""

    id: UUID
    kind: str
    name: str
    leads_on: bool
    left_at: datetime
    freed_at: datetime | None


class FormerAddressesOut(Schema):
    items: list[FormerAddressOut]
    next: None = None


class FormerAddressIn(Schema):
    answers: Annotated[str, Field(pattern="^(redirect|gone|free)$")]


class LogoIn(Schema):
    file_id: UUID | None


class PolicyOut(Schema):
    """One version of the clocks and caps, with every number."""

    id: UUID
    effective_from: datetime
    reason: str
    state: str
    numbers: dict[str, int]
    lists: dict[str, list[str]]


class PoliciesOut(Schema):
    items: list[PolicyOut]
    next: None = None


class PolicyIn(Schema):
    effective_from: Instant
    reason: Words
    changes: Annotated[
        dict[str, Number],
        Field(description="Only what differs from the version before; the names of `numbers`."),
    ] = {}
    lists: Annotated[
        dict[str, Annotated[list[Words], Field(max_length=50)]],
        Field(description="Only what differs from the version before; the names of `lists`."),
    ] = {}


class ClauseOut(Schema):
    id: UUID
    kind: str
    title: str
    text: str
    effective_from: datetime


class ClausesOut(Schema):
    items: list[ClauseOut]
    next: None = None


class ClauseIn(Schema):
    kind: Annotated[str, Field(pattern="^(intellectual_property|confidentiality)$")]
    title: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*$")]
    text: Annotated[str, Field(min_length=1, max_length=8000, pattern=r"^[^\x00]*$")]
    effective_from: Instant


class FileOut(Schema):
    text: str


class ImportIn(Schema):
    text: Annotated[str, Field(max_length=LONGEST_FILE, pattern=r"^[^\x00]*$")]
    check: Annotated[bool, Field(description="Show the difference, and change nothing.")] = False


class ChangeOut(Schema):
    where: str
    sign: str
    text: str
    starts: datetime | None


class ImportOut(Schema):
    hall_id: UUID | None
    opens: bool
    changes: list[ChangeOut]


def _known(hall_id: UUID) -> Hall:
    hall = next((one for one in queries.halls() if one.id == hall_id), None)
    if hall is None:
        raise not_found("hall")
    return hall


@router.get("halls", response=HallsOut, operation_id="desk.halls", summary="Halls", openapi_extra=NAMED)
def halls(request: HttpRequest) -> dict[str, object]:
    staff_in(request)
    return {"items": queries.halls()}


@router.get(
    "halls/{uuid:hall_id}",
    response=HallOut,
    operation_id="desk.hall",
    summary="One hall",
    openapi_extra=NAMED,
)
def hall(request: HttpRequest, hall_id: UUID) -> Hall:
    require_operator(desk_in(request), hall_id=hall_id)
    return _known(hall_id)


@router.get(
    "halls/{uuid:hall_id}/file",
    response=FileOut,
    operation_id="desk.hall_file",
    summary="A hall as a file",
    openapi_extra=NAMED,
)
def hall_file(request: HttpRequest, hall_id: UUID) -> dict[str, str]:
    """The whole configuration as TOML, what is announced included."""
    staff_in(request)
    return {"text": as_file(_known(hall_id))}


@router.post(
    "hall-files",
    response=ImportOut,
    operation_id="front.import_hall",
    summary="Make a hall what a file says",
    openapi_extra=NAMED,
)
def hall_imported(request: HttpRequest, body: ImportIn) -> ImportOut:
    """Everything or nothing; a short name that no hall has opens one. With `check`, the difference only."""
    by = staff_in(request)
    plan = tried(body.text, by=by)
    hall = plan.hall if body.check else import_hall(body.text, by=by, **once(request))
    return ImportOut(
        hall_id=hall.id if hall else None,
        opens=plan.hall is None,
        changes=[
            ChangeOut(where=one.where, sign=one.sign, text=one.text, starts=one.starts)
            for one in plan.changes
        ],
    )


@router.put(
    "halls/{uuid:hall_id}/look",
    response=HallOut,
    operation_id="halls.change_hall_look",
    summary="Change a hall’s look and words",
    openapi_extra=NAMED,
)
def look(request: HttpRequest, hall_id: UUID, body: LookIn) -> Hall:
    """Text keeps its contrast whatever hue and chroma are chosen."""
    return change_hall_look(hall_id, by=desk_in(request), **body.dict())


@router.put(
    "halls/{uuid:hall_id}/address",
    response=HallOut,
    operation_id="halls.change_hall_address",
    summary="Change where a hall is found",
    openapi_extra=NAMED,
)
def address(request: HttpRequest, hall_id: UUID, body: AddressIn) -> Hall:
    """What the hall leaves stays its own, and leads to the same page of the new address or answers 410."""
    return change_hall_address(hall_id, by=staff_in(request), **body.dict())


@router.get(
    "former-addresses",
    response=FormerAddressesOut,
    operation_id="desk.former_addresses",
    summary="Addresses that a hall has left",
    openapi_extra=NAMED,
)
def former_addresses(request: HttpRequest) -> dict[str, object]:
    """Those that it keeps, the last one first."""
    staff_in(request)
    return {"items": queries.former_addresses(hall_in(request).id)}


@router.put(
    "former-addresses/{uuid:former_address_id}",
    response=FormerAddressOut,
    operation_id="halls.settle_former_address",
    summary="Say what a former address answers",
    openapi_extra=NAMED,
)
def former_address(request: HttpRequest, former_address_id: UUID, body: FormerAddressIn) -> FormerAddress:
    """`redirect` to the same page, `gone` (410), or `free` for any hall to take."""
    return settle_former_address(former_address_id, by=staff_in(request), answers=body.answers)


@router.put(
    "halls/{uuid:hall_id}/logo",
    response=HallOut,
    operation_id="halls.change_hall_logo",
    summary="Change a hall’s logo",
    openapi_extra=NAMED,
)
def logo(request: HttpRequest, hall_id: UUID, body: LogoIn) -> Hall:
    """A picture that was uploaded for the purpose ``avatar`` by the same person; null for the house’s own mark."""
    return change_hall_logo(hall_id, by=desk_in(request), file_id=body.file_id)


def _policy(row: Policy, in_force: Policy) -> PolicyOut:
    state = "announced" if row.effective_from > clock.now() else "past"
    return PolicyOut(
        id=row.id,
        effective_from=row.effective_from,
        reason=row.reason,
        state="in force" if row.id == in_force.id else state,
        numbers={name: row.number(name) for name in (*policy_fields(), *AMOUNT_FIELDS)},
        lists={name: list(row.words(name)) for name in lists()},
    )


@router.get(
    "policies",
    response=PoliciesOut,
    operation_id="desk.policies",
    summary="Clocks and caps",
    openapi_extra=NAMED,
)
def policies(request: HttpRequest) -> PoliciesOut:
    """Every version of this hall, the newest first, those that are announced included."""
    desk_in(request)
    here = hall_in(request)
    in_force = queries.policy_now(here.id)
    return PoliciesOut(items=[_policy(row, in_force) for row in queries.policies(here.id)])


@router.post(
    "policies",
    response={201: PolicyOut},
    operation_id="halls.date_policy",
    summary="Date new clocks and caps",
    openapi_extra=NAMED,
)
def policy_dated(request: HttpRequest, body: PolicyIn) -> Status[PolicyOut]:
    """From a future instant on; running contracts keep the version they were made under."""
    here = hall_in(request)
    row = date_policy(
        here.id,
        by=desk_in(request),
        effective_from=body.effective_from,
        changes=body.changes,
        lists=body.lists,
        reason=body.reason,
        **once(request),
    )
    return Status(201, _policy(row, queries.policy_now(here.id)))


@router.get(
    "clauses", response=ClausesOut, operation_id="desk.clauses", summary="Clauses", openapi_extra=NAMED
)
def clauses(request: HttpRequest) -> dict[str, object]:
    """Every version of every clause that agreements may take, by kind and title, the newest first."""
    desk_in(request)
    return {"items": queries.clauses(hall_in(request).id)}


@router.post(
    "clauses",
    response={201: ClauseOut},
    operation_id="halls.date_clause",
    summary="Date a clause",
    openapi_extra=NAMED,
)
def clause_dated(request: HttpRequest, body: ClauseIn) -> Status[ClauseTemplate]:
    """A new clause, or a newer version of the one with the same kind and title."""
    row = date_clause(hall_in(request).id, by=desk_in(request), **body.dict(), **once(request))
    return Status(201, row)
