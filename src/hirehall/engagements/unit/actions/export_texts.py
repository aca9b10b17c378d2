"""Accepted texts of a client's side, packed into one archive in the background."""

from __future__ import annotations

from uuid import UUID

from hirehall.engagements.unit import facts, queries, rules
from hirehall.engagements.unit.models import TextExport
from hirehall.files import operations as files
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall

WAITING_AT_MOST = 2


@action("unit.export_texts", scope=Scope.CONTRACTS_READ)
def export_texts(hall_id: UUID, *, by: Actor, order_ids: tuple[UUID, ...]) -> TextExport:
    """Ask for the accepted texts of some of one's orders; the archive is made in the background and kept a week."""
    person_id = by.require_person()
    hall = Hall.objects.get(id=hall_id)
    wanted = list(dict.fromkeys(order_ids))
    if not 1 <= len(wanted) <= queries.TEXTS_AT_MOST:
        raise rules.invalid("unit.choose_texts", f"Choose 1 to {queries.TEXTS_AT_MOST} texts.", "orders")
    if queries.accepted_of(by, hall).filter(id__in=wanted).count() != len(wanted):
        raise not_found("order")
    if queries.exports_of(by, hall).filter(ready_at=None).count() >= WAITING_AT_MOST:
        raise Refused(
            "unit.exports_wait",
            "Archives of yours are being made. Wait for one of them.",
            because=Because.TOO_MANY,
        )
    export = TextExport.objects.create(hall=hall, person_id=person_id, order_ids=wanted, asked_at=clock.now())
    _tell(facts.TextsAsked, export, by=by)
    return export


@action("unit.keep_export")
def keep_export(export_id: UUID, *, by: Actor, data: bytes) -> TextExport:
    """The archive is there; made twice, the first is kept."""
    rules.require_clock(by)
    export = TextExport.objects.select_for_update(no_key=True).filter(id=export_id).first()
    if export is None:
        raise not_found("export")
    if export.ready_at is not None:
        return export
    stored = files.keep_paper(
        data,
        name=f"texts-{export.asked_at:%Y-%m-%d}.zip",
        media_type="application/zip",
        subject_kind="unit_export",
        subject_id=export.id,
        owner_id=export.person_id,
    )
    export.file_id, export.ready_at, export.done = stored.id, clock.now(), len(export.order_ids)
    export.save(update_fields=["file_id", "ready_at", "done"])
    _tell(facts.TextsPacked, export, by=by)
    return export


@action("unit.forget_export")
def forget_export(export_id: UUID, *, by: Actor) -> None:
    """An archive has been there long enough; the texts themselves stay where they are."""
    rules.require_clock(by)
    export = TextExport.objects.select_for_update().filter(id=export_id).first()
    if export is not None and clock.now() - export.asked_at >= queries.KEPT_FOR:
        if export.file_id:
            files.let_go([export.file_id])
        export.delete()


def _tell(fact: type[facts.TextsFact], export: TextExport, *, by: Actor) -> None:
    told = fact(export_id=export.id, person_id=export.person_id, texts=len(export.order_ids))
    record(told, by=by, hall_id=export.hall_id, about=[export.id])
