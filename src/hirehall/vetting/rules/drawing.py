"""How a test is drawn and shuffled: by its seed alone, so that it can be explained and drawn again years later.

Each thing is put where the SHA-256 of ``seed:name`` puts it. That is a fair shuffle (each order is as likely as any
other, as far as anybody can tell from outside) and the same in every version of every language.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence

from hirehall.vetting.models import Question
from hirehall.vetting.states import CHOOSES, Kind


def new_seed() -> str:
    return secrets.token_hex(16)


def _place(seed: str, name: str) -> str:
    return hashlib.sha256(f"{seed}:{name}".encode()).hexdigest()


def drawn(seed: str, questions: Sequence[Question], many: int) -> list[Question]:
    """The questions of a sitting in the order in which they are asked."""
    return sorted(questions, key=lambda question: _place(seed, question.key))[:many]


def shown_order(seed: str, question: Question) -> list[int]:
    """The written places of a question's options in the order in which they are shown.

    Things to be put in order are never shown in their right order.
    """
    if question.kind not in CHOOSES:
        return []
    places = range(len(question.options))
    mixed = sorted(places, key=lambda place: _place(seed, f"{question.key}:{place}"))
    return mixed[1:] + mixed[:1] if question.kind == Kind.ORDER and mixed == [*places] else mixed
