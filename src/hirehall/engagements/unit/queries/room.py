"""The contract room of a unit order, and the pages of its single steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from hirehall.contracts import queries as contracts
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.models import Contract
from hirehall.contracts.queries import Banner, Bar, Frame
from hirehall.contracts.states import Side
from hirehall.engagements.unit import rules
from hirehall.engagements.unit.models import KeptText, UnitDelivery, UnitOrder
from hirehall.engagements.unit.queries.copies import is_copied
from hirehall.engagements.unit.queries.questions import QuestionCard, question_cards
from hirehall.engagements.unit.queries.readings import mark_of
from hirehall.engagements.unit.queries.rows import CountedFile, work_for
from hirehall.engagements.unit.queries.steps import next_step
from hirehall.engagements.unit.queries.telling import WORDS
from hirehall.engagements.unit.states import LEVELS, MODEL, UNITS, State
from hirehall.files import queries as files
from hirehall.files.queries import FileCard
from hirehall.foundation.actor import Actor
from hirehall.foundation.money import Money, zero
from hirehall.look.formats import money_text

STATE_WORDS = {
    State.DELIVERED: ("In review", "warn", "eye"),
    State.REVISION: ("Being revised", "info", "rotate-ccw"),
    State.CHECK: ("With an editor", "warn", "scale"),
    State.ACCEPTED: ("Accepted", "ok", "check"),
    State.REJECTED: ("Rejected", "bad", "x"),
    State.CHARGED_BACK: ("Taken back by the bank", "bad", "undo-2"),
}


@dataclass(frozen=True, slots=True)
class DeliveryCard:
    """One hand-over with its count and files, and what was asked to be mended.

    Attributes:
        reading: the words of its files as the hall has counted them, to be read in the page.
    """

    number: int
    text: str
    note: str
    counted: str
    files: list[FileCard]
    words_of: dict[UUID, str]
    delivered_at: datetime
    revision: str
    reading: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that the contract page shows."""

    frame: Frame
    order: UnitOrder
    word: tuple[str, str, str]
    counted: str
    level_word: str
    price: Money
    pays: Money
    deliveries: list[DeliveryCard]
    questions: list[QuestionCard]
    may_rate: bool
    mark: int | None


@dataclass(frozen=True, slots=True)
class StepPage:
    """One step of the work: what was handed in, and what the money does."""

    order: UnitOrder
    contract: Contract
    side: Side
    last: DeliveryCard | None
    counted: str
    pays: Money
    net: Money
    commission: Money
    back: Money
    revised: bool
    declared: bool
    measured: bool
    revision_hours: int
    check_days: int
    words_per_page: int


def room_for(by: Actor, contract_id: UUID) -> Room:
    """The room of a unit order of the actor's. The number of queries does not grow with deliveries or facts.

    Raises:
        Refused: ``contract.not_found``.
    """
    deal = contracts.deal_for(by, contract_id, model=MODEL)
    work = UnitOrder.objects.get(contract=deal.contract)
    work.contract = deal.contract
    pays = pays_of(work)
    frame = contracts.frame_of(
        deal,
        by,
        step=next_step(work),
        units=[work],
        bar=_bar(work, pays),
        words=WORDS,
        worked={work.id: pays},
    )
    if work.state == State.REJECTED and frame.banner is not None:
        frame = replace(frame, banner=_rejected(frame.banner, work))
    rated = work.state == State.ACCEPTED and contract_rules.side_of(deal.contract, by) is Side.CLIENT
    return Room(
        frame=frame,
        order=work,
        word=STATE_WORDS[State(work.state)],
        counted=work.kind_of_unit.said(work.count),
        level_word=LEVELS[work.level],
        price=work.money(work.price_minor),
        pays=pays,
        deliveries=_deliveries(work),
        questions=question_cards(work.id, by),
        may_rate=rated,
        mark=mark_of(work.id) if rated else None,
    )


