"""What a hall asks of people before it trusts them, as plain values: its tests and its screenings as published."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from hirehall.skills.models import Skill
from hirehall.vetting.models import Bank, BankVersion, Pipeline, PipelineVersion
from hirehall.vetting.rules import bank_file
from hirehall.vetting.rules.stages import Stage, stages_of
from hirehall.vetting.states import StageKind

STAGE_FIELDS = ("kind", "name", "text", "days", "pass_percent", "examiners", "blind", "minutes")


def tests_configured(hall_id: UUID) -> dict[str, dict[str, Any]]:
    """Each published test by the short name of its skill, right answers included. Two queries."""
    newest = (
        BankVersion.objects.filter(bank__hall_id=hall_id, published_at__isnull=False)
        .select_related("bank__skill")
        .prefetch_related("questions")
        .order_by("bank_id", "-number")
        .distinct("bank_id")
    )
    found = sorted(newest, key=lambda version: (version.bank.opened_at, version.bank_id))
    return {
        version.bank.skill.slug: {
            "open": version.bank.closed_at is None,
            **{name: getattr(version, name) for name in bank_file.NUMBERS},
            "question": [bank_file.as_row(one) for one in version.questions.all()],
        }
        for version in found
    }


def screenings_configured(hall_id: UUID) -> dict[str, dict[str, Any]]:
    """Each published screening by its name. Three queries."""
    newest = (
        PipelineVersion.objects.filter(pipeline__hall_id=hall_id, published_at__isnull=False)
        .select_related("pipeline")
        .order_by("pipeline_id", "-number")
        .distinct("pipeline_id")
    )
    found = sorted(newest, key=lambda version: (version.pipeline.opened_at, version.pipeline_id))
    skills = {
        str(bank.id): bank.skill.slug for bank in Bank.objects.filter(hall_id=hall_id).select_related("skill")
    }
    skills |= {
        str(key): slug for key, slug in Skill.objects.filter(hall_id=hall_id).values_list("id", "slug")
    }
    return {version.pipeline.name: _screening(version, skills) for version in found}


def _screening(version: PipelineVersion, skills: dict[str, str]) -> dict[str, Any]:
    pipeline: Pipeline = version.pipeline
    return {
        "open": pipeline.closed_at is None,
        "admits": pipeline.admits,
        "intro": version.intro,
        "reapply_days": version.reapply_days,
        "valid_months": version.valid_months,
        **({} if version.vets else {"vets": False}),
        "stage": [_stage(one, skills) for one in stages_of(version.stages)],
    }


def _stage(stage: Stage, skills: dict[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {name: getattr(stage, name) for name in STAGE_FIELDS}
    told["kind"] = stage.kind.value
    if stage.kind == StageKind.TEST:
        told["test"] = skills.get(stage.bank_id, "")
    if stage.hours:
        told["hours"] = stage.hours
    if stage.proves:
        told["proves"] = skills.get(stage.proves, "")
    if stage.questions:
        told["questions"] = list(stage.questions)
    if stage.rubric:
        told["rubric"] = [{"text": one.text, "most": one.most} for one in stage.rubric]
    return told
