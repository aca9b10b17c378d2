"""What can happen with reviews; surfaces import the actions from here."""

from hirehall.reputation.actions.release_reviews import release_reviews
from hirehall.reputation.actions.remind_reviewer import remind_reviewer
from hirehall.reputation.actions.reply_to_review import reply_to_review
from hirehall.reputation.actions.submit_review import submit_review

__all__ = [
    "release_reviews",
    "remind_reviewer",
    "reply_to_review",
    "submit_review",
]
