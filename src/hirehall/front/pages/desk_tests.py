"""The desk's pages for skill tests: banks with their versions and files, examiners, appeals, numbers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hirehall.foundation.http import actor_in, download
from hirehall.foundation.posted import once, uuid_or_none
from hirehall.foundation.refused import Refused
from hirehall.front.forms import DeskForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.look.charts import Bar, Column, bars, columns
from hirehall.people.queries import profile_by_handle
from hirehall.skills.queries import open_skills
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_bank
from hirehall.vetting.actions.appeal_question import decide_question_appeal
from hirehall.vetting.actions.name_examiner import end_examiner, name_examiner
from hirehall.vetting.actions.withdraw_certificate import answer_withdrawal_appeal
from hirehall.vetting.states import LEAST_FOR_STATISTICS


class NumbersForm(DeskForm):
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=240)
    drawn = forms.IntegerField(label="Questions each person is asked", min_value=1, max_value=100)
    pass_percent = forms.IntegerField(label="Passed with this percentage", min_value=1, max_value=100)
    retake_days = forms.IntegerField(label="Days until another attempt", min_value=0, max_value=730)
    valid_months = forms.IntegerField(
        label="Months for which a certificate counts",
        min_value=0,
        max_value=120,
        help_text="0: it does not expire.",
    )


class BankFileForm(DeskForm):
    file = forms.FileField(label="A file", required=False, help_text="TOML or CSV; or paste it below.")
    text = forms.CharField(
        label="The questions", required=False, strip=False, max_length=queries.LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "is-code"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        sent = data.get("file")
        if sent is not None:
            try:
                data["text"] = sent.read(queries.LARGEST_FILE + 1).decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", "The file is not in UTF-8.")
        if not data.get("text", "").strip():
            self.add_error("text", "Choose a file, or paste the questions.")
        return data


class DecisionForm(forms.Form):
    appeal_id = forms.UUIDField()
    upheld = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(min_length=20, max_length=2_000)


@require_http_methods(["GET", "POST"])
@at_the_desk
def tests(request: HttpRequest) -> HttpResponse:
    """Every bank of the hall, who examines, and appeals that wait."""
    here = hall_of(request)
    if request.method == "POST":
        return _answered(request)
    rows = queries.bank_rows(here.id)
    taken = {row.bank.skill_id for row in rows}
    page = {
        "rows": rows,
        "skills": [one for one in open_skills(here.id) if one.id not in taken],
        "examiners": queries.examiners_of(here.id),
        "appeals": queries.appeals_waiting(here.id),
        "withdrawals": queries.withdrawal_appeals(here.id),
    }
    return shown(request, "tests", page)


def _answered(request: HttpRequest) -> HttpResponse:
    here, by, post = hall_of(request), actor_in(request), request.POST
    if "skill_id" in post:
        made = keep_bank.open_bank(uuid_or_none(post["skill_id"]) or UUID(int=0), by=by, **once(request))
        return HttpResponseRedirect(reverse("front:desk_bank", args=[made.id]))
    if "appeal_id" in post:
        form = DecisionForm(post)
        if not form.is_valid():
            messages.error(request, "Give a reason of at least 20 characters; the person reads it.")
        else:
            data = form.cleaned_data
            upheld = data["upheld"] == "yes"
            decide_question_appeal(data["appeal_id"], by=by, upheld=upheld, reason=data["reason"])
            messages.success(request, "Upheld. Every score is computed again." if upheld else "Declined.")
    elif "withdrawal_id" in post:
        upheld = post.get("upheld") == "yes"
        answer_withdrawal_appeal(
            uuid_or_none(post["withdrawal_id"]) or UUID(int=0),
            by=by,
            upheld=upheld,
            reason=post.get("reason", ""),
        )
        messages.success(request, "The certificate counts again." if upheld else "It stays withdrawn.")
    elif "end" in post:
        end_examiner(here.id, uuid_or_none(post["end"]) or UUID(int=0), by=by)
        messages.success(request, "They examine no longer.")
    else:
        who = profile_by_handle(post.get("handle", "")[:80])
        name_examiner(here.id, who.person_id, by=by)
        messages.success(request, f"{who.name} examines for the hall now.")
    return HttpResponseRedirect(reverse("front:desk_tests"))


@require_http_methods(["GET", "POST"])
@at_the_desk
def bank(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: its numbers, its questions, its file. A published one is only looked at."""
    by = actor_in(request)
    page = queries.version_page(by, version_id)
    do = request.POST.get("do", "")
    numbers = NumbersForm(request.POST if do == "numbers" else None, initial=vars(page.version))
    file = (
        BankFileForm(request.POST or None, request.FILES or None)
        if do in ("check", "import")
        else BankFileForm()
    )
    found = None
    if request.method == "POST":
        try:
            onward = _bank_answered(request, page, do, numbers)
        except Refused as refused:
            if do != "numbers":
                raise
            numbers.add_error(refused.field if refused.field in numbers.fields else None, refused.sentence)
            onward = None
        if onward is not None:
            return HttpResponseRedirect(reverse("front:desk_bank", args=[onward]))
        if do in ("check", "import") and file.is_valid():
            text = file.cleaned_data["text"]
            found = queries.read_bank_file(text)
            if do == "import" and not found.wrong:
                keep_bank.import_questions(version_id, by=by, text=text)
                messages.success(request, f"The draft has {len(found.questions)} questions now.")
                return HttpResponseRedirect(reverse("front:desk_bank", args=[version_id]))
            file = BankFileForm(initial={"text": text})
    return shown(request, "bank", {"page": page, "numbers": numbers, "file": file, "found": found})


