"""What money knows of contracts only by asking: what they are called, and what those of agencies hold for whom."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.apps import apps
from django.urls import reverse

from hirehall.contracts.models import Contract, Held, Posting
from hirehall.contracts.queries import held_in_shares
from hirehall.engagements.listing.queries.deposits import deposits_named
from hirehall.engagements.listing.queries.memberships import memberships_named
from hirehall.money.subjects import NAMERS, SHARERS, UNIT_NAMERS, HeldInShares, Named


def contracts(ids: list[UUID]) -> Mapping[UUID, Named]:
    """The contracts among ``ids``. One query."""
    rows = Contract.objects.filter(id__in=ids).values_list("id", "title", "agency__name")
    return {
        id_: Named(title, reverse("contracts:contract", args=[id_]), agency or "")
        for id_, title, agency in rows
    }


def postings(ids: list[UUID]) -> Mapping[UUID, Named]:
    """What is posted for whoever takes it, before it is a contract of the same id. One query."""
    rows = Posting.objects.filter(id__in=ids, started_at=None).values_list("id", "title", "model")
    return {id_: Named(title, reverse(f"{model}:posting", args=[id_])) for id_, title, model in rows}


def memberships(ids: list[UUID]) -> Mapping[UUID, Named]:
    """The memberships of a hall's board among ``ids``. One query."""
    return {
        id_: Named(f"Membership of the board of {hall}", reverse("listing:membership"))
        for id_, hall in memberships_named(ids)
    }


def deposits(ids: list[UUID]) -> Mapping[UUID, Named]:
    """The deposits for positions among ``ids``. One query."""
    return {
        id_: Named(f"Deposit for “{title}”", reverse("listing:deposit", args=[position_id]))
        for id_, position_id, title in deposits_named(ids)
    }


def units(ids: list[UUID]) -> Mapping[UUID, str]:
    """The units among ``ids``, of every engagement model: whatever money is held for. One query."""
    first, *others = [
        model._default_manager.filter(id__in=ids).order_by().values_list("id", "title")
        for model in apps.get_models()
        if issubclass(model, Held)
    ]
    return dict(first.union(*others))


def fill() -> None:
    """Tell ``money`` whom to ask; called once when the installation starts."""
    NAMERS.extend([contracts, postings, memberships, deposits])
    UNIT_NAMERS.append(units)
    SHARERS[:] = [lambda person_id, hall_id: HeldInShares(*held_in_shares(person_id, hall_id))]
