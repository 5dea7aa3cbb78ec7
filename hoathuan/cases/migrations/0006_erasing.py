"""Content of old disputes goes by functions of the database: the application may not even see what they erase."""

from django.db import migrations

from hoathuan.core.definers import definer


def checked(key: str, declared: str, body: str) -> str:
    """Disputes that left the team, or were struck out, before the day; none after the day that the period allows."""
    return f"""
    DECLARE allowed date := privacy_cutoff('{key}'); {declared}
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of {key} is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
        {body}
    END
"""


PARTIES = checked(
    "cases.content",
    "gone integer;",
    """
        WITH old AS (
            SELECT p.id FROM cases_party p JOIN cases_case c ON c.id = p.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND p.full_name <> '(đã xóa)'
            ORDER BY p.id LIMIT size)
        UPDATE cases_party p SET full_name = '(đã xóa)', folded = 'da xoa', birth_year = NULL, address = ''
        FROM old WHERE p.id = old.id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
""",
)

CONTENTS = checked(
    "cases.content",
    "gone integer; cases bigint[];",
    """
        SELECT array_agg(o.case_id) INTO cases FROM (
            SELECT t.case_id FROM cases_casecontent t JOIN cases_case c ON c.id = t.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND t.summary <> '(đã xóa)'
            ORDER BY t.case_id LIMIT size) o;
        UPDATE cases_casecontent SET summary = '(đã xóa)', referred_to = '', late_reason = '', scope_reason = '',
            notes = '', void_reason = CASE WHEN void_reason = '' THEN '' ELSE '(đã xóa)' END,
            agreement = CASE WHEN agreement = '' THEN '' ELSE '(đã xóa)' END
        WHERE case_id = ANY (cases);
        GET DIAGNOSTICS gone = ROW_COUNT;
        -- the hash of an entry is made of names
        UPDATE cases_case SET entry_digest = '' WHERE id = ANY (cases) AND entry_digest <> '';
        RETURN gone;
""",
)

DUE = """
    DECLARE found bigint;
    BEGIN
        IF wanted = 'parties' THEN
            SELECT count(*) INTO found FROM cases_party p JOIN cases_case c ON c.id = p.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND p.full_name <> '(đã xóa)';
        ELSE
            SELECT count(*) INTO found FROM cases_casecontent t JOIN cases_case c ON c.id = t.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND t.summary <> '(đã xóa)';
        END IF;
        RETURN found;
    END
"""

#: The writers' names in the life of old disputes; role and place of the writer stay.
EVENTS = checked(
    "cases.events",
    "gone integer; part integer; midnight timestamptz;",
    """
        midnight := before::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';
        WITH old AS (SELECT id FROM cases_caseevent WHERE at < midnight AND seat_label <> ''
                     AND seat_label NOT LIKE '(đã xóa)%' ORDER BY id LIMIT size)
        UPDATE cases_caseevent e SET seat_label = privacy_label(e.seat_label) FROM old WHERE e.id = old.id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        WITH old AS (SELECT id FROM cases_display WHERE at < midnight
                     AND seat_label NOT LIKE '(đã xóa)%' ORDER BY id LIMIT size - gone)
        UPDATE cases_display e SET seat_label = privacy_label(e.seat_label) FROM old WHERE e.id = old.id;
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;
        WITH old AS (SELECT id FROM cases_inspection WHERE at < midnight
                     AND seat_label NOT LIKE '(đã xóa)%' ORDER BY id LIMIT size - gone)
        UPDATE cases_inspection e SET seat_label = privacy_label(e.seat_label), reason = '(đã xóa)'
        FROM old WHERE e.id = old.id;
        GET DIAGNOSTICS part = ROW_COUNT;
        RETURN gone + part;
""",
)

#: Only of somebody whose name has gone already.
EVENTS_OF = """
    DECLARE gone integer; part integer; chairs bigint[];
    BEGIN
        IF NOT EXISTS (SELECT FROM accounts_person WHERE id = who AND full_name = '(đã xóa)') THEN RETURN 0; END IF;
        SELECT coalesce(array_agg(id), '{}') INTO chairs FROM accounts_seat WHERE person_id = who;
        UPDATE cases_caseevent SET seat_label = privacy_label(seat_label)
        WHERE seat_id = ANY (chairs) AND seat_label <> '' AND seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE cases_display SET seat_label = privacy_label(seat_label)
        WHERE seat_id = ANY (chairs) AND seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;
        UPDATE cases_inspection SET seat_label = privacy_label(seat_label)
        WHERE seat_id = ANY (chairs) AND seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT;
        RETURN gone + part;
    END
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_voiding"), ("privacy", "0002_walls")]
    operations = [
        definer("cases_erase_parties", "before date, size integer", "integer", PARTIES),
        definer("cases_erase_contents", "before date, size integer", "integer", CONTENTS),
        definer("cases_content_due", "wanted text, before date", "bigint", DUE),
        definer("cases_blank_events", "before date, size integer", "integer", EVENTS),
        definer("cases_blank_events_of", "who bigint", "integer", EVENTS_OF),
    ]
