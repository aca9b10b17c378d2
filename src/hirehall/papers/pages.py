"""Statements for freelancers, receipts for both sides: as pages, as PDF, and statements as CSV."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hirehall.foundation.actor import Hat
from hirehall.foundation.http import actor_in, download, person_id_in
from hirehall.foundation.refused import not_found
from hirehall.halls.models import Hall
from hirehall.papers import letters, queries
from hirehall.papers.queries import Statement

PAGE = 50


def _hall(request: HttpRequest) -> Hall:
    hall: Hall = request.hall  # type: ignore[attr-defined]
    return hall


@require_GET
def statements(request: HttpRequest) -> HttpResponse:
    """The months for which there is a statement."""
    found = queries.statements_of(person_id_in(request), _hall(request))
    return render(request, "papers/statements.html", {"months": found}, using="jinja2")


def _statement(request: HttpRequest, year: int, month: int, currency: str) -> Statement:
    wanted = (date(year, month, 1), currency) if 1 <= month <= 12 and 2000 <= year <= 9998 else None
    if wanted is None or wanted not in queries.statements_of(person_id_in(request), _hall(request)):
        raise not_found("statement")
    return queries.statement(person_id_in(request), _hall(request), wanted[0], currency)


@require_GET
def statement(request: HttpRequest, year: int, month: int, currency: str) -> HttpResponse:
    """One month: what was released, what the hall kept, what was paid out, what is owed."""
    found = _statement(request, year, month, currency)
    return render(request, "papers/statement.html", {"statement": found}, using="jinja2")


@require_GET
def statement_pdf(request: HttpRequest, year: int, month: int, currency: str) -> HttpResponse:
    found = _statement(request, year, month, currency)
    return _sent(letters.statement_letter(found, _hall(request), str(request.user), ending="pdf"))


@require_GET
def statement_csv(request: HttpRequest, year: int, month: int, currency: str) -> HttpResponse:
    found = _statement(request, year, month, currency)
    return _sent(letters.statement_letter(found, _hall(request), str(request.user), ending="csv"))


@require_GET
def receipts(request: HttpRequest) -> HttpResponse:
    """Every receipt that was issued to the person or their organisations, newest first."""
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    found = queries.papers_for(actor_in(request), _hall(request).id, after=after, limit=PAGE)
    return render(
        request,
        "papers/receipts.html",
        {
            "papers": found,
            "next_href": f"?after={found[-1].id}" if len(found) == PAGE else None,
            "is_client": actor_in(request).hat is Hat.CLIENT,
        },
        using="jinja2",
    )


@require_GET
def receipt(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """One receipt as PDF."""
    return _sent(letters.receipt_letter(queries.paper_for(actor_in(request), paper_id)))


def _sent(letter: letters.Letter) -> HttpResponse:
    return download(letter.content, letter.media_type, letter.name)
