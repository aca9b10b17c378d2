"""What an operator sets, in the caller's transaction: one of the desk's actions, or a file that is many of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from hirehall.foundation import clock, facts
from hirehall.foundation.actor import Actor, require_operator
from hirehall.foundation.ids import new_id
from hirehall.foundation.refused import Because, Refused
from hirehall.halls import rules
from hirehall.halls.facts import ClauseDated, HallLookChanged, HallOpened, PolicyDated
from hirehall.halls.founding import CLAUSES
from hirehall.halls.models import ClauseTemplate, Hall, Policy
from hirehall.halls.operations.addresses import TAKEN, require_free
from hirehall.halls.operations.rows import locked_hall
from hirehall.halls.states import declared
from hirehall.halls.states.leading import FIRST
from hirehall.look.typefaces import DEFAULT


def open_hall(
    *,
    by: Actor,
    slug: str,
    name: str,
    tagline: str = "",
    currency: str = "EUR",
    time_zone: str = "UTC",
    domain: str = "",
    contact_email: str = "",
    hue: int = 178,
    chroma_thousandths: int = 82,
    typeface: str = DEFAULT,
    leads_with: str = FIRST,
    policy: Mapping[str, int] | None = None,
    lists: Mapping[str, Sequence[str]] | None = None,
    clauses: Sequence[tuple[str, str, str]] = (),
) -> Hall:
    """A new hall with its founding policy and clauses, in force at once.

    Args:
        policy: the numbers that differ from the defaults.
        lists: the policy's lists of words, as who may join by e-mail domain.
        clauses: kind, title and text of each; the founding ones where none is given.

    Raises:
        Refused: ``hall.setting_invalid``, ``hall.taken`` for a slug or domain that another hall has,
            ``hall.address_kept`` for one that another hall has left and keeps.
    """
    require_operator(by)
    rules.require_founding(slug=slug, currency=currency, time_zone=time_zone, domain=domain)
    look = {"name": name, "tagline": tagline, "hue": hue, "chroma_thousandths": chroma_thousandths}
    rules.require_look({**look, "typeface": typeface, "leads_with": leads_with})
    rules.require_policy_changes(policy or {})
    rules.require_policy_lists(lists or {})
    for kind, title, text in clauses:
        rules.require_clause(kind, title, text)
    require_free(slug=slug, domain=domain)
    hall = _made(
        slug=slug,
        domain=domain,
        currency=currency,
        time_zone=time_zone,
        contact_email=contact_email,
        typeface=typeface,
        leads_with=leads_with,
        **look,
    )
    _found(hall, policy or {}, lists or {}, clauses or CLAUSES)
    facts.record(HallOpened(hall_id=hall.id, slug=slug), by=by, hall_id=hall.id, about=[hall.id])
    return hall


def _made(**columns: Any) -> Hall:
    """The row; the first hall of an installation is at its root."""
    try:
        with transaction.atomic():
            return Hall.objects.create(at_root=not Hall.objects.exists(), opened_at=clock.now(), **columns)
    except IntegrityError as taken:
        raise Refused("hall.taken", TAKEN, field="slug") from taken


def _found(
    hall: Hall,
    policy: Mapping[str, int],
    lists: Mapping[str, Sequence[str]],
    clauses: Sequence[tuple[str, str, str]],
) -> None:
    """The first version of the policy and of each clause."""
    founding = Policy(hall=hall, effective_from=hall.opened_at, reason="Founding rules")
    for number, value in policy.items():
        founding.set_number(number, value)
    founding.lists = {name: list(words) for name, words in lists.items()}
    rules.require_a_way(founding.of_models)
    rules.require_doors(founding)
    founding.save(force_insert=True)
    ClauseTemplate.objects.bulk_create(
        ClauseTemplate(hall=hall, kind=kind, title=title, text=text, effective_from=hall.opened_at)
        for kind, title, text in clauses
    )


def change_hall_look(
    hall_id: UUID,
    *,
    by: Actor,
    name: str,
    tagline: str,
    hue: int,
    chroma_thousandths: int,
    escrow_word: str,
    contact_email: str,
    typeface: str | None = None,
    leads_with: str | None = None,
) -> Hall:
    """The hall's name, brand colour, type and words; contrast does not depend on them.

    Args:
        typeface: one of ``look.typefaces``; it stays where it is left out.
        leads_with: one of ``halls.states.leading``; likewise.
    Raises:
        Refused: ``hall.setting_invalid``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    values: dict[str, str | int] = {
        "name": name.strip(),
        "tagline": tagline.strip(),
        "hue": hue,
        "chroma_thousandths": chroma_thousandths,
        "escrow_word": escrow_word.strip(),
        "contact_email": contact_email.strip(),
        "typeface": hall.typeface if typeface is None else typeface,
        "leads_with": hall.leads_with if leads_with is None else leads_with,
    }
    rules.require_look(values)
    changed = tuple(field for field, value in values.items() if getattr(hall, field) != value)
    for field in changed:
        setattr(hall, field, values[field])
    if changed:
        hall.save(update_fields=changed)
        facts.record(HallLookChanged(fields=changed), by=by, hall_id=hall.id, about=[hall.id])
    return hall


