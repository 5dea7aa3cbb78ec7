"""What comes in is what its sender may send; what nobody has typed in, and who wrote, does not stay for ever."""

from django.db import migrations

from hoathuan.core.definers import definer

_SEAT = """
    me bigint := NULLIF(current_setting('ht.seat', true), '')::bigint;
    day date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
"""
_REFUSED = "RAISE EXCEPTION 'not a seat of this commune' USING ERRCODE = 'insufficient_privilege';"
#: The seat sits in the commune or in one of its villages; it sent the file itself; the place is of the commune.
_MINE = """
        EXISTS (SELECT FROM accounts_seat s WHERE s.id = me AND s.stopped_at IS NULL AND (s.unit_id = commune
            OR EXISTS (SELECT FROM units_placement p
                       WHERE p.unit_id = s.unit_id AND p.parent_id = commune AND p.valid @> day)))
        AND EXISTS (SELECT FROM attachments_attachment a WHERE a.id = file AND a.uploaded_by = me)
        AND EXISTS (SELECT FROM units_area a WHERE a.id = area AND a.now_commune_id = commune)
"""
#: A form goes to the team it was printed for; to another one only where that team works no more.
_WHOSE = """
        EXISTS (SELECT FROM paperforms_form f JOIN teams_team t ON t.id = f.team_id
                WHERE f.id = form AND t.now_commune_id = commune AND (t.id = team OR t.ended_on IS NOT NULL))
"""

#: A photograph comes in: to the draft of its form, made if there is none; without a form to one of its own.
#: A form that was thrown away waits again when another picture of it comes; the same picture changes nothing.
TAKE = f"""
    DECLARE {_SEAT}
        stands bigint; place bigint; held paperforms_draft%ROWTYPE; fresh boolean := true; known boolean;
        told text := '';
    BEGIN
        IF me IS NULL OR NOT ({_MINE}) THEN {_REFUSED} END IF;
        IF form IS NULL AND team IS NOT NULL OR form IS NOT NULL AND NOT ({_WHOSE}) THEN {_REFUSED} END IF;
        stands := commune; place := area;
        IF team IS NOT NULL THEN
            SELECT t.now_commune_id, t.area_id INTO stands, place FROM teams_team t WHERE t.id = team;
            IF stands IS DISTINCT FROM commune THEN {_REFUSED} END IF;
        END IF;
        IF form IS NOT NULL THEN
            SELECT * INTO held FROM paperforms_draft d WHERE d.form_id = form FOR UPDATE;
            fresh := NOT FOUND;
        END IF;
        IF fresh THEN
            INSERT INTO paperforms_draft (uuid, form_id, team_id, area_id, now_commune_id, state, made_at,
                decided_by, reason)
            VALUES (gen_random_uuid(), form, team, place, stands, 'waiting', now(), '', '')
            ON CONFLICT (form_id) DO UPDATE SET state = paperforms_draft.state
            RETURNING * INTO held;
        END IF;
        known := EXISTS (SELECT FROM paperforms_photo p JOIN attachments_attachment a ON a.id = p.file_id
                         JOIN attachments_attachment b ON b.sha256 = a.sha256
                         WHERE p.draft_id = held.id AND b.id = file);
        IF held.state = 'discarded' AND NOT known THEN
            UPDATE paperforms_draft SET state = 'waiting', decided_at = NULL, decided_by = '', decided_seat = NULL
            WHERE id = held.id;
            told := 'reopened';
        END IF;
        IF held.state IN ('waiting', 'discarded') AND held.team_id IS NULL THEN
            UPDATE paperforms_draft SET team_id = team, now_commune_id = stands WHERE id = held.id;
        END IF;
        IF NOT known THEN
            INSERT INTO paperforms_photo (uuid, draft_id, file_id, mixed, at, seat_id, seat_label)
            VALUES (gen_random_uuid(), held.id, file, several, now(), me, label);
        END IF;
        RETURN ARRAY[held.uuid::text, CASE WHEN fresh THEN 'new' ELSE held.state END, told];
    END
"""  # noqa: S608 - words of ours

