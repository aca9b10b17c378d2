"""Who may do what with notices and threads."""

from __future__ import annotations

from hirehall.conversations import actions
from hirehall.foundation.actor import Hat
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.conversations import make_notice, make_thread
from tests.permission_case import Case

SIGNED_IN = {"stranger", "counterparty", "owner", "staff_off", "staff_on"}


def matrix() -> list[Case]:
    """A thread of two, and a notice of one of them. What concerns only oneself is open to who is signed in."""
    hall = make_hall(slug="messages-matrix")
    mara, ida = make_person("Mara Messages", Hat.CLIENT), make_person("Ida Messages")
    thread = make_thread(hall, mara, ida)
    [notice] = make_notice(hall, ida)
    sides = {"owner": actor_of(ida), "counterparty": actor_of(mara)}
    both = {"owner", "counterparty"}
    return [
        Case(
            action="conversations.send_message",
            call=lambda actor: actions.send_message(thread.id, by=actor, text="Hello"),
            may=both,
            **sides,
        ),
        Case(
            action="conversations.read_thread",
            call=lambda actor: actions.read_thread(thread.id, by=actor),
            may=both,
            **sides,
        ),
        Case(
            action="conversations.mute_thread",
            call=lambda actor: actions.mute_thread(thread.id, muted=True, by=actor),
            may=both,
            **sides,
        ),
        Case(
            action="conversations.read_notice",
            call=lambda actor: actions.read_notice(notice.id, by=actor),
            may={"owner"},
            **sides,
        ),
        Case(
            action="conversations.read_all_notices",
            call=lambda actor: actions.read_all_notices(by=actor),
            may=SIGNED_IN,
            **sides,
        ),
        Case(
            action="conversations.read_notices_at",
            call=lambda actor: actions.read_notices_at("/briefs/", by=actor),
            may=SIGNED_IN,
            **sides,
        ),
        Case(
            action="conversations.choose_mail",
            call=lambda actor: actions.choose_mail({"work": "digest"}, by=actor),
            may=SIGNED_IN,
            **sides,
        ),
        Case(
            action="conversations.mail_notice",
            call=lambda actor: actions.mail_notice(notice.id, by=actor),
            may={"system"},
            **sides,
        ),
        Case(
            action="conversations.mail_digest",
            call=lambda actor: actions.mail_digest(ida.id, by=actor),
            may={"system"},
            **sides,
        ),
    ]
