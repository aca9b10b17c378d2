"""The taxonomy, what a person claims of it, and the portfolio that proves it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person
from hirehall.skills.states import Shown

ON_THE_WALL = models.Q(state="shown", pictured=True)


class Category(models.Model):
    """A field of work in a hall: software, design, writing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="categories")
    slug = models.SlugField()
    name = models.CharField(max_length=60)
    icon = models.CharField(max_length=40, default="briefcase")
    position = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "skills_category"
        constraints = [models.UniqueConstraint(fields=["hall", "slug"], name="one_category_per_slug")]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """One skill. Synonyms are found by search; people only see the name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="skills")
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="skills")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=60)
    synonyms = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="what took its place when it was closed",
    )

    class Meta:
        db_table = "skills_skill"
        constraints = [models.UniqueConstraint(fields=["hall", "slug"], name="one_skill_per_slug")]
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="skill_name_trigrams")]

    def __str__(self) -> str:
        return self.name


class SkillClaim(models.Model):
    """A skill that a person says they have, and how well."""

    class Level(models.IntegerChoices):
        LEARNING = 1, "Learning"
        WORKING = 2, "Working"
        EXPERT = 3, "Expert"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="skill_claims")
    skill = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="claims")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.WORKING)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "skills_skill_claim"
        constraints = [models.UniqueConstraint(fields=["person", "skill"], name="one_claim_per_skill")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.skill_id}"


class PortfolioPiece(models.Model):
    """A piece of work that a freelancer shows."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="portfolio_pieces")
    title = models.CharField(max_length=100)
    text = models.TextField(blank=True, help_text="Markdown")
    link = models.URLField(blank=True)
    image_file_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    alts = ArrayField(
        models.CharField(max_length=200, blank=True),
        default=list,
        blank=True,
        help_text="One for each picture",
    )
    before_file_id = models.UUIDField(null=True, blank=True)
    after_file_id = models.UUIDField(null=True, blank=True)
    before_alt = models.CharField(max_length=200, blank=True)
    after_alt = models.CharField(max_length=200, blank=True)
    video = models.URLField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "skills_portfolio_piece"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(before_file_id=None, after_file_id=None)
                | models.Q(before_file_id__isnull=False, after_file_id__isnull=False),
                name="a_before_has_its_after",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def cover_ids(self) -> list[UUID]:
        """What stands for the piece in lists: its pictures, or where it has none, what it became and what it was."""
        compared = [one for one in (self.after_file_id, self.before_file_id) if one is not None]
        return list(self.image_file_ids) or compared


class Showing(models.Model):
    """A piece in one hall: whether it is shown there, under which field and skills, and how it is liked.

    The row is what the hall's gallery reads, so it repeats what that filters and orders by.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    piece = models.ForeignKey(PortfolioPiece, on_delete=models.CASCADE, related_name="showings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.SET_NULL, null=True, related_name="+")
    skill_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    colours = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    pictured = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in Shown])
    likes = models.PositiveIntegerField(default=0)
    warm = models.PositiveIntegerField(default=0, help_text="Likes of the last weeks")
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "skills_showing"
        constraints = [
            models.UniqueConstraint(fields=["hall", "piece"], name="one_showing_per_hall"),
            models.CheckConstraint(
                condition=models.Q(warm__lte=models.F("likes")), name="warm_likes_are_likes"
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "-id"], name="showing_newest", condition=ON_THE_WALL),
            models.Index(fields=["hall", "-warm", "-id"], name="showing_most_liked", condition=ON_THE_WALL),
            models.Index(fields=["hall", "category", "-id"], name="showing_by_field", condition=ON_THE_WALL),
            models.Index(fields=["hall", "person", "-id"], name="showing_by_maker", condition=ON_THE_WALL),
            GinIndex(fields=["skill_ids"], name="showing_by_skill", condition=ON_THE_WALL),
            GinIndex(fields=["colours"], name="showing_by_colour", condition=ON_THE_WALL),
        ]

    def __str__(self) -> str:
        return str(self.piece_id)
