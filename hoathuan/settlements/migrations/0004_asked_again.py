"""What lasts is asked after each year; those who mediate along, and inspectors, read what was agreed."""

from importlib import import_module

from django.db import migrations, models

from hoathuan.core.definers import definer
from hoathuan.core.rowsecurity import add_reading_policy, joined_condition, opened_condition

_former = import_module("hoathuan.settlements.migrations.0003_following")
#: As before, with the day of Viet Nam.
ERASE = _former.ERASE.replace("current_date", "(now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date")

ASK = """
    UPDATE settlements_promise p SET ask_on = (a.agreed_on + interval '1 year')::date
    FROM settlements_agreement a
    WHERE a.id = p.agreement_id AND p.span = 'lasting' AND p.standing IN ('open', 'late', 'force')
"""

_OF_VERSION = (
    "settlements_version o JOIN settlements_agreement a ON a.id = o.agreement_id WHERE o.id = recorded_id"
)
_OF_PROMISE = (
    "settlements_promise o JOIN settlements_agreement a ON a.id = o.agreement_id WHERE o.id = promise_id"
)


def _along(rows: str) -> str:
    """Rows that belong to a dispute in which the seat's team mediates along, or which it opened with a reason."""
    return f"EXISTS (SELECT FROM {rows} AND (a.{joined_condition()} OR a.{opened_condition()}))"


class Migration(migrations.Migration):
    dependencies = [("settlements", "0003_following"), ("cases", "0021_corrections_walls")]
    operations = [
        migrations.RemoveField("agreement", "uuid"),
        migrations.RemoveField("version", "uuid"),
        migrations.AddField("promise", "ask_on", models.DateField(null=True)),
        migrations.AddIndex(
            "promise",
            models.Index(
                condition=models.Q(("ask_on__isnull", False)), fields=["ask_on"], name="promise_asked_again"
            ),
        ),
        migrations.AlterField(
            "promise",
            "span",
            models.CharField(
                choices=[("day", "Có hạn cuối là một ngày"), ("lasting", "Giữ lâu dài")], max_length=10
            ),
        ),
        migrations.AlterField(
            "promiseevent",
            "deed",
            models.CharField(
                choices=[
                    ("made", "Ghi việc đã hứa"),
                    ("kept", "Đã thực hiện"),
                    ("asked", "Đã hỏi, vẫn giữ lời"),
                    ("late", "Chậm so với thỏa thuận"),
                    ("broken", "Không thực hiện"),
                    ("force", "Báo gặp việc không lường trước (ốm nặng, lũ, mất mùa)"),
                    ("changed", "Các bên thống nhất thay đổi"),
                    ("dropped", "Các bên thống nhất bỏ"),
                    ("reverted", "Ghi nhầm, theo dõi tiếp"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "promise", "due_on", models.DateField(null=True, verbose_name="Hạn cuối là ngày")
        ),
        migrations.AlterField(
            "promise",
            "standing",
            models.CharField(
                choices=[
                    ("open", "Đang chờ thực hiện"),
                    ("late", "Chậm"),
                    ("force", "Gặp việc không lường trước"),
                    ("broken", "Không thực hiện"),
                    ("kept", "Đã thực hiện"),
                    ("kept_late", "Đã thực hiện, chậm"),
                    ("dropped", "Các bên bỏ"),
                ],
                default="open",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            "report",
            "kind",
            models.CharField(
                choices=[
                    ("late", "Thực hiện chậm"),
                    ("broken", "Không thực hiện"),
                    ("force", "Gặp việc không lường trước"),
                    ("quarrel", "Các bên mâu thuẫn trở lại"),
                    ("other", "Vướng mắc khác"),
                ],
                max_length=10,
                verbose_name="Vướng mắc",
            ),
        ),
        migrations.RunSQL(ASK, migrations.RunSQL.noop),
        definer("settlements_erase", "before date, size integer", "integer", ERASE),
        *(
            add_reading_policy(f"settlements_{table}", _along(_OF_VERSION))
            for table in ("versiontext", "signature")
        ),
        add_reading_policy("settlements_promisetext", _along(_OF_PROMISE)),
        add_reading_policy("settlements_failurenote", f"{joined_condition()} OR {opened_condition()}"),
    ]
