"""The numbers of a bank for who owns it: over every finished sitting of one version."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import not_found
from hirehall.vetting.models import Answer, BankVersion, Question, Sitting
from hirehall.vetting.queries.banks import version_for, version_now
from hirehall.vetting.rules.bank_file import right_words
from hirehall.vetting.rules.statistics import Told, told
from hirehall.vetting.states import LEAST_FOR_STATISTICS, Kind, SittingState

BANDS = ((0, 20), (20, 40), (40, 60), (60, 80), (80, 101))


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its numbers; ``choices`` says how many chose which option: (text, is right, how many)."""

    question: Question
    told: Told
    choices: tuple[tuple[str, bool, int], ...]
    left_out: int

    @property
    def chosen_rows(self) -> list[tuple[str, int]]:
        return [(f"{text} (right)" if right else text, many) for text, right, many in self.choices]


@dataclass(frozen=True, slots=True)
class Statistics:
    """A version's numbers. Under the minimum nothing is said but how many there are."""

    version: BankVersion
    sittings: int
    passed: int
    enough: bool
    mean: Decimal | None
    bands: tuple[tuple[str, int], ...]
    items: tuple[Item, ...]


def bank_statistics(by: Actor, version_id: UUID) -> Statistics:
    """How hard each question of a version is and what it tells. Four queries, however many sat.

    Raises:
        Refused: ``bank.not_found``.
    """
    version = version_for(by, version_id)
    done = Sitting.objects.filter(version=version, state=SittingState.DONE)
    scores = list(done.values_list("percent", "passed"))
    rows = list(
        Answer.objects.filter(sitting__in=done).values_list(
            "sitting_id", "question_id", "points", "question__points", "given"
        )
    )
    totals: dict[UUID, list[Decimal]] = {}
    for sitting_id, _, points, most, _ in rows:
        total = totals.setdefault(sitting_id, [Decimal(0), Decimal(0)])
        total[0] += points or 0
        total[1] += most
    met: dict[UUID, list[tuple[float, float | None, Any]]] = {}
    for sitting_id, question_id, points, most, given in rows:
        scored, out_of = totals[sitting_id]
        rest = out_of - most
        of_rest = float((scored - (points or 0)) / rest) if rest else None
        met.setdefault(question_id, []).append((float((points or 0) / most), of_rest, given))
    enough = len(scores) >= LEAST_FOR_STATISTICS
    percents = [percent for percent, _ in scores if percent is not None]
    return Statistics(
        version=version,
        sittings=len(scores),
        passed=sum(bool(passed) for _, passed in scores),
        enough=enough,
        mean=(sum(percents, Decimal(0)) / len(percents)).quantize(Decimal("0.1")) if enough else None,
        bands=_bands(percents) if enough else (),
        items=tuple(_item(question, met.get(question.id, [])) for question in version.questions.all()),
    )


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question for who keeps the bank, with what its answers say.

    Attributes:
        version: in which it is looked at.
        question: None where it is to be added.
        item: its numbers in the version that was given last; None before one was.
        counted: which version that is.
    """

    version: BankVersion
    question: Question | None
    right: str
    item: Item | None
    counted: int | None


def bank_question(by: Actor, version_id: UUID, key: str = "") -> QuestionPage:
    """A question of a version; without a key, room for another one. At most seven queries.

    Raises:
        Refused: ``bank.not_found``, ``question.not_found``.
    """
    version = version_for(by, version_id)
    if not key:
        return QuestionPage(version, None, "", None, None)
    question = version.questions.filter(key=key).first()
    if question is None:
        raise not_found("question")
    given = version if version.published_at is not None else version_now(version.bank_id)
    items = bank_statistics(by, given.id).items if given is not None else ()
    item = next((one for one in items if one.question.key == key), None)
    return QuestionPage(
        version, question, right_words(question), item, given.number if given is not None and item else None
    )


def _bands(percents: list[Decimal]) -> tuple[tuple[str, int], ...]:
    return tuple(
        (f"{low}–{min(high, 100)}%", sum(low <= percent < high for percent in percents))
        for low, high in BANDS
    )


def _item(question: Question, met: list[tuple[float, float | None, Any]]) -> Item:
    alone = [share for share, _, _ in met]
    with_rest = [(share, rest) for share, rest, _ in met if rest is not None]
    numbers = told([share for share, _ in with_rest], [rest for _, rest in with_rest])
    if len(with_rest) != len(met):  # a test of one question: its difficulty is known, nothing else
        numbers = told(alone, [0.0] * len(alone))
    chosen: Counter[int] = Counter()
    if question.kind in (Kind.SINGLE, Kind.SEVERAL):
        for _, _, given in met:
            chosen.update(given or ())
    enough = len(met) >= LEAST_FOR_STATISTICS
    return Item(
        question,
        numbers,
        tuple((text, place in question.right, chosen[place]) for place, text in enumerate(question.options))
        if enough and question.kind in (Kind.SINGLE, Kind.SEVERAL)
        else (),
        sum(given is None for _, _, given in met) if enough else 0,
    )
