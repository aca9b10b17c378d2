"""How a notice and a digest become a mail, with a way out that needs no log-in (RFC 8058)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from uuid import UUID

from django.core import signing
from django.urls import reverse

from hirehall.conversations.models import Notice
from hirehall.conversations.states import MAIL_CHOICES, UNSUBSCRIBABLE, Group, Mail
from hirehall.foundation.mail import post_mail
from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of
from hirehall.halls.queries.texts import text_of
from hirehall.look.formats import money_text, reader, when_text, write_for
from hirehall.look.mail import Mail as Composed
from hirehall.look.mail import compose

SALT = "hirehall.conversations.unsubscribe"
DIGEST = "digest"
BUTTONS = {
    Group.WORK: "Open it",
    Group.MESSAGES: "Read and answer",
    Group.MONEY: "See the money",
    Group.REVIEWS: "Open it",
    Group.HALL: "Read it",
    Group.SECURITY: "Check it",
}


def post_one(notice: Notice) -> None:
    """Queue one notice as a mail of its own, in the caller's transaction. Needs ``person`` and ``hall`` loaded."""
    group = Group(notice.group)
    leave = _leave_link(notice.hall, notice.person_id, group.value) if group in UNSUBSCRIBABLE else None
    with _written_for(notice):
        composed = compose(
            subject=notice.sentence.rstrip("."),
            sentence=notice.sentence,
            amount=notice.amount,
            deadline=notice.deadline,
            button=BUTTONS[group],
            href=address_of(notice.hall, notice.href),
            settings_href=address_of(notice.hall, reverse("conversations:notice_settings")),
            unsubscribe_href=leave,
            signature=_signature(notice),
        )
    _post(composed, to=notice.person.email, leave=leave)


def post_digest(notices: Sequence[Notice]) -> None:
    """Queue one mail with all of these notices of one person, oldest first."""
    first = notices[0]
    leave = _leave_link(first.hall, first.person_id, DIGEST)
    count = "One thing" if len(notices) == 1 else f"{len(notices)} things"
    hall = first.hall.name if first.hall else "Hirehall"
    with _written_for(first):
        composed = compose(
            subject=f"{count} at {hall} since yesterday",
            sentence=f"{count} happened that you have not looked at yet:",
            button="Open your notices",
            href=address_of(first.hall, reverse("conversations:notices")),
            settings_href=address_of(first.hall, reverse("conversations:notice_settings")),
            unsubscribe_href=leave,
            lines=[_line(notice) for notice in notices],
            signature=_signature(first),
        )
    _post(composed, to=first.person.email, leave=leave)


def _signature(notice: Notice) -> str:
    """What the hall writes under its mails, in the reader's language where it has it."""
    return text_of(notice.hall, "signature", [notice.person.locale]).text if notice.hall else ""


def _line(notice: Notice) -> str:
    parts = [notice.sentence]
    if notice.amount is not None:
        parts.append(money_text(notice.amount))
    if notice.deadline is not None:
        parts.append(f"until {when_text(notice.deadline)}")
    return " · ".join(parts)


@contextmanager
def _written_for(notice: Notice) -> Iterator[None]:
    """Amounts and instants are written as the reader writes them, in their own time zone."""
    before = reader()
    write_for(locale=notice.person.locale, zone=notice.person.time_zone)
    try:
        yield
    finally:
        write_for(locale=before.locale, zone=before.zone)


def _post(composed: Composed, *, to: str, leave: str | None) -> None:
    headers = {"Auto-Submitted": "auto-generated"}
    if leave is not None:
        headers["List-Unsubscribe"] = f"<{leave}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    post_mail(to, subject=composed.subject, text=composed.text, html=composed.html, headers=headers)


def _leave_link(hall: Hall | None, person_id: UUID, what: str) -> str:
    token = signing.dumps({"p": str(person_id), "g": what}, salt=SALT, compress=False)
    return address_of(hall, reverse("conversations:unsubscribe", args=[token]))


def read_leave_token(token: str) -> tuple[UUID, dict[str, str], str] | None:
    """Who leaves which mails: the person, the choices to make and a name for them; None for a bad token.

    A token does not expire: a mail from last year must still be able to stop the next one.
    """
    try:
        held = signing.loads(token, salt=SALT)
        person_id, what = UUID(held["p"]), str(held["g"])
    except (signing.BadSignature, KeyError, ValueError, TypeError):
        return None
    if what == DIGEST:
        return person_id, {group.value: Mail.OFF.value for group in UNSUBSCRIBABLE}, "the daily digest"
    if what not in MAIL_CHOICES:
        return None
    return (
        person_id,
        {what: Mail.OFF.value},
        "mails about the hall" if what == Group.HALL else f"mails about {what}",
    )
