"""The forms on screen: what to print, what to send, whose a picture is, why a draft is thrown away."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.attachments.api import AttachmentField, AttachmentRefused
from hoathuan.core.attachments.kinds import PDF, PICTURES, kind_of
from hoathuan.teams.api import Team

from .selectors import teams_of_commune
from .services.printing import MOST_COPIES
from .services.sending import MOST_FILES

_KINDS = (PDF, *sorted(PICTURES, key=lambda kind: kind.mime))
ACCEPT = ",".join(extension for kind in _KINDS for extension in kind.extensions)


def _rows(form: forms.Form, name: str, rows: Any) -> None:
    field: forms.ModelChoiceField[Any] = form.fields[name]  # type: ignore[assignment]
    field.queryset = rows


class PrintForm(forms.Form):
    """For which teams, and how many blank sheets each."""

    copies = forms.IntegerField(
        label=_("Mỗi tổ bao nhiêu phiếu?"),
        min_value=1,
        max_value=MOST_COPIES,
        initial=2,
        help_text=_("Một phiếu ghi một vụ việc. Bình thường mỗi tổ một năm có một, hai vụ việc."),
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("In cho tổ nào?"), queryset=Team.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = teams_of_commune(actor)
        _rows(self, "teams", rows)
        self.fields["teams"].initial = [team.pk for team in rows]


class _Files(forms.FileInput):
    allow_multiple_selected = True


class PicturesField(AttachmentField):
    """Several pictures or scans at once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", _Files(attrs={"accept": ACCEPT}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [super(PicturesField, self).clean(one, initial) for one in data or [None]]
        if len(files) > MOST_FILES:
            raise ValidationError(_("Chọn không quá %(most)s tệp mỗi lần gửi.") % {"most": MOST_FILES})
        return files

    def to_python(self, data: Any) -> UploadedFile | None:
        file = super().to_python(data)
        if file is None:
            return None
        try:
            taken = kind_of(file) in _KINDS
        except AttachmentRefused as refused:
            raise ValidationError(str(refused)) from refused
        if not taken:
            raise ValidationError(_("Gửi ảnh chụp (JPG, PNG, WEBP) hoặc PDF đã quét."))
        return file


class SendForm(forms.Form):
    """Pictures of filled forms."""

    pictures = PicturesField(
        label=_("Ảnh phiếu đã ghi"),
        help_text=_(
            "Chụp thẳng, đủ sáng, thấy cả mã vuông. Được nhiều ảnh một lần, "
            "hoặc một tệp PDF quét nhiều phiếu; mỗi tệp không quá 20 MB."
        ),
    )


class PlaceForm(forms.Form):
    """Whose a picture is, of which no code could be read."""

    code = forms.CharField(
        label=_("Mã trên phiếu"),
        required=False,
        max_length=30,
        help_text=_("12 chữ và số in dưới mã vuông, ví dụ 7K2M-9QXA-4D0T."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "ht-input--date"}),
    )
    team = forms.ModelChoiceField(
        label=_("Hoặc chọn tổ hòa giải"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("Chọn tổ"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "team", teams_of_commune(actor))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("code") and not data.get("team") and not self.errors:
            self.add_error("code", _("Gõ mã trên phiếu, hoặc chọn tổ hòa giải."))
        return data


class AssignForm(forms.Form):
    """The justice officer says whose form it is."""

    team = forms.ModelChoiceField(
        label=_("Phiếu của tổ nào?"), queryset=Team.objects.none(), empty_label=_("Chọn tổ")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _rows(self, "team", teams_of_commune(actor))


class AttachForm(forms.Form):
    """Which dispute of the book the form tells, where it was written down already."""

    number = forms.IntegerField(label=_("Số trong sổ"), min_value=1, help_text=_("Ví dụ: 4"))
    year = forms.IntegerField(label=_("Sổ năm nào?"), min_value=2014, max_value=2100)


class DiscardForm(forms.Form):
    """Why a draft does not become a dispute."""

    reason = forms.CharField(
        label=_("Vì sao bỏ phiếu này?"),
        max_length=300,
        help_text=_("Ví dụ: vụ việc đã ghi sổ, số 4/2026. Ảnh vẫn được giữ."),
    )
