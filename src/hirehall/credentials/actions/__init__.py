"""What can happen to credentials."""

from hirehall.credentials.actions.ask_client import answer_consent, ask_consent, withdraw_consent
from hirehall.credentials.actions.follow_bank import follow_bank
from hirehall.credentials.actions.follow_certificate import follow_certificate
from hirehall.credentials.actions.import_credential import import_credential, remove_import
from hirehall.credentials.actions.issue_credential import issue_credential, show_credential
from hirehall.credentials.actions.revoke_credential import revoke_credential, take_back_credential
from hirehall.credentials.actions.rotate_key import rotate_key

__all__ = [
    "answer_consent",
    "ask_consent",
    "follow_bank",
    "follow_certificate",
    "import_credential",
    "issue_credential",
    "remove_import",
    "revoke_credential",
    "rotate_key",
    "show_credential",
    "take_back_credential",
    "withdraw_consent",
]
