"""Who may read the files of which subject. The whole table, in one place; a subject that is not here is private."""

from __future__ import annotations

from hirehall.conversations.queries import message_readable
from hirehall.files.access import READERS, Reader

TABLE: dict[str, Reader] = {
    "message": message_readable,
}


def fill() -> None:
    """Tell ``files`` whom to ask; called once when the installation starts."""
    READERS.update(TABLE)
