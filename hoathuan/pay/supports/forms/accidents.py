"""Forms of requests for support."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.ui.quantities import QuantityField
from hoathuan.pay.supports.choices import Asker, Harm, Insured, PaperKind, Situation
from hoathuan.pay.supports.services.accidents import Request, needed_papers
from hoathuan.pay.supports.services.deciding import Proved


class Words(forms.CharField):
    def __init__(self, *, rows=3, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class MoneyField(QuantityField):
    """Whole đồng."""

    def clean(self, value):
        return int(super().clean(value) or 0)


class YesNo(forms.TypedChoiceField):
    """A question of which neither answer is taken for granted."""

    def __init__(self, **kwargs):
        super().__init__(
            choices=[("1", _("Có")), ("0", _("Không"))],
            coerce=lambda answer: answer == "1",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )


class MediatorChoice(forms.ModelChoiceField):
    def label_from_instance(self, term):
        return f"{term.person.full_name}, {term.team}"


class FileForm(forms.Form):
    """The request (giấy đề nghị hỗ trợ)."""

    mediator = MediatorChoice(label=_("Hòa giải viên"), queryset=None, empty_label=_("Chọn người"))
    address = forms.CharField(label=_("Nơi ở"), required=False, max_length=200)
    harm = forms.ChoiceField(label=_("Việc gì đã xảy ra?"), choices=Harm.choices, widget=forms.RadioSelect)
    happened_on = VietnameseDateField(label=_("Xảy ra ngày nào?"), latest=today)
    died_on = VietnameseDateField(
        label=_("Qua đời ngày nào?"),
        latest=today,
        required=False,
        help_text=_("Chỉ ghi khi hòa giải viên đã qua đời."),
    )
    situation = forms.ChoiceField(
        label=_("Xảy ra khi nào?"),
        choices=Situation.choices,
        widget=forms.RadioSelect,
        help_text=_("Nhà nước hỗ trợ ba trường hợp đầu, với đường đi và thời gian hợp lý."),
    )
    place = forms.CharField(
        label=_("Xảy ra ở đâu?"), max_length=200, help_text=_("Ví dụ: dốc đầu thôn Nà Mẫu.")
    )
    account = Words(label=_("Kể ngắn gọn sự việc"), max_length=4000)
    insured = forms.ChoiceField(
        label=_("Có thẻ bảo hiểm y tế không?"), choices=Insured.choices, widget=forms.RadioSelect
    )
    treated = YesNo(label=_("Có khám, chữa bệnh phải trả tiền không?"))
    income_asked = forms.BooleanField(label=_("Có đề nghị cả phần thu nhập bị mất"), required=False)
    stable_income = YesNo(
        label=_("Có tiền lương, tiền công ổn định không?"),
        required=False,
        help_text=_(
            "Trả lời khi đề nghị phần thu nhập. Làm ruộng, buôn bán nhỏ thì chọn Không: không phải nộp giấy xác nhận "
            "tiền lương."
        ),
    )
    asker = forms.ChoiceField(label=_("Ai đề nghị?"), choices=Asker.choices, widget=forms.RadioSelect)
    asker_name = forms.CharField(
        label=_("Họ và tên người nhà đề nghị"),
        required=False,
        max_length=100,
        help_text=_("Chỉ ghi khi gia đình đề nghị. Người này cũng là người nhận tiền."),
    )
    asker_relation = forms.CharField(
        label=_("Quan hệ với hòa giải viên"),
        required=False,
        max_length=60,
        help_text=_("Ví dụ: vợ, con trai."),
    )
    filed_on = VietnameseDateField(label=_("Ngày nộp giấy đề nghị"), initial=today, latest=today)
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args, mediators, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mediator"].queryset = mediators

    def clean(self):
        data = super().clean() or {}
        if data.get("stable_income") is None:
            data["stable_income"] = True
            if data.get("income_asked"):
                self.add_error("stable_income", _("Chọn Có hoặc Không: biết cần giấy tờ gì về thu nhập."))
        return data

    def request(self):
        return Request(**self.cleaned_data)


class StepForm(forms.Form):
    """A step of one request; `arguments()` are what its service takes besides."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, accident, content, actor, **kwargs):
        kwargs.setdefault("initial", {"version": accident.version})
        super().__init__(*args, **kwargs)
        self.accident, self.content, self.actor = accident, content, actor

    def arguments(self):
        return self.cleaned_data


