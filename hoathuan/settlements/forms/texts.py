"""Forms of the words: one group at a time, then recording, then comparing a copy."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import clean
from hoathuan.settlements import rules
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.models import Signature

LONGEST = 8_000


class Lines(forms.CharField):
    """Text of several lines, cleaned line by line."""

    def __init__(self, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return "\n".join(clean(line) for line in str(value or "").splitlines()).strip()


class GroupForm(StaleGuardMixin, forms.Form):
    """One of the seven groups that a person writes."""

    text = Lines(rows=10)

    def __init__(self, *args: Any, group: rules.Group, draft: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"text": getattr(draft, group.name)})
        super().__init__(*args, record=draft, **kwargs)
        self.fields["text"].label, self.fields["text"].help_text = group.label, group.help


class SeenForm(forms.Form):
    """A form whose hidden fields `SEEN` say what its page showed. The service compares them under its lock."""

    SEEN: tuple[str, ...] = ()

    def renew(self) -> None:
        """After a clash the page shows what is stored now: sending it again, having read that, goes through."""
        sent_back = self.data.copy()  # type: ignore[attr-defined]
        for name in self.SEEN:
            sent_back[self.add_prefix(name)] = str(self.initial[name])
        self.data = sent_back


class RecordForm(SeenForm):
    """Recording the draft for good."""

    SEEN = ("seen", "read")

    agreed_on = VietnameseDateField(label=_("Ngày các bên thỏa thuận"), latest=today)
    place = forms.CharField(label=_("Nơi lập văn bản"), max_length=200, help_text=_("Ví dụ: Xã An Mẫu"))
    reason = forms.CharField(
        label=_("Lý do sửa bản trước"),
        max_length=300,
        help_text=_("Bản trước vẫn giữ nguyên, đọc được; lý do đứng cạnh bản mới và in trên văn bản."),
    )
    tell_court = forms.BooleanField(
        label=_("Văn bản đang ở Tòa án: chúng tôi sẽ nộp bản mới cho Tòa án"),
        error_messages={
            "required": _("Văn bản đang ở Tòa án. Đánh dấu là sẽ nộp bản mới cho Tòa án rồi ghi tiếp.")
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)
    read = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, again: bool, at_court: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not again:
            del self.fields["reason"]
        if not at_court:
            del self.fields["tell_court"]


class SignForm(SeenForm):
    """How one person stands behind the paper."""

    SEEN = ("seen",)

    hand = forms.ChoiceField(label=_("Người này đã ký chưa?"), choices=Hand.choices, widget=forms.RadioSelect)
    on_date = VietnameseDateField(label=_("Ngày ký"), required=False, latest=today)
    reason = forms.CharField(
        label=_("Vì sao không ký"),
        max_length=300,
        required=False,
        help_text=_("Không bắt buộc. Không ký không sao: thỏa thuận vẫn được ghi sổ, không ai mất quyền gì."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stored: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored

    def clean_hand(self) -> str:
        hand = str(self.cleaned_data["hand"])
        if hand == self.stored == Hand.WAITING:
            words = _("Đang ghi là chưa ký, không có gì để đổi. Chọn cách người này đã ký, hoặc quay lại.")
            raise forms.ValidationError(words)
        return hand


class ScanSignersForm(forms.Form):
    """Who of those that still wait stands on the photo, with a name or a fingerprint."""

    signed = forms.MultipleChoiceField(label=_("Ai đã ký trên ảnh này?"), required=False)
    fingerprint = forms.MultipleChoiceField(
        label=_("Ai điểm chỉ thay cho ký?"), required=False, help_text=_("Không có ai thì để trống.")
    )
    on_date = VietnameseDateField(label=_("Ngày ký"), latest=today)

    def __init__(self, *args: Any, lines: Sequence[Signature], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {str(line.uuid): line for line in lines}
        for name in (Hand.SIGNED, Hand.FINGERPRINT):
            field = self.fields[name]
            field.widget = forms.CheckboxSelectMultiple()
            field.choices = [(key, f"{line} ({line.get_role_display()})") for key, line in self.lines.items()]  # type: ignore[attr-defined]
            field.error_messages["invalid_choice"] = _("Người khác vừa ghi một người ở đây. Xem lại rồi ghi.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for key in set(data.get("signed", ())) & set(data.get("fingerprint", ())):
            words = _("%(name)s: chọn ký tên hoặc điểm chỉ, không chọn cả hai.")
            self.add_error("fingerprint", words % {"name": self.lines[key]})
        return data

    @property
    def hands(self) -> dict[Signature, str]:
        """Line → how that person stands behind the paper."""
        ticked = ((key, hand) for hand in (Hand.SIGNED, Hand.FINGERPRINT) for key in self.cleaned_data[hand])
        return {self.lines[key]: hand for key, hand in ticked}


class ScanForm(forms.Form):
    file = AttachmentField(
        label=_("Ảnh chụp hoặc bản quét văn bản đã ký"),
        help_text=_("PDF hoặc ảnh, không quá 20 MB. Chỉ tổ và tư pháp xã xem được."),
    )


def _letters() -> list[tuple[str, str]]:
    return [(group.letter, f"{group.letter}) {group.label}") for group in rules.GROUPS]


class CompareForm(forms.Form):
    """A party types one group of the paper in hand."""

    letter = forms.ChoiceField(label=_("So phần nào?"), choices=_letters)
    text = forms.CharField(
        label=_("Gõ hoặc dán nguyên văn phần đó"),
        help_text=_(
            "Không cần đúng chữ hoa, dấu chấm, dấu phẩy hay xuống dòng; chữ và số phải đúng. "
            "Chữ gõ ở đây không được lưu lại."
        ),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
    )
