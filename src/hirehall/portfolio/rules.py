"""Who may do what with work that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from hirehall.foundation.actor import Actor, ActorKind, require_operator
from hirehall.foundation.refused import Because, Refused, not_found
from hirehall.halls.models import Hall
from hirehall.halls.operations import require_member
from hirehall.halls.operations.joining import own_matter
from hirehall.halls.queries.joining import members_only_at
from hirehall.portfolio.states import Wrong
from hirehall.skills.models import Showing
from hirehall.skills.queries import is_on_show
from hirehall.skills.states import GALLERY

MAKERS_AT_LEAST, MAKERS_AT_MOST = 2, 6
LONGEST_PROJECT_TITLE = 100
ANSWER_DAYS, ANSWER_DAYS_AT_MOST = 7, 30
COLLECTIONS_AT_MOST, KEPT_AT_MOST = 100, 500
LONGEST_COLLECTION_TITLE, LONGEST_COLLECTION_TEXT = 80, 400
WARM_FOR = timedelta(weeks=4)
SHORTEST_WORDS, LONGEST_WORDS = 10, 1000
REPORTS_A_DAY = 10


def require_self(by: Actor) -> UUID:
    """The acting person's id: nobody likes or follows from the desk.

    Raises:
        Refused: ``actor.sign_in``, ``actor.staff_session``.
    """
    if by.is_staff:
        raise Refused("actor.staff_session", "End the staff session first.", because=Because.FORBIDDEN)
    person_id = by.require_person()
    if by.kind is not ActorKind.PERSON:
        raise Refused("actor.sign_in", "Sign in first, then try again.", because=Because.FORBIDDEN)
    return person_id


def require_gallery(hall: Hall) -> None:
    """Refuse where the hall shows no gallery.

    Raises:
        Refused: ``gallery.off``.
    """
    if not hall.offers(GALLERY):
        raise Refused("gallery.off", "This hall shows no gallery now.", because=Because.NOT_FOUND)


def require_shown(showing: Showing) -> None:
    """Refuse what is not shown: it is not there.

    Raises:
        Refused: ``piece.not_found``.
    """
    if not is_on_show(showing):
        raise not_found("piece")


def require_hall(hall_id: UUID, by: Actor) -> Hall:
    """The hall that is asked; from the address of one nobody acts in another.

    Raises:
        Refused: ``hall.not_found``.
    """
    hall = Hall.objects.filter(id=hall_id).first() if by.hall_id in (None, hall_id) else None
    if hall is None:
        raise not_found("hall")
    return hall


def require_project(maker_ids: Sequence[UUID], title: str, answer_days: int) -> None:
    """Refuse a request to one alone, to too many, without a name, or without a day on which it closes."""
    if not 1 <= answer_days <= ANSWER_DAYS_AT_MOST:
        raise Refused(
            "project.answer_days",
            f"Leave them 1 to {ANSWER_DAYS_AT_MOST} days for an answer.",
            because=Because.INVALID,
            field="answer_days",
        )
    if len(maker_ids) < MAKERS_AT_LEAST:
        raise Refused(
            "project.few_makers",
            "Choose at least two makers. To ask one alone, open their page.",
            because=Because.INVALID,
            field="makers",
        )
    if len(maker_ids) > MAKERS_AT_MOST:
        raise Refused(
            "project.many_makers",
            f"Ask at most {MAKERS_AT_MOST} makers at once: each writes a quote for you.",
            because=Because.INVALID,
            field="makers",
        )
    if not 3 <= len(" ".join(title.split())) <= LONGEST_PROJECT_TITLE:
        raise Refused(
            "project.title",
            f"Give it a title of 3 to {LONGEST_PROJECT_TITLE} characters.",
            because=Because.INVALID,
            field="title",
        )


def require_collection(title: str, text: str) -> None:
    """Refuse a collection without a name, or with a long one."""
    if not 1 <= len(title.strip()) <= LONGEST_COLLECTION_TITLE or len(text.strip()) > LONGEST_COLLECTION_TEXT:
        raise Refused(
            "collection.title",
            f"A collection has a name of at most {LONGEST_COLLECTION_TITLE} characters,"
            f" and at most {LONGEST_COLLECTION_TEXT} about it.",
            because=Because.INVALID,
            field="title",
        )


def require_joined(hall: Hall, by: Actor) -> None:
    """Where membership is needed to begin something, only members like, follow and keep; an open hall asks for none.

    Raises:
        Refused: ``hall.members_only``, ``hall.suspended_here``.
    """
    if members_only_at(hall, by):
        require_member(hall.id, by=by)


def require_report(wrong: str, words: str) -> str:
    """What is wrong, in words that the desk can look into. Answers the words, clean."""
    clean = words.strip()
    if wrong not in set(Wrong):
        raise Refused("report.reason", "Choose what is wrong.", because=Because.INVALID, field="wrong")
    if "\x00" in clean or len(clean) > LONGEST_WORDS:
        raise _words("report.words", f"Say it in at most {LONGEST_WORDS} characters.")
    if wrong == Wrong.OTHER and len(clean) < SHORTEST_WORDS:
        raise _words("report.words", f"Say in at least {SHORTEST_WORDS} characters what is wrong.")
    return clean


def require_words(words: str) -> str:
    """A reason, an appeal or an answer that the other side reads."""
    clean = words.strip()
    if "\x00" in clean or not SHORTEST_WORDS <= len(clean) <= LONGEST_WORDS:
        raise _words("words.length", f"Write {SHORTEST_WORDS} to {LONGEST_WORDS} characters.")
    return clean


def _words(code: str, sentence: str) -> Refused:
    return Refused(code, sentence, because=Because.INVALID, field="words")


def require_desk(showing: Showing, by: Actor) -> None:
    """An operator of the hall, who did not make the piece.

    Raises:
        Refused: ``staff.session_needed``, ``staff.other_hall``, ``staff.own_matter``.
    """
    require_operator(by, hall_id=showing.hall_id)
    if by.person_id == showing.person_id:
        raise own_matter()
