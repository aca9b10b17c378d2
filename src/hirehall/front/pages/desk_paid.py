"""The desk's list of who paid for the board: memberships and deposits, to look through and to take out."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from hirehall.engagements.listing.queries import paid as reading
from hirehall.foundation.http import download
from hirehall.front.pages.desk import after_of, at_the_desk, shown
from hirehall.front.pages.public import hall_of


@require_safe
@at_the_desk
def paid(request: HttpRequest) -> HttpResponse:
    """Who, until when, how much, in what state; or with ``?as=csv`` the whole of it as a table."""
    here = hall_of(request)
    kind = reading.DEPOSITS if request.GET.get("kind") == reading.DEPOSITS else reading.MEMBERSHIPS
    states = reading.states_of(kind)
    text, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "")
    state = state if state in dict(states) else ""
    if request.GET.get("as") == "csv":
        table = reading.paid_as_csv(here, kind, text=text, state=state)
        return download(table.encode(), "text/csv; charset=utf-8", f"{kind}.csv")
    address = reverse("front:desk_paid")
    asked = {"kind": kind, "q": text, "state": state}
    kinds = [
        (word, f"{address}?kind={one}", kind == one)
        for one, word in ((reading.MEMBERSHIPS, "Memberships"), (reading.DEPOSITS, "Deposits"))
    ]
    found = reading.paid_for_board(here, kind, text=text, state=state, after=after_of(request))
    page = {
        "found": found,
        "kinds": kinds,
        "kind": kind,
        "states": states,
        "text": text,
        "state": state,
        "csv_href": f"{address}?{urlencode({**asked, 'as': 'csv'})}",
        "next_href": f"{address}?{urlencode({**asked, 'after': found.following})}"
        if found.following
        else None,
    }
    return shown(request, "paid", page)
