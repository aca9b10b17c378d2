"""Services: what a freelancer offers at a price, ready to be ordered."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall
from hirehall.market.states import ServiceState
from hirehall.people.models import Organisation
from hirehall.skills.models import Category


class Service(models.Model):
    """A published service, its packages and extras. They are written and read whole; an order copies what it buys.

    ``skill_names``, ``from_minor``, ``fastest_days``, ``open_orders`` and ``search`` repeat what stands elsewhere, so
    that a list is one query.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="services")
    freelancer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="services"
    )
    agency = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Whose service it is; the freelancer is who described it, and leads its orders while they act for it",
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=100, blank=True)
    description = models.TextField(blank=True, help_text="Markdown")
    packages = models.JSONField(
        default=list,
        help_text='[{"title", "scope", "days", "revisions", "price_minor", "revision_price_minor"}]',
    )
    extras = models.JSONField(default=list, help_text='[{"title", "price_minor", "days"}]')
    questions = ArrayField(models.CharField(max_length=300), default=list)
    faq = models.JSONField(default=list, help_text='[{"question", "answer"}]')
    queue_limit = models.PositiveSmallIntegerField(null=True)
    currency = models.CharField(max_length=3)
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.value) for state in ServiceState],
        default=ServiceState.DRAFT.value,
    )
    revision = models.PositiveIntegerField(default=1, help_text="Goes up when what is offered changes.")
    open_orders = models.PositiveIntegerField(default=0)
    orders_done = models.PositiveIntegerField(default=0)
    from_minor = models.PositiveBigIntegerField(null=True)
    fastest_days = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True, help_text="Since when it waits to be looked at")
    screened_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True, help_text="When the hall last read it and found it fine")
    words_changed_at = models.DateTimeField(null=True, help_text="Words or pictures, which the hall may read")
    stays_paused = models.BooleanField(
        default=False, help_text="It was paused when it was handed in, and is paused once it is passed"
    )
    screening_note = models.CharField(
        max_length=1000, blank=True, help_text="Why it was sent back or refused"
    )
    appeal = models.CharField(max_length=1000, blank=True, help_text="Against a refusal, once")
    skill_ids = ArrayField(models.UUIDField(), default=list)
    skill_names = ArrayField(models.CharField(max_length=60), default=list)
    cover_file_id = models.UUIDField(null=True, help_text="The first picture")
    search = SearchVectorField(null=True)

    class Meta:
        db_table = "market_service"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "submitted", "sent_back", "refused", "closed"])
                | Q(published_at__isnull=False, from_minor__gt=0, fastest_days__gt=0),
                name="a_service_that_can_be_ordered_has_a_price",
            ),
            models.CheckConstraint(
                condition=Q(queue_limit=None) | Q(queue_limit__gt=0), name="a_queue_has_room_for_one"
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "-published_at", "-id"], name="service_newest", condition=Q(state="published")
            ),
            models.Index(fields=["hall", "from_minor", "id"], name="service_by_price", condition=Q(state="published")),
            GinIndex(fields=["hall", "search"], name="service_text", condition=Q(state="published")),
            GinIndex(fields=["hall", "skill_ids"], name="service_skills", condition=Q(state="published")),
            models.Index(
                fields=["hall", "submitted_at"], name="service_to_look_at", condition=Q(state="submitted")
            ),
            models.Index(fields=["freelancer", "-changed_at"], name="service_by_freelancer"),
            models.Index(fields=["agency", "-changed_at"], name="service_by_agency", condition=Q(agency__isnull=False)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title or "Untitled service"

    @property
    def offered_by(self) -> str:
        """The name under which it is offered: the agency's, or the freelancer's."""
        return self.agency.name if self.agency else self.freelancer.name

    @property
    def from_price(self) -> Money | None:
        return None if self.from_minor is None else Money(self.from_minor, self.currency)

    @property
    def is_full(self) -> bool:
        """Whether no further order fits into the queue."""
        return self.queue_limit is not None and self.open_orders >= self.queue_limit
