"""The desk's page where a hall is a file: shown, compared, applied. Also how another hall is opened."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hirehall.foundation.http import actor_in, download
from hirehall.foundation.refused import Refused
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.forms import DeskForm
from hirehall.front.hall_file import Plan, as_file
from hirehall.front.hall_file.reading import LONGEST_FILE
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.halls import way_to
from hirehall.front.pages.public import hall_of


class FileForm(DeskForm):
    text = forms.CharField(
        max_length=LONGEST_FILE,
        strip=False,
        label="The file",
        widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "false", "class": "is-code"}),
        help_text="Another short name (slug) opens another hall. What is left out stays as it is.",
    )


@require_http_methods(["GET", "POST"])
@at_the_desk
def hall_file(request: HttpRequest) -> HttpResponse:
    """The difference comes first; the button that applies it comes with the difference."""
    here, by = hall_of(request), actor_in(request)
    form = FileForm(request.POST or None, initial={"text": as_file(here)})
    plan: Plan | None = None
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        try:
            plan = tried(text, by=by)
            if request.POST.get("do") == "apply":
                made = import_hall(text, by=by)
                messages.success(request, f"{made.name} is as the file says.")
                return HttpResponseRedirect(
                    way_to(made, from_hall=here, path="/")
                    if plan.hall is None
                    else reverse("front:desk_file")
                )
        except Refused as refused:
            form.add_error("text", refused.sentence)
    return shown(request, "file", {"form": form, "plan": plan})


@require_safe
@at_the_desk
def hall_file_download(request: HttpRequest) -> HttpResponse:
    here = hall_of(request)
    return download(as_file(here).encode(), "application/toml; charset=utf-8", f"{here.slug}.toml")
