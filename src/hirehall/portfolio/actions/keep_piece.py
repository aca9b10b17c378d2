from __future__ import annotations

from uuid import UUID

from hirehall.foundation import clock, facts
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.people.operations import locked_person
from hirehall.portfolio import rules
from hirehall.portfolio.facts import CollectionChanged
from hirehall.portfolio.models import Collection, Kept
from hirehall.skills.operations import lock_showing


@action("portfolio.make_collection", scope=Scope.PROFILE_WRITE)
def make_collection(
    *, hall_id: UUID, by: Actor, title: str, text: str = "", public: bool = False
) -> Collection:
    """A new collection in a hall, empty; others see it only when it is public.

    Raises:
        Refused: ``collection.too_many``, ``collection.title``, ``gallery.off``.
    """
    person_id = rules.require_self(by)
    hall = rules.require_hall(hall_id, by)
    rules.require_gallery(hall)
    rules.require_joined(hall, by)
    rules.require_collection(title, text)
    locked_person(person_id)
    if Collection.objects.filter(hall=hall, owner_id=person_id).count() >= rules.COLLECTIONS_AT_MOST:
        raise Refused(
            "collection.too_many",
            f"You have {rules.COLLECTIONS_AT_MOST} collections here. Remove one first.",
            because=Because.TOO_MANY,
        )
    made = Collection.objects.create(
        hall=hall,
        owner_id=person_id,
        title=title.strip(),
        text=text.strip(),
        public=public,
        made_at=clock.now(),
    )
    return _changed(made, "made", by)


@action("portfolio.change_collection", scope=Scope.PROFILE_WRITE)
def change_collection(collection_id: UUID, *, by: Actor, title: str, text: str, public: bool) -> Collection:
    """What the collection is called, and whether others see it.

    Raises:
        Refused: ``collection.not_found``, ``collection.title``.
    """
    mine = _locked(collection_id, by)
    rules.require_collection(title, text)
    mine.title, mine.text, mine.public = title.strip(), text.strip(), public
    mine.save(update_fields=["title", "text", "public"])
    return _changed(mine, "changed", by)


@action("portfolio.remove_collection", scope=Scope.PROFILE_WRITE)
def remove_collection(collection_id: UUID, *, by: Actor) -> None:
    """The collection is gone; the pieces in it stay where they are.

    Raises:
        Refused: ``collection.not_found``.
    """
    mine = _locked(collection_id, by)
    _changed(mine, "removed", by)
    mine.delete()


@action("portfolio.keep_piece", scope=Scope.PROFILE_WRITE)
def keep_piece(collection_id: UUID, *, showing_id: UUID, by: Actor) -> Collection:
    """A piece that is shown is kept in a collection; keeping it again changes nothing.

    Raises:
        Refused: ``collection.not_found``, ``collection.full``, ``piece.not_found``.
    """
    mine = _locked(collection_id, by)
    showing = lock_showing(showing_id, hall_id=mine.hall_id)
    rules.require_shown(showing)
    rules.require_joined(showing.hall, by)
    if Kept.objects.filter(collection=mine).count() >= rules.KEPT_AT_MOST:
        raise Refused(
            "collection.full", f"A collection holds {rules.KEPT_AT_MOST} pieces.", because=Because.TOO_MANY
        )
    _, is_new = Kept.objects.get_or_create(
        collection=mine, showing=showing, defaults={"kept_at": clock.now()}
    )
    return _changed(mine, "kept", by) if is_new else mine


@action("portfolio.drop_piece", scope=Scope.PROFILE_WRITE)
def drop_piece(collection_id: UUID, *, showing_id: UUID, by: Actor) -> Collection:
    """The piece is in the collection no more.

    Raises:
        Refused: ``collection.not_found``.
    """
    mine = _locked(collection_id, by)
    gone, _ = Kept.objects.filter(collection=mine, showing_id=showing_id).delete()
    return _changed(mine, "dropped", by) if gone else mine


def _locked(collection_id: UUID, by: Actor) -> Collection:
    rows = Collection.objects.select_for_update(no_key=True).filter(owner_id=rules.require_self(by))
    mine = rows.filter(id=collection_id, **({"hall_id": by.hall_id} if by.hall_id else {})).first()
    if mine is None:
        raise not_found("collection")
    return mine


def _changed(collection: Collection, what: str, by: Actor) -> Collection:
    fact = CollectionChanged(collection_id=collection.id, what=what)
    facts.record(fact, by=by, hall_id=collection.hall_id, about=[collection.id])
    return collection
