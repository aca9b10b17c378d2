"""Banks as files, for pages and programs of operators."""

from __future__ import annotations

from uuid import UUID

from hirehall.foundation.actor import Actor
from hirehall.vetting.queries.banks import version_for
from hirehall.vetting.rules import bank_file
from hirehall.vetting.rules.bank_file import LARGEST_FILE, Read
from hirehall.vetting.rules.bank_file import NUMBERS as QUESTION_NUMBERS

__all__ = ["LARGEST_FILE", "QUESTION_NUMBERS", "Read", "bank_as_csv", "bank_as_toml", "read_bank_file"]


def read_bank_file(text: str) -> Read:
    """What a file says, and all that is wrong with it; nothing changes."""
    return bank_file.read(text)


def bank_as_toml(by: Actor, version_id: UUID) -> str:
    """A version with its numbers and right answers; read again, it gives the same.

    Raises:
        Refused: ``bank.not_found``.
    """
    version = version_for(by, version_id)
    return bank_file.as_toml(version, version.questions.all())


def bank_as_csv(by: Actor, version_id: UUID) -> str:
    """The questions of a version as a table.

    Raises:
        Refused: ``bank.not_found``.
    """
    return bank_file.as_csv(version_for(by, version_id).questions.all())
