"""Briefs and what belongs to them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.states import (
    SEALED_PANELS,
    WORDS,
    BriefState,
    BudgetKind,
    InvitationState,
    PanelState,
    Visibility,
)
from hirehall.people.models import Organisation
from hirehall.skills.models import Category, PortfolioPiece, Skill


def choices(
    kind: type[BriefState | BudgetKind | InvitationState | PanelState | Visibility],
) -> list[tuple[str, str]]:
    return [(item.value, item.value) for item in kind]


class Brief(models.Model):
    """What a client needs, in the client's own words. The client side is ``client`` and ``organisation``.

    ``skill_ids``, ``skill_names`` and ``search`` repeat what stands elsewhere, so that a list is one query.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="briefs")
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="briefs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="briefs")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120, blank=True)
    problem = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    criteria = ArrayField(models.CharField(max_length=300), default=list)
    budget_kind = models.CharField(max_length=6, choices=choices(BudgetKind), default=BudgetKind.FIXED.value)
    budget_min_minor = models.PositiveBigIntegerField(null=True)
    budget_max_minor = models.PositiveBigIntegerField(null=True)
    currency = models.CharField(max_length=3)
    deadline = models.DateField(null=True)
    visibility = models.CharField(max_length=8, choices=choices(Visibility), default=Visibility.PUBLIC.value)
    first_timers = models.BooleanField(default=False, help_text="Whether the client has opened it to them")
    state = models.CharField(max_length=10, choices=choices(BriefState), default=BriefState.DRAFT.value)
    revision = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    stale_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=300, blank=True)
    contract_id = models.UUIDField(null=True)
    piece = models.ForeignKey(
        PortfolioPiece,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The work of somebody here that it should be like",
    )
    panel = models.CharField(
        max_length=10, blank=True, choices=choices(PanelState), help_text="How far its panel is"
    )
    closes_at = models.DateTimeField(null=True, help_text="When a panel’s brief takes its last proposal")
    addenda = models.PositiveSmallIntegerField(default=0, help_text="How many addenda it has")
    proposal_count = models.PositiveIntegerField(default=0)
    skill_ids = ArrayField(models.UUIDField(), default=list)
    skill_names = ArrayField(models.CharField(max_length=60), default=list)
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "market_brief"
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_max_minor=None) | Q(budget_max_minor__gte=F("budget_min_minor")),
                name="a_budget_range_goes_upwards",
            ),
            models.CheckConstraint(
                condition=Q(state=BriefState.DRAFT.value) | Q(published_at__isnull=False),
                name="only_a_draft_was_never_published",
            ),
            models.CheckConstraint(
                condition=Q(state=BriefState.HIRED.value, contract_id__isnull=False)
                | (~Q(state=BriefState.HIRED.value) & Q(contract_id=None)),
                name="a_hired_brief_has_its_contract",
            ),
            models.CheckConstraint(
                condition=Q(panel__in=["", PanelState.PLANNED.value]) | Q(closes_at__isnull=False),
                name="a_panel_has_a_closing_day",
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "-published_at", "-id"], name="brief_newest",
                         condition=Q(state="published", visibility="public")),
            models.Index(fields=["hall", "-budget_max_minor", "-id"], name="brief_by_budget",
                         condition=Q(state="published", visibility="public")),
            GinIndex(fields=["hall", "search"], name="brief_text",
                     condition=Q(state="published", visibility="public")),
            GinIndex(fields=["hall", "skill_ids"], name="brief_skills",
                     condition=Q(state="published", visibility="public")),
            models.Index(fields=["client", "-changed_at"], name="brief_by_client"),
            models.Index(fields=["organisation", "-changed_at"], name="brief_by_organisation",
                         condition=Q(organisation__isnull=False)),
            models.Index(fields=["closes_at"], name="brief_panel_closing", condition=Q(panel="open")),
            models.Index(fields=["hall", "-published_at"], name="brief_for_first_timers",
                         condition=Q(state="published", visibility="public", first_timers=True)),
            models.Index(fields=["stale_at"], name="brief_going_stale", condition=Q(state="published")),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or "Untitled brief"

    @property
    def state_word(self) -> tuple[str, str]:
        """The word that people see, and its tone."""
        return WORDS[self.state]

    @property
    def is_sealed(self) -> bool:
        """Whether a panel decides, so that nobody learns yet who has proposed."""
        return self.panel in SEALED_PANELS

    @property
    def budget_min(self) -> Money | None:
        return None if self.budget_min_minor is None else Money(self.budget_min_minor, self.currency)

    @property
    def budget_max(self) -> Money | None:
        return None if self.budget_max_minor is None else Money(self.budget_max_minor, self.currency)


class BriefSkill(models.Model):
    """A skill that the brief asks for: a must, or nice to have."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="skills")
    skill = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    must = models.BooleanField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "market_brief_skill"
        constraints = [
            models.UniqueConstraint(fields=["brief", "skill"], name="one_row_per_skill_of_a_brief")
        ]

    def __str__(self) -> str:
        return f"{self.brief_id} {self.skill_id}"


class BriefQuestion(models.Model):
    """What the client asks everybody who proposes. A question that was dropped stays for old answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "market_brief_question"
        constraints = [
            models.UniqueConstraint(fields=["brief", "position"], name="one_question_per_position_of_a_brief")
        ]

    def __str__(self) -> str:
        return self.text


class BriefRevision(models.Model):
    """One edit after publication: what stood there before, and what was put in its place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    changes = models.JSONField(help_text='[{"field": str, "before": str, "after": str}]')
    note = models.CharField(max_length=300, blank=True)
    made_by_id = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "market_brief_revision"
        constraints = [
            models.UniqueConstraint(fields=["brief", "number"], name="one_revision_per_number_of_a_brief")
        ]

    def __str__(self) -> str:
        return f"{self.brief_id} revision {self.number}"


class Clarification(models.Model):
    """A question about the brief. The answer is for everybody who may see the brief; who asked is not told."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="clarifications")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_clarification"
        indexes = [models.Index(fields=["brief", "asked_at"], name="clarification_by_brief")]

    def __str__(self) -> str:
        return self.question


class Invitation(models.Model):
    """A client asks one freelancer to propose."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="invitations")
    freelancer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=8, choices=choices(InvitationState), default=InvitationState.INVITED.value
    )
    invited_by_id = models.UUIDField()
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "market_invitation"
        constraints = [
            models.UniqueConstraint(fields=["brief", "freelancer"], name="one_invitation_per_freelancer")
        ]
        indexes = [models.Index(fields=["freelancer", "state"], name="invitation_by_freelancer")]

    def __str__(self) -> str:
        return f"{self.brief_id} to {self.freelancer_id}"
