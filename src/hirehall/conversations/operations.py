"""The write door for modules above: post a notice, open a thread, let somebody join one, write into one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hirehall.conversations import facts, rules
from hirehall.conversations.models import MailChoice, Message, Notice, Participant, Thread
from hirehall.conversations.states import (
    DIGEST_HOUR,
    MAIL_CHOICES,
    MESSAGES_PER_DAY,
    MESSAGES_PER_MINUTE,
    Mail,
    group_of,
)
from hirehall.files import operations as files
from hirehall.foundation import clock, jobs, outbox
from hirehall.foundation.actor import Actor, Hat, system
from hirehall.foundation.addresses import bare
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id
from hirehall.foundation.money import Money
from hirehall.foundation.reads import kept
from hirehall.people.models import Person

CHANNEL = "hirehall_notices"
MAIL_JOB = "conversations.mail_notice"


def post_notice(
    *,
    person_ids: Collection[UUID],
    hall_id: UUID | None,
    kind: str,
    sentence: str,
    href: str,
    amount: Money | None = None,
    deadline: datetime | None = None,
    mail: bool = True,
    critical: bool = False,
    fact_id: UUID | str | None = None,
    about_id: UUID | None = None,
    mail_after: timedelta = timedelta(0),
) -> list[Notice]:
    """Tell each person once: in the app now, by mail as they chose. Safe to call twice for the same fact.

    May be called by a job outside a transaction; it then is one of its own.

    Args:
        kind: dotted; its first word chooses the group (``conversations.states.KIND_GROUPS``).
        sentence: what happened, complete, with a full stop; also the mail's subject.
        href: a path of ours, where one acts on it.
        mail: False for what is only worth showing in the app.
        critical: mailed at once whatever was chosen (a failed payout, a deadline today).
        fact_id: the fact that is told; the same person is told the same fact and kind once.
        about_id: the thing it is about; looking at the thing marks the notice as read.
        mail_after: wait that long; reading it before then cancels the mail.
    Returns:
        the notices that are new.
    """
    with transaction.atomic(), outbox.together():
        fact = UUID(str(fact_id)) if fact_id else None
        group, made_at = group_of(kind), clock.now()
        notices = [
            Notice(
                hall_id=hall_id, person_id=person_id, kind=kind, group=group.value, sentence=_fitting(sentence),
                href=bare(href), amount_minor=amount.minor if amount else None,
                currency=amount.currency if amount else "", deadline=deadline, critical=critical,
                fact_id=fact, about_id=about_id, made_at=made_at,
                **_mailing(
                    zone, Mail(chosen or MAIL_CHOICES[group][0]), mail=mail, critical=critical, due=made_at + mail_after
                ),
            )
            for person_id, zone, chosen in _to_tell(list(set(person_ids)), fact, kind, group.value)
        ]  # fmt: skip
        Notice.objects.bulk_create(notices, ignore_conflicts=fact is not None)
        if fact is not None:  # one that somebody else has just written is not written twice
            ids = Notice.objects.filter(id__in=[notice.id for notice in notices]).values_list("id", flat=True)
            written = set(ids)
            notices = sorted((notice for notice in notices if notice.id in written), key=lambda one: one.id)
        for notice in notices:
            if notice.mail == Mail.NOW:
                due = notice.mail_due_at if mail_after else None
                jobs.enqueue(MAIL_JOB, at=due, notice_id=str(notice.id))
        hint([notice.person_id for notice in notices])
        return notices


@kept
def _to_tell(
    person_ids: Collection[UUID], fact: UUID | None, kind: str, group: str
) -> QuerySet[Person, tuple[UUID, str, str | None]]:
    """Who of these has not been told that fact under that kind: with their zone, and how they want the group mailed."""
    told = Notice.objects.filter(person=OuterRef("pk"), fact_id=fact, kind=kind)
    chosen = MailChoice.objects.filter(person=OuterRef("pk"), group=group).values("mail")
    people = Person.objects.filter(~Exists(told), id__any_of=person_ids, closed_at=None)
    return people.values_list("id", "time_zone", Subquery(chosen))


def _fitting(sentence: str) -> str:
    return sentence if len(sentence) <= 300 else sentence[:299].rstrip() + "…"


def _mailing(zone: str, chosen: Mail, *, mail: bool, critical: bool, due: datetime) -> dict[str, object]:
    if not mail or (chosen is Mail.OFF and not critical):
        return {"mail": Mail.OFF.value, "mail_due_at": None}
    if chosen is Mail.DIGEST and not critical:
        return {"mail": Mail.DIGEST.value, "mail_due_at": _morning(zone, due)}
    return {"mail": Mail.NOW.value, "mail_due_at": due}


def next_morning(who: Person, after: datetime) -> datetime:
    """The next time that it is the digest's hour where the person lives."""
    return _morning(who.time_zone, after)


