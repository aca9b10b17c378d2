"""A person chooses how notices are mailed."""

from __future__ import annotations

from collections.abc import Mapping

from hirehall.conversations import facts, rules
from hirehall.conversations.models import MailChoice
from hirehall.foundation import clock
from hirehall.foundation.actions import action
from hirehall.foundation.actor import Actor
from hirehall.foundation.facts import record
from hirehall.foundation.ids import new_id


@action("conversations.choose_mail")
def choose_mail(choices: Mapping[str, str], *, by: Actor) -> None:
    """From now on each group is mailed as chosen: now, digest or off. Money and security cannot be off.

    Args:
        choices: the way by group; groups that are left out stay as they are.
    """
    person_id = by.require_person()
    known = {mine.group: mine for mine in MailChoice.objects.select_for_update().filter(person_id=person_id)}
    required = [rules.require_mail_choice(group, mail) for group, mail in sorted(choices.items())]
    for group, mail in required:
        mine = known.get(group.value)
        if mine is not None and mine.mail == mail.value:
            continue
        MailChoice.objects.update_or_create(
            person_id=person_id,
            group=group.value,
            defaults={"mail": mail.value, "chosen_at": clock.now()},
            create_defaults={"id": new_id(), "mail": mail.value, "chosen_at": clock.now()},
        )
        record(
            facts.MailChosen(person_id=person_id, group=group.value, mail=mail.value),
            by=by,
            hall_id=None,
            about=[person_id],
        )
