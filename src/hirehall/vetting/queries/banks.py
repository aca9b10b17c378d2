"""Banks, their versions, and who may look into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from hirehall.foundation import clock
from hirehall.foundation.actor import Actor, ActorKind
from hirehall.foundation.addresses import is_here, serves_here
from hirehall.foundation.refused import Refused, not_found
from hirehall.halls.queries.joining import suspended_in
from hirehall.look.formats import day_text, when_text
from hirehall.people.models import Membership, Person
from hirehall.vetting import rules
from hirehall.vetting.models import Bank, BankVersion, Certificate, Examiner, Question, Sitting
from hirehall.vetting.states import KIND_WORDS, Kind, SittingState


def bank_here(by: Actor, bank_id: UUID) -> Bank:
    """A bank of the hall at whose address the actor is.

    Raises:
        Refused: ``bank.not_found``.
    """
    bank = Bank.objects.select_related("skill").filter(id=bank_id).first()
    if bank is None or not is_here(by, bank.hall_id):
        raise not_found("bank")
    return bank


def version_now(bank_id: UUID) -> BankVersion | None:
    """The version that is given now; None before the first is published."""
    return (
        BankVersion.objects.filter(bank_id=bank_id, published_at__isnull=False)
        .select_related("bank__skill")
        .order_by("-number")
        .first()
    )


def version_for(by: Actor, version_id: UUID) -> BankVersion:
    """A version with all that is in it, for operators.

    Raises:
        Refused: ``bank.not_found``.
    """
    found = BankVersion.objects.select_related("bank__skill").filter(id=version_id).first()
    if found is None or not (by.is_system or serves_here(by, found.bank.hall_id)):
        raise not_found("bank")
    return found


def may_examine(by: Actor, hall_id: UUID) -> bool:
    """Whether the actor reads and scores for this hall: one of its examiners, or an operator in a staff session."""
    if serves_here(by, hall_id):
        return True
    if by.kind is not ActorKind.PERSON or not is_here(by, hall_id):
        return False
    mine = by.require_person()
    named = Examiner.objects.filter(hall_id=hall_id, person_id=mine, ended_at=None)
    return named.exclude(person_id__in=suspended_in(hall_id)).exists()


def examiners_of(hall_id: UUID) -> list[Person]:
    """Who examines for the hall now, by name."""
    return list(
        Person.objects.filter(examines__hall_id=hall_id, examines__ended_at=None).order_by("name", "id")
    )


def same_house(one: UUID | None, other: UUID) -> bool:
    """Whether both belong to one organisation or agency."""
    if one is None:
        return False
    houses = Membership.objects.filter(person_id=other).values("organisation_id")
    return Membership.objects.filter(person_id=one, organisation_id__in=houses).exists()


def why_not_now(bank: Bank, person_id: UUID) -> Refused | None:
    """Why the person cannot begin this test now; None where they can."""
    now, skill = clock.now(), bank.skill.name
    held = (
        Certificate.objects.filter(person_id=person_id, sitting__bank=bank)
        .filter(
            Q(expires_at=None) | Q(expires_at__gt=now + timedelta(days=rules.RENEW_DAYS)), withdrawn_at=None
        )
        .first()
    )
    if held is not None:
        until = ""
        if held.expires_at is not None:
            again = held.expires_at - timedelta(days=rules.RENEW_DAYS)
            until = f" You can renew it from {day_text(again.date())} on."
        return Refused("test.certified", f"You hold a certificate in {skill}.{until}")
    return must_wait(bank, person_id)


def must_wait(bank: Bank, person_id: UUID) -> Refused | None:
    """Why another attempt has to wait, as a stage of a screening as well: the last one is read, or was not passed."""
    now = clock.now()
    last = Sitting.objects.filter(person_id=person_id, bank=bank).order_by("-started_at").first()
    if last is None:
        return None
    if last.state == SittingState.MARKING:
        return Refused("test.being_marked", "An examiner still reads your last test in this skill.")
    again = max(
        (at for at in (last.retake_at, _after_withdrawal(bank, person_id)) if at is not None), default=now
    )
    if again > now:
        return Refused("test.too_soon", f"You can sit this test again from {when_text(again)} on.")
    return None


def _after_withdrawal(bank: Bank, person_id: UUID) -> datetime | None:
    """Whose certificate is withdrawn waits as long as who has failed."""
    taken = Certificate.objects.filter(person_id=person_id, sitting__bank=bank, withdrawn_at__isnull=False)
    row = taken.select_related("sitting__version").order_by("-withdrawn_at").first()
    if row is None or row.withdrawn_at is None:
        return None
    return row.withdrawn_at + timedelta(days=row.sitting.version.retake_days)


@dataclass(frozen=True, slots=True)
class BankRow:
    """One bank in the operator's list."""

    bank: Bank
    versions: tuple[BankVersion, ...]
    sittings: int
    passed: int
    running: int

    @property
    def current(self) -> BankVersion | None:
        return next((one for one in self.versions if one.published_at is not None), None)

    @property
    def draft(self) -> BankVersion | None:
        return next((one for one in self.versions if one.published_at is None), None)


def bank_rows(hall_id: UUID) -> list[BankRow]:
    """Every bank of the hall with its versions, the newest first. Two queries."""
    banks = (
        Bank.objects.filter(hall_id=hall_id)
        .select_related("skill")
        .annotate(
            done=Count("sittings", filter=Q(sittings__state=SittingState.DONE)),
            passed=Count("sittings", filter=Q(sittings__passed=True)),
            running=Count("sittings", filter=Q(sittings__state=SittingState.RUNNING)),
        )
        .order_by("skill__name")
    )
    versions: dict[UUID, list[BankVersion]] = {}
    for one in (
        BankVersion.objects.filter(bank__hall_id=hall_id)
        .annotate(asks=Count("questions"))
        .order_by("-number")
    ):
        versions.setdefault(one.bank_id, []).append(one)
    return [
        BankRow(bank, tuple(versions.get(bank.id, ())), bank.done, bank.passed, bank.running)
        for bank in banks
    ]


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question as who owns the bank sees it."""

    question: Question
    kind: str
    options: tuple[tuple[str, bool], ...]
    right: str
    has_fallen: bool


@dataclass(frozen=True, slots=True)
class VersionPage:
    version: BankVersion
    questions: tuple[QuestionShown, ...]
    versions: tuple[BankVersion, ...]


def version_page(by: Actor, version_id: UUID) -> VersionPage:
    """A version with its questions and right answers, for operators."""
    version = version_for(by, version_id)
    questions = version.questions.select_related("void")
    return VersionPage(
        version,
        tuple(_shown(one) for one in questions),
        tuple(version.bank.versions.order_by("-number")),
    )


def _shown(question: Question) -> QuestionShown:
    places = range(len(question.options))
    right = set(places) if question.kind == Kind.ORDER else set(question.right if question.options else ())
    words = ""
    if question.kind == Kind.NUMBER:
        number, tolerance = question.right
        words = number if tolerance in ("0", "0.0") else f"{number} ± {tolerance}"
    return QuestionShown(
        question,
        KIND_WORDS[Kind(question.kind)],
        tuple((text, place in right) for place, text in enumerate(question.options)),
        words,
        hasattr(question, "void"),
    )
