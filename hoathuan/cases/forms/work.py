"""One short form for each thing that happens in a dispute."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.cases import selectors
from hoathuan.cases.choices import Answer, Asker, EscalationKind, EscalationTo, Part, PartyRole
from hoathuan.cases.forms.entry import ENDING_CHOICES, Words, choice_of
from hoathuan.cases.forms.steps import StepForm
from hoathuan.cases.models import Invited
from hoathuan.cases.parties import Someone
from hoathuan.cases.services import striking
from hoathuan.core.dates import ZONE, VietnameseDateField, today
from hoathuan.teams.api import Mediator, Team

PUBLIC_CHOICES = [
    ("", _("Các bên không yêu cầu gì")),
    ("0", _("Hòa giải kín")),
    ("1", _("Hòa giải công khai")),
]


class HourField(forms.TimeField):
    """An hour as people write it: 14:30, 14h30, 14h."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("Ví dụ: 14:30 hoặc 14h30"))
        kwargs.setdefault("error_messages", {"invalid": _("Ghi giờ như 14:30 hoặc 14h30.")})
        widget = forms.TimeInput(format="%H:%M", attrs={"autocomplete": "off"})
        super().__init__(input_formats=["%H:%M", "%Hh%M", "%Hh", "%H.%M"], widget=widget, **kwargs)

    def to_python(self, value):
        return super().to_python(value.lower().replace(" ", "") if isinstance(value, str) else value)


