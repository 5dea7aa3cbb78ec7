"""Of whom a name goes is all that the function is told: lines of other kinds and keys it blanked for whoever asked."""

from importlib import import_module

from django.db import migrations

from hoathuan.core.definers import definer

FORMER = import_module("hoathuan.privacy.migrations.0006_labels_elsewhere").BLANK_PERSON
_OTHERS = "\n            OR (subject_type = ANY (kinds) AND subject_id = ANY (keys))"
WITH_OTHERS = "who bigint, kinds text[], keys text[]"


class Migration(migrations.Migration):
    dependencies = [("privacy", "0007_reforms_keep_no_names")]
    operations = [
        definer("privacy_blank_trail_of", "who bigint", "integer", FORMER.replace(_OTHERS, "")),
        migrations.RunSQL(
            "DROP FUNCTION privacy_blank_trail_of(bigint, text[], text[]);",
            definer("privacy_blank_trail_of", WITH_OTHERS, "integer", FORMER).sql,
        ),
    ]
