"""What Django cannot express: append-only triggers, the zero-sum trigger, the posting function, the grants."""

from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("money", "0001_initial")]

    operations = [
        migrations.RunSQL(
            Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"),
            reverse_sql=migrations.RunSQL.noop,
        )
    ]
