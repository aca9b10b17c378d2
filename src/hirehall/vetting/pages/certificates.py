"""A certificate for anybody who has its address, as a page and as a PDF."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hirehall.foundation import clock
from hirehall.foundation.addresses import serves_here
from hirehall.foundation.http import actor_in, download
from hirehall.foundation.posted import once
from hirehall.halls.queries import address_of
from hirehall.look import paper
from hirehall.look.formats import day_text
from hirehall.vetting import queries
from hirehall.vetting.actions.appeal_question import show_certificate
from hirehall.vetting.actions.withdraw_certificate import appeal_withdrawal, withdraw_certificate
from hirehall.vetting.pages.tests import hall_of, page
from hirehall.vetting.rules import APPEAL_DAYS


@login_not_required
@require_GET
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate is real, and whether it still counts."""
    by, card = actor_in(request), queries.certificate_page(code, hall=hall_of(request))
    appeal_until = card.withdrawal.at + timedelta(days=APPEAL_DAYS) if card.withdrawal else None
    return page(
        request,
        "certificate",
        {
            "card": card,
            "is_mine": by.person_id == card.person_id and not by.is_staff,
            "may_appeal": appeal_until is not None and appeal_until >= clock.now(),
            "appeal_until": appeal_until,
            "is_desk": serves_here(by, hall_of(request).id) and by.person_id != card.person_id,
        },
    )


@login_not_required
@require_GET
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The same on paper, with the address at which it can be checked."""
    hall = hall_of(request)
    card = queries.certificate_page(code, hall=hall)
    day = card.withdrawn_at
    withdrawn = f"The hall has withdrawn it on {day_text(day.date())}: it does not count." if day else ""
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
        "answers": f"{withdrawn} {card.says_of_answers}".strip(),
    }
    content = paper.render("vetting/certificate", data, at=card.issued_at)
    return download(content, "application/pdf", f"certificate-{card.code}.pdf")


@require_POST
def showing(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    shown = request.POST.get("shown") == "yes"
    show_certificate(certificate_id, by=actor_in(request), shown=shown, **once(request))
    return HttpResponseRedirect(reverse("vetting:tests") + "#certificates")


@require_POST
def withdrawal(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The desk takes a certificate back, with the reason."""
    by, reason = actor_in(request), request.POST.get("reason", "")
    made = withdraw_certificate(certificate_id, by=by, reason=reason, **once(request))
    messages.success(request, "It is withdrawn. Its holder is told why; what was signed for it is revoked.")
    return _to(made.certificate.code)


@require_POST
def appeal(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """The holder says why it should stand."""
    by, text = actor_in(request), request.POST.get("text", "")
    made = appeal_withdrawal(certificate_id, by=by, text=text, **once(request))
    messages.success(request, "Your appeal is with the hall. You will be told, with the reason.")
    return _to(made.certificate.code)


def _to(code: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("vetting:certificate", args=[code]))
