"""Sharing a target out: how, to whom, how much."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.core.ui.numbers import number
from hoathuan.core.ui.quantities import QuantityField, typed
from hoathuan.plans import weights
from hoathuan.plans.choices import Sharing

from .fields import field

CHOSEN, SHARE = "giao", "so"


class ShareRow:
    """A unit in the table: whether it gets a share, what was typed, what it has now."""

    def __init__(self, unit, present, chosen, text, error=""):
        self.unit, self.present, self.chosen, self.text, self.error = unit, present, chosen, text, error

    @property
    def name(self):
        return f"{SHARE}-{self.unit.uuid}"


class HandDownForm(forms.Form):
    """The way of sharing and what is kept; the rows of the table are read beside it."""

    how = forms.ChoiceField(label=gettext_lazy("Cách chia"))
    kept = QuantityField(
        label=gettext_lazy("Phần đơn vị tự làm"), required=False,
        help_text=gettext_lazy("Phần không giao xuống. Để trống là giao hết."),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, target, units, present, **kwargs):
        super().__init__(*args, **kwargs)
        field(self, "how").choices = [
            (Sharing.EVEN.value, Sharing.EVEN.label), *weights.choices(), (Sharing.BY_HAND.value, Sharing.BY_HAND.label)
        ]  # fmt: skip
        if target.is_share:
            del self.fields["how"], self.fields["kept"]
        self.target, self.units, self.present = target, units, present
        self.rows = [self._row(unit) for unit in units]

    def clean_kept(self):
        return self.cleaned_data["kept"] or Decimal(0)

    def _row(self, unit):
        present = self.present.get(unit.pk)
        if self.is_bound:
            chosen = str(unit.uuid) in self.data.getlist(CHOSEN)
            return ShareRow(unit, present, chosen, self.data.get(f"{SHARE}-{unit.uuid}", ""))
        text = number(present) if present is not None else ""
        return ShareRow(unit, present, bool(present) if any(self.present.values()) else True, text)

    def chosen_units(self):
        return [row.unit for row in self.rows if row.chosen]

    def fill(self, shares):
        """Put proposed shares into the table."""
        for row in self.rows:
            if row.unit.pk in shares:
                row.text = number(shares[row.unit.pk])

    def shares(self):
        """The typed share of every chosen unit; a share that cannot be read is an error of the form."""
        found, wrong = {}, []
        for row in self.rows:
            if not row.chosen:
                continue
            try:
                found[row.unit.pk] = typed(row.text).quantize(Decimal("0.01"))
            except (ValueError, ArithmeticError):
                row.error = _("Viết số như 150 hoặc 12,5.")
                wrong.append(row.unit.name)
        if wrong:
            self.add_error(None, _("Ghi số giao cho: %(names)s.") % {"names": ", ".join(wrong[:10])})
        return found

    @property
    def total(self):
        """The sum of what is typed, as far as it can be read."""
        total = Decimal(0)
        for row in self.rows:
            try:
                total += typed(row.text) if row.chosen else 0
            except ValueError:
                continue
        return total
