"""What has happened in conversations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from hirehall.foundation.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened(Fact):
    name: ClassVar[str] = "thread.opened"
    thread_id: UUID
    subject_kind: str
    subject_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Fact):
    """A message was sent. Its text is not in the log: the log outlives the right to read it."""

    name: ClassVar[str] = "message.sent"
    message_id: UUID
    thread_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChosen(Fact):
    """A person chose how a group of notices is mailed, on the settings page or by a mail's own link."""

    name: ClassVar[str] = "mail.chosen"
    person_id: UUID
    group: str
    mail: str
