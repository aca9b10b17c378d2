"""Steps inside the caller's transaction."""

from hirehall.halls.operations.addresses import change_address, trouble_with_address
from hirehall.halls.operations.drafts import (
    begin_draft,
    close_draft,
    drop_draft,
    erase_drafts_of,
    locked_draft,
    rewrite_draft,
    set_draft_logo,
)
from hirehall.halls.operations.joining import (
    decide_application,
    enrol,
    erase_applications,
    reopen_application,
    require_member,
    require_not_suspended,
    withdraw_waiting,
)
from hirehall.halls.operations.reckoning import change_currency, date_time_zone
from hirehall.halls.operations.rows import locked_hall, require_way
from hirehall.halls.operations.setting import change_hall_look, date_clause, date_policy, open_hall
from hirehall.halls.operations.texts import change_texts, date_text

__all__ = [
    "begin_draft",
    "change_address",
    "change_currency",
    "change_hall_look",
    "change_texts",
    "close_draft",
    "date_clause",
    "date_policy",
    "date_text",
    "date_time_zone",
    "decide_application",
    "drop_draft",
    "enrol",
    "erase_applications",
    "erase_drafts_of",
    "locked_draft",
    "locked_hall",
    "open_hall",
    "reopen_application",
    "require_member",
    "require_not_suspended",
    "require_way",
    "rewrite_draft",
    "set_draft_logo",
    "trouble_with_address",
    "withdraw_waiting",
]
