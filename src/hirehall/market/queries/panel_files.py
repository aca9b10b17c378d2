"""The attachments that a panel reads: copies without names before the award, the files themselves from it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from hirehall.files.models import StoredFile
from hirehall.files.operations import Blind, KeptBack, blinded, bytes_of
from hirehall.files.queries import FileCard, for_subject
from hirehall.foundation.actor import Actor
from hirehall.market.models import Proposal
from hirehall.market.queries.panels import own_names
from hirehall.market.queries.proposal_pages import OwnDraft
from hirehall.market.rules import masking
from hirehall.people.models import Person
from hirehall.people.queries import managed_agencies

COPY = "panel_copy"
"""What the copies belong to, with the id of the proposal. Nobody reads them but in the panel’s room."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment in the panel's room; ``place`` is where it stands in the proposal, from 1 on."""

    place: int
    label: str
    size: str


def look_through(data: bytes, media_type: str, name: str, names: Sequence[str]) -> Blind:
    """A file as a panel gets it.

    Raises:
        KeptBack: it says whose it is, or cannot be looked through.
    """
    return blinded(
        data, media_type, name,
        found=lambda text: masking.given_away([text], names), masked=lambda text: masking.masked(text, names),
    )  # fmt: skip


def copy_name(number: int, place: int, ending: str) -> str:
    return f"proposer-{number}-attachment-{place}.{ending}"


def copies_of(proposal_id: UUID) -> dict[int, FileCard]:
    """Place -> copy, of those that have been made. One query."""
    return {
        int(card.name.rpartition(".")[0].rpartition("-")[2]): card for card in for_subject(COPY, proposal_id)
    }


def attachments(proposal_id: UUID, *, shown: bool) -> tuple[tuple[Attachment, ...], int]:
    """What can be opened, and how many files are kept back. At most two queries."""
    there = for_subject("proposal", proposal_id)
    if shown:
        return tuple(Attachment(place, card.name, card.size_text) for place, card in enumerate(there, 1)), 0
    copies = copies_of(proposal_id) if there else {}
    found = tuple(
        Attachment(place, f"Attachment {place} ({card.name.rpartition('.')[2]})", card.size_text)
        for place, card in sorted(copies.items())
    )
    return found, len(there) - len(found)


def attachment_file(proposal_id: UUID, place: int, *, shown: bool) -> StoredFile | None:
    """The bytes that the panel gets, if it gets any."""
    if shown:
        there = for_subject("proposal", proposal_id)
        card = there[place - 1] if 1 <= place <= len(there) else None
    else:
        card = copies_of(proposal_id).get(place)
    return StoredFile.objects.get(id=card.id) if card is not None else None


def given_away(by: Actor, own: OwnDraft) -> list[str]:
    """What of a proposal to a panel would say who has written it, and is taken out of what the panel reads."""
    row = own.proposal
    if row is None or not own.brief.panel:
        return []
    texts = [row.cover, *(item["answer"] for item in row.answers)]
    texts += [step[part] for step in row.plan for part in ("title", "criteria")]
    return masking.given_away(texts, _names_by(row, by))


def _names_by(row: Proposal, by: Actor) -> list[str]:
    who = Person.objects.get(id=row.freelancer_id)
    return own_names(who, [name for _, name in managed_agencies(by)])


def files_given_away(by: Actor, own: OwnDraft) -> list[tuple[str, str]]:
    """(name, why) of each attachment of a proposal to a panel that stays back until the award. Reads the files."""
    row = own.proposal
    if row is None or not own.brief.panel or not own.files:
        return []
    names = _names_by(row, by)
    found = []
    for stored in StoredFile.objects.filter(id__in=[card.id for card in own.files]).order_by(
        "stored_at", "id"
    ):
        try:
            look_through(bytes_of(stored), stored.media_type, stored.name, names)
        except KeptBack as why:
            found.append((stored.name, str(why)))
    return found
