"""Answers as an address: ``/guide/2131/`` has answered four questions. Back, reload and sharing just work.

With eight there is a result; four more say which way of working fits.
"""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.foundation.refused import not_found
from hirehall.front.guide.questions import QUESTIONS, Option, Question
from hirehall.front.guide.ways import MOST_WAY_STEPS, WAY_QUESTIONS, WAYS

MOST_STEPS = len(QUESTIONS)
ALL_QUESTIONS = (*QUESTIONS, *WAY_QUESTIONS)
ALL_STEPS = MOST_STEPS + MOST_WAY_STEPS


@dataclass(frozen=True, slots=True)
class Answer:
    """An option and the code that choosing it leads to."""

    option: Option
    code: str


@dataclass(frozen=True, slots=True)
class Step:
    """One question, where one stands, and the way back."""

    number: int
    question: Question
    answers: tuple[Answer, ...]
    back: str | None


def chosen(code: str) -> tuple[Option, ...]:
    """The options that ``code`` stands for, one a digit, in the order of the questions.

    Raises:
        Refused: ``guide.not_found`` for a code that no answers lead to.
    """
    if not code.isdigit() or not code.isascii() or len(code) > ALL_STEPS:
        raise not_found("guide")
    options = []
    for question, digit in zip(ALL_QUESTIONS, code, strict=False):
        if not 1 <= int(digit) <= len(question.options):
            raise not_found("guide")
        options.append(question.options[int(digit) - 1])
    return tuple(options)


def step_at(code: str, among: tuple[str, ...] = WAYS) -> Step:
    """The question that comes after the answers in ``code`` (empty for the first).

    Args:
        among: the ways of working that the hall offers; answers of others are left out.
    """
    if code:
        chosen(code)
    question = ALL_QUESTIONS[len(code)]
    answers = tuple(
        Answer(option, f"{code}{number}")
        for number, option in enumerate(question.options, start=1)
        if not option.way or option.way in among
    )
    return Step(len(code) + 1, question, answers, code[:-1] if code else None)
