"""Who may join a hall: what its dated policy says about it, and who decides where somebody has to."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from hirehall.halls.states import PolicyList, PolicyNumber, declare, declare_list

OPEN, INVITATION, DOMAIN, APPLICATION = (
    "joining.open",
    "joining.invitation",
    "joining.domain",
    "joining.application",
)
AGAIN_DAYS = "joining.apply_again_days"
ELSEWHERE = "joining.elsewhere_shown"
DOMAINS, QUESTIONS = "joining.domains", "joining.questions"
declare(
    PolicyNumber(OPEN, "Everybody may join", 1, 0, 1, is_switch=True, is_work=False),
    PolicyNumber(INVITATION, "Whoever is invited may join", 0, 0, 1, is_switch=True, is_work=False),
    PolicyNumber(
        DOMAIN,
        "Whoever has an e-mail address of these domains may join",
        0,
        0,
        1,
        is_switch=True,
        is_work=False,
    ),
    PolicyNumber(
        APPLICATION, "Whoever applies and is accepted may join", 0, 0, 1, is_switch=True, is_work=False
    ),
    PolicyNumber(
        ELSEWHERE,
        "What was earned in other halls is shown, unless a person chooses otherwise",
        1,
        0,
        1,
        is_switch=True,
        is_work=False,
    ),
    PolicyNumber(AGAIN_DAYS, "Days until somebody who was refused can apply again", 90, 1, 730),
)
declare_list(
    PolicyList(DOMAINS, "E-mail domains whose addresses may join", 50, 253),
    PolicyList(QUESTIONS, "Questions to who applies", 12, 300),
)
USUAL_QUESTION = "What would you like to do here?"


class Standing(StrEnum):
    """Where a person stands in a hall."""

    JOINED = "joined"
    LEFT = "left"
    SUSPENDED = "suspended"


class How(StrEnum):
    """By which door somebody became a member."""

    BEFORE = "before"
    ACT = "act"
    OPEN = "open"
    INVITATION = "invitation"
    DOMAIN = "domain"
    APPLICATION = "application"


class Applied(StrEnum):
    """Where an application stands."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"


_deciders: dict[str, Callable[[UUID], bool]] = {}
_judges: dict[str, Callable[[UUID, UUID], bool]] = {}


def leave_to(name: str, takes: Callable[[UUID], bool], *, judged: Callable[[UUID, UUID], bool]) -> None:
    """Leave the applications of some halls to another module, as a screening pipeline. An operator can still
    decide each of them: the last word is the desk’s.

    Args:
        name: who decides; it calls ``halls.operations.decide_application``.
        takes: whether it decides for this hall now.
        judged: whether in its decision on an application a person had a part, who then answers no appeal against it.
    """
    _deciders[name], _judges[name] = takes, judged


def had_part(decider: str, application_id: UUID, person_id: UUID) -> bool:
    """Whether the person had a part in what the module has decided about an application."""
    return decider in _judges and _judges[decider](application_id, person_id)


def decider_of(hall_id: UUID) -> str:
    """Who decides about new applications of the hall: a module that has said so, else the desk."""
    return next((name for name, takes in _deciders.items() if takes(hall_id)), "desk")
