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
    if years.take_over(years.around(today())):
        moved = moving.between(dues, before, moving.positions(dues))
        reason = _("lịch nghỉ lễ được cập nhật")
    else:
        moved, reason = moving.astray(), _("tính lại theo lịch làm việc")
    moving.settle(moved, reason)
    return len(moved)
