"""Halls that an operator prepares, for programs: templates, drafts, their publication."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from hirehall.foundation.schemas import once
from hirehall.front.actions.begin_hall_draft import begin_hall_draft
from hirehall.front.actions.change_hall_draft import change_hall_draft
from hirehall.front.actions.choose_draft_logo import choose_draft_logo
from hirehall.front.actions.drop_hall_draft import drop_hall_draft
from hirehall.front.actions.publish_hall_draft import publish_hall_draft
from hirehall.front.api.guard import NAMED, Words, staff_in
from hirehall.front.api.halls import HallOut, LogoIn
from hirehall.front.hall_file import read
from hirehall.front.hall_file.reading import LONGEST_FILE
from hirehall.front.hall_file.templates import templates
from hirehall.halls import queries
from hirehall.halls.models import Hall, HallDraft

router = Router()


class TemplateOut(Schema):
    key: str
    about: str
    text: Annotated[str, Field(description="The template as a file.")]


class TemplatesOut(Schema):
    items: list[TemplateOut]
    next: None = None


class DraftOut(Schema):
    id: UUID
    name: str
    template: str
    text: Annotated[str, Field(description="The hall’s file as it is prepared.")]
    version: int
    logo_file_id: UUID | None
    made_at: datetime
    changed_at: datetime


class DraftsOut(Schema):
    items: list[DraftOut]
    next: None = None


class BeginIn(Schema):
    """A template, and what differs in the hall itself."""

    template: Words
    name: Words = ""
    slug: Words = ""
    tagline: Words = ""
    domain: Words = ""
    currency: Words = ""
    time_zone: Words = ""


class DraftIn(Schema):
    text: Annotated[str, Field(max_length=LONGEST_FILE, pattern=r"^[^\x00]*$")]
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None


class PublishIn(Schema):
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None


@router.get(
    "hall-templates",
    response=TemplatesOut,
    operation_id="desk.hall_templates",
    summary="Templates of halls",
    openapi_extra=NAMED,
)
def hall_templates(request: HttpRequest) -> dict[str, Any]:
    """The files from which a hall can begin."""
    staff_in(request)
    return {"items": templates()}


@router.get(
    "hall-drafts",
    response=DraftsOut,
    operation_id="desk.hall_drafts",
    summary="Halls in preparation",
    openapi_extra=NAMED,
)
def hall_drafts(request: HttpRequest) -> dict[str, Any]:
    """One’s own; nobody else sees them."""
    return {"items": queries.drafts_of(staff_in(request))}


@router.post(
    "hall-drafts",
    response={201: DraftOut},
    operation_id="front.begin_hall_draft",
    summary="Prepare a hall",
    openapi_extra=NAMED,
)
def draft_begun(request: HttpRequest, body: BeginIn) -> Status[HallDraft]:
    """From a template; a short name is made where none is given."""
    given = body.dict(exclude={"template"})
    return Status(201, begin_hall_draft(body.template, by=staff_in(request), given=given, **once(request)))


@router.put(
    "hall-drafts/{uuid:draft_id}",
    response=DraftOut,
    operation_id="front.change_hall_draft",
    summary="Change a hall in preparation",
    openapi_extra=NAMED,
)
def draft_changed(request: HttpRequest, draft_id: UUID, body: DraftIn) -> HallDraft:
    """Its file; parts that are left out stay as they are."""
    changes = read(body.text).values
    return change_hall_draft(draft_id, by=staff_in(request), changes=changes, version=body.version)


@router.put(
    "hall-drafts/{uuid:draft_id}/logo",
    response=DraftOut,
    operation_id="front.choose_draft_logo",
    summary="Choose the logo of a hall in preparation",
    openapi_extra=NAMED,
)
def draft_logo(request: HttpRequest, draft_id: UUID, body: LogoIn) -> HallDraft:
    """A picture that was uploaded for the purpose ``avatar`` by the same person; null for the house’s own mark."""
    return choose_draft_logo(draft_id, by=staff_in(request), file_id=body.file_id)


@router.delete(
    "hall-drafts/{uuid:draft_id}",
    response={204: None},
    operation_id="front.drop_hall_draft",
    summary="Give up a hall in preparation",
    openapi_extra=NAMED,
)
def draft_dropped(request: HttpRequest, draft_id: UUID) -> Status[None]:
    drop_hall_draft(draft_id, by=staff_in(request))
    return Status(204, None)


@router.post(
    "hall-drafts/{uuid:draft_id}/publication",
    response={201: HallOut},
    operation_id="front.publish_hall_draft",
    summary="Open a hall that was prepared",
    openapi_extra=NAMED,
)
def draft_published(request: HttpRequest, draft_id: UUID, body: PublishIn) -> Status[Hall]:
    """It is open to everybody from now on."""
    return Status(
        201, publish_hall_draft(draft_id, by=staff_in(request), version=body.version, **once(request))
    )
