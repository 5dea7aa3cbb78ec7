"""Drafts and photographs of forms: seen by the team and its commune's justice officer, handed in by anyone there.

Who hands a photograph in may not see it again: it goes in through a function of the database that gives back where it
went, and never a row.
"""

from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import append_only, content_condition, protect, protect_added

_SEAT = """
    me bigint := NULLIF(current_setting('ht.seat', true), '')::bigint;
"""
_REFUSED = "RAISE EXCEPTION 'not a seat of this commune' USING ERRCODE = 'insufficient_privilege';"

#: A photograph comes in: to the draft of its form, made if there is none; without form and team to one of its own.
#: A form that was thrown away and is sent again waits again. The lock of the draft's row makes a second sender wait.
TAKE = f"""
    DECLARE {_SEAT}
        stands bigint; place bigint; held paperforms_draft%ROWTYPE; fresh boolean := true;
    BEGIN
        IF me IS NULL THEN {_REFUSED} END IF;
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
        ELSIF held.state = 'discarded' THEN
            UPDATE paperforms_draft SET state = 'waiting', reason = '', team_id = team, now_commune_id = stands
            WHERE id = held.id;
        ELSIF held.state = 'waiting' AND held.team_id IS NULL THEN
            UPDATE paperforms_draft SET team_id = team, now_commune_id = stands WHERE id = held.id;
        END IF;
        IF NOT EXISTS (SELECT FROM paperforms_photo p JOIN attachments_attachment a ON a.id = p.file_id
                       JOIN attachments_attachment b ON b.sha256 = a.sha256
                       WHERE p.draft_id = held.id AND b.id = file) THEN
            INSERT INTO paperforms_photo (uuid, draft_id, file_id, mixed, at, seat_id, seat_label)
            VALUES (gen_random_uuid(), held.id, file, several, now(), me, label);
        END IF;
        RETURN ARRAY[held.uuid::text, CASE WHEN fresh THEN 'new' ELSE held.state END];
    END
"""  # noqa: S608 - words of ours

#: The sender says whose a picture without a code is: once, and only the sender of it.
PLACE = f"""
    DECLARE {_SEAT}
        mine paperforms_draft%ROWTYPE; other paperforms_draft%ROWTYPE; stands bigint;
    BEGIN
        SELECT d.* INTO mine FROM paperforms_draft d WHERE d.uuid = draft AND d.state = 'waiting'
            AND d.team_id IS NULL AND d.form_id IS NULL
            AND EXISTS (SELECT FROM paperforms_photo p WHERE p.draft_id = d.id AND p.seat_id = me) FOR UPDATE;
        IF NOT FOUND THEN RETURN ''; END IF;
        SELECT t.now_commune_id INTO stands FROM teams_team t WHERE t.id = team;
        IF stands IS NULL OR stands IS DISTINCT FROM mine.now_commune_id THEN {_REFUSED} END IF;
        IF form IS NOT NULL THEN
            SELECT * INTO other FROM paperforms_draft d WHERE d.form_id = form FOR UPDATE;
            IF FOUND THEN
                UPDATE paperforms_photo SET draft_id = other.id WHERE draft_id = mine.id;
                UPDATE paperforms_draft SET state = 'joined', team_id = team WHERE id = mine.id;
                IF other.state = 'discarded' THEN
                    UPDATE paperforms_draft SET state = 'waiting', reason = '' WHERE id = other.id;
                END IF;
                RETURN CASE other.state WHEN 'confirmed' THEN 'confirmed' ELSE 'waiting' END;
            END IF;
        END IF;
        UPDATE paperforms_draft SET team_id = team, form_id = form WHERE id = mine.id;
        RETURN 'new';
    END
"""  # noqa: S608 - words of ours

#: After a reform drafts stand where their team stands; without a team, where the place went where they were handed in.
STAND = """
    DECLARE moved bigint;
    BEGIN
        WITH placed AS (
            SELECT d.id, CASE WHEN d.team_id IS NULL THEN a.now_commune_id ELSE t.now_commune_id END AS commune
            FROM paperforms_draft d JOIN units_area a ON a.id = d.area_id LEFT JOIN teams_team t ON t.id = d.team_id)
        UPDATE paperforms_draft d SET now_commune_id = p.commune FROM placed p
        WHERE p.id = d.id AND d.now_commune_id IS DISTINCT FROM p.commune;
        GET DIAGNOSTICS moved = ROW_COUNT;
        RETURN moved;
    END
"""

#: Photographs whose dispute left the team, or that were thrown away, before a day.
_OLD = """
    FROM paperforms_photo p JOIN paperforms_draft d ON d.id = p.draft_id
    LEFT JOIN cases_case c ON c.id = d.case_id
    WHERE (d.state = 'confirmed' AND coalesce(c.closed_on, c.voided_on) < before)
       OR (d.state IN ('discarded', 'joined') AND coalesce(d.decided_at, d.made_at) < before)
"""
DUE = f"""
    DECLARE found bigint;
    BEGIN SELECT count(*) INTO found {_OLD}; RETURN found; END
"""
ERASE = f"""
    DECLARE allowed date := privacy_cutoff('cases.content'); gone integer;
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of cases.content is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
        DELETE FROM paperforms_photo WHERE id IN (SELECT p.id {_OLD} ORDER BY p.id LIMIT size);
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""  # noqa: S608 - words of ours

#: The names of those who sent and decided, once their own name has gone.
BLANK = """
    DECLARE chairs bigint[]; gone integer; part integer;
    BEGIN
        IF NOT EXISTS (SELECT FROM accounts_person WHERE id = who AND full_name = '(đã xóa)') THEN RETURN 0; END IF;
        SELECT coalesce(array_agg(id), '{}') INTO chairs FROM accounts_seat WHERE person_id = who;
        UPDATE paperforms_photo SET seat_label = privacy_label(seat_label)
        WHERE seat_id = ANY (chairs) AND seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE paperforms_draft SET decided_by = privacy_label(decided_by)
        WHERE decided_seat = ANY (chairs) AND decided_by NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT; gone := gone + part;
        UPDATE paperforms_batch SET seat_label = privacy_label(seat_label)
        WHERE seat_id = ANY (chairs) AND seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS part = ROW_COUNT;
        RETURN gone + part;
    END
"""

_PHOTO = """EXISTS (SELECT FROM paperforms_draft d WHERE d.id = draft_id AND (
    d.now_commune_id = (SELECT NULLIF(current_setting('ht.content_commune', true), '')::bigint)
    OR (NOT mixed AND d.team_id = (SELECT NULLIF(current_setting('ht.team', true), '')::bigint))))"""


class Migration(migrations.Migration):
    dependencies = [("paperforms", "0001_initial"), ("privacy", "0003_first_periods")]
    operations = [
        protect("paperforms_draft", content_condition()),
        protect_added("paperforms_photo", readable=_PHOTO, addable=None),
        append_only("paperforms_form"),
        definer(
            "paperforms_take",
            "file bigint, form bigint, team bigint, commune bigint, area bigint, several boolean, label text",
            "text[]",
            TAKE,
        ),
        definer("paperforms_place", "draft uuid, form bigint, team bigint", "text", PLACE),
        definer("paperforms_place_drafts", "", "bigint", STAND),
        definer("paperforms_photos_due", "before date", "bigint", DUE),
        definer("paperforms_erase_photos", "before date, size integer", "integer", ERASE),
        definer("paperforms_blank_names", "who bigint", "integer", BLANK),
    ]
