# A unit stands under one of a higher level (a smaller number): so nobody stands under itself, however far up one goes,
# and the closure of placements always ends. The pages say it in words; here it holds for whoever writes.

from django.db import migrations

CHECK = """
CREATE FUNCTION units_check_parent() RETURNS trigger LANGUAGE plpgsql AS $check$ BEGIN
    IF EXISTS (
        SELECT 1 FROM added r JOIN units_unit u ON u.id = r.unit_id JOIN units_unit p ON p.id = r.parent_id
        WHERE p.level >= u.level
    ) THEN
        RAISE EXCEPTION 'a unit stands under one of a higher level'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'placement_under_a_higher_level', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END $check$;
CREATE TRIGGER placement_parent_added AFTER INSERT ON units_placement
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION units_check_parent();
CREATE TRIGGER placement_parent_changed AFTER UPDATE ON units_placement
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION units_check_parent();

CREATE FUNCTION units_keep_level() RETURNS trigger LANGUAGE plpgsql AS $keep$ BEGIN
    RAISE EXCEPTION 'a unit keeps its level'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'unit_keeps_its_level', TABLE = TG_TABLE_NAME;
END $keep$;
CREATE TRIGGER unit_keeps_its_level BEFORE UPDATE OF level ON units_unit
    FOR EACH ROW WHEN (NEW.level IS DISTINCT FROM OLD.level) EXECUTE FUNCTION units_keep_level();
"""

UNCHECK = """
DROP TRIGGER unit_keeps_its_level ON units_unit;
DROP FUNCTION units_keep_level();
DROP TRIGGER placement_parent_changed ON units_placement;
DROP TRIGGER placement_parent_added ON units_placement;
DROP FUNCTION units_check_parent();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("units", "0003_rest_of_a_split_unit"),
    ]

    operations = [
        migrations.RunSQL(CHECK, UNCHECK),
    ]
