"""The desk's pages for screenings: pipelines with an editor of their stages, their funnel, and who is vetted."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once, uuid_or_none, whole
from hirehall.foundation.refused import Because, Refused
from hirehall.front.forms import DeskForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.queries.joining import takes_applications
from hirehall.look.charts import Bar, bars
from hirehall.look.way import Stop, way
from hirehall.people.queries import profile_by_handle
from hirehall.skills.queries import open_skills
from hirehall.vetting import queries
from hirehall.vetting.actions import keep_pipeline
from hirehall.vetting.actions.follow_late import reassign_score
from hirehall.vetting.states import STAGE_WORDS, StageKind

Choices = list[tuple[str, str]]
SCORED = ("rubric", "pass_percent")


class NumbersForm(DeskForm):
    intro = forms.CharField(
        label="What it is for, and for whom",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    reapply_days = forms.IntegerField(label="Days until one may come again", min_value=0, max_value=730)
    valid_months = forms.IntegerField(
        label="Months for which being vetted counts",
        min_value=0,
        max_value=120,
        help_text="0: it does not expire.",
    )
    vets = forms.BooleanField(
        label="Who passes is vetted in this hall", required=False,
        help_text="Without it, passing only proves the skills that its projects name.",
    )  # fmt: skip


class StageForm(DeskForm):
    """One stage; fields that its kind has no use for are left out of the page and keep their values."""

    name = forms.CharField(label="Name", max_length=60)
    text = forms.CharField(
        label="What applicants read",
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    days = forms.IntegerField(label="Days for the applicant’s part", min_value=1, max_value=90)
    questions = forms.CharField(
        label="Questions, one a line",
        required=False,
        max_length=6_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    bank_id = forms.ChoiceField(label="Test", required=False)
    hours = forms.IntegerField(
        label="Hours from when the task is opened", min_value=0, max_value=72,
        help_text="0: it is not timed by the hour; everybody reads it at once.",
    )  # fmt: skip
    proves = forms.ChoiceField(
        label="Proves the skill", required=False,
        help_text="Passed, its mark enters the standing. Two examiners at least, blind to each other.",
    )  # fmt: skip
    minutes = forms.IntegerField(label="Minutes of the interview", min_value=10, max_value=180)
    rubric = forms.CharField(
        label="Criteria, one a line", required=False, max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Each with its most points after a bar: Does it do what was asked? | 5",
    )  # fmt: skip
    pass_percent = forms.IntegerField(label="Passed with this percentage", min_value=1, max_value=100)
    examiners = forms.IntegerField(label="Examiners", min_value=1, max_value=3)
    blind = forms.BooleanField(label="No examiner sees another’s score before all are in", required=False)

    USED: ClassVar[dict[StageKind, tuple[str, ...]]] = {
        StageKind.FORM: ("name", "text", "days", "questions", *SCORED, "examiners", "blind"),
        StageKind.TEST: ("name", "text", "days", "bank_id"),
        StageKind.INTERVIEW: ("name", "text", "days", "minutes", *SCORED),
        StageKind.PROJECT: ("name", "text", "days", "hours", *SCORED, "examiners", "blind", "proves"),
    }

    def __init__(self, *args: Any, kind: StageKind, banks: Choices, skills: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.USED[kind]):
            del self.fields[name]
        if "bank_id" in self.fields:
            self.fields["bank_id"].choices = [("", "Choose a test"), *banks]  # type: ignore[attr-defined]
        if "proves" in self.fields:
            self.fields["proves"].choices = [("", "None"), *skills]  # type: ignore[attr-defined]

    def clean_rubric(self) -> list[dict[str, Any]]:
        found = []
        for line in filter(str.strip, self.cleaned_data["rubric"].splitlines()):
            text, _, most = line.rpartition("|")
            points = whole(most.strip())
            if not text.strip() or points is None:
                raise forms.ValidationError("Write each criterion as: its text | its most points.")
            found.append({"text": text.strip(), "most": points})
        return found

    def clean_questions(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]


@require_http_methods(["GET", "POST"])
@at_the_desk
def screenings(request: HttpRequest) -> HttpResponse:
    """Every pipeline of the hall, and who is vetted."""
    here, by, post = hall_of(request), actor_in(request), request.POST
    if request.method == "POST" and "name" in post:
        made = keep_pipeline.open_pipeline(here.id, by=by, name=post["name"][:200], **once(request))
        return HttpResponseRedirect(reverse("front:desk_pipeline", args=[made.id]))
    if request.method == "POST":
        who = profile_by_handle(post.get("handle", "")[:80])
        keep_pipeline.end_vetted(here.id, who.person_id, by=by, reason=post.get("reason", "")[:4_000])
        messages.success(request, f"{who.name} is vetted no longer, and told why.")
        return HttpResponseRedirect(reverse("front:desk_screenings"))
    rows, vetted = queries.pipeline_rows(here.id), queries.vetted_rows(here.id)
    page = {"rows": rows, "vetted": vetted, "offered": here.offers("screening")}
    return shown(request, "screenings", page)


@require_http_methods(["GET", "POST"])
@at_the_desk
def pipeline(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One version: its stages and their editor while it is a draft, its funnel once somebody goes through it."""
    by = actor_in(request)
    page = queries.pipeline_page(by, version_id)
    rows = queries.bank_rows(hall_of(request).id)
    banks = [
        (str(row.bank.id), row.bank.skill.name)
        for row in rows
        if row.current is not None and row.bank.closed_at is None
    ]
    skills = [(str(one.id), one.name) for one in open_skills(hall_of(request).id)]
    choices: dict[str, Choices] = {"banks": banks, "skills": skills}
    numbers = NumbersForm(request.POST if "intro" in request.POST else None, initial=vars(page.version))
    editors = [
        StageForm(initial=_initial(stage), prefix=f"s{place}", kind=stage.kind, **choices)
        for place, stage in enumerate(page.stages)
    ]
    if request.method == "POST":
        place = whole(request.POST.get("place", ""))
        if place is not None and place < len(editors) and request.POST.get("do") == "save":
            editors[place] = StageForm(
                request.POST, prefix=f"s{place}", kind=page.stages[place].kind, **choices
            )
        try:
            onward = _answered(request, page, numbers, editors, place)
        except Refused as refused:
            if refused.because is not Because.INVALID or place is None or place >= len(editors):
                raise
            editors[place].add_error(None, refused.sentence)
            onward = None
        if onward is not None:
            return HttpResponseRedirect(reverse("front:desk_pipeline", args=[onward]))
    stops = [Stop(stage.name, STAGE_WORDS[stage.kind], "accent") for stage in page.stages]
    context = {
        "page": page, "numbers": numbers, "editors": list(zip(page.stages, editors, strict=True)), "words": STAGE_WORDS,
        "kinds": [(kind.value, says) for kind, says in STAGE_WORDS.items()],
        "picture": way(stops, caption=f"{len(stops)} stages") if stops else "", "funnel": _funnel(page),
        "skill_names": dict(skills),
        "test_names": {str(row.bank.id): row.bank.skill.name for row in rows},
        "takes_applications": takes_applications(page.pipeline.hall_id),
    }  # fmt: skip
    return shown(request, "pipeline", context)


