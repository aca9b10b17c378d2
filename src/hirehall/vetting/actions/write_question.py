"""One question of a bank is written, changed or retired. A published version never changes: the draft does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Max

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.vetting import facts, rules
from hirehall.vetting.models import BankVersion, Question
from hirehall.vetting.operations.banks import draft_of, locked_bank
from hirehall.vetting.rules import bank_file


@action("vetting.write_question", scope=Scope.STAFF_WRITE)
def write_question(
    bank_id: UUID, key: str, *, by: Actor, asked: Mapping[str, Any], is_new: bool = False
) -> Question:
    """A question of the bank is from the next version on as it is written here, or is added to it.

    Where there is no draft, a new version is taken up for it.

    Args:
        asked: ``kind``, ``text``, ``options``, ``right`` (counted from 1), ``tolerance``, ``points``, ``why``, as in a
            file.
        is_new: whether it is to be added; then its key must be free.
    Raises:
        Refused: ``bank.not_found``, ``question.not_found``, ``question.exists``, ``question.wrong``, ``bank.too_many``.
    """
    bank = locked_bank(bank_id, by)
    try:
        one = bank_file.read_one({**asked, "key": key})
    except ValueError as error:
        said = str(error)
        raise rules.invalid("question.wrong", f"{said[0].upper()}{said[1:]}.", _field(said)) from error
    draft = draft_of(bank, by=by)
    before = draft.questions.filter(key=key).first()
    if is_new and before is not None:
        raise rules.invalid("question.exists", "A question of this bank has that key already.", "key")
    if before is None and not is_new:
        raise not_found("question")
    last = draft.questions.aggregate(last=Max("position"))["last"] or 0
    if before is None and draft.questions.count() >= rules.MOST_QUESTIONS:
        raise Refused("bank.too_many", f"A version has at most {rules.MOST_QUESTIONS} questions.")
    if before is not None:
        before.delete()
    made = Question.objects.create(
        version=draft, position=before.position if before else last + 1, key=one.key, kind=one.kind, text=one.text,
        options=list(one.options), right=list(one.right), points=one.points, why=one.why,
    )  # fmt: skip
    _tell(draft, key, retired=False, by=by)
    return made


def _field(said: str) -> str:
    """At which field of a form a mistake stands."""
    words = {"key": "key", "kind": "kind", "points": "points", "right": "right", "option": "options"}
    return next((field for word, field in words.items() if word in said), "text")


@action("vetting.retire_question", scope=Scope.STAFF_WRITE)
def retire_question(bank_id: UUID, key: str, *, by: Actor) -> BankVersion:
    """Nobody is asked this question any more from the next version on; what it has counted for stays.

    Raises:
        Refused: ``bank.not_found``, ``question.not_found``.
    """
    bank = locked_bank(bank_id, by)
    draft = draft_of(bank, by=by)
    if not draft.questions.filter(key=key).delete()[0]:
        raise not_found("question")
    _tell(draft, key, retired=True, by=by)
    return draft


def _tell(draft: BankVersion, key: str, *, retired: bool, by: Actor) -> None:
    fact = facts.QuestionWritten(bank_id=draft.bank_id, version_id=draft.id, key=key, retired=retired)
    record(fact, by=by, hall_id=draft.bank.hall_id, about=[draft.bank_id])
