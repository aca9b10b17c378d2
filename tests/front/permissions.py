from __future__ import annotations

from django.db import connection

from hirehall.foundation import clock
from hirehall.foundation.actor import staff, system
from hirehall.foundation.ids import new_id
from hirehall.front.actions.audit_books import audit_books
from hirehall.front.actions.begin_hall_draft import begin_hall_draft
from hirehall.front.actions.change_hall_draft import change_hall_draft
from hirehall.front.actions.choose_draft_logo import choose_draft_logo
from hirehall.front.actions.discard_job import discard_job
from hirehall.front.actions.drop_hall_draft import drop_hall_draft
from hirehall.front.actions.import_hall import import_hall
from hirehall.front.actions.open_fee_vote import open_fee_vote
from hirehall.front.actions.publish_hall_draft import publish_hall_draft
from hirehall.front.actions.record_look import record_look
from hirehall.front.actions.retry_job import retry_job
from hirehall.money.fees.actions.draft_schedule import draft_schedule
from hirehall.money.fees.actions.record_replay import record_replay
from hirehall.money.fees.operations import FOUNDING_RULES
from hirehall.money.queries import Replay
from tests.makers.base import actor_of, make_hall, make_person
from tests.makers.contracts import make_pair
from tests.permission_case import Case

STAFF = {"staff_on", "system"}


def matrix() -> list[Case]:
    who = make_person("Front Owner")
    owner = actor_of(who)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status)"
            " VALUES ('default', 'money.drive_payment', '{}', 'failed') RETURNING id"
        )
        (job_id,) = cursor.fetchone()
    maker = staff(make_person("Maker", operator=True).id, staff_session_id=new_id())
    draft = begin_hall_draft("writers", by=maker)
    drafted = {"owner"}  # another operator, in a staff session too, does not see it
    hall = make_hall(slug="voting", of_models={"fees.vote_days": 5})
    command = system("command")
    fees = draft_schedule(hall.id, by=command, rules=FOUNDING_RULES, wanted_from=clock.now())
    record_replay(fees.id, by=command, replay=Replay(fees.read()))
    make_pair(hall, client="Vera Voter").contract()
    return [
        Case("front.begin_hall_draft", lambda actor: begin_hall_draft("empty", by=actor), may={"staff_on"}),
        Case(
            "front.change_hall_draft",
            lambda actor: change_hall_draft(draft.id, by=actor, changes={"hall": {"name": "Other"}}),
            owner=maker,
            may=drafted,
        ),
        Case(
            "front.choose_draft_logo",
            lambda actor: choose_draft_logo(draft.id, by=actor, file_id=None),
            owner=maker,
            may=drafted,
        ),
        Case(
            "front.publish_hall_draft",
            lambda actor: publish_hall_draft(draft.id, by=actor),
            owner=maker,
            may=drafted,
        ),
        Case(
            "front.drop_hall_draft",
            lambda actor: drop_hall_draft(draft.id, by=actor),
            owner=maker,
            may=drafted,
        ),
        Case("front.audit_books", lambda actor: audit_books(by=actor), owner=owner, may=STAFF),
        Case(
            "front.discard_job",
            lambda actor: discard_job(job_id, by=actor, reason="Done by hand"),
            owner=owner,
            may=STAFF,
        ),
        Case(
            "front.import_hall",
            lambda actor: import_hall('[hall]\nslug = "from-a-file"\nname = "From a file"', by=actor),
            owner=owner,
            may=STAFF,
        ),
        Case("front.open_fee_vote", lambda actor: open_fee_vote(fees.id, by=actor), owner=owner, may=STAFF),
        Case("front.retry_job", lambda actor: retry_job(job_id, by=actor), owner=owner, may=STAFF),
        Case(
            "front.record_look",
            lambda actor: record_look(who.id, by=actor, kind="person", hall_id=hall.id),
            owner=owner,
            may=STAFF,
        ),
    ]
