"""What several pages share: the hall of a request, messages from refusals at their fields."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hirehall.files.queries import FileCard, loose_of
from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import uuid_or_none
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.market.forms import AddendumForm, AskForm
from hirehall.market.queries import brief_page, cursor_id
from hirehall.market.queries.fitting import people_who_fit
from hirehall.skills.queries import Piece, piece_by

FILES_AT_MOST = 20
ELSEWHERE = (
    "This was changed in another window since you opened it here. What you typed is still below: save again to put "
    "it in the place of the other, or open the page afresh to see that."
)


def hall_in(request: HttpRequest) -> Hall:
    return cast(Hall, request.hall)  # type: ignore[attr-defined]


def received(request: HttpRequest, form: forms.Form) -> tuple[UUID, ...]:
    """The uploads of a form, stored at once so that a mistake elsewhere in it does not lose them, after those that
    an earlier sending has stored. What cannot be stored is said at the field."""
    kept = [
        found for text in request.POST.getlist("kept_file_ids")[:FILES_AT_MOST] if (found := cursor_id(text))
    ]
    form.is_valid()
    for upload in form.cleaned_data.get("attachments", [])[:FILES_AT_MOST]:
        try:
            kept += store_all([upload], purpose="attachment", by=actor_in(request))
        except Refused as refused:
            name = f"“{upload.name}”: " if hasattr(upload, "name") else ""
            form.add_error("attachments", f"{name}{refused.sentence}")
    form.stored_files = tuple(dict.fromkeys(kept))  # type: ignore[attr-defined]
    return tuple(dict.fromkeys(kept))


def piece_asked(request: HttpRequest, maker_id: UUID) -> Piece | None:
    """The work that something should be like, as the address or the form names it; while its maker shows it here."""
    wanted = uuid_or_none(request.POST.get("piece") or request.GET.get("piece", ""))
    return piece_by(maker_id, wanted, hall_in(request).id)


def kept_files(request: HttpRequest, form: forms.Form) -> list[FileCard]:
    """What was uploaded with a form that has to be shown again, and belongs to nothing yet."""
    stored = getattr(form, "stored_files", ())
    return loose_of(actor_in(request), stored) if stored else []


def fingerprint(content: object) -> str:
    """Names what a form was made from, so that it is noticed when something else stands there by now."""
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def changed_elsewhere(request: HttpRequest, now: object, given: object) -> bool:
    """Whether something else was saved since the form was made, and the form would overwrite it."""
    seen = request.POST.get("seen", "")
    return bool(seen) and seen != fingerprint(now) and fingerprint(given) != fingerprint(now)


def unwanted(request: HttpRequest) -> tuple[UUID, ...]:
    """The attachments that are to be removed."""
    return tuple(found for text in request.POST.getlist("remove_file_ids") if (found := cursor_id(text)))


@dataclass(frozen=True, slots=True)
class Slip:
    """Words of a short form that were refused: they are shown again at their place, with the reason.

    Attributes:
        at: the id of the field in the page.
    """

    at: str
    text: str
    says: str


def slip_of(refused: Refused, *, at: str, text: str) -> Slip:
    """Raises the refusal itself where other words would not help: then it is a message above the page."""
    if refused.because not in {Because.INVALID, Because.TOO_MANY}:
        raise refused
    return Slip(at, text, refused.sentence)


def zone_of(request: HttpRequest) -> ZoneInfo:
    """The time zone of who looks."""
    return ZoneInfo(getattr(request.user, "time_zone", "") or "UTC")


def shown_brief(
    request: HttpRequest,
    brief_id: UUID,
    *,
    ask: AskForm | None = None,
    slip: Slip | None = None,
    addendum: AddendumForm | None = None,
) -> HttpResponse:
    """The page of a brief, with what was refused at its place."""
    page = brief_page(actor_in(request), brief_id)
    context = {
        "page": page,
        "ask": ask or AskForm(),
        "slip": slip,
        "addendum": addendum or AddendumForm(zone=zone_of(request)),
        "wrote": addendum is not None,
        "key": str(new_id()),
        "fits": people_who_fit(actor_in(request), hall_in(request).id, page.id)
        if page.manages and page.takes_proposals
        else (),
    }
    return render(request, "market/brief.html", context, using="jinja2")


def show_refusal(form: forms.Form, refused: Refused) -> None:
    """At its field where the form has it, else above the form."""
    names = {"must_skill_ids": "skills", "answers": None, "files": "attachments"}
    field = names.get(refused.field or "", refused.field)
    form.add_error(field if field in form.fields else None, refused.sentence)
