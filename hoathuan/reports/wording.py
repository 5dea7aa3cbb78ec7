"""Sentences of a filled form that screen, workbook and PDF share. Text of forms stays Vietnamese."""
# Vietnamese in this module is data, not interface text.

from __future__ import annotations

from django.utils.timezone import localtime

from hoathuan.core.text import legal_text
from hoathuan.units.api import parent_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .expressions import Number
from .filling import FilledForm

_KINDS = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ", "Thị trấn ")


def in_sentence(name: str) -> str:
    """ "Xã An Mẫu" inside a sentence is "xã An Mẫu"."""
    return name[0].lower() + name[1:] if name.startswith(_KINDS) else name


def _office(pattern: str, unit: Unit) -> str:
    above = parent_of(unit) if "{parent}" in pattern and unit.level != Level.COUNTRY else None
    words = pattern.replace("{unit}", in_sentence(unit.name))
    return words.replace("{parent}", in_sentence(above.name) if above else "").strip()


def reporting_unit(form: FilledForm) -> str:
    return _office(form.level.reporting, form.unit)


def receiving_unit(form: FilledForm) -> str:
    return _office(form.level.receiving, form.unit)


def code_line(form: FilledForm) -> str:
    return f"Biểu số: {form.level.code}"


def basis_line(form: FilledForm) -> str:
    circular = form.definition.circular
    return f"Ban hành theo Thông tư {circular.number} ngày {circular.issued_on:%d/%m/%Y}"


def period_line(form: FilledForm) -> str:
    window = form.window
    days = f"từ ngày {window.start:%d/%m/%Y} đến hết ngày {window.last_day:%d/%m/%Y}"
    by = f"; {form.placing.words}" if form.placing.words else ""
    return f"Kỳ báo cáo: {window.label} ({days}){by}" if window.label else f"Kỳ báo cáo: {days}{by}"


def as_of_line(form: FilledForm) -> str:
    return f"Số liệu đến {localtime(form.made_at):%H:%M, ngày %d/%m/%Y}."


def rule_line(form: FilledForm) -> str:
    """The counting rule with its two figures; "" where the form has none."""
    rule = form.definition.counting
    if rule is None:
        return ""
    figures = [(rule.carried_label, form.carried), (rule.referred_label, form.referred)]
    said = "; ".join(f"{label}: {shown(n)} vụ việc" for label, n in figures if label and n is not None)
    return legal_text(f"{rule.text} {said}." if said else rule.text)


def notes(form: FilledForm) -> list[str]:
    return [note for note in (*form.definition.notes, form.level.note, as_of_line(form)) if note]


def shown(value: Number) -> str:
    """25000 → "25.000"; what is not reported stays blank."""
    if value is None:
        return ""
    return f"{value:,f}".replace(",", ".") if not isinstance(value, int) else f"{value:,d}".replace(",", ".")
