"""The application owns no table, so it may not ANALYZE; staged rows need it before they are joined.

ANALYZE keeps its lock until the transaction ends: a second import must not wait for it, but is told.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION imports_analyse() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF pg_try_advisory_xact_lock(hashtext('imports_analyse')) THEN
        ANALYZE (SKIP_LOCKED) imports_stagedrow;
        RETURN true;
    END IF;
    RETURN false;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION imports_analyse();")]
