"""Versions of forms are added, never changed or deleted."""

from django.db import migrations

from hoathuan.core.rowsecurity import append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [append_only("reports_formversion")]
