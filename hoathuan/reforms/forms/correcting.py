"""One line of a correction: a unit of the corrected reform, and where it really went."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.reforms import scope
from hoathuan.reforms.services.changing import NewUnit
from hoathuan.reforms.services.correcting import mendable, send_elsewhere
from hoathuan.units.models import Reform, ReformUnit, Unit

from .changing import ChangeForm, looked_up

ELSEWHERE, STAYS = "elsewhere", "stays"


class CorrectForm(ChangeForm):
    title = gettext_lazy("Đơn vị đã về đâu?")
    unit = forms.CharField(
        label=gettext_lazy("Đơn vị ghi sai"),
        max_length=160,
        help_text=gettext_lazy("Đơn vị mà việc đang sửa đã kết thúc hoặc lập ra: tên hoặc mã."),
        widget=forms.TextInput(attrs={"list": "don-vi", "autocomplete": "off"}),
    )
    what = forms.ChoiceField(
        label=gettext_lazy("Đúng ra thì sao?"),
        choices=[
            (ELSEWHERE, gettext_lazy("Về các đơn vị ghi dưới đây")),
            (STAYS, gettext_lazy("Không kết thúc, giữ nguyên")),
        ],
        widget=forms.RadioSelect,
        initial=ELSEWHERE,
    )
    to_standing = forms.CharField(
        label=gettext_lazy("Về đơn vị đang có"),
        help_text=gettext_lazy("Mỗi dòng một đơn vị: tên hoặc mã."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to_new = forms.CharField(
        label=gettext_lazy("Về đơn vị mới"),
        help_text=gettext_lazy("Mỗi dòng một tên. Mã, loại ghi sau, ở dòng của đơn vị mới."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def suggestions(self) -> list[str]:
        return scope.suggestions(mendable(self.reform))

    def clean_unit(self) -> Unit:
        unit: Unit = looked_up(lambda: scope.find(mendable(self.reform), self.cleaned_data["unit"]))
        return unit

    def clean_to_standing(self) -> list[Unit | ReformUnit]:
        return [self.standing(line) for line in self.each("to_standing")]

    def clean_to_new(self) -> list[NewUnit]:
        return [NewUnit(line) for line in self.each("to_new")]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        into = [*data.get("to_standing", []), *data.get("to_new", [])]
        data["into"] = [] if data.get("what") == STAYS else into
        if data.get("what") == ELSEWHERE and not into and not self.errors:
            self.add_error("to_standing", _("Ghi ít nhất một đơn vị."))
        return data

    def write(self, actor: Actor) -> None:
        data = self.cleaned_data
        send_elsewhere(unit=data["unit"], into=data["into"], replacing=self.replacing, **self.common(actor))


CORRECTIONS: dict[str, type[ChangeForm]] = {"sua-don-vi": CorrectForm}


def forms_of(reform: Reform, usual: dict[str, type[ChangeForm]]) -> dict[str, type[ChangeForm]]:
    """The forms that fit a draft: those of a correction, or all verbs."""
    return CORRECTIONS if reform.corrects_id else usual
