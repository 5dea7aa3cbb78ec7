"""Former words of the register are read like the dispute's content and added only; they go with it. First Part II."""

from datetime import date

from django.conf import settings
from django.db import migrations

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import (
    add_reading_policy,
    append_only,
    content_condition,
    joined_condition,
    opened_condition,
    protect_added,
)

APP_ROLE = getattr(settings, "HT_APP_ROLE", "hoathuan_app")
TABLE = "cases_casecorrection"
#: The dispute itself says whose it is: nothing here has to follow a reform.
_OF_DISPUTE = f"EXISTS (SELECT FROM cases_case c WHERE c.id = case_id AND ({content_condition()}))"

_OLD = """
    FROM cases_casecorrection k JOIN cases_case c ON c.id = k.case_id
    WHERE coalesce(c.closed_on, c.voided_on) < before AND k.former <> '(đã xóa)'
"""
DUE = f"""
    DECLARE number bigint;
    BEGIN SELECT count(*) INTO number {_OLD}; RETURN number; END
"""
ERASE = f"""
    DECLARE allowed date := privacy_cutoff('cases.content'); gone integer;
    BEGIN
        IF allowed IS NULL OR before > allowed THEN
            RAISE EXCEPTION 'the period of cases.content is not over' USING ERRCODE = 'insufficient_privilege';
        END IF;
        UPDATE cases_casecorrection SET former = '(đã xóa)', seat_label = privacy_label(seat_label)
        WHERE id IN (SELECT k.id {_OLD} ORDER BY k.id LIMIT size);
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""  # noqa: S608 - words of ours
BLANK = """
    DECLARE gone integer;
    BEGIN
        IF NOT EXISTS (SELECT FROM accounts_person WHERE id = who AND full_name = '(đã xóa)') THEN RETURN 0; END IF;
        UPDATE cases_casecorrection SET seat_label = privacy_label(seat_label)
        WHERE seat_id IN (SELECT id FROM accounts_seat WHERE person_id = who) AND seat_label NOT LIKE '(đã xóa)%';
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END
"""

#: By the letters of Decree 15/2014/NĐ-CP Art. 5(1), which the form presumably follows: nobody has confirmed it.
COLUMNS = [
    ("Mâu thuẫn giữa các bên", ["a"]),
    ("Tranh chấp dân sự", ["b"]),
    ("Hôn nhân và gia đình", ["c"]),
    ("Vi phạm pháp luật", ["d", "dd", "e"]),
    ("Việc khác", ["g"]),
]


def first_layout(apps, schema_editor):
    apps.get_model("cases", "BookLayout").objects.create(
        valid_from=date(2014, 4, 21),
        columns=[{"title": title, "letters": letters} for title, letters in COLUMNS],
        source="Theo các điểm của Nghị định 15/2014/NĐ-CP, Điều 5 khoản 1; mẫu sổ gốc chưa đối chiếu được",
        confirmed=False,
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_corrections"), ("privacy", "0003_first_periods")]
    operations = [
        protect_added(TABLE, readable=_OF_DISPUTE, addable=_OF_DISPUTE),
        add_reading_policy(TABLE, f"{opened_condition()} OR {joined_condition()}"),
        append_only("cases_booklayout"),
        definer("cases_corrections_due", "before date", "bigint", DUE),
        definer("cases_erase_corrections", "before date, size integer", "integer", ERASE),
        definer("cases_blank_corrections_of", "who bigint", "integer", BLANK),
        migrations.RunPython(first_layout, migrations.RunPython.noop),
    ]
