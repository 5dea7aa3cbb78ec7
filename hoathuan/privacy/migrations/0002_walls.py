"""Numbers behind row security, periods and their history added only, erasing by functions that can do nothing else."""

from django.db import migrations

from hoathuan.core.definers import definer, invoker
from hoathuan.core.rowsecurity import APP_ROLE, append_only, protect

from . import _functions as f

# opened for the commune alone, and only while its officer or accountant works with numbers (numbers.wall)
PAYERS = "now_commune_id = (SELECT NULLIF(current_setting('ht.numbers_commune', true), '')::bigint)"
OWNER = "person_id = (SELECT NULLIF(current_setting('ht.person', true), '')::bigint)"


def also_own(table: str) -> migrations.RunSQL:
    """A person's own row may be read, never written, while her own file is made."""
    return migrations.RunSQL(
        f"CREATE POLICY own ON {table} FOR SELECT TO {APP_ROLE} USING ({OWNER});",
        f"DROP POLICY own ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial"), ("accounts", "0002_security"), ("core", "0001_initial")]
    operations = [
        protect("privacy_identitypaper", PAYERS),
        protect("privacy_bankaccount", PAYERS),
        also_own("privacy_identitypaper"),
        also_own("privacy_bankaccount"),
        also_own("accounts_personcontact"),
        append_only("privacy_retention"),
        migrations.RunSQL(
            f"REVOKE DELETE ON privacy_erasure, privacy_erasureline FROM {APP_ROLE};",
            f"GRANT DELETE ON privacy_erasure, privacy_erasureline TO {APP_ROLE};",
        ),
        # the oldest lines that still name somebody are found without reading the whole trail
        migrations.RunSQL(
            "CREATE INDEX audit_still_named ON core_auditentry (id) WHERE actor_label NOT LIKE '(đã xóa)%';",
            "DROP INDEX audit_still_named;",
        ),
        invoker("privacy_cutoff", "wanted text", "date", f.CUTOFF, "STABLE"),
        invoker("privacy_plain", "given jsonb", "jsonb", f.PLAIN, "IMMUTABLE"),
        invoker("privacy_label", "label text", "text", f.LABEL, "IMMUTABLE"),
        definer("privacy_blank_trail", "size integer", "integer", f.BLANK_OLD),
        definer("privacy_blank_trail_of", "who bigint, kinds text[], keys text[]", "integer", f.BLANK_PERSON),
        definer("privacy_number_taken", "marks text[], who bigint", "boolean", f.TAKEN),
        definer("privacy_people_with_numbers", "", "SETOF bigint", f.WITH_NUMBERS),
        definer("privacy_forget_numbers", "who bigint", "integer", f.FORGET_NUMBERS),
    ]
