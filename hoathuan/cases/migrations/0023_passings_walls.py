"""Whom the head told of a danger stands in rows that are added only; the chair reads what he was told, for good."""

from django.conf import settings
from django.db import migrations

from hoathuan.core.rowsecurity import append_only, chair_told, content_condition, leader_told_condition

APP_ROLE = getattr(settings, "HT_APP_ROLE", "hoathuan_app")
NEED = "cases_escalationneed"

COPY = """
    INSERT INTO cases_escalationpass (escalation_id, passed_at, passed_to, body)
    SELECT id, passed_at, passed_to, body FROM cases_escalation WHERE passed_at IS NOT NULL
"""


def _reach(condition: str) -> str:
    return f"ALTER POLICY reach ON {NEED} TO {APP_ROLE} USING ({condition}) WITH CHECK ({condition})"


FORMER = f"{content_condition()} OR {leader_told_condition()}"
NOW = f"{content_condition()} OR {leader_told_condition(chair_told(NEED))}"


class Migration(migrations.Migration):
    dependencies = [("cases", "0022_passings")]
    operations = [
        migrations.RunSQL(COPY, "DELETE FROM cases_escalationpass"),
        append_only("cases_escalationpass"),
        migrations.RunSQL(_reach(NOW), _reach(FORMER)),
        migrations.RemoveConstraint(model_name="escalation", name="escalation_is_passed_wholly"),
        *(migrations.RemoveField("escalation", name) for name in ("passed_at", "passed_to", "body")),
    ]
