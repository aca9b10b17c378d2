"""A hall's tests and screenings become what its file says, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Refused
from hirehall.skills.models import Skill
from hirehall.vetting import queries, rules
from hirehall.vetting.models import Bank, BankVersion, Pipeline, PipelineVersion
from hirehall.vetting.operations.banks import draft_of, filled, opened_bank, published, switched
from hirehall.vetting.operations.pipelines import (
    admitting,
    draft_of_pipeline,
    opened_pipeline,
    published_pipeline,
    set_rules,
    set_stages_of,
    switched_pipeline,
)
from hirehall.vetting.rules import bank_file
from hirehall.vetting.rules.stages import Stage
from hirehall.vetting.states import StageKind

IN_WORK = "A draft of it is being written on the desk. Publish that first, then read the file again."


def test_like(hall_id: UUID, slug: str, wanted: Mapping[str, Any], *, by: Actor) -> None:
    """The test of a skill asks what the file says; where it did not, a new version is published.

    Args:
        slug: the short name of the skill.
        wanted: as ``queries.tests_configured`` has it.
    Raises:
        Refused: ``skill.not_found``, ``bank.draft``, ``bank.too_few``, ``bank.number_out_of_bounds``,
            ``bank.file_wrong``.
    """
    skill = Skill.objects.select_for_update().filter(hall_id=hall_id, slug=slug).first()
    if skill is None:
        raise Refused("skill.not_found", "The hall has no skill with this short name.")
    bank = Bank.objects.select_for_update(of=("self",)).select_related("skill").filter(skill=skill).first()
    now = queries.tests_configured(hall_id).get(slug)
    if bank is None or now is None or {**now, "open": None} != {**wanted, "open": None}:
        version = _bank_draft(bank, skill, now is not None, by)
        numbers = {name: wanted[name] for name in bank_file.NUMBERS}
        published(filled(version, numbers, _questions(wanted["question"]), by=by), by=by)
        bank = version.bank
    switched(bank, on=bool(wanted["open"]), by=by)


def _bank_draft(bank: Bank | None, skill: Skill, is_published: bool, by: Actor) -> BankVersion:
    if bank is None:
        return opened_bank(skill, by=by)
    if is_published and bank.versions.filter(published_at=None).exists():
        raise Refused("bank.draft", IN_WORK)
    return draft_of(bank, by=by)


def _questions(rows: list[dict[str, Any]]) -> list[bank_file.Asked]:
    found: list[bank_file.Asked] = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(bank_file.read_one(row))
        except ValueError as error:
            raise rules.invalid("bank.file_wrong", f"Question {number}: {error}.", str(number - 1)) from error
    keys = [one.key for one in found]
    if twice := next((key for key in keys if keys.count(key) > 1), None):
        raise rules.invalid("bank.file_wrong", f"The key {twice} stands there twice.", str(keys.index(twice)))
    if len(found) > rules.MOST_QUESTIONS:
        raise Refused("bank.too_many", f"A version has at most {rules.MOST_QUESTIONS} questions.")
    return found


def screening_like(hall_id: UUID, name: str, wanted: Mapping[str, Any], *, by: Actor) -> None:
    """A screening goes as the file says; where it did not, a new version is published. Who has begun goes on as before.

    Args:
        wanted: as ``queries.screenings_configured`` has it.
    Raises:
        Refused: ``pipeline.name``, ``pipeline.draft``, ``pipeline.stage_wrong``, ``pipeline.empty``,
            ``pipeline.number_out_of_bounds``, ``pipeline.closed``.
    """
    pipeline = Pipeline.objects.select_for_update(of=("self",)).filter(hall_id=hall_id, name=name).first()
    now = queries.screenings_configured(hall_id).get(name)
    switches = {"open": None, "admits": None}
    wanted = {"vets": True, **wanted}
    now = {"vets": True, **now} if now is not None else None
    if pipeline is None or now is None or {**now, **switches} != {**wanted, **switches}:
        version = _pipeline_draft(pipeline, hall_id, name, now is not None, by)
        given = {key: wanted[key] for key in ("intro", "reapply_days", "valid_months", "vets")}
        set_stages_of(set_rules(version, **given), [_stage(hall_id, row) for row in wanted["stage"]])
        pipeline = published_pipeline(version, by=by).pipeline
    switched_pipeline(pipeline, closed=not wanted["open"], by=by)
    admitting(pipeline, admits=bool(wanted["admits"]), by=by)


def _pipeline_draft(
    pipeline: Pipeline | None, hall_id: UUID, name: str, is_published: bool, by: Actor
) -> PipelineVersion:
    if pipeline is None:
        return opened_pipeline(hall_id, by=by, name=name)
    if is_published and pipeline.versions.filter(published_at=None).exists():
        raise Refused("pipeline.draft", IN_WORK)
    return draft_of_pipeline(pipeline)


def _stage(hall_id: UUID, row: Mapping[str, Any]) -> dict[str, Any]:
    """A stage as it is kept: a test by the bank of its skill, what the file leaves out as it begins in the editor."""
    kind = row.get("kind", "")
    if kind not in set(StageKind):
        raise rules.invalid("pipeline.stage_wrong", f"A stage is one of {', '.join(StageKind)}.", "stage")
    kept = Stage(StageKind(kind), "").as_json()
    kept |= {name: value for name, value in row.items() if name != "test"}
    if kind == StageKind.TEST:
        bank = Bank.objects.filter(hall_id=hall_id, skill__slug=row.get("test", "")).first()
        if bank is None:
            raise rules.invalid("pipeline.stage_wrong", "The hall has no test of this skill.", "stage")
        kept["bank_id"] = str(bank.id)
    if row.get("proves"):
        skill = Skill.objects.filter(hall_id=hall_id, slug=row["proves"]).first()
        if skill is None:
            raise rules.invalid(
                "pipeline.stage_wrong", "The hall has no skill with this short name.", "stage"
            )
        kept["proves"] = str(skill.id)
    return kept
