"""Words of agreements follow their dispute in a reform, and go when the time to keep them is over."""
# ruff: noqa: S608 - the names in these statements are ours

from django.db import migrations

from hoathuan.core.definers import definer

#: Table → how its rows lead to their dispute.
_TO_CASE = {
    "draft": "settlements_agreement a WHERE a.id = t.agreement_id AND a.case_id = c.id",
    "versiontext": (
        "settlements_version v, settlements_agreement a"
        " WHERE v.id = t.recorded_id AND a.id = v.agreement_id AND a.case_id = c.id"
    ),
    "signature": (
        "settlements_version v, settlements_agreement a"
        " WHERE v.id = t.recorded_id AND a.id = v.agreement_id AND a.case_id = c.id"
    ),
    "promisetext": (
        "settlements_promise p, settlements_agreement a"
        " WHERE p.id = t.promise_id AND a.id = p.agreement_id AND a.case_id = c.id"
    ),
    "promiseevent": (
        "settlements_promise p, settlements_agreement a"
        " WHERE p.id = t.promise_id AND a.id = p.agreement_id AND a.case_id = c.id"
    ),
    "courttext": (
        "settlements_courtrequest r, settlements_agreement a"
        " WHERE r.id = t.request_id AND a.id = r.agreement_id AND a.case_id = c.id"
    ),
}
_MOVE = "".join(
    f"""
        UPDATE settlements_{table} t SET now_commune_id = c.now_commune_id, team_id = c.team_id
        FROM cases_case c, {way}
          AND (t.now_commune_id, t.team_id) IS DISTINCT FROM (c.now_commune_id, c.team_id);
        GET DIAGNOSTICS part = ROW_COUNT; moved := moved + part;"""
    for table, way in _TO_CASE.items()
)
PLACE = f"""
    DECLARE moved bigint := 0; part bigint;
    BEGIN {_MOVE}
        UPDATE settlements_failurenote t SET now_commune_id = c.now_commune_id, team_id = c.team_id
        FROM cases_case c WHERE c.id = t.case_id
          AND (t.now_commune_id, t.team_id) IS DISTINCT FROM (c.now_commune_id, c.team_id);
        GET DIAGNOSTICS part = ROW_COUNT; moved := moved + part;
        RETURN moved;
    END
"""

_CHECK = """
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of {key} is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;"""

_OLD = "coalesce(c.closed_on, c.voided_on) < before"

DUE = f"""
    DECLARE found bigint;
    BEGIN
        IF wanted = 'notes' THEN
            SELECT count(*) INTO found FROM settlements_failurenote n JOIN cases_case c ON c.id = n.case_id
            WHERE {_OLD} AND n.parties <> '(đã xóa)';
        ELSE
            SELECT count(*) INTO found FROM settlements_agreement a JOIN cases_case c ON c.id = a.case_id
            WHERE {_OLD} AND a.erased_on IS NULL;
        END IF;
        RETURN found;
    END
"""

#: Days, states and digests stay; words, names and files go. The files themselves go when no record names them.
ERASE = f"""
    DECLARE allowed date := privacy_cutoff('cases.content'); gone integer; old bigint[];
    BEGIN {_CHECK.format(key="cases.content")}
        SELECT coalesce(array_agg(o.id), '{{}}') INTO old FROM (
            SELECT a.id FROM settlements_agreement a JOIN cases_case c ON c.id = a.case_id
            WHERE {_OLD} AND a.erased_on IS NULL ORDER BY a.id LIMIT size) o;
        DELETE FROM settlements_draft WHERE agreement_id = ANY (old);
        DELETE FROM settlements_scan s USING settlements_version v
        WHERE v.id = s.recorded_id AND v.agreement_id = ANY (old);
        UPDATE settlements_versiontext t SET place = '', ground = '', parties = '(đã xóa)', summary = '', course = '',
            solution = '', duties = '', performance = '', signing = '', reason = ''
        FROM settlements_version v WHERE v.id = t.recorded_id AND v.agreement_id = ANY (old);
        UPDATE settlements_version SET file_id = NULL WHERE agreement_id = ANY (old) AND file_id IS NOT NULL;
        UPDATE settlements_signature s SET full_name = '(đã xóa)', reason = ''
        FROM settlements_version v WHERE v.id = s.recorded_id AND v.agreement_id = ANY (old);
        UPDATE settlements_promisetext t SET debtor = '(đã xóa)', creditor = '', deed = '(đã xóa)', amount = NULL,
            quantity = ''
        FROM settlements_promise p WHERE p.id = t.promise_id AND p.agreement_id = ANY (old);
        UPDATE settlements_promiseevent t SET words = ''
        FROM settlements_promise p WHERE p.id = t.promise_id AND p.agreement_id = ANY (old);
        UPDATE settlements_courttext t SET applicant = '', address = '', contact = '', requests = '', reasons = '',
            related = ''
        FROM settlements_courtrequest r WHERE r.id = t.request_id AND r.agreement_id = ANY (old);
        UPDATE settlements_agreement SET erased_on = current_date WHERE id = ANY (old);
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""

ERASE_NOTES = f"""
    DECLARE allowed date := privacy_cutoff('cases.content'); gone integer;
    BEGIN {_CHECK.format(key="cases.content")}
        WITH old AS (
            SELECT n.id FROM settlements_failurenote n JOIN cases_case c ON c.id = n.case_id
            WHERE {_OLD} AND n.parties <> '(đã xóa)' ORDER BY n.id LIMIT size)
        UPDATE settlements_failurenote n SET parties = '(đã xóa)', summary = '', requests = '', reason = '',
            mediator = '', place = ''
        FROM old WHERE n.id = old.id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""

