"""Bodies and seats say what they became; contacts follow their commune by a function of the database."""

import django.db.models.deletion
from django.db import migrations, models

from hoathuan.core.definers import definer

#: Contacts of people in communes or provinces that ended stand where those are today. A commune that nobody has
#: placed yet keeps its contacts for its province alone.
PLACE = """
    DECLARE moved integer; more integer;
    BEGIN
        UPDATE accounts_personcontact c
        SET now_commune_id = a.now_commune_id, now_province_id = coalesce(a.now_province_id, c.now_province_id)
        FROM (
            SELECT DISTINCT ON (then_commune_id) then_commune_id,
                coalesce(now_commune_id, then_commune_id) AS now_commune_id, now_province_id
            FROM units_area WHERE part_id IS NULL AND NOT isempty(valid)
            ORDER BY then_commune_id, valid DESC
        ) a
        WHERE a.then_commune_id = c.now_commune_id
          AND (c.now_commune_id, c.now_province_id)
              IS DISTINCT FROM (a.now_commune_id, coalesce(a.now_province_id, c.now_province_id));
        GET DIAGNOSTICS moved = ROW_COUNT;
        UPDATE accounts_personcontact c SET now_province_id = s.into_id
        FROM (
            WITH RECURSIVE steps AS (
                SELECT from_unit_id, to_unit_id FROM units_succession WHERE voided_by_id IS NULL AND whole
                UNION
                SELECT p.from_unit_id, n.to_unit_id
                FROM steps p JOIN units_succession n ON n.from_unit_id = p.to_unit_id
                WHERE n.voided_by_id IS NULL AND n.whole
            )
            SELECT p.from_unit_id, p.to_unit_id AS into_id FROM steps p
            JOIN units_unit u ON u.id = p.to_unit_id AND u.level = 1 AND upper_inf(u.valid)
        ) s
        WHERE s.from_unit_id = c.now_province_id AND c.now_commune_id IS NULL;
        GET DIAGNOSTICS more = ROW_COUNT;
        RETURN moved + more;
    END
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_recovery_and_notices"), ("units", "0002_reforms_and_spans")]
    operations = [
        migrations.AddField(
            model_name="body",
            name="moved_to",
            field=models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="accounts.body",
            ),
        ),
        migrations.AddField(
            model_name="seat",
            name="moved_to",
            field=models.ForeignKey(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                to="accounts.seat",
            ),
        ),
        definer("accounts_place_contacts", "", "integer", PLACE),
    ]  # fmt: skip
