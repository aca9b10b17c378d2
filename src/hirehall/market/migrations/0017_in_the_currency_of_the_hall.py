"""Nothing is written in a currency that its hall has left."""

from django.db import migrations

TABLES = ("market_brief", "market_proposal", "market_quote_request", "market_service")
FENCE = "".join(
    f"CREATE TRIGGER {table}_keeps_currency BEFORE INSERT ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION hall_keeps_currency();"
    for table in TABLES
)
UNFENCE = "".join(f"DROP TRIGGER {table}_keeps_currency ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("market", "0016_excluded_from_panels"), ("halls", "0018_currencies_left")]
    operations = [migrations.RunSQL(FENCE, UNFENCE)]
