"""Nothing is written in a currency that its hall has left."""

from django.db import migrations

TABLES = ("money_payment", "money_payout")
FENCE = "".join(
    f"CREATE TRIGGER {table}_keeps_currency BEFORE INSERT ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION hall_keeps_currency();"
    for table in TABLES
)
UNFENCE = "".join(f"DROP TRIGGER {table}_keeps_currency ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("money", "0010_deposits"), ("halls", "0018_currencies_left")]
    operations = [migrations.RunSQL(FENCE, UNFENCE)]
