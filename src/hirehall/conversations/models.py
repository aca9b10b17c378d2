"""Notices with their mail preferences; threads, who takes part in them, and messages."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from hirehall.conversations.states import Group, Mail
from hirehall.foundation.actor import Hat
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.halls.models import Hall

GROUPS = [(group.value, group.value) for group in Group]
MAILS = [(mail.value, mail.value) for mail in Mail]
HATS = [(hat.value, hat.value) for hat in Hat]


class Notice(models.Model):
    """One thing that one person was told: in the app always, by mail as they chose when it was posted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    group = models.CharField(max_length=10, choices=GROUPS)
    sentence = models.CharField(max_length=300)
    href = models.CharField(max_length=300)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    deadline = models.DateTimeField(null=True)
    critical = models.BooleanField(default=False)
    fact_id = models.UUIDField(null=True)
    about_id = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=6, choices=MAILS, default=Mail.OFF.value)
    mail_due_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "conversations_notice"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "fact_id", "kind"], name="one_fact_is_told_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(href__startswith="/"), name="a_notice_leads_to_a_page_of_ours"
            ),
            models.CheckConstraint(
                condition=Q(amount_minor=None, currency="")
                | (Q(amount_minor__isnull=False) & ~Q(currency="")),
                name="a_notice_amount_has_a_currency",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_by_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(
                fields=["mail_due_at"],
                name="notice_waiting_for_digest",
                condition=Q(mail=Mail.DIGEST.value, mailed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def amount(self) -> Money | None:
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)


class MailChoice(models.Model):
    """How one person wants one group mailed, where it is not the default."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_choices"
    )
    group = models.CharField(max_length=10, choices=GROUPS)
    mail = models.CharField(max_length=6, choices=MAILS)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "conversations_mail_choice"
        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="one_mail_choice_per_group"),
            models.CheckConstraint(
                condition=~Q(group__in=["money", "security"], mail="off"),
                name="money_and_security_mail_cannot_be_off",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.mail}"


class Thread(models.Model):
    """A conversation of some people about one thing (a brief, a proposal, a contract)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    subject_href = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200)
    opened_with = models.CharField(max_length=64, help_text="SHA-256 of the people it was opened with")
    opened_at = models.DateTimeField()
    last_message_id = models.UUIDField(null=True)
    last_message_at = models.DateTimeField(null=True)
    last_excerpt = models.CharField(max_length=140, blank=True)
    last_author_id = models.UUIDField(null=True)

    class Meta:
        db_table = "conversations_thread"
        constraints = [
            models.UniqueConstraint(
                fields=["hall", "subject_kind", "subject_id", "opened_with"],
                name="one_thread_per_subject_and_circle",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """One person in one thread, on which side, and how far they have read."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations"
    )
    hat = models.CharField(max_length=10, choices=HATS)
    joined_at = models.DateTimeField()
    unread = models.PositiveIntegerField(default=0)
    first_unread_id = models.UUIDField(null=True)
    read_up_to_id = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)
    muted = models.BooleanField(default=False)
    last_message_at = models.DateTimeField(help_text="the thread's, kept here for the list's order")
    moved_at = models.DateTimeField(
        null=True, help_text="when the thread last looked different to this person: a message, a read mark"
    )

    class Meta:
        db_table = "conversations_participant"
        constraints = [
            models.UniqueConstraint(fields=["thread", "person"], name="one_participation_per_thread")
        ]
        indexes = [
            models.Index(fields=["person", "-last_message_at", "-id"], name="participation_by_latest"),
            models.Index(fields=["person"], name="participation_unread", condition=Q(unread__gt=0)),
            models.Index(fields=["person", "moved_at"], name="participation_moved"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.thread_id}"


class Message(models.Model):
    """What one participant wrote. Never changed: both sides rely on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(help_text="Markdown")
    files = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "conversations_message"
        indexes = [
            models.Index(fields=["thread", "-id"], name="message_by_thread"),
            models.Index(fields=["author", "-made_at"], name="message_by_author"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
