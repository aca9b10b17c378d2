"""Persons, hats, organisations, staff sessions and tokens."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject, Lower

from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.reads import kept

HATS = [(hat.value, hat.value) for hat in Hat]


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def get(self, *args: Any, **sought: Any) -> Person:
        """One person. The log-in library asks for whoever is signed in on every page, by ``pk`` alone.

        Those come with ``belongs_to``, their memberships, of which the actor of the page is made.
        """
        if args or sought.keys() != {"pk"}:
            return super().get(*args, **sought)
        found = _by_key.first(Person._meta.pk.to_python(sought["pk"]))
        if found is None:
            raise Person.DoesNotExist
        return found


@kept
def _by_key(person_id: UUID) -> QuerySet[Person]:
    return Person.objects.filter(pk=person_id).annotate(belongs_to=memberships_of("pk"))


def memberships_of(person: str) -> ArraySubquery:
    """For each row: the memberships of the person in that column, ``[{"id", "role", "kind"}]``, in their order."""
    found = Membership.objects.filter(person_id=OuterRef(person)).order_by("joined_at")
    each = JSONObject(id="organisation_id", role="role", kind="organisation__kind")
    return ArraySubquery(found.values(each=each))


class Person(AbstractBaseUser):
    """One human with one log-in, who may wear both hats."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField()
    name = models.CharField(max_length=80)
    handle = models.SlugField(max_length=60, unique=True)
    hat = models.CharField(max_length=10, choices=HATS, default=Hat.FREELANCER.value)
    wears_freelancer = models.BooleanField(default=False)
    wears_client = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    locale = models.CharField(max_length=12, default="en")
    avatar_file_id = models.UUIDField(null=True, blank=True)
    is_operator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(
        default=False, help_text="Django's own flag; operators use staff sessions."
    )
    joined_at = models.DateTimeField()
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspension_reason = models.TextField(blank=True)
    suspension_appeal = models.TextField(blank=True)
    suspension_appealed_at = models.DateTimeField(null=True, blank=True)
    suspension_answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table = "people_person"
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_per_email")]

    def __str__(self) -> str:
        return self.name


class FreelancerProfile(models.Model):
    """What a freelancer shows. Skills and portfolio pieces live in ``skills``."""

    class Availability(models.TextChoices):
        NOW = "now", "Available now"
        FROM_DATE = "from_date", "Available from a date"
        NOT = "not", "Not available"

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="freelancer"
    )
    headline = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True, help_text="Markdown")
    rate_minor = models.PositiveBigIntegerField(null=True, blank=True)
    rate_currency = models.CharField(max_length=3, default="EUR")
    availability = models.CharField(max_length=10, choices=Availability.choices, default=Availability.NOW)
    available_from = models.DateField(null=True, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(default=30)
    languages = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    links = models.JSONField(default=list, blank=True, help_text='[{"label": str, "url": str}]')
    listed = models.BooleanField(default=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "people_freelancer_profile"

    def __str__(self) -> str:
        return self.headline


class ClientProfile(models.Model):
    """What a client who acts alone shows."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="client")
    company = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True, help_text="Markdown")
    website = models.URLField(blank=True)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "people_client_profile"

    def __str__(self) -> str:
        return self.company


class Organisation(models.Model):
    """Several people who act as one: as a client, or as an agency of freelancers. What it is stays as it began."""

    class Kind(models.TextChoices):
        CLIENT = "client", "Organisation"
        AGENCY = "agency", "Agency"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.CLIENT)
    name = models.CharField(max_length=120)
    handle = models.SlugField(max_length=60, unique=True)
    about = models.TextField(blank=True, help_text="Markdown")
    website = models.URLField(blank=True)
    country = models.CharField(max_length=2, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "people_organisation"

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    OWNER = "owner", "Owner"
    HIRING = "hiring", "Hiring"
    BILLING = "billing", "Billing"
    MANAGER = "manager", "Manager"
    MEMBER = "member", "Member"


ROLES_OF: dict[str, tuple[Role, ...]] = {
    Organisation.Kind.CLIENT: (Role.OWNER, Role.HIRING, Role.BILLING),
    Organisation.Kind.AGENCY: (Role.OWNER, Role.MANAGER, Role.MEMBER),
}


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField()
    shown = models.BooleanField(default=False, help_text="Whether the member agreed to stand on its page")

    class Meta:
        db_table = "people_membership"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "person"], name="one_membership_per_person")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} of {self.organisation_id}"


class OrganisationInvitation(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField()
    handle = models.CharField(
        max_length=60,
        blank=True,
        help_text="By which a member was invited; shown in place of the address then",
    )
    role = models.CharField(max_length=10, choices=Role.choices)
    invited_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        db_table = "people_organisation_invitation"

    def __str__(self) -> str:
        return f"{self.shown_as} to {self.organisation_id}"

    @property
    def shown_as(self) -> str:
        """What the organisation reads: who invites by a handle is not told the address behind it."""
        return f"@{self.handle}" if self.handle else self.email


class StaffSession(models.Model):
    """Staff power, switched on with a reason, timed out and recorded."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staff_sessions")
    reason = models.CharField(max_length=300)
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_staff_session"

    def __str__(self) -> str:
        return f"{self.person_id}: {self.reason}"


class Token(models.Model):
    """A token for the API. Only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_token"

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"


class CalendarKey(models.Model):
    """The secret of the private address at which a person's dates can be read. Only its SHA-256 is kept."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "people_calendar_key"

    def __str__(self) -> str:
        return f"calendar of {self.person_id}"


class OwnDataExport(models.Model):
    """One person's request for everything that the hall knows of them, and the archive that answers it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_data_exports")
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    file_id = models.UUIDField(null=True, blank=True)

    class Meta:
        db_table = "people_own_data_export"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ready_at=None), name="one_export_in_the_making"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.asked_at:%Y-%m-%d}"
