"""One short form for each change that a draft can hold; `write` hands it to the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import clean
from hoathuan.reforms import scope
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.naming import KINDS
from hoathuan.reforms.services import changing
from hoathuan.reforms.services.changing import NewUnit, Target
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformUnit, Unit

MOST_LINES = 200
_TYPED = {"list": "don-vi", "autocomplete": "off"}
_HOW = gettext_lazy("Gõ tên, hoặc mã; có dấu hay không dấu đều được.")
_LINES = gettext_lazy("Mỗi dòng một đơn vị: tên hoặc mã.")


def looked_up(call: Callable[[], Any]) -> Any:
    """What the call finds; its refusal as the field's error."""
    try:
        return call()
    except ReformsError as refused:
        raise forms.ValidationError(str(refused)) from refused


class ChangeForm(StaleGuardMixin, forms.Form):
    """Knows the draft; units are typed by name or code and looked up among those of its day and scope."""

    title: ClassVar[Any] = ""
    submit: ClassVar[Any] = gettext_lazy("Ghi vào bản soạn")

    def __init__(self, *args: Any, reform: Reform, replacing: str = "", **kwargs: Any) -> None:
        super().__init__(*args, record=reform, **kwargs)
        self.reform, self.replacing = reform, replacing

    @property
    def suggestions(self) -> list[str]:
        return scope.suggestions(scope.units_of(self.reform))

    def found(self, name: str) -> Unit:
        unit: Unit = looked_up(lambda: scope.find(scope.units_of(self.reform), self.cleaned_data[name]))
        return unit

    def each(self, name: str) -> list[str]:
        lines = [clean(line) for line in self.cleaned_data[name].splitlines() if clean(line)]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Nhiều hơn 200 dòng: tải danh sách lên bằng tệp."))
        return lines

    def found_each(self, name: str) -> list[Unit]:
        units = scope.units_of(self.reform)
        lines = self.each(name)
        found: list[Unit] = looked_up(lambda: [scope.find(units, line) for line in lines])
        return list(dict.fromkeys(found))

    def above(self, name: str) -> Unit | ReformUnit | None:
        typed, reform = clean(self.cleaned_data.get(name) or ""), self.reform
        if not typed:
            return None
        parent: Unit | ReformUnit = looked_up(
            lambda: scope.find_target(reform, scope.parents_of(reform), typed)
        )
        return parent

    def standing(self, typed: str) -> Unit | ReformUnit:
        target: Unit | ReformUnit = looked_up(
            lambda: scope.find_target(self.reform, scope.units_of(self.reform), typed)
        )
        return target

    def write(self, actor: Actor) -> None:
        raise NotImplementedError

    def common(self, actor: Actor) -> dict[str, Any]:
        return {"reform": self.reform, "version": self.cleaned_data["version"], "actor": actor}


def _kinds() -> list[tuple[Any, Any]]:
    groups = [(Level(level).label, [(kind, kind) for kind in kinds]) for level, kinds in KINDS.items()]
    return [("", gettext_lazy("Theo tên")), *groups]


class _OneUnit(ChangeForm):
    unit = forms.CharField(
        label=gettext_lazy("Đơn vị"), max_length=160, help_text=_HOW, widget=forms.TextInput(attrs=_TYPED)
    )

    def clean_unit(self) -> Unit:
        return self.found("unit")


class _NewUnitFields(forms.Form):
    code = forms.IntegerField(label=gettext_lazy("Mã mới"), required=False, min_value=1, max_value=999_999)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=_kinds, required=False)


class RenameForm(_OneUnit, _NewUnitFields):
    title = gettext_lazy("Đổi tên một đơn vị")
    name = forms.CharField(label=gettext_lazy("Tên mới"), max_length=120)
    field_order = ("unit", "name", "code", "kind")

    def write(self, actor: Actor) -> None:
        data = self.cleaned_data
        new = NewUnit(data["name"], data["code"], data["kind"])
        changing.rename(unit=data["unit"], new=new, replacing=self.replacing, **self.common(actor))


