"""What the world sees of a freelancer's own door: their page, the button for other sites, the mailed link."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_safe

from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import Because, Refused
from hirehall.halls.models import Hall
from hirehall.halls.queries import address_of
from hirehall.look.formats import day_text
from hirehall.market import queries
from hirehall.market.actions.answer_request import decline_client_invitation, open_request
from hirehall.market.actions.ask_for_quote import ask_for_quote
from hirehall.market.forms.clients import AcceptInvitationForm, AskQuoteForm
from hirehall.market.pages.parts import hall_in, piece_asked, show_refusal
from hirehall.market.states import RequestState, Way

FILLED = ("name", "email", "need", "budget", "wanted_by")
LONGEST_FILLED = 4000


@dataclass(frozen=True, slots=True)
class Size:
    """How large an embedded piece is, in pixels of the host page."""

    name: str
    label: str
    width: int
    height: int


SIZES = {
    one.name: one
    for one in (
        Size("button", "A button", 240, 64),
        Size("card", "A card", 360, 230),
        Size("form", "The form", 400, 470),
    )
}
LOOKS = ("hall", "neutral")
SHADES = ("light", "dark", "auto")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def door(request: HttpRequest, handle: str) -> HttpResponse:
    """A freelancer's page for clients of their own, with the form that asks for a quote."""
    by, hall = actor_in(request), hall_in(request)
    page = queries.door_of(handle, hall)
    known = by.person_id is not None
    if request.method == "POST":
        form = AskQuoteForm(request.POST, currency=hall.currency, signed_in=known)
        if form.is_trapped:
            return _asked(request, handle)
        if form.is_valid() and (answer := _ask(request, form, page)):
            return answer
    else:
        filled = {name: request.GET.get(name, "")[:LONGEST_FILLED] for name in FILLED}
        form = AskQuoteForm(initial=filled, currency=hall.currency, signed_in=known)
    context = {
        "page": page,
        "piece": piece_asked(request, page.profile.person_id),
        "form": form,
        "mine": by.person_id == page.profile.person_id,
        "asked": request.GET.get("asked") == "1",
        "way": _way(request),
        "oembed_href": oembed_address(hall, door_address(hall, handle)),
    }
    return render(request, "market/door.html", context, using="jinja2")


def _ask(request: HttpRequest, form: AskQuoteForm, page: queries.ClientDoor) -> HttpResponse | None:
    by, hall, said = actor_in(request), hall_in(request), form.cleaned_data
    try:
        if by.person_id is None and not ratelimit.consume(request, action="ask_for_quote"):
            raise Refused(
                "request.too_many",
                "Many requests came from your connection in this hour. Try again later.",
                because=Because.TOO_MANY,
            )
        made = ask_for_quote(
            hall.id,
            by=by,
            freelancer_id=page.profile.person_id,
            need=said["need"],
            name=said.get("name", ""),
            email=said.get("email", ""),
            budget=said["budget"],
            wanted_by=said["wanted_by"],
            way=_way(request),
            piece_id=piece.id if (piece := piece_asked(request, page.profile.person_id)) else None,
        )
    except Refused as refused:
        show_refusal(form, refused)
        return None
    if by.person_id is None:
        return _asked(request, page.profile.handle)
    messages.success(request, f"{page.profile.name} has your request.")
    return redirect("market:request", made.id)


def _asked(request: HttpRequest, handle: str) -> HttpResponse:
    """The same answer for everybody, whether the address has an account, or the sender was a program."""
    return HttpResponseRedirect(reverse("market:door", args=[handle]) + "?asked=1")


def _way(request: HttpRequest) -> str:
    came = request.POST.get("way") or request.GET.get("from", "")
    return Way.EMBED.value if came == Way.EMBED else Way.LINK.value


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, handle: str) -> HttpResponse:
    """The piece for other sites: no script, no cookie, no session; what it leads to opens at the hall.

    It is light unless its address says otherwise: a frame cannot see how the page around it looks, and a dark piece
    stands as a black box on a light page.
    """
    page = queries.door_of(handle, hall_in(request))
    size = SIZES.get(request.GET.get("size", ""), SIZES["card"])
    look, shade = request.GET.get("look", ""), request.GET.get("shade", "")
    context = {
        "page": page,
        "size": size.name,
        "look": look if look in LOOKS else "hall",
        "shade": shade if shade in SHADES else "light",
        "href": f"{door_address(hall_in(request), handle)}?from=embed",
        "action": door_address(hall_in(request), handle),
        "hall_name": hall_in(request).name,
        "theme_of": hall_in(request),
        "currency": hall_in(request).currency,
    }
    return render(request, "market/embed.html", context, using="jinja2")


