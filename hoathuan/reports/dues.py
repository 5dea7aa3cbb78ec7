"""When the period of a statutory form ends: the day on which its figures are complete.

What a circular says of sending is printed on the form; that a report was sent is not recorded here yet, so a period
stands among what is due until some weeks after its last day, and is never called late.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.core.dates import today
from hoathuan.core.windows import Window
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .models import FormVersion
from .periods import OTHER_DAYS, windows_of
from .selectors import newest_forms, own_unit

_OFFICER = {Level.COMMUNE: K.COMMUNE_OFFICER, Level.PROVINCE: K.PROVINCE_OFFICER}
_NAMES = {Level.COMMUNE: "commune", Level.PROVINCE: "province"}
BEFORE = timedelta(days=14)
AFTER = timedelta(days=21)


def register_all() -> None:
    register(
        DueSource(
            "reports.period",
            gettext_lazy("Kỳ báo cáo thống kê"),
            kinds=(K.COMMUNE_OFFICER, K.PROVINCE_OFFICER, K.COMMUNE_LEADER, K.PROVINCE_LEADER),
            office_kinds=tuple(_OFFICER.values()),
            of=periods,
        )
    )


def periods(asked: Asked) -> Iterator[Due]:
    """For each unit that fills the form: the periods that end about now."""
    ending = [(form, window) for form in newest_forms() for window in _about_now(form)]
    if not ending:
        return
    units = _units(asked)
    for form, window in ending:
        for unit in units:
            if _NAMES.get(Level(unit.level)) in form.form.levels and window.last_day <= asked.until:
                yield _due(form, window, unit)


def _units(asked: Asked) -> list[Unit]:
    if asked.actor is not None:
        return [own_unit(asked.actor)]
    found = Unit.objects.filter(level__in=_OFFICER, valid__endswith=None)
    return list(found if asked.units is None else found.filter(pk__in=asked.units))


def _about_now(version: FormVersion) -> list[Window]:
    """Windows of a form in force whose last day is near: those of this year and of the one before."""
    if version.form.in_force.ended:
        return []
    on = today()
    windows = [window for year in (on.year - 1, on.year) for window in windows_of(version.form, year)]
    return [window for window in windows if on - AFTER <= window.last_day <= on + BEFORE]


def _due(version: FormVersion, window: Window, unit: Unit) -> Due:
    """Nobody is late with what is not recorded: past its last day it only waits."""
    past = window.last_day < today()
    return Due(
        key=f"reports.period:{version.code}.{unit.pk}.{window.last_day:%Y%m%d}",
        title=_("%(form)s, %(period)s") % {"form": version.form.title, "period": window.title()},
        due_on=window.last_day,
        office=Office(unit.pk, (_OFFICER[Level(unit.level)],)),
        url=f"{reverse('reports:form', args=[version.code])}?ky={OTHER_DAYS}&{urlencode(window.query())}",
        note=_("Biểu thống kê: số liệu đến hết ngày này"),
        state="risk" if past else "",
        words=_("Kỳ đã kết thúc: in và gửi") if past else "",
    )
