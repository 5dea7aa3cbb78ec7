"""What is approved may be more than the sum asked for: an overpayment of before may be left out of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pay", "0016_only_own_ended")]
    operations = [
        migrations.RemoveConstraint("claim", "claim_approved_within_asked"),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                name="claim_approved_not_negative", condition=models.Q(approved_amount__gte=0)
            ),
        ),
    ]
