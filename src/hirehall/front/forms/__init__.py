"""Forms of the operator's desk. They parse; the actions decide."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from typing import Any

from django import forms

from hirehall.foundation.money import Money, parse
from hirehall.halls.models import ClauseTemplate, Policy
from hirehall.halls.states import OWN_AMOUNTS, amounts, declared, lists
from hirehall.halls.states.joining import OPEN
from hirehall.halls.states.leading import LEADS
from hirehall.look.typefaces import TYPEFACES

TIMES_100 = 100
MOST_REASON = 300
CLOSED = "With none of the four doors the hall is closed: it takes no new members, and who is one stays one."
POLICY_FIELDS = (
    "silence_accepts_after_days", "refund_answer_days", "payout_hold_days", "offer_valid_days",
    "proposal_answer_days", "brief_stale_after_days", "review_window_days", "review_reply_days",
    "funding_reminder_days", "fee_notice_days", "proposals_per_brief", "proposals_per_week",
    "open_briefs_per_client", "invitations_per_brief", "milestones_per_contract",
    "chargeback_freelancer_percent",
)  # fmt: skip
AMOUNT_FIELDS = OWN_AMOUNTS


class DeskForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def start_of(day: Any) -> datetime:
    """Midnight UTC of a day, or the next full minute where that has passed."""
    return datetime.combine(day, time(), tzinfo=UTC)


def day_field() -> forms.DateField:
    return forms.DateField(
        label="Counts from", widget=forms.DateInput(attrs={"type": "date"}), help_text="From 00:00 UTC on."
    )


class ReasonForm(DeskForm):
    reason = forms.CharField(
        max_length=MOST_REASON, help_text="The person is told this reason, and it is recorded."
    )


def _percent(label: str) -> forms.DecimalField:
    return forms.DecimalField(min_value=0, max_value=100, decimal_places=2, required=False, label=label)


class FeesForm(DeskForm):
    """The usual schedule by two shares, with others for those who met otherwise; or any schedule as JSON."""

    freelancer_percent = _percent("From the freelancer, percent")
    client_percent = _percent("From the client on top, percent")
    direct_freelancer = _percent("Own clients: from the freelancer, percent")
    direct_client = _percent("Own clients: from the client on top, percent")
    invited_freelancer = _percent("Invited: from the freelancer, percent")
    invited_client = _percent("Invited: from the client on top, percent")
    referral_freelancer = _percent("Referred: from the freelancer, percent")
    referral_client = _percent("Referred: from the client on top, percent")
    rules = forms.CharField(
        required=False,
        label="Or a whole schedule",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text="JSON in the form of the version in force. Where something stands here, it counts.",
    )
    effective_on = day_field()
    note = forms.CharField(
        max_length=300, required=False, label="Why", help_text="Shown to everybody on the fees page."
    )

    def clean_rules(self) -> dict[str, Any] | None:
        text = self.cleaned_data["rules"].strip()
        if not text:
            return None
        try:
            read = json.loads(text)
        except ValueError as error:
            raise forms.ValidationError(f"This is not JSON: {error}.") from error
        if not isinstance(read, dict):
            raise forms.ValidationError("Write a JSON object, from { to }.")
        return read

    def schedule(self) -> dict[str, Any]:
        """The rules that the form describes."""
        written: dict[str, Any] | None = self.cleaned_data.get("rules")
        if written:
            return written
        return {"form": 1, "freelancer": self._side("freelancer"), "client": self._side("client")}

    def _side(self, side: str) -> list[dict[str, Any]]:
        """The charges of one side: one share for all, or one selected by how the two met."""
        label = SIDES[side]
        usual = _share(self.cleaned_data.get(f"{side}_percent"), label)
        given = {origin: self.cleaned_data.get(f"{origin}_{side}") for origin in OTHER_ORIGINS}
        options = {origin: _share(share, label) for origin, share in given.items() if share is not None}
        if all(option == usual for option in options.values()):
            return usual
        return [{"kind": "selected", "by": "origin", "options": options, "otherwise": usual}]


class AnnounceDraftForm(DeskForm):
    """From when a draft’s rules count, and why."""

    effective_on = day_field()
    note = forms.CharField(
        max_length=300, required=False, label="Why", help_text="Shown to everybody on the fees page."
    )


SIDES = {"freelancer": "Commission", "client": "Service fee"}
OTHER_ORIGINS = ("direct", "invited", "referral")


def shares_in(rules: dict[str, Any]) -> dict[str, Any]:
    """The fields that would describe these rules; none where they are more than shares by origin."""
    found: dict[str, Any] = {}
    for side in SIDES:
        charges = rules.get(side, [])
        options: dict[str, Any] = {}
        if len(charges) == 1 and charges[0]["kind"] == "selected" and charges[0]["by"] == "origin":
            options, charges = charges[0]["options"], charges[0].get("otherwise", [])
        plain = {"percent": charges, **options}
        if rules.get("shared") or not all(_is_share(one) for one in plain.values()):
            return {}
        names = {"percent": f"{side}_percent", **{origin: f"{origin}_{side}" for origin in OTHER_ORIGINS}}
        if not set(plain) <= set(names):
            return {}
        found |= {
            names[key]: (one[0]["basis_points"] if one else 0) / TIMES_100 for key, one in plain.items()
        }
    return {name: f"{share:g}" for name, share in found.items()}


def _is_share(charges: list[dict[str, Any]]) -> bool:
    return not charges or (
        len(charges) == 1
        and set(charges[0]) <= {"kind", "basis_points", "label"}
        and charges[0]["kind"] == "percent"
    )


def _share(percent: Any, label: str) -> list[dict[str, Any]]:
    if not percent:
        return []
    points = int(percent * TIMES_100)
    return [{"kind": "percent", "basis_points": points, "label": f"{label}, {points / TIMES_100:g}%"}]


class PolicyForm(DeskForm):
    """The next version of a hall's clocks and caps, beginning with the numbers in force."""

    effective_on = day_field()
    reason = forms.CharField(max_length=200, help_text="Shown with the version.")

    def __init__(self, *args: Any, policy: Policy, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._currency = currency
        for name in policy_fields():
            if not is_amount(name):
                self.fields[name] = _number(name, policy.number(name))
        for name, known in lists().items():
            self.fields[name] = forms.CharField(
                required=False,
                max_length=known.most * (known.longest + 2),
                initial="\n".join(policy.words(name)),
                label=known.label,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="One on a line.",
            )
        for name in amount_fields():
            self.fields[name] = forms.DecimalField(
                min_value=0,
                decimal_places=2,
                initial=Money(policy.number(name), currency).decimal,
                label=f"{label_of(name)}, {currency}",
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The numbers by what they are about."""
        found: dict[str, list[forms.BoundField]] = {
            title: [] for title in (WAYS, JOINING, EVERYWHERE, *GROUPS.values())
        }
        for bound in self:
            if bound.name not in {"effective_on", "reason"}:
                found.setdefault(group_of(bound.name), []).append(bound)
        return [(title, fields) for title, fields in found.items() if fields]

    def changes(self) -> dict[str, int]:
        amounts = {
            name: parse(str(self.cleaned_data[name]), self._currency).minor for name in amount_fields()
        }
        return {
            name: int(self.cleaned_data[name]) for name in policy_fields() if not is_amount(name)
        } | amounts

    def lists(self) -> dict[str, list[str]]:
        """The lists of words: one on a line, empty lines left out."""
        return {
            name: [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
            for name in lists()
        }


def _number(name: str, now: int) -> forms.Field:
    if name in declared() and declared()[name].is_switch:
        said = CLOSED if name == OPEN else ""
        return forms.BooleanField(required=False, initial=bool(now), label=label_of(name), help_text=said)
    known = declared().get(name)
    least, most = (known.least, known.most) if known else (0, 1000)
    return forms.IntegerField(min_value=least, max_value=most, initial=now, label=label_of(name))


LABELS = {
    "silence_accepts_after_days": "Days until a delivered milestone counts as accepted",
    "refund_answer_days": "Days to answer a refund request",
    "payout_hold_days": "Days until released money can be paid out",
    "offer_valid_days": "Days that an offer stands",
    "proposal_answer_days": "Days to answer a proposal",
    "brief_stale_after_days": "Days without life until a brief closes",
    "review_window_days": "Days to write a review",
    "review_reply_days": "Days to reply to a review",
    "funding_reminder_days": "Days until a client is reminded to fund",
    "fee_notice_days": "Days of notice before other fees",
    "proposals_per_brief": "Proposals to a brief at most",
    "proposals_per_week": "Proposals of a freelancer a week",
    "open_briefs_per_client": "Open briefs of a client at most",
    "invitations_per_brief": "Invitations to a brief at most",
    "milestones_per_contract": "Milestones of a contract at most",
    "chargeback_freelancer_percent": "Freelancer’s share of a lost chargeback, percent",
    "payout_minimum_minor": "Smallest payout",
    "largest_amount_minor": "Largest amount of a milestone",
}


EVERYWHERE = "Everywhere, and work in milestones"
WAYS = "Ways of working"
JOINING = "Who may join"
GROUPS = {
    "joining": JOINING,
    "direct": "Own clients",
    "hourly": "Work by the hour",
    "market": "Services",
    "package": "Services",
    "unit": "Order pool",
    "trial": "Matching and trials",
    "listing": "Outside positions",
    "contract": "After the contract",
}


def group_of(name: str) -> str:
    """Under which heading a number stands: the house's own, or those of one way to work."""
    kind, dot, _ = name.partition(".")
    if kind == "joining":
        return JOINING
    if name in declared() and declared()[name].is_switch:
        return WAYS
    return GROUPS.get(kind, kind.capitalize()) if dot else EVERYWHERE


def policy_fields() -> tuple[str, ...]:
    """Every clock, cap and share by name: the house's own, then what engagement models have declared."""
    return (*POLICY_FIELDS, *declared())


def is_amount(name: str) -> bool:
    """Whether a number of a policy is a sum of money."""
    return name in AMOUNT_FIELDS or (name in declared() and declared()[name].is_amount)


def amount_fields() -> tuple[str, ...]:
    """Every sum of a policy by name: the house's own, then what modules have declared."""
    return amounts()


def label_of(name: str) -> str:
    return (
        declared()[name].label
        if name in declared()
        else LABELS.get(name, name.replace("_", " ").capitalize())
    )


class LookForm(DeskForm):
    """The hall's name, words and brand. The colour is two numbers, so that every page can be read with it."""

    name = forms.CharField(max_length=80, label="Name of the hall")
    tagline = forms.CharField(max_length=160, required=False, help_text="One line under the name.")
    hue = forms.IntegerField(
        min_value=0,
        max_value=359,
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 359}),
        help_text="Around the wheel: red 25, yellow 90, green 150, teal 178, blue 250, violet 300.",
    )
    chroma_thousandths = forms.IntegerField(
        min_value=0,
        max_value=200,
        label="Strength",
        widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 200, "step": 2}),
        help_text="From grey to as strong as a screen can show.",
    )
    typeface = forms.ChoiceField(
        choices=list(TYPEFACES.items()),
        label="Type",
        help_text="Served from here, or what the reader’s device has.",
    )
    leads_with = forms.ChoiceField(
        choices=list(LEADS.items()),
        label="Leads with",
        help_text="What the home page shows first, and where its two doors lead.",
    )
    escrow_word = forms.CharField(
        max_length=40, label="Word for held money", help_text="As your law allows: escrow, project funds."
    )
    contact_email = forms.EmailField(
        required=False, label="Address for questions", help_text="Shown on the help page."
    )


class LogoForm(DeskForm):
    picture = forms.FileField(
        required=False,
        label="Choose a picture",
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
        help_text="Square, PNG, JPEG, WebP or GIF, at most 5 MB. It stands in the header of every page.",
    )


class ClauseForm(DeskForm):
    """A new clause, or the next version of one with the same kind and title."""

    kind = forms.ChoiceField(choices=ClauseTemplate.Kind.choices)
    title = forms.CharField(max_length=120, help_text="The same title as before makes a newer version of it.")
    text = forms.CharField(max_length=8000, widget=forms.Textarea(attrs={"rows": 8}))
    effective_on = day_field()


class NameForm(DeskForm):
    name = forms.CharField(max_length=60)
