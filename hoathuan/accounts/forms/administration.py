"""Forms of the administrator: people, seats, bodies."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import BodyKind, SeatKind, Sex
from hoathuan.accounts.models import Body
from hoathuan.accounts.placing import GIVEN, levels_of
from hoathuan.accounts.reach import units_in_reach
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.spreadsheets.values import parse_phone
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import fold
from hoathuan.units.api import told_apart
from hoathuan.units.models import Unit

ANY = [("", gettext_lazy("Tất cả"))]
SUGGESTED = 400
"""Up to so many units are offered while typing; the nation's three thousand would weigh down the page."""


class UnitSearchMixin(forms.Form):
    """A unit found by typing its name; where several fit, the next page asks which one."""

    unit = forms.CharField(
        label=gettext_lazy("Đơn vị"),
        max_length=120,
        help_text=gettext_lazy("Gõ tên xã, phường hoặc tỉnh; có dấu hay không dấu đều được."),
        widget=forms.TextInput(attrs={"list": "don-vi", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        names = list(units_in_reach(actor).values_list("name", flat=True)[: SUGGESTED + 1])
        self.suggestions = names if len(names) <= SUGGESTED else []
        chosen = self.data.get(self.add_prefix("which")) if self.is_bound else None
        if chosen:
            self._offer(
                list(units_in_reach(actor).filter(folded__contains=fold(self.data.get("unit", "")))[:50])
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "unit" in data:
            data["unit"] = self._found(data["unit"])
        return data

    def _found(self, typed: str) -> Unit | None:
        """The one unit of this name; an error, and perhaps a question, where there is none or more than one."""
        found = list(units_in_reach(self.actor).filter(folded__contains=fold(typed))[:50])
        exact = [unit for unit in found if unit.folded == fold(typed)]
        named = [unit for unit in exact if unit.name.lower() == typed.lower()]
        which = [unit for unit in found if str(unit.uuid) == self.data.get(self.add_prefix("which"))]
        for fitting in (which, named, exact, found):
            if len(fitting) == 1:
                return fitting[0]
        if found:
            self._offer(found)
            self.add_error("unit", _("Có nhiều đơn vị tên gần giống: chọn một đơn vị ở câu bên dưới."))
        else:
            self.add_error("unit", _("Không thấy đơn vị này trong địa bàn: xem lại tên."))
        return None

    def _offer(self, units: list[Unit]) -> None:
        names = told_apart(units)
        choices = [(str(unit.uuid), names[unit.pk]) for unit in units]
        self.fields["which"] = forms.ChoiceField(
            label=gettext_lazy("Là đơn vị nào?"), choices=choices, widget=forms.RadioSelect, required=False
        )
        self.order_fields(self.field_order)


class PlaceForm(UnitSearchMixin):
    """First half of a seat: which role, where."""

    kind = forms.ChoiceField(label=gettext_lazy("Vai"), choices=[(kind.value, kind.label) for kind in GIVEN])
    field_order = ("kind", "unit", "which")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unit, kind = data.get("unit"), data.get("kind")
        if unit and kind and unit.level not in levels_of(kind):
            self.add_error(
                "unit", _("Vai này không có ở %(unit)s: chọn vai hoặc đơn vị khác.") % {"unit": unit.name}
            )
        return data


class TermForm(forms.Form):
    """Second half of a seat: in which body, from when to when."""

    body = forms.ModelChoiceField(
        Body.objects.none(),
        label=gettext_lazy("Cơ quan"),
        required=False,
        to_field_name="uuid",
        empty_label=gettext_lazy("Không thuộc cơ quan nào"),
    )
    start = VietnameseDateField(label=gettext_lazy("Từ ngày"))
    until = VietnameseDateField(
        label=gettext_lazy("Đến hết ngày"),
        required=False,
        help_text=gettext_lazy("Để trống nếu chưa biết ngày thôi."),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(unit=unit, closed_on=None).order_by("sort", "id")
        self.fields["body"].queryset = bodies
        self.fields["start"].initial = today()


class DetailsForm(forms.Form):
    """What is written about a person."""

    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=100)
    sex = forms.ChoiceField(
        label=gettext_lazy("Giới tính"), choices=Sex.choices, widget=forms.RadioSelect, required=False
    )
    birth_year = forms.IntegerField(label=gettext_lazy("Năm sinh"), required=False)
    email = forms.EmailField(
        label=gettext_lazy("Thư điện tử"), required=False, help_text=gettext_lazy("Dùng được để đăng nhập.")
    )
    phone = forms.CharField(
        label=gettext_lazy("Số điện thoại"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("Dùng được để đăng nhập."),
    )

    def clean_phone(self) -> str:
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueProblem as problem:
            raise forms.ValidationError(str(problem)) from problem


class AmendPersonForm(StaleGuardMixin, DetailsForm):
    """The same for somebody who is written down already."""


class NewPersonForm(TermForm, DetailsForm):
    """A person together with the first seat."""

    field_order = ("full_name", "sex", "birth_year", "email", "phone", "body", "start", "until")


class EndSeatForm(StaleGuardMixin, forms.Form):
    """At once, or after a day."""

    when = forms.ChoiceField(
        label=gettext_lazy("Thôi giữ vai từ khi nào?"),
        choices=[("now", gettext_lazy("Ngay bây giờ")), ("after", gettext_lazy("Hết một ngày"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    until = VietnameseDateField(
        label=gettext_lazy("Ngày cuối cùng giữ vai"),
        help_text=gettext_lazy("Chỉ cần ghi khi chọn “Hết một ngày”."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.pop("when", "") == "now":
            data["until"] = today() - timedelta(days=1)
        elif "until" in data and data["until"] is None:
            self.add_error("until", _("Ghi ngày cuối cùng giữ vai."))
        return data


class BodyForm(UnitSearchMixin):
    name = forms.CharField(label=gettext_lazy("Tên cơ quan, tổ chức"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=BodyKind.choices)
    work_phone = forms.CharField(
        label=gettext_lazy("Điện thoại cơ quan"), max_length=30, required=False,
        help_text=gettext_lazy(
            "Số dùng chung của cơ quan. Tổ hòa giải thấy số này và bấm để gọi: không ghi số riêng của ai."
        ),
    )  # fmt: skip
    field_order = ("name", "kind", "unit", "which", "work_phone")

    def clean_work_phone(self) -> str:
        try:
            return parse_phone(self.cleaned_data["work_phone"])
        except ValueProblem as problem:
            raise forms.ValidationError(str(problem)) from problem


class PeopleFilter(forms.Form):
    """A GET form: by name, role and account."""

    marks_optional = False
    ten = forms.CharField(label=gettext_lazy("Tên"), max_length=60, required=False)
    vai = forms.ChoiceField(label=gettext_lazy("Vai"), required=False, choices=[*ANY, *SeatKind.choices])

    def value(self, name: str) -> Any:
        """The cleaned value; an address that was tampered with filters by nothing."""
        self.is_valid()
        return self.cleaned_data.get(name)
