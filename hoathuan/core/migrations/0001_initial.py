"""The application role may use what the owner makes; the audit trail is append-only."""

from django.db import migrations, models

from hoathuan.core.rowsecurity import append_only, grant_defaults


class Migration(migrations.Migration):
    initial = True
    run_before = [("contenttypes", "0001_initial")]
    dependencies: list[tuple[str, str]] = []

    operations = [
        grant_defaults(),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("actor_user", models.BigIntegerField(null=True)),
                ("actor_seat", models.BigIntegerField(db_index=True, null=True)),
                ("actor_label", models.CharField(blank=True, max_length=300)),
                ("action", models.CharField(max_length=80)),
                ("subject_type", models.CharField(blank=True, max_length=80)),
                ("subject_id", models.CharField(blank=True, max_length=40)),
                ("data", models.JSONField(default=dict)),
            ],
            options={"indexes": [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]},
        ),
        append_only("core_auditentry"),
    ]
