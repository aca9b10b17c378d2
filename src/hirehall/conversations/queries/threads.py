"""How threads and messages are obtained; only ever by who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from markupsafe import Markup

from hirehall.conversations.models import Message, Participant, Thread
from hirehall.conversations.states import PAGE_OF_MESSAGES, PAGE_OF_THREADS
from hirehall.files import queries as files
from hirehall.files.queries import FileCard
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.addresses import at_hall, here
from hirehall.foundation.refused import not_found
from hirehall.look import markdown
from hirehall.people import queries as people
from hirehall.people.queries import PersonCard


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One thread in the list."""

    id: UUID
    title: str
    others: tuple[PersonCard, ...]
    excerpt: str
    mine: bool
    last_at: datetime
    unread: int
    muted: bool
    hat: Hat


def threads_for(
    actor: Actor, *, hat: Hat | None = None, after: str | None = None, limit: int = PAGE_OF_THREADS
) -> tuple[list[ThreadLine], str | None]:
    """One page of the actor's threads, the latest message first, and the cursor of the next."""
    own = Participant.objects.filter(
        at_hall(actor, "thread__hall_id"), person_id=actor.require_person()
    ).select_related("thread")
    if hat is not None:
        own = own.filter(hat=hat.value)
    if after:
        at, row_id = _cursor(after)
        own = own.extra(
            where=["(conversations_participant.last_message_at, conversations_participant.id) < (%s, %s)"],
            params=[at, row_id],
        )
    rows = list(own.order_by("-last_message_at", "-id")[: limit + 1])
    page = rows[:limit]
    others = _others([row.thread_id for row in page], actor.require_person())
    lines = [_line(row, others.get(row.thread_id, ())) for row in page]
    last = page[-1] if len(rows) > limit else None
    return lines, f"{last.last_message_at.isoformat()}_{last.id}" if last else None


def _cursor(text: str) -> tuple[datetime, UUID]:
    at, _, row_id = text.partition("_")
    try:
        return datetime.fromisoformat(at), UUID(row_id)
    except ValueError:
        raise not_found("page") from None


def _others(thread_ids: list[UUID], me: UUID) -> dict[UUID, tuple[PersonCard, ...]]:
    pairs = list(
        Participant.objects.filter(thread_id__in=thread_ids)
        .exclude(person_id=me)
        .order_by("joined_at", "id")
        .values_list("thread_id", "person_id")
    )
    cards = people.public_card({person_id for _, person_id in pairs})
    found: dict[UUID, tuple[PersonCard, ...]] = {}
    for thread_id, person_id in pairs:
        found[thread_id] = (*found.get(thread_id, ()), cards[person_id])
    return found


def _line(row: Participant, others: tuple[PersonCard, ...]) -> ThreadLine:
    thread = row.thread
    return ThreadLine(
        id=thread.id,
        title=thread.title,
        others=others,
        excerpt=thread.last_excerpt,
        mine=thread.last_author_id == row.person_id,
        last_at=row.last_message_at,
        unread=row.unread,
        muted=row.muted,
        hat=Hat(row.hat),
    )


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message on the thread page."""

    id: UUID
    author: PersonCard
    mine: bool
    text: str
    made_at: datetime
    files: tuple[FileCard, ...]
    new: bool
    seen_by: tuple[str, ...]

    @property
    def html(self) -> Markup:
        return markdown.render(self.text)


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A thread as one participant sees it, oldest of the page first."""

    id: UUID
    hall_id: UUID
    title: str
    subject_kind: str
    subject_id: UUID
    subject_href: str
    others: tuple[PersonCard, ...]
    messages: tuple[MessageLine, ...]
    older: UUID | None
    unread: int
    muted: bool


def thread_for(
    actor: Actor, thread_id: UUID, *, before: UUID | None = None, limit: int = PAGE_OF_MESSAGES
) -> ThreadPage:
    """The thread with one page of messages.

    Raises:
        Refused: ``thread.not_found`` for a stranger as for a missing one.
    """
    me = actor.person_id
    participants = list(
        Participant.objects.filter(thread_id=thread_id).select_related("thread").order_by("joined_at", "id")
    )
    mine = next((row for row in participants if row.person_id == me), None)
    if mine is None:
        raise not_found("thread")
    found = Message.objects.filter(thread_id=thread_id)
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(found.order_by("-id")[: limit + 1])
    page = rows[:limit][::-1]
    cards = people.public_card({row.person_id for row in participants} | {row.author_id for row in page})
    attached = files.for_subjects("message", [row.id for row in page if row.files])
    return ThreadPage(
        id=thread_id,
        hall_id=mine.thread.hall_id,
        title=mine.thread.title,
        subject_kind=mine.thread.subject_kind,
        subject_id=mine.thread.subject_id,
        subject_href=here(mine.thread.subject_href) if mine.thread.subject_href else "",
        others=tuple(cards[row.person_id] for row in participants if row.person_id != me),
        messages=tuple(_message(row, mine, participants, cards, attached) for row in page),
        older=page[0].id if len(rows) > limit else None,
        unread=mine.unread,
        muted=mine.muted,
    )


def _message(
    row: Message,
    mine: Participant,
    participants: list[Participant],
    cards: dict[UUID, PersonCard],
    attached: dict[UUID, list[FileCard]],
) -> MessageLine:
    return MessageLine(
        id=row.id,
        author=cards[row.author_id],
        mine=row.author_id == mine.person_id,
        text=row.text,
        made_at=row.made_at,
        files=tuple(attached.get(row.id, ())),
        new=mine.first_unread_id is not None and row.id >= mine.first_unread_id,
        seen_by=tuple(
            cards[reader.person_id].name
            for reader in participants
            if reader.person_id not in (row.author_id, mine.person_id)
            and reader.read_up_to_id is not None
            and reader.read_up_to_id >= row.id
        ),
    )


def require_participation(actor: Actor, thread_id: UUID) -> None:
    """Refuse a stranger before anything of theirs is taken in.

    Raises:
        Refused: ``thread.not_found``.
    """
    if not Participant.objects.filter(thread_id=thread_id, person_id=actor.require_person()).exists():
        raise not_found("thread")


def message_readable(actor: Actor, message_id: UUID) -> bool:
    """Whether the actor takes part in the message's thread; decides who may download its files."""
    return (
        Participant.objects.filter(thread__messages__id=message_id, person_id=actor.person_id).exists()
        if actor.person_id
        else False
    )


def thread_about(subject_kind: str, subject_id: UUID, actor: Actor) -> UUID | None:
    """The id of the thread that the actor has about a thing, where there is one."""
    return (
        Thread.objects.filter(
            subject_kind=subject_kind, subject_id=subject_id, participants__person_id=actor.person_id
        )
        .values_list("id", flat=True)
        .first()
        if actor.person_id
        else None
    )


def waiting_for_message(message_id: UUID) -> tuple[Message, list[tuple[UUID, UUID]]] | None:
    """The message, and for each listener who has not read it the first message that they have not read."""
    message = Message.objects.select_related("thread", "author").filter(id=message_id).first()
    if message is None:
        return None
    waiting = Participant.objects.filter(
        thread_id=message.thread_id, muted=False, first_unread_id__isnull=False
    ).exclude(person_id=message.author_id)
    firsts = waiting.values_list("person_id", "first_unread_id")
    return message, [(person_id, first) for person_id, first in firsts if first is not None]
