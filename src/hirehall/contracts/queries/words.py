"""What people call each engagement model and its units of work; wiring/engagement_models.py fills the table."""

from __future__ import annotations

from dataclasses import dataclass, field

from hirehall.contracts.queries.telling import Words


@dataclass(frozen=True, slots=True)
class ModelWords:
    """The words of one model.

    Attributes:
        name: in lists and filters.
        unit, units: heads of a column and of a chapter in the agreement.
        own_page: what a freelancer has across all contracts of the model: a button’s text, and the address’ name.
        has_whole: whether the terms’ sum is all that will be paid; where it is one of many, nothing is paid “of” it.
        told: what happened under its contracts, as the timeline says it.
    """

    name: str
    unit: str
    units: str
    own_page: tuple[str, str] | None = None
    has_whole: bool = True
    told: Words = field(default_factory=dict)


MODEL_WORDS: dict[str, ModelWords] = {}


def words_of(model: str) -> ModelWords:
    return MODEL_WORDS.get(model) or ModelWords(model.capitalize(), "Unit", "Units of work")
