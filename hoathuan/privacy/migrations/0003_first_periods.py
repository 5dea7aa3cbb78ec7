"""Suggested periods of keeping: none confirmed, none switched on. A person checks and confirms each on its page."""

from datetime import date

from django.db import migrations

_NOT_READ = "Đề xuất ban đầu của phần mềm, chưa đối chiếu với văn bản nào"
_LAW = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 (nội dung chưa đối chiếu)"
_ARCHIVES = "Pháp luật về lưu trữ: thời hạn bảo quản hồ sơ (chưa đối chiếu)"

#: key → amount (None: for good), unit, legal basis, whether it binds
PERIODS = {
    "core.audit": (60, "month", _ARCHIVES, True),
    "jobs.jobs": (30, "day", _LAW, False),
    "imports.files": (30, "day", _LAW, False),
    "attachments.files": (None, "month", _ARCHIVES, True),
    "accounts.people": (60, "month", _ARCHIVES, True),
    "accounts.contacts": (12, "month", _LAW, False),
    "accounts.accounts": (12, "month", _LAW, False),
    "accounts.slips": (6, "month", _LAW, False),
    "accounts.sessions": (1, "month", _LAW, False),
    "privacy.numbers": (12, "month", _LAW, False),
    "privacy.files": (7, "day", _LAW, False),
    "teams.mediators": (60, "month", _ARCHIVES, True),
    "cases.content": (120, "month", _ARCHIVES, True),
    "cases.events": (120, "month", _ARCHIVES, True),
    "plans.plans": (None, "month", _ARCHIVES, True),
}


def suggest(apps, schema_editor):
    retention = apps.get_model("privacy", "Retention")
    retention.objects.bulk_create(
        retention(
            key=key,
            amount=amount,
            unit=unit,
            basis=basis,
            binding=binding,
            valid_from=date(2025, 7, 1),
            note=_NOT_READ,
        )
        for key, (amount, unit, basis, binding) in PERIODS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0002_walls")]
    operations = [migrations.RunPython(suggest, migrations.RunPython.noop)]
