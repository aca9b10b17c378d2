"""Stored files. Who owns one is an opaque subject: this module does not know what a contract is."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from hirehall.files.states import Drawn
from hirehall.foundation.ids import new_id


class StoredFile(models.Model):
    """Bytes on disk under their SHA-256, and what is known about them.

    A file is visible to its uploader until it is attached; after that ``subject_kind`` and ``subject_id`` say
    what it belongs to, and the owner of the subject decides who may read it.
    """

    class Purpose(models.TextChoices):
        AVATAR = "avatar", "Avatar"
        PORTFOLIO = "portfolio", "Portfolio picture"
        ATTACHMENT = "attachment", "Attachment"
        DELIVERY = "delivery", "Delivery"
        PAPER = "paper", "Paper"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size_bytes = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    small_sha256 = models.CharField(max_length=64, blank=True, help_text="The thumbnail of a picture")
    uploaded_by_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    colours = ArrayField(
        models.CharField(max_length=6),
        default=list,
        blank=True,
        help_text="Dominant ones, hex, the largest first",
    )
    drawn = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in Drawn],
        help_text="Of a picture that pages show in several sizes: whether they are there",
    )  # fmt: skip
    public = models.BooleanField(default=False)
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "files_stored_file"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(subject_kind="", subject_id=None)
                | (~models.Q(subject_kind="") & models.Q(subject_id__isnull=False)),
                name="a_file_is_attached_to_a_whole_subject",
            )
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="file_by_subject"),
            models.Index(fields=["sha256"], name="file_by_content"),
            models.Index(fields=["stored_at"], condition=models.Q(drawn="waiting"), name="file_to_draw"),
            models.Index(
                fields=["uploaded_by_id", "stored_at"],
                condition=models.Q(subject_kind=""),
                name="file_waiting_by_uploader",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Variant(models.Model):
    """A public picture in one more size and format; made in the background, each by itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="variants")
    kind = models.CharField(max_length=4)
    width = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()

    class Meta:
        db_table = "files_variant"
        constraints = [
            models.UniqueConstraint(fields=["file", "kind", "width"], name="one_variant_per_size_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.width}.{self.kind}"


class Upload(models.Model):
    """A file that arrives in pieces and may be taken up again where it broke off.

    How much of it is here is said by the length of its part on disk (``files.parts``), never by a column, so that a
    crash cannot make the two disagree. ``file`` is set once everything arrived and was found to be in order.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    purpose = models.CharField(max_length=12, choices=StoredFile.Purpose.choices)
    name = models.CharField(max_length=200)
    size_bytes = models.PositiveBigIntegerField()
    uploaded_by_id = models.UUIDField()
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    file = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        db_table = "files_upload"
        indexes = [
            models.Index(
                fields=["uploaded_by_id"], condition=models.Q(file=None), name="upload_unfinished_by_uploader"
            )
        ]

    def __str__(self) -> str:
        return self.name
