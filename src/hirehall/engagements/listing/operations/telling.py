"""When a saved search tells, and how: one notice, and one mail with a way out that needs no log-in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from hirehall.conversations.operations import next_morning, post_notice
from hirehall.engagements.listing import queries
from hirehall.engagements.listing.models import Mailed, Position, SavedSearch, Told
from hirehall.engagements.listing.queries import SALT
from hirehall.engagements.listing.states import Every
from hirehall.foundation import clock
from hirehall.foundation.mail import post_mail
from hirehall.halls.queries import address_of
from hirehall.look.formats import plural, reader, write_for
from hirehall.look.mail import compose

MOST_LINES = 20
WEEK_BUT_ONE_DAY = timedelta(days=6)


def next_time(search: SavedSearch, every: Every, *, first: bool) -> datetime | None:
    """When it tells next: in the person's morning; one that tells at once is woken by what is listed."""
    match every:
        case Every.DAILY:
            return next_morning(search.person, clock.now())
        case Every.WEEKLY:
            return next_morning(search.person, clock.now() + (timedelta(0) if first else WEEK_BUT_ONE_DAY))
        case _:
            return None


def tell_of(search: SavedSearch, found: Sequence[Position]) -> None:
    """One notice and one mail about all of these; nothing where there is nothing new."""
    if not found:
        return
    now = clock.now()
    Told.objects.bulk_create([Told(search=search, position=row, told_at=now) for row in found])
    href = queries.href_of(search)
    count = plural(len(found), "new position")
    sentence = f"{count} for “{search.name}”: {found[0].title}" + (" and others." if len(found) > 1 else ".")
    post_notice(
        person_ids=[search.person_id], hall_id=search.hall_id, kind="position.alert", sentence=sentence, href=href,
        mail=False,
    )  # fmt: skip
    before = reader()
    write_for(locale=search.person.locale, zone=search.person.time_zone)
    stop = stop_href(search)
    mail = compose(
        subject=f"{count} for “{search.name}” at {search.hall.name}",
        sentence=f"{count} for your search “{search.name}”. Each was screened by hand.",
        button="See them",
        href=address_of(search.hall, href),
        settings_href=address_of(search.hall, reverse("listing:searches")),
        unsubscribe_href=stop,
        lines=_lines(found),
    )
    write_for(locale=before.locale, zone=before.zone)
    headers = {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    post_mail(search.person.email, subject=mail.subject, text=mail.text, html=mail.html, headers=headers)


def _lines(found: Sequence[Position]) -> list[str]:
    rest = len(found) - MOST_LINES
    lines = [queries.line_of(row) for row in found[:MOST_LINES]]
    return [*lines, f"And {rest} more on the board."] if rest > 0 else lines


def stop_href(search: SavedSearch) -> str:
    """The link that stops this search without a log-in. It does not expire: an old mail must stop the next one."""
    token = signing.dumps({"s": str(search.id), "p": str(search.person_id)}, salt=SALT, compress=False)
    return address_of(search.hall, reverse("listing:stop", args=[token]))


def mail_to_sender(mailed: Mailed, *, subject: str, sentence: str, button: str) -> None:
    """A mail to somebody without an account, with the link that is theirs."""
    href = address_of(mailed.hall, reverse("listing:mailed", args=[queries.mailed_token(mailed)]))
    mail = compose(subject=subject, sentence=sentence, button=button, href=href)
    headers = {"Auto-Submitted": "auto-generated"}
    post_mail(mailed.email, subject=mail.subject, text=mail.text, html=mail.html, headers=headers)
