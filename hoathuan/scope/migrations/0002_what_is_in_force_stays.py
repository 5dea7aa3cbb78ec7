"""The questions of a version that was put in force stay as they were; of the version itself only taking back is left."""

from django.db import migrations

_PARTS = {
    "scope_question": "(SELECT state FROM scope_questionset WHERE id = {row}.set_id)",
    "scope_outcome": "(SELECT state FROM scope_questionset WHERE id = {row}.set_id)",
    "scope_answer": "(SELECT s.state FROM scope_questionset s JOIN scope_question q ON q.set_id = s.id"
    " WHERE q.id = {row}.question_id)",
}
_KEPT = ("uuid", "number", "valid_from", "start", "basis", "note", "made_at", "made_by", "put_at", "put_by")
_SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _KEPT)


def frozen(table: str, state: str) -> migrations.RunSQL:
    """Rows of `table` may be written only while their version is a draft; a restore by the owner may add them back."""
    name = f"{table}_frozen"
    old, new = state.format(row="OLD"), state.format(row="NEW")
    return migrations.RunSQL(
        f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $frozen$ BEGIN
    IF TG_OP = 'INSERT' AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' AND {old} <> 'draft' OR TG_OP <> 'DELETE' AND {new} <> 'draft' THEN
        RAISE EXCEPTION 'a version of the questions that was put in force stays as it was';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $frozen$;
CREATE TRIGGER {name} BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
""",  # noqa: S608 - names of ours
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();",
    )


_SET = f"""
CREATE FUNCTION scope_questionset_frozen() RETURNS trigger LANGUAGE plpgsql AS $frozen$ BEGIN
    IF TG_OP = 'DELETE' OR NOT ({_SAME}) OR NEW.state = 'draft' THEN
        RAISE EXCEPTION 'version % of the questions was put in force: it stays as it was', OLD.number;
    END IF;
    RETURN NEW;
END $frozen$;
CREATE TRIGGER scope_questionset_frozen BEFORE UPDATE OR DELETE ON scope_questionset
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION scope_questionset_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [("scope", "0001_initial")]
    operations = [
        *(frozen(table, state) for table, state in _PARTS.items()),
        migrations.RunSQL(
            _SET,
            "DROP TRIGGER scope_questionset_frozen ON scope_questionset; DROP FUNCTION scope_questionset_frozen();",
        ),
    ]
