"""One’s own standing with every weight, what one more review would do to it, and the published constants."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hirehall.formulas.constants import published
from hirehall.foundation.http import actor_in
from hirehall.look import charts
from hirehall.reputation import queries
from hirehall.reputation.forms import WhatIfForm
from hirehall.reputation.queries.own_standing import SOURCE_NAMES, OwnField
from hirehall.reputation.states import Source

MOST_BARS = 12


@require_GET
def standing(request: HttpRequest) -> HttpResponse:
    """Where one stands, and exactly why; a what-if that nothing is kept of."""
    own = queries.own_standings(actor_in(request))
    field = _asked_for(own, request.GET.get("field", ""))
    form = WhatIfForm(request.GET if "rung1" in request.GET else None, pieces=field.pieces)
    would_be = None
    if form.is_bound and form.is_valid():
        would_be = queries.what_if(
            field, answers=form.answers, paid_minor=form.paid_minor,
            currency=form.currency, rater=form.cleaned_data["client"] or None,
        )  # fmt: skip
    return render(
        request,
        "reputation/standing.html",
        {
            "own": own, "field": field, "form": form, "would_be": would_be, "picture": _picture(field),
            "rows": [_row(piece) for piece in field.pieces], "version": published().version,
            "own_tabs": [
                (one.name, f"{reverse('reputation:standing')}?field={one.category_id or ''}", one is field)
                for one in own
            ],
            "judged": queries.own_evaluation(actor_in(request)),
            "coming": queries.coming(), "before": queries.sentence_shown(actor_in(request)),
        },
        status=422 if form.errors else 200,
        using="jinja2",
    )  # fmt: skip


def _asked_for(own: list[OwnField], asked: str) -> OwnField:
    return next((field for field in own if str(field.category_id) == asked), own[0])


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


def _picture(field: OwnField) -> str:
    heaviest = sorted(field.pieces, key=lambda piece: -abs(piece.adds))
    bars = [charts.Bar("Where people start", field.prior_adds, _signed(field.prior_adds), tone="accent")]
    bars += [
        charts.Bar(
            piece.says, piece.adds, _signed(piece.adds), tone="ok" if piece.adds >= 0 else "bad",
            note=SOURCE_NAMES[Source(piece.source)],
        )
        for piece in heaviest[:MOST_BARS]
    ]  # fmt: skip
    rest = sum(piece.adds for piece in heaviest[MOST_BARS:])
    if heaviest[MOST_BARS:]:
        bars.append(charts.Bar(f"{len(heaviest) - MOST_BARS} more", rest, _signed(rest), tone="accent"))
    return charts.signed(bars, caption="What adds to your standing, and what takes from it", unit="Adds")


def _row(piece: queries.Piece) -> tuple[str, ...]:
    return (
        f"{SOURCE_NAMES[Source(piece.source)]}: {piece.says}", _signed(piece.reading), f"{piece.base:.2f}",
        f"× {piece.decay:.2f}", f"× {piece.value:.2f}", f"× {piece.trust:.2f}",
        f"÷ {piece.nth}", f"{piece.counted:.3f}", f"{piece.share:.1%}", _signed(piece.adds),
    )  # fmt: skip


@require_GET
def standing_json(request: HttpRequest) -> JsonResponse:
    """The same as JSON, from which anybody can recompute the number."""
    answer = JsonResponse(queries.exported_standings(queries.own_standings(actor_in(request))))
    answer["Content-Disposition"] = 'attachment; filename="standing.json"'
    return answer


@login_not_required
@require_GET
def constants(request: HttpRequest) -> HttpResponse:
    """Every constant of the formulas in force, and the versions."""
    groups = [
        (name, [(key.replace("_", " "), str(value)) for key, value in values.items()])
        for name, values in queries.constants_table().items()
        if isinstance(values, dict)
    ]
    return render(
        request,
        "reputation/constants.html",
        {"groups": groups, "version": published().version, "versions": queries.versions()},
        using="jinja2",
    )


@login_not_required
@require_GET
def constants_json(request: HttpRequest) -> JsonResponse:
    return JsonResponse(queries.constants_table())
