"""What a client pays for on top of an order: more revisions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.engagements.package import queries
from hirehall.engagements.package.actions.buy_revisions import buy_revisions
from hirehall.engagements.package.pages.answers import paid_on_top
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.posted import once, version_in, whole
from hirehall.look.formats import plural
from hirehall.money import queries as money


@require_http_methods(["GET", "POST"])
def revisions(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """More revisions: how many, what they cost, and the button that pays."""
    by = actor_in(request)
    if request.method == "POST":
        bought = buy_revisions(
            order_id,
            by=by,
            count=whole(request.POST.get("count", "")) or 1,
            method=request.POST.get("method", "sandbox.instant"),
            version=version_in(request),
            **once(request),
        )
        then = reverse("package:review", args=[order_id]) if bought.order.state == "delivered" else ""
        done = f"{plural(bought.count, 'more revision is', 'more revisions are')} yours. The money is held."
        contract_id = bought.order.contract_id
        return paid_on_top(request, bought.payment_id, done=done, contract_id=contract_id, then=then)
    page = queries.revisions_page(by, order_id)
    context = {"page": page, "methods": money.payment_methods(), "key": new_id()}
    return render(request, "package/revisions.html", context, using="jinja2")
