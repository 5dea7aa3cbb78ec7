"""Forms of handing a party her data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import ProofOfIdentity


class PartySearch(forms.Form):
    """Who asks."""

    ten = forms.CharField(label=_("Họ và tên"), required=False, max_length=100)
    nam_sinh = forms.IntegerField(label=_("Năm sinh"), required=False, min_value=1900, max_value=2100)

    def asked(self):
        """The words and the year, if there is something to look for."""
        if not self.is_valid() or len(self.cleaned_data["ten"].strip()) < 2:
            return None
        return self.cleaned_data["ten"], self.cleaned_data["nam_sinh"]


class ProofForm(forms.Form):
    """What the officer saw."""

    proof = forms.ChoiceField(
        label=_("Đã xem giấy tờ nào của người yêu cầu?"),
        choices=ProofOfIdentity.choices,
        widget=forms.RadioSelect,
    )
    same = forms.BooleanField(
        label=_("Người yêu cầu đúng là người ghi trong sổ, hoặc người được ủy quyền hợp lệ")
    )
