"""Dates as people in Viet Nam write them: one text field, day first."""

import re
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .text import clean

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_PARTS = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


class DateProblem(ValueError):
    """A date that cannot be read; the message says how to write it."""


def today() -> date:
    """The calendar day in Viet Nam."""
    return timezone.now().astimezone(ZONE).date()


def midnight(day: date) -> datetime:
    """The moment at which a day begins in Viet Nam."""
    return datetime.combine(day, time(), tzinfo=ZONE)


def now() -> datetime:
    return timezone.now().astimezone(ZONE)


def parse_date(value: object) -> date:
    """Read "21/06/2026", "5/6/26", "5.6.2026" or an ISO date; raise DateProblem otherwise."""
    text = clean(value)
    year, month, day = _parts_of(text)
    try:
        found = date(year, month, day)
    except ValueError as error:
        words = _("Không có ngày %(text)s trong lịch. Xem lại ngày và tháng.")
        raise DateProblem(words % {"text": text}) from error
    if not 1900 <= found.year <= 2200:
        words = _("Năm %(year)s không đúng. Viết đủ bốn chữ số của năm.")
        raise DateProblem(words % {"year": found.year})
    return found


def _parts_of(text: str) -> tuple[int, int, int]:
    """Year, month and day as written; two digits of a year mean this century."""
    if iso := _ISO.match(text):
        return int(iso[1]), int(iso[2]), int(iso[3])
    if parts := _PARTS.match(text):
        year = int(parts[3]) + (2000 if len(parts[3]) == 2 else 0)
        return year, int(parts[2]), int(parts[1])
    raise DateProblem(_("Viết ngày như 21/06/2026 (ngày/tháng/năm)."))


class VietnameseDateField(forms.DateField):
    """One text field dd/mm/yyyy with a numeric keyboard; also takes 5/6/26.

    `latest` (a callable) refuses days after it, e.g. `today` for what has already happened.
    """

    def __init__(self, *, latest: Any = None, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"})
        kwargs.setdefault("widget", widget)
        self.latest = latest
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return parse_date(value)
        except DateProblem as problem:
            raise ValidationError(str(problem), code="invalid") from problem

    def validate(self, value: Any) -> None:
        super().validate(value)
        limit = self.latest() if callable(self.latest) else self.latest
        if value and limit and value > limit:
            text = _("Ngày phải từ %(limit)s trở về trước.") % {"limit": f"{limit:%d/%m/%Y}"}
            raise ValidationError(text, code="future")
