"""The forms of a claim: to draft, to put an item right, to confirm, to send back, to decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.pay.choices import CallResult, Ground, ItemState, ProofKind, Sharing, Source
from hoathuan.pay.models import Claim, ClaimItem

#: No sum of a commune has more digits.
_LONGEST = 12


class Words(forms.CharField):
    """A few lines of text."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        kwargs.setdefault("max_length", 500)
        super().__init__(**kwargs)


class MoneyField(forms.Field):
    """Whole đồng, typed as people write it: 400000 or 400.000."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip().replace(".", "").replace(" ", "").replace(",", "")
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > _LONGEST:
            raise forms.ValidationError(_("Ghi số đồng bằng chữ số, ví dụ 400.000."))
        return int(text)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class SinceForm(forms.Form):
    """From which ending on."""

    since = VietnameseDateField(label=_("Vụ việc kết thúc từ ngày"))


class ItemForm(forms.Form):
    """One dispute of a draft: what is asked, of which money, and who gets how much."""

    amount = MoneyField(label=_("Số tiền đề nghị (đồng)"))
    source = forms.ChoiceField(label=_("Nguồn tiền"), choices=Source.choices, widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: ClaimItem, mediators: list[Any], **kwargs: Any) -> None:
        given = {share.mediator_id: share.amount for share in item.shares.all() if share.live}
        initial = {"amount": item.amount, "source": item.source, "version": item.claim.version}
        initial |= {f"share_{one.pk}": given.get(one.pk) for one in mediators}
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for one in mediators:
            label = _("Phần của %(name)s (đồng)") % {"name": one.person.full_name}
            self.fields[f"share_{one.pk}"] = MoneyField(label=label, required=False)
        self.mediators = mediators

    def shares(self) -> dict[int, int]:
        data = self.cleaned_data
        return {one.pk: data[f"share_{one.pk}"] for one in self.mediators if data.get(f"share_{one.pk}")}


class SharingForm(forms.Form):
    sharing = forms.ChoiceField(label=_("Chia lại tất cả vụ việc"), choices=Sharing.choices)


class SeenForm(forms.Form):
    """A deed on a claim as it was read: of which version."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class HeadForm(SeenForm):
    """The head confirms in the app."""

    true = forms.BooleanField(
        label=_("Tôi xác nhận các vụ việc trong danh sách đã được hòa giải và kết thúc đúng như trong sổ"),
        error_messages={"required": _("Đánh dấu vào ô xác nhận.")},
    )
    duties = forms.BooleanField(
        label=_(
            "Tôi xác nhận các hòa giải viên trong danh sách không vi phạm nghĩa vụ của hòa giải viên (Luật Hòa giải ở "
            "cơ sở, Điều 10)"
        ),
        error_messages={
            "required": _("Đánh dấu vào ô này. Có người vi phạm thì bỏ vụ việc đó khỏi đề nghị rồi gửi.")
        },
    )


class PaperForm(SeenForm):
    """The officer brings in what the head has signed on paper."""

    on = VietnameseDateField(label=_("Ngày tổ trưởng ký"), latest=today)
    paper = AttachmentField(label=_("Ảnh hoặc bản chụp giấy đề nghị đã ký"))


class ReasonForm(forms.Form):
    reason = Words(
        label=_("Còn thiếu gì?"), help_text=_("Tổ hòa giải đọc được. Ví dụ: chưa ghi ai đã hòa giải.")
    )


def _grounds(number: Any = None) -> forms.ChoiceField:
    label: Any = _("Vì sao không duyệt?")
    if number is not None:
        label = _("Vì sao không duyệt vụ việc số %(case)s?") % {"case": number}
    return forms.ChoiceField(
        label=label,
        choices=[("", _("Chọn lý do")), *Ground.choices],
        required=number is None,
        error_messages={"required": _("Chọn lý do từ chối.")},
    )


def _in_words(ground: str, words: str) -> str:
    """The reason as it stands in the refusal: what it is called, then the words; of another reason the words alone."""
    words = words.strip()
    if ground in ("", Ground.OTHER):
        return words
    return ". ".join(part for part in (str(Ground(ground).label), words) if part)[:500]


def _needs_words(ground: str) -> bool:
    """A breach is said in words, and so is what has no name here."""
    return ground in ("", Ground.OTHER, Ground.BREACH)


