"""Who may join, and what is said to whom the hall has not let in."""

from __future__ import annotations

from datetime import datetime

from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Application, Policy
from hirehall.halls.states.joining import (
    APPLICATION,
    DOMAIN,
    DOMAINS,
    INVITATION,
    OPEN,
    QUESTIONS,
    USUAL_QUESTION,
)
from hirehall.look.formats import day_text

SHORTEST_REASON, LONGEST_REASON = 5, 1000
SHORTEST_APPEAL, LONGEST_APPEAL = 20, 2000
LONGEST_ANSWER = 4000
MOST_USES = 10_000
LONGEST_INVITATION_DAYS = 365
MOST_ADDRESSES = 100


def is_open(policy: Policy) -> bool:
    return bool(policy.number(OPEN))


def takes(policy: Policy, door: str) -> bool:
    """Whether people come in by this door; an open hall needs no other."""
    return not is_open(policy) and bool(policy.number(door))


def questions(policy: Policy) -> tuple[str, ...]:
    """What who applies is asked."""
    return policy.words(QUESTIONS) or (USUAL_QUESTION,)


def ways_in(policy: Policy) -> str:
    """How people become members, as the rest of a sentence; empty where nobody can now."""
    if is_open(policy):
        return "with one click"
    found = ["with an invitation"] if takes(policy, INVITATION) else []
    if takes(policy, DOMAIN) and policy.words(DOMAINS):
        found.append(f"with a confirmed e-mail address of {' or '.join(policy.words(DOMAINS))}")
    if takes(policy, APPLICATION):
        found.append("by application")
    return " or ".join([", ".join(found[:-1]), found[-1]] if len(found) > 2 else found)


def members_only(policy: Policy) -> Refused:
    """The refusal of who is no member; it says how to become one, and surfaces lead there."""
    how = ways_in(policy)
    onward = f"People join {how}; “Joining” has the way in." if how else "It takes no new members at present."
    return Refused(
        "hall.members_only", f"This is for members of this hall. {onward}", because=Because.FORBIDDEN
    )


def suspended_here(reason: str) -> Refused:
    return Refused(
        "hall.suspended_here",
        f"Your membership of this hall is suspended: {reason} What runs already goes on.",
        because=Because.FORBIDDEN,
    )


def require_person(by: Actor) -> None:
    """Operators and the system do not join, leave or apply for anybody.

    Raises:
        Refused: ``actor.sign_in``, ``person.only_oneself``.
    """
    by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused(
            "person.only_oneself",
            "This can only be done by the person themselves. End the staff session first.",
            because=Because.FORBIDDEN,
        )


def require_reason(text: str) -> str:
    """A decision about somebody always has its reason."""
    return _between(
        text, SHORTEST_REASON, LONGEST_REASON, "reason", "application.reason_missing", "the reason"
    )


def require_appeal(text: str) -> str:
    return _between(
        text, SHORTEST_APPEAL, LONGEST_APPEAL, "text", "application.appeal_length", "what was overlooked"
    )


def require_answers(policy: Policy, answers: tuple[str, ...]) -> list[dict[str, str]]:
    """Each question with its answer.

    Raises:
        Refused: ``application.answers_missing``.
    """
    asked = questions(policy)
    if len(answers) != len(asked) or any(not 1 <= len(one.strip()) <= LONGEST_ANSWER for one in answers):
        raise Refused(
            "application.answers_missing",
            f"Answer each of the {len(asked)} questions, in at most {LONGEST_ANSWER} characters."
            if len(asked) > 1
            else f"Answer the question, in at most {LONGEST_ANSWER} characters.",
            because=Because.INVALID,
            field="answers",
        )
    return [
        {"question": question, "answer": answer.strip()}
        for question, answer in zip(asked, answers, strict=True)
    ]


def require_time_for_again(latest: Application | None, now: datetime) -> None:
    """Refuse who was refused and whose date has not come.

    Raises:
        Refused: ``application.too_early``.
    """
    if latest is not None and latest.again_at is not None and latest.again_at > now:
        raise Refused(
            "application.too_early", f"You can apply again from {day_text(latest.again_at.date())} on."
        )


def _between(text: str, least: int, most: int, field: str, code: str, what: str) -> str:
    kept = text.strip()
    if not least <= len(kept) <= most:
        raise Refused(
            code, f"Write {what}, in {least} to {most:,} characters.", because=Because.INVALID, field=field
        )
    return kept
