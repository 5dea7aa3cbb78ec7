"""What stands beside a reform names nobody, also where it was written down before that was so."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from hoathuan.units.models import Reform

pytestmark = pytest.mark.django_db
WRITTEN = import_module("hoathuan.privacy.migrations.0007_reforms_keep_no_names").NAMES


def reform(found: dict[str, Any]) -> Reform:
    return Reform.objects.create(title="Thử", legal_basis="NQ", on_date=date(2026, 3, 1), found=found)


def test_names_kept_before_go_and_the_rest_stays() -> None:
    old = reform(
        {
            "version": 2,
            "seats": [["Lò Thị Tên", "Tuyên truyền viên", "Xã An Mẫu"]],
            "seats_count": 1,
            "by": "Lò Thị Tên · Quản trị · Tỉnh Mẫu",
            "approved": {"user_id": 3, "seat_id": 4, "label": "Lò Thị Tên · Quản trị · Tỉnh Mẫu"},
        }
    )
    new = reform({"version": 1, "seats": [[7, "Tuyên truyền viên", "Xã An Mẫu"]], "by_seat": 4})
    bare = reform({})
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
    for row in (old, new, bare):
        row.refresh_from_db()
    assert old.found == {
        "version": 2,
        "seats": [[None, "Tuyên truyền viên", "Xã An Mẫu"]],
        "seats_count": 1,
        "approved": {"user_id": 3, "seat_id": 4},
    }
    assert new.found == {"version": 1, "seats": [[7, "Tuyên truyền viên", "Xã An Mẫu"]], "by_seat": 4}
    assert bare.found == {}
