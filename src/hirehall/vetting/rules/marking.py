"""What an answer is worth. Pure: the same answer has the same points whenever it is marked."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from hirehall.foundation.refused import Because, Refused
from hirehall.vetting.models import Question
from hirehall.vetting.states import Kind

LONGEST_TEXT = 2_000
LARGEST_NUMBER = Decimal(10) ** 12
HUNDREDTH = Decimal("0.01")


def number_in(text: str) -> Decimal | None:
    """A number as people write it, with a point or one comma; None for anything else."""
    try:
        found = Decimal(text.strip().replace(",", ".").replace(" ", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) <= LARGEST_NUMBER else None


def _invalid(sentence: str) -> Refused:
    return Refused("answer.unusable", sentence, because=Because.INVALID, field="given")


def require_answer(question: Question, given: Any) -> Any:
    """The answer as it is kept: written places of options, a number or a text as text; None takes it back.

    Raises:
        Refused: ``answer.unusable`` for what is no answer to that kind of question.
    """
    if given is None or given in ("", []):
        return None
    if question.kind == Kind.TEXT:
        return _text(given)
    if question.kind == Kind.NUMBER:
        if not isinstance(given, str) or number_in(given) is None:
            raise _invalid("Write a number, for example 12 or 0.75.")
        return given.strip()[:40]
    places = _places(question, given)
    if question.kind == Kind.SINGLE and len(places) != 1:
        raise _invalid("Choose one answer.")
    if question.kind == Kind.ORDER and len(places) != len(question.options):
        raise _invalid("Give each line a place of its own.")
    return sorted(places) if question.kind == Kind.SEVERAL else places


def _text(given: Any) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_TEXT:
        raise _invalid(f"Write at most {LONGEST_TEXT:,} characters.")
    return given.replace("\x00", "").strip()


def _places(question: Question, given: Any) -> list[int]:
    listed = given if isinstance(given, list | tuple) else [given]
    known = range(len(question.options))
    if len(set(map(str, listed))) != len(listed) or any(
        not isinstance(one, int) or isinstance(one, bool) or one not in known for one in listed
    ):
        raise _invalid("Choose among the answers that are offered.")
    return list(listed)


def points_of(question: Question, given: Any) -> Decimal | None:
    """What an answer is worth; None where an examiner has to read it. No answer is worth nothing.

    Several right answers: a right choice counts one share up, a wrong one one share down, never below nothing.
    An order counts only when it is right altogether.
    """
    if given is None:
        return Decimal(0)
    if question.kind == Kind.TEXT:
        return None
    most = Decimal(question.points)
    if question.kind == Kind.SEVERAL:
        right = set(question.right)
        hits = len(right & set(given)) - len(set(given) - right)
        return (most * max(0, hits) / len(right)).quantize(HUNDREDTH)
    if question.kind == Kind.NUMBER:
        wanted, tolerance = map(Decimal, question.right)
        said = number_in(given)
        return most if said is not None and abs(said - wanted) <= tolerance else Decimal(0)
    wanted_places = [*range(len(question.options))] if question.kind == Kind.ORDER else question.right
    return most if list(given) == list(wanted_places) else Decimal(0)


def percent_of(points: Decimal, most: int) -> Decimal:
    return (100 * points / most).quantize(HUNDREDTH) if most else Decimal(0)
