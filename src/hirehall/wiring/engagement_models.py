"""What ``contracts`` asks each engagement model without knowing it. The whole table, in one place."""

from __future__ import annotations

from hirehall.contracts.operations import BANK_ACTS, CLOCKS, BankActs, MoveClocks
from hirehall.contracts.queries import MODEL_WORDS, STEPS, ModelWords, StepsOf
from hirehall.contracts.states import ALIKE, EXTRAS, ExtraRule
from hirehall.engagements.hourly import operations as hourly_operations
from hirehall.engagements.hourly import queries as hourly_queries
from hirehall.engagements.hourly.actions import face_chargeback as hourly_bank
from hirehall.engagements.hourly.queries import telling as hourly_telling
from hirehall.engagements.milestone import operations as milestone_operations
from hirehall.engagements.milestone import queries as milestone_queries
from hirehall.engagements.milestone.actions import face_chargeback as milestone_bank
from hirehall.engagements.milestone.queries import telling as milestone_telling
from hirehall.engagements.package import operations as package_operations
from hirehall.engagements.package import queries as package_queries
from hirehall.engagements.package.actions import face_chargeback as package_bank
from hirehall.engagements.package.queries import telling as package_telling
from hirehall.engagements.trial import operations as trial_operations
from hirehall.engagements.trial import queries as trial_queries
from hirehall.engagements.trial.actions import face_chargeback as trial_bank
from hirehall.engagements.trial.queries import telling as trial_telling
from hirehall.engagements.unit import operations as unit_operations
from hirehall.engagements.unit import queries as unit_queries
from hirehall.engagements.unit.actions import face_chargeback as unit_bank
from hirehall.engagements.unit.queries import telling as unit_telling

# How its clocks move on when a contract that stood still runs on.
MOVE_CLOCKS: dict[str, MoveClocks] = {
    "hourly": hourly_operations.stop_clocks_for,
    "milestone": milestone_operations.stop_clocks_for,
    "package": package_operations.stop_clocks_for,
    "trial": trial_operations.stop_clocks_for,
    "unit": unit_operations.stop_clocks_for,
}
# What it does when a client's bank wants the payment of one of its units back.
FACE_BANK: dict[str, BankActs] = {
    model: BankActs(acts.freeze_for_chargeback, acts.resume_after_chargeback, acts.settle_chargeback)
    for model, acts in (
        ("hourly", hourly_bank),
        ("milestone", milestone_bank),
        ("package", package_bank),
        ("trial", trial_bank),
        ("unit", unit_bank),
    )
}
# What comes next under each of many contracts.
NEXT_STEPS: dict[str, StepsOf] = {
    "hourly": hourly_queries.steps_of,
    "milestone": milestone_queries.steps_of,
    "package": package_queries.steps_of,
    "trial": trial_queries.steps_of,
    "unit": unit_queries.steps_of,
}
# What it and its units of work are called in lists and agreements.
WORDS: dict[str, ModelWords] = {
    "hourly": ModelWords(
        "By the hour",
        "A full week",
        "Each week",
        own_page=("Your hours", "hourly:hours"),
        has_whole=False,
        told=hourly_telling.WORDS,
    ),
    "milestone": ModelWords("By milestones", "Milestone", "Milestones", told=milestone_telling.WORDS),
    "package": ModelWords("Package", "Order", "The order", told=package_telling.WORDS),
    "trial": ModelWords("Trial", "Trial", "The trial", told=trial_telling.WORDS),
    "unit": ModelWords("By the unit", "Order", "The order", told=unit_telling.WORDS),
}
# What is paid beside its units of work, if anything is, and when.
EXTRA_RULES: dict[str, ExtraRule] = {
    "hourly": ExtraRule("a bonus", while_active=True),
    "package": ExtraRule("a tip"),
    "unit": ExtraRule("a tip"),
}
# Of which models several contracts are alike, so that an agency agrees once how they are shared.
ALIKE_CONTRACTS: dict[str, str] = {"package": "later orders of this service"}


def fill() -> None:
    """Tell ``contracts`` whom to ask; called once when the installation starts."""
    CLOCKS.update(MOVE_CLOCKS)
    BANK_ACTS.update(FACE_BANK)
    STEPS.update(NEXT_STEPS)
    MODEL_WORDS.update(WORDS)
    EXTRAS.update(EXTRA_RULES)
    ALIKE.update(ALIKE_CONTRACTS)
