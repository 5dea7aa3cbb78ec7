"""The application adds values; of what is written it may only end the days, confirm, and take back with a reason."""

from django.db import migrations

from hoathuan.core.rowsecurity import APP_ROLE, append_only

_CHANGED = {
    "norms_normvalue": "valid, confirmed_on, confirmed_by, source, voided_on, voided_by, void_reason",
    "norms_calendarexception": "voided_on, voided_by, void_reason, moved",
}


def only(table: str, columns: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE ON {table} FROM {APP_ROLE}; GRANT UPDATE ({columns}) ON {table} TO {APP_ROLE};",
        f"GRANT UPDATE, DELETE ON {table} TO {APP_ROLE};",
    )


class Migration(migrations.Migration):
    dependencies = [("norms", "0001_initial")]
    operations = [
        *(only(table, columns) for table, columns in _CHANGED.items()),
        append_only("norms_localcheck"),
        append_only("norms_basis"),
    ]
