"""What published texts say, and what a person has to look up: `data/*.csv`."""

from django.db import migrations

from hoathuan.norms import seeding


def load(apps, schema_editor):
    seeding.load(apps)


class Migration(migrations.Migration):
    dependencies = [("norms", "0002_what_is_written_stays")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
