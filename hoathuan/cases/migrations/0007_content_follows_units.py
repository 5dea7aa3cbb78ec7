"""After a reform of units content and parties stand where their dispute stands: the application may not see them."""

from django.db import migrations

from hoathuan.core.definers import definer

#: Writes only what differs; gives back how many disputes it was, and how many of them are open.
PLACE = """
    DECLARE moved bigint; waiting bigint;
    BEGIN
        UPDATE cases_party p SET now_commune_id = c.now_commune_id, team_id = c.team_id FROM cases_case c
        WHERE c.id = p.case_id AND (p.now_commune_id, p.team_id) IS DISTINCT FROM (c.now_commune_id, c.team_id);
        WITH placed AS (
            UPDATE cases_casecontent t SET now_commune_id = c.now_commune_id, team_id = c.team_id FROM cases_case c
            WHERE c.id = t.case_id
              AND (t.now_commune_id, t.team_id) IS DISTINCT FROM (c.now_commune_id, c.team_id)
            RETURNING c.closed_on IS NULL AND c.voided_on IS NULL AS is_open
        )
        SELECT count(*), count(*) FILTER (WHERE is_open) INTO moved, waiting FROM placed;
        RETURN ARRAY[moved, waiting];
    END
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_province_may_be_open")]
    operations = [definer("cases_place_contents", "", "bigint[]", PLACE)]
