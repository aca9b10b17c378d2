"""A hall's screening pipelines: opened, edited, published, closed. For operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.vetting import facts, queries, rules
from hirehall.vetting.models import Pipeline, PipelineVersion
from hirehall.vetting.rules import stages as stage_rules
from hirehall.vetting.states import StageKind


@action("vetting.open_pipeline", scope=Scope.STAFF_WRITE)
def open_pipeline(hall_id: UUID, *, by: Actor, name: str) -> PipelineVersion:
    """An operator opens a screening; its first version is an empty draft.

    Raises:
        Refused: ``pipeline.name``, ``pipeline.exists``.
    """
    require_operator(by, hall_id=hall_id)
    rules.require_here(by, hall_id, "pipeline")
    clean = " ".join(name.split())
    if not 3 <= len(clean) <= 80:
        raise rules.invalid("pipeline.name", "Give it a name of 3 to 80 characters.", "name")
    if Pipeline.objects.filter(hall_id=hall_id, name=clean).exists():
        raise Refused("pipeline.exists", f"There is a screening called {clean}.")
    pipeline = Pipeline.objects.create(
        hall_id=hall_id, name=clean, opened_at=clock.now(), owner_id=by.person_id
    )
    return PipelineVersion.objects.create(pipeline=pipeline, number=1, made_at=clock.now())


def _locked(pipeline_id: UUID, by: Actor) -> Pipeline:
    pipeline = Pipeline.objects.select_for_update().filter(id=pipeline_id).first()
    require_operator(by, hall_id=pipeline.hall_id if pipeline else None)
    if pipeline is None:
        raise not_found("pipeline")
    rules.require_here(by, pipeline.hall_id, "pipeline")
    return pipeline


def _locked_draft(version_id: UUID, by: Actor) -> PipelineVersion:
    version = (
        PipelineVersion.objects.select_for_update(of=("self",))
        .select_related("pipeline")
        .filter(id=version_id)
        .first()
    )
    require_operator(by, hall_id=version.pipeline.hall_id if version else None)
    if version is None:
        raise not_found("pipeline")
    rules.require_here(by, version.pipeline.hall_id, "pipeline")
    if version.published_at is not None:
        raise Refused(
            "pipeline.published", "A published version never changes. Take up a new one and change that."
        )
    return version


@action("vetting.draft_pipeline", scope=Scope.STAFF_WRITE)
def draft_pipeline(pipeline_id: UUID, *, by: Actor) -> PipelineVersion:
    """A new version begins as a copy of the last one; where there is a draft, that is it."""
    pipeline = _locked(pipeline_id, by)
    last = pipeline.versions.order_by("-number")[0]
    if last.published_at is None:
        return last
    return PipelineVersion.objects.create(
        pipeline=pipeline, number=last.number + 1, intro=last.intro, stages=last.stages,
        reapply_days=last.reapply_days, valid_months=last.valid_months, made_at=clock.now(),
    )  # fmt: skip


@action("vetting.set_pipeline", scope=Scope.STAFF_WRITE)
def set_pipeline(
    version_id: UUID, *, by: Actor, intro: str, reapply_days: int, valid_months: int
) -> PipelineVersion:
    """What applicants read first, when they may come again, and how long being vetted counts."""
    version = _locked_draft(version_id, by)
    if not 0 <= reapply_days <= 730 or not 0 <= valid_months <= 120:
        raise rules.invalid(
            "pipeline.number_out_of_bounds", "Write 0 to 730 days, and 0 to 120 months.", "reapply_days"
        )
    version.intro = rules.require_text(intro, field="intro", least=0)
    version.reapply_days, version.valid_months = reapply_days, valid_months
    version.save(update_fields=["intro", "reapply_days", "valid_months"])
    return version


@action("vetting.set_stages", scope=Scope.STAFF_WRITE)
def set_stages(version_id: UUID, *, by: Actor, stages: Sequence[dict[str, Any]]) -> PipelineVersion:
    """The stages of a draft, in their order.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.published``, ``pipeline.stage_wrong``, ``pipeline.too_many_stages``.
    """
    version = _locked_draft(version_id, by)
    read = stage_rules.stages_of(stages)
    stage_rules.require_stages(read)
    version.stages = [one.as_json() for one in read]
    version.save(update_fields=["stages"])
    return version


@action("vetting.publish_pipeline", scope=Scope.STAFF_WRITE)
def publish_pipeline(version_id: UUID, *, by: Actor) -> PipelineVersion:
    """From now on who applies goes through this version; each test in it is fixed to its bank's version of today.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.published``, ``pipeline.empty``, ``pipeline.stage_wrong``.
    """
    version = _locked_draft(version_id, by)
    fixed = tuple(_fixed(one) for one in stage_rules.stages_of(version.stages))
    stage_rules.require_whole(fixed)
    version.stages, version.published_at = [one.as_json() for one in fixed], clock.now()
    version.save(update_fields=["stages", "published_at"])
    record(
        facts.PipelinePublished(
            pipeline_id=version.pipeline_id, version_id=version.id, number=version.number
        ),
        by=by,
        hall_id=version.pipeline.hall_id,
        about=[version.pipeline_id],
    )
    return version


def _fixed(stage: stage_rules.Stage) -> stage_rules.Stage:
    if stage.kind != StageKind.TEST or not stage.bank_id:
        return replace(stage, bank_version_id="")
    current = queries.version_now(UUID(stage.bank_id))
    return replace(stage, bank_version_id=str(current.id) if current else "")


@action("vetting.close_pipeline", scope=Scope.STAFF_WRITE)
def close_pipeline(pipeline_id: UUID, *, by: Actor, closed: bool = True) -> Pipeline:
    """Nobody begins this screening any more, or they may again; who has begun goes on either way.

    Where it decided the hall's applications, the desk does from now on.
    """
    pipeline = _locked(pipeline_id, by)
    if (pipeline.closed_at is not None) != closed:
        pipeline.closed_at = clock.now() if closed else None
        pipeline.admits = pipeline.admits and not closed
        pipeline.save(update_fields=["closed_at", "admits"])
        record(
            facts.PipelineClosed(pipeline_id=pipeline.id, closed=closed),
            by=by,
            hall_id=pipeline.hall_id,
            about=[pipeline.id],
        )
    return pipeline


@action("vetting.let_pipeline_admit", scope=Scope.STAFF_WRITE)
def let_pipeline_admit(pipeline_id: UUID, *, by: Actor, admits: bool = True) -> Pipeline:
    """New applications to the hall go through this screening, in place of another; or to the desk again.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.closed``, ``pipeline.not_published``.
    """
    pipeline = _locked(pipeline_id, by)
    if admits and pipeline.closed_at is not None:
        raise Refused("pipeline.closed", "This screening is closed.")
    if admits and not pipeline.versions.filter(published_at__isnull=False).exists():
        raise Refused("pipeline.not_published", "Publish a version first; applicants go through that.")
    if pipeline.admits == admits:
        return pipeline
    Pipeline.objects.filter(hall_id=pipeline.hall_id, admits=True).update(admits=False)
    pipeline.admits = admits
    pipeline.save(update_fields=["admits"])
    record(
        facts.PipelineAdmits(pipeline_id=pipeline.id, admits=admits),
        by=by,
        hall_id=pipeline.hall_id,
        about=[pipeline.id],
    )
    return pipeline


@action("vetting.end_vetted", scope=Scope.STAFF_WRITE)
def end_vetted(hall_id: UUID, person_id: UUID, *, by: Actor, reason: str) -> Pipeline:
    """An operator ends somebody's being vetted here, with the reason that they read.

    Raises:
        Refused: ``vetted.not_found``.
    """
    require_operator(by, hall_id=hall_id)
    row = queries.vetted_row(hall_id, person_id)
    if row is None:
        raise not_found("vetted")
    clean = rules.require_text(reason, field="reason")
    row.ended_at, row.ended_reason = clock.now(), clean
    row.save(update_fields=["ended_at", "ended_reason"])
    record(facts.VettedEnded(person_id=person_id, reason=clean), by=by, hall_id=hall_id, about=[person_id])
    return row.pipeline
