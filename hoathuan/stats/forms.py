from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.windows import Window
from hoathuan.units.choices import Level
from hoathuan.units.selectors import children_of

from .choosing import AS_THEN, SWITCH, differs, offered_former, switch_field, unit_choices
from .links import THEN, UNIT

_POSITION = ("sau", "truoc", "tu_dong")


class PeriodForm(forms.Form):
    """From which day to which is counted, for which unit, by the units of when; the rest of the address is kept."""

    marks_optional = False
    tu = VietnameseDateField(label=_("Từ ngày"), required=False)
    den = VietnameseDateField(label=_("Đến ngày"), required=False)

    def __init__(self, query):
        self.usual = Window.year(today().year)
        data = query.copy()
        for name, usual in (("tu", self.usual.start), ("den", self.usual.end)):
            data[name] = _shown(query.get(name) or usual.isoformat())
        super().__init__(data)
        self.asked = data
        for name in query:
            if name not in (*_POSITION, "tu", "den", UNIT, THEN):
                self._hide(name)

    def offer_units(self, actor, unit, own, *, then):
        """The own unit, those below it and the chosen one; former units too, where they make a difference."""
        changed = then or differs(self.window().start)
        if changed:
            asked = self.asked.get(THEN, "")
            self.fields[THEN] = switch_field([*SWITCH, *_fixed(asked)])
            self.asked[THEN] = (asked or AS_THEN) if then else ""
        if actor.team_id is not None:
            self._hide(UNIT)
            return
        former = offered_former(actor) if changed else []
        units = [own, *children_of(own).filter(level__in=(Level.PROVINCE, Level.COMMUNE))]
        units += [unit] if unit not in units and unit not in former else []
        self.fields[UNIT] = forms.ChoiceField(label=_("Đơn vị"), choices=unit_choices(units, former))
        self.asked[UNIT] = str(unit.uuid)
        self.order_fields([UNIT, "tu", "den", THEN])

    def _hide(self, name):
        """Kept in the address. Only what is never offered: a field once bound as hidden stays hidden."""
        if name in self.asked:
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


def _fixed(text):
    """A number of a form may lead here, counted by the units of its own last day."""
    return [] if text in ("", AS_THEN) else [(text, _("ngày %(day)s") % {"day": _shown(text)})]


def _shown(text):
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and len(parts[0]) == 4 else text
