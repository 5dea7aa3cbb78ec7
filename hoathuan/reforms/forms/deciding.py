"""Where the villages of a split commune went, and all that is not named."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.reforms import scope
from hoathuan.reforms.errors import ReformsError
from hoathuan.units.api import told_apart
from hoathuan.units.changing.deciding import Undecided
from hoathuan.units.models import Unit

_OPEN = ("", gettext_lazy("Chưa quyết định"))


class DecideForm(forms.Form):
    """One question for each village, one for the rest; where nobody knows the targets, the rest is typed."""

    marks_optional = False

    def __init__(self, *args: Any, about: Undecided, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about, self.units = about, units
        self.targets = {str(unit.uuid): unit for unit in about.targets}
        if not self.targets:
            self._ask_where()
            return
        names = told_apart([about.unit, *about.targets])
        choices = [_OPEN, *((key, names[unit.pk]) for key, unit in self.targets.items())]
        for village in about.villages:
            self.fields[f"thon-{village.pk}"] = forms.ChoiceField(
                label=village.name, choices=choices, required=False
            )
        self.fields["rest"] = forms.ChoiceField(
            label=gettext_lazy("Phần còn lại của xã"),
            choices=choices,
            required=False,
            widget=forms.RadioSelect,
            help_text=gettext_lazy("Mọi thôn không chọn ở trên, và số liệu chỉ ghi cho cả xã."),
        )

    def _ask_where(self) -> None:
        widget = forms.TextInput(attrs={"list": "don-vi", "autocomplete": "off"})
        self.fields["typed"] = forms.CharField(
            label=gettext_lazy("Cả xã về đơn vị nào"),
            max_length=160,
            widget=widget,
            help_text=gettext_lazy("Gõ tên, hoặc mã; có dấu hay không dấu đều được."),
        )

    @property
    def suggestions(self) -> list[str]:
        return [] if self.targets else scope.suggestions(self.units)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("typed"):
            try:
                data["found"] = scope.find(self.units, data["typed"])
            except ReformsError as refused:
                self.add_error("typed", str(refused))
        elif self.targets and not any(data.values()):
            self.add_error(None, _("Chọn nơi đến của ít nhất một thôn, hoặc của phần còn lại."))
        return data

    @property
    def ways(self) -> Mapping[Unit, list[Unit]]:
        chosen: dict[Unit, list[Unit]] = {}
        for village in self.about.villages:
            key = self.cleaned_data.get(f"thon-{village.pk}")
            if key:
                chosen.setdefault(self.targets[key], []).append(village)
        return chosen

    @property
    def rest(self) -> Unit | None:
        found: Unit | None = self.cleaned_data.get("found")
        return found or self.targets.get(self.cleaned_data.get("rest") or "")
