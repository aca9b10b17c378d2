"""Two UNLOGGED tables: losing them in a crash costs a cold cache and forgotten counters, and saves the log writes."""

from django.db import migrations

CACHE = """
CREATE UNLOGGED TABLE foundation_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX foundation_cache_by_age ON foundation_cache (expires);
"""

COUNTERS = """
CREATE UNLOGGED TABLE foundation_rate_count (
    who varchar(120) NOT NULL,
    window_start timestamptz NOT NULL,
    used integer NOT NULL,
    PRIMARY KEY (who, window_start)
);
CREATE INDEX foundation_rate_count_by_age ON foundation_rate_count (window_start);
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_initial")]
    operations = [
        migrations.RunSQL(CACHE, "DROP TABLE foundation_cache"),
        migrations.RunSQL(COUNTERS, "DROP TABLE foundation_rate_count"),
    ]
