"""Every day: has the package learned of other holidays? Due dates that move by it are told, as by an exception."""

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.core.dates import today

from . import moving, years


@transaction.atomic
def follow_package() -> int:
    """Take over the years around today; say how many due dates moved."""
    dues = moving.open_dues(None)
    before = moving.positions(dues)
    changed = years.take_over(years.around(today()))
    if not changed:
        return 0
    moved = moving.between(dues, before, moving.positions(dues))
    moving.tell(moved, _("lịch nghỉ lễ được cập nhật"))
    return len(moved)
