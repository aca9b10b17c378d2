"""The desk's page about who comes in: applications and their appeals, invitations, members who are suspended here."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import field_errors
from hirehall.foundation.refused import Refused
from hirehall.front.forms.joining import CodesForm, InviteForm
from hirehall.front.pages.desk import at_the_desk, shown
from hirehall.front.pages.public import hall_of
from hirehall.halls.actions.answer_application_appeal import answer_application_appeal
from hirehall.halls.actions.decide_application import decide_application
from hirehall.halls.actions.invite_to_hall import invite_to_hall, make_join_code
from hirehall.halls.actions.suspend_member import reinstate_member, suspend_member
from hirehall.halls.actions.withdraw_join_invitation import withdraw_join_invitation
from hirehall.halls.queries import address_of
from hirehall.halls.queries.joining import applications, decided, how_one_joins, invitations
from hirehall.halls.queries.staff import hall_operators
from hirehall.vetting.queries import admissions, admitting_version


@require_safe
@at_the_desk
def joining(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: HttpRequest, *, codes: CodesForm | None = None, invite: InviteForm | None = None
) -> HttpResponse:
    here, by = hall_of(request), actor_in(request)
    invited = [
        (one, address_of(here, reverse("front:join_invitation", args=[one.code])))
        for one in invitations(here.id)
    ]
    waiting = applications(here.id)
    page = {
        "how": how_one_joins(here.id),
        "waiting": waiting,
        "admissions": admissions([one.id for one in waiting if one.decider != "desk"]),
        "screening": admitting_version(here.id),
        "decided": decided(here.id),
        "invited": invited,
        "codes": codes or CodesForm(prefix="code"),
        "invite": invite or InviteForm(prefix="invite"),
        "me_id": by.person_id,
        "operators": hall_operators(here.id),
    }
    return shown(request, "joining", page)


@require_POST
@at_the_desk
def decision(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Somebody is let in or not; on an appeal, by somebody else than the first time."""
    accepts, reason = request.POST.get("answer") == "accept", request.POST.get("reason", "")
    decide = answer_application_appeal if request.POST.get("what") == "appeal" else decide_application
    decide(application_id, by=actor_in(request), accepts=accepts, reason=reason)
    said = "They are a member now, and are told why." if accepts else "They are told why."
    messages.success(request, f"The answer is given. {said}")
    return HttpResponseRedirect(reverse("front:desk_joining"))


@require_POST
@at_the_desk
def inviting(request: HttpRequest) -> HttpResponse:
    """A code for whoever has it, or mails to certain people."""
    here, by = hall_of(request), actor_in(request)
    if request.POST.get("what") == "mail":
        invite = InviteForm(request.POST, prefix="invite")
        if not invite.is_valid():
            return _page(request, invite=invite)
        given = {name: invite.cleaned_data[name] for name in ("days", "note")}
        try:
            many = invite_to_hall(here.id, by=by, emails=invite.addresses(), **given)
        except Refused as refused:
            field_errors(invite, refused)
            return _page(request, invite=invite)
        messages.success(request, f"{many} invited by mail.")
    else:
        codes = CodesForm(request.POST, prefix="code")
        if not codes.is_valid():
            return _page(request, codes=codes)
        make_join_code(here.id, by=by, **codes.cleaned_data)
        messages.success(request, "The code is made. Send its link to whom you like.")
    return HttpResponseRedirect(reverse("front:desk_joining"))


@require_POST
@at_the_desk
def invitation_withdrawal(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    withdraw_join_invitation(invitation_id, by=actor_in(request))
    messages.success(request, "Nobody joins with this invitation any more.")
    return HttpResponseRedirect(reverse("front:desk_joining"))


@require_POST
@at_the_desk
def member(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A member is suspended in this hall alone, or is one again."""
    reason, ends = request.POST.get("reason", ""), request.POST.get("what") == "reinstate"
    change = reinstate_member if ends else suspend_member
    change(hall_of(request).id, person_id, by=actor_in(request), reason=reason)
    messages.success(
        request,
        "They are a member here again." if ends else "They begin nothing here any more, and are told why.",
    )
    return HttpResponseRedirect(reverse("front:desk_person", args=[person_id]))
