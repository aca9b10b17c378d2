"""A certificate for anybody who has its address, as a page and as a PDF."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hirehall.foundation.http import actor_in, download
from hirehall.foundation.posted import once
from hirehall.halls.queries import address_of
from hirehall.look import paper
from hirehall.look.formats import day_text
from hirehall.vetting import queries
from hirehall.vetting.actions.appeal_question import show_certificate
from hirehall.vetting.pages.tests import hall_of, page


@login_not_required
@require_GET
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate is real, and whether it still counts."""
    return page(request, "certificate", {"card": queries.certificate_page(code, hall=hall_of(request))})


@login_not_required
@require_GET
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same on paper, with the address at which it can be checked."""
    hall = hall_of(request)
    card = queries.certificate_page(code, hall=hall)
    data = {
        "hall": card.hall,
        "person": card.person,
        "skill": card.skill,
        "percent": f"{card.percent:.0f}%",
        "pass_percent": f"{card.pass_percent}%",
        "version": str(card.version),
        "issued": day_text(card.issued_at.date()),
        "expires": day_text(card.expires_at.date()) if card.expires_at else "does not expire",
        "address": address_of(hall, reverse("vetting:certificate", args=[code])),
        "code": card.code,
        "answers": card.says_of_answers,
    }
    content = paper.render("vetting/certificate", data, at=card.issued_at)
    return download(content, "application/pdf", f"certificate-{card.code}.pdf")


@require_POST
def showing(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    shown = request.POST.get("shown") == "yes"
    show_certificate(certificate_id, by=actor_in(request), shown=shown, **once(request))
    return HttpResponseRedirect(reverse("vetting:tests") + "#certificates")
