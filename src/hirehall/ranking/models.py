"""What was shown: slates with everything they were computed from, the places in them, and how often each was shown."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.market.models import Brief
from hirehall.skills.models import Category


class Slate(models.Model):
    """The people who were shown for one brief on one day, and all that is needed to compute it again.

    ``contenders`` holds the inputs of everybody who could stand in a place; who is not among them is behind all of
    them by score and was shown enough. ``medians`` are the terms of the median candidate of the whole ``pool``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="slates")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    revision = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=20)
    constants = models.JSONField(help_text='{"fit": 1.0, "standing": 1.0, ...}')
    pool = models.PositiveIntegerField(help_text="how many could have been shown")
    medians = ArrayField(models.FloatField())
    contenders = models.JSONField(help_text='[{"person": id, "rank": int, "lack": float, "inputs": {...}}]')
    made_at = models.DateTimeField()

    class Meta:
        db_table = "ranking_slate"
        constraints = [
            models.UniqueConstraint(fields=["brief", "day", "revision"], name="one_slate_per_brief_and_day")
        ]
        indexes = [models.Index(fields=["hall", "-made_at"], name="slate_newest")]

    def __str__(self) -> str:
        return f"{self.brief_id} on {self.day}"


class Shown(models.Model):
    """One place of a slate: who stood there, with each term of the score."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slate = models.ForeignKey(Slate, on_delete=models.CASCADE, related_name="places")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    rank = models.PositiveIntegerField(help_text="by score alone, among all who could have been shown")
    floor = models.BooleanField(help_text="stands here because they were shown too little before")
    score = models.FloatField()
    terms = ArrayField(models.FloatField())
    says = models.JSONField(help_text='{"must": 5, "has": 4, "missing": ["Figma"], "contracts": 12, ...}')

    class Meta:
        db_table = "ranking_shown"
        constraints = [
            models.UniqueConstraint(fields=["slate", "number"], name="one_person_per_place"),
            models.UniqueConstraint(fields=["slate", "person"], name="one_place_per_person"),
            models.CheckConstraint(condition=Q(number__gte=1, rank__gte=1), name="places_count_from_one"),
        ]
        indexes = [models.Index(fields=["person", "-id"], name="shown_by_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in place {self.number}"


class Exposure(models.Model):
    """In how many slates of a field a person was shown on a day. One account per person, whatever they offer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    places = models.PositiveIntegerField()

    class Meta:
        db_table = "ranking_exposure"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "person", "day"], name="one_account_per_person_field_and_day"
            ),
            models.CheckConstraint(condition=Q(places__gte=1), name="exposure_counts_places"),
        ]
        indexes = [
            models.Index(fields=["category", "day"], name="exposure_by_field"),
            models.Index(fields=["person", "day"], name="exposure_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} on {self.day}: {self.places}"


class Objection(models.Model):
    """Somebody says that their place is computed from something wrong; the desk answers in words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shown = models.OneToOneField(Shown, on_delete=models.CASCADE, related_name="objection")
    words = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "ranking_objection"
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="an_objection_is_answered_in_words",
            )
        ]
        indexes = [models.Index(fields=["made_at"], name="objection_waiting", condition=Q(answered_at=None))]

    def __str__(self) -> str:
        return self.words
