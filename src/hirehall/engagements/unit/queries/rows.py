"""Single rows and small sets: for an actor, locked for a move, or due for a sweep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from hirehall.contracts import queries as contracts
from hirehall.contracts.models import Contract, Posting
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import (
    Counted,
    LevelRow,
    PoolOrder,
    Rating,
    Sample,
    UnitDelivery,
    UnitOrder,
)
from hirehall.engagements.unit.queries.teams import is_of_team
from hirehall.engagements.unit.rules.counting import ENDINGS, LARGEST_FILE
from hirehall.engagements.unit.states import HELD_BY_SOMEBODY, MODEL, Place, State
from hirehall.files import queries as files
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused, not_found
from hirehall.people.models import Membership

PARTIES = ("contract__client", "contract__organisation", "contract__freelancer", "contract__policy")
SWEEP_AT_MOST = 500
LARGEST_MEDIA = 100 * 2**20


@dataclass(frozen=True, slots=True)
class CountedFile:
    """What one file of a hand-over holds: words, or, in ``measured``, pages, items or seconds by the order's unit.

    Attributes:
        again: the same bytes came in before it, and were counted there.
    """

    id: UUID
    name: str
    words: int | None
    again: bool = False
    measured: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": str(self.id),
            "name": self.name,
            "words": self.words,
            "again": self.again,
            "measured": self.measured,
        }

    @staticmethod
    def of(row: Mapping[str, Any]) -> CountedFile:
        return CountedFile(UUID(row["id"]), row["name"], row["words"], row["again"], row.get("measured"))


@dataclass(frozen=True, slots=True)
class Counting:
    """What the hall counted in a hand-over.

    Attributes:
        reading: what was counted, as its reader sees it; the text where the maker declares.
        words: of the text, or of the files where one of them is text.
        files: each file with its words; None for one that is no text, nothing for one that is there already.
    """

    words: int
    files: tuple[CountedFile, ...] = ()
    reading: str = ""

    @property
    def measured(self) -> int | None:
        """Pages, items or seconds of the files that are no texts; None where none holds any."""
        there = [file.measured for file in self.files if file.measured is not None]
        return sum(there) if there else None

    def field_of(self, order: Counted, declared: int | None) -> str:
        """Where a count that does not fit is mended."""
        if not order.kind_of_unit.is_counted and declared is not None:
            return "count"
        there = any(file.words is not None or file.measured is not None for file in self.files)
        return "files" if there else "text"


def is_ours(unit_id: UUID) -> bool:
    """Whether money is held for an order of this model: facts about money also come for units of other models."""
    return PoolOrder.objects.filter(posting_id=unit_id).exists()


def pool_order_to_move(order_id: UUID) -> PoolOrder:
    """The posting, locked as the root, then its order, locked. Who may move it, the caller asks next.

    Raises:
        Refused: ``order.not_found``.
    """
    try:
        posting = contracts.posting_to_move(order_id, model=MODEL)
    except Refused as refused:
        raise not_found("order") from refused
    order = PoolOrder.objects.select_for_update(no_key=True).get(posting_id=order_id)
    order.posting = posting
    return order


def pool_order_for(by: Actor, order_id: UUID) -> PoolOrder:
    """An order that the actor may look at: its client's side, who holds it or is asked, staff, or anybody while it is
    in the pool and their level allows it, or they are of the team that it is for.

    Raises:
        Refused: ``order.not_found``.
    """
    found = (
        PoolOrder.objects.select_related(
            "posting__client", "posting__organisation", "posting__policy", "hall", "writer", "team"
        )
        .filter(posting_id=order_id)
        .first()
    )
    if found is None or not _may_see(found, by):
        raise not_found("order")
    return found


def _may_see(order: PoolOrder, by: Actor) -> bool:
    serves = by.is_staff_of(order.hall_id)
    if serves or is_client_of(order.posting, by) or rules.holds(order, by) or rules.is_asked(order, by):
        return True
    if by.person_id is None or order.state != Place.POOL:
        return False
    if order.team_id is not None:
        return is_of_team(order.team_id, by.person_id)
    return level_of(order.hall_id, by.person_id) >= order.level


def is_client_of(posting: Posting, by: Actor) -> bool:
    return by.is_client_side(posting.client_id, posting.organisation_id)


def work_for(by: Actor, order_id: UUID) -> UnitOrder:
    """The work with its contract and parties, when the actor may see it.

    Raises:
        Refused: ``order.not_found``.
    """
    return contracts.unit_for(by, UnitOrder, order_id, parties=PARTIES, called="order")


def work_to_move(order_id: UUID, *, by: Actor) -> tuple[Contract, UnitOrder]:
    """The contract, locked as the root, then its work, locked.

    Raises:
        Refused: ``order.not_found``.
    """
    return contracts.unit_to_move(UnitOrder, order_id, by=by, called="order")


def work_to_decide(order_id: UUID, *, by: Actor) -> tuple[Contract, UnitOrder]:
    """The same for an editor of the hall, who stands on neither side.

    Raises:
        Refused: ``order.not_found``.
    """
    try:
        contract = contracts.contract_to_decide(order_id, by=by, model=MODEL)
    except Refused as refused:
        raise not_found("order") from refused
    work = UnitOrder.objects.select_for_update(no_key=True).get(contract=contract)
    work.contract = contract
    return contract, work


def is_party_to(contract: Contract, person_id: UUID) -> bool:
    """Whether somebody stands on a side of it: as the one who signed, or as a member of the organisation or the agency.

    Read as it is now, in whatever role: who decides for the hall must have nothing to win or to lose by it.
    """
    sides = [one for one in (contract.organisation_id, contract.agency_id) if one is not None]
    return (
        person_id in (contract.client_id, contract.freelancer_id)
        or Membership.objects.filter(organisation_id__in=sides, person_id=person_id).exists()
    )


def is_under_contract(order_id: UUID) -> bool:
    return UnitOrder.objects.filter(id=order_id).exists()


def delivery_visible(by: Actor, delivery_id: UUID) -> bool:
    """Whether the actor may read the files of a hand-over: both sides of its contract, and staff."""
    visible = contracts.contracts_visible_to(by)
    return UnitDelivery.objects.filter(id=delivery_id, order__contract__in=visible).exists()


def counting_of(order: Counted, text: str, file_ids: Iterable[UUID], *, by: Actor) -> Counting:
    """What a hand-over holds, counted by the hall: the text, or the actor’s uploads.

    Where the maker declares how much there is, nothing is counted. The same words are not paid twice: a text beside
    files that are counted is refused, and the same upload counts once.

    Raises:
        Refused: ``unit.uncountable``, at the field of the files; ``unit.counted_twice``.
    """
    file_ids = list(file_ids)
    rules.require_size(card.size_bytes for card, _ in files.contents_of(by, file_ids, most_bytes=0))
    if not order.kind_of_unit.is_counted:
        measured = tuple(_measured(order, by, file_ids))
        return Counting(0, measured, rules.text_of_markdown(text))
    counted: list[CountedFile] = []
    seen: set[str] = set()
    read: list[str] = []
    for file, content in files.contents_of(by, file_ids, most_bytes=LARGEST_FILE):
        again = file.sha256 in seen
        if rules.counter_for(order.what, file.name) is not None:
            seen.add(file.sha256)
            counted.append(_of_one(order, file, content, again))
            continue
        said = "" if again else _text_of(file.name, content)
        words = None if said is None else rules.words_in(said)
        if said is not None:
            seen.add(file.sha256)
            read.append(said)
        counted.append(CountedFile(file.id, file.name, words, again))
    if not seen:
        if file_ids and not text.strip():
            raise rules.nothing_to_count(order, [file.name for file in counted])
        said = rules.text_of_markdown(text)
        return Counting(rules.words_in(said), tuple(counted), said)
    if text.strip():
        raise rules.invalid(
            "unit.counted_twice",
            "Hand in the text or the files: both would be counted, and so paid twice. What else there is to say "
            "goes into the note.",
            "text",
        )
    return Counting(sum(file.words or 0 for file in counted), tuple(counted), "\n\n".join(read))


def _measured(order: Counted, by: Actor, file_ids: list[UUID]) -> Iterator[CountedFile]:
    """The files of an order whose number its maker declares: what those hold that can be measured."""
    seen: set[str] = set()
    for file, content in files.contents_of(by, file_ids, most_bytes=LARGEST_MEDIA):
        if rules.counter_for(order.what, file.name) is not None:
            yield _of_one(order, file, content, file.sha256 in seen)
            seen.add(file.sha256)


def _of_one(order: Counted, file: files.FileCard, content: bytes | None, again: bool) -> CountedFile:
    counter = rules.counter_for(order.what, file.name)
    if counter is None or again:
        return CountedFile(file.id, file.name, None, again)
    if content is None:
        raise rules.invalid("unit.uncountable", f"“{file.name}” is larger than what can be counted.", "files")
    try:
        return CountedFile(file.id, file.name, None, measured=counter(file.name, content))
    except rules.Uncountable as error:
        raise rules.invalid("unit.uncountable", f"“{file.name}”: {error}", "files") from error


def _text_of(name: str, content: bytes | None) -> str | None:
    if content is None and any(name.lower().endswith(ending) for ending in ENDINGS):
        raise rules.invalid(
            "unit.uncountable", f"“{name}” is larger than a text that can be counted.", "files"
        )
    try:
        return rules.text_of_file(name, content or b"")
    except rules.Uncountable as error:
        raise rules.invalid("unit.uncountable", f"“{name}”: {error}", "files") from error


def level_of(hall_id: UUID, person_id: UUID) -> int:
    """The person's level in a hall; zero where no editor has set one."""
    rows = LevelRow.objects.filter(hall_id=hall_id, person_id=person_id).order_by("-set_at", "-id")
    return rows.values_list("level", flat=True).first() or 0


