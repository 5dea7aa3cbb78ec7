"""Forms of promises and of what became of them."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.ui.quantities import QuantityField
from hoathuan.settlements import rules
from hoathuan.settlements.choices import Deed, Span, Trouble
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.services.promises import Changed, NewPromise

from .texts import Lines


class MoneyField(QuantityField):
    """Whole đồng."""

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        if found is not None and found != found.to_integral_value():
            raise ValidationError(_("Ghi số đồng chẵn, ví dụ 5.000.000."))
        return int(found) if found is not None else None


class PromiseForm(forms.Form):
    """Who does what for whom, how much, until when."""

    debtor = forms.CharField(label=_("Ai phải làm?"), max_length=200)
    creditor = forms.CharField(label=_("Làm cho ai?"), max_length=200, required=False)
    deed = Lines(label=_("Việc phải làm"), rows=3, help_text=_("Ví dụ: trả tiền bồi thường bờ rào."))
    amount = MoneyField(label=_("Số tiền (đồng)"), required=False, help_text=_("Ví dụ: 5.000.000"))
    quantity = forms.CharField(
        label=_("Hoặc số lượng"),
        max_length=200,
        required=False,
        help_text=_("Ví dụ: 2 con gà, 10 ngày công."),
    )
    span = forms.ChoiceField(
        label=_("Đến khi nào?"), choices=Span.choices, initial=Span.DAY, widget=forms.RadioSelect
    )
    due_on = VietnameseDateField(label=_("Hạn cuối là ngày"), required=False)
    parts = Lines(
        label=_("Nếu làm nhiều đợt"),
        required=False,
        rows=3,
        help_text=_(
            "Mỗi dòng một đợt: ngày rồi số tiền, ví dụ 30/09/2026 2.000.000. Cộng lại phải bằng số tiền ở trên."
        ),
    )

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        if names:
            self.fields["debtor"].help_text = _("Trong vụ việc có: %(names)s.") % {"names": "; ".join(names)}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        try:
            data["parts"] = rules.read_parts(data.get("parts") or "", data.get("amount"))
        except SettlementRefused as refusal:
            self.add_error("parts", str(refusal))
        return data

    def new(self) -> NewPromise:
        return NewPromise(**self.cleaned_data)


class FollowForm(StaleGuardMixin, forms.Form):
    """What became of a promise, and on which day."""

    on_date = VietnameseDateField(label=_("Ngày"), latest=today)
    due_on = VietnameseDateField(label=_("Hạn cuối mới là ngày"))
    amount = MoneyField(label=_("Số tiền mới (đồng)"), required=False)
    quantity = forms.CharField(label=_("Số lượng mới"), max_length=200, required=False)
    words = Lines(label=_("Ghi thêm"), required=False, rows=3)

    def __init__(self, *args: Any, one: Any, deed: str, **kwargs: Any) -> None:
        initial = {
            "on_date": today(),
            "due_on": one.due_on,
            "amount": one.text.amount,
            "quantity": one.text.quantity,
        }
        super().__init__(*args, record=one, initial=initial, **kwargs)
        self.deed = deed
        if deed != Deed.CHANGED:
            del self.fields["due_on"], self.fields["amount"], self.fields["quantity"]
        elif one.span == Span.LASTING:
            del self.fields["due_on"]
        if deed in (Deed.FORCE, Deed.DROPPED, Deed.REVERTED):
            self.fields["words"].required = True
        helps = {
            Deed.FORCE: _(
                "Chuyện gì đã xảy ra, đã bàn với bên kia thế nào (Luật Hòa giải ở cơ sở, Điều 25)."
            ),
            Deed.DROPPED: _("Các bên thống nhất bỏ vì sao."),
            Deed.REVERTED: _("Ghi nhầm thế nào."),
        }
        self.fields["words"].help_text = helps.get(Deed(deed), "")

    def arguments(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        changed = None
        if self.deed == Deed.CHANGED:
            changed = Changed(data.pop("due_on", None), data.pop("amount", None), data.pop("quantity", ""))
        return {**data, "deed": self.deed, "changed": changed}


class ReportForm(forms.Form):
    """A problem as a type and a day."""

    kind = forms.ChoiceField(label=_("Vướng mắc gì?"), choices=Trouble.choices, widget=forms.RadioSelect)
    seen_on = VietnameseDateField(label=_("Ngày xảy ra"), initial=today, latest=today)


class DayForm(forms.Form):
    """A day alone."""

    on_date = VietnameseDateField(label=_("Ngày"), initial=today, latest=today)
