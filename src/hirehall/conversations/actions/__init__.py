"""What can happen in conversations; surfaces import the actions from here."""

from hirehall.conversations.actions.choose_mail import choose_mail
from hirehall.conversations.actions.mail_notices import mail_digest, mail_notice
from hirehall.conversations.actions.mute_thread import mute_thread
from hirehall.conversations.actions.read_notices import read_all_notices, read_notice, read_notices_at
from hirehall.conversations.actions.read_thread import read_thread
from hirehall.conversations.actions.send_message import send_message

__all__ = [
    "choose_mail",
    "mail_digest",
    "mail_notice",
    "mute_thread",
    "read_all_notices",
    "read_notice",
    "read_notices_at",
    "read_thread",
    "send_message",
]
