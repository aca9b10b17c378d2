"""Everybody is a member of the halls in which they have anything, and of the one that was opened first."""

from uuid import UUID

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from hirehall.foundation import clock

# the tables of the houses above, with the columns that name a person, and the way to the hall
HAS_SOMETHING = (
    ("market_brief", "SELECT client_id AS person_id, hall_id FROM market_brief"),
    ("market_service", "SELECT freelancer_id, hall_id FROM market_service"),
    (
        "market_proposal",
        "SELECT p.freelancer_id, b.hall_id FROM market_proposal p JOIN market_brief b ON b.id = p.brief_id",
    ),
    ("contracts_offer", "SELECT freelancer_id, hall_id FROM contracts_offer"),
    ("contracts_offer", "SELECT client_id, hall_id FROM contracts_offer"),
    ("contracts_contract", "SELECT freelancer_id, hall_id FROM contracts_contract"),
    ("contracts_contract", "SELECT client_id, hall_id FROM contracts_contract"),
    ("contracts_posting", "SELECT client_id, hall_id FROM contracts_posting"),
    (
        "skills_skill_claim",
        "SELECT c.person_id, s.hall_id FROM skills_skill_claim c JOIN skills_skill s ON s.id = c.skill_id",
    ),
)
EVERYBODY_ELSE = """
    SELECT p.id, h.id FROM people_person p CROSS JOIN halls_hall h
    WHERE h.at_root AND p.closed_at IS NULL
"""


def everybody_is_where_they_are(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Who has anything in a hall is a member of it, and everybody is one of the hall that was opened first."""
    now = clock.now()
    found: set[tuple[UUID, UUID]] = set()
    with schema_editor.connection.cursor() as cursor:
        for table, statement in (*HAS_SOMETHING, ("people_person", EVERYBODY_ELSE)):
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [table])
            if cursor.fetchone()[0]:
                cursor.execute(statement)
                found |= set(cursor.fetchall())
    member = apps.get_model("halls", "Member")
    member.objects.bulk_create(
        (
            member(hall_id=hall_id, person_id=person_id, how="before", joined_at=now)
            for person_id, hall_id in sorted(found)
        ),
        batch_size=1000,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("halls", "0007_joining")]

    operations = [
        migrations.RunPython(everybody_is_where_they_are, migrations.RunPython.noop, elidable=False),
    ]