@login_not_required
@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """oEmbed 1.0 for freelancers' pages: a rich piece that is an iframe, and nothing else."""
    if request.GET.get("format", "json") != "json":
        return JsonResponse({"error": "Only JSON is spoken here."}, status=501)
    handle = _handle_in(hall_in(request), request.GET.get("url", ""))
    if not handle:
        return JsonResponse({"error": "This address is no freelancer’s page of this hall."}, status=404)
    page = queries.door_of(handle, hall_in(request))
    size = SIZES["card"]
    width, height = _at_most(request, "maxwidth", size.width), _at_most(request, "maxheight", size.height)
    answer = JsonResponse(
        {
            "version": "1.0",
            "type": "rich",
            "title": f"Ask {page.profile.name} for a quote",
            "author_name": page.profile.name,
            "author_url": door_address(hall_in(request), handle),
            "provider_name": hall_in(request).name,
            "provider_url": address_of(hall_in(request), "/"),
            "cache_age": 86400,
            "width": width,
            "height": height,
            "html": frame_html(
                hall_in(request), handle, page.profile.name, size, "hall", width=width, height=height
            ),
        }
    )
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _at_most(request: HttpRequest, name: str, most: int) -> int:
    text = request.GET.get(name, "")
    return max(1, min(int(text), most)) if text.isdecimal() and len(text) < 6 else most


def _handle_in(hall: Hall, address: str) -> str:
    """The handle in the address of a freelancer's page in this hall; empty for any other address."""
    try:
        parts, ours = urlsplit(address), urlsplit(address_of(hall, "/"))
    except ValueError:  # such as a bracket that opens no address
        return ""
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc) or not parts.path.startswith(ours.path):
        return ""
    try:
        found = resolve("/" + parts.path.removeprefix(ours.path))
    except Resolver404:
        return ""
    return str(found.kwargs["handle"]) if found.view_name in ("market:door", "market:embed") else ""


def door_address(hall: Hall, handle: str) -> str:
    return address_of(hall, reverse("market:door", args=[handle]))


def embed_address(hall: Hall, handle: str, size: str, look: str) -> str:
    address = address_of(hall, reverse("market:embed", args=[handle]))
    return f"{address}?{urlencode({'size': size, 'look': look})}"


def oembed_address(hall: Hall, address: str) -> str:
    return f"{address_of(hall, reverse('market:oembed'))}?{urlencode({'url': address})}"


def frame_html(
    hall: Hall,
    handle: str,
    name: str,
    size: Size,
    look: str,
    *,
    width: int | None = None,
    height: int | None = None,
) -> str:
    """The snippet for another site: one iframe without script, and only what the piece needs is allowed in it."""
    source, title = escape(embed_address(hall, handle, size.name, look)), escape(f"Ask {name} for a quote")
    return (
        f'<iframe src="{source}" title="{title}" width="{width or size.width}" height="{height or size.height}"'
        ' loading="lazy" referrerpolicy="no-referrer"'
        ' sandbox="allow-forms allow-popups allow-popups-to-escape-sandbox" frameborder="0"></iframe>'
    )


@login_not_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mailed link leads: confirm the request, or accept the invitation, as the person who signs in.

    Who is invited reads it, and can say no, before anything is asked of them.
    """
    found = queries.linked(token)
    by = actor_in(request)
    if by.person_id is None:
        if found.state == RequestState.INVITED and request.method == "GET" and "join" not in request.GET:
            context = {"request_": found, "token": token, "valid_until": day_text(found.valid_until)}
            return render(request, "market/invitation.html", context, using="jinja2")
        return _to_account(request, found.email, name=found.name)
    form = AcceptInvitationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = open_request(token, by=by, need=form.cleaned_data["need"])
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, f"{found.freelancer.name} has your request.")
            return redirect("market:request", opened.id)
    context = {
        "request_": found,
        "form": form,
        "token": token,
        "valid_until": day_text(found.valid_until),
        "origin": queries.origin_if_opened(by, found),
    }
    return render(request, "market/request_link.html", context, using="jinja2")


def _to_account(request: HttpRequest, email: str, *, name: str = "") -> HttpResponse:
    """Whoever opens the link owns the mailbox: they join with that address confirmed, or sign in to their account."""
    if request.method == "GET" and queries.has_account(email):
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    get_adapter().stash_verified_email(request, email)
    query = urlencode({"side": "client", "name": name, "email": email, "next": request.path})
    return HttpResponseRedirect(f"{reverse('account_signup')}?{query}")


@login_not_required
@require_http_methods(["GET", "POST"])
def link_refusal(request: HttpRequest, token: str) -> HttpResponse:
    """An invited client says no, without an account."""
    found = queries.linked(token)
    if request.method == "POST":
        decline_client_invitation(token, by=actor_in(request))
        return render(request, "market/invitation_declined.html", {"request_": found}, using="jinja2")
    return render(
        request, "market/invitation_decline.html", {"request_": found, "token": token}, using="jinja2"
    )
