"""Steps inside the caller's transaction."""

from hirehall.halls.operations.rows import locked_hall, require_way
from hirehall.halls.operations.setting import change_hall_look, date_clause, date_policy, open_hall

__all__ = ["change_hall_look", "date_clause", "date_policy", "locked_hall", "open_hall", "require_way"]