def _initial(stage: Any) -> dict[str, Any]:
    given: dict[str, Any] = stage.as_json()
    given["rubric"] = "\n".join(f"{one.text} | {one.most}" for one in stage.rubric)
    given["questions"] = "\n".join(stage.questions)
    return given


def _funnel(page: queries.PipelinePage) -> Any:
    if not page.begun:
        return ""
    rows = [
        Bar(f"{one.place}. {one.stage.name}", one.reached, str(one.reached), note=_rest(one))
        for one in page.funnel
    ]
    vetted = Bar("Vetted" if page.version.vets else "Proven", page.vetted, str(page.vetted), tone="ok")
    return bars([*rows, vetted], caption="How many reached each stage", unit="People", highest=page.begun)


def _rest(row: Any) -> str:
    parts = [
        (row.passed, "passed"), (row.waiting, "in it now"), (row.failed, "not passed"), (row.lapsed, "left or ran out"),
    ]  # fmt: skip
    return ", ".join(f"{many} {words}" for many, words in parts if many)


def _answered(
    request: HttpRequest,
    page: queries.PipelinePage,
    numbers: NumbersForm,
    editors: list[StageForm],
    place: int | None,
) -> UUID | None:
    by, version, do = actor_in(request), page.version, request.POST.get("do", "")
    if do == "numbers":
        if not numbers.is_valid():
            return None
        keep_pipeline.set_pipeline(version.id, by=by, **numbers.cleaned_data)
        messages.success(request, "Set.")
    elif do in ("add", "save", "up", "remove"):
        stages = _changed(request.POST, do, page, editors, place)
        if stages is None:
            return None
        keep_pipeline.set_stages(version.id, by=by, stages=stages)
        messages.success(request, "The stages of the draft are changed.")
    elif do == "publish":
        keep_pipeline.publish_pipeline(version.id, by=by)
        messages.success(request, "Published. Who applies from now on goes through this version.")
    elif do == "draft":
        return keep_pipeline.draft_pipeline(version.pipeline_id, by=by).id
    elif do == "reassign":
        score_id, whom = (
            uuid_or_none(request.POST.get("score", "")),
            uuid_or_none(request.POST.get("whom", "")),
        )
        reassign_score(score_id or UUID(int=0), whom or UUID(int=0), by=by)
        messages.success(request, "Another examiner has it now, and is told.")
    elif do in ("admit", "admit_not"):
        keep_pipeline.let_pipeline_admit(version.pipeline_id, by=by, admits=do == "admit")
        said = "New applications go through it." if do == "admit" else "The desk decides new applications."
        messages.success(request, said)
    elif do in ("close", "reopen"):
        keep_pipeline.close_pipeline(version.pipeline_id, by=by, closed=do == "close")
        messages.success(request, "Closed: nobody begins any more." if do == "close" else "Open again.")
    return version.id


def _changed(
    post: QueryDict, do: str, page: queries.PipelinePage, editors: list[StageForm], place: int | None
) -> list[dict[str, Any]] | None:
    """The stages as they are to be; None where a form has to be mended first."""
    stages = [stage.as_json() for stage in page.stages]
    if do == "add":
        kind = post.get("kind", "")
        return [*stages, queries.new_stage_of(kind)] if kind in set(StageKind) else stages
    if place is None or place >= len(stages):
        return stages
    if do == "remove":
        return stages[:place] + stages[place + 1 :]
    if do == "up":
        moved = stages.pop(place)
        stages.insert(max(0, place - 1), moved)
        return stages
    if not editors[place].is_valid():
        return None
    stages[place] = {**stages[place], **editors[place].cleaned_data}
    return stages
