"""A member saves a search, chooses how often it tells of what is new, and stops it; the clock tells."""

from __future__ import annotations

from uuid import UUID

from hirehall.contracts.rules import require_text
from hirehall.engagements.listing import operations, queries, rules
from hirehall.engagements.listing.models import SavedSearch
from hirehall.engagements.listing.states import MODEL, Every
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.queries import policy_now
from hirehall.people.models import Person


@action("listing.save_search", scope=Scope.PROPOSALS_WRITE)
def save_search(hall_id: UUID, *, by: Actor, asked: queries.Asked, every: str, name: str = "") -> SavedSearch:
    """Keep what is looked for. Saved twice, it is one search, told as often as was said last."""
    person_id = rules.require_person(by)
    who = Person.objects.select_for_update(no_key=True).get(id=person_id)
    policy = policy_now(hall_id)
    rules.require_offered(hall_id)
    chosen, told = rules.require_every(every), queries.asked_as_json(asked)
    _require_told(hall_id, person_id, chosen)
    mine = SavedSearch.objects.filter(hall_id=hall_id, person=who)
    found = mine.filter(asked=told).first()
    if found is None and mine.count() >= policy.number("listing.searches_per_person"):
        raise Refused(
            "search.too_many", "You have saved as many searches as the hall keeps. Remove one first."
        )
    now = clock.now()
    row = found or SavedSearch(hall_id=hall_id, person=who, asked=told, saved_at=now, told_up_to=now)
    clean = require_text(name, field="name", least=0, most=120)
    row.name = clean or row.name or queries.name_of(asked)
    _tell_from_now_on(row, chosen)
    return row


@action("listing.change_search", scope=Scope.PROPOSALS_WRITE)
def change_search(search_id: UUID, *, by: Actor, every: str, version: int | None = None) -> SavedSearch:
    """How often it tells from now on; never keeps it without telling."""
    row = _mine(search_id, by)
    rules.require_version(version, row.version)
    chosen = rules.require_every(every)
    _require_told(row.hall_id, row.person_id, chosen)
    row.version += 1
    _tell_from_now_on(row, chosen)
    return row


@action("listing.drop_search", scope=Scope.PROPOSALS_WRITE)
def drop_search(search_id: UUID, *, by: Actor) -> bool:
    """The search is kept no more, and tells of nothing."""
    _mine(search_id, by).delete()
    return True


@action("listing.tell_of_search")
def tell_of_search(search_id: UUID, *, by: Actor) -> int:
    """The clock: what is new for a search goes out as one notice and one mail, in the transaction that notes it.

    So a worker that is killed has told nothing, or all; and no position is told twice. Answers how many there were.
    """
    if not by.is_system:
        raise Refused("position.not_the_clock", "A date does that by itself.", because=Because.FORBIDDEN)
    rows = SavedSearch.objects.select_for_update(no_key=True, of=("self",)).select_related("person", "hall")
    row = rows.filter(id=search_id).first()
    if row is None:
        raise not_found("search")
    if row.next_at is None or row.next_at > clock.now():
        raise Refused("search.not_due", "It is not time for that search.")
    found = (
        queries.new_for(row) if rules.is_told(row.person) and _may_be_told(row.hall_id, row.person_id) else []
    )
    operations.tell_of(row, found)
    row.told_up_to = clock.now()
    row.next_at = operations.next_time(row, Every(row.every), first=False)
    row.save()
    return len(found)


def _may_be_told(hall_id: UUID, person_id: UUID) -> bool:
    """Where the hall sells memberships of its board, being told is for who has one."""
    if not policy_now(hall_id).offers(MODEL):
        return False
    return not queries.is_sold(hall_id) or queries.has_membership(person_id, hall_id)


def _require_told(hall_id: UUID, person_id: UUID, every: Every) -> None:
    if every != Every.NEVER and not _may_be_told(hall_id, person_id):
        raise rules.invalid(
            "membership.needed",
            "Being told is for members of the board. Save it without, or become one.",
            "every",
        )


def _tell_from_now_on(row: SavedSearch, every: Every) -> None:
    row.every = every
    row.told_up_to = clock.now()
    row.next_at = operations.next_time(row, every, first=True)
    row.save()


def _mine(search_id: UUID, by: Actor) -> SavedSearch:
    rows = SavedSearch.objects.select_for_update(no_key=True, of=("self",)).select_related("person")
    row = rows.filter(id=search_id, person_id=rules.require_person(by)).first()
    if row is None:
        raise not_found("search")
    return row
