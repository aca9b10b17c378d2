"""Signing keys of halls, status lists, credentials, what clients agreed to, and what was verified elsewhere."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from hirehall.credentials.states import Cause, Consent, Kind, Standing
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.people.models import Person


class SigningKey(models.Model):
    """A key that a hall signs with under one identifier. Never deleted: what it has signed must stay checkable.

    ``did`` is the hall’s at the time: a hall that moves to another address signs with a new key from then on.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    did = models.CharField(max_length=200)
    number = models.PositiveSmallIntegerField()
    public = models.CharField(max_length=60, help_text="Multikey")
    sealed = models.TextField(help_text="The private half, encrypted under the installation’s secret")
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was retired")

    class Meta:
        db_table = "credentials_signing_key"
        constraints = [
            models.UniqueConstraint(fields=["hall", "number"], name="one_signing_key_per_number"),
            models.UniqueConstraint(fields=["did", "number"], name="one_signing_key_per_method"),
            models.UniqueConstraint(
                fields=["hall"], condition=Q(retired_at=None), name="a_hall_signs_with_one_key"
            ),
        ]

    def __str__(self) -> str:
        return self.method

    @property
    def name(self) -> str:
        return f"key-{self.number}"

    @property
    def method(self) -> str:
        """``did:web:hall.example#key-1``."""
        return f"{self.did}#{self.name}"


class StatusList(models.Model):
    """One bit for each of its credentials, and so for each purpose. The bits are the credentials’ own states."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    did = models.CharField(max_length=200)
    address = models.CharField(max_length=300, help_text="Full, without the purpose at its end")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "credentials_status_list"
        indexes = [models.Index(fields=["hall", "did"], name="status_list_by_issuer")]

    def __str__(self) -> str:
        return self.address


class Credential(models.Model):
    """What a hall has signed about one finished contract or one certificate, in both forms, as it was signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in Kind])
    source_id = models.UUIDField(help_text="The contract, or the certificate")
    name = models.CharField(max_length=200)
    document = models.JSONField(default=dict)
    token = models.TextField(blank=True)
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="+")
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="credentials")
    place = models.PositiveIntegerField()
    state = models.CharField(
        max_length=10,
        choices=[(state.value, state.value) for state in Standing],
        default=Standing.ISSUED.value,
    )
    cause = models.CharField(
        max_length=14, choices=[(cause.value, cause.value) for cause in Cause], blank=True
    )
    reason = models.CharField(max_length=500, blank=True, help_text="What an operator wrote to the holder")
    shown = models.BooleanField(
        default=False, help_text="On the profile and at its address; the person decides"
    )
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_credential"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "source_id"], condition=~Q(state="revoked"), name="one_credential_in_force"
            ),
            models.UniqueConstraint(fields=["status_list", "place"], name="one_credential_per_place"),
            models.CheckConstraint(
                condition=Q(state="issued") | Q(changed_at__isnull=False) & ~Q(cause=""),
                name="a_credential_that_stands_still_says_why",
            ),
        ]
        indexes = [models.Index(fields=["person", "-issued_at"], name="credential_by_person")]

    def __str__(self) -> str:
        return self.name


class ClientConsent(models.Model):
    """Whether a contract’s client may be named in its credential, and the amount be told. Only before it is issued."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    contract_id = models.UUIDField(unique=True)
    freelancer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in Consent], default=Consent.ASKED.value
    )
    names_client = models.BooleanField(default=False)
    tells_amount = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "credentials_client_consent"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="agreed") | Q(names_client=False, tells_amount=False),
                name="nothing_is_told_without_consent",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("freelancer")),
                name="nobody_consents_for_their_client",
            ),
        ]

    def __str__(self) -> str:
        return self.state


class Elsewhere(models.Model):
    """A credential of another issuer that was checked here, about the person whose address is in it.

    A person’s, not a hall’s: it goes with them. ``fingerprint`` is of issuer and credential, so that it is
    somebody’s once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    issuer = models.CharField(max_length=200)
    issuer_name = models.CharField(max_length=120, help_text="What it calls itself")
    name = models.CharField(max_length=200)
    text = models.TextField(help_text="As it was given")
    achieved_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField()

    class Meta:
        db_table = "credentials_elsewhere"
        indexes = [models.Index(fields=["person", "-verified_at"], name="elsewhere_by_person")]

    def __str__(self) -> str:
        return self.name
