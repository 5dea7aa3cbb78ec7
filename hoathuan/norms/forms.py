"""Forms: choosing what to look at, a document with its values, confirming, replacing, exceptions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.choices import BodyKind
from hoathuan.core.dates import VietnameseDateField
from hoathuan.core.text import clean
from hoathuan.core.ui.quantities import QuantityField, typed
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from . import registry
from .choices import DayType, Group, Mark, ValueType
from .planning import Entry
from .registry import NormKind
from .values import Document, Value

NATION = "ca-nuoc"


class PlaceFilter(forms.Form):
    """For whom and for which day values are shown."""

    marks_optional = False
    don_vi = forms.ChoiceField(label=gettext_lazy("Áp dụng cho"), required=False)
    ngay = VietnameseDateField(label=gettext_lazy("Vào ngày"), required=False)

    def __init__(self, *args: Any, provinces: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not provinces:
            del self.fields["don_vi"]
            return
        choices = [("", _("Cả nước")), *((str(unit.uuid), unit.name) for unit in provinces)]
        self.fields["don_vi"].choices = choices  # type: ignore[attr-defined]


class GroupFilter(PlaceFilter):
    """Values of one group."""

    nhom = forms.ChoiceField(
        label=gettext_lazy("Nhóm"), required=False, choices=[("", gettext_lazy("Tất cả")), *Group.choices]
    )


class MatterFilter(GroupFilter):
    """What waits for somebody, today: no day is asked for."""

    ngay = None  # type: ignore[assignment]


class NormFilter(GroupFilter):
    """The list of values: also by mark."""

    dau = forms.ChoiceField(
        label=gettext_lazy("Xác nhận"), required=False, choices=[("", gettext_lazy("Tất cả")), *Mark.choices]
    )


class DocumentFields(forms.Form):
    """The legal basis: number and day of a document."""

    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản"),
        max_length=80,
        help_text=gettext_lazy("Ví dụ: 09/2026/NQ-HĐND"),
    )
    issued_on = VietnameseDateField(label=gettext_lazy("Ngày ban hành"))

    def document(self) -> Document:
        data = self.cleaned_data
        return Document(
            clean(data["number"]), data["issued_on"], clean(data.get("clause", "")), clean(data.get("issuer", ""))
        )  # fmt: skip


class Row:
    """A kind in the table of a document: what holds, and what was typed."""

    def __init__(self, kind: NormKind, present: Value | None, data: Mapping[str, Any] | None) -> None:
        self.kind, self.present, self.error = kind, present, ""
        self.text = clean((data or {}).get(self.name, ""))
        self.clause = clean((data or {}).get(f"khoan-{kind.key}", ""))
        usual = present.day_type if present else DayType.WORKING
        self.day_type = (data or {}).get(f"cach-{kind.key}") or usual

    @property
    def name(self) -> str:
        return f"muc-{self.kind.key}"

    @property
    def is_deadline(self) -> bool:
        return self.kind.type == ValueType.DEADLINE

    @property
    def is_office(self) -> bool:
        return self.kind.type == ValueType.OFFICE

    def entry(self) -> Entry:
        """As typed; raises ValueError for what is no number."""
        if self.is_office:
            level = self.present.office_level if self.present else None
            body = self.present.office_body if self.present else ""
            return Entry(
                self.kind.key,
                office=self.text[:200],
                clause=self.clause,
                office_level=level,
                office_body=body,
            )
        day_type = self.day_type if self.is_deadline else ""
        return Entry(self.kind.key, amount=_amount(self.text), day_type=day_type, clause=self.clause)


def _amount(text: str) -> Decimal:
    amount = typed(text)
    if amount >= Decimal(10) ** 13 or amount != amount.quantize(Decimal("0.01")):
        raise ValueError(text)
    return amount


class ResolutionForm(DocumentFields):
    """A document with its values: only what is typed is written, the rest stays as it is."""

    place = forms.CharField(required=False, widget=forms.HiddenInput)
    clause = forms.CharField(
        label=gettext_lazy("Điều, khoản chung"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Ví dụ: Điều 2. Mức nào ở điều khoản khác thì ghi cạnh mức đó."),
    )
    first = VietnameseDateField(label=gettext_lazy("Áp dụng từ ngày"))
    last = VietnameseDateField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống khi văn bản không ghi ngày hết hiệu lực."),
    )
    compared = forms.BooleanField(
        label=gettext_lazy("Tôi nhập từ văn bản đã ký và đã soát lại từng số"), required=False
    )
    field_order = ("place", "number", "issued_on", "clause", "first", "last", "compared")

    def __init__(
        self,
        *args: Any,
        places: Sequence[Unit | None],
        present: Mapping[str, Value],
        keeps: Callable[[NormKind], bool] = lambda kind: True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place_key(unit): unit for unit in places}
        self.province = self._chosen(places)
        self.initial["place"] = place_key(self.province)
        data = self.data if self.is_bound else None
        self.rows = [
            Row(kind, present.get(kind.key), data)
            for kind in registry.kinds()
            if keeps(kind) and (kind.local or self.province is None)
        ]

    def _chosen(self, places: Sequence[Unit | None]) -> Unit | None:
        key = self.data.get("place") if self.is_bound else self.initial.get("place")
        return self.places.get(str(key), places[0])

    def others(self) -> list[tuple[str, str]]:
        """The other places for which this seat writes: key and name. Their tables are others, so they are links."""
        names = {key: unit.name if unit else _("Cả nước") for key, unit in self.places.items()}
        return [(key, name) for key, name in names.items() if self.places[key] != self.province]

    def groups(self) -> list[tuple[str, list[Row], bool]]:
        """Rows under their headings, and whether they stand open: the first, and where something is typed."""
        found: dict[Group, list[Row]] = {}
        for row in self.rows:
            found.setdefault(row.kind.group, []).append(row)
        first = next(iter(found), None)
        return [
            (str(group.label), rows, group == first or any(row.text for row in rows))
            for group, rows in found.items()
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["entries"] = self._entries()
        if not data["entries"] and not self.non_field_errors():
            self.add_error(None, _("Ghi ít nhất một mức ở bảng bên dưới."))
        return data

    def _entries(self) -> list[Entry]:
        found, wrong = [], []
        for row in self.rows:
            if not row.text:
                continue
            try:
                found.append(row.entry())
            except (ValueError, ArithmeticError):
                row.error = _("Viết số như 25.000 hoặc 12,5.")
                wrong.append(str(row.kind.label))
        if wrong:
            self.add_error(None, _("Viết lại số của: %(names)s.") % {"names": "; ".join(wrong[:10])})
        return found


def place_key(unit: Unit | None) -> str:
    return str(unit.uuid) if unit else NATION


class SourceForm(forms.Form):
    """What was read before confirming."""

    source = forms.CharField(
        label=gettext_lazy("Nguồn đã đối chiếu"),
        max_length=300,
        min_length=5,
        help_text=gettext_lazy("Văn bản nào, điều nào, đọc ở đâu. Ví dụ: Công báo số 12/2026, Điều 3."),
    )


class ReasonForm(forms.Form):
    """Why something no longer counts."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        min_length=5,
        help_text=gettext_lazy("Ví dụ: nhập nhầm số 0; văn bản bị đính chính."),
    )


