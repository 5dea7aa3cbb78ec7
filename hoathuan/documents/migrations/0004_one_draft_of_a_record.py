from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Two officers do not draft the same decision twice."""

    dependencies = [("documents", "0003_uses_and_batches")]

    operations = [
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                name="paper_one_draft_of_a_record",
                condition=Q(state="draft", subject_id__isnull=False),
            ),
        ),
    ]