def _morning(zone: str, after: datetime) -> datetime:
    try:
        local = after.astimezone(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError):  # a zone that this machine does not know (any more)
        local = after.astimezone(UTC)
    morning = local.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    if morning <= local:
        morning += timedelta(days=1)
    return morning.astimezone(UTC)


def hint(person_ids: Collection[UUID]) -> None:
    """Let the open pages of these people look again, after commit. A hint only: it carries no content."""
    if person_ids:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, person) FROM unnest(%s::text[]) AS person",
                [CHANNEL, [str(person_id) for person_id in sorted(set(person_ids))]],
            )


def mark_read_about(person_id: UUID, about_id: UUID) -> int:
    """The person has looked at that thing: what they were told about it counts as read."""
    changed = Notice.objects.filter(person_id=person_id, about_id=about_id, read_at=None).update(
        read_at=clock.now()
    )
    if changed:
        hint([person_id])
    return changed


def open_thread(
    *,
    hall_id: UUID,
    subject_kind: str,
    subject_id: UUID,
    participant_ids: Collection[UUID],
    title: str,
    subject_href: str = "",
    hats: Mapping[UUID, Hat] | None = None,
    by: Actor | None = None,
    one_only: bool = False,
    thread_id: UUID | None = None,
) -> Thread:
    """The thread of exactly these people about that thing; opened now when there is none yet.

    Args:
        one_only: there is one thread about that thing whoever belongs to its sides today; the caller holds its lock.
        thread_id: its id, where the thing was made with it in this very transaction: nobody can have opened one.
        subject_href: the thing's page, linked from the thread.
        hats: who is there as client, who as freelancer; the hat worn now where it is not said.
    """
    if one_only:
        found = Thread.objects.filter(
            hall_id=hall_id, subject_kind=subject_kind, subject_id=subject_id
        ).first()
        if found is not None:
            join_thread(found.id, person_ids=participant_ids, hats=hats)
            return found
    people = {who.id: who for who in _people(tuple(set(participant_ids)))}
    circle = hashlib.sha256("".join(sorted(map(str, people))).encode()).hexdigest()
    opened_at = clock.now()
    with transaction.atomic(savepoint=False):
        about = {"hall_id": hall_id, "subject_kind": subject_kind, "subject_id": subject_id}
        made = {"title": title[:200], "subject_href": bare(subject_href), "opened_at": opened_at}
        if thread_id is not None:
            thread, is_new = Thread.objects.create(id=thread_id, **about, opened_with=circle, **made), True
        else:
            thread, is_new = Thread.objects.get_or_create(**about, opened_with=circle, defaults=made)
        if is_new:
            _join(thread, people.values(), hats or {})
            record(
                facts.ThreadOpened(thread_id=thread.id, subject_kind=subject_kind, subject_id=subject_id),
                by=by or system("conversations"),
                hall_id=hall_id,
                about=[thread.id, subject_id],
            )
    return thread


@kept
def _people(person_ids: tuple[UUID, ...]) -> QuerySet[Person]:
    return Person.objects.filter(id__any_of=person_ids)


def write_message(
    thread_id: UUID, *, by: Actor, text: str, file_ids: Sequence[UUID] = (), paced: bool = True
) -> Message:
    """A message of a participant, in the caller's transaction.

    Args:
        paced: False for a line that goes with something that the person has just done.
    Raises:
        Refused: ``thread.not_found``, ``message.empty`` and its limits, ``message.too_fast``.
    """
    person_id = by.require_person()
    thread = Thread.objects.select_for_update(no_key=True).filter(id=thread_id).first()
    mine = Participant.objects.filter(thread=thread, person_id=person_id).first()
    rules.require_participant(mine if thread is not None else None)
    assert thread is not None  # noqa: S101 - required above
    text = rules.require_message(text, file_ids)
    if paced:
        _require_pace(person_id)
    message = Message.objects.create(
        id=new_id(), thread=thread, author_id=person_id, text=text, files=len(file_ids), made_at=clock.now()
    )
    if file_ids:
        files.attach(list(file_ids), subject_kind="message", subject_id=message.id, by=by)
    _move_marks(thread, message)
    record(
        facts.MessageSent(message_id=message.id, thread_id=thread.id),
        by=by,
        hall_id=thread.hall_id,
        about=[thread.id],
    )
    hint(thread.participants.values_list("person_id", flat=True))
    return message


