"""Question banks with their versions, sittings with their answers, certificates, and appeals against a question."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.skills.models import Skill
from hirehall.vetting.states import AppealState, Kind, SittingState


def choices(of: type[Kind] | type[SittingState] | type[AppealState]) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in of]


class Bank(models.Model):
    """The questions of a hall about one skill. What is asked stands in its versions."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="banks")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_bank"
        constraints = [models.UniqueConstraint(fields=["hall", "skill"], name="one_bank_per_hall_and_skill")]

    def __str__(self) -> str:
        return str(self.skill_id)


class BankVersion(models.Model):
    """The questions at one time with the rules of the test. Once published it never changes: a trigger sees to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=20)
    drawn = models.PositiveSmallIntegerField(default=10, help_text="How many questions each person is asked")
    pass_percent = models.PositiveSmallIntegerField(default=70)
    retake_days = models.PositiveSmallIntegerField(default=30)
    valid_months = models.PositiveSmallIntegerField(default=24, help_text="0: a certificate does not expire")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "vetting_bank_version"
        constraints = [
            models.UniqueConstraint(fields=["bank", "number"], name="one_bank_version_per_number"),
            models.UniqueConstraint(
                fields=["bank"], condition=Q(published_at=None), name="one_draft_of_a_bank_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(pass_percent__gt=0, pass_percent__lte=100, minutes__gt=0, drawn__gt=0),
                name="rules_of_a_test_make_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_id} {self.number}"


class Question(models.Model):
    """One question of one version. ``key`` is the same from version to version.

    ``options`` stand as they were written, an order in its right order; ``right`` holds their places, or the number
    and its tolerance as texts. Neither leaves the module but to who may see the bank.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    version = models.ForeignKey(BankVersion, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=8, choices=choices(Kind))
    text = models.TextField(help_text="Markdown")
    options = ArrayField(models.CharField(max_length=400), default=list, blank=True)
    right = models.JSONField(default=list)
    points = models.PositiveSmallIntegerField(default=1)
    why = models.TextField(blank=True, help_text="Why this is right; what an examiner looks for in a text")

    class Meta:
        db_table = "vetting_question"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="one_question_per_key"),
            models.UniqueConstraint(fields=["version", "position"], name="one_question_per_place"),
        ]

    def __str__(self) -> str:
        return self.key


class Sitting(models.Model):
    """One person's test: which version, the seed by which it was drawn, its clock, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="sittings")
    version = models.ForeignKey(BankVersion, on_delete=models.PROTECT, related_name="sittings")
    seed = models.CharField(max_length=32)
    state = models.CharField(max_length=8, choices=choices(SittingState), default=SittingState.RUNNING)
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    by_the_clock = models.BooleanField(default=False)
    retake_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    most_points = models.PositiveIntegerField(default=0)
    percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "vetting_sitting"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "bank"], condition=Q(state="running"), name="one_running_sitting_of_a_bank"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("started_at")), name="a_sitting_takes_time"),
            models.CheckConstraint(
                condition=Q(state="done", percent__isnull=False, passed__isnull=False)
                | (~Q(state="done") & Q(percent=None, passed=None)),
                name="a_sitting_is_scored_when_it_is_done",
            ),
        ]
        indexes = [
            models.Index(fields=["ends_at"], condition=Q(state="running"), name="sitting_to_end"),
            models.Index(fields=["hall", "person", "-started_at"], name="sitting_by_person"),
            models.Index(
                fields=["hall", "finished_at"], condition=Q(state="marking"), name="sitting_to_mark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.version_id}: {self.state}"


class Answer(models.Model):
    """A question that was drawn for a sitting, and what was answered; ``given`` names options as they are written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    place = models.PositiveSmallIntegerField()
    given = models.JSONField(null=True, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    marked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    remark = models.TextField(blank=True)

    class Meta:
        db_table = "vetting_answer"
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "question"], name="one_answer_per_question"),
            models.UniqueConstraint(fields=["sitting", "place"], name="one_answer_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.place}"


class Certificate(models.Model):
    """Somebody passed a test: when, which version, with what score, until when it counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="certificates")
    sitting = models.OneToOneField(Sitting, on_delete=models.PROTECT, related_name="certificate")
    percent = models.DecimalField(max_digits=5, decimal_places=2)
    code = models.CharField(max_length=24, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    shown = models.BooleanField(default=True, help_text="On the profile; the person decides")
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, help_text="While it is withdrawn; why stands in its withdrawals"
    )

    class Meta:
        db_table = "vetting_certificate"
        indexes = [
            models.Index(fields=["hall", "skill", "person"], name="certificate_by_skill"),
            models.Index(fields=["person"], name="certificate_by_person"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def counts(self) -> bool:
        return self.counts_at(clock.now())

    def counts_at(self, when: datetime) -> bool:
        return self.withdrawn_at is None and (self.expires_at is None or self.expires_at > when)


class Withdrawal(models.Model):
    """An operator has taken a certificate back, with the reason; its holder may appeal once, and is answered."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=choices(AppealState), blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_withdrawal"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="", appealed_at=None, answered_at=None)
                | Q(state="waiting", appealed_at__isnull=False, answered_at=None)
                | Q(state__in=["upheld", "declined"], appealed_at__isnull=False, answered_at__isnull=False),
                name="a_withdrawal_is_answered_when_appealed",
            ),
        ]
        indexes = [models.Index(fields=["certificate", "-at"], name="withdrawal_by_certificate")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.at:%Y-%m-%d}"


class QuestionAppeal(models.Model):
    """Somebody says that a question is wrong; an operator decides and says why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="appeals")
    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="appeals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=choices(AppealState), default=AppealState.WAITING)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_question_appeal"
        constraints = [
            models.UniqueConstraint(fields=["sitting", "question"], name="one_appeal_per_answer"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at=None)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="a_decided_appeal_has_its_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "sent_at"], condition=Q(state="waiting"), name="question_appeal_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.state}"


class Void(models.Model):
    """A question that an appeal was upheld against: from then on everybody who was asked it has its points."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.OneToOneField(Question, on_delete=models.PROTECT, related_name="void")
    appeal = models.ForeignKey(QuestionAppeal, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "vetting_void"

    def __str__(self) -> str:
        return str(self.question_id)


class ScoreChange(models.Model):
    """A score that was computed again after an appeal: what it was, what it is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="changes")
    void = models.ForeignKey(Void, on_delete=models.PROTECT, related_name="changes")
    percent_before = models.DecimalField(max_digits=5, decimal_places=2)
    percent_after = models.DecimalField(max_digits=5, decimal_places=2)
    passed_before = models.BooleanField()
    passed_after = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        db_table = "vetting_score_change"
        constraints = [
            models.UniqueConstraint(fields=["sitting", "void"], name="one_score_change_per_ruling"),
            models.CheckConstraint(
                condition=Q(percent_after__gte=F("percent_before")),
                name="an_upheld_appeal_takes_nothing_away",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.percent_before} -> {self.percent_after}"


class Examiner(models.Model):
    """Who reads texts, interviews and scores for a hall. Named by an operator; it is no power over anything else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="examines")
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "vetting_examiner"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "person"], condition=Q(ended_at=None), name="an_examiner_is_named_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.person_id)
