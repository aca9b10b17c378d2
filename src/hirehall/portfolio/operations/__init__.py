"""Steps inside the caller's transaction."""

from hirehall.portfolio.operations.liking import cool_all, count_likes, erase_of

__all__ = ["cool_all", "count_likes", "erase_of"]