def _require_pace(person_id: UUID) -> None:
    sent = Message.objects.filter(author_id=person_id)
    now = clock.now()
    rules.require_pace(
        sent.filter(made_at__gt=now - timedelta(minutes=1)).count(),
        sent.filter(made_at__gt=now - timedelta(days=1)).count(),
        per_minute=MESSAGES_PER_MINUTE,
        per_day=MESSAGES_PER_DAY,
    )


def _move_marks(thread: Thread, message: Message) -> None:
    thread.last_message_id = message.id
    thread.last_message_at = message.made_at
    thread.last_author_id = message.author_id
    thread.last_excerpt = _excerpt(message)
    thread.save(update_fields=["last_message_id", "last_message_at", "last_author_id", "last_excerpt"])
    everybody = Participant.objects.filter(thread=thread)
    everybody.update(last_message_at=message.made_at, moved_at=message.made_at)
    everybody.filter(person_id=message.author_id).update(
        unread=0, first_unread_id=None, read_up_to_id=message.id, read_at=message.made_at
    )
    everybody.exclude(person_id=message.author_id).update(
        unread=F("unread") + 1, first_unread_id=Coalesce(F("first_unread_id"), message.id)
    )


def _excerpt(message: Message) -> str:
    words = " ".join(message.text.split()) or ("1 file" if message.files == 1 else f"{message.files} files")
    return words if len(words) <= 140 else words[:139].rstrip() + "…"


def join_thread(
    thread_id: UUID, *, person_ids: Collection[UUID], hats: Mapping[UUID, Hat] | None = None
) -> None:
    """Let more people take part (a new member of the client's organisation). Who is in already stays."""
    thread = Thread.objects.get(id=thread_id)
    present = set(Participant.objects.filter(thread=thread).values_list("person_id", flat=True))
    _join(thread, Person.objects.filter(id__in=set(person_ids) - present), hats or {})


def join_threads(
    person_id: UUID, *, subject_kind: str, subject_ids: Collection[UUID], hat: Hat = Hat.CLIENT
) -> int:
    """Who belongs to a side from now on reads what was written about these things, and writes.

    Returns:
        how many threads were joined; those that the person is in already stay as they are.
    """
    there = Thread.objects.filter(subject_kind=subject_kind, subject_id__in=subject_ids)
    missing = list(there.exclude(participants__person_id=person_id).order_by("id"))
    who = Person.objects.filter(id=person_id, closed_at=None)
    for thread in missing:
        _join(thread, who, {person_id: hat})
    hint([person_id] if missing else [])
    return len(missing)


def leave_threads(
    person_id: UUID,
    *,
    subject_kind: str,
    subject_ids: Collection[UUID],
    heirs: Collection[UUID],
    hat: Hat = Hat.CLIENT,
) -> int:
    """Who no longer belongs to a side reads and writes no more; what they wrote stays.

    Args:
        heirs: who takes part instead on that side, so that the thread is not left without one.
        hat: which side it is.
    Returns:
        how many threads were left.
    """
    left = Participant.objects.filter(
        person_id=person_id, thread__subject_kind=subject_kind, thread__subject_id__in=subject_ids
    )
    threads = list(left.order_by("thread_id").values_list("thread_id", flat=True))
    for thread_id in threads:
        join_thread(thread_id, person_ids=heirs, hats=dict.fromkeys(heirs, hat))
        mark_read_about(person_id, thread_id)
    left.delete()
    hint([person_id, *heirs] if threads else [])
    return len(threads)


def _join(thread: Thread, people: Iterable[Person], hats: Mapping[UUID, Hat]) -> None:
    joined_at = clock.now()
    Participant.objects.bulk_create(
        [
            Participant(
                id=new_id(), thread=thread, person=who, hat=Hat(hats.get(who.id, who.hat)).value,
                joined_at=joined_at, last_message_at=thread.last_message_at or joined_at,
            )
            for who in people
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def erase_notices(person_id: UUID) -> None:
    """A closed account keeps no notices and no choices about mail. Messages stay: the other side relies on them."""
    Notice.objects.filter(person_id=person_id).delete()
    MailChoice.objects.filter(person_id=person_id).delete()
    Participant.objects.filter(person_id=person_id).update(muted=True)
