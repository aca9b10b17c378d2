"""Halls and their dated policies. Policy rows are never changed: a contract points at the row it was made under."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hirehall.foundation import clock
from hirehall.foundation.ids import new_id
from hirehall.halls.states import declared, is_offered
from hirehall.halls.states.leading import FIRST
from hirehall.look.typefaces import DEFAULT
from hirehall.people.models import Person


def only_english() -> list[str]:
    """The language of a new hall's texts."""
    return ["en"]


class Hall(models.Model):
    """One niche: its own name, address, look, currency and rules."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80)
    tagline = models.CharField(max_length=160, blank=True)
    domain = models.CharField(max_length=253, blank=True)
    at_root = models.BooleanField(default=False, help_text="answers at the installation's own address")
    hue = models.PositiveSmallIntegerField(default=178)
    chroma_thousandths = models.PositiveSmallIntegerField(default=82)
    typeface = models.CharField(max_length=20, default=DEFAULT, help_text="one of look.typefaces")
    leads_with = models.CharField(max_length=20, default=FIRST, help_text="one of halls.states.leading")
    currency = models.CharField(max_length=3, default="EUR")
    left_currencies = ArrayField(
        models.CharField(max_length=3), default=list, help_text="in which it counted before"
    )
    locale = models.CharField(max_length=12, default="en")
    languages = ArrayField(
        models.CharField(max_length=12), default=only_english, help_text="of its own texts"
    )
    texts = models.JSONField(default=dict, help_text='{"welcome": {"en": "Good work"}}')
    time_zone = models.CharField(max_length=64, default="UTC")
    escrow_word = models.CharField(max_length=40, default="escrow")
    contact_email = models.EmailField(blank=True)
    logo_file_id = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField()

    class Meta:
        db_table = "halls_hall"
        constraints = [
            models.UniqueConstraint(
                fields=["domain"], condition=~models.Q(domain=""), name="one_hall_per_domain"
            ),
            models.UniqueConstraint(
                fields=["at_root"], condition=models.Q(at_root=True), name="one_hall_at_the_root"
            ),
            models.CheckConstraint(condition=models.Q(hue__lt=360), name="hue_is_an_angle"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prefix(self) -> str:
        """What stands before every path of the hall at the installation's own name: nothing, or ``/at/<slug>``."""
        return "" if self.at_root else f"/at/{self.slug}"

    def offers(self, way: str) -> bool:
        """Whether a contract may begin in this way now. Costs nothing on a hall that an address has found."""
        if hasattr(self, "numbers_now"):
            return is_offered(way, self.numbers_now or {})
        in_force = self.policies.filter(effective_from__lte=clock.now()).order_by("-effective_from").first()
        return in_force is None or in_force.offers(way)


class Policy(models.Model):
    """The hall's clocks and caps from a date on. Immutable; a change is a new row with a later date."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="policies")
    effective_from = models.DateTimeField()
    reason = models.CharField(max_length=200, blank=True)
    # clocks
    silence_accepts_after_days = models.PositiveSmallIntegerField(default=14)
    refund_answer_days = models.PositiveSmallIntegerField(default=7)
    payout_hold_days = models.PositiveSmallIntegerField(default=5)
    offer_valid_days = models.PositiveSmallIntegerField(default=7)
    proposal_answer_days = models.PositiveSmallIntegerField(default=14)
    brief_stale_after_days = models.PositiveSmallIntegerField(default=30)
    review_window_days = models.PositiveSmallIntegerField(default=14)
    review_reply_days = models.PositiveSmallIntegerField(default=28)
    funding_reminder_days = models.PositiveSmallIntegerField(default=3)
    fee_notice_days = models.PositiveSmallIntegerField(default=30)
    # caps
    proposals_per_brief = models.PositiveSmallIntegerField(default=30)
    proposals_per_week = models.PositiveSmallIntegerField(default=20)
    open_briefs_per_client = models.PositiveSmallIntegerField(default=20)
    invitations_per_brief = models.PositiveSmallIntegerField(default=20)
    milestones_per_contract = models.PositiveSmallIntegerField(default=30)
    payout_minimum_minor = models.PositiveIntegerField(default=10_00)
    chargeback_freelancer_percent = models.PositiveSmallIntegerField(default=0)
    largest_amount_minor = models.PositiveBigIntegerField(default=1_000_000_00)

    # what engagement models have declared; a model that came later counts with its defaults
    of_models = models.JSONField(default=dict, help_text='{"package.silence_accepts_after_days": 3}')
    lists = models.JSONField(default=dict, help_text='{"joining.domains": ["example.org"]}')

    class Meta:
        db_table = "halls_policy"
        constraints = [
            models.UniqueConstraint(fields=["hall", "effective_from"], name="one_policy_per_hall_and_instant")
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} from {self.effective_from:%Y-%m-%d}"

    def number(self, name: str) -> int:
        """A clock or cap by its name: one of the columns, or ``<model>.<what>`` of an engagement model.

        Raises:
            KeyError: when nobody has declared such a number.
        """
        if "." in name:
            return int(self.of_models.get(name, declared()[name].default))
        return int(getattr(self, name))

    def offers(self, way: str) -> bool:
        """Whether a contract may begin in this way under this row."""
        return is_offered(way, self.of_models)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of words by its name; empty where nobody has filled it."""
        return tuple(self.lists.get(name, ()))

    def set_number(self, name: str, value: int) -> None:
        """Set a number on a row that is not saved yet; saved rows never change."""
        if "." in name:
            self.of_models = {**self.of_models, name: value}
        else:
            setattr(self, name, value)


class ClauseTemplate(models.Model):
    """A dated clause that goes into agreements: intellectual property, confidentiality. Immutable."""

    class Kind(models.TextChoices):
        INTELLECTUAL_PROPERTY = "intellectual_property", "Intellectual property"
        CONFIDENTIALITY = "confidentiality", "Confidentiality"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="clauses")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    title = models.CharField(max_length=120)
    text = models.TextField()
    effective_from = models.DateTimeField()

    class Meta:
        db_table = "halls_clause_template"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "kind", "title", "effective_from"], name="one_clause_per_title_and_instant"
            )
        ]

    def __str__(self) -> str:
        return self.title


class HallDraft(models.Model):
    """A hall that an operator prepares: a file that is not applied yet. Nobody else sees anything of it.

    Attributes:
        text: the hall's file; whole at any time, beginning with a template's.
        seen: the steps that were looked through.
        logo_file_id: a picture that is put up when the hall opens.
        hall: what was opened from it; such a draft is past.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    maker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="hall_drafts")
    template = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    text = models.TextField()
    seen = ArrayField(models.CharField(max_length=20), default=list)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    logo_file_id = models.UUIDField(null=True, blank=True)
    hall = models.OneToOneField(Hall, on_delete=models.PROTECT, null=True, blank=True, related_name="draft")

    class Meta:
        db_table = "halls_draft"

    def __str__(self) -> str:
        return self.name
