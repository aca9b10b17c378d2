from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from hirehall.foundation import clock
from hirehall.foundation.actor import system
from hirehall.foundation.ids import new_id
from hirehall.foundation.models import FactRow
from hirehall.foundation.reads import kept
from hirehall.people.models import Membership, Organisation
from tests.makers.base import make_hall, make_person

pytestmark = pytest.mark.django_db


def fact(name: str) -> FactRow:
    by = system("test")
    return FactRow.objects.create(name=name, actor_kind=by.kind, data={"of": [name]}, recorded_at=clock.now())


def test_a_kept_read_is_written_once_and_asked_each_time() -> None:
    written = []

    @kept
    def named(name: str) -> QuerySet[FactRow]:
        written.append(name)
        return FactRow.objects.filter(name=name).order_by("id")

    first, second = fact("one"), fact("one")
    assert named("one") == [first, second]
    assert named("one")[0].data == {"of": ["one"]}
    assert named(name="none") == []
    assert named.first("two") is None
    other = fact("two")
    assert named.first("two") == other
    other.delete()
    assert named("two") == []
    assert len(written) == 1


def test_any_number_of_values_is_one_statement() -> None:
    @kept
    def these(ids: tuple[UUID, ...]) -> QuerySet[FactRow, UUID]:
        return FactRow.objects.filter(id__any_of=ids).order_by("id").values_list("id", flat=True)

    ids = tuple(fact("one").id for _ in range(3))
    with CaptureQueriesContext(connection) as asked:
        assert these(ids) == list(ids)
        assert these(ids[:1]) == [ids[0]]
        assert these(()) == []
    assert len({query["sql"].partition("ANY")[0] for query in asked}) == 1
    assert list(FactRow.objects.filter(id__any_of=ids[1:]).order_by("id").values_list("id", flat=True)) == [
        *ids[1:]
    ]


def test_models_come_with_those_that_were_selected_and_with_what_was_counted() -> None:
    make_hall()
    who = make_person("Greta")
    house = Organisation.objects.create(name="Hollis & Grey", handle="hollis-grey", made_at=clock.now())
    Membership.objects.create(organisation=house, person=who, role="owner", joined_at=clock.now())

    @kept
    def of(person_id: UUID) -> QuerySet[Membership]:
        return Membership.objects.filter(person_id=person_id).select_related("organisation", "person")

    @kept
    def houses(name: str) -> QuerySet[Organisation]:
        return Organisation.objects.filter(name=name).annotate(members=Count("memberships"))

    with CaptureQueriesContext(connection) as asked:
        (row,) = of(who.id)
        assert (row.organisation.name, row.person) == ("Hollis & Grey", who)
        (counted,) = houses("Hollis & Grey")
        assert (counted.pk, counted.members) == (house.id, 1)  # type: ignore[attr-defined]
    assert len(asked) == 2


def test_what_is_not_one_statement_is_refused() -> None:
    @kept
    def branching(name: str) -> QuerySet[FactRow]:
        return FactRow.objects.filter(name=name) if name else FactRow.objects.all()

    @kept
    def prefetching(name: str) -> QuerySet[Organisation]:
        return Organisation.objects.filter(name=name).prefetch_related("memberships")

    @kept
    def plain(name: str) -> QuerySet[FactRow, dict[str, str]]:
        return FactRow.objects.filter(name=name).values("name")

    for read in (branching, prefetching, plain):
        with pytest.raises(TypeError, match="a kept read"):
            read("one")  # type: ignore[operator]


@pytest.mark.django_db(transaction=True)
def test_a_kept_read_locks_only_in_a_transaction() -> None:
    @kept
    def locked(fact_id: UUID) -> QuerySet[FactRow]:
        return FactRow.objects.select_for_update().filter(id=fact_id)

    for _ in range(2):
        with pytest.raises(TransactionManagementError):
            locked(new_id())