class MergeForm(_NewUnitFields, ChangeForm):
    title = gettext_lazy("Sáp nhập các đơn vị")
    NEW, STANDING = "new", "standing"
    units = forms.CharField(
        label=gettext_lazy("Các đơn vị nhập lại"), help_text=_LINES, widget=forms.Textarea(attrs={"rows": 4})
    )
    into = forms.ChoiceField(
        label=gettext_lazy("Nhập vào đâu?"),
        choices=[
            (NEW, gettext_lazy("Một đơn vị mới")),
            (STANDING, gettext_lazy("Một đơn vị đang có, hoặc đơn vị mới đã ghi ở dòng khác")),
        ],
        widget=forms.RadioSelect,
        initial=NEW,
    )
    name = forms.CharField(
        label=gettext_lazy("Tên đơn vị nhận"), max_length=160, widget=forms.TextInput(attrs=_TYPED)
    )
    parent = forms.CharField(
        label=gettext_lazy("Thuộc đơn vị nào"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Để trống nếu vẫn thuộc đơn vị của các đơn vị cũ."),
    )
    field_order = ("units", "into", "name", "code", "kind", "parent")

    def clean_units(self) -> list[Unit]:
        return self.found_each("units")

    def clean_parent(self) -> Unit | ReformUnit | None:
        return self.above("parent")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("into") == self.STANDING and data.get("name"):
            try:
                data["target"] = self.standing(data["name"])
            except forms.ValidationError as refused:
                self.add_error("name", refused)
        return data

    def write(self, actor: Actor) -> None:
        data = self.cleaned_data
        new = NewUnit(data["name"], data["code"], data["kind"], data["parent"])
        into: Target = data.get("target") or new
        changing.merge(units=data["units"], into=into, replacing=self.replacing, **self.common(actor))


class SplitForm(_OneUnit):
    title = gettext_lazy("Chia một đơn vị")
    submit = gettext_lazy("Ghi, rồi chia thôn")
    to_standing = forms.CharField(
        label=gettext_lazy("Đơn vị đang có nhận một phần"),
        help_text=_LINES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to_new = forms.CharField(
        label=gettext_lazy("Đơn vị mới nhận một phần"),
        help_text=gettext_lazy("Mỗi dòng một tên. Mã, loại ghi sau, ở dòng của đơn vị mới."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_to_standing(self) -> list[Unit | ReformUnit]:
        return [self.standing(line) for line in self.each("to_standing")]

    def clean_to_new(self) -> list[NewUnit]:
        return [NewUnit(line) for line in self.each("to_new")]

    def write(self, actor: Actor) -> None:
        data = self.cleaned_data
        into = [*data["to_standing"], *data["to_new"]]
        changing.split(unit=data["unit"], into=into, replacing=self.replacing, **self.common(actor))


class MoveForm(_OneUnit):
    title = gettext_lazy("Chuyển một đơn vị sang đơn vị trên khác")
    parent = forms.CharField(label=gettext_lazy("Từ ngày đó thuộc"), max_length=160, help_text=_HOW)

    def clean_parent(self) -> Unit | ReformUnit | None:
        return self.above("parent")

    def write(self, actor: Actor) -> None:
        data = self.cleaned_data
        changing.move(
            unit=data["unit"], parent=data["parent"], replacing=self.replacing, **self.common(actor)
        )


class EndForm(_OneUnit):
    title = gettext_lazy("Kết thúc một đơn vị, chưa rõ về đâu")

    def write(self, actor: Actor) -> None:
        changing.end(unit=self.cleaned_data["unit"], **self.common(actor))


class AbolishForm(ChangeForm):
    title = gettext_lazy("Bỏ cấp huyện")
    level = forms.TypedChoiceField(
        label=gettext_lazy("Cấp được bỏ"), choices=[(Level.DISTRICT.value, Level.DISTRICT.label)], coerce=int
    )

    def write(self, actor: Actor) -> None:
        changing.abolish(level=self.cleaned_data["level"], **self.common(actor))


class NewUnitForm(_NewUnitFields, ChangeForm):
    """Correct a unit that the draft creates."""

    name = forms.CharField(label=gettext_lazy("Tên"), max_length=120)
    parent = forms.CharField(
        label=gettext_lazy("Thuộc đơn vị nào"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Để trống nếu không đổi."),
    )
    field_order = ("name", "code", "kind", "parent")

    def clean_parent(self) -> Unit | ReformUnit | None:
        return self.above("parent")

    def write_to(self, row: ReformUnit, actor: Actor) -> None:
        data = self.cleaned_data
        new = NewUnit(data["name"], data["code"], data["kind"], data["parent"])
        changing.amend_new_unit(row=row, new=new, **self.common(actor))


FORMS: dict[str, type[ChangeForm]] = {
    "doi-ten": RenameForm,
    "sap-nhap": MergeForm,
    "chia": SplitForm,
    "chuyen": MoveForm,
    "ket-thuc": EndForm,
    "bo-cap": AbolishForm,
}
VERBS = {"rename": "doi-ten", "merge": "sap-nhap", "split": "chia", "move": "chuyen"}
"""The kind of a line → the form that changes it; the others are taken away and written anew."""
