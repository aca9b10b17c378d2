"""Nothing is written in a currency that its hall has left."""

from django.db import migrations

TABLES = ("trial_request",)
FENCE = "".join(
    f"CREATE TRIGGER {table}_keeps_currency BEFORE INSERT ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION hall_keeps_currency();"
    for table in TABLES
)
UNFENCE = "".join(f"DROP TRIGGER {table}_keeps_currency ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("trial", "0002_least_of_the_pot"), ("halls", "0018_currencies_left")]
    operations = [migrations.RunSQL(FENCE, UNFENCE)]
