"""Forms of letters: what is sent and to whom, what comes back, what is asked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Body
from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.units.api import told_apart
from hoathuan.units.choices import Level

from .addressing import bodies_beside, units_below, units_of
from .choices import Asks, Scope, Standing
from .models import Direction
from .rights import bodies_of
from .services.drafting import Typed

_LONG_TEXT, _LONG_REPLY, _LONG_QUESTION = 20_000, 10_000, 3_000
_NEXT_LEVEL = {
    Level.COUNTRY: gettext_lazy("Mọi tỉnh, thành phố"),
    Level.PROVINCE: gettext_lazy("Mọi xã, phường, đặc khu"),
    Level.COMMUNE: gettext_lazy("Mọi thôn, tổ dân phố"),
}


class ListFilter(forms.Form):
    """What the list shows; the address of a filtered list can be shared."""

    marks_optional = False
    tim = forms.CharField(label=gettext_lazy("Số hoặc trích yếu"), required=False, max_length=100)
    tinh = forms.ChoiceField(
        label=gettext_lazy("Tình trạng"),
        required=False,
        choices=[("", gettext_lazy("Tất cả")), *Standing.choices],
    )
    xem = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, standings: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not standings:
            del self.fields["tinh"]


class LetterForm(StaleGuardMixin, forms.Form):
    """A letter as it was signed, what its recipients must do, and who they are."""

    issuer = forms.ModelChoiceField(
        Body.objects.none(), label=gettext_lazy("Cơ quan ban hành"), to_field_name="uuid", empty_label=None
    )
    number = forms.CharField(
        label=gettext_lazy("Số, ký hiệu của văn bản đã ký"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Ví dụ 1234/STP-PBGDPL. Chưa ký thì để trống, ghi trước khi gửi."),
    )
    signed_on = VietnameseDateField(label=gettext_lazy("Ngày ký"), required=False, latest=today)
    title = forms.CharField(
        label=gettext_lazy("Trích yếu"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    text = forms.CharField(
        label=gettext_lazy("Nội dung yêu cầu"),
        max_length=_LONG_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Vài dòng: nơi nhận phải làm gì. Không ghi nội dung vụ việc hòa giải."),
    )
    asks = forms.ChoiceField(
        label=gettext_lazy("Nơi nhận phải làm gì?"),
        choices=Asks.choices,
        widget=forms.RadioSelect,
        initial=Asks.REPLY,
    )
    due_on = VietnameseDateField(
        label=gettext_lazy("Hạn"), required=False, help_text=gettext_lazy("Để trống nếu không có hạn.")
    )
    scope = forms.ChoiceField(label=gettext_lazy("Gửi đến"), widget=forms.RadioSelect, initial=Scope.CHOSEN)
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Chọn đơn vị"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("Cơ quan cùng cấp cũng nhận"), required=False, widget=forms.CheckboxSelectMultiple
    )
    basis = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Điều, khoản, văn bản mà việc này dựa vào, nếu có."),
    )
    file = AttachmentField(label=gettext_lazy("Tệp văn bản đã ký"), required=False)
    token = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(actor)
        self.fields["issuer"].queryset = bodies  # type: ignore[attr-defined]
        self._units = {str(unit.uuid): unit for unit in units_below(actor)}
        self._bodies = {str(body.uuid): body for body in bodies_beside(actor)}
        self._offer(actor)
        if self.record is None:
            own = actor.seat.body_id if actor.seat else None
            first = bodies.filter(pk=own or 0).first() or bodies.first()
            begun = {"issuer": first.uuid if first else None, "token": uuid.uuid4()}
            self.initial = {**begun, **self.initial}
        else:
            del self.fields["file"]

    def _offer(self, actor: Actor) -> None:
        names = told_apart(self._units.values())
        self.fields["units"].choices = [(key, names[unit.pk]) for key, unit in self._units.items()]  # type: ignore[attr-defined]
        self.fields["bodies"].choices = [(key, body.name) for key, body in self._bodies.items()]  # type: ignore[attr-defined]
        self.fields["scope"].choices = list(self._scopes(actor))  # type: ignore[attr-defined]
        if not self._bodies:
            del self.fields["bodies"]

    def _scopes(self, actor: Actor) -> Iterable[tuple[str, str]]:
        level = Level(actor.seat.unit.level) if actor.seat else Level.COMMUNE
        if self._units:
            yield Scope.BELOW, _counted(str(_NEXT_LEVEL.get(level, "")), len(self._units))
        if actor.nation:
            yield Scope.COMMUNES, _counted(str(Scope.COMMUNES.label), units_of(actor, Scope.COMMUNES).count())
        yield Scope.CHOSEN, str(Scope.CHOSEN.label)

    def clean_due_on(self) -> Any:
        due = self.cleaned_data["due_on"]
        if due and due < today():
            raise ValidationError(_("Hạn phải từ hôm nay (%(day)s) trở đi.") % {"day": f"{today():%d/%m/%Y}"})
        return due

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = data.get("units") or data.get("bodies")
        if data.get("scope") == Scope.CHOSEN and not chosen and "units" not in self.errors:
            self.add_error("units", _("Chọn ít nhất một nơi nhận."))
        return data

    def typed(self) -> Typed:
        data = self.cleaned_data
        given = {name: data[name] for name in _PLAIN if name in data}
        return Typed(
            body=data["issuer"],
            units=[self._units[key] for key in data["units"]],
            bodies=[self._bodies[key] for key in data.get("bodies", ())],
            **given,
        )


_PLAIN = ("title", "text", "asks", "due_on", "number", "signed_on", "basis", "scope")


def _counted(label: str, number: int) -> str:
    words = ngettext("%(label)s (%(n)s nơi)", "%(label)s (%(n)s nơi)", number)
    return words % {"label": label, "n": f"{number:,}".replace(",", ".")}


def initial_of(direction: Direction) -> dict[str, Any]:
    """A draft as its form shows it."""
    chosen = direction.recipients.select_related("unit", "body")
    return {name: getattr(direction, name) for name in _PLAIN} | {
        "issuer": direction.body.uuid,
        "units": [str(one.unit.uuid) for one in chosen if one.body is None],
        "bodies": [str(one.body.uuid) for one in chosen if one.body is not None],
    }


class FileForm(forms.Form):
    file = AttachmentField(label=gettext_lazy("Kèm thêm tệp"))


class SendForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do thu hồi"),
        min_length=5,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Mọi nơi nhận được báo lý do này. Số của văn bản vẫn coi là đã dùng."),
    )


class ReplyForm(forms.Form):
    """A report in words, as a file, or both."""

    text = forms.CharField(
        label=gettext_lazy("Nội dung báo cáo"),
        max_length=_LONG_REPLY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Ghi kết quả, hoặc chỉ kèm tệp báo cáo. Không ghi nội dung vụ việc hòa giải."),
    )
    file = AttachmentField(label=gettext_lazy("Tệp báo cáo"), required=False)


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Câu hỏi"),
        min_length=5,
        max_length=_LONG_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Mọi nơi nhận sẽ đọc được câu hỏi và câu trả lời, cùng tên cơ quan hỏi."),
    )


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Trả lời"),
        max_length=_LONG_REPLY,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Chỉ trả lời một lần; mọi nơi nhận đọc được, không sửa lại được."),
    )
