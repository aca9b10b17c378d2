from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from hirehall.contracts import operations as contract_operations
from hirehall.contracts import rules as contract_rules
from hirehall.contracts.states import Side
from hirehall.engagements.milestone import facts, queries, rules
from hirehall.engagements.milestone.models import Delivery, Milestone
from hirehall.engagements.milestone.operations import move_to, tell
from hirehall.engagements.milestone.states import State
from hirehall.files import operations as files
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor, Scope
from hirehall.foundation.refused import Because, Refused


@action("milestone.deliver_work", scope=Scope.CONTRACTS_WRITE)
def deliver_work(
    milestone_id: UUID,
    *,
    by: Actor,
    note: str,
    links: tuple[str, ...] = (),
    file_ids: tuple[UUID, ...] = (),
    version: int | None = None,
) -> Milestone:
    """The freelancer hands over work on a funded milestone. From now the client has the policy's days to answer."""
    contract, milestone = queries.milestone_to_move(milestone_id, by=by)
    contract_rules.require_side(contract, by, Side.FREELANCER)
    contract_rules.require_active(contract)
    contract_rules.require_current_unit(milestone, version)
    rules.require_move("deliver", milestone)
    contract_operations.require_nobody_suspended(by.person_id)
    text = contract_rules.require_text(note, field="note", least=3, most=contract_rules.LONGEST_SCOPE)
    if len(file_ids) > rules.MOST_FILES:
        raise _invalid(
            f"A delivery may have {rules.MOST_FILES} files; put more of them into one archive.", "files"
        )
    now = clock.now()
    delivery = Delivery.objects.create(
        milestone=milestone,
        number=milestone.deliveries.count() + 1,
        note=text,
        links=_checked_links(links),
        files_count=len(file_ids),
        delivered_by_id=by.require_person(),
        delivered_at=now,
    )
    if file_ids:
        files.attach(list(file_ids), subject_kind="delivery", subject_id=delivery.id, by=by)
    milestone.delivered_at = now
    milestone.auto_accept_at = now + timedelta(days=contract.policy.silence_accepts_after_days)
    move_to(milestone, State.DELIVERED)
    contract_operations.touch(contract)
    tell(
        facts.MilestoneDelivered,
        contract,
        milestone,
        by=by,
        delivery_id=delivery.id,
        number=delivery.number,
        files=len(file_ids),
        amount=milestone.held,
        auto_accept_at=milestone.auto_accept_at,
    )
    return milestone


def _checked_links(links: tuple[str, ...]) -> list[str]:
    clean = [link.strip() for link in links if link.strip()]
    if len(clean) > rules.MOST_LINKS:
        raise _invalid(f"A delivery may have {rules.MOST_LINKS} links.", "links")
    for link in clean:
        contract_rules.require_text(link, field="links", least=1, most=500)
        try:
            parts = urlsplit(link)
        except ValueError:
            raise _invalid(f"{link[:60]!r} is not an address.", "links") from None
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise _invalid("Links start with https:// or http://.", "links")
    return clean


def _invalid(sentence: str, field: str) -> Refused:
    return Refused("milestone.invalid", sentence, because=Because.INVALID, field=field)
