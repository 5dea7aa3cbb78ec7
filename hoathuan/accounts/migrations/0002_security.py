"""Contacts are seen within reach only."""

from django.db import migrations

from hoathuan.core.rowsecurity import protect, reach_condition


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [protect("accounts_personcontact", reach_condition())]
