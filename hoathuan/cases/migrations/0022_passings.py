import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0021_corrections_walls")]

    operations = [
        migrations.CreateModel(
            name="EscalationPass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("passed_at", models.DateTimeField(verbose_name="Tổ trưởng báo lên lúc")),
                (
                    "passed_to",
                    models.CharField(
                        choices=[
                            ("chair", "Chủ tịch UBND xã"),
                            ("police", "Công an xã"),
                            ("other", "Cơ quan khác có thẩm quyền"),
                        ],
                        max_length=6,
                        verbose_name="Báo cho",
                    ),
                ),
                ("body", models.CharField(blank=True, max_length=200, verbose_name="Cơ quan được báo")),
                (
                    "escalation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="passings",
                        to="cases.escalation",
                    ),
                ),
            ],
            options={"ordering": ("passed_at", "id")},
        ),
        migrations.AddConstraint(
            model_name="escalationpass",
            constraint=models.UniqueConstraint(
                fields=("escalation", "passed_to", "body", "passed_at"), name="escalationpass_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="escalationpass",
            constraint=models.CheckConstraint(
                condition=~Q(passed_to="other") | ~Q(body=""), name="escalationpass_names_the_body"
            ),
        ),
    ]
