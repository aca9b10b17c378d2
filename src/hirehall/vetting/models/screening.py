"""Screening pipelines as data, applications that go through them, who scores them, and who is vetted."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Application, Hall
from hirehall.people.models import Person
from hirehall.vetting.models.banks import Sitting
from hirehall.vetting.states import AppealState, ScreeningState, StageKind, StepState


def words(
    of: type[ScreeningState] | type[StepState] | type[StageKind] | type[AppealState],
) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in of]


class Pipeline(models.Model):
    """A way to become vetted in a hall. Its stages stand in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="who opened it, and hears when an examiner is late",
    )  # fmt: skip
    admits = models.BooleanField(default=False, help_text="whether it decides the hall's applications")

    class Meta:
        db_table = "vetting_pipeline"
        constraints = [
            models.UniqueConstraint(fields=["hall", "name"], name="one_pipeline_per_hall_and_name"),
            models.UniqueConstraint(
                fields=["hall"], condition=Q(admits=True), name="one_pipeline_decides_applications"
            ),
            models.CheckConstraint(
                condition=Q(admits=False) | Q(closed_at=None), name="a_closed_pipeline_admits_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PipelineVersion(models.Model):
    """The stages at one time. Once published they never change: who has begun goes on under them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    intro = models.TextField(blank=True, help_text="Markdown: what it is for, and for whom")
    stages = models.JSONField(default=list, help_text="See vetting.rules.stages")
    reapply_days = models.PositiveSmallIntegerField(default=90)
    valid_months = models.PositiveSmallIntegerField(default=0, help_text="0: being vetted does not expire")
    vets = models.BooleanField(
        default=True, help_text="whether who passes is vetted; else it only proves a skill"
    )
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_pipeline_version"
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "number"], name="one_pipeline_version_per_number"),
            models.UniqueConstraint(
                fields=["pipeline"], condition=Q(published_at=None), name="one_draft_of_a_pipeline_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pipeline_id} {self.number}"


class Screening(models.Model):
    """Somebody goes through a pipeline, on the version on which they began."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="screenings")
    version = models.ForeignKey(PipelineVersion, on_delete=models.PROTECT, related_name="screenings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=words(ScreeningState), default=ScreeningState.RUNNING)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    reapply_at = models.DateTimeField(null=True, blank=True)
    application = models.OneToOneField(
        Application, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the application to the hall that it decides",
    )  # fmt: skip

    class Meta:
        db_table = "vetting_screening"
        constraints = [
            models.UniqueConstraint(
                fields=["pipeline", "person"], condition=Q(state="running"), name="one_running_screening"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None)
                | (~Q(state="running") & Q(ended_at__isnull=False)),
                name="a_screening_that_ended_has_its_date",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "person", "-began_at"], name="screening_by_person"),
            models.Index(fields=["version", "state"], name="screening_by_version"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"


class Step(models.Model):
    """One stage of one application: what was asked by when, what was sent, what came of it and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=words(StageKind))
    state = models.CharField(max_length=10, choices=words(StepState), default=StepState.YOURS)
    begun_at = models.DateTimeField()
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="Of a timed task: when its text was opened, and its hours began"
    )
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent = models.JSONField(
        default=list, help_text="Answers to the questions of a form; the text of a project"
    )
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, null=True, related_name="steps")
    wanted = models.PositiveSmallIntegerField(default=0, help_text="How many examiners score it")
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    late_told_at = models.DateTimeField(
        null=True, blank=True, help_text="when it was last told that its examiners are late, or missing"
    )

    class Meta:
        db_table = "vetting_step"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["screening", "place"], name="one_step_per_stage"),
            models.UniqueConstraint(
                fields=["screening"],
                condition=Q(state__in=["todo", "booked", "examining"]),
                name="one_step_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="todo"), name="step_to_lapse"),
            models.Index(fields=["sent_at"], condition=Q(state="examining"), name="step_to_score"),
        ]

    def __str__(self) -> str:
        return f"{self.screening_id} {self.place}: {self.state}"


class Score(models.Model):
    """An examiner's part in a step: assigned, and given with its reason."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="scores")
    examiner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="load")
    assigned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    points = models.JSONField(default=list)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.TextField(blank=True)
    scored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_score"
        ordering = ["assigned_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["step", "examiner"], name="one_score_per_examiner"),
            models.CheckConstraint(
                condition=Q(scored_at=None, percent=None) | Q(scored_at__isnull=False, percent__isnull=False),
                name="a_score_is_given_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["examiner", "due_at"], condition=Q(scored_at=None), name="score_to_give"),
            models.Index(fields=["due_at"], condition=Q(scored_at=None), name="score_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self.examiner_id} of {self.step_id}"


class Slot(models.Model):
    """A time that an examiner offers for interviews; booked by one applicant, or by none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    examiner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    where = models.CharField(max_length=200, help_text="A link to a call, or a telephone number")
    step = models.OneToOneField(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="slot")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_slot"
        constraints = [
            models.UniqueConstraint(
                fields=["examiner", "starts_at"], condition=Q(taken_back_at=None), name="one_slot_at_a_time"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_slot_takes_time"),
            models.CheckConstraint(
                condition=Q(step=None) | Q(taken_back_at=None), name="a_booked_slot_stays"
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "starts_at"], condition=Q(step=None, taken_back_at=None), name="slot_to_book"
            )
        ]

    def __str__(self) -> str:
        return f"{self.examiner_id} {self.starts_at}"


class ScreeningAppeal(models.Model):
    """Who was turned down says why that was wrong; somebody who had no part in it decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.OneToOneField(Step, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=words(AppealState), default=AppealState.WAITING)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_screening_appeal"
        indexes = [
            models.Index(fields=["sent_at"], condition=Q(state="waiting"), name="screening_appeal_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.state}"


class Vetted(models.Model):
    """Somebody has passed a screening of a hall: since when, until when, and why no longer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="+")
    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, related_name="vetted")
    since = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        db_table = "vetting_vetted"
        indexes = [models.Index(fields=["hall", "person"], name="vetted_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.since:%Y-%m-%d}"

    @property
    def counts(self) -> bool:
        return self.counts_at(clock.now())

    def counts_at(self, when: datetime) -> bool:
        return self.ended_at is None and (self.expires_at is None or self.expires_at > when)