_BLANK = """
        UPDATE settlements_version t SET seat_label = privacy_label(t.seat_label)
        WHERE {recorded} AND t.seat_label <> '' AND t.seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;
        UPDATE settlements_promiseevent t SET seat_label = privacy_label(t.seat_label)
        WHERE {at} AND t.seat_label <> '' AND t.seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;
        UPDATE settlements_failurenote t SET seat_label = privacy_label(t.seat_label)
        WHERE {made} AND t.seat_label <> '' AND t.seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;
        UPDATE settlements_report t SET heard_by = privacy_label(t.heard_by)
        WHERE {heard} AND t.heard_by <> '' AND t.heard_by NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;"""

#: The writers' names; role and place of the writer stay.
BLANK = f"""
    DECLARE allowed date := privacy_cutoff('cases.events'); gone integer := 0; part integer; midnight timestamptz;
    BEGIN {_CHECK.format(key="cases.events")}
        midnight := before::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
        {_BLANK.format(recorded="t.recorded_at < midnight", at="t.at < midnight", made="t.made_at < midnight",
                       heard="t.heard_on < before")}
        RETURN gone;
    END
"""  # fmt: skip

BLANKED = """
    DECLARE found bigint; midnight timestamptz;
    BEGIN
        midnight := before::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
        SELECT (SELECT count(*) FROM settlements_version WHERE recorded_at < midnight AND seat_label <> ''
                AND seat_label NOT LIKE '(đã xóa)%')
             + (SELECT count(*) FROM settlements_promiseevent WHERE at < midnight AND seat_label <> ''
                AND seat_label NOT LIKE '(đã xóa)%')
             + (SELECT count(*) FROM settlements_failurenote WHERE made_at < midnight AND seat_label <> ''
                AND seat_label NOT LIKE '(đã xóa)%')
             + (SELECT count(*) FROM settlements_report WHERE heard_on < before AND heard_by <> ''
                AND heard_by NOT LIKE '(đã xóa)%') INTO found;
        RETURN found;
    END
"""

#: Only of somebody whose name has gone already.
BLANK_OF = f"""
    DECLARE gone integer := 0; part integer; chairs bigint[];
    BEGIN
        IF NOT EXISTS (SELECT FROM accounts_person WHERE id = who AND full_name = '(đã xóa)') THEN RETURN 0; END IF;
        SELECT coalesce(array_agg(id), '{{}}') INTO chairs FROM accounts_seat WHERE person_id = who;
        {_BLANK.format(recorded="t.seat_id = ANY (chairs)", at="t.seat_id = ANY (chairs)",
                       made="t.seat_id = ANY (chairs)", heard="t.heard_by_seat = ANY (chairs)")}
        RETURN gone;
    END
"""  # fmt: skip

#: How many lines name a person, for who may not read them: a number and nothing else.
NAMED = """
    DECLARE found bigint; chairs bigint[];
    BEGIN
        SELECT coalesce(array_agg(id), '{}') INTO chairs FROM accounts_seat WHERE person_id = who;
        SELECT (SELECT count(*) FROM settlements_version WHERE seat_id = ANY (chairs) AND seat_label <> ''
                AND seat_label NOT LIKE '(đã xóa)%')
             + (SELECT count(*) FROM settlements_promiseevent WHERE seat_id = ANY (chairs) AND seat_label <> ''
                AND seat_label NOT LIKE '(đã xóa)%')
             + (SELECT count(*) FROM settlements_failurenote WHERE seat_id = ANY (chairs) AND seat_label <> ''
                AND seat_label NOT LIKE '(đã xóa)%')
             + (SELECT count(*) FROM settlements_report WHERE heard_by_seat = ANY (chairs) AND heard_by <> ''
                AND heard_by NOT LIKE '(đã xóa)%') INTO found;
        RETURN found;
    END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("settlements", "0002_walls"),
        ("cases", "0010_days_of_the_nation"),
        ("privacy", "0002_walls"),
    ]
    operations = [
        definer("settlements_place", "", "bigint", PLACE),
        definer("settlements_due", "wanted text, before date", "bigint", DUE),
        definer("settlements_erase", "before date, size integer", "integer", ERASE),
        definer("settlements_erase_notes", "before date, size integer", "integer", ERASE_NOTES),
        definer("settlements_blank", "before date, size integer", "integer", BLANK),
        definer("settlements_blanked_due", "before date", "bigint", BLANKED),
        definer("settlements_blank_of", "who bigint", "integer", BLANK_OF),
        definer("settlements_named", "who bigint", "bigint", NAMED),
    ]
