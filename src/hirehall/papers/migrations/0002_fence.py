"""An issued paper is never changed nor removed: a mistake is corrected by another paper."""

from django.db import migrations

FENCE = """
CREATE FUNCTION papers_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'issued papers never change: % is refused; issue another paper', TG_OP USING ERRCODE = 'HH004';
END $$;
CREATE TRIGGER papers_stay BEFORE UPDATE OR DELETE ON papers_paper
  FOR EACH STATEMENT EXECUTE FUNCTION papers_never_change();
"""


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [migrations.RunSQL(FENCE, reverse_sql=migrations.RunSQL.noop)]
