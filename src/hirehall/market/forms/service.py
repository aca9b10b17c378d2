"""The form of a service: everything on one page, and the choices that somebody makes before ordering."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from hirehall.files.fields import FilesField
from hirehall.halls.models import Hall
from hirehall.market.content import ExtraContent, FaqContent, PackageContent, ServiceContent
from hirehall.market.forms.briefs import category_choices
from hirehall.market.forms.fields import AmountField, LinesField, amount_of, amount_text, choose
from hirehall.market.forms.rows import Lenient, Rows
from hirehall.market.rules.service import (
    ANSWER_AT_MOST,
    DAYS_AT_MOST,
    DESCRIPTION_AT_MOST,
    EXTRAS_AT_MOST,
    FAQ_AT_MOST,
    PACKAGES_AT_MOST,
    QUESTIONS_AT_MOST,
    QUEUE_AT_MOST,
    REVISIONS_AT_MOST,
    SCOPE_AT_MOST,
)
from hirehall.skills.queries import find_skills, open_skills, skill_named

NAMES = ("Basic", "Standard", "Premium")


class ExtrasField(forms.Field):
    """Extras; answers [ExtraContent]."""

    def __init__(self, *, currency: str, **more: Any) -> None:
        self.currency = currency
        widget = Rows(
            [("_title", "Extra", {"maxlength": 80}),
             ("_price", f"Price in {currency}", {"inputmode": "decimal", "class": "number", "autocomplete": "off"}),
             ("_days", "More days", {"inputmode": "numeric", "autocomplete": "off"})],
            one="extra", least=2, most=EXTRAS_AT_MOST,
        )  # fmt: skip
        super().__init__(widget=widget, required=False, **more)

    def to_python(self, value: Any) -> list[ExtraContent]:
        found = []
        for number, (title, price, days) in enumerate(value or [], start=1):
            if not title:
                raise ValidationError(f"Extra {number}: give it a name.")
            try:
                amount = amount_of(price, self.currency)
            except ValueError as error:
                raise ValidationError(f"Extra {number}: write a price, like 40 or 40.50.") from error
            if days and not (days.isascii() and days.isdecimal() and len(days) < 4):
                raise ValidationError(
                    f"Extra {number}: write the days as a whole number, or leave them empty."
                )
            found.append(ExtraContent(title=title, price=amount, days=int(days) if days else 0))
        return found


class FaqField(forms.Field):
    """Questions with their answers; answers [FaqContent]."""

    def __init__(self, **more: Any) -> None:
        columns = [
            ("_question", "Question", {"maxlength": 200}),
            ("_answer", "Answer", {"maxlength": ANSWER_AT_MOST}),
        ]
        super().__init__(
            widget=Rows(columns, one="question", least=2, most=FAQ_AT_MOST), required=False, **more
        )

    def to_python(self, value: Any) -> list[FaqContent]:
        found = [FaqContent(question=question, answer=answer) for question, answer in value or []]
        for number, row in enumerate(found, start=1):
            if not row.question or not row.answer:
                raise ValidationError(f"Question {number}: give it its answer.")
        return found


class SkillNamesField(forms.Field):
    """Skills by name, one a row; answers their ids."""

    def __init__(self, *, hall: Hall, **more: Any) -> None:
        self.hall = hall
        names = [row.name for row in open_skills(hall.id)]
        self.names = names
        columns = [("", "Skill", {"maxlength": 60, "autocomplete": "off"})]
        super().__init__(widget=Rows(columns, one="skill", least=3, most=12), required=False, **more)

    def to_python(self, value: Any) -> list[UUID]:
        found, problems = [], []
        for (name,) in value or []:
            skill = skill_named(self.hall.id, name)
            if skill is not None:
                found.append(skill.id)
                continue
            alike = " or ".join(row.name for row in find_skills(self.hall.id, name, limit=2))
            problems.append(f"“{name}” is not known here. " + (f"Did you mean {alike}?" if alike else ""))
        if problems:
            raise ValidationError(problems)
        return found


class ServiceForm(Lenient):
    """All of a service. A draft may miss anything; publishing says what it misses."""

    needed = ("title", "category_id", "description", "skills")
    is_draft = True

    title = forms.CharField(
        max_length=100, required=False, label="What do you do?",
        help_text="As one would look for it: “Logo for a small business”.",
    )  # fmt: skip
    category_id = forms.TypedChoiceField(label="Field of work", coerce=UUID, empty_value=None, required=False)
    description = forms.CharField(
        max_length=DESCRIPTION_AT_MOST, required=False, label="What one gets, and how you work",
        help_text="Markdown works: **bold**, lists, links.", widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    questions = LinesField(
        label="What must you know before you begin?", one="question", most=QUESTIONS_AT_MOST,
        help_text="Asked right after the payment. Your days count from the moment that all are answered.",
    )  # fmt: skip
    queue_limit = forms.IntegerField(
        required=False, min_value=1, max_value=QUEUE_AT_MOST, label="Orders at the same time",
        help_text="When so many are open, nobody can order until one is done. Leave it empty for any number.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        hall: Hall,
        own_name: str = "",
        agencies: Sequence[tuple[UUID, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hall = hall
        if agencies:
            self.fields["agency"] = forms.TypedChoiceField(
                label="Whose service it is", coerce=UUID, empty_value=None, required=False,
                choices=[("", own_name), *((str(key), name) for key, name in agencies)],
                help_text="An agency’s owners and managers all change it and work on its orders. It stays whose it is.",
            )  # fmt: skip
        choose(self, "category_id", category_choices(hall))
        self.fields["skills"] = SkillNamesField(hall=hall, label="Skills that go into it")
        for number, name in enumerate(NAMES, start=1):
            self._package(f"package{number}", name)
        self.fields["extras"] = ExtrasField(
            currency=hall.currency, label="Extras", help_text="What can be bought on top of any package."
        )
        self.fields["faq"] = FaqField(
            label="What clients often ask", help_text="Shown on the page, each with its answer."
        )
        self.fields["pictures"] = FilesField(
            purpose="portfolio",
            label="Pictures",
            help_text="PNG, JPEG or WebP up to 10 MB. The first is the cover.",
        )
        self.mark_needed()

    def _package(self, prefix: str, name: str) -> None:
        whole = {"inputmode": "numeric"}
        self.fields[f"{prefix}_title"] = forms.CharField(
            max_length=60, required=False, label="Name", widget=forms.TextInput(attrs={"placeholder": name})
        )
        self.fields[f"{prefix}_scope"] = forms.CharField(
            max_length=SCOPE_AT_MOST, required=False, label="What it holds",
            widget=forms.Textarea(attrs={"rows": 4}),
        )  # fmt: skip
        self.fields[f"{prefix}_price"] = AmountField(
            label=f"Price in {self.hall.currency}", currency=self.hall.currency, required=False
        )
        self.fields[f"{prefix}_days"] = forms.IntegerField(
            required=False,
            min_value=1,
            max_value=DAYS_AT_MOST,
            label="Days",
            widget=forms.NumberInput(attrs=whole),
        )
        self.fields[f"{prefix}_revisions"] = forms.IntegerField(
            required=False, min_value=0, max_value=REVISIONS_AT_MOST, label="Revisions",
            widget=forms.NumberInput(attrs=whole),
        )  # fmt: skip
        self.fields[f"{prefix}_revision_price"] = AmountField(
            label=f"One more revision, in {self.hall.currency}", currency=self.hall.currency, required=False,
            help_text="Leave it empty to sell none beyond those.",
        )  # fmt: skip

    def blocks(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The three packages, each with its fields."""
        parts = ("title", "scope", "price", "days", "revisions", "revision_price")
        return [
            (name, [self[f"package{number}_{part}"] for part in parts])
            for number, name in enumerate(NAMES, start=1)
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for number in range(1, PACKAGES_AT_MOST + 1):
            if self._is_begun(number):
                for part, says in (("price", "Name a price."), ("days", "Say how many days it takes.")):
                    field = f"package{number}_{part}"
                    if data.get(field) is None and field not in self.errors:
                        self.add_error(field, says)
        return data

    def _is_begun(self, number: int) -> bool:
        parts = ("title", "scope", "price", "days")
        return any(self.cleaned_data.get(f"package{number}_{part}") not in (None, "") for part in parts)

    def content(self) -> ServiceContent:
        data = self.cleaned_data
        return ServiceContent(
            title=data["title"],
            description=data["description"],
            category_id=data["category_id"],
            skill_ids=tuple(data["skills"]),
            packages=tuple(
                _package_in(data, number)
                for number in range(1, PACKAGES_AT_MOST + 1)
                if self._is_begun(number)
            ),
            extras=tuple(data["extras"]),
            questions=tuple(data["questions"]),
            faq=tuple(data["faq"]),
            queue_limit=data["queue_limit"],
        )


def _package_in(data: Mapping[str, Any], number: int) -> PackageContent:
    prefix = f"package{number}"
    return PackageContent(
        title=data[f"{prefix}_title"] or NAMES[number - 1],
        scope=data[f"{prefix}_scope"],
        days=data[f"{prefix}_days"],
        revisions=data[f"{prefix}_revisions"] or 0,
        price=data[f"{prefix}_price"],
        revision_price=data[f"{prefix}_revision_price"],
    )


def service_initial(content: ServiceContent, skill_names: list[str]) -> dict[str, Any]:
    """The form's first values for a service."""
    initial: dict[str, Any] = {
        "title": content.title,
        "description": content.description,
        "category_id": content.category_id,
        "skills": list(skill_names),
        "extras": [(row.title, amount_text(row.price), row.days or "") for row in content.extras],
        "questions": list(content.questions),
        "faq": [(row.question, row.answer) for row in content.faq],
        "queue_limit": content.queue_limit,
    }
    for number, row in enumerate(content.packages, start=1):
        prefix = f"package{number}"
        initial |= {
            f"{prefix}_title": row.title,
            f"{prefix}_scope": row.scope,
            f"{prefix}_days": row.days,
            f"{prefix}_revisions": row.revisions,
            f"{prefix}_price": amount_text(row.price),
            f"{prefix}_revision_price": amount_text(row.revision_price) if row.revision_price else "",
        }
    return initial


def choice_in(given: QueryDict) -> tuple[int, list[int]]:
    """The package and the extras that an address or a form names; the first package where it names none."""
    numbers = [_small(text) for text in given.getlist("extra")[:EXTRAS_AT_MOST]]
    return _small(given.get("package", "")) or 1, sorted({number for number in numbers if number})


def _small(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0


__all__ = ["ServiceForm", "choice_in", "service_initial"]
