"""A claim asks for ended disputes of its own team alone: the database holds it too."""

from django.db import migrations

#: At the moment of asking: a dispute that changes its team or is put right later stays in the claim as it was asked.
_BELONGS = """
CREATE FUNCTION pay_item_belongs() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE wrong bigint;
BEGIN
    SELECT f.id INTO wrong FROM fresh f JOIN pay_claim c ON c.id = f.claim_id JOIN cases_case k ON k.id = f.case_id
    WHERE f.kind = 'pay' AND (k.team_id IS DISTINCT FROM c.team_id OR k.state <> 'ended' OR k.voided_on IS NOT NULL)
    LIMIT 1;
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION 'item % asks for a dispute that is not an ended one of its team', wrong
            USING ERRCODE = 'check_violation', CONSTRAINT = 'item_own_and_ended';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER item_belongs AFTER INSERT ON pay_claimitem
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION pay_item_belongs();
"""
_GONE = "DROP TRIGGER item_belongs ON pay_claimitem; DROP FUNCTION pay_item_belongs();"


class Migration(migrations.Migration):
    dependencies = [("pay", "0015_support_questions")]
    operations = [
        migrations.RemoveField("share", "sittings"),
        migrations.RunSQL(_BELONGS, _GONE),
    ]
