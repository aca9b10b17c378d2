"""Steps inside the caller's transaction."""

from hirehall.skills.operations.pieces import erase_of, hang, locked_piece, skill_slug
from hirehall.skills.operations.taxonomy import (
    add_category,
    add_skill,
    close_skill,
    rename_category,
    reopen_skill,
    seed_taxonomy,
)

__all__ = [
    "add_category",
    "add_skill",
    "close_skill",
    "erase_of",
    "hang",
    "locked_piece",
    "rename_category",
    "reopen_skill",
    "seed_taxonomy",
    "skill_slug",
]
