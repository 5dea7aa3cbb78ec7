import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from hoathuan.core.rowsecurity import append_only


class Migration(migrations.Migration):
    """Decisions to use a template become rows of their own; papers that were drafted together know it."""

    dependencies = [("documents", "0002_papers")]

    operations = [
        migrations.CreateModel(
            name="TemplateUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("used_from", models.DateField(verbose_name="Dùng từ ngày")),
                ("decided_at", models.DateTimeField(auto_now_add=True)),
                ("decided_by", models.CharField(blank=True, max_length=300)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="documents.template",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="documents.templateversion",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["template", "-used_from", "-id"], name="template_use_newest")
                ],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO documents_templateuse (template_id, version_id, used_from, decided_at, decided_by)"
            " SELECT v.template_id, CASE WHEN v.engine = 'word' THEN v.id END, v.used_from, now(), v.made_by FROM documents_templateversion v"
            " JOIN documents_template t ON t.id = v.template_id"
            " WHERE v.used_from IS NOT NULL AND t.unit_id IS NOT NULL ORDER BY v.used_from, v.number",
            migrations.RunSQL.noop,
        ),
        append_only("documents_templateuse"),
        migrations.RemoveField(model_name="templateversion", name="used_from"),
        migrations.AddField(
            model_name="paper", name="batch", field=models.UUIDField(editable=False, null=True)
        ),
        migrations.AddIndex(
            model_name="paper",
            index=models.Index(fields=["batch"], name="paper_batch", condition=Q(batch__isnull=False)),
        ),
    ]
