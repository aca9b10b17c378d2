"""What can happen with reviews; surfaces import the actions from here."""

from hirehall.reputation.actions.keep_certificate import keep_certificate
from hirehall.reputation.actions.keep_record import keep_record
from hirehall.reputation.actions.keep_task import keep_task
from hirehall.reputation.actions.open_review_window import open_review_window
from hirehall.reputation.actions.refresh_figures import refresh_figures
from hirehall.reputation.actions.refresh_standing import refresh_standing
from hirehall.reputation.actions.refresh_trust import refresh_trust
from hirehall.reputation.actions.release_reviews import release_reviews
from hirehall.reputation.actions.remind_reviewer import remind_reviewer
from hirehall.reputation.actions.reply_to_review import reply_to_review
from hirehall.reputation.actions.submit_review import submit_review
from hirehall.reputation.actions.verify_client import ask_verification, clear_link, verify_client

__all__ = [
    "ask_verification",
    "clear_link",
    "keep_certificate",
    "keep_record",
    "keep_task",
    "open_review_window",
    "refresh_figures",
    "refresh_standing",
    "refresh_trust",
    "release_reviews",
    "remind_reviewer",
    "reply_to_review",
    "submit_review",
    "verify_client",
]
