"""No price of one's own and no file of orders is written in a currency that its hall has left."""

from django.db import migrations, models

TABLES = ("unit_own_price", "unit_batch")
FILL = """
UPDATE unit_own_price AS one SET currency = hall.currency FROM halls_hall AS hall WHERE hall.id = one.hall_id;
UPDATE unit_batch AS one SET currency = hall.currency FROM halls_hall AS hall WHERE hall.id = one.hall_id;
"""
FENCE = "".join(
    f"CREATE TRIGGER {table}_keeps_currency BEFORE INSERT ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION hall_keeps_currency();"
    for table in TABLES
)
UNFENCE = "".join(f"DROP TRIGGER {table}_keeps_currency ON {table};" for table in TABLES)
SAID = "Of the hall, in which it was said"
PRICED = "Of the hall, in which its rows are priced"


class Migration(migrations.Migration):
    dependencies = [("unit", "0011_questions"), ("halls", "0018_currencies_left")]
    operations = [
        migrations.AddField(
            "ownprice",
            "currency",
            models.CharField(max_length=3, help_text=SAID, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "batch",
            "currency",
            models.CharField(max_length=3, help_text=PRICED, default=""),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL(FENCE, UNFENCE),
    ]
