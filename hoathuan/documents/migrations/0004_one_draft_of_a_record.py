from django.db import migrations, models
from django.db.models import Q

#: Two may stand there from before: the one that was written last and most often stays. A draft had no number.
TWINS = """
DELETE FROM documents_paper AS twin USING documents_paper AS kept
WHERE twin.state = 'draft' AND kept.state = 'draft'
  AND (twin.kind, twin.subject_type, twin.subject_id) = (kept.kind, kept.subject_type, kept.subject_id)
  AND (twin.version, twin.id) < (kept.version, kept.id)
"""


class Migration(migrations.Migration):
    """Two officers do not draft the same decision twice."""

    dependencies = [("documents", "0003_uses_and_batches")]

    operations = [
        migrations.RunSQL([TWINS, "SET CONSTRAINTS ALL IMMEDIATE"], migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=["kind", "subject_type", "subject_id"],
                name="paper_one_draft_of_a_record",
                condition=Q(state="draft", subject_id__isnull=False),
            ),
        ),
    ]
