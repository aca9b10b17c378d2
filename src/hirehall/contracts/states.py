"""The states of what every engagement shares, and the moves between them, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hirehall.halls.states import PolicyNumber, declare


class Side(StrEnum):
    """The two sides of a deal."""

    CLIENT = "client"
    FREELANCER = "freelancer"

    @property
    def other(self) -> Side:
        return Side.FREELANCER if self is Side.CLIENT else Side.CLIENT


class Origin(StrEnum):
    """How the two met. It selects the fee, once and for good."""

    MARKETPLACE = "marketplace"
    INVITED = "invited"
    DIRECT = "direct"
    REFERRAL = "referral"


class OfferState(StrEnum):
    DRAFT = "draft"
    OFFERED = "offered"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class ContractState(StrEnum):
    ACTIVE = "active"
    FROZEN = "frozen"
    ENDED = "ended"


class EndedBy(StrEnum):
    COMPLETION = "completion"
    AGREEMENT = "agreement"
    NOTICE = "notice"


class AskState(StrEnum):
    """A question that one side puts to the other: new terms, or an end with a split."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ExtraState(StrEnum):
    """Money beside the units of work: asked of the rail, at the freelancer, or not collected."""

    PAYING = "paying"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ExtraRule:
    """What money beside the units is called under one engagement model, and when it can be paid.

    Attributes:
        word: with its article: "a bonus", "a tip".
        while_active: also while the contract runs; else only after its end.
    """

    word: str
    while_active: bool = False

    @property
    def name(self) -> str:
        return self.word.partition(" ")[2]


# The models of which several contracts can be alike, so that one split is agreed for all of them, and in which words;
# wiring/engagement_models.py fills the table.
ALIKE: dict[str, str] = {}


# The models under which money can be paid beside the units of work; wiring/engagement_models.py fills the table.
EXTRAS: dict[str, ExtraRule] = {}
declare(
    PolicyNumber(
        "contract.extra_days", "Days after a contract’s end in which a bonus or a tip can be paid", 30
    )
)


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a move table: who may take a thing from one state to another, and by what."""

    name: str
    source: str
    target: str
    by: tuple[str, ...]
    posts: str = ""
    fact: str = ""


CLIENT, FREELANCER, CLOCK = "client", "freelancer", "clock"

OFFER_MOVES = (
    Move("make", "draft", "offered", (CLIENT,), fact="offer.made"),
    Move("quote", "draft", "countered", (FREELANCER,), fact="offer.quoted"),
    Move("counter", "offered", "countered", (FREELANCER,), fact="offer.countered"),
    Move("counter", "countered", "offered", (CLIENT,), fact="offer.countered"),
    Move("accept", "offered", "accepted", (FREELANCER,), fact="offer.accepted"),
    Move("accept", "countered", "accepted", (CLIENT,), fact="offer.accepted"),
    Move("decline", "offered", "declined", (FREELANCER,), fact="offer.declined"),
    Move("decline", "countered", "declined", (CLIENT,), fact="offer.declined"),
    Move("withdraw", "draft", "withdrawn", (CLIENT, FREELANCER), fact="offer.withdrawn"),
    Move("withdraw", "offered", "withdrawn", (CLIENT,), fact="offer.withdrawn"),
    Move("withdraw", "countered", "withdrawn", (FREELANCER,), fact="offer.withdrawn"),
    Move("expire", "offered", "expired", (CLOCK,), fact="offer.expired"),
    Move("expire", "countered", "expired", (CLOCK,), fact="offer.expired"),
)

CONTRACT_MOVES = (
    Move("freeze", "active", "frozen", ("dispute",), fact="contract.frozen"),
    Move("thaw", "frozen", "active", ("dispute",), fact="contract.thawed"),
    Move("complete", "active", "ended", (CLIENT, FREELANCER, CLOCK), fact="contract.ended"),
    Move("agree", "active", "ended", (CLIENT, FREELANCER), "release and refund", "contract.ended"),
    Move("give notice", "active", "ended", (CLIENT, FREELANCER), "release or refund", "contract.ended"),
)

EXTRA_MOVES = (
    Move(
        "settle", "paying", "paid", ("rail",), "money to escrow, and at once to the freelancer", "extra.paid"
    ),
    Move("fail", "paying", "failed", ("rail",), "", "extra.payment_failed"),
)

OPEN_OFFER = (OfferState.OFFERED, OfferState.COUNTERED)
WHOSE_TURN = {OfferState.OFFERED: Side.FREELANCER, OfferState.COUNTERED: Side.CLIENT}


def assert_complete(moves: tuple[Move, ...], states: type[StrEnum], final: set[str]) -> None:
    """Every state is named, every state that is not final has a way out, and no final one has.

    Raises:
        AssertionError: naming the state that is wrong.
    """
    known = {state.value for state in states}
    for move in moves:
        assert {move.source, move.target} <= known, f"{move.name} names an unknown state"  # noqa: S101
    for state in sorted(known):
        leaves = any(move.source == state for move in moves)
        assert leaves != (state in final), f"{state} must have a way out unless it is final"  # noqa: S101


assert_complete(OFFER_MOVES, OfferState, {"accepted", "declined", "withdrawn", "expired"})
assert_complete(CONTRACT_MOVES, ContractState, {"ended"})
assert_complete(EXTRA_MOVES, ExtraState, {"paid", "failed"})


def picture(moves: tuple[Move, ...], *, start: str, final: set[str]) -> str:
    """The moves as a Mermaid state diagram; moves between the same two states share one arrow."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in moves:
        label = f"{move.name} ({', '.join(move.by)})"
        arrows.setdefault((str(move.source), str(move.target)), []).append(label)
    lines = ["stateDiagram-v2", f"    [*] --> {start}"]
    lines += [
        f"    {source} --> {target}: {'; '.join(labels)}" for (source, target), labels in arrows.items()
    ]
    lines += [f"    {state} --> [*]" for state in sorted(final)]
    return "\n".join(lines)


def table(moves: tuple[Move, ...]) -> str:
    """The moves as a Markdown table: who may make it, what it posts to the ledger, which fact it records."""
    rows = ["| move | from | to | by | posts to the ledger | fact |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {move.name} | {move.source} | {move.target} | {', '.join(move.by)} | {move.posts} | `{move.fact}` |"
        for move in moves
    ]
    return "\n".join(rows)
