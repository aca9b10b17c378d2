"""What money calls a contract: its title and its page. Money itself knows only the id."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.urls import reverse

from hirehall.contracts.models import Contract
from hirehall.money.subjects import NAMERS, Named


def contracts(ids: list[UUID]) -> Mapping[UUID, Named]:
    """The contracts among ``ids``. One query."""
    titles = Contract.objects.filter(id__in=ids).values_list("id", "title")
    return {id_: Named(title, reverse("contracts:contract", args=[id_])) for id_, title in titles}


def fill() -> None:
    """Tell ``money`` whom to ask; called once when the installation starts."""
    NAMERS.append(contracts)
