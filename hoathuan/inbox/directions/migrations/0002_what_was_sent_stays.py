"""A letter that was sent is frozen: its words, number, day and what it asks. Answers are only ever added."""

from django.db import migrations

from hoathuan.core.rowsecurity import append_only

_FROZEN = (
    "body_id",
    "number",
    "number_key",
    "signed_on",
    "title",
    "text",
    "basis",
    "asks",
    "due_on",
    "issued_at",
)
_SAME = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in _FROZEN)

_FREEZE = f"""
CREATE FUNCTION directions_frozen() RETURNS trigger LANGUAGE plpgsql AS $frozen$ BEGIN
    IF NOT ({_SAME}) OR NEW.state = 'draft' THEN
        RAISE EXCEPTION 'letter % was sent: its words stay', OLD.id;
    END IF;
    RETURN NEW;
END $frozen$;
CREATE TRIGGER directions_frozen BEFORE UPDATE ON directions_direction
    FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION directions_frozen();
"""
_THAW = "DROP TRIGGER directions_frozen ON directions_direction; DROP FUNCTION directions_frozen();"


class Migration(migrations.Migration):
    dependencies = [("directions", "0001_initial")]
    operations = [migrations.RunSQL(_FREEZE, _THAW), append_only("directions_reply")]
