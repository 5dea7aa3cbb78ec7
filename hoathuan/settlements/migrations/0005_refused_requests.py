"""What a court refused stays, beside the request that a newer version makes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlements", "0004_asked_again")]
    operations = [
        migrations.AlterField(
            "courtrequest",
            "agreement",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="courts",
                to="settlements.agreement",
            ),
        ),
        migrations.AddConstraint(
            "courtrequest",
            models.UniqueConstraint(
                condition=models.Q(("state", "refused"), _negated=True),
                fields=("agreement",),
                name="court_one_at_a_time",
            ),
        ),
    ]
