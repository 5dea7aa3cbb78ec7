"""A task, and a target of it."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.models import Body, Person
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import clean
from hoathuan.core.ui.quantities import QuantityField
from hoathuan.plans import measures
from hoathuan.plans.choices import Direction
from hoathuan.units.selectors import path_of

from .fields import field


class TaskForm(StaleGuardMixin, forms.Form):
    section = forms.CharField(
        label=gettext_lazy("Mục"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Tên mục trong kế hoạch, ví dụ: II. Công tác hòa giải ở cơ sở"),
    )
    ordinal = forms.IntegerField(
        label=gettext_lazy("Thứ tự"), required=False, min_value=1, max_value=999,
        help_text=gettext_lazy("Để trống thì đứng cuối."),
    )  # fmt: skip
    content = forms.CharField(
        label=gettext_lazy("Nội dung nhiệm vụ"), widget=forms.Textarea(attrs={"rows": 3})
    )
    lead_body = forms.ModelChoiceField(
        label=gettext_lazy("Đơn vị chủ trì"),
        queryset=Body.objects.none(),
        to_field_name="uuid",
        required=False,
    )
    lead_text = forms.CharField(
        label=gettext_lazy("Đơn vị chủ trì khác"), max_length=200, required=False,
        help_text=gettext_lazy("Chỉ ghi khi đơn vị không có trong danh sách trên."),
    )  # fmt: skip
    partners = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Đơn vị phối hợp"), queryset=Body.objects.none(), to_field_name="uuid", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    partners_text = forms.CharField(
        label=gettext_lazy("Đơn vị phối hợp khác"), max_length=300, required=False
    )
    person = forms.ModelChoiceField(
        label=gettext_lazy("Người phụ trách"),
        queryset=Person.objects.none(),
        to_field_name="uuid",
        required=False,
    )
    person_text = forms.CharField(label=gettext_lazy("Người phụ trách khác"), max_length=100, required=False)
    starts_on = VietnameseDateField(label=gettext_lazy("Ngày bắt đầu"), required=False)
    due_on = VietnameseDateField(
        label=gettext_lazy("Thời hạn"), required=False, help_text=gettext_lazy("Ví dụ: 30/09/2026")
    )
    time_text = forms.CharField(
        label=gettext_lazy("Thời gian thực hiện, ghi như trong kế hoạch"), max_length=120, required=False,
        help_text=gettext_lazy("Ví dụ: Quý III năm 2026; thường xuyên"),
    )  # fmt: skip
    deliverable = forms.CharField(label=gettext_lazy("Sản phẩm, kết quả"), max_length=300, required=False)
    waits_for = forms.CharField(
        label=gettext_lazy("Chờ văn bản chưa ban hành"), max_length=300, required=False,
        help_text=gettext_lazy("Ví dụ: hướng dẫn của Bộ Tư pháp về tập huấn hòa giải viên"),
    )  # fmt: skip

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(unit__in=path_of(plan.unit), closed_on=None).order_by(
            "unit__level", "sort"
        )
        staff = Person.objects.filter(seats__unit=plan.unit, seats__valid__contains=today())
        staff = staff.exclude(seats__kind__in=["team_head", "mediator"])
        field(self, "lead_body").queryset = bodies
        field(self, "partners").queryset = bodies
        field(self, "person").queryset = staff.order_by("sort", "id").distinct()

    def clean(self):
        super().clean()
        data = self.cleaned_data
        starts_on, due_on = data.get("starts_on"), data.get("due_on")
        if starts_on and due_on and due_on < starts_on:
            self.add_error(
                "due_on",
                _("Thời hạn phải từ ngày bắt đầu (%(day)s) trở đi.") % {"day": f"{starts_on:%d/%m/%Y}"},
            )
        for name in (
            "section",
            "lead_text",
            "partners_text",
            "person_text",
            "time_text",
            "deliverable",
            "waits_for",
        ):
            data[name] = clean(data.get(name, ""))
        return data


class TargetForm(StaleGuardMixin, forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Chỉ tiêu"), max_length=300,
        help_text=gettext_lazy("Ví dụ: Hội nghị tập huấn cho hòa giải viên"),
    )  # fmt: skip
    direction = forms.ChoiceField(
        label=gettext_lazy("Yêu cầu"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        initial=Direction.AT_LEAST,
    )
    quantity = QuantityField(label=gettext_lazy("Số lượng"), help_text=gettext_lazy("Ví dụ: 25.000"))
    unit_label = forms.CharField(
        label=gettext_lazy("Đơn vị tính"), max_length=40, help_text=gettext_lazy("Ví dụ: tờ, hội nghị, tổ, %")
    )
    is_share = forms.BooleanField(label=gettext_lazy("Số lượng là tỷ lệ phần trăm"), required=False)
    starts_on = VietnameseDateField(label=gettext_lazy("Tính từ ngày"))
    ends_on = VietnameseDateField(label=gettext_lazy("Đến ngày"))
    measure = forms.ChoiceField(
        label=gettext_lazy("Kết quả lấy từ đâu"), required=False,
        help_text=gettext_lazy("Chọn một chỉ số thì kết quả tự đếm từ số liệu đã ghi, không ai phải báo cáo."),
    )  # fmt: skip
    is_main = forms.BooleanField(label=gettext_lazy("Chỉ tiêu chính, hiện ở trang đầu"), required=False)

    def __init__(self, *args, target=None, **kwargs):
        super().__init__(*args, record=target, **kwargs)
        field(self, "measure").choices = measures.choices(target)

    def clean(self):
        super().clean()
        data = self.cleaned_data
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(
                "ends_on",
                _("Ngày cuối phải từ ngày đầu (%(day)s) trở đi.") % {"day": f"{starts_on:%d/%m/%Y}"},
            )
        return data

    def fields_of_target(self):
        """What the services take: the choice of a measure as indicator and filter."""
        data = {
            name: value for name, value in self.cleaned_data.items() if name not in ("measure", "version")
        }
        data["indicator"], data["where"] = measures.read(self.cleaned_data["measure"])
        return data
