"""The list of threads, and one thread with its messages."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hirehall.conversations import actions, queries
from hirehall.conversations.forms import MessageForm
from hirehall.files.uploads import store_all
from hirehall.foundation.actor import Hat
from hirehall.foundation.http import actor_in
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused

FIELDS = {"text": "text", "files": "attachments"}


@require_GET
def threads(request: HttpRequest) -> HttpResponse:
    """The person's conversations, the latest first; by hat where both are worn."""
    asked = request.GET.get("hat", "")
    hat = Hat(asked) if asked in set(Hat) else None
    lines, cursor = queries.threads_for(actor_in(request), hat=hat, after=request.GET.get("after"))
    more = {"hat": hat.value} if hat else {}
    return render(
        request,
        "conversations/threads.html",
        {
            "threads": lines,
            "hat": hat,
            "both_hats": getattr(request.user, "wears_client", False)
            and getattr(request.user, "wears_freelancer", False),
            "next_href": "?" + urlencode({"after": cursor, **more}) if cursor else None,
        },
        using="jinja2",
    )


@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """One conversation. Looking at its latest page is reading it."""
    form = _composer(request)
    if request.method == "POST" and form.is_valid():
        response = _send(request, thread_id, form)
        if response is not None:
            return response
    before = queries.cursor_id(request.GET.get("before"))
    page = queries.thread_for(actor_in(request), thread_id, before=before)
    if page.unread and before is None:
        actions.read_thread(thread_id, by=actor_in(request))
    return render(
        request,
        "conversations/thread.html",
        {"thread": page, "form": form, "before": before},
        status=422 if form.errors else 200,
        using="jinja2",
    )


def _composer(request: HttpRequest) -> MessageForm:
    """The form, with ids that change after each message sent: what was typed then goes, instead of being kept
    as the same field when the new page is morphed into the old one.
    """
    key = queries.cursor_id(request.POST.get("key")) or new_id()
    return MessageForm(
        request.POST or None,
        request.FILES or None,
        initial={"key": str(key)},
        auto_id=f"id_%s_{str(key)[-8:]}",
    )


def _send(request: HttpRequest, thread_id: UUID, form: MessageForm) -> HttpResponse | None:
    """Send what was typed; None when the form has to be shown again with what is wrong."""
    key = form.cleaned_data["key"]
    try:
        queries.require_participation(actor_in(request), thread_id)
        file_ids = store_all(
            form.cleaned_data["attachments"], purpose="attachment", by=actor_in(request), key=key
        )
        actions.send_message(  # type: ignore[call-arg]
            thread_id, by=actor_in(request), text=form.cleaned_data["text"], file_ids=file_ids, key=key
        )  # fmt: skip
    except Refused as refused:
        if refused.because is Because.NOT_FOUND:
            raise
        form.add_error(FIELDS.get(refused.field or ""), refused.sentence)
        return None
    return HttpResponseRedirect(reverse("conversations:thread", args=[thread_id]) + "#end")


@require_POST
def mute(request: HttpRequest, thread_id: UUID) -> HttpResponse:
    """POST with ``muted=yes`` mutes, with ``muted=no`` listens again."""
    participant = actions.mute_thread(
        thread_id, muted=request.POST.get("muted") == "yes", by=actor_in(request)
    )
    messages.success(
        request, "Muted: no notices and no mail from here." if participant.muted else "You are told again."
    )
    return redirect("conversations:thread", thread_id)
