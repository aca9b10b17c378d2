"""The brief builder's forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

from hirehall.files.fields import FilesField
from hirehall.foundation.ids import new_id
from hirehall.halls.models import Hall
from hirehall.market import queries
from hirehall.market.content import BriefContent
from hirehall.market.forms.fields import (
    AmountField,
    LinesField,
    SkillsField,
    amount_text,
    choose,
    payable,
)
from hirehall.market.forms.rows import Lenient
from hirehall.market.models import Brief
from hirehall.market.queries import Priced
from hirehall.market.rules import CRITERIA_AT_MOST, QUESTIONS_AT_MOST, TEXT_AT_MOST
from hirehall.market.states import LANE, BudgetKind, Visibility
from hirehall.skills.queries import find_skills, open_categories, open_skills, skill_named


def category_choices(hall: Hall) -> list[tuple[str, str]]:
    return [("", "Choose…"), *((str(row.id), row.name) for row in open_categories(hall.id))]


def _organisation_choices(names: list[tuple[UUID, str]]) -> list[tuple[str, str]]:
    return [("", "Myself"), *((str(key), name) for key, name in names)]


class StartForm(forms.Form):
    """The first page: what it is about. Everything else comes after it was kept."""

    title = forms.CharField(
        max_length=120,
        label="What do you need, in one line?",
        help_text="As you would say it to a friend: “Repair the booking page of our ferry”.",
    )
    category_id = forms.TypedChoiceField(label="Field of work", coerce=UUID, empty_value=None, required=False)
    problem = forms.CharField(
        max_length=TEXT_AT_MOST,
        required=False,
        label="What is wrong or missing today?",
        help_text="Plain words. You need not know how it is done; you know where it hurts.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    organisation_id = forms.TypedChoiceField(label="For whom", coerce=UUID, empty_value=None, required=False)
    key = forms.CharField(
        max_length=64, required=False, widget=forms.HiddenInput, initial=lambda: str(new_id())
    )

    def __init__(self, *args: Any, hall: Hall, organisations: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "category_id", category_choices(hall))
        if organisations:
            choose(self, "organisation_id", _organisation_choices(organisations))
        else:
            del self.fields["organisation_id"]

    def content(self) -> BriefContent:
        data = self.cleaned_data
        return BriefContent(title=data["title"], category_id=data["category_id"], problem=data["problem"])


class BriefForm(Lenient):
    """All of a brief. A draft may miss anything, and publishing says what it misses."""

    needed = ("title", "category_id", "problem", "outcome", "criteria", "budget_kind", "budget_min", "skills",
              "visibility")  # fmt: skip

    is_draft = True  # no field is marked as optional: the check page says what is missing

    title = forms.CharField(max_length=120, required=False, label="Title")
    category_id = forms.TypedChoiceField(label="Field of work", coerce=UUID, empty_value=None, required=False)
    problem = forms.CharField(
        max_length=TEXT_AT_MOST, required=False, label="What is wrong or missing today?",
        help_text="Who has the problem, when, and what it costs them.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    outcome = forms.CharField(
        max_length=TEXT_AT_MOST, required=False, label="What will be there at the end?",
        help_text="The result, not the way to it: the way is what people will propose.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    criteria = LinesField(
        label="How will you see that it is done?", one="criterion", most=CRITERIA_AT_MOST,
        help_text="One check per line that you could answer with yes or no. Deliveries are accepted against these.",
    )  # fmt: skip
    budget_kind = forms.ChoiceField(
        label="What can you spend?", required=False, widget=forms.RadioSelect,
        choices=[(BudgetKind.FIXED.value, "About one amount"), (BudgetKind.RANGE.value, "Between two amounts")],
    )  # fmt: skip
    deadline = forms.DateField(
        required=False, label="When must it be done?", help_text="Leave it empty if there is no fixed day.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    questions = LinesField(
        label="What do you want to ask everybody who proposes?", one="question", most=QUESTIONS_AT_MOST,
        help_text="Two good questions tell you more than ten. Each must be answered before a proposal is sent.",
    )  # fmt: skip
    visibility = forms.ChoiceField(
        label="Who may see it?", required=False, widget=forms.RadioSelect,
        choices=[(Visibility.PUBLIC.value, "Everybody, and anybody may propose"),
                 (Visibility.INVITED.value, "Only the people whom you invite")],
    )  # fmt: skip
    first_timers = forms.BooleanField(
        required=False, label="Open to first-timers",
        help_text="The best five people without a finished contract in this field stand first among those who fit.",
    )  # fmt: skip
    attachments = FilesField(
        purpose="attachment",
        label="Attachments",
        help_text="Pictures, documents, tables up to 20 MB each; several at once are fine.",
    )

    def __init__(self, *args: Any, hall: Hall, note: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hall = hall
        choose(self, "category_id", category_choices(hall))
        if not hall.offers(LANE):
            del self.fields["first_timers"]
        else:
            self.fields["first_timers"].help_text += f" {queries.lane_allows(hall)}"
        self.fields["budget_min"] = AmountField(
            label="Budget, or from", currency=hall.currency, required=False
        )
        self.fields["budget_max"] = AmountField(
            label="Up to", help_text="For a range.", currency=hall.currency, required=False
        )
        self.fields["skills"] = SkillsField(
            label="Which skills does it take?",
            help_text="Start typing and choose. “Must have” is what you will not do without.",
            find=self._find, names=self._names,
        )  # fmt: skip
        if note:
            self.fields["note"] = forms.CharField(
                max_length=300, required=False, label="Why does it change?",
                help_text="Shown with the history, and told to everybody who proposed.",
            )  # fmt: skip

        self.mark_needed()

    def _find(self, name: str) -> tuple[Any, str]:
        skill = skill_named(self.hall.id, name)
        if skill is not None:
            return skill.id, ""
        alike = find_skills(self.hall.id, name, limit=2)
        return None, " or ".join(row.name for row in alike)

    def _names(self) -> list[str]:
        return [row.name for row in open_skills(self.hall.id)]

    def content(self, *, instead_of: BriefContent | None = None) -> BriefContent:
        """What was typed; a field that cannot be read keeps what ``instead_of`` says."""
        data = self.cleaned_data
        names = ("title", "category_id", "problem", "outcome", "criteria", "deadline", "questions",
                 "budget_min", "budget_max", "first_timers")  # fmt: skip
        given = {name: data[name] for name in names if name in data}
        given["budget_kind"] = data.get("budget_kind") or BudgetKind.FIXED.value
        given["visibility"] = data.get("visibility") or Visibility.PUBLIC.value
        if "skills" in data:
            given["must_skill_ids"] = tuple(skill_id for skill_id, must in data["skills"] if must)
            given["nice_skill_ids"] = tuple(skill_id for skill_id, must in data["skills"] if not must)
        if given["budget_kind"] != BudgetKind.RANGE:
            given["budget_max"] = None
        return replace(instead_of or BriefContent(), **given)


def typed_budget(data: Any, currency: str) -> tuple[Priced, Priced]:
    """Both ends of the budget in what was typed; the upper one is empty where there is one amount."""
    ranged = data.get("budget_kind") == BudgetKind.RANGE
    ends = [payable(data.get(name, ""), currency) for name in ("budget_min", "budget_max")]
    low, high = (Priced((amount,)) if amount else Priced() for amount in ends)
    return low, high if ranged else Priced()


def initial_of(brief: Brief, content: BriefContent) -> dict[str, Any]:
    """The form's first values for a brief."""
    return {
        "title": content.title,
        "category_id": content.category_id,
        "problem": content.problem,
        "outcome": content.outcome,
        "criteria": list(content.criteria),
        "budget_kind": content.budget_kind,
        "budget_min": amount_text(content.budget_min),
        "budget_max": amount_text(content.budget_max),
        "deadline": content.deadline,
        "skills": [
            (name, "must" if skill_id in content.must_skill_ids else "nice")
            for skill_id, name in zip(brief.skill_ids, brief.skill_names, strict=True)
        ],
        "questions": list(content.questions),
        "visibility": content.visibility,
        "first_timers": content.first_timers,
    }
