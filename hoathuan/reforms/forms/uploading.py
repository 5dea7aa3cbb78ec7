"""The form that brings a whole list of changes in."""

from django import forms
from django.utils.translation import gettext_lazy

from hoathuan.units.choices import Level

from .changing import ChangeForm


class UploadForm(ChangeForm):
    """A sheet with one line for each old unit and each unit that it goes into."""

    level = forms.TypedChoiceField(
        label=gettext_lazy("Danh sách của cấp nào"),
        choices=[(level.value, level.label) for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)],
        coerce=int,
        initial=Level.COMMUNE.value,
    )
    file = forms.FileField(
        label=gettext_lazy("Tệp danh sách"),
        help_text=gettext_lazy(
            "Tệp .xlsx hoặc .csv có các cột: mã cũ, tên cũ, mã mới, tên mới, loại, mã tỉnh mới. "
            "Một đơn vị cũ chia về nhiều nơi thì ghi nhiều dòng."
        ),
    )

    @property
    def suggestions(self) -> list[str]:
        return []
