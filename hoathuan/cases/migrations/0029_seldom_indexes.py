"""Indexes for what few histories hold: danger that was found, a form on paper, the questions about the scope."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0028_homes_of_joint_teams"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["verb"], name="caseevent_verb"),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(
                condition=models.Q(("data__has_key", "questions")),
                fields=["case"],
                name="caseevent_scope_asked",
            ),
        ),
    ]
