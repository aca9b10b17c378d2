"""What was about to be written in a currency that its hall leaves meanwhile is refused by the database."""

import django.contrib.postgres.fields
from django.db import migrations, models

# FOR KEY SHARE waits for a change of the currency that runs, and reads what it has left.
FENCE = """
CREATE FUNCTION hall_keeps_currency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted record;
BEGIN
  SELECT currency, left_currencies INTO counted FROM halls_hall WHERE id = NEW.hall_id FOR KEY SHARE;
  IF NEW.currency <> counted.currency AND NEW.currency = ANY (counted.left_currencies) THEN
    RAISE EXCEPTION 'the hall does not count in % any more', NEW.currency
      USING ERRCODE = 'check_violation', CONSTRAINT = 'currency_of_its_hall', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("halls", "0017_earlier_decisions")]
    operations = [
        migrations.AddField(
            model_name="hall",
            name="left_currencies",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=3),
                default=list,
                help_text="in which it counted before",
                size=None,
            ),
        ),
        migrations.RunSQL(FENCE, "DROP FUNCTION hall_keeps_currency();"),
    ]
