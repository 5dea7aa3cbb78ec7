"""Words of the work on disputes behind row security; teams that mediate along read; parts of mediators written down."""

from django.conf import settings
from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import (
    add_reading_policy,
    append_only,
    content_condition,
    joined_condition,
    leader_told_condition,
    opened_condition,
    protect,
)

APP_ROLE = getattr(settings, "HT_APP_ROLE", "hoathuan_app")
#: What somebody outside the team may read: an inspector with a reason, a team that mediates along.
READING = f"{opened_condition()} OR {joined_condition()}"
WORDS = ("cases_eventwords", "cases_sessioncontent", "cases_invited")


def read_along(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"ALTER POLICY reading ON {table} USING ({READING})",
        f"ALTER POLICY reading ON {table} USING ({opened_condition()})",
    )


#: Parts from the steps that were written, then the present lead, then those whom the book names beside.
PARTS = """
WITH steps AS (
    SELECT e.case_id, m.id AS mediator_id, e.on_date, e.id,
           CASE WHEN coalesce((e.data->>'chosen_by_parties')::boolean, false) THEN 'chosen' ELSE 'named' END AS came,
           lead(e.on_date) OVER w AS following, lead((e.data->>'mediator')::bigint) OVER w AS successor
    FROM cases_caseevent e JOIN teams_mediator m ON m.id = (e.data->>'mediator')::bigint
    WHERE e.verb = 'assigned' AND e.data ? 'mediator'
    WINDOW w AS (PARTITION BY e.case_id ORDER BY e.id)
), last AS (
    SELECT DISTINCT ON (case_id) case_id, mediator_id, on_date, came FROM steps ORDER BY case_id, id DESC
), beside AS (
    SELECT DISTINCT ON (p.case_id, p.folded) c.id AS case_id, m.id AS mediator_id, c.received_on, c.closed_on
    FROM cases_party p JOIN cases_case c ON c.id = p.case_id
    JOIN teams_mediator m ON m.team_id = c.team_id AND m.folded = p.folded AND m.id IS DISTINCT FROM c.mediator_id
    WHERE p.role = 'mediator'
    ORDER BY p.case_id, p.folded, m.ended_on DESC NULLS FIRST, m.id DESC
)
INSERT INTO cases_casemediator (case_id, mediator_id, part, from_on, until_on, came, went)
SELECT case_id, mediator_id, 'lead', on_date, GREATEST(on_date, following), came, 'reassigned'
FROM steps WHERE following IS NOT NULL AND successor <> mediator_id
UNION ALL
SELECT c.id, c.mediator_id, 'lead', coalesce(l.on_date, c.assigned_on, c.received_on),
       GREATEST(c.closed_on, CASE WHEN c.closed_on IS NOT NULL THEN coalesce(l.on_date, c.assigned_on) END),
       coalesce(l.came, 'book'), CASE WHEN c.closed_on IS NULL THEN '' ELSE 'served' END
FROM cases_case c LEFT JOIN last l ON l.case_id = c.id AND l.mediator_id = c.mediator_id
WHERE c.mediator_id IS NOT NULL
UNION ALL
SELECT case_id, mediator_id, 'joins', received_on, closed_on, 'book',
       CASE WHEN closed_on IS NULL THEN '' ELSE 'served' END
FROM beside
"""

#: As 0007, with the words of the work.
PLACE = """
    DECLARE moved bigint; waiting bigint; held text;
    BEGIN
        FOREACH held IN ARRAY ARRAY['cases_party', 'cases_eventwords', 'cases_sessioncontent', 'cases_invited',
                                    'cases_escalationneed'] LOOP
            EXECUTE format(
                'UPDATE %I p SET now_commune_id = c.now_commune_id, team_id = c.team_id FROM cases_case c '
                'WHERE c.id = p.case_id AND (p.now_commune_id, p.team_id) '
                'IS DISTINCT FROM (c.now_commune_id, c.team_id)', held);
        END LOOP;
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

ALLOWED = """
        allowed date := privacy_cutoff('cases.content');
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of cases.content is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
"""

#: As 0006, with the answers to the guide of the scope.
CONTENTS = "".join(
    (
        "DECLARE gone integer; cases bigint[];",
        ALLOWED,
        """
        SELECT array_agg(o.case_id) INTO cases FROM (
            SELECT t.case_id FROM cases_casecontent t JOIN cases_case c ON c.id = t.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND t.summary <> '(đã xóa)'
            ORDER BY t.case_id LIMIT size) o;
        UPDATE cases_casecontent SET summary = '(đã xóa)', referred_to = '', late_reason = '', scope_reason = '',
            notes = '', void_reason = CASE WHEN void_reason = '' THEN '' ELSE '(đã xóa)' END,
            agreement = CASE WHEN agreement = '' THEN '' ELSE '(đã xóa)' END, scope_check = '{}'
        WHERE case_id = ANY (cases);
        GET DIAGNOSTICS gone = ROW_COUNT;
        -- the hash of an entry is made of names
        UPDATE cases_case SET entry_digest = '' WHERE id = ANY (cases) AND entry_digest <> '';
        RETURN gone;
    END
""",
    )
)

#: The words of sessions, invitations, reasons and reports: table, key, column that says "erased", what is written.
TEXTS = (
    ("cases_eventwords", "event_id", "text", "text = '(đã xóa)'"),
    ("cases_sessioncontent", "session_id", "result", "result = '(đã xóa)', place = '', present = '[]'"),
    ("cases_invited", "id", "full_name", "full_name = '(đã xóa)', reason = ''"),
    ("cases_escalationneed", "escalation_id", "needed", "needed = '(đã xóa)', answer_words = ''"),
)


def _erase() -> str:
    steps = (
        f"""
        WITH old AS (
            SELECT t.{key} FROM {table} t JOIN cases_case c ON c.id = t.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND t.{column} <> '(đã xóa)'
            ORDER BY t.{key} LIMIT size - gone)
        UPDATE {table} t SET {written} FROM old WHERE t.{key} = old.{key};
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;"""  # noqa: S608 - names of ours
        for table, key, column, written in TEXTS
    )
    return f"DECLARE gone integer := 0; part integer; {ALLOWED} {''.join(steps)} RETURN gone; END"


def _due() -> str:
    counts = (
        f"(SELECT count(*) FROM {table} t JOIN cases_case c ON c.id = t.case_id"  # noqa: S608 - names of ours
        f" WHERE coalesce(c.closed_on, c.voided_on) < before AND t.{column} <> '(đã xóa)')"
        for table, _key, column, _written in TEXTS
    )
    return f"BEGIN RETURN {' + '.join(counts)}; END"


class Migration(migrations.Migration):
    dependencies = [("cases", "0011_work"), ("privacy", "0002_walls"), ("teams", "0001_initial")]
    operations = [
        *(protect(table, content_condition()) for table in WORDS),
        protect("cases_escalationneed", f"{content_condition()} OR {leader_told_condition()}"),
        append_only("cases_eventwords"),
        *(add_reading_policy(table, READING) for table in (*WORDS, "cases_escalationneed")),
        read_along("cases_casecontent"),
        read_along("cases_party"),
        definer("cases_place_contents", "", "bigint[]", PLACE),
        definer("cases_erase_contents", "before date, size integer", "integer", CONTENTS),
        definer("cases_erase_work", "before date, size integer", "integer", _erase()),
        definer("cases_work_due", "before date", "bigint", _due()),
        migrations.RunSQL(PARTS, "DELETE FROM cases_casemediator"),
    ]
