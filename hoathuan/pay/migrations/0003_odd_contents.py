"""Which disputes of a claim read alike: the approver is told that they do, never what they say."""

from django.db import migrations

from hoathuan.core.definers import definer

#: Only of the acting seat's own commune or team; gives keys and counts, no word of any dispute.
_ODD = """
    DECLARE here bigint := NULLIF(current_setting('ht.commune', true), '')::bigint;
            mine bigint := NULLIF(current_setting('ht.team', true), '')::bigint;
    BEGIN
        RETURN QUERY
        WITH near AS (
            SELECT c.id, c.mediator_id FROM cases_case c
            WHERE c.voided_on IS NULL AND (c.now_commune_id = here OR c.team_id = mine)
        ),
        asked AS (SELECT n.id, n.mediator_id FROM near n WHERE n.id = ANY(keys)),
        texts AS (
            SELECT t.case_id AS id, md5(lower(regexp_replace(t.summary, '\\s+', ' ', 'g'))) AS mark
            FROM cases_casecontent t JOIN near n ON n.id = t.case_id WHERE length(t.summary) >= 20
        ),
        pairs AS (
            SELECT p.case_id AS id, md5(string_agg(p.folded, '|' ORDER BY p.folded)) AS mark
            FROM cases_party p JOIN near n ON n.id = p.case_id
            WHERE p.role = 'party' AND p.full_name <> gone GROUP BY p.case_id HAVING count(*) >= 2
        )
        SELECT a.id, 'same_text', min(o.id), count(*) FROM asked a JOIN texts x ON x.id = a.id
        JOIN texts o ON o.mark = x.mark AND o.id <> a.id GROUP BY a.id
        UNION ALL
        SELECT a.id, 'same_parties', min(o.id), count(*) FROM asked a JOIN pairs x ON x.id = a.id
        JOIN pairs o ON o.mark = x.mark AND o.id <> a.id GROUP BY a.id
        UNION ALL
        SELECT a.id, 'is_party', NULL::bigint, count(*) FROM asked a
        JOIN pay_share s ON s.case_id = a.id AND s.live JOIN teams_mediator m ON m.id = s.mediator_id
        JOIN cases_party p ON p.case_id = a.id AND p.role = 'party' AND p.folded = m.folded AND p.full_name <> gone
        GROUP BY a.id;
    END
"""


class Migration(migrations.Migration):
    dependencies = [("pay", "0002_walls"), ("cases", "0012_work_walls")]
    operations = [
        definer(
            "pay_odd_contents",
            "keys bigint[], gone text",
            "TABLE(case_id bigint, what text, other bigint, n bigint)",
            _ODD,
        ),
    ]
