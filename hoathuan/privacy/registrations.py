"""What this context knows about the layers below it, which cannot tell it themselves; and about itself."""

from datetime import timedelta

from hoathuan.core import jobs
from hoathuan.core.dates import today
from hoathuan.core.imports import retention

from . import moving, periods, tables
from .erasing import below, people, running
from .own import collecting


def _keep_uploads() -> timedelta | None:
    line = periods.in_force("imports.files")
    before = periods.before(line) if line else None
    return today() - before if before else None


tables.register_all()
people.register_all()
below.register_all()
collecting.register_all()
moving.register_all()
retention.set_keep(_keep_uploads)
jobs.register_daily("privacy.erase", running.daily)
