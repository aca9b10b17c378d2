"""Words beyond the summary get a weight of their own, so that who does not read them does not find by them."""

from django.db import migrations

WEIGH = """
    UPDATE listing_position SET search =
           setweight(to_tsvector('simple', unaccent(concat_ws(' ', title, employer, array_to_string(skill_names, ' ')))), 'A')
        || setweight(to_tsvector('english', unaccent(concat_ws(' ', title, employer, array_to_string(skill_names, ' ')))), 'B')
        || setweight(to_tsvector('english', unaccent(concat_ws(' ', left(description, 200), place))), 'C')
        || setweight(to_tsvector('english', unaccent(description)), 'D')
     WHERE search IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("listing", "0009_mailed_visitors")]

    operations = [migrations.RunSQL(WEIGH, migrations.RunSQL.noop)]
