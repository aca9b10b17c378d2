"""The steps of the wizard, in their order, and how far a draft has come."""

from __future__ import annotations

from dataclasses import dataclass

from hirehall.foundation.refused import not_found
from hirehall.front.opening import forms
from hirehall.front.opening.texts import WordsForm
from hirehall.halls.models import HallDraft


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the wizard.

    Attributes:
        key: in its address.
    """

    key: str
    title: str
    sub: str
    form: type[forms.StepForm]


STEPS = (
    Step("address", "Name and address", "What it is called, and where it is found.", forms.AddressForm),
    Step("look", "Look", "One colour and a type. Lightness is ours, so text can be read.", forms.BrandForm),
    Step("texts", "Texts", "In its own words, in each of its languages. All of it can wait.", WordsForm),
    Step(
        "trades",
        "Fields of work",
        "What people here can do: at least one field with one skill. The list can grow later.",
        forms.TradesForm,
    ),
    Step(
        "ways", "Ways of working", "What is off has no pages here. Each can be dated later.", forms.WaysForm
    ),
    Step("fees", "Fees", "What the hall keeps of each payment. Later changes need notice.", forms.PriceForm),
    Step(
        "joining", "Who may join", "Everybody reads it before they begin something here.", forms.JoiningForm
    ),
    Step("money", "Currency and time zone", "What is paid in, and whose midnight counts.", forms.MoneyForm),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A step in the list beside the page."""

    step: Step
    number: int
    is_done: bool
    is_here: bool


def step_of(key: str) -> Step:
    """The step of an address.

    Raises:
        Refused: ``page.not_found``.
    """
    found = next((step for step in STEPS if step.key == key), None)
    if found is None:
        raise not_found("page")
    return found


def step_about(place: str) -> Step | None:
    """The step in which a mistake at this place of the file is mended."""
    fitting = [step for step in STEPS if place.startswith(step.form.place or step.form.part)]
    return max(fitting, key=lambda step: len(step.form.place), default=None)


def after(step: Step) -> Step | None:
    """The next one; None after the last."""
    place = STEPS.index(step) + 1
    return STEPS[place] if place < len(STEPS) else None


def first_open(draft: HallDraft) -> Step | None:
    """Where to go on; None where everything was looked through."""
    return next((step for step in STEPS if step.key not in draft.seen), None)


def marks(draft: HallDraft, here: Step | None) -> list[Mark]:
    return [
        Mark(step, number, step.key in draft.seen, step is here) for number, step in enumerate(STEPS, start=1)
    ]
