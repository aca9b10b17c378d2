from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import migrations

from hirehall.foundation import clock

SAYS = (
    "What clients answer counts by its age, by what was paid, by how far the client is trusted as a rater and by how "
    "often the two have worked together, in each field. Before, every answer weighed the same."
)
NOTICE = timedelta(days=30)


def announce(apps: Any, schema_editor: Any) -> None:
    """In force at once where nobody has been reviewed yet; announced thirty days ahead where somebody has a figure."""
    now = clock.now()
    known = apps.get_model("reputation", "ReviewWindow").objects.exists()
    apps.get_model("reputation", "FormulaVersion").objects.get_or_create(
        version="1",
        defaults={"announced_at": now, "in_force_from": now + NOTICE if known else now, "says": SAYS},
    )


class Migration(migrations.Migration):
    dependencies = [("reputation", "0002_standings")]
    operations = [migrations.RunPython(announce, migrations.RunPython.noop, elidable=False)]