class CertifyForm(StepForm):
    certified_on = VietnameseDateField(label=_("Ngày xác nhận"), initial=today, latest=today)
    certified_by = forms.CharField(label=_("Họ và tên người xác nhận trên giấy"), max_length=150)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.actor.kind == "team_head":
            del self.fields["certified_by"]


class PaperForm(StepForm):
    kind = forms.ChoiceField(label=_("Giấy tờ gì?"), choices=PaperKind.choices, widget=forms.RadioSelect)
    seen_on = VietnameseDateField(label=_("Ngày nhận"), initial=today, latest=today)
    upload = AttachmentField(label=_("Ảnh chụp, bản quét"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needed = needed_papers(self.content)
        self.fields["kind"].choices = [(kind, PaperKind(kind).label) for kind in needed]
        # the person sends pictures; that an original was seen is the officer's word
        self.fields["upload"].required = self.actor.kind != "commune_officer"


class CompleteForm(StepForm):
    complete_on = VietnameseDateField(label=_("Ngày đủ hồ sơ"), initial=today, latest=today)


class SubmitForm(StepForm):
    """What the papers prove."""

    medical_cost = MoneyField(
        label=_("Chi phí khám bệnh, chữa bệnh theo hóa đơn (đồng)"), required=False, initial=0
    )
    daily_income = MoneyField(label=_("Thu nhập thực tế một ngày (đồng)"), required=False, initial=0)
    days_lost = forms.IntegerField(
        label=_("Số ngày bị mất thu nhập"), required=False, initial=0, min_value=0, max_value=3650
    )
    care_cost = MoneyField(
        label=_("Chi phí cứu chữa, chăm sóc trước khi qua đời (đồng)"), required=False, initial=0
    )
    funeral = forms.BooleanField(label=_("Có người đứng ra lo mai táng"), required=False)
    findings = Words(label=_("Ý kiến xem xét của xã"), required=False, max_length=4000)
    submitted_on = VietnameseDateField(label=_("Ngày trình"), initial=today, latest=today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        gone: tuple[str, ...] = (
            ("daily_income", "days_lost") if self.content.harm == Harm.DEATH else ("care_cost", "funeral")
        )
        if self.content.harm == Harm.INJURY and not self.content.income_asked:
            gone += ("daily_income", "days_lost")
        if not self.content.treated:
            gone += ("medical_cost", "care_cost")
        for name in dict.fromkeys(gone):
            del self.fields[name]

    def arguments(self):
        data = self.cleaned_data
        names = ("medical_cost", "daily_income", "days_lost", "care_cost")
        proved = Proved(**{name: data.get(name) or 0 for name in names}, funeral=data.get("funeral", False))
        return {name: data[name] for name in ("version", "submitted_on", "findings")} | {"proved": proved}


class ApproveForm(StepForm):
    decided_on = VietnameseDateField(label=_("Ngày quyết định"), initial=today, latest=today)
    number = forms.CharField(
        label=_("Số quyết định"), required=False, max_length=80, help_text=_("Ghi sau cũng được.")
    )


class RefuseForm(StepForm):
    reason = Words(
        label=_("Vì sao không hỗ trợ?"), help_text=_("Lý do này ghi trong văn bản gửi người đề nghị.")
    )
    decided_on = VietnameseDateField(label=_("Ngày trả lời"), initial=today, latest=today)
    number = forms.CharField(label=_("Số văn bản"), required=False, max_length=80)


class WithdrawForm(StepForm):
    reason = forms.CharField(label=_("Vì sao rút đề nghị?"), max_length=300)


class SendBackForm(StepForm):
    reason = Words(
        label=_("Vì sao phải xem xét lại?"),
        max_length=1000,
        help_text=_("Quyết định hỗ trợ, nếu có, không còn hiệu lực; khoản tiền thôi được giữ."),
    )
