"""Tests as their candidates and examiners see them. Right answers leave here only for who may know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.addresses import is_here
from hirehall.foundation.refused import Refused, not_found
from hirehall.vetting import rules
from hirehall.vetting.models import Answer, Bank, BankVersion, Certificate, Question, QuestionAppeal, Sitting
from hirehall.vetting.queries.banks import may_examine, why_not_now
from hirehall.vetting.queries.knowing import Reads, read_until, sits_not
from hirehall.vetting.rules import drawing
from hirehall.vetting.rules.marking import require_answer
from hirehall.vetting.states import CHOOSES, AppealState, Kind, SittingState

PAGE = 50


def sitting_for(by: Actor, sitting_id: UUID) -> Sitting:
    """One's own test.

    Raises:
        Refused: ``test.not_found``.
    """
    found = Sitting.objects.select_related("version", "bank__skill").filter(id=sitting_id).first()
    if found is None or found.person_id != by.person_id or not is_here(by, found.hall_id):
        raise not_found("test")
    return found


def written(seed: str, question: Question, given: Any) -> Any:
    """What was given by the places in which options were shown, by the places in which they are written.

    Raises:
        Refused: ``answer.unusable``.
    """
    if question.kind not in CHOOSES or given is None:
        return given
    order = drawing.shown_order(seed, question)
    listed = list(given) if isinstance(given, list | tuple) else [given]
    require_answer(question, listed)  # as numbers among the options; its meaning follows below
    return [order[place] for place in listed]


def shown_places(seed: str, question: Question, given: Any) -> Any:
    """The other way round: a kept answer by the places in which the options are shown."""
    if question.kind not in CHOOSES or given is None:
        return given
    order = drawing.shown_order(seed, question)
    return [order.index(place) for place in given]


@dataclass(frozen=True, slots=True)
class TestCard:
    """One test of the hall for somebody: what it is, and what they can do about it."""

    bank: Bank
    version: BankVersion
    running: Sitting | None
    last: Sitting | None
    certificate: Certificate | None
    why_not: str


@dataclass(frozen=True, slots=True)
class TestsPage:
    cards: tuple[TestCard, ...]
    sittings: tuple[Sitting, ...]
    certificates: tuple[Certificate, ...]
    examines: bool


def tests_page(by: Actor, hall_id: UUID) -> TestsPage:
    """The hall's tests, one's own attempts, and one's certificates."""
    person_id = by.require_person()
    mine = list(
        Sitting.objects.filter(hall_id=hall_id, person_id=person_id)
        .select_related("version", "bank__skill")
        .order_by("-started_at")[:PAGE]
    )
    certificates = list(
        Certificate.objects.filter(hall_id=hall_id, person_id=person_id)
        .select_related("skill", "sitting__version")
        .order_by("-issued_at")
    )
    versions = (
        BankVersion.objects.filter(bank__hall_id=hall_id, bank__closed_at=None, published_at__isnull=False)
        .select_related("bank__skill")
        .order_by("bank_id", "-number")
        .distinct("bank_id")
    )
    reads = read_until(hall_id, person_id)
    cards = [_card(version, mine, certificates, person_id, reads) for version in versions]
    return TestsPage(
        tuple(sorted(cards, key=lambda card: card.bank.skill.name)),
        tuple(mine),
        tuple(certificates),
        may_examine(by, hall_id),
    )