def _bank_answered(
    request: HttpRequest, page: queries.VersionPage, do: str, numbers: NumbersForm
) -> UUID | None:
    by, version = actor_in(request), page.version
    if do == "numbers" and numbers.is_valid():
        keep_bank.set_test(version.id, by=by, **numbers.cleaned_data)
        messages.success(request, "The numbers of the draft are set.")
    elif do == "publish":
        keep_bank.publish_version(version.id, by=by)
        messages.success(request, "Published. From now on the test is this version.")
    elif do == "draft":
        return keep_bank.draft_version(version.bank_id, by=by).id
    elif do == "close":
        keep_bank.close_bank(version.bank_id, by=by)
        messages.success(request, "The test is not given any more. Certificates stay.")
    elif do == "reopen":
        keep_bank.reopen_bank(version.bank_id, by=by)
        messages.success(request, "The test is given again.")
    else:
        return None
    return version.id


@require_safe
@at_the_desk
def bank_file(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """The version as TOML or, with ``?as=csv``, as a table."""
    by = actor_in(request)
    name = queries.version_for(by, version_id).bank.skill.slug
    if request.GET.get("as") == "csv":
        text = queries.bank_as_csv(by, version_id)
        return download(text.encode(), "text/csv; charset=utf-8", f"{name}.csv")
    text = queries.bank_as_toml(by, version_id)
    return download(text.encode(), "application/toml; charset=utf-8", f"{name}.toml")


@require_safe
@at_the_desk
def bank_numbers(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """How hard each question of a version is, what it tells, and which wrong answers are chosen."""
    found = queries.bank_statistics(actor_in(request), version_id)
    pictures = {}
    if found.enough:
        scores = [Column(label, many, str(many)) for label, many in found.bands]
        pictures["scores"] = columns(scores, caption="How many scored how much", unit="People")
        known = [(one, one.told.difficulty) for one in found.items if one.told.difficulty is not None]
        pictures["difficulty"] = bars(
            [Bar(one.question.key, share, f"{share:.0%}") for one, share in known],
            caption="Share of the points that people get", unit="p", highest=1,
        )  # fmt: skip
    return shown(
        request, "bank_numbers", {"page": found, "pictures": pictures, "least": LEAST_FOR_STATISTICS}
    )
