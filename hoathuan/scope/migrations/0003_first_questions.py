"""The first version of the questions: `data/questions.toml`."""

from django.db import migrations

from hoathuan.scope import seeding


def load(apps, schema_editor):
    seeding.load(apps)


class Migration(migrations.Migration):
    dependencies = [("scope", "0002_what_is_in_force_stays")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
