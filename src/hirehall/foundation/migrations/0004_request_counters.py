"""Requests by page and answer, for ``/metrics``: written by every web process, a few times a minute."""

from django.db import migrations

COUNTERS = """
CREATE UNLOGGED TABLE foundation_request_count (
    page varchar(120) NOT NULL,
    method varchar(10) NOT NULL,
    status smallint NOT NULL,
    requests bigint NOT NULL,
    seconds double precision NOT NULL,
    PRIMARY KEY (page, method, status)
)
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0003_cache_and_counters")]
    operations = [migrations.RunSQL(COUNTERS, "DROP TABLE foundation_request_count")]
