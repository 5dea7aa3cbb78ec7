"""The application owns no table, so its ANALYZE was passed over with a warning that nobody read.

What was loaded in a transaction is joined before it ends: without statistics the planner may take the tables for empty.
"""

from django.db import migrations

CREATE = """
CREATE FUNCTION refresh_statistics(tables text[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY tables LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) public.%I', one);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_rates")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION refresh_statistics(text[]);")]
