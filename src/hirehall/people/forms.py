"""Forms of profiles, organisations, tokens and staff sessions. They parse; the actions decide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import reverse_lazy

from hirehall.files.fields import FilesField
from hirehall.foundation.actor import Scope
from hirehall.foundation.money import Money, parse
from hirehall.people import rules
from hirehall.people.models import FreelancerProfile, Role
from hirehall.people.places import available_time_zones, country_names, language_names

AVAILABILITY = FreelancerProfile.Availability.choices
SCOPE_TEXTS = {
    "profile": "profile, skills and organisations",
    "briefs": "briefs",
    "proposals": "proposals and invitations",
    "contracts": "offers, contracts and deliveries",
    "money": "payments, balance and payouts",
    "messages": "messages and notices",
    "reviews": "reviews",
    "files": "uploaded files",
    "staff": "the operator’s desk",
}


def scope_text(scope: str) -> str:
    """What a scope lets a program do, in words."""
    _, resource, verb = scope.split(":")
    return f"{'Read' if verb == 'read' else 'Change'} {SCOPE_TEXTS[resource]}"


class HallForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


def _markdown_box(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "data-markdown": reverse_lazy("look:preview")})


class _Whereabouts(HallForm):
    city = forms.CharField(required=False, max_length=80)
    country = forms.ChoiceField(required=False, choices=lambda: [("", "—"), *country_names().items()])
    time_zone = forms.ChoiceField(
        choices=lambda: [(zone, zone.replace("_", " ")) for zone in available_time_zones()]
    )


class FreelancerForm(_Whereabouts):
    """The freelancer's profile; links are written one a line, as ``Label https://…`` or just the address."""

    name = forms.CharField(max_length=rules.LONGEST_NAME, label="Your name")
    headline = forms.CharField(
        required=False,
        max_length=rules.LONGEST_HEADLINE,
        label="Headline",
        help_text="What you do, in one line. It stands under your name everywhere.",
    )
    about = forms.CharField(
        required=False,
        max_length=rules.LONGEST_ABOUT,
        widget=_markdown_box(10),
        label="About your work",
        help_text="What you do best, for whom, and how you work. Markdown works.",
    )
    rate = forms.DecimalField(
        required=False,
        min_value=Decimal("0.01"),
        decimal_places=2,
        max_digits=9,
        label="Hourly rate",
        help_text="A starting point; each offer has its own price.",
    )
    availability = forms.ChoiceField(choices=AVAILABILITY, widget=forms.RadioSelect)
    available_from = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}), label="Available from"
    )
    hours_per_week = forms.IntegerField(
        min_value=1, max_value=rules.HOURS_IN_A_WEEK, label="Hours a week", initial=30
    )
    languages = forms.CharField(
        required=False, max_length=300, help_text="In which you can work, as words: English, French."
    )
    links = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "My site https://example.org"}),
        label="Links elsewhere",
        help_text="One a line: a label, then the address. Contact outside this hall is never forbidden.",
    )
    listed = forms.BooleanField(required=False, label="Show me in the search for freelancers")

    field_order = (
        "name", "headline", "about", "rate", "availability", "available_from", "hours_per_week", "languages",
        "city", "country", "time_zone", "links", "listed",
    )  # fmt: skip

    def clean_languages(self) -> list[str]:
        codes = {name.lower(): code for code, name in language_names().items()}
        words = [word.strip() for word in self.cleaned_data["languages"].replace(";", ",").split(",")]
        unknown = [word for word in words if word and word.lower() not in codes]
        if unknown:
            raise forms.ValidationError(
                f"We do not know {', '.join(unknown)}. Write English names of languages, with commas between."
            )
        return [codes[word.lower()] for word in words if word]

    def clean_links(self) -> list[dict[str, str]]:
        parsed = []
        for line in self.cleaned_data["links"].splitlines():
            label, _, url = line.strip().rpartition(" ")
            if url:
                parsed.append({"label": label.strip(), "url": url})
        return parsed

    def rate_in(self, currency: str) -> Money | None:
        rate: Decimal | None = self.cleaned_data["rate"]
        return parse(f"{rate:f}", currency) if rate is not None else None


class ClientForm(_Whereabouts):
    name = forms.CharField(max_length=rules.LONGEST_NAME, label="Your name")
    company = forms.CharField(
        required=False, max_length=120, label="Company", help_text="If you hire for one."
    )
    about = forms.CharField(
        required=False,
        max_length=rules.LONGEST_ABOUT,
        widget=_markdown_box(6),
        label="About you as a client",
        help_text="What you do, and how you like to work with freelancers. Markdown works.",
    )
    website = forms.CharField(required=False, max_length=200, widget=forms.URLInput, label="Web address")

    field_order = ("name", "company", "about", "website", "city", "country", "time_zone")


class AvatarForm(HallForm):
    picture = FilesField(
        purpose="avatar",
        many=False,
        label="Your picture",
        help_text="PNG, JPEG, WebP or GIF, up to 5 MB. It is cut to a square; place and camera data are removed.",
    )


class OrganisationForm(HallForm):
    name = forms.CharField(max_length=120)
    about = forms.CharField(
        required=False, max_length=rules.LONGEST_ABOUT, widget=_markdown_box(5), help_text="Markdown works."
    )
    website = forms.CharField(required=False, max_length=200, widget=forms.URLInput, label="Web address")
    country = forms.ChoiceField(required=False, choices=lambda: [("", "—"), *country_names().items()])


class InvitationForm(HallForm):
    email = forms.CharField(max_length=254, label="E-mail, or @handle")
    role = forms.ChoiceField()

    def __init__(self, *args: Any, roles: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = [value for value, _ in roles]
        role: Any = self.fields["role"]
        role.choices, role.help_text = roles, ROLE_HELP[Role.HIRING in values]
        role.initial = Role.HIRING if Role.HIRING in values else Role.MEMBER


ROLE_HELP = {
    True: "Owners do everything. Hiring briefs, chooses and accepts work. Billing pays.",
    False: (
        "Owners do everything. Managers propose, deliver and share in the agency’s name. "
        "Members work, and are named in what is shared."
    ),
}


class TokenForm(HallForm):
    name = forms.CharField(max_length=80, label="What is it for?", help_text="For example: nightly export.")
    days = forms.ChoiceField(
        choices=[("30", "30 days"), ("90", "90 days"), ("366", "a year"), ("", "until I revoke it")],
        required=False,
        initial="90",
        label="How long",
    )
    scopes = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label="What it may do")

    def __init__(self, *args: Any, operator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = scope_choices(operator=operator)

    def days_or_none(self) -> int | None:
        days: str = self.cleaned_data["days"]
        return int(days) if days else None


def scope_choices(*, operator: bool) -> Sequence[tuple[str, str]]:
    return [
        (scope.value, scope_text(scope))
        for scope in Scope
        if operator or not scope.startswith("scope:staff:")
    ]


class StaffSessionForm(HallForm):
    reason = forms.CharField(
        max_length=rules.LONGEST_REASON,
        help_text="Recorded with everything that you do in the session.",
    )


class AppealSuspensionForm(HallForm):
    text = forms.CharField(
        label="Why it should be lifted",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="20 to 2,000 characters. One appeal for each suspension.",
    )


class CloseAccountForm(HallForm):
    words = forms.CharField(label="Type: close my account", max_length=40)
