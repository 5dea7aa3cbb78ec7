"""What entering values would change: checked, put beside what holds, with warnings and effects. Nothing is written."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _

from hoathuan.core.ui.numbers import day, number
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from . import registry
from .choices import DayType, ValueType
from .days.counting import MOST
from .errors import NormRefused
from .models import NormValue
from .places import former_of
from .registry import NormKind
from .selectors import own_communes, standing, values
from .values import Change, Document, Value, value_of


@dataclass(frozen=True)
class Entry:
    """One value as it was typed. `clause`: where in the document it stands."""

    key: str
    amount: Decimal | None = None
    day_type: str = ""
    clause: str = ""
    office: str = ""
    office_level: int | None = None
    office_body: str = ""


@dataclass(frozen=True)
class Plan:
    """The changes of one document, and the rows that they cut short. `token` changes when what holds changes."""

    changes: list[Change]
    cut: dict[str, NormValue]
    token: str


def plan(
    *, province: Unit | None, document: Document, first: date, last: date | None, entries: Sequence[Entry]
) -> Plan:
    """Check all entries and say what each changes; raise NormRefused for the first that cannot stand."""
    _check_document(document, first, last)
    _check_place(province, first)
    before = values([entry.key for entry in entries], on=first, unit=province)
    taken = _rows(province, entries)
    changes, cut = [], {}
    for entry in entries:
        kind = _kind(entry, province)
        if row := _makes_room(kind, taken.get(entry.key, []), first, last):
            cut[entry.key] = row
        after = _proposed(kind, entry, province, document, first, last)
        _check_ceiling(kind, province, after)
        changes.append(_change(kind, province, before.get(entry.key), after))
    return Plan(changes, cut, _token(before, taken))


def _check_document(document: Document, first: date, last: date | None) -> None:
    if document.issued_on and first < document.issued_on:
        words = _(
            "Ngày áp dụng %(first)s đứng trước ngày ban hành %(issued)s của %(number)s. "
            "Một văn bản không áp dụng cho những ngày trước khi nó được ban hành: xem lại hai ngày."
        )
        data = {"first": day(first), "issued": day(document.issued_on), "number": document.number}
        raise NormRefused(words % data, "first")
    if last and last < first:
        words = _("Ngày cuối %(last)s phải từ ngày đầu %(first)s trở đi.")
        raise NormRefused(words % {"last": day(last), "first": day(first)}, "last")


def _check_place(province: Unit | None, first: date) -> None:
    if province is not None and first not in province.valid:
        words = _(
            "%(unit)s không có vào ngày %(day)s. Nhập giá trị cho đơn vị của ngày đó, hoặc xem lại ngày."
        )
        raise NormRefused(words % {"unit": province.name, "day": day(first)}, "first")


def _kind(entry: Entry, province: Unit | None) -> NormKind:
    kind = registry.kind(entry.key)
    if kind is None:
        raise NormRefused(_("Không có loại giá trị này. Chọn lại trong danh sách."))
    if province is not None and not kind.local:
        words = _("“%(label)s” do Trung ương quy định chung; %(unit)s không đặt mức riêng.")
        raise NormRefused(words % {"label": kind.label, "unit": province.name})
    _check_shape(kind, entry)
    return kind


def _check_shape(kind: NormKind, entry: Entry) -> None:
    if kind.type == ValueType.OFFICE:
        wrong = not entry.office or entry.amount is not None
    else:
        wrong = entry.amount is None or entry.amount < 0 or bool(entry.office)
    if kind.type == ValueType.DEADLINE:
        wrong = wrong or entry.day_type not in DayType.values or entry.amount != int(entry.amount or 0)
    if wrong:
        words = _("Ghi “%(label)s” cho đúng loại: %(type)s.")
        raise NormRefused(words % {"label": kind.label, "type": kind.type.label})
    if kind.type == ValueType.DEADLINE and (entry.amount or 0) > MOST:
        words = _("“%(label)s” dài quá %(most)s ngày hoặc tháng, không tính được ngày đến hạn: xem lại số.")
        raise NormRefused(words % {"label": kind.label, "most": number(MOST)})


def _rows(province: Unit | None, entries: Sequence[Entry]) -> dict[str, list[NormValue]]:
    found: dict[str, list[NormValue]] = {}
    own = province.pk if province else None
    for row in standing([own]).filter(key__in=[entry.key for entry in entries]).order_by("valid"):
        found.setdefault(row.key, []).append(row)
    return found


def _makes_room(kind: NormKind, rows: list[NormValue], first: date, last: date | None) -> NormValue | None:
    """The running value that the new one follows; any other that shares a day with it is a refusal that names it."""
    followed = None
    for row in rows:
        ends_before = row.valid.upper is not None and row.valid.upper <= first
        starts_after = last is not None and row.valid.lower > last
        if ends_before or starts_after:
            continue
        goes_past = last is not None and (row.valid.upper is None or (row.valid.upper - last).days > 1)
        if row.valid.lower >= first or goes_past:
            raise _overlap(kind, row, first, goes_past=goes_past)
        followed = row
    return followed


def _overlap(kind: NormKind, row: NormValue, first: date, *, goes_past: bool) -> NormRefused:
    """Says which value is in the way, and which answer makes room for the new one."""
    other, starts = value_of(row, kind), row.valid.lower
    said = _("“%(label)s” đã có mức %(value)s %(days)s (%(document)s), trùng ngày với mức đang nhập.")
    data = {"label": kind.label, "value": other.text, "days": other.days, "document": other.document}
    if starts > first:
        way, field = _("Ghi “Đến hết ngày” là %(day)s hoặc sớm hơn."), "last"
        data["day"] = day(starts - timedelta(days=1))
    elif starts < first and goes_past:
        way, field = _("Mức đó còn áp dụng sau ngày cuối đang ghi: để trống ô “Đến hết ngày”."), "last"
    else:
        way, field = _("Ghi ngày áp dụng khác."), "first"
    other_way = _("Hoặc mở mức đó ở trang Định mức để thay hay hủy.")
    return NormRefused(f"{said} {way} {other_way}" % data, field)


def _proposed(
    kind: NormKind,
    entry: Entry,
    province: Unit | None,
    document: Document,
    first: date,
    last: date | None,
) -> Value:
    named = Document(document.number, document.issued_on, entry.clause or document.clause, document.issuer)
    return Value(
        kind=kind,
        first=first,
        last=last,
        document=named,
        amount=entry.amount,
        day_type=entry.day_type,
        office=entry.office,
        office_level=entry.office_level,
        office_body=entry.office_body,
        unit=province,
    )


def _change(kind: NormKind, province: Unit | None, before: Value | None, after: Value) -> Change:
    change = Change(kind, province, before, after, tuple(_warnings(kind, province, after)))
    return change.with_effects(
        [sentence for effect in registry.effects_of(kind.key) for sentence in effect.describe(change)]
    )


def _warnings(kind: NormKind, province: Unit | None, after: Value) -> list[str]:
    """What somebody should look at; a council decides all the same."""
    if province is None:
        return []
    if province.level == Level.COMMUNE:
        return []
    return [*_former_values(kind, province, after), *_not_reached(kind, province, after)]


def _not_reached(kind: NormKind, province: Unit, after: Value) -> list[str]:
    """Communes for which the province has set a value of their own keep it."""
    count = own_communes(kind.key, province, after.first)
    words = _("%(n)s xã có mức riêng, không theo mức này.")
    return [words % {"n": count}] if count else []


def _former_values(kind: NormKind, province: Unit, after: Value) -> list[str]:
    """Rates of former provinces that go on in their communes end with the first value of the new one."""
    keys = former_of(province)
    if not keys:
        return []
    rows = standing(keys).filter(key=kind.key, valid__contains=after.first)
    words = _("Các xã vốn thuộc %(unit)s đang theo mức riêng %(value)s; từ ngày này theo mức mới.")
    return [
        words % {"unit": row.unit.name if row.unit else "", "value": value_of(row, kind).text} for row in rows
    ]


def _check_ceiling(kind: NormKind, province: Unit | None, after: Value) -> None:
    """What a province sets for State money keeps to the circular's figure (Circular 56/2023/TT-BTC Art. 5(1))."""
    if province is None or not kind.ceiling or after.amount is None:
        return
    most = values([kind.key], on=after.first).get(kind.key)
    if most is None or most.amount is None or after.amount <= most.amount:
        return
    words = _(
        "“%(label)s”: %(amount)s cao hơn mức tối đa %(most)s của %(document)s. Địa phương không đặt mức chi ngân sách "
        "cao hơn mức tối đa (khoản 1 Điều 5 Thông tư 56/2023/TT-BTC): ghi lại số. Phần hơn từ nguồn đóng góp, "
        "tài trợ thì ghi khi chi."
    )
    data = {"label": kind.label, "amount": after.text, "most": most.text, "document": most.document}
    raise NormRefused(words % data)


def _token(before: dict[str, Value], taken: dict[str, list[NormValue]]) -> str:
    """A digest of everything that the reader was shown as "before"."""
    parts: list[Any] = sorted((key, value.row.pk if value.row else 0) for key, value in before.items())
    parts += [(row.pk, str(row.valid)) for key in sorted(taken) for row in taken[key]]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


def range_of(first: date, last: date | None) -> DateRange:
    return DateRange(first, last + timedelta(days=1) if last else None)
