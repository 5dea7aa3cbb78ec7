"""The ledger is added to and never changed; the sums of a line are written by its trigger alone."""

from django.db import migrations

from hoathuan.core.rowsecurity import APP_ROLE, append_only

_SUMS = """
CREATE FUNCTION budgets_add_up() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $body$ BEGIN
    INSERT INTO budgets_balance AS b (budget_id, line, source, allocated, committed, spent, allowed)
    SELECT budget_id, line, source, sum(allocated), sum(committed), sum(spent), sum(allowed)
    FROM added GROUP BY budget_id, line, source ORDER BY budget_id, line, source
    ON CONFLICT (budget_id, line, source) DO UPDATE SET
        allocated = b.allocated + excluded.allocated, committed = b.committed + excluded.committed,
        spent = b.spent + excluded.spent, allowed = b.allowed + excluded.allowed;
    RETURN NULL;
END $body$;
REVOKE ALL ON FUNCTION budgets_add_up() FROM PUBLIC;
CREATE TRIGGER budgets_add_up AFTER INSERT ON budgets_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION budgets_add_up();
"""
_NEVER = """
CREATE FUNCTION budgets_never_changed() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - '{made_by,made_by_seat}'::text[]
            = to_jsonb(OLD) - '{made_by,made_by_seat}'::text[] THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'an entry of the ledger is answered by another one, never changed or removed';
END $body$;
CREATE TRIGGER budgets_never_changed BEFORE UPDATE OR DELETE ON budgets_entry
    FOR EACH ROW EXECUTE FUNCTION budgets_never_changed();
"""


class Migration(migrations.Migration):
    dependencies = [("budgets", "0001_initial")]
    operations = [
        migrations.RunSQL(
            _SUMS, "DROP TRIGGER budgets_add_up ON budgets_entry; DROP FUNCTION budgets_add_up();"
        ),
        migrations.RunSQL(
            _NEVER,
            "DROP TRIGGER budgets_never_changed ON budgets_entry; DROP FUNCTION budgets_never_changed();",
        ),
        append_only("budgets_entry"),
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE ON budgets_balance FROM {APP_ROLE};",
            f"GRANT INSERT, UPDATE, DELETE ON budgets_balance TO {APP_ROLE};",
        ),
        migrations.RunSQL(
            f"REVOKE DELETE ON budgets_budget FROM {APP_ROLE};",
            f"GRANT DELETE ON budgets_budget TO {APP_ROLE};",
        ),
    ]
