"""Row-level security: the second wall on the few tables that can hurt.

Without an actor no row is seen or written: the policies read settings that only `accounts.acting` sets, and
only inside a transaction.
"""

from django.conf import settings
from django.db import migrations

APP_ROLE = getattr(settings, "HT_APP_ROLE", "hoathuan_app")

_NATION = "(SELECT current_setting('ht.nation', true)) = '1'"


def _equals(column: str, setting: str) -> str:
    return f"{column} = (SELECT NULLIF(current_setting('{setting}', true), '')::bigint)"


def reach_condition() -> str:
    """A row of the seat's own nation, province or commune."""
    parts = [_NATION, _equals("now_province_id", "ht.province"), _equals("now_commune_id", "ht.commune")]
    return " OR ".join(parts)


def content_condition() -> str:
    """Content of a dispute: its team and its commune's justice officer, nobody above (Law 35/2013 Art. 4(3))."""
    return " OR ".join([_equals("team_id", "ht.team"), _equals("now_commune_id", "ht.content_commune")])


def protect(table: str, condition: str) -> migrations.RunSQL:
    """A migration step: switch row security on and let the application role see and write only `condition`."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY reach ON {table} TO {APP_ROLE} USING ({condition}) WITH CHECK ({condition});",
        f"DROP POLICY reach ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def grant_defaults() -> migrations.RunSQL:
    """Tables and sequences made by the owner from now on may be used, not owned, by the application role."""
    return migrations.RunSQL(
        f"GRANT USAGE ON SCHEMA public TO {APP_ROLE};"  # noqa: S608 - the role is a constant of the settings
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE};"
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE};"
        f"REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {APP_ROLE};"
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP_ROLE};"
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {APP_ROLE};",
        migrations.RunSQL.noop,
    )


def append_only(table: str) -> migrations.RunSQL:
    """A migration step: the application may add and read rows of `table`, never change or delete them."""
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE ON {table} FROM {APP_ROLE};",
        f"GRANT UPDATE, DELETE ON {table} TO {APP_ROLE};",
    )
