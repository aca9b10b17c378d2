"""A hall's screening pipelines: opened, edited, published, closed. For operators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope, require_operator
from hirehall.foundation.facts import record
from hirehall.foundation.refused import Refused, not_found
from hirehall.vetting import facts, queries, rules
from hirehall.vetting.models import Pipeline, PipelineVersion
from hirehall.vetting.operations.pipelines import (
    admitting,
    draft_of_pipeline,
    opened_pipeline,
    published_pipeline,
    set_rules,
    set_stages_of,
    switched_pipeline,
)


@action("vetting.open_pipeline", scope=Scope.STAFF_WRITE)
def open_pipeline(hall_id: UUID, *, by: Actor, name: str) -> PipelineVersion:
    """An operator opens a screening; its first version is an empty draft.

    Raises:
        Refused: ``pipeline.name``, ``pipeline.exists``.
    """
    require_operator(by, hall_id=hall_id)
    rules.require_here(by, hall_id, "pipeline")
    return opened_pipeline(hall_id, by=by, name=name)


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
    return draft_of_pipeline(pipeline)


@action("vetting.set_pipeline", scope=Scope.STAFF_WRITE)
def set_pipeline(
    version_id: UUID, *, by: Actor, intro: str, reapply_days: int, valid_months: int, vets: bool = True
) -> PipelineVersion:
    """What applicants read first, when they may come again, whether who passes is vetted, and how long it counts."""
    version = _locked_draft(version_id, by)
    return set_rules(version, intro=intro, reapply_days=reapply_days, valid_months=valid_months, vets=vets)


@action("vetting.set_stages", scope=Scope.STAFF_WRITE)
def set_stages(version_id: UUID, *, by: Actor, stages: Sequence[dict[str, Any]]) -> PipelineVersion:
    """The stages of a draft, in their order.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.published``, ``pipeline.stage_wrong``, ``pipeline.too_many_stages``.
    """
    version = _locked_draft(version_id, by)
    return set_stages_of(version, stages)


@action("vetting.publish_pipeline", scope=Scope.STAFF_WRITE)
def publish_pipeline(version_id: UUID, *, by: Actor) -> PipelineVersion:
    """From now on who applies goes through this version; each test in it is fixed to its bank's version of today.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.published``, ``pipeline.empty``, ``pipeline.stage_wrong``,
            ``pipeline.proves_nothing``.
    """
    version = _locked_draft(version_id, by)
    return published_pipeline(version, by=by)


@action("vetting.close_pipeline", scope=Scope.STAFF_WRITE)
def close_pipeline(pipeline_id: UUID, *, by: Actor, closed: bool = True) -> Pipeline:
    """Nobody begins this screening any more, or they may again; who has begun goes on either way.

    Where it decided the hall's applications, the desk does from now on.
    """
    pipeline = _locked(pipeline_id, by)
    return switched_pipeline(pipeline, closed=closed, by=by)


@action("vetting.let_pipeline_admit", scope=Scope.STAFF_WRITE)
def let_pipeline_admit(pipeline_id: UUID, *, by: Actor, admits: bool = True) -> Pipeline:
    """New applications to the hall go through this screening, in place of another; or to the desk again.

    Raises:
        Refused: ``pipeline.not_found``, ``pipeline.closed``, ``pipeline.not_published``.
    """
    pipeline = _locked(pipeline_id, by)
    return admitting(pipeline, admits=admits, by=by)


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
