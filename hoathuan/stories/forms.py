"""The forms of stories: what is told, what is looked for, what is wrong."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Field
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.core.text import clean

from .choices import Audience, Trouble
from .services import Telling

LONGEST = 4_000
ALL, MINE, CHECKS = "", "toi", "doc"


class Paragraphs(forms.CharField):
    """Text of several lines, cleaned line by line."""

    def __init__(self, rows=5, **kwargs):
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return "\n".join(clean(line) for line in str(value or "").splitlines()).strip()


class TellingForm(StaleGuardMixin, forms.Form):
    """Five questions; everything may be left open until the story is sent."""

    marks_optional = False
    title = forms.CharField(
        label=_("Tên chuyện"), max_length=120, required=False, help_text=_("Ví dụ: Lối đi chung giữa hai nhà")
    )
    situation = Paragraphs(
        label=_("Chuyện thế nào?"),
        help_text=_("Gọi là bên A, bên B. Không ghi tên người, tên thôn, ngày, số điện thoại."),
    )
    helped = Paragraphs(label=_("Điều gì đã giúp hai bên?"))
    ended = Paragraphs(label=_("Kết thúc ra sao?"), rows=3)
    law = Paragraphs(
        label=_("Đã dùng luật, hương ước, lệ tốt nào?"),
        rows=3,
        help_text=_("Ví dụ: Bộ luật Dân sự, điều về lối đi qua"),
    )
    lesson = Paragraphs(label=_("Bài học cho đồng nghiệp"), rows=3)
    audience = forms.ChoiceField(
        label=_("Cho ai xem?"), choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.PROVINCE
    )
    names_province = forms.BooleanField(
        label=_("Ghi tên tỉnh"), required=False, help_text=_("Nơi hẹp hơn tỉnh không bao giờ hiện.")
    )
    names_role = forms.BooleanField(
        label=_("Ghi vai trò của tôi"),
        required=False,
        help_text=_("Ví dụ “Hòa giải viên”. Tên ông/bà không bao giờ hiện."),
    )

    def telling(self):
        """What was typed, for the services."""
        return Telling(**{name: self.cleaned_data[name] for name in Telling.__dataclass_fields__})


class BackForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    words = Paragraphs(
        label=_("Cần sửa gì?"),
        required=True,
        max_length=1_000,
        help_text=_("Không ghi tên người, tên nơi. Ví dụ: bỏ chi tiết về nghề của bên A."),
    )


class ReportForm(forms.Form):
    trouble = forms.ChoiceField(
        label=_("Có điều gì không ổn?"), choices=Trouble.choices, widget=forms.RadioSelect
    )


class StoryFilter(forms.Form):
    """What is looked for; the address of a filtered list can be shared."""

    marks_optional = False
    tim = forms.CharField(label=_("Tìm trong chuyện"), required=False, max_length=80)
    viec = forms.ChoiceField(
        label=_("Mâu thuẫn về việc gì"), required=False, choices=[("", _("Tất cả")), *Field.choices]
    )
    cua = forms.ChoiceField(label=_("Chuyện nào"), required=False)

    def __init__(self, *args, tells, checks, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(ALL, _("Đồng nghiệp kể"))]
        choices += [(MINE, _("Của tôi"))] if tells else []
        choices += [(CHECKS, _("Chờ tôi đọc"))] if checks else []
        if len(choices) > 1:
            self.fields["cua"].choices = choices
        else:
            del self.fields["cua"]

    def asked(self, name):
        """What the address asks for, "" for what it may not ask."""
        self.is_valid()
        return self.cleaned_data.get(name, "")
