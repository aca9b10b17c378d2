"""What follows from the answers: a side, why, the next proof, and the first steps. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.foundation.refused import not_found
from hirehall.front.guide.answers import ALL_STEPS, MOST_STEPS, chosen
from hirehall.front.guide.questions import QUESTIONS, Option
from hirehall.front.guide.ways import WAYS, Advice, advised

ENOUGH = 3
FEW_SIGNS = "Your answers only lean this way: look at the other side as well before you join."
CLEAR_LEAD = 4


@dataclass(frozen=True, slots=True)
class Proof:
    """Where one stands with proof of a skill: the rung today, and the next one."""

    rung: int
    today: str
    next_title: str
    next_text: str


@dataclass(frozen=True, slots=True)
class FirstStep:
    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Result:
    """The end of the guide.

    Attributes:
        side: ``freelancer``, ``client`` or ``both``.
        points: how much spoke for the freelancer's and for the client's side, out of all that could.
        reasons: the answers that decided it, as sentences.
        amount: the typical work, in major units.
        proof: the rung of proof, for those who would be paid.
        advice: the way of working that fits, once it was asked for.
    """

    code: str
    side: str
    title: str
    text: str
    points: tuple[int, int]
    most: tuple[int, int]
    reasons: tuple[str, ...]
    amount: int
    proof: Proof | None
    steps: tuple[FirstStep, ...]
    advice: Advice | None = None

    @property
    def origin(self) -> str:
        """How the two would have met: it selects the fee."""
        return "direct" if self.advice and self.advice.direct else "marketplace"


TITLES = {
    "freelancer": ("You are on the freelancer’s side", "You do the work, and clients pay you for it."),
    "client": ("You are on the client’s side", "You outsource: others do the work, and you pay for results."),
    "both": ("You wear both hats", "You work for others, and hand over what others do better. One log-in does both."),
}  # fmt: skip

LADDER: tuple[tuple[str, str, str], ...] = (
    ("Nothing to show yet", "Make one piece",
     ("Choose a small, real task of your trade, do it as if somebody had ordered it, "
     "and show it in your portfolio with two sentences on how you did it.")),
    ("Pieces made for yourself", "Do one for somebody else",
     "Answer one small brief, or help somebody you know. What counts is that another person said what they needed."),
    ("Work for others without a name to ask", "Get it confirmed",
     "Take a certificate or a test of your trade, or ask the person you worked for to vouch for it."),
    ("A certificate or a passed test", "Get paid once",
     ("A small paid contract proves more than a second certificate. "
     "Choose a brief whose criteria you are sure to meet.")),
    ("Paid work and somebody who vouches", "Get your first review here",
     ("Finish one contract in this hall. Both sides review each other, "
     "and neither sees the other’s review before it has written its own.")),
    ("Reviews on another platform", "Bring your own clients",
     ("Link your reviews from your profile and start with a client who knows you: "
     "the record begins with the first contract.")),
)  # fmt: skip

FREELANCER_STEPS = (
    FirstStep("Join with the freelancer’s hat", "join"),
    FirstStep("Write a headline that names the work, not the title", "profile"),
    FirstStep("Show one piece in your portfolio", "portfolio"),
    FirstStep("Answer one brief whose criteria you are sure to meet", "briefs"),
)
CLIENT_STEPS = (
    FirstStep("Join with the client’s hat", "join"),
    FirstStep("Describe the problem and how you will know that it is solved", "brief"),
    FirstStep("Compare the proposals side by side and ask what is unclear", "proposals"),
    FirstStep("Fund the first milestone; the money is held until you accept the work", "fund"),
)
BOTH_STEPS = (
    FirstStep("Join with both hats; one click switches", "join"),
    FirstStep("Start with the side that is urgent: a brief takes ten minutes", "brief"),
    FirstStep("Show one piece of your own work in your portfolio", "portfolio"),
    FirstStep("Keep the two apart: money in and money out have their own statements", "money"),
)
STEPS = {"freelancer": FREELANCER_STEPS, "client": CLIENT_STEPS, "both": BOTH_STEPS}


def result_of(code: str, among: tuple[str, ...] = WAYS) -> Result:
    """The result for a full set of answers.

    Args:
        among: the ways of working that the hall offers.

    Raises:
        Refused: ``guide.not_found`` where answers are missing or wrong.
    """
    everything = chosen(code)
    if len(everything) not in (MOST_STEPS, ALL_STEPS):
        raise not_found("guide")
    options, more = everything[:MOST_STEPS], everything[MOST_STEPS:]
    freelancer = sum(option.freelancer for option in options)
    client = sum(option.client for option in options)
    side = _side(freelancer, client)
    answers = dict(zip((question.name for question in QUESTIONS), options, strict=True))
    rung = answers["proof"].value
    title, text = TITLES[side]
    if side != "both" and max(freelancer, client) < ENOUGH:
        text = f"{text} {FEW_SIGNS}"
    return Result(
        code=code,
        side=side,
        title=title,
        text=text,
        points=(max(0, freelancer), max(0, client)),
        most=_most(),
        reasons=tuple(option.reason for option in options if option.reason and _speaks_for(option, side)),
        amount=answers["amount"].value,
        proof=_proof(max(rung, 0)) if side != "client" else None,
        steps=STEPS[side],
        advice=advised(more, tuple(int(digit) - 1 for digit in code[MOST_STEPS:]), side, among)
        if more
        else None,
    )


def _side(freelancer: int, client: int) -> str:
    if freelancer >= ENOUGH and client >= ENOUGH and abs(freelancer - client) < CLEAR_LEAD:
        return "both"
    if freelancer == client:
        return "both"
    return "freelancer" if freelancer > client else "client"


def _speaks_for(option: Option, side: str) -> bool:
    if side == "both":
        return option.freelancer > 0 or option.client > 0
    mine, other = (
        (option.freelancer, option.client) if side == "freelancer" else (option.client, option.freelancer)
    )
    return mine > 0 or other < 0


def _most() -> tuple[int, int]:
    return (
        sum(max(option.freelancer for option in question.options) for question in QUESTIONS),
        sum(max(option.client for option in question.options) for question in QUESTIONS),
    )


def _proof(rung: int) -> Proof:
    today, title, text = LADDER[rung]
    return Proof(rung, today, title, text)