def _card(
    version: BankVersion,
    mine: list[Sitting],
    certificates: list[Certificate],
    person_id: UUID,
    reads: Reads,
) -> TestCard:
    of_it = [one for one in mine if one.bank_id == version.bank_id]
    running = next((one for one in of_it if one.state == SittingState.RUNNING), None)
    held = next((one for one in certificates if one.sitting.bank_id == version.bank_id and one.counts), None)
    refused = sits_not(version.bank, reads) if running is None else None
    if refused is None and running is None and of_it:
        refused = why_not_now(version.bank, person_id)
    return TestCard(
        version.bank, version, running, of_it[0] if of_it else None, held, refused.sentence if refused else ""
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is shown: its shown place, its words, and what was said of it."""

    place: int
    text: str
    chosen: bool
    ranked: int | None


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question of a running test. Nothing here tells which answer is right."""

    sitting: Sitting
    place: int
    many: int
    kind: Kind
    text: str
    points: int
    choices: tuple[Choice, ...]
    given: str
    answered: tuple[tuple[int, bool], ...]
    places: list[int] | None
    seconds_left: int

    @property
    def left_out(self) -> int:
        return sum(not done for _, done in self.answered)


def question_page(by: Actor, sitting_id: UUID, place: int) -> QuestionPage:
    """One question of one's own running test, by its place in it.

    Raises:
        Refused: ``test.not_found``, ``question.not_found``, ``test.over``.
    """
    sitting = sitting_for(by, sitting_id)
    if sitting.state != SittingState.RUNNING:
        raise Refused("test.over", "This test is handed in. Its answers stand.")
    answers = list(sitting.answers.select_related("question"))
    answer = next((one for one in answers if one.place == place), None)
    if answer is None:
        raise not_found("question")
    question = answer.question
    return QuestionPage(
        sitting=sitting,
        place=place,
        many=len(answers),
        kind=Kind(question.kind),
        text=question.text,
        points=question.points,
        choices=_choices(sitting.seed, question, answer.given),
        given=answer.given if isinstance(answer.given, str) else "",
        places=shown_places(sitting.seed, question, answer.given) if isinstance(answer.given, list) else None,
        answered=tuple((one.place, one.given is not None) for one in answers),
        seconds_left=max(0, int((sitting.ends_at - clock.now()).total_seconds())),
    )


def _choices(seed: str, question: Question, given: Any) -> tuple[Choice, ...]:
    order, said = drawing.shown_order(seed, question), given if isinstance(given, list) else []
    ranked = question.kind == Kind.ORDER and bool(said)
    return tuple(
        Choice(
            shown,
            question.options[place],
            question.kind != Kind.ORDER and place in said,
            said.index(place) + 1 if ranked else None,
        )
        for shown, place in enumerate(order)
    )


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one question: the candidate's own answer and its points, never the right answer."""

    place: int
    text: str
    given: str
    points: Decimal | None
    most: int
    remark: str
    appeal: QuestionAppeal | None
    has_fallen: bool


@dataclass(frozen=True, slots=True)
class ResultPage:
    sitting: Sitting
    lines: tuple[Line, ...]
    certificate: Certificate | None
    may_appeal: bool
    appeal_until: datetime | None
    changes: tuple[Any, ...]


def result_page(by: Actor, sitting_id: UUID) -> ResultPage:
    """What came of one's own test.

    Raises:
        Refused: ``test.not_found``.
    """
    sitting = sitting_for(by, sitting_id)
    appeals = {one.question_id: one for one in sitting.appeals.all()}
    lines = tuple(
        Line(
            answer.place,
            answer.question.text,
            said(answer.question, answer.given),
            answer.points,
            answer.question.points,
            answer.remark,
            appeals.get(answer.question_id),
            hasattr(answer.question, "void"),
        )
        for answer in sitting.answers.select_related("question__void")
    )
    until = sitting.finished_at + timedelta(days=rules.APPEAL_DAYS) if sitting.finished_at else None
    return ResultPage(
        sitting,
        lines,
        Certificate.objects.filter(sitting=sitting).first(),
        sitting.state == SittingState.DONE and until is not None and until >= clock.now(),
        until,
        tuple(sitting.changes.select_related("void").order_by("at")),
    )


def said(question: Question, given: Any) -> str:
    """An answer in words."""
    if given is None:
        return "No answer"
    if isinstance(given, str):
        return given
    between = " → " if question.kind == Kind.ORDER else "; "
    return between.join(question.options[place] for place in given)


def sittings_to_end(now: datetime) -> list[UUID]:
    """Tests whose time is over."""
    return list(
        Sitting.objects.filter(state=SittingState.RUNNING, ends_at__lte=now)
        .order_by("ends_at")
        .values_list("id", flat=True)
    )


def answers_to_mark(by: Actor, hall_id: UUID, *, limit: int = PAGE) -> list[Answer]:
    """Texts that wait for an examiner, the oldest first; never the actor's own. Whose they are is not told."""
    if not may_examine(by, hall_id):
        raise not_found("page")
    waiting = Answer.objects.filter(
        sitting__hall_id=hall_id, sitting__state=SittingState.MARKING, points=None, question__kind=Kind.TEXT
    )
    me = by.require_person()
    colleagues = Sitting.objects.filter(person__memberships__organisation__memberships__person_id=me)
    return list(
        waiting.exclude(sitting__person_id=me)
        .exclude(sitting__in=colleagues)
        .select_related("question", "sitting__bank__skill")
        .order_by("sitting__finished_at", "place")[:limit]
    )


def appeals_waiting(hall_id: UUID) -> list[QuestionAppeal]:
    """Appeals against questions that wait for an operator, the oldest first."""
    return list(
        QuestionAppeal.objects.filter(hall_id=hall_id, state=AppealState.WAITING)
        .select_related("question__version", "sitting__bank__skill", "person")
        .order_by("sent_at")
    )
