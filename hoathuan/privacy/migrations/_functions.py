"""What the functions of `0002_walls` do. The application may add lines to the trail and never change one."""

#: The day before which the key's period is over, if a person confirmed it and switched it on; else nothing goes.
CUTOFF = """
    SELECT CASE WHEN r.switched_on AND NOT r.unconfirmed AND r.amount IS NOT NULL THEN
        ((now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
         - r.amount * CASE r.unit WHEN 'day' THEN interval '1 day' WHEN 'month' THEN interval '1 month'
                                  ELSE interval '1 year' END)::date END
    FROM privacy_retention r
    WHERE r.key = wanted AND r.valid_from <= (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
    ORDER BY r.valid_from DESC, r.id DESC LIMIT 1
"""

#: What of a line's data names nobody: numbers, days, codes. Any other text, and what stands under a name's key, goes.
PLAIN = """
    SELECT CASE jsonb_typeof(given)
        WHEN 'object' THEN (
            SELECT coalesce(jsonb_object_agg(key, CASE
                WHEN key IN ('name', 'names', 'before', 'username', 'email', 'phone', 'address', 'reason')
                THEN 'null'::jsonb ELSE privacy_plain(value) END), '{}'::jsonb)
            FROM jsonb_each(given))
        WHEN 'array' THEN (
            SELECT coalesce(jsonb_agg(privacy_plain(value) ORDER BY place), '[]'::jsonb)
            FROM jsonb_array_elements(given) WITH ORDINALITY AS one(value, place))
        WHEN 'string' THEN CASE
            WHEN given #>> '{}' ~ '^([0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]+([_.][a-z]+)*|[0-9]{1,6}(/[0-9]{4})?)$'
            THEN given ELSE 'null'::jsonb END
        ELSE given END
"""

#: "Name · role · place" without the name; what the system did by itself keeps its label.
LABEL = """
    SELECT CASE WHEN label = '' THEN '' ELSE
        '(đã xóa)' || CASE WHEN position(' · ' IN label) > 0 THEN substring(label FROM position(' · ' IN label))
                           ELSE '' END END
"""

BLANK_OLD = """
    DECLARE gone integer; cutoff date := privacy_cutoff('core.audit');
    BEGIN
        IF cutoff IS NULL THEN RETURN 0; END IF;
        WITH old AS (
            SELECT id FROM core_auditentry
            WHERE at < cutoff::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh' AND actor_label NOT LIKE '(đã xóa)%'
              AND NOT (actor_label = '' AND data = privacy_plain(data))
            ORDER BY id LIMIT size)
        UPDATE core_auditentry e SET
            actor_label = CASE WHEN e.actor_user IS NULL AND e.actor_seat IS NULL THEN '(đã xóa) · ' || e.actor_label
                               ELSE coalesce(nullif(privacy_label(e.actor_label), ''), '(đã xóa)') END,
            data = privacy_plain(e.data)
        FROM old WHERE e.id = old.id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""

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
        RETURN gone + more;
    END
"""

#: Whether somebody else has this number. The lock makes two communes that write it down at once take turns.
TAKEN = """
    DECLARE found boolean;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended(marks[1], 7));
        SELECT EXISTS (SELECT FROM privacy_identitypaper WHERE digest = ANY (marks) AND person_id <> who) INTO found;
        RETURN found;
    END
"""

WITH_NUMBERS = """
    BEGIN
        RETURN QUERY SELECT person_id FROM privacy_identitypaper UNION SELECT person_id FROM privacy_bankaccount;
    END
"""

FORGET_NUMBERS = """
    DECLARE gone integer; more integer;
    BEGIN
        DELETE FROM privacy_identitypaper WHERE person_id = who;
        GET DIAGNOSTICS gone = ROW_COUNT;
        DELETE FROM privacy_bankaccount WHERE person_id = who;
        GET DIAGNOSTICS more = ROW_COUNT;
        RETURN gone + more;
    END
"""
