from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.windows import Window

_POSITION = ("sau", "truoc", "tu_dong")


class PeriodForm(forms.Form):
    """From which day to which is counted; the rest of the address is kept as it is."""

    marks_optional = False
    tu = VietnameseDateField(label=_("Từ ngày"), required=False)
    den = VietnameseDateField(label=_("Đến ngày"), required=False)

    def __init__(self, query):
        self.usual = Window.year(today().year)
        data = query.copy()
        for name, usual in (("tu", self.usual.start), ("den", self.usual.end)):
            data[name] = _shown(query.get(name) or usual.isoformat())
        super().__init__(data)
        for name in query:
            if name not in (*_POSITION, "tu", "den"):
                self.fields[name] = forms.CharField(required=False, widget=forms.MultipleHiddenInput)

    def clean(self):
        data = super().clean() or {}
        if data.get("tu") and data.get("den") and data["den"] < data["tu"]:
            self.add_error("den", _("Ngày cuối phải từ ngày đầu trở đi."))
        return data

    def window(self):
        """What was asked; this year where the days cannot be read."""
        if not self.is_valid() or not (self.cleaned_data["tu"] and self.cleaned_data["den"]):
            return self.usual
        return Window(self.cleaned_data["tu"], self.cleaned_data["den"]).named()


def _shown(text):
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and len(parts[0]) == 4 else text
