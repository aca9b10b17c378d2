"""How records, windows and reviews are obtained. Nothing of a review leaves here before its reveal."""

from hirehall.reputation.formula import quarter
from hirehall.reputation.queries.endings import Ended, ended_contract
from hirehall.reputation.queries.evaluations import Judged, owes_evaluation, own_evaluation
from hirehall.reputation.queries.habits import Habits
from hirehall.reputation.queries.own_data import exported
from hirehall.reputation.queries.own_standing import (
    OwnField,
    constants_table,
    exported_standings,
    own_standings,
    what_if,
)
from hirehall.reputation.queries.pieces import Piece
from hirehall.reputation.queries.proofs import (
    Told,
    certificate_of_sitting,
    certificates_to_follow,
    proofs_told,
    tasks_to_follow,
)
from hirehall.reputation.queries.records import (
    ClientRecord,
    Record,
    Share,
    client_key,
    client_record_of,
    record_of,
    records_to_keep,
    sentence_shown,
)
from hirehall.reputation.queries.reviews import (
    PublicReview,
    reviews_about_agency,
    reviews_about_client,
    reviews_about_freelancer,
    reviews_of_contracts,
)
from hirehall.reputation.queries.standings import Standing, chance_of, people_who_stand, standings_of
from hirehall.reputation.queries.trust import own_clients
from hirehall.reputation.queries.versions import coming, is_in_force, version_shown, versions
from hirehall.reputation.queries.windows import (
    MyReviews,
    WindowLine,
    WindowPage,
    freelancer_of,
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
    "Habits",
    "Judged",
    "MyReviews",
    "OwnField",
    "Piece",
    "PublicReview",
    "Record",
    "Share",
    "Standing",
    "Told",
    "WindowLine",
    "WindowPage",
    "certificate_of_sitting",
    "certificates_to_follow",
    "chance_of",
    "client_key",
    "client_record_of",
    "coming",
    "constants_table",
    "ended_contract",
    "exported",
    "exported_standings",
    "freelancer_of",
    "is_in_force",
    "my_reviews",
    "owes_evaluation",
    "own_clients",
    "own_evaluation",
    "own_standings",
    "people_who_stand",
    "proofs_told",
    "quarter",
    "record_of",
    "records_to_keep",
    "reminders_due",
    "reviews_about_agency",
    "reviews_about_client",
    "reviews_about_freelancer",
    "reviews_of_contracts",
    "sentence_shown",
    "standings_of",
    "tasks_to_follow",
    "turns_for",
    "version_shown",
    "versions",
    "what_if",
    "window_about",
    "window_for",
    "windows_due",
]
