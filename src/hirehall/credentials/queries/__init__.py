"""How credentials are obtained and checked."""

from hirehall.credentials.queries.documents import did_document_of, status_body
from hirehall.credentials.queries.gathering import gather, read_link
from hirehall.credentials.queries.given import text_of
from hirehall.credentials.queries.lists import (
    Card,
    ElsewhereCard,
    Mine,
    bank_says,
    consent_page,
    credential_page,
    credential_row,
    elsewhere_of,
    exported,
    issued_in,
    keys_of,
    my_credentials,
    preview,
    shown_of,
    status_list,
    turns_for,
)
from hirehall.credentials.queries.verifying import Outcome, Verdict, judge

__all__ = [
    "Card",
    "ElsewhereCard",
    "Mine",
    "Outcome",
    "Verdict",
    "bank_says",
    "consent_page",
    "credential_page",
    "credential_row",
    "did_document_of",
    "elsewhere_of",
    "exported",
    "gather",
    "issued_in",
    "judge",
    "keys_of",
    "my_credentials",
    "preview",
    "read_link",
    "shown_of",
    "status_body",
    "status_list",
    "text_of",
    "turns_for",
]
