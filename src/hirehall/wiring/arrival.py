"""Who signs up at a hall's address comes into that hall: a member where it is open, else at its way in.

The log-in library's adapter knows persons alone; here it learns of halls.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hirehall.halls.actions.join_hall import join_hall
from hirehall.halls.models import Hall
from hirehall.halls.queries import policy_now
from hirehall.halls.queries.joining import members_only_at
from hirehall.halls.rules.joining import is_open
from hirehall.people.login import AccountAdapter
from hirehall.people.models import Person
from hirehall.people.queries import actor_for

ARRIVED = "arrived_at_hall"


class HallAccountAdapter(AccountAdapter):
    """The first confirmed address of an account, at the hall's own address, is the moment of arrival."""

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        """The mail may be opened in another browser: where somebody wanted to go stands in its link."""
        link: str = super().get_email_confirmation_url(request, emailconfirmation)
        wanted = request.POST.get("next") or request.GET.get("next", "")
        if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}) or len(wanted) > 300:
            return link
        return f"{link}?{urlencode({'next': wanted})}"

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        is_first = not EmailAddress.objects.filter(user_id=email_address.user_id, verified=True).exists()
        confirmed: bool = super().confirm_email(request, email_address)
        if confirmed and is_first:
            _arrive(request, email_address.user)
        return confirmed

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **how: Any) -> HttpResponse:
        if way := _way_in_for(request, user):
            how["redirect_url"] = _through(way, how.get("redirect_url") or "")
        answer: HttpResponse = super().post_login(request, user, **how)
        return answer

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """In another browser one signs in first, and comes to the way in then."""
        onward: str = super().get_email_verification_redirect_url(email_address)
        way = _way_in_for(self.request, email_address.user)
        if not way or self.request.user.is_authenticated:
            return way or onward
        return f"{reverse('account_login')}?{urlencode({'next': way})}"


def _arrive(request: HttpRequest, who: Person) -> None:
    hall: Hall | None = getattr(request, "hall", None)
    if not hall or not who.is_active:
        return
    if is_open(policy_now(hall.id)):
        join_hall(hall.id, by=actor_for(who).at(hall.id))
    setattr(request, ARRIVED, True)


def _way_in_for(request: HttpRequest, who: Any) -> str:
    """The page that says how to join, for who has just arrived and is no member yet; else nothing."""
    hall: Hall | None = getattr(request, "hall", None)
    if not hall or not getattr(request, ARRIVED, False) or not members_only_at(hall, actor_for(who)):
        return ""
    return reverse("front:joining")


def _through(way: str, onward: str) -> str:
    """By the way in to where somebody wanted to go; an invitation's own page is a way in already."""
    if not onward or onward.startswith(way):
        return onward or way
    return f"{way}?{urlencode({'next': onward})}"
