"""Which groups of notices there are, which kind belongs to which, and how a group may be mailed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Group(StrEnum):
    """What a notice is about; people choose per group how it is mailed. In the app it always appears."""

    WORK = "work"
    MESSAGES = "messages"
    MONEY = "money"
    REVIEWS = "reviews"
    HALL = "hall"
    SECURITY = "security"


class Mail(StrEnum):
    """How a group is mailed: each notice at once, all of a day in one mail, or not."""

    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


MAIL_CHOICES: dict[Group, tuple[Mail, ...]] = {
    Group.WORK: (Mail.NOW, Mail.DIGEST, Mail.OFF),
    Group.MESSAGES: (Mail.NOW, Mail.DIGEST, Mail.OFF),
    Group.MONEY: (Mail.NOW, Mail.DIGEST),
    Group.REVIEWS: (Mail.NOW, Mail.DIGEST, Mail.OFF),
    Group.HALL: (Mail.DIGEST, Mail.NOW, Mail.OFF),
    Group.SECURITY: (Mail.NOW,),
}
"""What a person may choose, the default first. Money and security cannot be switched off."""

UNSUBSCRIBABLE = frozenset(group for group, choices in MAIL_CHOICES.items() if Mail.OFF in choices)

KIND_GROUPS: dict[str, Group] = {
    "message": Group.MESSAGES,
    "payment": Group.MONEY,
    "membership": Group.MONEY,
    "deposit": Group.MONEY,
    "payout": Group.MONEY,
    "refund": Group.MONEY,
    "release": Group.MONEY,
    "funding": Group.MONEY,
    "fee": Group.MONEY,
    "statement": Group.MONEY,
    "review": Group.REVIEWS,
    "hall": Group.HALL,
    "security": Group.SECURITY,
    "account": Group.SECURITY,
}

DIGEST_HOUR = 8
MESSAGE_MAIL_AFTER = timedelta(minutes=10)

MESSAGE_LENGTH = 8_000
MESSAGES_PER_MINUTE = 20
MESSAGES_PER_DAY = 500
FILES_PER_MESSAGE = 10
PAGE_OF_MESSAGES = 30
PAGE_OF_NOTICES = 40
PAGE_OF_THREADS = 30


def group_of(kind: str) -> Group:
    """The group of a kind like ``payout.paid``: by its first word; everything else is about work."""
    return KIND_GROUPS.get(kind.partition(".")[0], Group.WORK)


assert set(MAIL_CHOICES) == set(Group), "every group says how it may be mailed"  # noqa: S101 - at import
