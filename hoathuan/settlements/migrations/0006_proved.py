"""Whether all have signed an agreement, in one of its versions: kept beside it for those who may not read who signed."""

from django.db import migrations, models

_KNOWN = """
UPDATE settlements_agreement a SET proved = true WHERE EXISTS (
    SELECT 1 FROM settlements_version v WHERE v.agreement_id = a.id AND (
        SELECT bool_and(s.hand IN ('signed', 'fingerprint')) FROM settlements_signature s WHERE s.recorded_id = v.id))
"""


class Migration(migrations.Migration):
    dependencies = [("settlements", "0005_refused_requests")]
    operations = [
        migrations.AddField("agreement", "proved", models.BooleanField(default=False)),
        migrations.RunSQL(_KNOWN, migrations.RunSQL.noop),
    ]
