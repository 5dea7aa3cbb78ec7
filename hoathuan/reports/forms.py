"""What is asked above a form: for which unit, for which period."""

from urllib.parse import urlencode

from django import forms
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.windows import Window
from hoathuan.stats.api import switch_field, unit_choices
from hoathuan.units.choices import Level

from .periods import OTHER_DAYS, period_choices, periods_of
from .placing import AS_NOW, AS_THEN, LAST_DAY, choices_for

_YEARS_BACK = 6


def _years():
    return [(str(year), str(year)) for year in range(today().year, today().year - _YEARS_BACK, -1)]


class AskForm(forms.Form):
    """A GET form whose address can be shared; what is not asked is this year and the own unit."""

    marks_optional = False

    don_vi = forms.ChoiceField(label=_("Đơn vị"))
    ky = forms.ChoiceField(label=_("Kỳ báo cáo"))
    nam = forms.ChoiceField(label=_("Năm"), choices=_years)
    tu = VietnameseDateField(label=_("Từ ngày (kỳ khác)"), required=False)
    den = VietnameseDateField(label=_("Đến ngày (kỳ khác)"), required=False)

    def __init__(self, query, definition, unit, units):
        self.definition, self.unit, self.offered = definition, unit, units
        data = query.copy()
        data["don_vi"] = str(unit.uuid)
        data.setdefault("ky", periods_of(definition)[0].key)
        data.setdefault("nam", str(today().year))
        super().__init__(data)
        choices = {"don_vi": unit_choices(units, []), "ky": period_choices(definition)}
        for name, offered in choices.items():
            self.fields[name] = forms.ChoiceField(label=self.fields[name].label, choices=offered)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if data.get("ky") != OTHER_DAYS:
            return data
        for name, words in (("tu", _("Ghi ngày đầu của kỳ.")), ("den", _("Ghi ngày cuối của kỳ."))):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, words)
        if data.get("tu") and data.get("den") and data["den"] < data["tu"]:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data

    def window(self):
        """The chosen window; only after is_valid(). Its name stands on the form, so it is Vietnamese."""
        data = self.cleaned_data
        with translation.override("vi"):
            if data["ky"] == OTHER_DAYS:
                return Window(data["tu"], data["den"]).named()
            period = next(one for one in periods_of(self.definition) if one.key == data["ky"])
            return period.window(int(data["nam"]))

    def offer_then(self, former):
        """Former units, and by the units of when is counted, where the period makes a difference."""
        choices = choices_for(self.window())
        if not choices:
            return
        self.fields["khi_do"] = switch_field(choices)
        units = [unit for unit in self.offered if unit not in former]
        former = [unit for unit in former if unit.level != Level.DISTRICT]
        self.fields["don_vi"].choices = unit_choices(units, former)

    def units(self):
        """By the units of when, as it was asked; what nobody offered asks for the usual."""
        asked = self.data.get("khi_do", "")
        return asked if asked in (AS_NOW, AS_THEN) else LAST_DAY

    def query(self):
        """The same question as an address."""
        return urlencode({"don_vi": self.cleaned_data["don_vi"]}) + "&" + self.period_query()

    def period_query(self):
        """The same period as an address, of whatever unit."""
        data = self.cleaned_data
        asked = {"ky": data["ky"], "nam": data["nam"]}
        if data["ky"] == OTHER_DAYS:
            asked |= {"tu": f"{data['tu']:%d/%m/%Y}", "den": f"{data['den']:%d/%m/%Y}"}
        return urlencode(asked | ({"khi_do": self.units()} if self.units() else {}))
