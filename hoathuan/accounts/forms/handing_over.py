"""The form of a hand-over: who follows, from which day, and what passes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts import handover, selectors
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import Sex
from hoathuan.accounts.models import Person, Seat
from hoathuan.accounts.services.handing_over import HandOver
from hoathuan.accounts.services.people import PersonDetails
from hoathuan.core.dates import VietnameseDateField, today

KNOWN, NEW = "known", "new"
_MOST = 20


class SeatFilter(forms.Form):
    """A GET form: seats by the name of who holds them."""

    marks_optional = False
    ten = forms.CharField(label=gettext_lazy("Tên người đang giữ"), max_length=60, required=False)


class HandOverForm(forms.Form):
    """Fields that every hand-over has; who follows is asked by the two kinds below."""

    day = VietnameseDateField(label=gettext_lazy("Bàn giao từ ngày"), latest=today)
    duties = forms.MultipleChoiceField(
        label=gettext_lazy("Việc nào đi theo?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    person: Person | None = None
    newcomer: PersonDetails | None = None

    def __init__(
        self, *args: Any, seat: Seat, actor: Actor, waiting: Sequence[handover.Waiting], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.duty.key for one in waiting]
        self.initial = {"day": today(), "duties": keys, "version": seat.version}
        self.seat, self.actor = seat, actor
        choices = [(one.duty.key, f"{one.duty.label}: {one.count}") for one in waiting]
        self.fields["duties"].choices = choices
        if not choices:
            del self.fields["duties"]

    def plan(self) -> HandOver:
        data = self.cleaned_data
        return HandOver(
            day=data["day"],
            person=self.person,
            newcomer=self.newcomer,
            keep=data.get("keep", False),
            duties=tuple(data.get("duties", ())),
        )


class TeamHandOverForm(HandOverForm):
    """Within a team: to one of its other mediators."""

    successor = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Người nhận"),
        to_field_name="uuid",
        empty_label=gettext_lazy("Chọn người nhận"),
    )
    field_order = ("successor", "day", "duties", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        passer = handover.passer_of(self.seat)
        if passer is not None:
            self.fields["successor"].queryset = passer.successors(self.seat).order_by("sort", "id")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.person = data.get("successor")
        return data


class GivenHandOverForm(HandOverForm):
    """To somebody of the reach, found by name, or to somebody new."""

    who = forms.ChoiceField(
        label=gettext_lazy("Người nhận"),
        choices=[
            (KNOWN, gettext_lazy("Đã có trong danh sách người và vai")),
            (NEW, gettext_lazy("Người mới, chưa có trong danh sách")),
        ],
        widget=forms.RadioSelect,
        initial=KNOWN,
    )
    name = forms.CharField(label=gettext_lazy("Họ và tên người nhận"), max_length=100)
    sex = forms.ChoiceField(
        label=gettext_lazy("Giới tính"),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy("Chỉ ghi cho người mới."),
    )
    birth_year = forms.IntegerField(
        label=gettext_lazy("Năm sinh"), required=False, help_text=gettext_lazy("Chỉ ghi cho người mới.")
    )
    keep = forms.BooleanField(
        label=gettext_lazy("Người cũ vẫn giữ vai này (hai người cùng làm)"), required=False
    )
    field_order = ("who", "name", "which", "sex", "birth_year", "day", "keep", "duties", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound and (which := self.data.get("which")):
            found = self._named(self.data.get("name", ""))
            if which in {str(one.uuid) for one in found}:
                self._offer(found)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("name"):
            return data
        if data.get("who") == NEW:
            self.newcomer = PersonDetails(data["name"], data.get("sex", ""), data.get("birth_year"))
        else:
            self.person = self._found(data["name"])
        return data

    def _found(self, typed: str) -> Person | None:
        found = self._named(typed)
        chosen = [one for one in found if str(one.uuid) == self.data.get("which")]
        for fitting in (chosen, found):
            if len(fitting) == 1:
                return fitting[0]
        if found:
            self._offer(found)
            self.add_error("name", _("Có nhiều người tên gần giống: chọn một người ở câu bên dưới."))
        else:
            self.add_error(
                "name", _("Không thấy người này trong địa bàn: xem lại tên, hoặc chọn “Người mới”.")
            )
        return None

    def _named(self, typed: str) -> list[Person]:
        people = selectors.people_in_reach(self.actor).exclude(pk=self.seat.person_id)
        found = selectors.named(people, typed) if typed.strip() else people.none()
        return list(found.order_by("sort", "id")[:_MOST])

    def _offer(self, people: list[Person]) -> None:
        self.fields["which"] = forms.ChoiceField(
            label=gettext_lazy("Là người nào?"),
            choices=[(str(one.uuid), _line(one)) for one in people],
            widget=forms.RadioSelect,
        )
        self.order_fields(self.field_order)


def _line(person: Person) -> str:
    """The name with what tells two of them apart."""
    seat = person.seats.filter(selectors.not_over()).select_related("unit").order_by("id").first()
    parts = [person.full_name, str(person.birth_year or "")]
    parts += [f"{seat.get_kind_display()}, {seat.unit.name}"] if seat else []
    return " · ".join(part for part in parts if part)