def levels_now(hall_id: UUID, person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The levels of these people in a hall; who has none has no key. One query."""
    rows = LevelRow.objects.filter(hall_id=hall_id, person_id__in=list(person_ids))
    latest = rows.order_by("person_id", "-set_at", "-id").distinct("person_id")
    return dict(latest.values_list("person_id", "level"))


def levels_of(hall_id: UUID, person_id: UUID) -> list[LevelRow]:
    """The history of a person's level, newest first."""
    rows = LevelRow.objects.filter(hall_id=hall_id, person_id=person_id)
    return list(rows.select_related("set_by").order_by("-set_at", "-id")[:50])


def held_by(hall_id: UUID, person_id: UUID) -> QuerySet[PoolOrder]:
    """The orders of a hall that the person holds now."""
    return PoolOrder.objects.filter(holder_id=person_id, hall_id=hall_id, state__in=HELD_BY_SOMEBODY)


def asked_of(hall_id: UUID, person_id: UUID) -> QuerySet[PoolOrder]:
    """The direct orders that wait for the person's answer, the nearest deadline first."""
    rows = PoolOrder.objects.filter(hall_id=hall_id, writer_id=person_id, state=Place.ASKED)
    return rows.select_related("posting", "team").order_by("answer_by")


def count_claimed(hall_id: UUID, person_id: UUID) -> int:
    """How many orders of the pool the person holds; those that were ordered from them directly do not count."""
    own = Q(writer__isnull=False, writer_id=F("holder_id"))
    return held_by(hall_id, person_id).exclude(own).count()


def count_unpaid(client_id: UUID) -> int:
    """How many orders this person has posted without having paid yet."""
    waiting = PoolOrder.objects.filter(state__in=[Place.PAYING, Place.UNPAID])
    return waiting.filter(posting__client_id=client_id).count()


def orders_to_drop(now: datetime) -> list[UUID]:
    return _due(Q(state=Place.UNPAID, drop_at__lte=now))


def orders_to_expire(now: datetime) -> list[UUID]:
    return _due(Q(state=Place.POOL, expires_at__lte=now))


def askings_to_pass_over(now: datetime) -> list[UUID]:
    return _due(Q(state=Place.ASKED, answer_by__lte=now))


def claims_to_lapse(now: datetime) -> list[UUID]:
    return _due(Q(state=Place.CLAIMED, decide_by__lte=now))


def claims_to_miss(now: datetime) -> list[UUID]:
    return _due(Q(state=Place.WORKING, due_at__lte=now))


def _due(when: Q) -> list[UUID]:
    rows = PoolOrder.objects.filter(when, frozen_at=None).order_by("posting_id")
    return list(rows.values_list("posting_id", flat=True)[:SWEEP_AT_MOST])


def works_to_accept(now: datetime) -> list[UUID]:
    return _running(Q(state=State.DELIVERED, auto_accept_at__lte=now))


def revisions_to_miss(now: datetime) -> list[UUID]:
    return _running(Q(state=State.REVISION, revise_by__lte=now))


def checks_to_end(now: datetime) -> list[UUID]:
    return _running(Q(state=State.CHECK, check_by__lte=now))


def _running(when: Q) -> list[UUID]:
    rows = UnitOrder.objects.filter(when, contract__state="active").order_by("id")
    return list(rows.values_list("id", flat=True)[:SWEEP_AT_MOST])


def checks_waiting(hall_id: UUID) -> list[UnitOrder]:
    """What an editor of the hall has to decide with what was handed in, the nearest deadline first."""
    rows = UnitOrder.objects.filter(state=State.CHECK, contract__hall_id=hall_id, contract__state="active")
    return list(rows.select_related(*PARTIES).prefetch_related("deliveries__kept").order_by("check_by")[:100])


def samples_waiting(hall_id: UUID) -> list[Sample]:
    """Samples and appeals that wait for an editor, the oldest first."""
    rows = Sample.objects.filter(hall_id=hall_id, answered_at=None).select_related("person")
    rows = rows.prefetch_related("ratings")
    return list(rows.order_by("sent_at")[:100])


def sample_to_rate(hall_id: UUID, sample_id: UUID) -> Sample:
    """A text for a level, locked.

    Raises:
        Refused: ``sample.not_found``.
    """
    found = Sample.objects.select_for_update(no_key=True).filter(id=sample_id, hall_id=hall_id).first()
    if found is None:
        raise not_found("sample")
    return found


def raters_before(sample: Sample) -> set[UUID]:
    """The editors who have rated earlier texts of the person in that hall, or set their level."""
    rated = Rating.objects.filter(sample__hall_id=sample.hall_id, sample__person_id=sample.person_id)
    rows = LevelRow.objects.filter(hall_id=sample.hall_id, person_id=sample.person_id, set_by__isnull=False)
    earlier = rated.exclude(sample=sample).values_list("editor_id", flat=True)
    return {*earlier, *rows.values_list("set_by_id", flat=True)}


def sample_of(hall_id: UUID, person_id: UUID) -> Sample | None:
    """The person's sample or appeal that waits for an editor."""
    return Sample.objects.filter(hall_id=hall_id, person_id=person_id, answered_at=None).first()