class DecideForm(SeenForm):
    """Each dispute: approve, or refuse with a written reason."""

    def __init__(
        self, *args: Any, claim: Claim, items: list[ClaimItem], doubled: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = claim.version
        self.items = [item for item in items if item.state == ItemState.OPEN]
        for item in self.items:
            self.fields[f"refuse_{item.pk}"] = forms.BooleanField(
                label=_("Không duyệt vụ việc số %(case)s") % {"case": item.case}, required=False
            )
            self.fields[f"ground_{item.pk}"] = _grounds(item.case)
            self.fields[f"reason_{item.pk}"] = forms.CharField(
                label=_("Nói rõ về vụ việc số %(case)s") % {"case": item.case},
                required=False,
                max_length=500,
            )
        if doubled:
            self.fields["doubled"] = forms.BooleanField(
                label=_("Tôi biết chính mình đã lập hoặc xác nhận đề nghị này, và vẫn quyết định"),
                error_messages={"required": _("Đánh dấu vào ô này, hoặc để người khác quyết định.")},
            )
        self.fields["overspend"] = Words(
            label=_("Lý do chi vượt dự toán (chỉ ghi khi hết dự toán)"),
            required=False,
            rows=2,
            max_length=300,
        )
        self.fields["overspend_number"] = forms.CharField(
            label=_("Số văn bản cho chi vượt"), required=False, max_length=80
        )
        self.fields["overspend_on"] = VietnameseDateField(label=_("Ngày văn bản"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for item in self.items:
            silent = not (data.get(f"reason_{item.pk}") or "").strip()
            if data.get(f"refuse_{item.pk}") and silent and _needs_words(data.get(f"ground_{item.pk}") or ""):
                self.add_error(f"reason_{item.pk}", _("Ghi lý do từ chối; tổ hòa giải đọc được."))
        if data.get("overspend") and not (data.get("overspend_number") and data.get("overspend_on")):
            self.add_error("overspend_number", _("Ghi số và ngày văn bản cho chi vượt."))
        return data

    def refusals(self) -> dict[int, str]:
        data = self.cleaned_data
        return {
            item.pk: _in_words(data.get(f"ground_{item.pk}") or "", data[f"reason_{item.pk}"])
            for item in self.items
            if data.get(f"refuse_{item.pk}")
        }

    def rows(self) -> list[tuple[ClaimItem, Any, Any, Any]]:
        """Each dispute with its tick, its reason by name, and its reason in words."""
        return [
            (item, self[f"refuse_{item.pk}"], self[f"ground_{item.pk}"], self[f"reason_{item.pk}"])
            for item in self.items
        ]


class RefuseForm(SeenForm):
    """A whole claim is refused: the reason by its name, and in words."""

    ground = _grounds()
    reason = Words(
        label=_("Nói rõ lý do"),
        required=False,
        help_text=_("Ghi rõ theo quy định nào; tổ hòa giải đọc được."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("ground") and not (data.get("reason") or "").strip() and _needs_words(data["ground"]):
            self.add_error("reason", _("Ghi lý do từ chối; tổ hòa giải đọc được."))
        return data

    def words(self) -> str:
        return _in_words(self.cleaned_data["ground"], self.cleaned_data["reason"])


class ProofForm(forms.Form):
    """One proof of a dispute; `calls`: the seat may write down that people were called."""

    kind = forms.ChoiceField(
        label=_("Có thêm chứng cứ gì?"),
        choices=[pair for pair in ProofKind.choices if pair[0] not in ("register", "head")],
        widget=forms.RadioSelect,
    )
    on = VietnameseDateField(label=_("Ngày"), latest=today, initial=today)
    who = forms.CharField(
        label=_("Ai xác nhận, ai được hỏi?"), max_length=150, required=False,
        help_text=_("Chỉ tổ và tư pháp xã đọc được tên này."),
    )  # fmt: skip
    result = forms.ChoiceField(
        label=_("Kết quả gọi hỏi (chỉ khi xã gọi hỏi lại)"),
        choices=[("", _("Không phải gọi hỏi")), *CallResult.choices], required=False,
    )  # fmt: skip
    note = Words(label=_("Ghi chú"), required=False, rows=2, max_length=1000)
    file = AttachmentField(label=_("Ảnh hoặc bản chụp"), required=False)

    def __init__(self, *args: Any, calls: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not calls:
            kind: Any = self.fields["kind"]
            kind.choices = [pair for pair in kind.choices if pair[0] != ProofKind.CALLBACK]
            del self.fields["result"]
