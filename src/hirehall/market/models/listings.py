"""The rows that search reads: one per freelancer and hall, the words that typos are measured against, prices."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.skills.models import Category


class FreelancerListing(models.Model):
    """What a card in the list of freelancers shows and what can be filtered. Made from people, skills, reviews.

    ``band_low`` and ``band_high`` are hundredths of a rung of the review ladder; None without enough reviews.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="listings")
    name = models.CharField(max_length=80)
    handle = models.CharField(max_length=60)
    headline = models.CharField(max_length=120, blank=True)
    summary = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    avatar_file_id = models.UUIDField(null=True)
    rate_minor = models.PositiveBigIntegerField(null=True)
    rate_currency = models.CharField(max_length=3)
    availability = models.CharField(max_length=10)
    available_from = models.DateField(null=True)
    hours_per_week = models.PositiveSmallIntegerField(default=0)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    utc_offset_minutes = models.SmallIntegerField(default=0)
    category_ids = ArrayField(models.UUIDField(), default=list)
    skill_ids = ArrayField(models.UUIDField(), default=list)
    skill_names = ArrayField(models.CharField(max_length=60), default=list)
    contracts_finished = models.PositiveIntegerField(default=0)
    reviewed = models.PositiveIntegerField(default=0)
    band_low = models.PositiveSmallIntegerField(null=True)
    band_high = models.PositiveSmallIntegerField(null=True)
    listed = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "market_freelancer_listing"
        constraints = [models.UniqueConstraint(fields=["hall", "person"], name="one_listing_per_hall")]
        indexes = [
            models.Index(
                fields=["hall", "-changed_at", "-id"], name="listing_newest", condition=models.Q(listed=True)
            ),
            models.Index(
                fields=["hall", "rate_minor", "id"],
                name="listing_by_rate",
                condition=models.Q(listed=True, rate_minor__isnull=False),
            ),
            GinIndex(fields=["hall", "search"], name="listing_text", condition=models.Q(listed=True)),
            GinIndex(fields=["hall", "skill_ids"], name="listing_skills", condition=models.Q(listed=True)),
            models.Index(fields=["person"], name="listing_by_person"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rate(self) -> Money | None:
        return None if self.rate_minor is None else Money(self.rate_minor, self.rate_currency)

    @property
    def is_new(self) -> bool:
        return self.contracts_finished == 0


class Word(models.Model):
    """The small vocabulary of a hall: words of skills, headlines, titles and names, to forgive typos."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)
    weight = models.PositiveSmallIntegerField(default=1, help_text="3 a skill, 2 a title, 1 a name")

    class Meta:
        db_table = "market_word"
        constraints = [models.UniqueConstraint(fields=["hall", "word"], name="one_row_per_word_of_a_hall")]
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="word_trigrams")]

    def __str__(self) -> str:
        return self.word


class PriceSample(models.Model):
    """What a finished contract of this hall has cost, for the price hint. Nothing says whose it was."""

    contract_id = models.UUIDField(primary_key=True)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    category = models.ForeignKey(Category, on_delete=models.CASCADE, related_name="+")
    amount_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    ended_at = models.DateTimeField()

    class Meta:
        db_table = "market_price_sample"
        indexes = [models.Index(fields=["hall", "category", "currency", "-ended_at"], name="price_samples")]

    def __str__(self) -> str:
        ended: datetime = self.ended_at
        return f"{self.amount_minor} {self.currency} on {ended:%Y-%m-%d}"
