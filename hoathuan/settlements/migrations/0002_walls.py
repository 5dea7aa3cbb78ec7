"""Words of agreements: the team and its commune's justice officer only; what is recorded is added and never changed."""

from django.conf import settings
from django.db import migrations

from hoathuan.core.rowsecurity import append_only, content_condition, protect

APP_ROLE = getattr(settings, "HT_APP_ROLE", "hoathuan_app")
CHANGED = ("draft", "signature", "promisetext", "courttext")
ADDED = ("versiontext", "promiseevent", "failurenote")

#: Of a recorded version only two things may be said later: which day it was replaced, and where its file lies.
FREEZE = migrations.RunSQL(
    f"REVOKE UPDATE, DELETE ON settlements_version FROM {APP_ROLE};"
    f"GRANT UPDATE (replaced_on, file_id) ON settlements_version TO {APP_ROLE};",
    f"GRANT UPDATE, DELETE ON settlements_version TO {APP_ROLE};",
)


class Migration(migrations.Migration):
    dependencies = [("settlements", "0001_initial")]
    operations = [
        *(protect(f"settlements_{table}", content_condition()) for table in (*CHANGED, *ADDED)),
        *(append_only(f"settlements_{table}") for table in ADDED),
        FREEZE,
    ]
