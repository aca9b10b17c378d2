"""The questions. Points say how much an answer speaks for each side; a reason is shown where it weighs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One answer.

    Attributes:
        text: as a person would say it.
        freelancer, client: how much it speaks for that side.
        reason: the sentence of the result that it stands behind; empty where it says nothing by itself.
        value: the amount, or the rung of proof, where the question asks for one.
        way: the way of working without which nobody is asked this; its number stays its own.
    """

    text: str
    freelancer: int = 0
    client: int = 0
    reason: str = ""
    value: int = 0
    icon: str = "circle"
    way: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    name: str
    text: str
    hint: str
    options: tuple[Option, ...]


QUESTIONS: tuple[Question, ...] = (
    Question(
        "want",
        "What would you like to happen?",
        "The first thing that comes to mind is fine.",
        (
            Option(
                "I do work for others and am paid for it",
                3,
                0,
                "You want to be paid for your work.",
                icon="hammer",
            ),
            Option(
                "Somebody does work for me, and I pay",
                0,
                3,
                "You want work done for you.",
                icon="clipboard-list",
            ),
            Option(
                "Both, at different times", 2, 2, "You want to do work and to hand work over.", icon="repeat"
            ),
            Option("I do not know yet", icon="compass"),
        ),
    ),
    Question(
        "skill",
        "Is there a kind of work that you do well?",
        "Trained, taught yourself, or simply the thing that others ask you for.",
        (
            Option(
                "Yes, and I have done it for others",
                2,
                0,
                "You have a skill that you have used for others.",
                icon="badge-check",
            ),
            Option(
                "Yes, but only for myself so far",
                1,
                0,
                "You have a skill that nobody has tested yet.",
                icon="user",
            ),
            Option("I am still learning it", 0, 0, icon="sprout"),
            Option(
                "No, and that is not my plan", -3, 1, "You do not plan to sell a skill.", icon="circle-minus"
            ),
        ),
    ),
    Question(
        "need",
        "Is there work in front of you that you cannot or will not do yourself?",
        "A text, a website, the books, a translation, a picture.",
        (
            Option(
                "Yes, right now",
                0,
                3,
                "There is work waiting that somebody else should do.",
                icon="hourglass",
            ),
            Option("Now and then", 0, 1, icon="calendar"),
            Option("No", 0, -2, "Nothing is waiting for somebody else.", icon="check"),
        ),
    ),
    Question(
        "money",
        "Which way should money go in the next three months?",
        "Handing over work costs money before it earns any.",
        (
            Option("Towards me", 2, -1, "Money should come in.", icon="arrow-down-left"),
            Option(
                "I can spend some to get a result", 0, 2, "You can pay for a result.", icon="arrow-up-right"
            ),
            Option("Both: I spend some to earn more", 1, 1, "You can spend to earn.", icon="repeat"),
        ),
    ),
    Question(
        "business",
        "What stands behind you?",
        "It decides what the other side will want to see.",
        (
            Option(
                "An established business or organisation",
                0,
                2,
                "A business stands behind you.",
                icon="building-2",
            ),
            Option("I work for myself already", 2, 1, "You already work for yourself.", icon="briefcase"),
            Option("A job, with evenings and weekends", 1, 0, icon="moon"),
            Option("A private project or idea", 0, 1, icon="lightbulb"),
            Option("Nothing yet, and that is fine", icon="circle"),
        ),
    ),
    Question(
        "time",
        "How much time of yours could go into work for others?",
        "Each week, honestly.",
        (
            Option("None", -3, 1, "You have no time to work for others.", icon="circle-minus"),
            Option("Some hours", 0, 0, icon="clock"),
            Option("Two or three days", 1, 0, "You have days for paid work.", icon="calendar"),
            Option("Full time", 2, 0, "You have your full time for paid work.", icon="sun"),
        ),
    ),
    Question(
        "proof",
        "What could you show a stranger today?",
        "Of the skill that you would be paid for. Choose the strongest; the result says what comes next.",
        (
            Option("Nothing yet", value=0, icon="circle"),
            Option("Pieces that I made for myself", value=1, icon="image"),
            Option("Work for others, unpaid or without a name to ask", value=2, icon="users"),
            Option("A certificate or a passed test", value=3, icon="award"),
            Option("Paid work, and a client who would vouch for it", value=4, icon="handshake"),
            Option("Reviews on another platform", value=5, icon="star"),
            Option("I would not be the one who is paid", value=-1, icon="x"),
        ),
    ),
    Question(
        "amount",
        "How big is a typical piece of this work?",
        "Roughly; it is only for the figures on the next page.",
        (
            Option("About 50", value=50, icon="coins"),
            Option("About 250", value=250, icon="coins"),
            Option("About 1,000", value=1_000, icon="coins"),
            Option("About 5,000", value=5_000, icon="coins"),
            Option("20,000 or more", value=20_000, icon="coins"),
        ),
    ),
)
