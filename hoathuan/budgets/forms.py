"""Forms of money: the year that is looked at, allocations, spending, over-spending, rows of an estimate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.text import clean
from hoathuan.core.ui.quantities import QuantityField
from hoathuan.units.api import told_apart
from hoathuan.units.models import Unit

from .choices import Source
from .lines import all_lines
from .models import EstimateLine
from .services import TypedRow
from .values import Document

FACTORS = 2
"""Most numbers of a row: "19 tổ × 12 tháng"."""


def years_offered() -> list[tuple[str, str]]:
    """The next year, this one, and three before."""
    now = today().year
    return [(str(year), str(year)) for year in range(now + 1, now - 4, -1)]


def line_choices() -> list[tuple[str, Any]]:
    return [(line.key, line.label) for line in all_lines()]


def hand_choices() -> list[tuple[str, Any]]:
    """Lines whose spending a person writes from a voucher."""
    return [(line.key, line.label) for line in all_lines() if line.by_hand]


class Money(QuantityField):
    """Whole đồng, as people write them: 2.850.000."""

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        if found is not None and found != found.to_integral_value():
            raise forms.ValidationError(_("Ghi số tiền bằng đồng, không có số lẻ."), code="invalid")
        return int(found) if found is not None else None


class YearFilter(forms.Form):
    """Which year is shown."""

    marks_optional = False
    nam = forms.ChoiceField(label=gettext_lazy("Năm ngân sách"), required=False)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data is not None and data.get("nam", "") not in dict(years_offered()):
            data = data.copy()
            data["nam"] = str(today().year)
        super().__init__(data, **kwargs)
        self.fields["nam"].choices = years_offered()  # type: ignore[attr-defined]
        self.fields["nam"].initial = str(today().year)

    @property
    def year(self) -> int:
        chosen = str(self.data.get("nam", ""))
        return int(chosen) if chosen in dict(years_offered()) else today().year


class LedgerFilter(YearFilter):
    """Which entries are shown."""

    khoan = forms.ChoiceField(label=gettext_lazy("Khoản chi"), required=False)
    nguon = forms.ChoiceField(
        label=gettext_lazy("Nguồn"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *Source.choices],
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["khoan"].choices = [("", _("Tất cả")), *line_choices()]  # type: ignore[attr-defined]

    @property
    def line(self) -> str:
        chosen = str(self.data.get("khoan", ""))
        return chosen if chosen in dict(line_choices()) else ""

    @property
    def source(self) -> str:
        chosen = str(self.data.get("nguon", ""))
        return chosen if chosen in Source.values else ""


class DocumentFields(forms.Form):
    """The document behind a movement of money."""

    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản"),
        max_length=80,
        help_text=gettext_lazy("Ví dụ: 12/QĐ-UBND"),
    )
    issued_on = VietnameseDateField(label=gettext_lazy("Ngày văn bản"), latest=today)

    def document(self) -> Document:
        return Document(clean(self.cleaned_data["number"]), self.cleaned_data["issued_on"])


class SourceFields(forms.Form):
    """Where the money comes from."""

    source = forms.ChoiceField(
        label=gettext_lazy("Nguồn"), choices=Source.choices, initial=Source.STATE, widget=forms.RadioSelect
    )


class AllocationForm(SourceFields, DocumentFields):
    """One decision with what it gives each line, or takes from it."""

    marks_optional = False
    takes = forms.TypedChoiceField(
        label=gettext_lazy("Quyết định này"),
        choices=[("0", gettext_lazy("Giao, bổ sung dự toán")), ("1", gettext_lazy("Giảm dự toán"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        initial="0",
    )
    donor = forms.CharField(
        label=gettext_lazy("Người đóng góp, tài trợ"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ghi khi chọn nguồn đóng góp, tài trợ."),
    )
    field_order = ("number", "issued_on", "takes", "source", "donor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in all_lines():
            self.fields[self.name_of(line.key)] = Money(label=line.label, required=False)

    @staticmethod
    def name_of(line: str) -> str:
        return f"tien-{line}"

    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.field_order]

    def amounts(self) -> list[forms.BoundField]:
        return [self[self.name_of(line.key)] for line in all_lines()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        given = {line.key: data.get(self.name_of(line.key)) for line in all_lines()}
        data["given"] = {
            key: -amount if data.get("takes") else amount for key, amount in given.items() if amount
        }
        if not data["given"] and not self.errors:
            self.add_error(None, _("Ghi số tiền cho ít nhất một khoản."))
        if data.get("source") == Source.DONATED and not clean(data.get("donor")):
            self.add_error("donor", _("Ghi ai đóng góp, tài trợ."))
        return data


class LineFields(SourceFields):
    """A line and an amount."""

    line = forms.ChoiceField(label=gettext_lazy("Khoản chi"))
    amount = Money(label=gettext_lazy("Số tiền (đồng)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = line_choices()  # type: ignore[attr-defined]


class SpendingForm(LineFields):
    """Money that went out by a voucher; payments to mediators are written by their own pages."""

    label = forms.CharField(
        label=gettext_lazy("Chi việc gì"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ: in tài liệu tập huấn, mua tủ đựng hồ sơ."),
    )
    voucher = forms.CharField(label=gettext_lazy("Số chứng từ"), max_length=60)
    on_date = VietnameseDateField(label=gettext_lazy("Ngày chi"), latest=today)
    field_order = ("line", "source", "amount", "label", "voucher", "on_date")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = hand_choices()  # type: ignore[attr-defined]


class OverspendForm(DocumentFields, LineFields):
    """A leader lets a line be spent further than what was allocated."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do cho chi vượt"),
        max_length=200,
        min_length=5,
        widget=forms.Textarea({"rows": 3}),
    )
    field_order = ("line", "source", "amount", "number", "issued_on", "reason")


