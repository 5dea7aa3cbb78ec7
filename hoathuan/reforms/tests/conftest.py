"""People who write reforms, and a draft to write in."""

from datetime import date
from typing import Any

import pytest

from hoathuan.reforms.services.drafts import Head, begin

DAY = date(2026, 3, 1)


@pytest.fixture
def country_admin(world: Any, seat_of: Any) -> Any:
    return seat_of("administrator", world.country, "Quản Trị Cả Nước")


@pytest.fixture
def admin(world: Any, seat_of: Any) -> Any:
    return seat_of("administrator", world.tinh_mau, "Quản Trị Tỉnh Mẫu")


@pytest.fixture
def draft(world: Any, admin: Any, actor_of: Any) -> Any:
    """Inside the province of `admin`."""
    return begin(
        head=Head("Nhập xã thử", "Nghị quyết thử 01", DAY), province=world.tinh_mau, actor=actor_of(admin)
    )
