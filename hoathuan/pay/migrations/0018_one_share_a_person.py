"""One person has one share of a dispute, in however many teams they sit: the database holds it too."""

from django.db import migrations

_ONCE = """
CREATE FUNCTION pay_share_once_a_person() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE twice bigint;
BEGIN
    SELECT f.id INTO twice FROM fresh f
    JOIN pay_share s ON s.case_id = f.case_id AND s.mediator_id <> f.mediator_id
    JOIN teams_mediator mine ON mine.id = f.mediator_id
    JOIN teams_mediator other ON other.id = s.mediator_id AND other.person_id = mine.person_id
    WHERE f.live AND NOT f.settles AND f.amount > 0 AND s.live AND NOT s.settles AND s.amount > 0
    LIMIT 1;
    IF twice IS NOT NULL THEN
        RAISE EXCEPTION 'share % is the second one of a person in a dispute', twice
            USING ERRCODE = 'check_violation', CONSTRAINT = 'share_person_once_a_case';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER share_once_a_person AFTER INSERT ON pay_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION pay_share_once_a_person();
"""
_GONE = "DROP TRIGGER share_once_a_person ON pay_share; DROP FUNCTION pay_share_once_a_person();"


class Migration(migrations.Migration):
    dependencies = [("pay", "0017_approved_sum")]
    operations = [migrations.RunSQL(_ONCE, _GONE)]
