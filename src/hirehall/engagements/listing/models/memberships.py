"""Paid memberships of the board: one row for each that was bought, with its price and days as they were."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models import choices
from hirehall.engagements.listing.states import MemberState
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class Membership(models.Model):
    """One membership of one member: what it cost, from when to when it runs, and from when it is used.

    Attributes:
        at_once: it is used from its first moment on; so its member has chosen, knowing that it cannot go back then.
        renews: it is renewed by itself, because its member has chosen that.
        back_until: until then it can be taken back, unless it is used before.
        earn_at: from then on it cannot: its price becomes the hall's income.
        tell_at: when its member is told that it ends; empty once that is done.
        renewal_of: the one that it follows, where it renewed itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=choices(MemberState), default=MemberState.PAYING)
    price_minor = models.PositiveBigIntegerField()
    currency = models.CharField(max_length=3)
    days = models.PositiveSmallIntegerField()
    back_days = models.PositiveSmallIntegerField()
    notice_days = models.PositiveSmallIntegerField()
    method = models.CharField(max_length=40)
    payment_id = models.UUIDField(unique=True, null=True)
    at_once = models.BooleanField(default=False)
    renews = models.BooleanField(default=False)
    renewal_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewal"
    )
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was not paid")
    asked_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    back_until = models.DateTimeField(null=True, blank=True)
    earn_at = models.DateTimeField(null=True, blank=True)
    earned_at = models.DateTimeField(null=True, blank=True)
    tell_at = models.DateTimeField(null=True, blank=True)
    halted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "listing_membership"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["paying", "failed"], paid_at=None, begins_at=None, ends_at=None)
                | Q(
                    ~Q(state__in=["paying", "failed"]),
                    paid_at__isnull=False,
                    begins_at__isnull=False,
                    ends_at__gt=F("begins_at"),
                ),
                name="a_paid_membership_has_its_days",
            ),
            models.CheckConstraint(
                condition=Q(state="halted", halted_at__isnull=False)
                | (~Q(state="halted") & Q(halted_at=None)),
                name="a_halted_membership_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(earned_at=None, used_at=None),
                name="what_was_used_or_earned_does_not_go_back",
            ),
            models.UniqueConstraint(
                fields=["hall", "person"],
                condition=Q(state="paying"),
                name="one_membership_is_paid_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["hall", "person", "begins_at"],
                condition=Q(state__in=["running", "halted"]),
                name="no_two_memberships_begin_together",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "hall", "-ends_at"], name="membership_by_person"),
            models.Index(
                fields=["earn_at"],
                condition=Q(earned_at=None, state__in=["running", "ended"]),
                name="membership_to_earn",
            ),
            models.Index(fields=["tell_at"], condition=Q(tell_at__isnull=False), name="membership_to_tell"),
            models.Index(fields=["ends_at"], condition=Q(state="running"), name="membership_to_end"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.hall_id}"

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.currency)

    def is_used(self, at: datetime) -> bool:
        return self.used_at is not None and self.used_at <= at