class SessionForm(StepForm):
    held_on = VietnameseDateField(label=_("Hòa giải ngày nào?"), initial=today)
    held_at = HourField(label=_("Mấy giờ?"), required=False)
    place = forms.CharField(
        label=_("Ở đâu?"), max_length=200, required=False, help_text=_("Ví dụ: nhà văn hóa thôn 1")
    )
    is_public = forms.ChoiceField(
        label=_("Các bên muốn hòa giải kín hay công khai?"), choices=PUBLIC_CHOICES, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    present = forms.MultipleChoiceField(
        label=_("Ai có mặt?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Người được mời chỉ hiện ở đây khi bên kia đã đồng ý."),
    )  # fmt: skip
    result = Words(label=_("Buổi này kết quả thế nào?"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = who_may_sit(self.actor, self.case)
        self.fields["present"].choices = [
            (f"{one.role}|{one.full_name}", f"{one.full_name} ({PartyRole(one.role).label})")
            for one in people
        ]

    def arguments(self):
        data = dict(self.cleaned_data)
        pairs = (chosen.split("|", 1) for chosen in data["present"])
        data["present"] = [Someone(name, role=role) for role, name in pairs]
        data["is_public"] = {"0": False, "1": True}.get(data["is_public"])
        return data


def who_may_sit(actor, case):
    """Parties, mediators and those whose invitation the other party has accepted."""
    people = selectors.people_of(actor, case)
    sides = [
        Someone(p.full_name, role=p.role) for p in people if p.role in (PartyRole.PARTY, PartyRole.RELATED)
    ]
    names = dict.fromkeys(one.mediator.person.full_name for one in selectors.workers_of(case))
    agreed = Invited.objects.filter(case=case, consent_on__isnull=False)
    return [
        *sides,
        *(Someone(name, role=PartyRole.MEDIATOR) for name in names),
        *(Someone(one.full_name, role=PartyRole.INVITED) for one in agreed),
    ]


class InviteForm(StepForm):
    full_name = forms.CharField(label=_("Mời ai?"), max_length=100)
    reason = forms.CharField(
        label=_("Vì sao mời?"), max_length=300, required=False,
        help_text=_("Ví dụ: già làng, người có uy tín, người hiểu pháp luật, người biết vụ việc."),
    )  # fmt: skip
    asked_by = forms.ChoiceField(label=_("Ai đề nghị mời?"), choices=Asker.choices, widget=forms.RadioSelect)
    asked_on = VietnameseDateField(label=_("Đề nghị ngày nào?"), initial=today)
    consent_on = VietnameseDateField(
        label=_("Bên kia đồng ý ngày nào?"),
        required=False,
        help_text=_("Để trống nếu chưa hỏi; ghi sau được."),
    )


class InvitationForm(StepForm):
    agreed = forms.ChoiceField(
        label=_("Bên kia trả lời thế nào?"), choices=[("1", _("Đồng ý")), ("0", _("Không đồng ý"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    on_date = VietnameseDateField(label=_("Trả lời ngày nào?"))

    def arguments(self):
        return {"agreed": self.cleaned_data["agreed"] == "1", "on_date": self.cleaned_data["on_date"]}


class PauseForm(StepForm):
    from_on = VietnameseDateField(label=_("Tạm dừng từ ngày nào?"), initial=today)
    asked_by = forms.ChoiceField(label=_("Ai yêu cầu?"), choices=Asker.choices, widget=forms.RadioSelect)
    until_on = VietnameseDateField(
        label=_("Hòa giải tiếp từ ngày nào?"), required=False, help_text=_("Để trống nếu còn đang tạm dừng.")
    )
    reason = Words(label=_("Vì sao?"), required=False, rows=2)


class ResumeForm(StepForm):
    on_date = VietnameseDateField(label=_("Hòa giải tiếp từ ngày nào?"), initial=today)


class RecuseForm(StepForm):
    mediator = forms.ModelChoiceField(
        label=_("Ai từ chối?"), queryset=Mediator.objects.none(), empty_label=_("Chọn người")
    )
    reason = Words(
        label=_("Vì sao?"),
        rows=2,
        help_text=_("Ví dụ: anh em họ với một bên. Chỉ tổ và tư pháp xã đọc được."),
    )
    on_date = VietnameseDateField(label=_("Từ chối ngày nào?"), initial=today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        team = selectors.mediators_of(self.case.team_id)
        if self.actor.kind == "mediator":
            team = team.filter(person=self.actor.seat.person_id)
            self.fields["mediator"].initial = team.first()
        helping = Mediator.objects.filter(parts__case=self.case, parts__part=Part.JOINS).select_related(
            "person"
        )
        everyone = Mediator.objects.filter(pk__in=[*team.values_list("pk", flat=True), *(
            helping.values_list("pk", flat=True) if self.actor.kind != "mediator" else ())])  # fmt: skip
        choice_of(self, "mediator").queryset = everyone.select_related("person").order_by("sort", "id")


class EarlierEndingForm(StepForm):
    ended_on = VietnameseDateField(label=_("Lần đó kết thúc ngày nào?"))
    ending = forms.ChoiceField(
        label=_("Kết thúc thế nào?"), choices=ENDING_CHOICES[1:], widget=forms.RadioSelect
    )
    on_date = VietnameseDateField(label=_("Các bên xin hòa giải tiếp ngày nào?"))


class StrikeForm(StepForm):
    what = forms.ChoiceField(
        label=_("Điều gì ghi nhầm?"), widget=forms.RadioSelect,
        help_text=_("Dòng bị gạch vẫn xem lại được ở mục Đã sửa trong sổ. Cần thì ghi lại cho đúng."),
    )  # fmt: skip
    reason = Words(
        label=_("Vì sao gạch?"), rows=2, help_text=_("Ví dụ: buổi này ngày 12, ghi nhầm thành ngày 2.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        lines = striking.lines_of(self.actor, self.case)
        choice_of(self, "what").choices = [(line.key, line.words) for line in lines]


class MediatorsOfTeams(forms.ModelChoiceField):
    """Mediators of several teams, told apart by their team."""

    def label_from_instance(self, obj):
        return f"{obj.person.full_name} ({obj.team})"


class JoinMediatorForm(StepForm):
    mediator = MediatorsOfTeams(
        label=_("Ai cùng hòa giải?"), queryset=Mediator.objects.none(), empty_label=_("Chọn người")
    )
    from_on = VietnameseDateField(label=_("Từ ngày nào?"), initial=today)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        barred = self.case.recusals.values("mediator__person")
        choice_of(self, "mediator").queryset = selectors.mediators_along(self.case).exclude(person__in=barred)


class JoinTeamForm(StepForm):
    team = forms.ModelChoiceField(
        label=_("Tổ nào cùng hòa giải?"), queryset=Team.objects.none(), empty_label=_("Chọn tổ")
    )
    joined_on = VietnameseDateField(label=_("Từ ngày nào?"), initial=today)
    front_told_on = VietnameseDateField(
        label=_("Báo Trưởng ban công tác Mặt trận ngày nào?"), required=False,
        help_text=_("Luật 35, Điều 22. Người có tài khoản được báo tự động, không kèm nội dung vụ việc."),
    )  # fmt: skip

    def __init__(self, *args, commune=None, **kwargs):
        super().__init__(*args, **kwargs)
        there = Team.objects.filter(now_commune=commune or self.case.now_commune_id, ended_on=None)
        choice_of(self, "team").queryset = there.exclude(pk=self.case.team_id).order_by("sort", "id")


class FrontToldForm(StepForm):
    on_date = VietnameseDateField(label=_("Báo Trưởng ban công tác Mặt trận ngày nào?"), initial=today)


class LeaveTeamForm(StepForm):
    on_date = VietnameseDateField(label=_("Tổ kia thôi tham gia từ ngày nào?"), initial=today)


class EscalateForm(StepForm):
    kind = forms.ChoiceField(label=_("Việc gì?"), choices=EscalationKind.choices, widget=forms.RadioSelect)
    needed = forms.CharField(
        label=_("Cần gì ngay?"), max_length=200,
        help_text=_("Chủ tịch xã được báo sẽ đọc câu này. Ví dụ: cần công an xã đến giữ trật tự."),
    )  # fmt: skip
    told_day = VietnameseDateField(label=_("Báo tổ trưởng ngày nào?"), initial=today)
    told_hour = HourField(label=_("Báo tổ trưởng lúc mấy giờ?"))
    words = Words(
        label=_("Chuyện gì đã xảy ra?"), required=False, rows=2, help_text=_("Chỉ tổ và tư pháp xã đọc được.")
    )
    passed_to = forms.ChoiceField(
        label=_("Tổ trưởng đã báo cho ai?"), choices=[("", _("Chưa báo")), *EscalationTo.choices],
        required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    body = forms.CharField(
        label=_("Tên cơ quan"), max_length=200, required=False, help_text=_("Chỉ ghi khi báo cơ quan khác.")
    )
    passed_day = VietnameseDateField(label=_("Báo ngày nào?"), required=False)
    passed_hour = HourField(label=_("Báo lúc mấy giờ?"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = self.case.events.danger_waiting().first()
        if found is not None:
            self.initial["kind"] = found.data["kind"]

    def arguments(self):
        data = self.cleaned_data
        asked = {name: data[name] for name in ("kind", "needed", "words", "passed_to", "body")}
        told = moment(data["told_day"], data["told_hour"])
        return {**asked, "told_at": told, "passed_at": moment(data["passed_day"], data["passed_hour"])}


class DenyForm(StepForm):
    reason = Words(
        label=_("Vì sao câu trả lời trước là nhầm?"),
        rows=2,
        max_length=1_000,
        help_text=_("Ví dụ: bấm nhầm dòng; đã hỏi cả hai bên, không ai bị đánh hay bị dọa."),
    )


def moment(day, hour):
    """An hour in Viet Nam; None where one of the two is missing."""
    return datetime.combine(day, hour, ZONE) if day and hour else None


class PassForm(StepForm):
    passed_to = forms.ChoiceField(
        label=_("Báo cho ai?"), choices=EscalationTo.choices, widget=forms.RadioSelect
    )
    body = forms.CharField(
        label=_("Tên cơ quan"), max_length=200, required=False, help_text=_("Chỉ ghi khi báo cơ quan khác.")
    )
    passed_day = VietnameseDateField(label=_("Báo ngày nào?"), initial=today)
    passed_hour = HourField(label=_("Báo lúc mấy giờ?"))

    def arguments(self):
        data = self.cleaned_data
        when = moment(data["passed_day"], data["passed_hour"])
        return {"passed_to": data["passed_to"], "body": data["body"], "passed_at": when}


class AnswerForm(StepForm):
    answer = forms.ChoiceField(label=_("Trả lời thế nào?"), choices=Answer.choices, widget=forms.RadioSelect)
    answered_on = VietnameseDateField(label=_("Trả lời ngày nào?"), initial=today)
    words = forms.CharField(
        label=_("Ai trả lời, nói gì?"), max_length=300, required=False,
        help_text=_("Họ tên, chức vụ, hoặc số văn bản. Phải ghi khi cơ quan giao lại cho tổ."),
    )  # fmt: skip
