"""Requests of a freelancer's own clients, made the way people make them: through actions."""

from __future__ import annotations

import re
from typing import Any

from hirehall.foundation import jobs
from hirehall.foundation.actor import ANONYMOUS, Actor
from hirehall.halls.models import Hall
from hirehall.market.actions.answer_request import open_request
from hirehall.market.actions.ask_for_quote import ask_for_quote
from hirehall.market.actions.invite_client import invite_client
from hirehall.market.models import QuoteRequest

NEED = "A menu for our bakery's site, in two languages, that we can change ourselves."


def ask(hall: Hall, freelancer: Actor, by: Actor = ANONYMOUS, **more: Any) -> QuoteRequest:
    """A request: confirmed at once for whoever is signed in, else waiting for the mailed link."""
    given = {"need": NEED, "name": "Berta Quill", "email": "berta@quill.example", **more}
    return ask_for_quote(hall.id, by=by, freelancer_id=freelancer.require_person(), **given)


def invite(hall: Hall, freelancer: Actor, email: str = "berta@quill.example") -> QuoteRequest:
    return invite_client(
        hall.id, by=freelancer, name="Berta Quill", email=email, words="Shall we do the next one here?"
    )


def mailed_link(outbox: list[Any]) -> str:
    """The secret of the newest mailed link."""
    jobs.drain()
    found = re.findall(r"/quote-requests/link/([\w-]+)/", str(outbox[-1].body))
    return str(found[0])


def opened(hall: Hall, freelancer: Actor, client: Actor) -> QuoteRequest:
    return ask(hall, freelancer, by=client)


def accepted(invited: QuoteRequest, client: Actor, outbox: list[Any], need: str = NEED) -> QuoteRequest:
    return open_request(mailed_link(outbox), by=client, need=need)