def _rejected(banner: Banner, work: UnitOrder) -> Banner:
    """How it ended: the client has asked for it, but an editor of the hall has decided."""
    back = money_text(work.money(work.refunded_minor))
    text = (
        f"An editor of the hall rejected the work and says why below. Nothing was released; {back} went back."
    )
    return replace(banner, text=text, tone="neutral", icon="scale")


def pays_of(work: UnitOrder) -> Money:
    """What the work comes to: what was counted; what was paid once that is over."""
    if work.closed_at is not None:
        return work.money(work.released_minor)
    return rules.cost(work, work.count, work.currency)


def step_page(by: Actor, order_id: UUID) -> StepPage:
    """The page of a step: six queries at most.

    Raises:
        Refused: ``order.not_found``.
    """
    work = work_for(by, order_id)
    contract = work.contract
    row = work.deliveries.order_by("-number").first()
    pays = pays_of(work)
    commission = work.money(work.freelancer_fee_minor * pays.minor // work.amount_minor)
    policy = contract.policy
    return StepPage(
        order=work,
        contract=contract,
        side=contract_rules.side_of(contract, by) or Side.CLIENT,
        last=_card(work, row, files.for_subject("unit_delivery", row.id), _readings([row])) if row else None,
        counted=work.kind_of_unit.said(work.count),
        pays=pays,
        net=pays - commission,
        commission=commission,
        back=work.held - pays if work.held > pays else zero(work.currency),
        revised=work.revisions > 0 or is_copied(work.id),
        declared=not work.kind_of_unit.is_counted,
        measured=row is not None and _is_measured(work, row),
        revision_hours=policy.number("unit.revision_hours"),
        check_days=policy.number("unit.check_days"),
        words_per_page=policy.number("unit.words_per_page"),
    )


def _bar(work: UnitOrder, pays: Money) -> Bar:
    nothing = zero(work.currency)
    over = work.closed_at is not None
    segments = [
        ("Released", work.money(work.released_minor), "ok"),
        ("Counted", nothing if over else pays, "gold"),
        ("Held beyond that", nothing if over else work.held - pays, "info"),
    ]
    refunded = work.money(work.refunded_minor)
    return [*segments, ("Back to the client", refunded, "neutral")] if refunded else segments


def _deliveries(work: UnitOrder) -> list[DeliveryCard]:
    rows = list(UnitDelivery.objects.filter(order=work).order_by("number"))
    kept = files.for_subjects("unit_delivery", [row.id for row in rows if row.files_count])
    read = _readings(rows)
    return [_card(work, row, kept.get(row.id, []), read) for row in rows]


def _readings(rows: Iterable[UnitDelivery]) -> dict[UUID, str]:
    """What the files of these hand-overs say; no query where all were written in the page."""
    asked = [row.id for row in rows if row.files_count and row.words and not row.text.strip()]
    if not asked:
        return {}
    kept = KeptText.objects.filter(delivery_id__in=asked).values_list("delivery_id", "text")
    return {key: rules.in_lines(text) for key, text in kept}


def _is_measured(work: UnitOrder, row: UnitDelivery) -> bool:
    """Whether the files themselves say the number that is paid."""
    found = [file.measured for file in map(CountedFile.of, row.counted) if file.measured is not None]
    return bool(found) and rules.units_of(work.what, sum(found)) == row.count


def _card(work: UnitOrder, row: UnitDelivery, kept: list[FileCard], read: Mapping[UUID, str]) -> DeliveryCard:
    counted = work.kind_of_unit.said(row.count)
    words_of = {file.id: _said(file, work) for file in map(CountedFile.of, row.counted)}
    return DeliveryCard(
        row.number, row.text, row.note, counted, kept, words_of, row.delivered_at, row.revision,
        reading=read.get(row.id, ""),
    )  # fmt: skip


def _said(file: CountedFile, work: UnitOrder) -> str:
    if file.again:
        return "the same as another file, counted once"
    if file.measured is not None:
        length = f"{file.measured // 60}:{file.measured % 60:02} minutes"
        return length if work.what == "minute" else work.kind_of_unit.said(file.measured)
    return "not counted" if file.words is None else UNITS["word"].said(file.words)