def date_policy(
    hall_id: UUID,
    *,
    by: Actor,
    effective_from: datetime,
    changes: Mapping[str, int],
    reason: str,
    lists: Mapping[str, Sequence[str]] | None = None,
) -> Policy:
    """New clocks and caps from a future instant on; running contracts keep the row they were made under.

    What ``changes`` and ``lists`` do not name is taken from the row that would be in force at that instant.

    Raises:
        Refused: ``policy.in_the_past``, ``policy.too_far_ahead``, ``policy.instant_taken``, ``policy.reason_missing``,
            ``policy.nothing_changed``, ``hall.setting_invalid``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    rules.require_policy_changes(changes)
    rules.require_policy_lists(lists or {})
    if not reason.strip():
        raise Refused("policy.reason_missing", "Say why.", because=Because.INVALID, field="reason")
    if effective_from <= clock.now():
        raise Refused(
            "policy.in_the_past",
            "A policy is dated ahead, so that everybody can read it before it holds.",
            because=Because.INVALID,
            field="effective_from",
        )
    rules.require_near(effective_from, "policy")
    if Policy.objects.filter(hall=hall, effective_from=effective_from).exists():
        raise Refused(
            "policy.instant_taken", "A policy starts at this instant already.", field="effective_from"
        )
    row = Policy.objects.filter(hall=hall, effective_from__lt=effective_from).latest("effective_from")
    changed = {name: value for name, value in changes.items() if row.number(name) != value}
    rewritten = {
        name: list(words) for name, words in (lists or {}).items() if row.words(name) != tuple(words)
    }
    if not changed and not rewritten:
        raise Refused("policy.nothing_changed", "These are the numbers already in force.")
    row.pk, row.effective_from, row.reason = new_id(), effective_from, reason.strip()
    row.of_models = {name: row.number(name) for name in declared()}
    row.lists = {**row.lists, **rewritten}
    for name, value in changed.items():
        row.set_number(name, value)
    rules.require_a_way(row.of_models)
    rules.require_doors(row)
    row.save(force_insert=True)
    fact = PolicyDated(
        policy_id=row.id,
        effective_from=effective_from,
        changed=changed,
        reason=row.reason,
        rewritten=rewritten,
    )
    facts.record(fact, by=by, hall_id=hall.id, about=[hall.id])
    return row


def date_clause(
    hall_id: UUID, *, by: Actor, kind: str, title: str, text: str, effective_from: datetime
) -> ClauseTemplate:
    """A new clause, or a newer version of the one with the same kind and title, from an instant on.

    Agreements made before keep the text that they were made with.

    Raises:
        Refused: ``clause.invalid``, ``clause.in_the_past``, ``clause.too_far_ahead``.
    """
    require_operator(by, hall_id=hall_id)
    hall = locked_hall(hall_id)
    rules.require_clause(kind, title, text)
    if effective_from < clock.now():
        raise Refused(
            "clause.in_the_past", "A clause is dated ahead.", because=Because.INVALID, field="effective_from"
        )
    rules.require_near(effective_from, "clause")
    clause, _ = ClauseTemplate.objects.get_or_create(
        hall=hall,
        kind=kind,
        title=title.strip()[:120],
        effective_from=effective_from,
        defaults={"text": text.strip()},
    )
    facts.record(
        ClauseDated(clause_id=clause.id, kind=kind, effective_from=effective_from),
        by=by,
        hall_id=hall.id,
        about=[hall.id],
    )
    return clause
