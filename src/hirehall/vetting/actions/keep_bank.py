"""A hall's question banks: opened, filled, published, closed. For operators."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.refused import Refused, not_found
from hirehall.skills.models import Skill
from hirehall.vetting import rules
from hirehall.vetting.models import Bank, BankVersion
from hirehall.vetting.operations.banks import draft_of, filled, locked_bank, opened_bank, published, switched
from hirehall.vetting.rules import bank_file


@action("vetting.open_bank", scope=Scope.STAFF_WRITE)
def open_bank(skill_id: UUID, *, by: Actor) -> BankVersion:
    """An operator opens a bank for a skill of the hall; its first version is a draft.

    Raises:
        Refused: ``skill.not_found``, ``bank.exists``.
    """
    skill = Skill.objects.select_for_update().filter(id=skill_id, closed_at=None).first()
    require_operator(by, hall_id=skill.hall_id if skill else None)
    if skill is None:
        raise not_found("skill")
    rules.require_here(by, skill.hall_id, "skill")
    if Bank.objects.filter(hall_id=skill.hall_id, skill=skill).exists():
        raise Refused("bank.exists", f"There is a bank for {skill.name}. Take up a new version of it.")
    return opened_bank(skill, by=by)


def _locked_draft(version_id: UUID, by: Actor) -> BankVersion:
    version = (
        BankVersion.objects.select_for_update(of=("self",))
        .select_related("bank__skill")
        .filter(id=version_id)
        .first()
    )
    require_operator(by, hall_id=version.bank.hall_id if version else None)
    if version is None:
        raise not_found("bank")
    rules.require_here(by, version.bank.hall_id, "bank")
    rules.require_draft(version)
    return version


@action("vetting.draft_version", scope=Scope.STAFF_WRITE)
def draft_version(bank_id: UUID, *, by: Actor) -> BankVersion:
    """A new version of a bank begins as a copy of the last one; where there is a draft, that is it.

    Raises:
        Refused: ``bank.not_found``.
    """
    return draft_of(locked_bank(bank_id, by), by=by)


@action("vetting.set_test", scope=Scope.STAFF_WRITE)
def set_test(
    version_id: UUID,
    *,
    by: Actor,
    minutes: int,
    drawn: int,
    pass_percent: int,
    retake_days: int,
    valid_months: int,
) -> BankVersion:
    """How long the test of a draft takes, how many questions it asks, and what passes.

    Raises:
        Refused: ``bank.not_found``, ``bank.published``, ``bank.number_out_of_bounds``.
    """
    version = _locked_draft(version_id, by)
    rules.require_version_numbers(
        minutes=minutes,
        drawn=drawn,
        pass_percent=pass_percent,
        retake_days=retake_days,
        valid_months=valid_months,
    )
    version.minutes, version.drawn, version.pass_percent = minutes, drawn, pass_percent
    version.retake_days, version.valid_months = retake_days, valid_months
    version.save(update_fields=list(bank_file.NUMBERS))
    return version


@action("vetting.import_questions", scope=Scope.STAFF_WRITE)
def import_questions(version_id: UUID, *, by: Actor, text: str) -> BankVersion:
    """The questions of a draft become those of a file, and its numbers those that the file names.

    Raises:
        Refused: ``bank.not_found``, ``bank.published``, ``bank.file_wrong`` with the first mistake.
    """
    version = _locked_draft(version_id, by)
    found = bank_file.read(text)
    if found.wrong:
        raise rules.invalid("bank.file_wrong", found.wrong[0], "text")
    numbers = {name: found.numbers.get(name, getattr(version, name)) for name in bank_file.NUMBERS}
    return filled(version, numbers, found.questions, by=by)


@action("vetting.publish_version", scope=Scope.STAFF_WRITE)
def publish_version(version_id: UUID, *, by: Actor) -> BankVersion:
    """From now on the test is this version; who sits an older one ends it as it began.

    Raises:
        Refused: ``bank.not_found``, ``bank.published``, ``bank.too_few``.
    """
    version = _locked_draft(version_id, by)
    return published(version, by=by)


@action("vetting.close_bank", scope=Scope.STAFF_WRITE)
def close_bank(bank_id: UUID, *, by: Actor) -> Bank:
    """The test is not given any more. Tests that run end as they began, certificates stay."""
    return switched(locked_bank(bank_id, by), on=False, by=by)


@action("vetting.reopen_bank", scope=Scope.STAFF_WRITE)
def reopen_bank(bank_id: UUID, *, by: Actor) -> Bank:
    """The test is given again."""
    return switched(locked_bank(bank_id, by), on=True, by=by)
