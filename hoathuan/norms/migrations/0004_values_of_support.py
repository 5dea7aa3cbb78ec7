"""What support after accidents and of teams needs besides: new lines of `data/values.csv`."""

from django.db import migrations

from hoathuan.norms import seeding


def load(apps, schema_editor):
    seeding.load(apps)


class Migration(migrations.Migration):
    dependencies = [("norms", "0003_first_values")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
