"""Attachments of proposals to a panel as its members get them: copies without names, made once the panel has opened."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from hirehall.files.models import StoredFile
from hirehall.files.operations import KeptBack, bytes_of, keep_paper, let_go
from hirehall.market.models import Brief, Proposal
from hirehall.market.queries.panel_files import COPY, copies_of, copy_name, look_through
from hirehall.market.queries.panels import names_of
from hirehall.market.states import PanelState


def copy_attachments(brief_id: UUID) -> None:
    """Make what is missing of the copies; each is kept as soon as it is there, so that a crash costs one at most.

    What says whose it is has no copy and stays back until the award.
    """
    brief = Brief.objects.get(id=brief_id)
    if not brief.is_sealed:
        return
    rows = Proposal.objects.select_related("freelancer", "agency").filter(
        brief=brief, entry_number__isnull=False
    )
    entries = list(rows.order_by("entry_number"))
    names = names_of(entries)
    for row in entries:
        originals = StoredFile.objects.filter(subject_kind="proposal", subject_id=row.id)
        for place, original in enumerate(originals.order_by("stored_at", "id"), 1):
            if place not in copies_of(row.id):
                _copy(row, place, original, names[row.id])


def _copy(row: Proposal, place: int, original: StoredFile, names: Sequence[str]) -> None:
    try:
        blind = look_through(bytes_of(original), original.media_type, original.name, names)
    except KeptBack:
        return
    with transaction.atomic():
        brief = Brief.objects.select_for_update(no_key=True).get(id=row.brief_id)
        if not brief.is_sealed or place in copies_of(row.id):
            return
        keep_paper(
            blind.data, name=copy_name(row.entry_number or 0, place, blind.ending), media_type=blind.media_type,
            subject_kind=COPY, subject_id=row.id,
        )  # fmt: skip


def drop_copies(brief_id: UUID) -> None:
    """With the award the attachments themselves are shown; the copies are not needed any more."""
    if not Brief.objects.filter(id=brief_id, panel=PanelState.AWARDED.value).exists():
        return
    entries = Proposal.objects.filter(brief_id=brief_id, entry_number__isnull=False).values_list(
        "id", flat=True
    )
    let_go(
        StoredFile.objects.filter(subject_kind=COPY, subject_id__in=list(entries)).values_list(
            "id", flat=True
        )
    )
