"""The ledger's tables. Only the database function ``money_post`` writes them; Python reads.

``migrations/0002_fences.py`` adds what Django cannot express: append-only triggers, the deferred "each
currency sums to zero" trigger, keys over (hall, currency), the posting function and the grants.
"""

from __future__ import annotations

from uuid import UUID

from django.db import models

from hirehall.foundation.ids import new_id

NIL = UUID(int=0)
"""Stands for "no subject" and "no group", so that the unique key over both also holds for those."""


class Account(models.Model):
    """One account of one hall in one currency, opened by the first posting that needs it.

    ``balance_minor`` is kept on the side on which the account grows, never negative, and NULL where the
    chart says that no balance is kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    subject_id = models.UUIDField(default=NIL)
    group_id = models.UUIDField(default=NIL)
    balance_minor = models.BigIntegerField(null=True)

    class Meta:
        db_table = "money_account"
        constraints = [
            models.UniqueConstraint(
                fields=["hall_id", "kind", "currency", "subject_id", "group_id"],
                name="one_account_per_hall_kind_currency_and_subject",
            ),
            models.CheckConstraint(
                condition=models.Q(balance_minor__isnull=True) | models.Q(balance_minor__gte=0),
                name="nobody_sees_a_negative_balance",
            ),
        ]
        indexes = [
            models.Index(fields=["group_id", "kind"], name="account_by_group"),
            models.Index(fields=["subject_id", "kind"], name="account_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency}"


class Transfer(models.Model):
    """One business event in the books: two or more entries that sum to zero in each currency.

    Ordered by ``id`` (a UUIDv7), which follows ``posted_at``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    hall_id = models.UUIDField()
    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    contract_id = models.UUIDField(null=True)
    unit_id = models.UUIDField(null=True)
    cause_id = models.UUIDField(null=True)
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")
    body_hash = models.CharField(max_length=64)
    posted_at = models.DateTimeField()

    class Meta:
        db_table = "money_transfer"
        constraints = [
            models.UniqueConstraint(fields=["hall_id", "key"], name="one_transfer_per_posting_key"),
        ]
        indexes = [
            models.Index(
                fields=["contract_id", "id"],
                name="transfer_by_contract",
                condition=models.Q(contract_id__isnull=False),
            ),
            models.Index(
                fields=["cause_id"], name="transfer_by_cause", condition=models.Q(cause_id__isnull=False)
            ),
            models.Index(fields=["hall_id", "posted_at"], name="transfer_by_hall_and_time"),
        ]

    def __str__(self) -> str:
        return self.key


class Entry(models.Model):
    """One line of a transfer. Positive is a debit, negative a credit. Never changed, never deleted."""

    id = models.BigAutoField(primary_key=True)
    transfer = models.ForeignKey(
        Transfer, on_delete=models.DO_NOTHING, related_name="entries", db_constraint=False
    )
    account = models.ForeignKey(
        Account, on_delete=models.DO_NOTHING, related_name="entries", db_constraint=False, db_index=False
    )
    hall_id = models.UUIDField()
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    class Meta:
        db_table = "money_entry"
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_minor=0), name="an_entry_moves_something"),
        ]
        indexes = [models.Index(fields=["account", "id"], name="entry_by_account")]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"
