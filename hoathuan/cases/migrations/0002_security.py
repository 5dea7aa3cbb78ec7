"""Content and parties of a dispute: its team and its commune's justice officer only; its events are added only."""

from django.db import migrations

from hoathuan.core.rowsecurity import append_only, content_condition, protect


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        protect("cases_casecontent", content_condition()),
        protect("cases_party", content_condition()),
        append_only("cases_caseevent"),
    ]
