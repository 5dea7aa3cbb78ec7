"""How long traces of pay are kept; who gave a proof goes only when the period of the dispute's content is over."""

from datetime import date
from importlib import import_module

from django.db import migrations

from hoathuan.core.definers import definer

_BEFORE = import_module("hoathuan.pay.migrations.0002_walls")._ERASE
_ERASE = """
    DECLARE allowed date := privacy_cutoff('cases.content'); gone bigint;
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of cases.content is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
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


def suggest(apps, schema_editor):
    apps.get_model("privacy", "Retention").objects.create(
        key="pay.money",
        amount=120,
        unit="month",
        basis="Pháp luật về kế toán, lưu trữ: thời hạn bảo quản chứng từ chi (chưa đối chiếu)",
        binding=True,
        valid_from=date(2025, 7, 1),
        note="Đề xuất ban đầu của phần mềm, chưa đối chiếu với văn bản nào",
    )


def withdraw(apps, schema_editor):
    apps.get_model("privacy", "Retention").objects.filter(key="pay.money").delete()


def _erasing(body):
    return definer("pay_erase_contents", "before date, size bigint", "bigint", body).sql


class Migration(migrations.Migration):
    dependencies = [("pay", "0011_support_walls")]
    operations = [
        migrations.RunSQL(_erasing(_ERASE), _erasing(_BEFORE)),
        migrations.RunPython(suggest, withdraw),
    ]