#: The sender says whose a picture without a code is: once, and only the sender of it.
PLACE = f"""
    DECLARE {_SEAT}
        mine paperforms_draft%ROWTYPE; other paperforms_draft%ROWTYPE; commune bigint;
    BEGIN
        SELECT d.* INTO mine FROM paperforms_draft d WHERE d.uuid = draft AND d.state = 'waiting'
            AND d.team_id IS NULL AND d.form_id IS NULL
            AND EXISTS (SELECT FROM paperforms_photo p WHERE p.draft_id = d.id AND p.seat_id = me) FOR UPDATE;
        IF NOT FOUND THEN RETURN ''; END IF;
        SELECT t.now_commune_id INTO commune FROM teams_team t WHERE t.id = team;
        IF commune IS NULL OR commune IS DISTINCT FROM mine.now_commune_id THEN {_REFUSED} END IF;
        IF form IS NOT NULL THEN
            IF NOT ({_WHOSE}) THEN {_REFUSED} END IF;
            SELECT * INTO other FROM paperforms_draft d WHERE d.form_id = form FOR UPDATE;
            IF FOUND THEN
                UPDATE paperforms_photo SET draft_id = other.id WHERE draft_id = mine.id;
                UPDATE paperforms_draft SET state = 'joined', team_id = team WHERE id = mine.id;
                IF other.state = 'discarded' THEN
                    UPDATE paperforms_draft SET state = 'waiting', decided_at = NULL, decided_by = '',
                        decided_seat = NULL WHERE id = other.id;
                END IF;
                RETURN CASE other.state WHEN 'confirmed' THEN 'confirmed' ELSE 'waiting' END;
            END IF;
        END IF;
        UPDATE paperforms_draft SET team_id = team, form_id = form WHERE id = mine.id;
        RETURN 'new';
    END
"""  # noqa: S608 - words of ours

#: Photographs whose dispute is over, that were thrown away, or that nobody has typed in, before a day.
_OLD = """
    FROM paperforms_photo p JOIN paperforms_draft d ON d.id = p.draft_id
    LEFT JOIN cases_case c ON c.id = d.case_id
    WHERE (d.state = 'confirmed' AND coalesce(c.closed_on, c.voided_on) < before)
       OR (d.state IN ('discarded', 'joined') AND coalesce(d.decided_at, d.made_at) < midnight)
       OR (d.state = 'waiting' AND d.made_at < midnight AND p.at < midnight)
"""
_MIDNIGHT = "midnight timestamptz := before::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh';"
DUE = f"""
    DECLARE found bigint; {_MIDNIGHT}
    BEGIN SELECT count(*) INTO found {_OLD}; RETURN found; END
"""


def _checked(key: str, declared: str, body: str) -> str:
    return f"""
    DECLARE allowed date := privacy_cutoff('{key}'); {_MIDNIGHT} {declared}
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of {key} is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
        {body}
    END
"""


#: A draft without a picture cannot be typed in: it is closed. Why somebody threw one away goes with its pictures.
ERASE = _checked(
    "cases.content",
    "gone bigint[];",
    f"""
        WITH cut AS (
            DELETE FROM paperforms_photo WHERE id IN (SELECT p.id {_OLD} ORDER BY p.id LIMIT size) RETURNING draft_id)
        SELECT coalesce(array_agg(draft_id), '{{}}') INTO gone FROM cut;
        UPDATE paperforms_draft d SET reason = '(đã xóa)',
            state = CASE d.state WHEN 'waiting' THEN 'discarded' ELSE d.state END
        WHERE d.id = ANY (gone) AND d.state IN ('waiting', 'discarded')
          AND NOT EXISTS (SELECT FROM paperforms_photo p WHERE p.draft_id = d.id);
        RETURN cardinality(gone);
""",  # noqa: S608 - words of ours
)

#: Table → its column of a name, and of when it was written.
_NAMES = (
    ("paperforms_photo", "seat_label", "at"),
    ("paperforms_draft", "decided_by", "decided_at"),
    ("paperforms_batch", "seat_label", "at"),
)


def _old_names(table: str, name: str, at: str) -> str:
    return f"FROM {table} WHERE {at} < midnight AND {name} <> '' AND {name} NOT LIKE '(đã xóa)%'"


NAMES_DUE = f"""
    DECLARE {_MIDNIGHT}
    BEGIN RETURN {" + ".join(f"(SELECT count(*) {_old_names(*one)})" for one in _NAMES)}; END
"""

_BLANKED = "".join(
    f"""
        WITH old AS (SELECT id {_old_names(table, name, at)} ORDER BY id LIMIT size - gone)
        UPDATE {table} t SET {name} = privacy_label(t.{name}) FROM old WHERE t.id = old.id;
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;"""  # noqa: S608 - words of ours
    for table, name, at in _NAMES
)
BLANK_OLD = _checked("cases.events", "gone integer := 0; part integer;", f"{_BLANKED} RETURN gone;")


class Migration(migrations.Migration):
    dependencies = [
        ("paperforms", "0003_photographed"),
        ("units", "0004_parents_stand_above"),
    ]
    operations = [
        definer(
            "paperforms_take",
            "file bigint, form bigint, team bigint, commune bigint, area bigint, several boolean, label text",
            "text[]",
            TAKE,
        ),
        definer("paperforms_place", "draft uuid, form bigint, team bigint", "text", PLACE),
        definer("paperforms_photos_due", "before date", "bigint", DUE),
        definer("paperforms_erase_photos", "before date, size integer", "integer", ERASE),
        definer("paperforms_names_due", "before date", "bigint", NAMES_DUE),
        definer("paperforms_blank_old_names", "before date, size integer", "integer", BLANK_OLD),
    ]
