"""Questions about an order before its first hand-over, and the client's answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from hirehall.engagements.unit.actions.ask_question import answer_question, ask_question
from hirehall.engagements.unit.pages.answers import to_posting
from hirehall.foundation.http import actor_in
from hirehall.foundation.posted import once, version_in


@require_POST
def ask(request: HttpRequest, order_id: UUID) -> HttpResponse:
    ask_question(
        order_id, by=actor_in(request), text=request.POST.get("text", ""), version=version_in(request), **once(request)
    )  # fmt: skip
    messages.success(request, "The client has your question. You are told when it is answered.")
    return to_posting(order_id)


@require_POST
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    text = request.POST.get("text", "")
    question = answer_question(question_id, by=actor_in(request), text=text, **once(request))
    messages.success(request, "Answered. It is part of the instructions now.")
    return to_posting(question.order_id)
