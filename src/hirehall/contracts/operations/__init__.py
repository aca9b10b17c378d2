"""The only write door for engagement models: each step runs in the caller's transaction."""

from hirehall.contracts.operations.agreement import draw, keep_agreement
from hirehall.contracts.operations.banking import BANK_ACTS, BankActs
from hirehall.contracts.operations.clauses import chosen_clauses
from hirehall.contracts.operations.endings import (
    decline_ending,
    end,
    lapse_ending,
    propose_ending,
    settle_ending,
    withdraw_ending,
)
from hirehall.contracts.operations.extras import begin_extra, fail_extra, lose_extra, settle_extra
from hirehall.contracts.operations.freezing import CLOCKS, MoveClocks, freeze, run_on, stand_still, thaw
from hirehall.contracts.operations.lane import require_first_timer
from hirehall.contracts.operations.offers import (
    WrittenTerms,
    close_offer,
    counter_offer,
    require_nobody_suspended,
    rewrite_draft,
    send_offer,
    write_draft,
)
from hirehall.contracts.operations.postings import (
    ask_for_posting,
    close_posting,
    give_back,
    lose_posting,
    require_poster,
    start_from_posting,
    write_posting,
)
from hirehall.contracts.operations.sharing import (
    agree_if_all_have,
    close_split,
    follow_departure,
    write_split,
)
from hirehall.contracts.operations.standing import end_standing, fill_in_split
from hirehall.contracts.operations.starting import open_room, start_contract, start_from_published
from hirehall.contracts.operations.terms import (
    adopt_terms,
    close_terms_change,
    propose_terms,
    tally,
    touch,
)
from hirehall.contracts.operations.units import fill, refund, release, roll_on

__all__ = [
    "BANK_ACTS",
    "CLOCKS",
    "BankActs",
    "MoveClocks",
    "WrittenTerms",
    "adopt_terms",
    "agree_if_all_have",
    "ask_for_posting",
    "begin_extra",
    "chosen_clauses",
    "close_offer",
    "close_posting",
    "close_split",
    "close_terms_change",
    "counter_offer",
    "decline_ending",
    "draw",
    "end",
    "end_standing",
    "fail_extra",
    "fill",
    "fill_in_split",
    "follow_departure",
    "freeze",
    "give_back",
    "keep_agreement",
    "lapse_ending",
    "lose_extra",
    "lose_posting",
    "open_room",
    "propose_ending",
    "propose_terms",
    "refund",
    "release",
    "require_first_timer",
    "require_nobody_suspended",
    "require_poster",
    "rewrite_draft",
    "roll_on",
    "run_on",
    "send_offer",
    "settle_ending",
    "settle_extra",
    "stand_still",
    "start_contract",
    "start_from_posting",
    "start_from_published",
    "tally",
    "thaw",
    "touch",
    "withdraw_ending",
    "write_draft",
    "write_posting",
    "write_split",
]
