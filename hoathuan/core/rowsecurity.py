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


def opened_condition() -> str:
    """Content of the disputes that the acting seat opened with a reason, while they are open: an array read once."""
    seat = _equals("seat_id", "ht.seat")
    return (
        "case_id = ANY (ARRAY(SELECT i.case_id FROM cases_inspection i"  # noqa: S608 - names of ours
        f" WHERE i.{seat} AND i.until > now()))"
    )


def joined_condition() -> str:
    """Content of the disputes in which the acting seat's team mediates along: an array read once."""
    team = _equals("team_id", "ht.team")
    return (
        "case_id = ANY (ARRAY(SELECT j.case_id FROM cases_caseteam j"  # noqa: S608 - names of ours
        f" WHERE j.{team} AND j.left_on IS NULL))"
    )


#: The first form: one column, which a second telling overwrote.
_TOLD_ONCE = "SELECT FROM cases_escalation e WHERE e.id = escalation_id AND e.passed_to = 'chair'"


def leader_told_condition(told: str = _TOLD_ONCE) -> str:
    """What a commune's leader was told of a dispute of that commune: rows of `escalation_id`.

    `told`: the question whether the leader was told (`chair_told` for a table of today).
    """
    leader = "s.kind = 'commune_leader' AND s.stopped_at IS NULL"
    return (
        f"({_equals('now_commune_id', 'ht.commune')} AND EXISTS"
        f" (SELECT FROM accounts_seat s WHERE s.{_equals('id', 'ht.seat')} AND {leader}) AND EXISTS"
        f" ({told}))"
    )


def chair_told(table: str) -> str:
    """Whether the chair is among those who were told of a report: for rows of `table` with an `escalation_id`."""
    return (
        f"SELECT FROM cases_escalationpass p WHERE p.escalation_id = {table}.escalation_id"
        " AND p.passed_to = 'chair'"
    )


def dispute_condition() -> str:
    """Rows about a dispute for those who may read its content, and for the seat that they are about."""
    mine = content_condition()
    return (
        f"{_equals('seat_id', 'ht.seat')} OR EXISTS"
        f" (SELECT FROM cases_case c WHERE c.id = case_id AND ({mine}))"
    )


def own_seat_condition() -> str:
    """Rows that the acting seat writes about itself."""
    return _equals("seat_id", "ht.seat")


def protect(table: str, condition: str) -> migrations.RunSQL:
    """A migration step: switch row security on and let the application role see and write only `condition`."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY reach ON {table} TO {APP_ROLE} USING ({condition}) WITH CHECK ({condition});",
        f"DROP POLICY reach ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def protect_added(table: str, *, readable: str, addable: str | None) -> migrations.RunSQL:
    """A migration step for a table of traces: read `readable`, add `addable` (None: nothing), change nothing."""
    add = (
        f"CREATE POLICY addition ON {table} FOR INSERT TO {APP_ROLE} WITH CHECK ({addable});"
        if addable
        else ""
    )
    taken = "UPDATE, DELETE" if addable else "INSERT, UPDATE, DELETE"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"  # noqa: S608 - names of ours
        f"CREATE POLICY reach ON {table} FOR SELECT TO {APP_ROLE} USING ({readable}); {add}"
        f"REVOKE {taken} ON {table} FROM {APP_ROLE};",
        f"DROP POLICY reach ON {table}; DROP POLICY IF EXISTS addition ON {table};"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY; GRANT {taken} ON {table} TO {APP_ROLE};",
    )


def add_reading_policy(table: str, condition: str) -> migrations.RunSQL:
    """A migration step: rows of a protected table that may be read, besides those of its first policy, not written."""
    return migrations.RunSQL(
        f"CREATE POLICY reading ON {table} FOR SELECT TO {APP_ROLE} USING ({condition});",
        f"DROP POLICY reading ON {table};",
    )


def only_for_app(function: str) -> migrations.RunSQL:
    """A migration step: a function with the rights of its owner is called by the application role and nobody else."""
    return migrations.RunSQL(
        f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {function} TO {APP_ROLE};",
        migrations.RunSQL.noop,
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
