"""Data about health: who reads it, how it follows units, how it goes. The application may not see what these touch."""

from datetime import date

from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import protect

_SEAT = (
    "SELECT FROM accounts_seat s WHERE s.stopped_at IS NULL"
    " AND s.id = (SELECT NULLIF(current_setting('ht.seat', true), '')::bigint)"
)


def _read_by(table: str, *, head: bool) -> str:
    """The commune's officer, leader and accountant; the person; of the request also the head, who confirms it."""
    who = [
        f"s.kind IN ('commune_officer', 'commune_leader', 'commune_accountant') AND s.unit_id = {table}.now_commune_id",
        f"s.person_id = {table}.person_id",
    ]
    if head:
        who.append(f"s.kind = 'team_head' AND s.team_id = {table}.team_id")
    return f"EXISTS ({_SEAT} AND (({') OR ('.join(who)})))"


#: After a reform what was said stands where its request stands.
PLACE = """
    DECLARE moved bigint;
    BEGIN
        UPDATE pay_accidentpaper t SET now_commune_id = a.now_commune_id FROM pay_accident a
        WHERE a.id = t.accident_id AND t.now_commune_id IS DISTINCT FROM a.now_commune_id;
        UPDATE pay_accidentcontent t SET now_commune_id = a.now_commune_id FROM pay_accident a
        WHERE a.id = t.accident_id AND t.now_commune_id IS DISTINCT FROM a.now_commune_id;
        GET DIAGNOSTICS moved = ROW_COUNT;
        RETURN moved;
    END
"""
#: A request is over when it was paid, refused or withdrawn; a withdrawn one counts from its filing.
DUE = """
    BEGIN
        RETURN (SELECT count(*) FROM pay_accidentcontent t JOIN pay_accident a ON a.id = t.accident_id
                WHERE CASE a.state WHEN 'paid' THEN a.paid_on WHEN 'refused' THEN a.decided_on
                WHEN 'withdrawn' THEN a.filed_on END < before AND t.victim <> '(đã xóa)');
    END
"""
ERASE = """
    DECLARE allowed date := privacy_cutoff('pay.accidents'); gone integer; done bigint[];
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of pay.accidents is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
        SELECT array_agg(o.accident_id) INTO done FROM (
            SELECT t.accident_id FROM pay_accidentcontent t JOIN pay_accident a ON a.id = t.accident_id
            WHERE CASE a.state WHEN 'paid' THEN a.paid_on WHEN 'refused' THEN a.decided_on
                WHEN 'withdrawn' THEN a.filed_on END < before AND t.victim <> '(đã xóa)' ORDER BY t.accident_id LIMIT size) o;
        UPDATE pay_accidentcontent SET victim = '(đã xóa)', victim_address = '', place = '(đã xóa)',
            account = '(đã xóa)', asker_name = '', asker_relation = '', payee = '', certified_by = '', findings = '',
            reason = CASE WHEN reason = '' THEN '' ELSE '(đã xóa)' END
        WHERE accident_id = ANY (done);
        GET DIAGNOSTICS gone = ROW_COUNT;
        UPDATE pay_accidentpaper SET note = '', added_by = privacy_label(added_by), file_id = NULL
        WHERE accident_id = ANY (done);
        RETURN gone;
    END
"""


def suggest(apps, schema_editor):
    apps.get_model("privacy", "Retention").objects.create(
        key="pay.accidents",
        amount=120,
        unit="month",
        basis="Pháp luật về lưu trữ: thời hạn bảo quản hồ sơ (chưa đối chiếu)",
        binding=True,
        valid_from=date(2025, 7, 1),
        note="Đề xuất ban đầu của phần mềm, chưa đối chiếu với văn bản nào",
    )


def withdraw(apps, schema_editor):
    apps.get_model("privacy", "Retention").objects.filter(key="pay.accidents").delete()


class Migration(migrations.Migration):
    dependencies = [("pay", "0010_supports"), ("privacy", "0008_only_lines_of_the_person")]
    operations = [
        protect("pay_accidentcontent", _read_by("pay_accidentcontent", head=True)),
        protect("pay_accidentpaper", _read_by("pay_accidentpaper", head=False)),
        definer("pay_place_accidents", "", "bigint", PLACE),
        definer("pay_accidents_due", "before date", "bigint", DUE),
        definer("pay_erase_accidents", "before date, size integer", "integer", ERASE),
        migrations.RunPython(suggest, withdraw),
    ]
