"""Forms of identity and bank numbers: what is stored is never filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .choices import PaperKind


class PeopleFilter(forms.Form):
    """Whose numbers."""

    ten = forms.CharField(label=_("Tên"), required=False, max_length=100)

    def words(self) -> str:
        return self.cleaned_data.get("ten", "") if self.is_valid() else ""


def _number(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, max_length=40, help_text=help_text, widget=widget)


class IdentityForm(forms.Form):
    """The number of an identity card."""

    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=PaperKind.choices, widget=forms.RadioSelect)
    number = _number(_("Số trên thẻ"), _("12 số của căn cước, hoặc 9 số của chứng minh nhân dân cũ."))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


class BankForm(forms.Form):
    """The account into which a person is paid."""

    bank = forms.CharField(label=_("Ngân hàng"), max_length=100, help_text=_("Ví dụ: Agribank."))
    number = _number(_("Số tài khoản"), _("Chép từ thẻ hoặc ứng dụng ngân hàng."))
    holder = forms.CharField(label=_("Chủ tài khoản"), max_length=100)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
