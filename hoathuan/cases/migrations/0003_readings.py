"""Traces of reading: why an inspector opened a dispute, and whom its content was shown to."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0002_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Display",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seat_id", models.BigIntegerField()),
                ("seat_label", models.CharField(max_length=300)),
                ("on_date", models.DateField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("page", "Trang vụ việc"),
                            ("list", "Tên các bên trong danh sách"),
                            ("book", "Bản in sổ"),
                            ("file", "Tệp tải về"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="displays", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "seat_id", "on_date", "way"), name="display_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("seat_id", models.BigIntegerField()),
                ("seat_label", models.CharField(max_length=300)),
                ("reason", models.TextField(verbose_name="Lý do đọc")),
                (
                    "decision_number",
                    models.CharField(
                        blank=True, max_length=100, verbose_name="Số quyết định thanh tra, kiểm tra"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("until", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["seat_id", "until"], name="inspection_open")],
            },
        ),
    ]
