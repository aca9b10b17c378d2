"""The list of notices, the state that open pages ask for, and how notices are mailed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.conversations import actions, mails, queries
from hirehall.conversations.forms import MailForm
from hirehall.foundation.actor import Actor, Hat
from hirehall.foundation.addresses import here
from hirehall.foundation.http import actor_in
from hirehall.foundation.refused import not_found
from hirehall.people.queries import actor_by_id


@require_GET
def notices(request: HttpRequest) -> HttpResponse:
    """Everything that the person was told, newest first."""
    unread_only = request.GET.get("show") == "unread"
    rows, cursor = queries.notices_for(
        actor_in(request), before=queries.cursor_id(request.GET.get("before")), unread_only=unread_only
    )
    next_href = None
    if cursor:
        next_href = "?" + urlencode({"before": str(cursor), **({"show": "unread"} if unread_only else {})})
    return render(
        request,
        "conversations/notices.html",
        {"notices": rows, "next_href": next_href, "unread_only": unread_only},
        using="jinja2",
    )


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.read_all_notices(by=actor_in(request))
    return redirect("conversations:notices")


@require_POST
def follow(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """The notice counts as read, and its reader goes where it leads."""
    notice = actions.read_notice(notice_id, by=actor_in(request))
    return (
        redirect("conversations:notices")
        if "stay" in request.POST
        else HttpResponseRedirect(here(notice.href))
    )


@require_GET
def state(request: HttpRequest) -> HttpResponse:
    """The unread counts as tiny JSON, with an ETag, for pages that have no live connection."""
    found = queries.notice_state(actor_in(request))
    if request.headers.get("If-None-Match") == found.etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(found.body, content_type="application/json")
    response["ETag"] = found.etag
    response["Cache-Control"] = "private, no-cache"
    return response


@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    """How each group of notices is mailed."""
    mine = queries.mail_settings(actor_in(request))
    form = MailForm(request.POST or None, settings=mine)
    if request.method == "POST" and form.is_valid():
        actions.choose_mail(form.cleaned_data, by=actor_in(request))
        messages.success(request, "Saved. This is how we mail you from now on.")
        return redirect("conversations:notice_settings")
    return render(request, "conversations/notice_settings.html", {"form": form}, using="jinja2")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click in the mail program (a POST by RFC 8058), or a look here and a button; no log-in for either.

    A GET changes nothing, because programs that scan mails follow links.
    """
    read = mails.read_leave_token(token)
    if read is None:
        raise not_found("link")
    person_id, choices, what = read
    by = _holder(person_id)
    if request.method == "POST":
        actions.choose_mail(choices, by=by)
    now = {mine.group.value: mine.mail.value for mine in queries.mail_settings(by)}
    done = all(now[group] == mail for group, mail in choices.items())
    return render(
        request,
        "conversations/unsubscribe.html",
        {"done": done, "what": what, "action": reverse("conversations:unsubscribe", args=[token])},
        using="jinja2",
    )


def _holder(person_id: UUID) -> Actor:
    return actor_by_id(person_id, hat=Hat.FREELANCER)
