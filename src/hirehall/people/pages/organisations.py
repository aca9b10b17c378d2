"""Organisations, their members, roles and invitations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hirehall.foundation.http import actor_in, person_id_in
from hirehall.foundation.refused import Refused
from hirehall.people import queries
from hirehall.people.actions.answer_invitation import answer_invitation
from hirehall.people.actions.change_organisation import change_organisation
from hirehall.people.actions.change_role import change_role
from hirehall.people.actions.end_membership import end_membership
from hirehall.people.actions.invite_member import invite_member
from hirehall.people.actions.make_organisation import make_organisation
from hirehall.people.actions.show_membership import show_membership
from hirehall.people.actions.withdraw_invitation import withdraw_invitation
from hirehall.people.forms import InvitationForm, OrganisationForm
from hirehall.people.models import Organisation, Role
from hirehall.people.pages.refusals import show


@require_http_methods(["GET", "POST"])
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations that one hires for."""
    return _list(request, Organisation.Kind.CLIENT, "people/organisations.html")


@require_http_methods(["GET", "POST"])
def agencies(request: HttpRequest) -> HttpResponse:
    """The agencies that one works in."""
    return _list(request, Organisation.Kind.AGENCY, "people/agencies.html")


def _list(request: HttpRequest, kind: Organisation.Kind, template: str) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_organisation(by=actor_in(request), kind=kind.value, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"{made.name} is made. You are its owner.")
            return HttpResponseRedirect(reverse("people:organisation", args=[made.id]))
    person_id = person_id_in(request)
    page = {
        "form": form,
        "mine": queries.organisations_of(person_id, kind=kind.value),
        "invited": queries.open_invitations_for(queries.own_profile(person_id).person.email, kind=kind.value),
    }
    return render(request, template, page, using="jinja2")


@require_http_methods(["GET", "POST"])
def organisation(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    actor = actor_in(request)
    page = queries.organisation_page(actor, organisation_id)
    row = page.organisation
    initial = {"name": row.name, "about": row.about, "website": row.website, "country": row.country}
    form = OrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_organisation(organisation_id, by=actor, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "Saved.")
            return HttpResponseRedirect(reverse("people:organisation", args=[organisation_id]))
    return _page(request, page, form, InvitationForm(roles=page.roles))


@require_POST
def invitations(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    actor = actor_in(request)
    page = queries.organisation_page(actor, organisation_id)
    form = InvitationForm(request.POST, roles=page.roles)
    if form.is_valid():
        try:
            asked = invite_member(organisation_id, by=actor, **form.cleaned_data)
        except Refused as refused:
            if refused.field is None:
                raise
            show(form, refused)
        else:
            messages.success(request, f"We wrote to {asked.shown_as}.")
            return HttpResponseRedirect(reverse("people:organisation", args=[organisation_id]))
    row = page.organisation
    initial = {"name": row.name, "about": row.about, "website": row.website, "country": row.country}
    return _page(request, page, OrganisationForm(initial=initial), form)


def _page(
    request: HttpRequest, page: queries.OrganisationPage, form: OrganisationForm, invitation: InvitationForm
) -> HttpResponse:
    context = {"page": page, "form": form, "invitation_form": invitation}
    return render(request, "people/organisation.html", context, using="jinja2")


@require_POST
def withdrawal(request: HttpRequest, organisation_id: UUID, invitation_id: UUID) -> HttpResponse:
    withdraw_invitation(invitation_id, by=actor_in(request))
    messages.success(request, "The invitation no longer holds.")
    return HttpResponseRedirect(reverse("people:organisation", args=[organisation_id]))


@require_POST
def role(request: HttpRequest, organisation_id: UUID, person_id: UUID) -> HttpResponse:
    changed = change_role(organisation_id, person_id, role=request.POST.get("role", ""), by=actor_in(request))
    messages.success(request, f"The role is {Role(changed.role).label.lower()} now.")
    return HttpResponseRedirect(reverse("people:organisation", args=[organisation_id]))


@require_POST
def departure(request: HttpRequest, organisation_id: UUID, person_id: UUID) -> HttpResponse:
    actor = actor_in(request)
    end_membership(organisation_id, person_id, by=actor, reason=request.POST.get("reason", ""))
    if person_id == actor.person_id:
        messages.success(request, "You have left.")
        is_agency = organisation_id in actor.agency_ids
        return HttpResponseRedirect(reverse("people:agencies" if is_agency else "people:organisations"))
    messages.success(request, "The membership has ended. They are told, with the reason and the date.")
    return HttpResponseRedirect(reverse("people:organisation", args=[organisation_id]))


@require_POST
def answer(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    accept = request.POST.get("answer") == "accept"
    invitation = answer_invitation(invitation_id, accept=accept, by=actor_in(request))
    is_agency = invitation.organisation.kind == Organisation.Kind.AGENCY
    if not accept:
        messages.success(request, "You declined.")
        return HttpResponseRedirect(reverse("people:agencies" if is_agency else "people:organisations"))
    welcome = "You belong to this agency now." if is_agency else "You can act for this organisation now."
    messages.success(request, f"Welcome. {welcome}")
    return HttpResponseRedirect(reverse("people:organisation", args=[invitation.organisation_id]))


@require_POST
def shown(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Whether one stands on the agency's page oneself."""
    row = show_membership(organisation_id, shown=request.POST.get("shown") == "yes", by=actor_in(request))
    stands = "You stand on the agency’s page." if row.shown else "The agency’s page does not show you."
    messages.success(request, stands)
    return HttpResponseRedirect(reverse("people:organisation", args=[organisation_id]))
