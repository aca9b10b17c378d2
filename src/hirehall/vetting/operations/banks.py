"""A bank is opened, locked for its operator, filled, published, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import not_found
from hirehall.skills.models import Skill
from hirehall.vetting import facts, rules
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


def opened_bank(skill: Skill, *, by: Actor) -> BankVersion:
    """The bank of a skill that has none, with its first draft."""
    now = clock.now()
    bank = Bank.objects.create(hall_id=skill.hall_id, skill=skill, opened_at=now)
    record(facts.BankOpened(bank_id=bank.id, skill=skill.name), by=by, hall_id=bank.hall_id, about=[bank.id])
    return BankVersion.objects.create(bank=bank, number=1, made_at=now, made_by_id=by.person_id)


def filled(
    version: BankVersion, numbers: Mapping[str, int], questions: Sequence[bank_file.Asked], *, by: Actor
) -> BankVersion:
    """A locked draft asks these questions by these numbers, and no others.

    Raises:
        Refused: ``bank.number_out_of_bounds``.
    """
    rules.require_version_numbers(**numbers)
    for name, value in numbers.items():
        setattr(version, name, value)
    version.save(update_fields=list(bank_file.NUMBERS))
    version.questions.all().delete()
    Question.objects.bulk_create(
        Question(
            version=version, position=place, key=one.key, kind=one.kind, text=one.text, options=list(one.options),
            right=list(one.right), points=one.points, why=one.why,
        )
        for place, one in enumerate(questions, 1)
    )  # fmt: skip
    told = facts.BankImported(bank_id=version.bank_id, version_id=version.id, questions=len(questions))
    record(told, by=by, hall_id=version.bank.hall_id, about=[version.bank_id])
    return version


def published(version: BankVersion, *, by: Actor) -> BankVersion:
    """A locked draft is the test from now on.

    Raises:
        Refused: ``bank.too_few``.
    """
    rules.require_publishable(version)
    version.published_at = clock.now()
    version.save(update_fields=["published_at"])
    told = facts.BankPublished(bank_id=version.bank_id, version_id=version.id, number=version.number)
    record(told, by=by, hall_id=version.bank.hall_id, about=[version.bank_id])
    return version


def switched(bank: Bank, *, on: bool, by: Actor) -> Bank:
    """The test of a locked bank is given, or not any more."""
    if (bank.closed_at is None) != on:
        bank.closed_at = None if on else clock.now()
        bank.save(update_fields=["closed_at"])
        kind = facts.BankReopened if on else facts.BankClosed
        told = kind(bank_id=bank.id, skill=bank.skill.name)
        record(told, by=by, hall_id=bank.hall_id, about=[bank.id])
    return bank