class CarryForm(DocumentFields, LineFields):
    """What remains of the year goes into the next, and what is held with it."""

    amount = Money(label=gettext_lazy("Phần còn lại được chuyển (đồng)"), required=False)
    held = forms.BooleanField(
        label=gettext_lazy("Chuyển cả những khoản đang giữ, chưa chi của khoản chi này"), required=False
    )
    field_order = ("line", "source", "amount", "held", "number", "issued_on")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("amount") and not data.get("held") and not self.errors:
            self.add_error("amount", _("Ghi số tiền, hoặc chọn chuyển những khoản đang giữ."))
        return data


class ApportionForm(DocumentFields, LineFields):
    """What a split unit still has goes to one of those that came after it."""

    to = forms.ChoiceField(label=gettext_lazy("Phân bổ cho"))
    field_order = ("to", "line", "source", "amount", "number", "issued_on")

    def __init__(self, *args: Any, units: Sequence[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.uuid): unit for unit in units}
        names = told_apart(units)
        self.fields["to"].choices = [(key, names[unit.pk]) for key, unit in self.units.items()]  # type: ignore[attr-defined]

    @property
    def unit(self) -> Unit:
        return self.units[self.cleaned_data["to"]]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300, min_length=5)


class AnswerForm(forms.Form):
    """What the unit above says of an estimate."""

    seen = forms.TypedChoiceField(
        label=gettext_lazy("Ý kiến"),
        choices=[("1", gettext_lazy("Đã xem")), ("0", gettext_lazy("Trả lại để sửa"))],
        coerce=lambda value: value == "1",
        initial="1",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("Cần sửa gì"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("Ghi khi trả lại."),
        widget=forms.Textarea({"rows": 3}),
    )


class RowForm(SourceFields):
    """A row of an estimate: numbers × rate."""

    line = forms.ChoiceField(label=gettext_lazy("Khoản chi"))
    label = forms.CharField(label=gettext_lazy("Nội dung chi"), max_length=200)
    n1 = QuantityField(label=gettext_lazy("Số lượng"))
    w1 = forms.CharField(
        label=gettext_lazy("Đơn vị tính"), max_length=40, help_text=gettext_lazy("Ví dụ: buổi, người, tổ")
    )
    n2 = QuantityField(label=gettext_lazy("Nhân với"), required=False)
    w2 = forms.CharField(
        label=gettext_lazy("Đơn vị tính"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Ví dụ: tháng, lần"),
    )
    rate = Money(label=gettext_lazy("Mức chi (đồng)"))
    basis = forms.CharField(label=gettext_lazy("Căn cứ, cách tính"), max_length=400, required=False)
    reason = forms.CharField(label=gettext_lazy("Lý do sửa số đã tính"), max_length=300)
    field_order = ("line", "label", "source", "n1", "w1", "n2", "w2", "rate", "basis", "reason")

    def __init__(self, *args: Any, row: EstimateLine | None = None, **kwargs: Any) -> None:
        if row is not None:
            kwargs["initial"] = _initial(row) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = line_choices()  # type: ignore[attr-defined]
        computed = row is not None and bool(row.key)
        for name in ("line", "label", "w1", "w2") if computed else ("reason",):
            del self.fields[name]
        if computed and row is not None and len(row.factors) < FACTORS:
            del self.fields["n2"]
        self.row = row if computed else None

    def typed(self) -> TypedRow:
        data = self.cleaned_data
        return TypedRow(
            line=self.row.line if self.row else data["line"],
            label=self.row.label if self.row else data["label"],
            factors=tuple(self._factors()),
            rate=data["rate"],
            source=data["source"],
            basis=data["basis"],
            reason=data.get("reason", ""),
        )

    def _factors(self) -> Iterable[tuple[Decimal, str]]:
        data = self.cleaned_data
        words = (
            [word for _n, word in self.row.factors] if self.row else [data.get("w1", ""), data.get("w2", "")]
        )
        numbers = [data.get("n1"), data.get("n2")]
        return [(found, word) for found, word in zip(numbers, words, strict=False) if found is not None]


def _initial(row: EstimateLine) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(row, name) for name in ("line", "label", "source", "rate", "basis", "reason")
    }
    for place, (count, words) in enumerate(row.factors[:FACTORS], start=1):
        found[f"n{place}"], found[f"w{place}"] = Decimal(count), words
    return found


class RollupFilter(LedgerFilter):
    """Of which year, line and source; by units of now or of then."""

    khi_do = forms.ChoiceField(
        label=gettext_lazy("Theo đơn vị"),
        required=False,
        choices=[("", gettext_lazy("hiện nay")), ("1", gettext_lazy("khi đó"))],
        help_text=gettext_lazy("Khi đó: đơn vị được giao tiền."),
    )

    @property
    def then(self) -> bool:
        return str(self.data.get("khi_do", "")) == "1"
