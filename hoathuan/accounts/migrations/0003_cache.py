"""The table of the shared cache (rate limits): unlogged, since losing it at a crash harms nobody."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_security")]
    operations = [
        migrations.RunSQL(
            "CREATE UNLOGGED TABLE accounts_cache (cache_key varchar(255) PRIMARY KEY,"
            " value text NOT NULL, expires timestamp with time zone NOT NULL);"
            "CREATE INDEX accounts_cache_expires ON accounts_cache (expires);",
            "DROP TABLE accounts_cache;",
        )
    ]
