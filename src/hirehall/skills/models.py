"""The taxonomy, what a person claims of it, and the portfolio that proves it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


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
    position = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "skills_portfolio_piece"

    def __str__(self) -> str:
        return self.title
