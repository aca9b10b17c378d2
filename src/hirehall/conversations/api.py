"""Notices, how they are mailed, threads and messages, for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from hirehall.conversations import actions, queries
from hirehall.conversations.models import Notice
from hirehall.conversations.states import MESSAGE_LENGTH, PAGE_OF_MESSAGES
from hirehall.foundation.actor import Hat, Scope, require_scope
from hirehall.foundation.addresses import here
from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.schemas import MoneyOut

router = Router()
MOST = 100


class NoticeOut(Schema):
    """One thing that the person was told."""

    id: UUID
    kind: str
    group: str
    sentence: str
    href: str
    amount: MoneyOut | None
    deadline: datetime | None
    critical: bool
    made_at: datetime
    read_at: datetime | None

    @staticmethod
    def of(notice: Notice) -> NoticeOut:
        amount = notice.amount
        return NoticeOut(
            id=notice.id, kind=notice.kind, group=notice.group, sentence=notice.sentence, href=here(notice.href),
            amount=MoneyOut.of(amount) if amount else None,
            deadline=notice.deadline, critical=notice.critical, made_at=notice.made_at, read_at=notice.read_at,
        )  # fmt: skip


class NoticePage(Schema):
    items: list[NoticeOut]
    next: UUID | None


class UnreadOut(Schema):
    notices: int
    messages: int


class MailSettingOut(Schema):
    """How one group of notices is mailed, and what may be chosen."""

    group: str
    mail: str
    choices: list[str]


class MailChoicesIn(Schema):
    """The choice by group; groups that are left out stay as they are."""

    choices: dict[
        Literal["work", "messages", "money", "reviews", "security"], Literal["now", "digest", "off"]
    ]


class PersonOut(Schema):
    id: UUID
    name: str


class ThreadOut(Schema):
    id: UUID
    title: str
    others: list[PersonOut]
    excerpt: str
    last_at: datetime
    unread: int
    muted: bool
    hat: str


class ThreadPageOut(Schema):
    items: list[ThreadOut]
    next: str | None


class FileOut(Schema):
    id: UUID
    name: str
    size_bytes: int
    media_type: str
    href: str


class MessageOut(Schema):
    id: UUID
    author: PersonOut
    text: str
    made_at: datetime
    files: list[FileOut]
    seen_by: list[str]


class MessagePageOut(Schema):
    """Messages, the newest first; ``next`` leads to older ones."""

    items: list[MessageOut]
    next: UUID | None


class MessageIn(Schema):
    text: str = Field("", max_length=MESSAGE_LENGTH * 2)
    file_ids: list[UUID] = Field(default_factory=list, max_length=50)


class SentOut(Schema):
    id: UUID
    made_at: datetime


class MutedIn(Schema):
    muted: bool


class ReadOut(Schema):
    read: int


def _key(request: HttpRequest) -> str | None:
    return request.headers.get("Idempotency-Key")


@router.get("/notices", response=NoticePage, operation_id="conversations.list_notices")
def list_notices(
    request: HttpRequest,
    after: UUID | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
    unread: bool = False,
) -> NoticePage:
    """The person’s notices, newest first."""
    require_scope(actor_in(request), Scope.MESSAGES_READ)
    rows, cursor = queries.notices_for(actor_in(request), before=after, limit=limit, unread_only=unread)
    return NoticePage(items=[NoticeOut.of(row) for row in rows], next=cursor)


@router.get("/notices/unread", response=UnreadOut, operation_id="conversations.count_unread")
def count_unread(request: HttpRequest) -> UnreadOut:
    """How many notices (at most 100 are counted) and messages the person has not read."""
    require_scope(actor_in(request), Scope.MESSAGES_READ)
    unread = queries.unread_counts(person_id_in(request))
    return UnreadOut(notices=unread.notices, messages=unread.messages)


@router.post("/notices/reading", response=ReadOut, operation_id="conversations.read_all_notices")
def read_all_notices(
    request: HttpRequest,
    at: str | None = Query(None, max_length=300, description="Only those that lead to this path."),  # type: ignore[type-arg]
) -> ReadOut:
    """Mark every notice as read, or those that lead to one page (a notice’s `href` without `?` and `#`)."""
    by, key = actor_in(request), _key(request)
    if at is None:
        return ReadOut(read=actions.read_all_notices(by=by, key=key))  # type: ignore[call-arg]
    return ReadOut(read=actions.read_notices_at(at.replace("\x00", ""), by=by, key=key))  # type: ignore[call-arg]


@router.post("/notices/{notice_id}/reading", response=NoticeOut, operation_id="conversations.read_notice")
def read_notice(request: HttpRequest, notice_id: UUID) -> NoticeOut:
    """Mark one notice as read."""
    return NoticeOut.of(actions.read_notice(notice_id, by=actor_in(request), key=_key(request)))  # type: ignore[call-arg]


@router.get(
    "/notice-settings", response=list[MailSettingOut], operation_id="conversations.list_mail_settings"
)
def list_mail_settings(request: HttpRequest) -> list[MailSettingOut]:
    """How each group of notices is mailed."""
    require_scope(actor_in(request), Scope.MESSAGES_READ)
    return _settings(request)


@router.post("/notice-settings", response=list[MailSettingOut], operation_id="conversations.choose_mail")
def choose_mail(request: HttpRequest, body: MailChoicesIn) -> list[MailSettingOut]:
    """Choose how groups of notices are mailed. Money and security cannot be off."""
    actions.choose_mail(  # type: ignore[call-arg]
        {str(group): str(mail) for group, mail in body.choices.items()},
        by=actor_in(request),
        key=_key(request),
    )
    return _settings(request)


def _settings(request: HttpRequest) -> list[MailSettingOut]:
    return [
        MailSettingOut(
            group=line.group.value, mail=line.mail.value, choices=[one.value for one in line.choices]
        )
        for line in queries.mail_settings(actor_in(request))
    ]


@router.get("/threads", response=ThreadPageOut, operation_id="conversations.list_threads")
def list_threads(
    request: HttpRequest,
    after: str | None = None,
    hat: Hat | None = None,
    limit: int = Query(50, ge=1, le=MOST),  # type: ignore[type-arg]
) -> ThreadPageOut:
    """The person’s conversations, the latest message first."""
    require_scope(actor_in(request), Scope.MESSAGES_READ)
    lines, cursor = queries.threads_for(actor_in(request), hat=hat, after=after, limit=limit)
    return ThreadPageOut(
        items=[
            ThreadOut(
                id=line.id, title=line.title, excerpt=line.excerpt, last_at=line.last_at, unread=line.unread,
                muted=line.muted, hat=line.hat.value,
                others=[PersonOut(id=who.id, name=who.name) for who in line.others],
            )
            for line in lines
        ],
        next=cursor,
    )  # fmt: skip


@router.get(
    "/threads/{thread_id}/messages", response=MessagePageOut, operation_id="conversations.list_messages"
)
def list_messages(
    request: HttpRequest,
    thread_id: UUID,
    after: UUID | None = None,
    limit: int = Query(PAGE_OF_MESSAGES, ge=1, le=MOST),  # type: ignore[type-arg]
) -> MessagePageOut:
    """The messages of one thread, newest first. Listing does not mark them as read."""
    require_scope(actor_in(request), Scope.MESSAGES_READ)
    page = queries.thread_for(actor_in(request), thread_id, before=after, limit=limit)
    return MessagePageOut(items=[_message(line) for line in reversed(page.messages)], next=page.older)


def _message(line: queries.MessageLine) -> MessageOut:
    return MessageOut(
        id=line.id,
        author=PersonOut(id=line.author.id, name=line.author.name),
        text=line.text,
        made_at=line.made_at,
        files=[
            FileOut(
                id=file.id,
                name=file.name,
                size_bytes=file.size_bytes,
                media_type=file.media_type,
                href=file.href,
            )
            for file in line.files
        ],
        seen_by=list(line.seen_by),
    )


@router.post(
    "/threads/{thread_id}/messages", response={201: SentOut}, operation_id="conversations.send_message"
)
def send_message(request: HttpRequest, thread_id: UUID, body: MessageIn) -> Status[SentOut]:
    """Send a message; files are uploaded first and named by their ids."""
    message = actions.send_message(  # type: ignore[call-arg]
        thread_id, by=actor_in(request), text=body.text, file_ids=tuple(body.file_ids), key=_key(request)
    )
    return Status(201, SentOut(id=message.id, made_at=message.made_at))


@router.post("/threads/{thread_id}/reading", response=UnreadOut, operation_id="conversations.read_thread")
def read_thread(request: HttpRequest, thread_id: UUID) -> UnreadOut:
    """Mark a thread as read up to its latest message; the others see that."""
    actions.read_thread(thread_id, by=actor_in(request), key=_key(request))  # type: ignore[call-arg]
    return count_unread(request)


@router.post("/threads/{thread_id}/muting", response=MutedIn, operation_id="conversations.mute_thread")
def mute_thread(request: HttpRequest, thread_id: UUID, body: MutedIn) -> MutedIn:
    """Mute a thread (no notices, no mail, no badge), or listen again."""
    participant = actions.mute_thread(thread_id, muted=body.muted, by=actor_in(request), key=_key(request))  # type: ignore[call-arg]
    return MutedIn(muted=participant.muted)
