"""The head of a reform, and the last question before it is applied."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import VietnameseDateField
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.reforms.services.drafts import Head
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit


class HeadForm(StaleGuardMixin, forms.Form):
    """Title, legal basis, day."""

    title = forms.CharField(
        label=gettext_lazy("Tên việc sắp xếp"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: Nhập xã An Mẫu và xã Bình Mẫu."),
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        help_text=gettext_lazy("Số, ngày và cơ quan ban hành nghị quyết hoặc quyết định."),
    )
    on_date = VietnameseDateField(
        label=gettext_lazy("Có hiệu lực từ ngày"),
        help_text=gettext_lazy("Ngày đầu tiên của đơn vị mới. Ngày sau hôm nay cũng được."),
    )

    @property
    def head(self) -> Head:
        data = self.cleaned_data
        return Head(data["title"], data["legal_basis"], data["on_date"])


class NewReformForm(HeadForm):
    """For the country, also within which province; an administrator of a province writes for that one."""

    province = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Nằm trọn trong tỉnh"),
        to_field_name="uuid",
        required=False,
        empty_label=gettext_lazy("Nhiều tỉnh, cả nước"),
        help_text=gettext_lazy(
            "Chọn tỉnh thì chỉ ghi được đơn vị của tỉnh ấy, và người quản trị tỉnh cũng sửa được."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if not actor.nation:
            del self.fields["province"]
            return
        provinces = Unit.objects.filter(level=Level.PROVINCE, valid__upper_inf=True)
        self.fields["province"].queryset = provinces.order_by("sort", "id")  # type: ignore[attr-defined]

    @property
    def province_chosen(self) -> Unit | None:
        if self.actor.nation:
            chosen: Unit | None = self.cleaned_data["province"]
            return chosen
        return Unit.objects.get(pk=self.actor.province_id or 0)


class ApplyForm(StaleGuardMixin, forms.Form):
    """One box that names the day and how many units change."""

    sure = forms.BooleanField(label="")

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sure"].label = words
        self.fields["sure"].error_messages["required"] = _("Đánh dấu vào ô xác nhận rồi thực hiện.")
