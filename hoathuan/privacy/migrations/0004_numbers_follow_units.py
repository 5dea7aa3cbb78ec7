"""Identity and bank numbers stand where their commune is today, so that its officer sees them after a reform."""

from django.db import migrations

from hoathuan.core.definers import definer

#: Where two communes that were merged had both written a number of one person down, the newer one stays.
#: A commune that nobody has placed yet keeps its own; nobody reads them until it is placed.
PLACE_ONE = """
        DROP TABLE IF EXISTS pg_temp.going;
        CREATE TEMPORARY TABLE going ON COMMIT DROP AS
        SELECT r.id, r.person_id, a.commune, coalesce(a.now_province_id, r.now_province_id) AS province,
               row_number() OVER (PARTITION BY r.person_id, a.commune ORDER BY r.written_at DESC, r.id DESC) AS place
        FROM {table} r JOIN (
            SELECT DISTINCT ON (then_commune_id) then_commune_id,
                coalesce(now_commune_id, then_commune_id) AS commune, now_province_id
            FROM units_area WHERE part_id IS NULL AND NOT isempty(valid)
            ORDER BY then_commune_id, valid DESC
        ) a ON a.then_commune_id = r.now_commune_id;
        DELETE FROM {table} r USING pg_temp.going g WHERE g.id = r.id AND g.place > 1;
        UPDATE {table} r SET now_commune_id = g.commune, now_province_id = g.province
        FROM pg_temp.going g
        WHERE g.id = r.id AND (r.now_commune_id, r.now_province_id) IS DISTINCT FROM (g.commune, g.province);
        GET DIAGNOSTICS part = ROW_COUNT;
        moved := moved + part;
"""

PLACE = (
    "DECLARE moved integer := 0; part integer; BEGIN"
    + PLACE_ONE.format(table="privacy_identitypaper")
    + PLACE_ONE.format(table="privacy_bankaccount")
    + "RETURN moved; END"
)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0003_first_periods"), ("units", "0002_reforms_and_spans")]
    operations = [definer("privacy_place_numbers", "", "integer", PLACE)]
