from __future__ import annotations

from uuid import UUID

from hirehall.files.operations import keep_paper, let_go
from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.archive import archive_of
from hirehall.people.facts import OwnDataReady
from hirehall.people.models import OwnDataExport


@action("people.pack_own_data")
def pack_own_data(export_id: UUID, *, by: Actor) -> OwnDataExport:
    """The asked archive is packed and can be downloaded by its person; earlier archives are forgotten.

    Raises:
        Refused: ``own_data.by_the_system_only``, ``export.not_found``.
    """
    if not by.is_system:
        raise Refused(
            "own_data.by_the_system_only", "The hall packs archives by itself.", because=Because.FORBIDDEN
        )
    export = OwnDataExport.objects.select_for_update().filter(id=export_id).first()
    if export is None:
        raise not_found("export")
    if export.ready_at is not None:
        return export
    earlier = OwnDataExport.objects.filter(person_id=export.person_id).exclude(id=export.id)
    let_go([row.file_id for row in earlier if row.file_id])
    earlier.delete()
    stored = keep_paper(
        archive_of(export.person_id),
        name=f"own-data-{clock.now():%Y-%m-%d}.zip",
        media_type="application/zip",
        subject_kind="own_data",
        subject_id=export.id,
        owner_id=export.person_id,
    )
    export.file_id, export.ready_at = stored.id, clock.now()
    export.save(update_fields=["file_id", "ready_at"])
    facts.record(
        OwnDataReady(person_id=export.person_id, export_id=export.id),
        by=by,
        hall_id=None,
        about=[export.person_id],
    )
    return export
