"""The short form: four questions on one screen, the rest may follow (Law 35/2013/QH13 Art. 21(4))."""

import uuid

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.cases import entries, rules, selectors
from hoathuan.cases.choices import Ending, Field, Ground, Matter, PartyRole
from hoathuan.cases.entries import Entry
from hoathuan.cases.parties import read_people
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.text import clean
from hoathuan.teams.api import Team

LONGEST = 4_000


def field_choices():
    """The fields under the letter of Decree 15 Art. 5(1) that each belongs to."""
    groups: dict[object, list[tuple[str, object]]] = {}
    for field in Field:
        letter = Matter(rules.MATTERS_OF_FIELD[field][0])
        groups.setdefault(letter.label, []).append((field.value, field.label))
    return [("", _("Chọn việc gần nhất")), *groups.items()]


ENDING_CHOICES = [
    (Ending.AGREEMENT.value, _("Hòa giải thành: các bên đạt được thỏa thuận")),
    (Ending.PARTY.value, _("Không thành: một hoặc các bên yêu cầu chấm dứt")),
    (Ending.MEDIATOR.value, _("Không thành: hòa giải viên kết thúc vì không thể thỏa thuận")),
]
#: What the letters of Decree 15/2014/NĐ-CP Art. 5(1) mean, before how they are called.
_PLAINLY = {
    Matter.MINOR_OFFENCE: _("Việc nhỏ, chưa đến mức bị phạt"),
    Matter.NOT_PROSECUTED: _("Cơ quan đã xem, không khởi tố hoặc không xử phạt"),
    Matter.EDUCATION_MEASURE: _("Người vi phạm được giáo dục tại xã"),
}
OFFENCE_CHOICES = [("", _("Như danh mục")), *(
    (letter, format_lazy("{} ({})", _PLAINLY[Matter(letter)], Matter(letter).label))
    for letter in rules.MATTERS_OF_FIELD[Field.OFFENCE]
)]  # fmt: skip


class Words(forms.CharField):
    """Text of several lines, cleaned line by line."""

    def __init__(self, rows=3, **kwargs):
        kwargs.setdefault("max_length", LONGEST)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value):
        lines = [clean(line) for line in str(value or "").splitlines()]
        return "\n".join(lines).strip()


def choice_of(form, name) -> forms.ModelChoiceField:
    """A field whose rows depend on who acts."""
    return form.fields[name]


class EntryForm(forms.Form):
    """What the register asks. `ASKED` stands open on the screen, the rest behind one line."""

    ASKED: tuple[str, ...] = ()

    team = forms.ModelChoiceField(
        label=_("Tổ hòa giải"), queryset=Team.objects.none(), empty_label=_("Chọn tổ")
    )
    parties = Words(
        label=_("Các bên"),
        help_text=_("Mỗi người một dòng, ví dụ: Lò Thị Mẫu, 54 tuổi, thôn 1. "
                    "Chỉ tổ và tư pháp xã đọc được."),
    )  # fmt: skip
    field = forms.ChoiceField(label=_("Mâu thuẫn về việc gì?"), choices=field_choices)
    received_on = VietnameseDateField(
        label=_("Ngày tiếp nhận"), required=False, help_text=_("Để trống nếu không nhớ; ghi thêm sau được.")
    )
    mediators = Words(
        label=_("Hòa giải viên tham gia"), required=False, rows=2, help_text=_("Mỗi người một dòng.")
    )
    summary = Words(label=_("Nội dung chủ yếu"), required=False)
    agreement = Words(label=_("Thỏa thuận của các bên, hoặc yêu cầu của từng bên"), required=False)
    ground = forms.ChoiceField(
        label=_("Vì sao tổ hòa giải vụ việc này?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    matter = forms.ChoiceField(
        label=_("Loại vi phạm"), choices=OFFENCE_CHOICES, required=False,
        help_text=_("Chỉ chọn khi việc là vi phạm pháp luật nhỏ."),
    )  # fmt: skip
    related = Words(label=_("Người có quyền, nghĩa vụ liên quan"), required=False, rows=2)
    invited = Words(label=_("Người được mời tham gia"), required=False, rows=2)
    notes = Words(label=_("Ghi chú"), required=False, rows=2)
    late_reason = forms.CharField(
        label=_("Lý do ghi muộn"), required=False, max_length=200,
        help_text=_("Chỉ cần khi vụ việc đã qua hơn một tháng."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["key"].initial = uuid.uuid4
        choice_of(self, "team").queryset = selectors.teams_writable(actor)
        if actor.kind in TEAM_KINDS:
            del self.fields["team"]
            self.fields["mediators"].initial = actor.seat.person.full_name

    def asked(self):
        return [self[name] for name in self.ASKED if name in self.fields]

    def optional(self):
        return [bound for bound in self.visible_fields() if bound.name not in self.ASKED]

    def opened(self):
        """Whether the optional part must stand open: something in it is wrong."""
        return any(bound.errors for bound in self.optional())

    def clean(self):
        data = super().clean() or {}
        team = data.get("team") if "team" in self.fields else selectors.teams_writable(self.actor).first()
        if team is None:
            if "team" not in self.fields:
                self.add_error(
                    None, _("Tài khoản này chưa gắn với tổ hòa giải nào. Báo công chức tư pháp xã.")
                )
            return data
        if not self.errors:
            self.entry = self._entry(team, data)
            for trouble in entries.check(self.entry, today()):
                self.add_error(trouble.field if trouble.field in self.fields else None, trouble.message)
        return data

    def _entry(self, team, data):
        day = data.get("received_on") or data.get("ended_on") or today()
        return Entry(
            team=team,
            field=data["field"],
            received_on=data.get("received_on"),
            ended_on=data.get("ended_on"),
            ending=data.get("ending", ""),
            matter=data.get("matter", ""),
            ground=data.get("ground", ""),
            people=people_in(data, day.year),
            mediators=tuple(line for line in data.get("mediators", "").splitlines() if line),
            summary=data.get("summary", ""),
            agreement=data.get("agreement", ""),
            notes=data.get("notes", ""),
            late_reason=data.get("late_reason", ""),
            key=data.get("key"),
        )


def people_in(data, year):
    """Everyone named in the fields of a form."""
    return (
        *read_people(data["parties"], year),
        *read_people(data.get("related", ""), year, PartyRole.RELATED),
        *read_people(data.get("invited", ""), year, PartyRole.INVITED),
    )


class EndedCaseForm(EntryForm):
    """A dispute that is over."""

    ASKED = ("ended_on", "team", "parties", "field", "ending")
    field_order = ASKED

    ended_on = VietnameseDateField(label=_("Ngày kết thúc hòa giải"), help_text=_("Ví dụ: 21/06/2026"))
    ending = forms.ChoiceField(label=_("Kết thúc thế nào?"), choices=ENDING_CHOICES, widget=forms.RadioSelect)


class ReceiveForm(EntryForm):
    """A dispute that has just come in."""

    ASKED = ("received_on", "team", "parties", "field")

    received_on = VietnameseDateField(label=_("Ngày tiếp nhận"), help_text=_("Ví dụ: 21/06/2026"))
    agreement = None  # type: ignore[assignment]  # nothing is agreed yet
    field_order = ("received_on", "team", "parties", "field", "ground")
