"""How notices, threads and messages are obtained; only ever a person's own."""

from hirehall.conversations.queries.notices import (
    MailSetting,
    NoticeState,
    Unread,
    cursor_id,
    mail_settings,
    notice_for,
    notice_state,
    notices_for,
    people_with_digest_due,
    unread_counts,
)
from hirehall.conversations.queries.own_data import exported
from hirehall.conversations.queries.threads import (
    MessageLine,
    ThreadLine,
    ThreadPage,
    message_readable,
    require_participation,
    thread_about,
    thread_for,
    threads_for,
    waiting_for_message,
)

__all__ = [
    "MailSetting",
    "MessageLine",
    "NoticeState",
    "ThreadLine",
    "ThreadPage",
    "Unread",
    "cursor_id",
    "exported",
    "mail_settings",
    "message_readable",
    "notice_for",
    "notice_state",
    "notices_for",
    "people_with_digest_due",
    "require_participation",
    "thread_about",
    "thread_for",
    "threads_for",
    "unread_counts",
    "waiting_for_message",
]
