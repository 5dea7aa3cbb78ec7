"""Reports by hand are added only: a mistake is corrected by a new row."""

from django.db import migrations

from hoathuan.core.rowsecurity import append_only


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]
    operations = [append_only("plans_targetreport")]
