"""A bank is locked for its operator, and has a draft to be changed."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.refused import not_found
from hirehall.vetting import rules
from hirehall.vetting.models import Bank, BankVersion, Question
from hirehall.vetting.rules import bank_file


def locked_bank(bank_id: UUID, by: Actor) -> Bank:
    """The bank, locked, for who may change it.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``bank.not_found``.
    """
    bank = Bank.objects.select_for_update(of=("self",)).select_related("skill").filter(id=bank_id).first()
    require_operator(by, hall_id=bank.hall_id if bank else None)
    if bank is None:
        raise not_found("bank")
    rules.require_here(by, bank.hall_id, "bank")
    return bank


def draft_of(bank: Bank, *, by: Actor) -> BankVersion:
    """The draft of a locked bank; without one a new version begins as a copy of the last, without what has fallen."""
    last = bank.versions.order_by("-number")[0]
    last.bank = bank
    if last.published_at is None:
        return last
    made = BankVersion.objects.create(
        bank=bank, number=last.number + 1, made_at=clock.now(), made_by_id=by.person_id,
        **{name: getattr(last, name) for name in bank_file.NUMBERS},
    )  # fmt: skip
    Question.objects.bulk_create(
        Question(
            version=made, position=one.position, key=one.key, kind=one.kind, text=one.text,
            options=one.options, right=one.right, points=one.points, why=one.why,
        )
        for one in last.questions.exclude(void__isnull=False)
    )  # fmt: skip
    return made
