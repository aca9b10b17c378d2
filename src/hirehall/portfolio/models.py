"""What people do with the work that is shown in a hall: like it, keep it, follow and ask who made it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from hirehall.contracts.models import Contract
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.market.models import QuoteRequest
from hirehall.people.models import Organisation
from hirehall.portfolio.states import CreditState, HidingState, Wrong
from hirehall.skills.models import Showing
from hirehall.skills.states import Shown


class Like(models.Model):
    """Somebody likes a piece, in the hall in which they saw it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="liked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    liked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, help_text="When the maker was told, together with others")

    class Meta:
        db_table = "portfolio_like"
        constraints = [models.UniqueConstraint(fields=["person", "showing"], name="one_like_per_person")]
        indexes = [
            models.Index(fields=["showing", "liked_at"], name="like_by_piece"),
            models.Index(fields=["liked_at"], name="like_to_tell", condition=models.Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} likes {self.showing_id}"


class Follow(models.Model):
    """Somebody wants to see what a maker shows in a hall."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    followed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "portfolio_follow"
        constraints = [
            models.UniqueConstraint(fields=["hall", "person", "maker"], name="one_follow_per_maker"),
            models.CheckConstraint(
                condition=~models.Q(person=models.F("maker")), name="nobody_follows_themselves"
            ),
        ]
        indexes = [
            models.Index(fields=["hall", "maker"], name="follow_by_maker"),
            models.Index(fields=["followed_at"], name="follow_to_tell", condition=models.Q(told_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.maker_id}"


class Project(models.Model):
    """One request to several makers, so that a client compares what they answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    client = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=100)
    need = models.TextField()
    budget_minor = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3)
    wanted_by = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField(null=True, blank=True, help_text="When it closes by itself")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "portfolio_project"
        indexes = [
            models.Index(
                fields=["answer_by"], condition=models.Q(closed_at=None), name="project_that_will_close"
            ),
            models.Index(fields=["hall", "client", "-id"], name="project_by_client"),
            models.Index(fields=["hall", "organisation", "-id"], name="project_by_organisation"),
        ]

    def __str__(self) -> str:
        return self.title


class Asked(models.Model):
    """One of the makers of a project, by the request that went to them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="asked")
    request = models.OneToOneField(QuoteRequest, on_delete=models.CASCADE, related_name="+")

    class Meta:
        db_table = "portfolio_asked"

    def __str__(self) -> str:
        return str(self.request_id)


class Collection(models.Model):
    """Pieces that somebody keeps together: for themselves, or for everybody to see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=400, blank=True)
    public = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "portfolio_collection"
        indexes = [models.Index(fields=["hall", "owner", "-id"], name="collection_by_owner")]

    def __str__(self) -> str:
        return self.title


class Kept(models.Model):
    """A piece in a collection."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="kept")
    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "portfolio_kept"
        constraints = [models.UniqueConstraint(fields=["collection", "showing"], name="a_piece_is_kept_once")]

    def __str__(self) -> str:
        return str(self.showing_id)


class Credit(models.Model):
    """The contract that a piece came from: shown once both sides have said so, and until one takes it back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    showing = models.OneToOneField(Showing, on_delete=models.CASCADE, related_name="credit")
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in CreditState])
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "portfolio_credit"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", answered_at=None)
                | (~models.Q(state="asked") & models.Q(answered_at__isnull=False)),
                name="an_answered_credit_has_a_date",
            )
        ]

    def __str__(self) -> str:
        return f"{self.showing_id}: {self.state}"


class Report(models.Model):
    """Somebody says that something is wrong with a piece; the desk of its hall answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wrong = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Wrong])
    words = models.TextField(blank=True)
    reported_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)

    class Meta:
        db_table = "portfolio_report"
        constraints = [
            models.UniqueConstraint(
                fields=["showing", "person"], condition=models.Q(answered_at=None), name="one_open_report"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_at=None, upheld=None)
                | models.Q(answered_at__isnull=False, upheld__isnull=False),
                name="an_answered_report_says_how",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "reported_at"], condition=models.Q(answered_at=None), name="report_to_answer"
            ),
            models.Index(fields=["person", "reported_at"], name="report_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.wrong}: {self.showing_id}"


class Hiding(models.Model):
    """An operator has hidden a piece in a hall, with a reason; its maker may appeal once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+")
    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="hidings")
    wrong = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Wrong])
    words = models.TextField(help_text="What its maker is told")
    was = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Shown])
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in HidingState])
    hidden_at = models.DateTimeField()
    hidden_by_id = models.UUIDField(null=True)
    appeal = models.TextField(blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        db_table = "portfolio_hiding"
        constraints = [
            models.UniqueConstraint(
                fields=["showing"], condition=~models.Q(state="lifted"), name="a_piece_is_hidden_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="appealed") | models.Q(appealed_at__isnull=False),
                name="an_appeal_has_its_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["hall", "appealed_at"], condition=models.Q(state="appealed"), name="hiding_appealed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.showing_id}: {self.state}"
