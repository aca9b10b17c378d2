"""Accepted work of a client's side, and the archives that were made of it."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from markupsafe import escape

from hirehall.contracts import queries as contracts
from hirehall.engagements.unit.models import TextExport, UnitOrder
from hirehall.engagements.unit.states import LEVELS, State
from hirehall.files import operations as files
from hirehall.files.models import StoredFile
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.look.formats import inert
from hirehall.look.markdown import render
from hirehall.look.word import document_of

TEXTS_AT_MOST = 500
EXPORTS = 10
KEPT_FOR = timedelta(days=7)
TELL_EVERY = 20
FILES_AT_MOST = 500 * 2**20
HEAD = (
    "number", "id", "title", "written by", "accepted at", "count", "unit", "level", "paid", "currency", "text", "files",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AcceptedCard:
    id: UUID
    title: str
    writer: str
    counted: str
    paid: Money
    at: datetime


def accepted_of(by: Actor, hall: Hall) -> QuerySet[UnitOrder]:
    """The accepted work that the actor's side has bought in a hall, the latest first."""
    mine = Q(contract__client_id=by.person_id, contract__organisation=None)
    mine |= Q(contract__organisation_id__in=by.organisation_ids)
    found = UnitOrder.objects.filter(
        mine, contract__in=contracts.contracts_visible_to(by), contract__hall=hall, state=State.ACCEPTED
    )
    return found.select_related("contract__freelancer").order_by("-closed_at", "-id")


def accepted_cards(by: Actor, hall: Hall) -> list[AcceptedCard]:
    """The latest of it, as many as one archive takes. One query."""
    return [
        AcceptedCard(
            row.id, row.title, row.contract.freelancer_name, row.kind_of_unit.said(row.count),
            row.money(row.released_minor), row.closed_at,
        )
        for row in accepted_of(by, hall)[:TEXTS_AT_MOST]
        if row.closed_at
    ]  # fmt: skip


def exports_of(by: Actor, hall: Hall) -> QuerySet[TextExport]:
    return TextExport.objects.filter(person_id=by.require_person(), hall=hall).order_by("-asked_at", "-id")


def export_for(by: Actor, export_id: UUID) -> TextExport:
    """An archive that the actor asked for.

    Raises:
        Refused: ``export.not_found``.
    """
    found = TextExport.objects.filter(id=export_id, person_id=by.require_person()).first()
    if found is None:
        raise not_found("export")
    return found


def export_to_pack(export_id: UUID) -> TextExport | None:
    """An archive that was asked for and is not there yet."""
    return TextExport.objects.filter(id=export_id, ready_at=None).first()


def exports_to_forget(now: datetime) -> list[UUID]:
    rows = TextExport.objects.filter(asked_at__lt=now - KEPT_FOR).order_by("asked_at")
    return list(rows.values_list("id", flat=True)[:100])


def archive_of(export: TextExport, *, tell: Callable[[int], None]) -> bytes:
    """The archive: a table of all, each text as HTML and DOCX, and the files that were handed in with it.

    What was chosen is read again as it is now: only accepted work, whatever has become of it since.

    Args:
        tell: is told now and then how many are in it.
    """
    rows = UnitOrder.objects.filter(
        id__in=export.order_ids, state=State.ACCEPTED, contract__hall_id=export.hall_id
    )
    works = list(
        rows.select_related("contract__freelancer").prefetch_related("deliveries").order_by("closed_at", "id")
    )
    out, table = io.BytesIO(), io.StringIO()
    writer = csv.writer(table)
    writer.writerow(HEAD)
    left = FILES_AT_MOST
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, work in enumerate(works, 1):
            handed = max(work.deliveries.all(), key=lambda row: row.number)
            name = f"{number:03}-{_plain(work.title)}"
            if handed.text.strip():
                archive.writestr(f"html/{name}.html", _page(work.title, handed.text))
                writer_name = work.contract.freelancer_name
                archive.writestr(
                    f"docx/{name}.docx", document_of(work.title, handed.text, author=writer_name)
                )
            sent, left = _with_files(archive, handed.id, name, left)
            writer.writerow((
                number, work.id, inert(work.title), inert(work.contract.freelancer_name),
                work.closed_at.isoformat() if work.closed_at else "", work.count, work.kind_of_unit.one,
                f"{work.level} {LEVELS[work.level]}", work.money(work.released_minor).decimal, work.currency,
                inert(handed.text), inert("; ".join(sent)),
            ))  # fmt: skip
            if number % TELL_EVERY == 0:
                tell(number)
        archive.writestr("texts.csv", "\ufeff" + table.getvalue())
    return out.getvalue()


def _with_files(archive: zipfile.ZipFile, delivery_id: UUID, name: str, left: int) -> tuple[list[str], int]:
    """The files of a hand-over, into the archive while there is room; what does not fit is only named."""
    sent = []
    for row in StoredFile.objects.filter(subject_kind="unit_delivery", subject_id=delivery_id).order_by(
        "stored_at", "id"
    ):
        if row.size_bytes > left:
            sent.append(f"{row.name} (too large for the archive; it is in the order’s room)")
            continue
        left -= row.size_bytes
        place = f"files/{name}/{len(sent) + 1}-{_plain(row.name, keep='.')}"
        archive.writestr(place, files.bytes_of(row))
        sent.append(place)
    return sent, left


def _page(title: str, text: str) -> str:
    said = render(text, longest=len(text), highest=2)
    return (
        f'<!doctype html>\n<html>\n<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n<h1>{escape(title)}</h1>\n{said}</body>\n</html>\n"
    )


def _plain(text: str, *, keep: str = "") -> str:
    """A name that every system takes."""
    return re.sub(rf"[^\w{re.escape(keep)}-]+", "-", text).strip("-.")[:60] or "text"