class ReplaceForm(ReasonForm, DocumentFields):
    """The right value in the place of a wrong one, for the same days."""

    amount = QuantityField(label=gettext_lazy("Giá trị đúng"))
    day_type = forms.ChoiceField(label=gettext_lazy("Cách tính ngày"), choices=DayType.choices)
    office = forms.CharField(label=gettext_lazy("Cơ quan, người có thẩm quyền"), max_length=200)
    office_level = forms.TypedChoiceField(
        label=gettext_lazy("Cấp"), choices=Level.choices, coerce=int, empty_value=None
    )
    office_body = forms.ChoiceField(
        label=gettext_lazy("Loại cơ quan"), required=False, choices=[("", "–"), *BodyKind.choices]
    )
    clause = forms.CharField(label=gettext_lazy("Điều, khoản, điểm"), max_length=160, required=False)
    compared = forms.BooleanField(label=gettext_lazy("Tôi đã đối chiếu với văn bản đã ký"), required=False)
    field_order = (
        "amount", "day_type", "office", "office_level", "office_body", "number", "issued_on", "clause", "compared",
        "reason",
    )  # fmt: skip

    def __init__(self, *args: Any, kind: NormKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        office = kind.type == ValueType.OFFICE
        dropped = ("amount", "day_type") if office else ("office", "office_level", "office_body")
        for name in (*dropped, *(() if kind.type == ValueType.DEADLINE or office else ("day_type",))):
            del self.fields[name]

    def entry(self) -> Entry:
        names = ("amount", "day_type", "office", "office_level", "office_body")
        typed_in = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return Entry(self.kind.key, clause=clean(self.cleaned_data["clause"]), **typed_in)


class ExceptionForm(DocumentFields):
    """A day that is off or worked against the usual calendar."""

    place = forms.ChoiceField(label=gettext_lazy("Áp dụng cho"), widget=forms.RadioSelect)
    day = VietnameseDateField(label=gettext_lazy("Ngày"))
    working = forms.TypedChoiceField(
        label=gettext_lazy("Ngày này"),
        choices=[("0", gettext_lazy("Nghỉ")), ("1", gettext_lazy("Làm việc"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=200,
        min_length=5,
        help_text=gettext_lazy("Ví dụ: hoán đổi ngày làm việc dịp Quốc khánh."),
    )
    field_order = ("place", "day", "working", "reason", "number", "issued_on")

    def __init__(self, *args: Any, places: Sequence[Unit | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place_key(unit): unit for unit in places}
        self._only = places[0]
        if len(places) == 1:
            del self.fields["place"]
        else:
            names = [(key, unit.name if unit else _("Cả nước")) for key, unit in self.places.items()]
            self.fields["place"].choices = names  # type: ignore[attr-defined]

    @property
    def province(self) -> Unit | None:
        return self.places.get(self.cleaned_data.get("place", ""), self._only)


class YearFilter(forms.Form):
    """Which year of the calendar."""

    marks_optional = False
    nam = forms.IntegerField(label=gettext_lazy("Năm"), required=False, min_value=2000, max_value=2200)

    def year(self, today: date) -> int:
        chosen = self.cleaned_data.get("nam") if self.is_valid() else None
        return chosen or today.year
