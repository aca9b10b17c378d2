"""Orders of a service, what was delivered for them, and what one side asks the other: more time, or to cancel."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.contracts.models import HeldUnit, Offer, choices
from hirehall.contracts.states import AskState, Side
from hirehall.engagements.package.states import PROCESS, BuyState, State
from hirehall.foundation.ids import new_id
from hirehall.market.models import QuoteRequest, Service
from hirehall.people.models import Organisation, Person
from hirehall.skills.models import PortfolioPiece


class Order(HeldUnit):
    """One order: what was bought of a service as it stood then, and how far it has come."""

    kind = "order"

    process = models.CharField(max_length=20, default=PROCESS)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    package = models.JSONField(help_text='{"number", "title", "scope", "days", "revisions", "price_minor"}')
    extras = models.JSONField(default=list, help_text='[{"number", "title", "price_minor", "days"}]')
    questions = models.JSONField(default=list, help_text='["…"]')
    answers = models.JSONField(default=list, help_text='["…"], one for each question')
    piece = models.ForeignKey(
        PortfolioPiece,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The work of the freelancer that it should be like",
    )
    days = models.PositiveSmallIntegerField()
    revisions = models.PositiveSmallIntegerField(default=0)
    revisions_used = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=14, choices=choices(State), default=State.ORDERED)
    ordered_at = models.DateTimeField()
    drop_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When the clock of the work started")
    due_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    auto_accept_at = models.DateTimeField(null=True, blank=True)
    accepted_in_silence = models.BooleanField(default=False)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta(HeldUnit.Meta):
        db_table = "package_order"
        constraints = [
            *HeldUnit.Meta.constraints,
            models.UniqueConstraint(fields=["contract"], name="one_order_per_contract"),
            models.CheckConstraint(
                condition=Q(funded_minor=F("released_minor") + F("refunded_minor"))
                | ~Q(state__in=["accepted", "cancelled"]),
                name="a_closed_order_holds_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state="delivered", auto_accept_at__isnull=False)
                | (~Q(state="delivered") & Q(auto_accept_at__isnull=True)),
                name="the_clock_of_silence_runs_while_an_order_is_delivered",
            ),
            models.CheckConstraint(
                condition=Q(revisions_used__lte=F("revisions")), name="no_more_revisions_than_were_bought"
            ),
        ]
        indexes = [
            models.Index(fields=["auto_accept_at"], condition=Q(state="delivered"), name="order_to_accept"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=["in_progress", "revision", "late"]), name="order_to_be_late"
            ),
            models.Index(fields=["drop_at"], condition=Q(state="unpaid"), name="order_to_drop"),
            models.Index(fields=["ordered_at"], condition=Q(state="requirements"), name="order_to_remind"),
            models.Index(fields=["service", "-ordered_at"], name="order_by_service"),
        ]  # fmt: skip


class Inquiry(models.Model):
    """A client has asked about a service before ordering: one conversation for a service and a client's side.

    Or they have asked the freelancer for something, and the answer is offered beside one of the services: then it goes
    on in the conversation about the request.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    request = models.ForeignKey(
        QuoteRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="What the client had asked for, where it began with that",
    )  # fmt: skip
    thread_id = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "package_inquiry"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "client"],
                condition=Q(organisation=None, request=None),
                name="one_inquiry_of_a_client",
            ),
            models.UniqueConstraint(
                fields=["service", "organisation"],
                condition=Q(organisation__isnull=False, request=None),
                name="one_inquiry_of_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["request", "service"],
                condition=Q(request__isnull=False),
                name="one_inquiry_of_a_request",
            ),
        ]
        indexes = [models.Index(fields=["client", "opened_at"], name="inquiry_by_client")]

    def __str__(self) -> str:
        return f"inquiry about {self.service_id}"


class CustomOffer(models.Model):
    """What a freelancer offers in such a conversation, beside the envelope that every offer has."""

    offer = models.OneToOneField(Offer, on_delete=models.CASCADE, primary_key=True, related_name="+")
    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="offers")
    package = models.JSONField(help_text="As an order's package; its number is 0")
    questions = models.JSONField(default=list, help_text='["…"]')

    class Meta:
        db_table = "package_custom_offer"

    def __str__(self) -> str:
        return f"custom offer {self.offer_id}"


class OrderDelivery(models.Model):
    """One hand-over of an order: a note and files, byte for byte as sent; and what the client asked to mend."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    note = models.TextField(help_text="Markdown")
    files_count = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField()
    revision = models.TextField(blank=True, help_text="What the client asked to mend")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "package_delivery"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="one_delivery_per_number_of_an_order")
        ]

    def __str__(self) -> str:
        return f"delivery {self.number} of {self.order_id}"


class RevisionPurchase(models.Model):
    """More revisions, bought for an order that runs. They count, and their money is held, once they are paid."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="purchases")
    count = models.PositiveSmallIntegerField()
    amount_minor = models.PositiveBigIntegerField()
    freelancer_fee_minor = models.PositiveBigIntegerField()
    client_fee_minor = models.PositiveBigIntegerField()
    quote = models.JSONField(help_text="The fee quote as frozen")
    payment_id = models.UUIDField(unique=True)
    state = models.CharField(max_length=8, choices=choices(BuyState), default=BuyState.BEGUN)
    begun_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "package_revision_purchase"
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="begun"), name="one_purchase_of_revisions_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(count__gt=0, amount_minor__gt=0), name="a_purchase_buys_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} revisions of {self.order_id}: {self.state}"


class Ask(models.Model):
    """What one side asks the other: to cancel, which silence grants, or some more days, which it does not."""

    class Kind(models.TextChoices):
        CANCEL = "cancel", "cancel"
        EXTEND = "extend", "extend"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    side = models.CharField(max_length=10, choices=choices(Side))
    reason = models.TextField()
    days = models.PositiveSmallIntegerField(default=0, help_text="How many more, for an extension")
    state_before = models.CharField(max_length=14, choices=choices(State), blank=True)
    auto_accept_was = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=choices(AskState), default=AskState.OPEN)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        db_table = "package_ask"
        constraints = [
            models.UniqueConstraint(
                fields=["order", "kind"], condition=Q(state="open"), name="one_open_ask_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind="cancel", answer_by__isnull=False) | Q(kind="extend", days__gt=0),
                name="a_wish_to_cancel_has_its_clock",
            ),
        ]
        indexes = [
            models.Index(fields=["answer_by"], condition=Q(state="open", kind="cancel"), name="order_to_cancel"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.order_id}: {self.state}"
