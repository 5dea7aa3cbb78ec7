"""`python -m tests.operations.fill`: people, teams, disputes, files and numbers in an installation."""

import os
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.files.storage import default_storage  # noqa: E402

from hoathuan.accounts.models import User  # noqa: E402
from hoathuan.core import audit  # noqa: E402
from hoathuan.stats.cells.folding import fold  # noqa: E402
from tests.moving.country import build  # noqa: E402
from tests.operations.rig import PASSWORD  # noqa: E402


def fill() -> None:
    made = build()
    officer = made.seats["Xã An Mẫu"].person.user
    officer.username = "canbo"
    officer.set_password(PASSWORD)
    officer.save()
    audit.record(actor=None, action="operations.filled", data={"on": date(2026, 6, 23).isoformat()})
    for name, content in (
        ("attachments/aa/quyet-dinh", b"%PDF-1.7 mau"),
        ("attachments/bb/anh", b"\x00\xff" * 5000),
    ):
        default_storage.save(name, ContentFile(content))
    fold()
    assert User.objects.count() > 5
    assert settings.MEDIA_ROOT.is_dir()


if __name__ == "__main__":
    fill()
