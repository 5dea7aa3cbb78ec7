"""Forms of papers, templates and registers."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import BodyKind
from hoathuan.accounts.models import Body, Seat
from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.attachments.kinds import DOCX, PDF
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import legal_text

from .choices import SIGNER_KINDS, PaperState
from .kinds import PaperKind, all_kinds
from .models import Paper
from .rights import bodies_of
from .services.drafting import Typed

#: How the offices that we know write the place of the body in a sign (Decree 30/2020, App. I, II.3).
_SHORT = {BodyKind.PEOPLES_COMMITTEE: "UBND", BodyKind.JUSTICE_DEPARTMENT: "STP"}


class ListFilter(forms.Form):
    """What the list of papers shows."""

    marks_optional = False
    trang_thai = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False)
    loai = forms.ChoiceField(label=gettext_lazy("Loại"), required=False)
    nam = forms.IntegerField(label=gettext_lazy("Năm"), required=False, min_value=1990, max_value=2200)
    tim = forms.CharField(label=gettext_lazy("Số hoặc trích yếu"), required=False, max_length=100)
    xem = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("Tất cả"))]
        self.fields["trang_thai"].choices = [*everything, *PaperState.choices]  # type: ignore[attr-defined]
        self.fields["loai"].choices = [*everything, *((k.key, k.label) for k in all_kinds())]  # type: ignore[attr-defined]


class DraftForm(StaleGuardMixin, forms.Form):
    """The head and foot of a paper, and what its kind lets the officer write."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Cơ quan ban hành"), to_field_name="uuid", empty_label=None
    )
    title = forms.CharField(
        label=gettext_lazy("Trích yếu"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    sign = forms.RegexField(
        r"^[A-Z0-9\u0110]{1,12}([-.][A-Z0-9\u0110]{1,12}){0,3}$",
        label=gettext_lazy("Ký hiệu"),
        max_length=40,
        help_text=gettext_lazy("Phần sau dấu gạch chéo, ví dụ QĐ-UBND."),
        error_messages={
            "invalid": gettext_lazy("Viết ký hiệu bằng chữ in hoa, nối bằng dấu gạch, ví dụ QĐ-UBND.")
        },
    )
    signer_office = forms.CharField(
        label=gettext_lazy("Chức vụ người ký"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Mỗi dòng một ý, ví dụ KT. CHỦ TỊCH, dòng dưới PHÓ CHỦ TỊCH."),
    )
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=100)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: PaperKind, actor: Actor, title: str = "", **kwargs: Any) -> None:
        self.kind = kind
        super().__init__(*args, **kwargs)
        bodies = bodies_of(actor)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
        for field in kind.typed:
            self.fields[f"f_{field.key}"] = _typed(field)
        if self.record is None:
            self._begin(actor, title, _own(bodies, actor))
        last = ["signer_office", "signer", "token"]
        self.order_fields([name for name in self.fields if name not in last] + last)

    def _begin(self, actor: Actor, title: str, body: Body | None) -> None:
        """What a new draft starts with: the unit's own body and leader, the sign of its kind."""
        shipped = self.kind.shipped()
        short = _SHORT.get(BodyKind(body.kind), "") if body else ""
        leader = Seat.objects.filter(
            unit_id=actor.home_unit_id, kind__in=SIGNER_KINDS, stopped_at=None, valid__contains=today()
        ).select_related("person")
        first = leader.order_by("id").first()
        begun = {
            "body": body.uuid if body else None, "title": title, "token": uuid.uuid4(),
            "sign": shipped["sign"].replace("UBND", short) if short else shipped["sign"],
            "signer_office": shipped.get("office", ""), "signer": first.person.full_name if first else "",
        }  # fmt: skip
        self.initial = {**begun, **self.initial}

    def typed(self) -> Typed:
        data = self.cleaned_data
        return Typed(
            body=data["body"], title=data["title"], sign=data["sign"], signer=data["signer"],
            signer_office=data["signer_office"],
            fields={field.key: data[f"f_{field.key}"] for field in self.kind.typed},
        )  # fmt: skip


class BatchForm(DraftForm):
    """The same for many records at once: each paper has the summary of its own record."""

    subjects = forms.ModelMultipleChoiceField(
        Body.objects.none(),
        to_field_name="uuid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Chọn ít nhất một dòng trong danh sách.")},
    )

    def __init__(self, *args: Any, subjects: QuerySet[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["title"]
        self.order_fields([name for name in self.fields if name != "subjects"])  # a long list comes last
        chosen = self.fields["subjects"]
        chosen.queryset = subjects  # type: ignore[attr-defined]
        chosen.label = _("Soạn cho (bỏ đánh dấu dòng nào không soạn)")
        self.initial["subjects"] = list(subjects.values_list("uuid", flat=True))

    def kept(self) -> dict[str, Any]:
        """What the officer wrote, as plain values for a job."""
        data = self.cleaned_data
        return {
            "body": data["body"].pk, "sign": data["sign"], "signer": data["signer"],
            "signer_office": data["signer_office"],
            "fields": {field.key: data[f"f_{field.key}"] for field in self.kind.typed},
        }  # fmt: skip


class IssueManyForm(forms.Form):
    """The day on the papers and, where the office keeps its own register, the first of their numbers."""

    first = forms.IntegerField(
        label=gettext_lazy("Số đầu tiên trong sổ văn bản đi"),
        min_value=1,
        max_value=999_999,
        help_text=gettext_lazy("Các văn bản lấy số liền nhau từ số này, theo thứ tự trong đợt."),
    )
    issued_on = VietnameseDateField(label=gettext_lazy("Ngày ban hành"), latest=today, initial=today)

    def __init__(self, *args: Any, drawn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if drawn:
            del self.fields["first"]


def _own(bodies: QuerySet[Body], actor: Actor) -> Body | None:
    """The seat's own body, else the first of its unit."""
    own = actor.seat.body_id if actor.seat else None
    return bodies.filter(pk=own or 0).first() or bodies.first()


def _typed(field: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": field.lines}) if field.lines > 1 else forms.TextInput()
    longest = 20_000 if field.lines > 1 else 300
    return forms.CharField(
        label=field.label, required=field.required, max_length=longest, widget=widget, help_text=field.help
    )


def initial_of(paper: Paper, kind: PaperKind) -> dict[str, Any]:
    """A draft as its form shows it."""
    named = ("title", "sign", "signer", "signer_office")
    return (
        {"body": paper.body.uuid}
        | {name: getattr(paper, name) for name in named}
        | {f"f_{field.key}": paper.data.get(field.key, "") for field in kind.typed}
    )


class IssueForm(forms.Form):
    """The day on the paper and, where the office keeps its own register, its number."""

    number = forms.CharField(
        label=gettext_lazy("Số trong sổ văn bản đi"),
        max_length=20,
        help_text=gettext_lazy("Chỉ ghi số, ví dụ 7; ký hiệu đã có trong dự thảo."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    issued_on = VietnameseDateField(label=gettext_lazy("Ngày ban hành"), latest=today, initial=today)

    def __init__(self, *args: Any, drawn: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if drawn:
            del self.fields["number"]


class SignedForm(forms.Form):
    file = AttachmentField(
        label=gettext_lazy("Bản PDF đã ký"),
        help_text=gettext_lazy("Tệp PDF đã ký số, hoặc bản quét có chữ ký và con dấu; không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": PDF.extensions[0]}),
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Tôi đã đối chiếu: đúng là bản ký của văn bản này"),
        required=False,
        help_text=gettext_lazy(
            "Chỉ cần đánh dấu khi phần mềm báo lời văn khác bản ban hành hoặc chữ ký số không ổn."
        ),
    )


class VoidForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do hủy"),
        min_length=5,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Số của văn bản vẫn coi là đã dùng. Trang kiểm tra công khai chỉ báo văn bản đã hủy."
        ),
    )


class TemplateForm(forms.Form):
    """A province's own Word file for one kind of paper."""

    file = AttachmentField(
        label=gettext_lazy("Tệp Word (.docx)"),
        help_text=gettext_lazy("Không có macro, không quá 20 MB."),
        widget=forms.FileInput(attrs={"accept": DOCX.extensions[0]}),
    )
    note = forms.CharField(label=gettext_lazy("Thay đổi so với bản trước"), max_length=300, required=False)


class UseForm(forms.Form):
    used_from = VietnameseDateField(label=gettext_lazy("Dùng từ ngày"), initial=today)


class SeriesForm(forms.Form):
    """A register that the body begins to keep here."""

    body = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Cơ quan"), to_field_name="uuid", empty_label=None
    )
    sign = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=40, initial=legal_text("QĐ-UBND"))
    started_on = VietnameseDateField(label=gettext_lazy("Dùng từ ngày"), initial=today)
    first_number = forms.IntegerField(
        label=gettext_lazy("Số đầu tiên"),
        min_value=1,
        max_value=999_999,
        initial=1,
        help_text=gettext_lazy(
            "Số tiếp theo trong sổ giấy của năm nay. Sang năm mới, số tự bắt đầu lại từ 1."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(actor)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]
