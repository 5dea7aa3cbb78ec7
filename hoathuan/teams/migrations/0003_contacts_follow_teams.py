"""After a reform of units a mediator's contact stands where one of the running terms stands."""

from django.db import migrations, models

from hoathuan.core.definers import definer

#: Only of people who run in no team and hold no seat where their contact stands.
PLACE = """
    DECLARE moved integer;
    BEGIN
        UPDATE accounts_personcontact c SET now_commune_id = m.now_commune_id, now_province_id = m.now_province_id
        FROM (
            SELECT DISTINCT ON (person_id) person_id, now_commune_id, now_province_id FROM teams_mediator
            WHERE ended_on IS NULL AND now_commune_id IS NOT NULL AND now_province_id IS NOT NULL
            ORDER BY person_id, started_on DESC, id DESC
        ) m
        WHERE m.person_id = c.person_id AND c.now_commune_id <> m.now_commune_id
          AND NOT EXISTS (SELECT FROM teams_mediator o WHERE o.person_id = c.person_id AND o.ended_on IS NULL
                          AND o.now_commune_id = c.now_commune_id)
          AND NOT EXISTS (SELECT FROM accounts_seat s WHERE s.person_id = c.person_id AND s.stopped_at IS NULL
                          AND s.unit_id = c.now_commune_id AND upper_inf(s.valid));
        GET DIAGNOSTICS moved = ROW_COUNT;
        RETURN moved;
    END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("teams", "0002_teams_of_merged_communes"),
        ("accounts", "0005_going_on_after_reforms"),
    ]
    operations = [
        definer("teams_place_contacts", "", "integer", PLACE),
        migrations.AddField(
            model_name="team",
            name="former_commune",
            field=models.CharField(blank=True, default="", editable=False, max_length=120),
        ),
    ]
