"""Where a hall is found, and what its old addresses answer."""

from __future__ import annotations

from django import forms

from hirehall.front.forms import DeskForm

OLD = (
    ("redirect", "It leads to the same page at the new one"),
    ("gone", "It says that it was given up (410)"),
)


class MoveForm(DeskForm):
    slug = forms.CharField(
        max_length=49, label="Short name", help_text="Small letters, digits and hyphens, as in /at/writers/."
    )
    domain = forms.CharField(
        max_length=253,
        required=False,
        label="Domain of its own",
        help_text="As work.example.org. Point it at this installation first; empty for none.",
    )
    old = forms.ChoiceField(choices=OLD, initial="redirect", label="What the old address does")
    seen_slug = forms.CharField(max_length=60, widget=forms.HiddenInput)
    seen_domain = forms.CharField(max_length=253, required=False, widget=forms.HiddenInput)
