"""A name that goes leaves the labels beside the trail too; numbers go only in an erasure, and of whom nothing holds."""

from django.db import migrations

from hoathuan.core.definers import definer

#: Only of somebody whose name has gone already. What she did loses her name; what was done to her loses its words.
BLANK_PERSON = """
    DECLARE gone integer; more integer; account bigint; chairs bigint[];
    BEGIN
        SELECT user_id INTO account FROM accounts_person WHERE id = who AND full_name = '(đã xóa)';
        IF NOT FOUND THEN RETURN 0; END IF;
        SELECT coalesce(array_agg(id), '{}') INTO chairs FROM accounts_seat WHERE person_id = who;
        UPDATE core_auditentry SET actor_label = coalesce(nullif(privacy_label(actor_label), ''), '(đã xóa)')
        WHERE (actor_seat = ANY (chairs) OR actor_user = account) AND actor_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE core_auditentry SET data = privacy_plain(data)
        WHERE ((subject_type = 'accounts.person' AND subject_id = who::text)
            OR (subject_type = 'accounts.seat' AND subject_id = ANY (chairs::text[]))
            OR (subject_type = 'accounts.user' AND subject_id = account::text)
            OR (subject_type = ANY (kinds) AND subject_id = ANY (keys)))
          AND data <> privacy_plain(data);
        GET DIAGNOSTICS more = ROW_COUNT;
        UPDATE accounts_recovery SET by_label = privacy_label(by_label)
        WHERE by_id = ANY (chairs) AND by_label NOT LIKE '(đã xóa)%';
        UPDATE accounts_notice SET data = jsonb_set(data, '{by}', to_jsonb(privacy_label(data ->> 'by')))
        WHERE data ->> 'by_seat' = ANY (chairs::text[]) AND data ->> 'by' NOT LIKE '(đã xóa)%';
        UPDATE accounts_notice SET data = jsonb_set(data, '{name}', to_jsonb('(đã xóa)'::text))
        WHERE data ->> 'person' = who::text AND data ? 'name';
        UPDATE privacy_erasure SET asked_by = privacy_label(asked_by)
        WHERE asked_by_seat = ANY (chairs) AND asked_by NOT LIKE '(đã xóa)%';
        UPDATE privacy_retention SET recorded_by = privacy_label(recorded_by),
            confirmed_by = privacy_label(confirmed_by)
        WHERE recorded_by_seat = ANY (chairs) AND recorded_by NOT LIKE '(đã xóa)%';
        RETURN gone + more;
    END
"""

#: An erasure of this person must be under way; without one, one of all that is due, and of somebody whom no seat and
#: no term holds any longer.
FORGET_NUMBERS = """
    DECLARE gone integer; more integer; day date := (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date;
    BEGIN
        IF NOT EXISTS (SELECT FROM privacy_erasure e WHERE e.state = 'running' AND e.person_id = who) AND (
            NOT EXISTS (SELECT FROM privacy_erasure e WHERE e.state = 'running' AND e.kind = 'due')
            OR EXISTS (SELECT FROM accounts_seat s WHERE s.person_id = who AND s.stopped_at IS NULL
                       AND (upper_inf(s.valid) OR upper(s.valid) > day))
            OR EXISTS (SELECT FROM teams_mediator m WHERE m.person_id = who
                       AND (m.ended_on IS NULL OR m.ended_on >= day))
        ) THEN
            RAISE EXCEPTION 'numbers go in an erasure alone' USING ERRCODE = 'insufficient_privilege';
        END IF;
        DELETE FROM privacy_identitypaper WHERE person_id = who;
        GET DIAGNOSTICS gone = ROW_COUNT;
        DELETE FROM privacy_bankaccount WHERE person_id = who;
        GET DIAGNOSTICS more = ROW_COUNT;
        RETURN gone + more;
    END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("privacy", "0005_names_in_others_lines"),
        ("accounts", "0005_going_on_after_reforms"),
    ]
    operations = [
        definer("privacy_blank_trail_of", "who bigint, kinds text[], keys text[]", "integer", BLANK_PERSON),
        definer("privacy_forget_numbers", "who bigint", "integer", FORGET_NUMBERS),
    ]
