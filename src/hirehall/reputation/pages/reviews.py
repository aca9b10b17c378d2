"""My reviews, and the page of one contract's reviews: write, wait, read, reply."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from hirehall.formulas import ladder
from hirehall.formulas.constants import published
from hirehall.foundation.http import actor_in, hall_id_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.reputation import actions, queries
from hirehall.reputation.forms import ReplyForm, ReviewForm
from hirehall.reputation.formula import settings


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Reviews that wait, that were given and that were received."""
    mine = queries.my_reviews(actor_in(request))
    shown = request.GET.get("show", "")
    if shown not in {"waiting", "given", "received"}:
        shown = "waiting" if mine.waiting or not mine.received else "received"
    return render(request, "reputation/reviews.html", {"mine": mine, "shown": shown}, using="jinja2")


@require_GET
def of_contract(request: HttpRequest, contract_id: UUID) -> HttpResponse:
    """The stable address of a contract's reviews, for links from modules that do not know this one."""
    found = queries.window_about(actor_in(request), contract_id)
    if found is None:
        raise not_found("review_window")
    return redirect("reputation:window", found)


@require_http_methods(["GET", "POST"])
def window(request: HttpRequest, window_id: UUID) -> HttpResponse:
    """One contract's reviews as the reader's side sees them."""
    page = queries.window_for(actor_in(request), window_id)
    form = ReviewForm(
        request.POST or None,
        direction=page.direction,
        questions=page.questions,
        initial={"key": str(new_id())},
    )
    if request.method == "POST" and form.is_valid() and _submitted(request, window_id, form):
        return redirect("reputation:window", window_id)
    reply = (
        ReplyForm(initial={"key": str(new_id())}, auto_id="reply_%s") if page.line.may_reply_until else None
    )
    return render(
        request,
        "reputation/window.html",
        {
            "page": page,
            "line": page.line,
            "form": form,
            "reply_form": reply,
            "answers": [(said.question, said.answer) for said in page.my_answers],
        },
        status=422 if form.errors else 200,
        using="jinja2",
    )


def _submitted(request: HttpRequest, window_id: UUID, form: ReviewForm) -> bool:
    """Whether the review is in; what is wrong with it stands at the form."""
    try:
        review = actions.submit_review(  # type: ignore[call-arg]
            window_id, by=actor_in(request), rungs=form.rungs, optional=form.optional,
            text=form.cleaned_data["text"], key=form.cleaned_data["key"],
            evaluation=form.evaluation, advice=form.cleaned_data.get("advice", ""),
        )  # fmt: skip
    except Refused as refused:
        if refused.because is not Because.INVALID:
            raise
        at = form.asked[0] if refused.field == "evaluation" else refused.field
        form.add_error(at if at in form.fields else None, refused.sentence)
        return False
    if review.released_at:
        messages.success(request, "Thank you. Both reviews are in, so both are visible now.")
    else:
        messages.success(request, "Thank you. Your review is sealed until the other side’s is in.")
    return True


@require_http_methods(["POST"])
def reply(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Reply once to a review about oneself."""
    form = ReplyForm(request.POST)
    if not form.is_valid():
        raise Refused("reply.empty", "Write your reply first.", because=Because.INVALID, field="text")
    review = actions.reply_to_review(  # type: ignore[call-arg]
        review_id, by=actor_in(request), text=form.cleaned_data["text"], key=form.cleaned_data["key"]
    )
    messages.success(request, "Your reply is public now, below the review.")
    return redirect("reputation:window", review.window_id)


@login_not_required
@require_GET
def how(request: HttpRequest) -> HttpResponse:
    """How figures are made, with the settings in force, and what each skill proof of the hall was found to tell."""
    hall_id, constants = hall_id_in(request), published()
    told = queries.proofs_told(hall_id) if hall_id else []
    whole = 1 / ladder.weighing((True,) * len(constants.ladder.rates), constants.ladder).variance
    page = {
        "settings": settings(), "proof": constants.proof, "told": told, "told_rows": [_told(one) for one in told],
        "review_weighs": f"{whole:.2f}",
    }  # fmt: skip
    return render(request, "reputation/how.html", page, using="jinja2")


def _told(one: queries.Told) -> tuple[str, ...]:
    band = f"({one.low:.2f} to {one.high:.2f})" if one.is_measured else "(taken)"
    return (
        one.says, str(one.marks), f"{one.mean:.0%}", str(one.people), f"{one.validity:.2f} {band}",
        f"{one.precision:.2f}" if one.precision else "nothing",
    )  # fmt: skip
