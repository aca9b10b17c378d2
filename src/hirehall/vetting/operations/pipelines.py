"""A screening is opened, its draft written and published, closed, and given the hall's applications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused
from hirehall.skills.models import Skill
from hirehall.vetting import facts, queries, rules
from hirehall.vetting.models import Pipeline, PipelineVersion
from hirehall.vetting.rules import stages as stage_rules
from hirehall.vetting.states import StageKind


def opened_pipeline(hall_id: UUID, *, by: Actor, name: str) -> PipelineVersion:
    """A screening with an empty draft.

    Raises:
        Refused: ``pipeline.name``, ``pipeline.exists``.
    """
    clean = " ".join(name.split())
    if not 3 <= len(clean) <= 80:
        raise rules.invalid("pipeline.name", "Give it a name of 3 to 80 characters.", "name")
    if Pipeline.objects.filter(hall_id=hall_id, name=clean).exists():
        raise Refused("pipeline.exists", f"There is a screening called {clean}.")
    pipeline = Pipeline.objects.create(
        hall_id=hall_id, name=clean, opened_at=clock.now(), owner_id=by.person_id
    )
    return PipelineVersion.objects.create(pipeline=pipeline, number=1, made_at=clock.now())


def draft_of_pipeline(pipeline: Pipeline) -> PipelineVersion:
    """The draft of a locked screening; without one a new version begins as a copy of the last one."""
    last = pipeline.versions.order_by("-number")[0]
    if last.published_at is None:
        return last
    return PipelineVersion.objects.create(
        pipeline=pipeline, number=last.number + 1, intro=last.intro, stages=last.stages,
        reapply_days=last.reapply_days, valid_months=last.valid_months, vets=last.vets, made_at=clock.now(),
    )  # fmt: skip


def set_rules(
    version: PipelineVersion, *, intro: str, reapply_days: int, valid_months: int, vets: bool = True
) -> PipelineVersion:
    """What applicants read first, when they may come again, what passing brings and for how long, of a locked draft.

    Raises:
        Refused: ``pipeline.number_out_of_bounds``.
    """
    if not 0 <= reapply_days <= 730 or not 0 <= valid_months <= 120:
        raise rules.invalid(
            "pipeline.number_out_of_bounds", "Write 0 to 730 days, and 0 to 120 months.", "reapply_days"
        )
    version.intro = rules.require_text(intro, field="intro", least=0)
    version.reapply_days, version.valid_months, version.vets = reapply_days, valid_months, vets
    version.save(update_fields=["intro", "reapply_days", "valid_months", "vets"])
    return version


def set_stages_of(version: PipelineVersion, stages: Sequence[dict[str, Any]]) -> PipelineVersion:
    """The stages of a locked draft, in their order.

    Raises:
        Refused: ``pipeline.stage_wrong``, ``pipeline.too_many_stages``.
    """
    read = stage_rules.stages_of(stages)
    stage_rules.require_stages(read)
    _require_skills(version.pipeline.hall_id, read)
    version.stages = [one.as_json() for one in read]
    version.save(update_fields=["stages"])
    return version


def _require_skills(hall_id: UUID, stages: Sequence[stage_rules.Stage]) -> None:
    """What a project proves is a skill of this hall."""
    wanted = {UUID(stage.proves) for stage in stages if stage.proves}
    if len(wanted) != Skill.objects.filter(hall_id=hall_id, id__in=wanted).count():
        raise rules.invalid("pipeline.stage_wrong", "Choose a skill of this hall that it proves.", "stages")


def published_pipeline(version: PipelineVersion, *, by: Actor) -> PipelineVersion:
    """Who applies goes through this version from now on; each test in it is fixed to its bank's version of today.

    Raises:
        Refused: ``pipeline.empty``, ``pipeline.stage_wrong``, ``pipeline.proves_nothing``.
    """
    fixed = tuple(_fixed(one) for one in stage_rules.stages_of(version.stages))
    stage_rules.require_whole(fixed, vets=version.vets)
    version.stages, version.published_at = [one.as_json() for one in fixed], clock.now()
    version.save(update_fields=["stages", "published_at"])
    pipeline = version.pipeline
    told = facts.PipelinePublished(pipeline_id=pipeline.id, version_id=version.id, number=version.number)
    record(told, by=by, hall_id=pipeline.hall_id, about=[pipeline.id])
    return version


def _fixed(stage: stage_rules.Stage) -> stage_rules.Stage:
    if stage.kind != StageKind.TEST or not stage.bank_id:
        return replace(stage, bank_version_id="")
    current = queries.version_now(UUID(stage.bank_id))
    return replace(stage, bank_version_id=str(current.id) if current else "")


def switched_pipeline(pipeline: Pipeline, *, closed: bool, by: Actor) -> Pipeline:
    """A locked screening is closed, or open again; where it decided the hall's applications, the desk does."""
    if (pipeline.closed_at is not None) != closed:
        pipeline.closed_at = clock.now() if closed else None
        pipeline.admits = pipeline.admits and not closed
        pipeline.save(update_fields=["closed_at", "admits"])
        told = facts.PipelineClosed(pipeline_id=pipeline.id, closed=closed)
        record(told, by=by, hall_id=pipeline.hall_id, about=[pipeline.id])
    return pipeline


def admitting(pipeline: Pipeline, *, admits: bool, by: Actor) -> Pipeline:
    """New applications to the hall go through this locked screening, in place of another; or to the desk again.

    Raises:
        Refused: ``pipeline.closed``, ``pipeline.not_published``.
    """
    if admits and pipeline.closed_at is not None:
        raise Refused("pipeline.closed", "This screening is closed.")
    if admits and not pipeline.versions.filter(published_at__isnull=False).exists():
        raise Refused("pipeline.not_published", "Publish a version first; applicants go through that.")
    if pipeline.admits == admits:
        return pipeline
    Pipeline.objects.filter(hall_id=pipeline.hall_id, admits=True).update(admits=False)
    pipeline.admits = admits
    pipeline.save(update_fields=["admits"])
    told = facts.PipelineAdmits(pipeline_id=pipeline.id, admits=admits)
    record(told, by=by, hall_id=pipeline.hall_id, about=[pipeline.id])
    return pipeline
