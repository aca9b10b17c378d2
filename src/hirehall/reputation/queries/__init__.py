"""How records, windows and reviews are obtained. Nothing of a review leaves here before its reveal."""

from hirehall.reputation.queries.endings import Ended
from hirehall.reputation.queries.own_data import exported
from hirehall.reputation.queries.records import (
    ClientRecord,
    Record,
    Share,
    client_key,
    client_record_of,
    record_of,
)
from hirehall.reputation.queries.reviews import (
    PublicReview,
    reviews_about_client,
    reviews_about_freelancer,
)
from hirehall.reputation.queries.windows import (
    MyReviews,
    WindowLine,
    WindowPage,
    my_reviews,
    reminders_due,
    turns_for,
    window_about,
    window_for,
    windows_due,
)

__all__ = [
    "ClientRecord",
    "Ended",
    "MyReviews",
    "PublicReview",
    "Record",
    "Share",
    "WindowLine",
    "WindowPage",
    "client_key",
    "client_record_of",
    "exported",
    "my_reviews",
    "record_of",
    "reminders_due",
    "reviews_about_client",
    "reviews_about_freelancer",
    "turns_for",
    "window_about",
    "window_for",
    "windows_due",
]
