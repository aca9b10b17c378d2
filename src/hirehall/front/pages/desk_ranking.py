"""The desk of the ranking: how evenly people are shown, what they object to, and the latest slates, computed again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hirehall.contracts.queries import lane_figures
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once, uuid_or_none
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.market.states import LANE
from hirehall.ranking import queries
from hirehall.ranking.actions.object_to_place import answer_objection


@require_http_methods(["GET", "POST"])
@at_the_desk
def ranking(request: HttpRequest) -> HttpResponse:
    """Objections first, then the floor of each field, then whether what was shown can be computed again."""
    here, by = hall_of(request), actor_in(request)
    if request.method == "POST":
        objection_id = uuid_or_none(request.POST.get("objection_id", ""))
        if objection_id is None:
            messages.error(request, "Choose what you answer.")
        else:
            answer_objection(objection_id, by=by, words=request.POST.get("words", ""), **once(request))
            messages.success(request, "It is answered, and they are told.")
        return HttpResponseRedirect(reverse("front:desk_ranking"))
    families = queries.families(by, here.id)
    eligible = sum(one.eligible for one in families)
    page = {
        "objections": queries.objections_waiting(by, here.id),
        "families": families,
        "intake": queries.intake(by, here.id),
        "lane": lane_figures(by, here) if here.offers(LANE) else None,
        "met": sum(one.met for one in families) / eligible if eligible else None,
        "replayed": queries.latest_replayed(by, here.id),
    }
    return shown(request, "ranking", page)
