"""Services: the freelancer's own list and form, the page that one orders from, and the catalogue."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.files.uploads import store_all
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Refused
from hirehall.market import queries
from hirehall.market.actions.draft_service import draft_service
from hirehall.market.actions.halt_service import close_service, pause_service, resume_service
from hirehall.market.actions.publish_service import publish_service
from hirehall.market.actions.save_service import save_service
from hirehall.market.actions.screen_service import appeal_service
from hirehall.market.forms.find import read
from hirehall.market.forms.service import ServiceForm, choice_in, service_initial
from hirehall.market.pages.find import chips_of
from hirehall.market.pages.parts import FILES_AT_MOST, hall_in, piece_asked, show_refusal, unwanted
from hirehall.market.queries.find import find_services
from hirehall.people.queries import managed_agencies


@login_not_required
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Everything that can be ordered in this hall."""
    hall = hall_in(request)
    address = read(request.GET, currency=hall.currency, home_zone=hall.time_zone)
    found = find_services(hall.id, address.asked)
    context = {
        "found": found,
        "asked": address.asked,
        "address": address,
        "chips": chips_of(address, found.counts, hall.currency),
        "next_href": address.following(found.next),
    }
    return render(request, "market/services.html", context, using="jinja2")


@login_not_required
@require_GET
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The page that one orders from."""
    package, extras = choice_in(request.GET)
    page = queries.service_page(actor_in(request), service_id, package=package, extras=extras)
    piece = piece_asked(request, queries.lead_of(page.service)) if "piece" in request.GET else None
    return render(request, "market/service.html", {"page": page, "piece": piece}, using="jinja2")


@login_not_required
@require_GET
def quote(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """What the choices on the page come to, for the line that follows them."""
    package, extras = choice_in(request.GET)
    chosen, shares = queries.chosen_shares(actor_in(request), service_id, package, extras)
    return render(request, "market/service_quote.html", {"chosen": chosen, "shares": shares}, using="jinja2")


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    lines = queries.own_services(actor_in(request), hall_in(request).id)
    return render(request, "market/my_services.html", {"lines": lines}, using="jinja2")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A service begins as a draft that nobody else sees."""
    by = actor_in(request)
    form = ServiceForm(
        request.POST or None,
        request.FILES or None,
        hall=hall_in(request),
        initial={"agency": request.GET.get("agency", "")},
        own_name=request.user.name,  # type: ignore[union-attr]
        agencies=managed_agencies(by),
    )
    if request.method == "POST" and not form.rows_change() and form.is_valid():
        try:
            made = draft_service(
                hall_in(request).id,
                by=by,
                content=form.content(),
                agency_id=form.cleaned_data.get("agency"),
            )
            return _keep(request, made.id, form)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"form": form, "page": None, "looked_at": queries.is_looked_at(hall_in(request).id)}
    return render(request, "market/service_form.html", context, using="jinja2")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """The form of a draft and of a published service; what was ordered keeps what was bought."""
    by = actor_in(request)
    found = queries.own_service_for(by, service_id)
    initial = service_initial(queries.content_of_service(found), found.skill_names)
    form = ServiceForm(request.POST or None, request.FILES or None, hall=hall_in(request), initial=initial)
    if request.method == "POST" and not form.rows_change() and form.is_valid():
        try:
            return _keep(request, service_id, form)
        except Refused as refused:
            show_refusal(form, refused)
    page = queries.service_page(by, service_id)
    context = {"form": form, "page": page, "looked_at": queries.is_looked_at(found.hall_id)}
    return render(request, "market/service_form.html", context, using="jinja2")


def _keep(request: HttpRequest, service_id: UUID, form: ServiceForm) -> HttpResponse:
    by = actor_in(request)
    file_ids = store_all(form.cleaned_data["pictures"][:FILES_AT_MOST], purpose="portfolio", by=by)
    saved = save_service(
        service_id, by=by, content=form.content(), file_ids=file_ids, remove_file_ids=unwanted(request)
    )
    then = "it stays paused until you take orders again" if saved.stays_paused else "lists it then"
    looked_at = f"Saved. The hall looks at it, and {then}."
    messages.success(request, looked_at if saved.state == "submitted" else "The service is saved.")
    return redirect("market:service", service_id)


@require_POST
def publication(request: HttpRequest, service_id: UUID) -> HttpResponse:
    published = publish_service(service_id, by=actor_in(request))
    if published.state == "submitted":
        messages.success(request, "Handed in. The hall looks at it, and you are told when it is listed.")
    else:
        messages.success(request, "Your service is published. It can be found and ordered from now on.")
    return redirect("market:service", service_id)


@require_POST
def appeal(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """Against a refusal, once."""
    appeal_service(service_id, by=actor_in(request), text=request.POST.get("text", ""))
    messages.success(request, "Your appeal is with the operators. You are told what they decide.")
    return redirect("market:service", service_id)


@require_POST
def pause(request: HttpRequest, service_id: UUID) -> HttpResponse:
    pause_service(service_id, by=actor_in(request))
    messages.success(request, "Paused. Open orders run on; new ones are not taken.")
    return redirect("market:service", service_id)


@require_POST
def resumption(request: HttpRequest, service_id: UUID) -> HttpResponse:
    resumed = resume_service(service_id, by=actor_in(request))
    if resumed.state == "submitted":
        messages.success(request, "Its words changed meanwhile, so the hall looks at it, and lists it then.")
    else:
        messages.success(request, "The service takes orders again.")
    return redirect("market:service", service_id)


@require_POST
def closure(request: HttpRequest, service_id: UUID) -> HttpResponse:
    close_service(service_id, by=actor_in(request))
    messages.success(request, "The service is closed. Open orders run on.")
    return redirect("market:my_services")
