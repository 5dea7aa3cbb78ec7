"""Whether a dispute has a photograph of its form is no secret of the parties: who pays may ask, and learns no more."""

from django.db import migrations

from hoathuan.core.definers import definer

PHOTOGRAPHED = """
    BEGIN
        RETURN ARRAY(SELECT DISTINCT d.case_id FROM paperforms_draft d JOIN paperforms_photo p ON p.draft_id = d.id
                     WHERE d.case_id = ANY (cases));
    END
"""


class Migration(migrations.Migration):
    dependencies = [("paperforms", "0002_walls")]
    operations = [definer("paperforms_photographed", "cases bigint[]", "bigint[]", PHOTOGRAPHED)]
