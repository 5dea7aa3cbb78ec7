"""The forms of the steps, and of putting an entry right."""

from types import SimpleNamespace

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hoathuan.cases import rules, selectors
from hoathuan.cases.choices import Came, Ground, PartyRole, StartBasis, State
from hoathuan.cases.forms.entry import (
    ENDING_CHOICES,
    OFFENCE_CHOICES,
    Words,
    choice_of,
    field_choices,
    people_in,
)
from hoathuan.cases.mediating import who_mediated
from hoathuan.cases.norms import start_within
from hoathuan.cases.parties import Someone
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.norms.api import NormMissing
from hoathuan.teams.api import Mediator


class StepForm(forms.Form):
    """A step of one dispute; `arguments()` are what its service takes."""

    def __init__(self, *args, case, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.case, self.actor = case, actor

    def arguments(self):
        return self.cleaned_data


class ScopeForm(StepForm):
    """Why it is in scope, found out when."""

    reason = Words(
        label=_("Vì sao thuộc phạm vi hòa giải?"),
        help_text=_("Ví dụ: tranh chấp lối đi giữa hai nhà, hai bên đều muốn hòa giải."),
    )
    on_date = VietnameseDateField(label=_("Xác định ngày nào?"), initial=today)


class AcceptForm(ScopeForm):
    """Past the questions: what they ask first of all is said by the team itself."""

    calm = forms.BooleanField(
        label=_("Tôi xác nhận: không ai bị đánh, bị dọa đánh; không có dấu hiệu tội phạm"),
        error_messages={
            "required": _("Đúng như vậy thì đánh dấu. Nếu có nguy hiểm: gọi ngay công an, rồi bấm Báo khẩn.")
        },
    )


class ReferForm(StepForm):
    body = forms.CharField(
        label=_("Hướng dẫn các bên đến cơ quan nào?"), max_length=200, help_text=_("Ví dụ: Công an xã")
    )
    reason = Words(label=_("Vì sao không hòa giải ở tổ?"))
    referred_on = VietnameseDateField(label=_("Chuyển ngày nào?"), initial=today)


class AssignForm(StepForm):
    mediator = forms.ModelChoiceField(
        label=_("Hòa giải viên"), queryset=Mediator.objects.none(), empty_label=_("Chọn người")
    )
    came = forms.ChoiceField(
        label=_("Ai chọn người này?"),
        choices=[pair for pair in Came.choices if pair[0] != Came.BOOK],
        widget=forms.RadioSelect,
        help_text=_(
            "Các bên được chọn trước; tổ trưởng chỉ phân công khi các bên không chọn (Luật 35, Điều 18)."
        ),
    )
    assigned_on = VietnameseDateField(label=_("Phân công ngày nào?"), initial=today)
    start_basis = forms.ChoiceField(
        label=_("Khi nào bắt đầu hòa giải?"),
        choices=StartBasis.choices,
        initial=StartBasis.LAW,
        widget=forms.RadioSelect,
    )
    agreed_on = VietnameseDateField(
        label=_("Các bên thỏa thuận bắt đầu ngày nào?"),
        required=False,
        help_text=_("Chỉ ghi khi chọn thời điểm khác."),
    )
    reason = Words(label=_("Vì sao giao lại người khác?"), required=False, rows=2)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        barred = case.recusals.values("mediator__person")
        choice_of(self, "mediator").queryset = selectors.mediators_of(case.team_id).exclude(person__in=barred)
        if case.mediator_id is None or case.assigned_on is None:
            del self.fields["reason"]
        others = [pair for pair in StartBasis.choices if pair[0] != StartBasis.LAW]
        choice_of(self, "start_basis").choices = [(StartBasis.LAW, _by_law()), *others]


def _by_law():
    """The deadline as the law has it today: a number that a new law changes is not written here."""
    try:
        within = start_within(today())
    except NormMissing:
        return StartBasis.LAW.label
    return gettext("Trong %(days)s kể từ ngày được phân công") % {"days": within.text}


class StartForm(StepForm):
    started_on = VietnameseDateField(label=_("Bắt đầu hòa giải ngày nào?"), initial=today)


class EndForm(StepForm):
    ended_on = VietnameseDateField(label=_("Ngày kết thúc hòa giải"), help_text=_("Ví dụ: 21/06/2026"))
    ending = forms.ChoiceField(label=_("Kết thúc thế nào?"), choices=ENDING_CHOICES, widget=forms.RadioSelect)
    agreement = Words(
        label=_("Thỏa thuận của các bên, hoặc yêu cầu của từng bên"),
        required=False,
        help_text=_("Ghi sau cũng được; sổ in ra cần có."),
    )


class ReopenForm(StepForm):
    on_date = VietnameseDateField(label=_("Các bên đề nghị hòa giải tiếp ngày nào?"), initial=today)


class VoidForm(StaleGuardMixin, StepForm):
    reason = Words(
        label=_("Vì sao hủy vụ việc này?"),
        help_text=_(
            "Ví dụ: ghi trùng với vụ việc số 4. Số trong sổ giữ nguyên, vụ việc không còn tính vào số liệu."
        ),
        max_length=300,
        rows=2,
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, case=case, record=case, **kwargs)


class AmendForm(StaleGuardMixin, StepForm):
    """The whole entry, to be put right."""

    received_on = VietnameseDateField(label=_("Ngày tiếp nhận"))
    parties = Words(
        label=_("Các bên"), help_text=_("Mỗi người một dòng, ví dụ: Lò Thị Mẫu, 54 tuổi, thôn 1.")
    )
    field = forms.ChoiceField(label=_("Mâu thuẫn về việc gì?"), choices=field_choices)
    ended_on = VietnameseDateField(label=_("Ngày kết thúc hòa giải"))
    ending = forms.ChoiceField(label=_("Kết thúc thế nào?"), choices=ENDING_CHOICES, widget=forms.RadioSelect)
    mediator_id = forms.ModelChoiceField(
        label=_("Hòa giải viên chính"),
        queryset=Mediator.objects.none(),
        required=False,
        empty_label=_("Chưa ghi"),
    )
    mediators = Words(
        label=_("Hòa giải viên cùng tham gia"), required=False, rows=2, help_text=_("Mỗi người một dòng.")
    )
    summary = Words(label=_("Nội dung chủ yếu"), required=False)
    agreement = Words(label=_("Thỏa thuận của các bên, hoặc yêu cầu của từng bên"), required=False)
    related = Words(label=_("Người có quyền, nghĩa vụ liên quan"), required=False, rows=2)
    invited = Words(label=_("Người được mời tham gia"), required=False, rows=2)
    ground = forms.ChoiceField(
        label=_("Vì sao tổ hòa giải vụ việc này?"),
        choices=Ground.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    matter = forms.ChoiceField(
        label=_("Loại vi phạm"),
        choices=OFFENCE_CHOICES,
        required=False,
        help_text=_("Chỉ chọn khi việc là vi phạm pháp luật nhỏ."),
    )
    notes = Words(label=_("Ghi chú"), required=False, rows=2)
    late_reason = forms.CharField(label=_("Lý do ghi muộn"), required=False, max_length=200)

    def __init__(self, *args, case, actor, **kwargs):
        stored = initial_of(case, actor)
        kwargs.setdefault("initial", stored)
        # texts and people stand beside the case: after a clash they are shown as well
        record = SimpleNamespace(version=case.version, **stored)
        super().__init__(*args, case=case, actor=actor, record=record, **kwargs)
        self.fields["received_on"].required = case.received_known
        mediators = selectors.mediators_of(case.team_id)
        choice_of(self, "mediator_id").queryset = mediators | mediators.model.objects.filter(
            pk=case.mediator_id
        )
        if case.state != State.ENDED:
            del self.fields["ended_on"], self.fields["ending"]

    def arguments(self):
        data = self.cleaned_data
        received = data["received_on"] or data.get("ended_on") or self.case.received_on
        others = [Someone(line, role=PartyRole.MEDIATOR) for line in data["mediators"].splitlines() if line]
        new = Amendment(
            received_on=received,
            received_known=data["received_on"] is not None,
            field=data["field"],
            matter=data["matter"],
            ground=data["ground"],
            mediator_id=data["mediator_id"].pk if data["mediator_id"] else None,
            ended_on=data.get("ended_on"),
            ending=data.get("ending", ""),
            people=[*people_in(data, received.year), *others],
            summary=data["summary"],
            agreement=data["agreement"],
            notes=data["notes"],
            late_reason=data["late_reason"],
        )
        return {"version": data["version"], "new": new}


def initial_of(case, actor):
    """What is stored, as it would be typed."""
    content = selectors.content_of(actor, case)
    people = selectors.people_of(actor, case)
    offence = case.matter if len(rules.MATTERS_OF_FIELD[case.field]) > 1 else ""
    facts = ("received_on", "field", "ground", "mediator_id", "ended_on", "ending")
    texts = ("summary", "agreement", "notes", "late_reason")
    known = {} if case.received_known else {"received_on": None}
    return {
        **{name: getattr(case, name) for name in facts},
        **known,
        **{name: getattr(content, name, "") for name in texts},
        "matter": offence,
        "parties": _lines(people, PartyRole.PARTY),
        "related": _lines(people, PartyRole.RELATED),
        "invited": _lines(people, PartyRole.INVITED),
        "mediators": _beside(case, people),
    }  # fmt: skip


def _beside(case, people):
    """Mediators whom the register names besides the lead; who recused or was replaced since is not typed again."""
    there = {one.line() for one in who_mediated(case)}
    return "\n".join(line for line in _lines(people, PartyRole.MEDIATOR).splitlines() if line in there)


def _lines(people, role):
    chosen = (p for p in people if p.role == role)
    return "\n".join(Someone(p.full_name, p.birth_year, p.address).line() for p in chosen)
