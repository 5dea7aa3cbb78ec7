"""Shares never exceed the amount of their dispute; notes are added only; who gave a proof is as secret as the dispute."""

from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import append_only, content_condition, protect

#: Locks the items whose shares were written, then adds up: of two writers the second sees the first one's shares.
_WITHIN = """
CREATE FUNCTION pay_shares_within() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE over bigint;
BEGIN
    PERFORM 1 FROM pay_claimitem i WHERE i.id IN (SELECT item_id FROM fresh) ORDER BY i.id FOR NO KEY UPDATE;
    SELECT i.id INTO over FROM pay_claimitem i JOIN pay_share s ON s.item_id = i.id AND s.live
    WHERE i.id IN (SELECT item_id FROM fresh)
    GROUP BY i.id, i.amount
    HAVING sum(s.amount) > greatest(i.amount, 0) OR sum(s.amount) < least(i.amount, 0)
    LIMIT 1;
    IF over IS NOT NULL THEN
        RAISE EXCEPTION 'shares of item % are more than its amount', over
            USING ERRCODE = 'check_violation', CONSTRAINT = 'share_within_amount';
    END IF;
    RETURN NULL;
END
$body$;
CREATE FUNCTION pay_amount_holds_shares() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $body$
DECLARE given bigint;
BEGIN
    SELECT coalesce(sum(s.amount), 0) INTO given FROM pay_share s WHERE s.item_id = NEW.id AND s.live;
    IF given > greatest(NEW.amount, 0) OR given < least(NEW.amount, 0) THEN
        RAISE EXCEPTION 'item % has shares of %', NEW.id, given
            USING ERRCODE = 'check_violation', CONSTRAINT = 'share_within_amount';
    END IF;
    RETURN NULL;
END
$body$;
CREATE TRIGGER share_within_inserted AFTER INSERT ON pay_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION pay_shares_within();
CREATE TRIGGER share_within_updated AFTER UPDATE ON pay_share
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION pay_shares_within();
CREATE TRIGGER amount_holds_shares AFTER UPDATE OF amount ON pay_claimitem
    FOR EACH ROW WHEN (OLD.amount IS DISTINCT FROM NEW.amount) EXECUTE FUNCTION pay_amount_holds_shares();
"""
_GONE = """
DROP TRIGGER amount_holds_shares ON pay_claimitem;
DROP TRIGGER share_within_updated ON pay_share;
DROP TRIGGER share_within_inserted ON pay_share;
DROP FUNCTION pay_amount_holds_shares();
DROP FUNCTION pay_shares_within();
"""
#: After a reform what was said stands where its dispute stands.
_PLACE = """
    DECLARE moved bigint;
    BEGIN
        UPDATE pay_proofcontent t SET now_commune_id = c.now_commune_id, team_id = c.team_id
        FROM cases_case c, pay_proof p
        WHERE p.id = t.proof_id AND c.id = p.case_id
          AND (t.now_commune_id, t.team_id) IS DISTINCT FROM (c.now_commune_id, c.team_id);
        GET DIAGNOSTICS moved = ROW_COUNT;
        RETURN moved;
    END
"""
#: Who gave a proof goes when what was said in the dispute goes.
_DUE = """
    BEGIN
        RETURN (SELECT count(*) FROM pay_proofcontent t JOIN pay_proof p ON p.id = t.proof_id
                JOIN cases_case c ON c.id = p.case_id
                WHERE coalesce(c.closed_on, c.voided_on) < before AND (t.who <> '' OR t.note <> ''));
    END
"""
_ERASE = """
    DECLARE gone bigint;
    BEGIN
        WITH due AS (
            SELECT t.proof_id FROM pay_proofcontent t JOIN pay_proof p ON p.id = t.proof_id
            JOIN cases_case c ON c.id = p.case_id
            WHERE coalesce(c.closed_on, c.voided_on) < before AND (t.who <> '' OR t.note <> '')
            ORDER BY t.proof_id LIMIT size
        )
        UPDATE pay_proofcontent t SET who = '', note = '' FROM due WHERE t.proof_id = due.proof_id;
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""


class Migration(migrations.Migration):
    dependencies = [("pay", "0001_initial")]
    operations = [
        migrations.RunSQL(_WITHIN, _GONE),
        protect("pay_proofcontent", content_condition()),
        append_only("pay_claimnote"),
        definer("pay_place_contents", "", "bigint", _PLACE),
        definer("pay_contents_due", "before date", "bigint", _DUE),
        definer("pay_erase_contents", "before date, size bigint", "bigint", _ERASE),
    ]
