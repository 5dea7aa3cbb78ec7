import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("core", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="ImportSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=60)),
                ("user_id", models.BigIntegerField(null=True)),
                ("seat_id", models.BigIntegerField(db_index=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("uploaded", "Đã tải tệp"),
                            ("staging", "Đang đọc tệp"),
                            ("checked", "Đã kiểm tra"),
                            ("applying", "Đang nhập"),
                            ("done", "Đã nhập xong"),
                        ],
                        default="uploaded",
                        max_length=10,
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("file_hash", models.CharField(max_length=64)),
                ("file_size", models.BigIntegerField()),
                ("sheets", models.JSONField(default=list)),
                ("options", models.JSONField(default=dict)),
                ("counts", models.JSONField(default=dict)),
                ("timings", models.JSONField(default=dict)),
                ("job", models.UUIDField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created", models.DateTimeField(auto_now_add=True)),
                ("changed", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RememberedColumns",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seat_id", models.BigIntegerField()),
                ("kind", models.CharField(max_length=60)),
                ("headings", models.JSONField(default=dict)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("seat_id", "kind"), name="imports_remembered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="StagedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sheet", models.SmallIntegerField()),
                ("number", models.IntegerField()),
                ("key", models.TextField()),
                ("data", models.JSONField()),
                ("problems", models.JSONField()),
                ("action", models.CharField(max_length=8)),
                (
                    "session",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="imports.importsession",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["session", "key"], name="imports_row_key"),
                    models.Index(fields=["session", "sheet", "number"], name="imports_row_number"),
                ],
            },
        ),
    ]
