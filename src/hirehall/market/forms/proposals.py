"""The form of a proposal."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

from hirehall.files.fields import FilesField
from hirehall.foundation.money import Money
from hirehall.market.content import EvidenceLink, PlanStep, ProposalContent
from hirehall.market.forms.fields import (
    AmountField,
    LinksField,
    PlanField,
    amount_text,
    payable,
)
from hirehall.market.forms.rows import ROWS_READ, Lenient
from hirehall.market.models import Proposal
from hirehall.market.queries import Priced
from hirehall.market.rules import ANSWER_AT_MOST, TEXT_AT_MOST


class ProposalForm(Lenient):
    """How, for how much, and by when. A draft may miss anything."""

    needed = ("cover", "amount")

    is_draft = True  # no field is marked as optional: the check page says what is missing

    cover = forms.CharField(
        max_length=TEXT_AT_MOST, required=False, label="How you would do it",
        help_text="The first step, what you need from the client, what could go wrong. Markdown works.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    days = forms.IntegerField(
        required=False, min_value=1, max_value=3650, label="Days from start to end",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    links = LinksField(label="Work of yours that is like this")
    attachments = FilesField(purpose="attachment", label="Attachments")

    def __init__(
        self,
        *args: Any,
        currency: str,
        questions: tuple[tuple[UUID, str], ...],
        pieces: list[tuple[UUID, str]],
        milestones: int,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.questions = currency, questions
        self.fields["amount"] = AmountField(
            currency=currency, required=False, label="Your price",
            help_text="For all of it. If you write a plan below, its sum counts instead.",
        )  # fmt: skip
        self.fields["plan"] = PlanField(
            currency=currency, most=milestones, label="Or in milestones",
            help_text="Each is funded before it begins and paid when it is accepted. Days count from the start.",
        )  # fmt: skip
        for question_id, text in questions:
            self.fields[f"answer_{question_id}"] = forms.CharField(
                max_length=ANSWER_AT_MOST,
                required=False,
                label=text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        if pieces:
            self.fields["piece_ids"] = forms.TypedMultipleChoiceField(
                label="Portfolio pieces to show", coerce=UUID, required=False,
                widget=forms.CheckboxSelectMultiple, choices=[(str(key), title) for key, title in pieces],
            )  # fmt: skip

        self.mark_needed()

    @property
    def answer_fields(self) -> list[Any]:
        return [self[f"answer_{question_id}"] for question_id, _ in self.questions]

    def price(self) -> Priced:
        """The price as it is typed so far, whatever else is wrong."""
        return typed_price(self.data, self.currency)

    def content(self, *, instead_of: ProposalContent | None = None) -> ProposalContent:
        """What was typed; a field that cannot be read keeps what ``instead_of`` says."""
        data = self.cleaned_data
        given: dict[str, Any] = {name: data[name] for name in ("cover", "amount", "days") if name in data}
        if "plan" in data:
            given["plan"] = tuple(
                PlanStep(title=title, criteria=criteria, amount=amount, due_days=days)
                for title, criteria, amount, days in data["plan"]
            )
        if "links" in data:
            given["links"] = tuple(EvidenceLink(label=label, url=url) for label, url in data["links"])
        if "piece_ids" in data:
            given["piece_ids"] = tuple(data["piece_ids"])
        before = dict(instead_of.answers) if instead_of else {}
        given["answers"] = tuple(
            (question_id, data.get(f"answer_{question_id}", before.get(question_id, "")))
            for question_id, _ in self.questions
        )
        return replace(instead_of or ProposalContent(), **given)


def typed_price(data: Any, currency: str) -> Priced:
    """The price in what was typed: the milestones that have one, else the single amount."""
    titles, found, named, unread = data.getlist("plan_title"), [], [], 0
    for number, text in enumerate(data.getlist("plan_amount")[:ROWS_READ]):
        title = titles[number].strip() if number < len(titles) else ""
        amount = payable(text, currency)
        if amount is not None:
            found.append(amount)
            named.append(title or f"Milestone {number + 1}")
        elif title or text.strip():
            unread += 1
    if found or unread:
        return Priced(tuple(found), tuple(named), unread)
    single = payable(data.get("amount", ""), currency)
    return Priced((single,)) if single else Priced()


def initial_of(proposal: Proposal) -> dict[str, Any]:
    """The form's first values for a proposal."""
    answers = {f"answer_{item['question_id']}": item["answer"] for item in proposal.answers}
    return {
        "cover": proposal.cover,
        "amount": "" if proposal.plan else amount_text(proposal.amount),
        "days": proposal.days,
        "plan": [
            (
                step["title"],
                amount_text(Money(step["amount_minor"], proposal.currency)),
                str(step["due_days"] or ""),
                step["criteria"],
            )
            for step in proposal.plan
        ],
        "links": [(link["url"], link["label"]) for link in proposal.links],
        "piece_ids": [str(piece_id) for piece_id in proposal.piece_ids],
        **answers,
    }
