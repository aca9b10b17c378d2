"""Steps inside the caller's transaction."""

from hirehall.skills.operations.closing import close_skill, reopen_skill
from hirehall.skills.operations.pieces import erase_of, hang, locked_piece, pictures_of, skill_slug
from hirehall.skills.operations.showings import (
    cool,
    lock_place,
    lock_showing,
    see_pictures,
    see_pictures_of,
    set_likes,
    set_shown,
    show_new,
)
from hirehall.skills.operations.taxonomy import (
    add_category,
    add_skill,
    change_words,
    order_categories,
    rename_category,
    rename_skill,
    seed_taxonomy,
)

__all__ = [
    "add_category",
    "add_skill",
    "change_words",
    "close_skill",
    "cool",
    "erase_of",
    "hang",
    "lock_place",
    "lock_showing",
    "locked_piece",
    "order_categories",
    "pictures_of",
    "rename_category",
    "rename_skill",
    "reopen_skill",
    "see_pictures",
    "see_pictures_of",
    "seed_taxonomy",
    "set_likes",
    "set_shown",
    "show_new",
    "skill_slug",
]
