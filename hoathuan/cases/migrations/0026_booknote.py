import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0025_same_home"),
        ("accounts", "0001_initial"),
        ("teams", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BookNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="Năm của sổ")),
                ("text", models.CharField(max_length=300, verbose_name="Ghi chú")),
                ("at", models.DateTimeField(auto_now=True)),
                ("seat_id", models.BigIntegerField(null=True)),
                ("seat_label", models.CharField(blank=True, max_length=300)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.person"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teams.team"
                    ),
                ),
            ],
            options={
                "verbose_name": "Ghi chú phần II của sổ",
                "constraints": [
                    models.UniqueConstraint(fields=("team", "year", "person"), name="booknote_once")
                ],
            },
        ),
    ]
