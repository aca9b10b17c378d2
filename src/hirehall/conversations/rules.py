"""Who may do what with notices and threads, and what a message must be."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from hirehall.conversations.models import Notice, Participant
from hirehall.conversations.states import FILES_PER_MESSAGE, MAIL_CHOICES, MESSAGE_LENGTH, Group, Mail
from hirehall.foundation.actor import Actor
from hirehall.foundation.refused import Because, Refused, not_found


def require_participant(participant: Participant | None) -> Participant:
    if participant is None:
        raise not_found("thread")
    return participant


def require_own_notice(notice: Notice | None, by: Actor) -> Notice:
    if notice is None or notice.person_id != by.require_person():
        raise not_found("notice")
    return notice


def require_message(text: str, file_ids: Collection[UUID]) -> str:
    """The text as it is kept.

    Raises:
        Refused: ``message.empty``, ``message.too_long`` or ``message.too_many_files``.
    """
    kept = text.replace("\r\n", "\n").replace("\x00", "").strip()
    if not kept and not file_ids:
        raise Refused("message.empty", "Write something first.", because=Because.INVALID, field="text")
    if len(kept) > MESSAGE_LENGTH:
        raise Refused(
            "message.too_long",
            f"A message has at most {MESSAGE_LENGTH:,} characters, this one has {len(kept):,}. Send it in two parts"
            " or attach it as a file.",
            because=Because.INVALID,
            field="text",
        )
    if len(file_ids) > FILES_PER_MESSAGE:
        raise Refused(
            "message.too_many_files",
            f"A message carries at most {FILES_PER_MESSAGE} files. Send the others with a second message.",
            because=Because.INVALID,
            field="files",
        )
    return kept


def require_pace(last_minute: int, last_day: int, *, per_minute: int, per_day: int) -> None:
    if last_minute >= per_minute:
        raise Refused(
            "message.too_fast",
            f"That is {per_minute} messages within a minute. Wait a minute, then send this one.",
            because=Because.TOO_MANY,
        )
    if last_day >= per_day:
        raise Refused(
            "message.too_many_today",
            f"That is {per_day} messages within a day, which is as many as one person may send.",
            because=Because.TOO_MANY,
        )


def require_mail_choice(group: str, mail: str) -> tuple[Group, Mail]:
    """The choice, when the group may be mailed that way.

    Raises:
        Refused: ``mail.unknown_choice`` or ``mail.cannot_be_off``.
    """
    if group not in set(Group) or mail not in set(Mail):
        raise Refused(
            "mail.unknown_choice",
            f"There is no choice “{mail}” for “{group}”. Choose now, digest or off.",
            because=Because.INVALID,
        )
    if Mail(mail) not in MAIL_CHOICES[Group(group)]:
        raise Refused(
            "mail.cannot_be_off",
            f"Mail about {group} protects you and cannot be changed to “{mail}”.",
            because=Because.INVALID,
            field=group,
        )
    return Group(group), Mail(mail)


def require_system(by: Actor) -> None:
    if not by.is_system:
        raise Refused(
            "actor.system_only", "Only the installation itself does this.", because=Because.FORBIDDEN
        )
