"""Lines of the trail about a team name its mediators: those lose the name of a person whose name has gone."""

from django.db import migrations

from hoathuan.core.definers import definer

BLANK = """
    DECLARE gone integer;
    BEGIN
        IF former = '' OR NOT EXISTS (SELECT FROM accounts_person WHERE id = who AND full_name = '(đã xóa)') THEN
            RETURN 0;
        END IF;
        UPDATE core_auditentry SET data = privacy_plain(data)
        WHERE (subject_type, subject_id) IN (SELECT * FROM unnest(kinds, keys))
          AND position(to_json(former)::text IN data::text) > 0;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""


class Migration(migrations.Migration):
    dependencies = [("privacy", "0004_numbers_follow_units")]
    operations = [
        definer(
            "privacy_blank_trail_named",
            "who bigint, former text, kinds text[], keys text[]",
            "integer",
            BLANK,
        )
    ]
