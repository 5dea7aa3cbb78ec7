"""Forms of the registry."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import Sex
from hoathuan.accounts.reach import units_in_reach
from hoathuan.core import peoples
from hoathuan.core.attachments.api import AttachmentField
from hoathuan.core.dates import VietnameseDateField, today
from hoathuan.core.spreadsheets.errors import ValueProblem
from hoathuan.core.spreadsheets.values import parse_person_date, parse_phone
from hoathuan.core.stale import StaleGuardMixin
from hoathuan.stats.api import AS_THEN, differs, offered_former, switch_field, unit_choices
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit
from hoathuan.units.selectors import villages_of

from .choices import EndReason, Gap, Minority, Qualification
from .models import Mediator, Team
from .roster.names import peoples_in
from .selectors import active_mediators

ANY = [("", gettext_lazy("Tất cả"))]
MOST_VILLAGES = 300


class _Filter(forms.Form):
    """A GET form of a list. A seat above the commune may choose one."""

    marks_optional = False
    knows_then = True
    knows_provinces = True
    ten = forms.CharField(label=gettext_lazy("Tên"), max_length=60, required=False)
    xa = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Xã, phường"),
        required=False,
        to_field_name="uuid",
        empty_label=gettext_lazy("Tất cả"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        former = self._offer_then(actor) if self.knows_then else []
        today = self._of_today(actor)
        if not today and not former:
            del self.fields["xa"]
            return
        field = self.fields["xa"]
        field.label = _("Tỉnh, thành phố") if actor.nation else field.label
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in [*today, *former]])  # type: ignore[attr-defined]
        field.choices = [("", gettext_lazy("Tất cả")), *unit_choices(today, former)]  # type: ignore[attr-defined]

    def _of_today(self, actor: Actor) -> list[Unit]:
        """A province chooses one of its communes, the nation one of its provinces."""
        if actor.commune_id or (actor.nation and not self.knows_provinces):
            return []
        level = Level.PROVINCE if actor.nation else Level.COMMUNE
        return list(units_in_reach(actor).filter(level=level))

    def _offer_then(self, actor: Actor) -> list[Unit]:
        """The switch, where units ever changed; as then also the former units of the seat's reach."""
        if not differs(None):
            return []
        self.fields["khi_do"] = switch_field()
        return offered_former(actor) if self.then else []

    @property
    def then(self) -> bool:
        """By the units of then."""
        return self.knows_then and self.data.get("khi_do") == AS_THEN

    def value(self, name: str) -> Any:
        """The cleaned value; an address that was tampered with filters by nothing."""
        self.is_valid()
        return self.cleaned_data.get(name)


class TeamFilter(_Filter):
    thieu = forms.ChoiceField(
        label=gettext_lazy("Cần kiện toàn"),
        required=False,
        choices=[*ANY, ("co", gettext_lazy("Có điểm cần kiện toàn")), *Gap.choices],
    )

    field_order = ("ten", "xa", "thieu")


class MediatorFilter(_Filter):
    gioi = forms.ChoiceField(label=gettext_lazy("Giới tính"), required=False, choices=[*ANY, *Sex.choices])
    dan_toc = forms.ChoiceField(
        label=gettext_lazy("Dân tộc"), required=False, choices=[*ANY, *Minority.choices]
    )
    trinh_do = forms.ChoiceField(
        label=gettext_lazy("Trình độ"), required=False, choices=[*ANY, *Qualification.choices]
    )
    tap_huan = forms.ChoiceField(
        label=gettext_lazy("Tập huấn"),
        required=False,
        choices=[
            *ANY,
            ("nam-nay", gettext_lazy("Đã tập huấn năm nay")),
            ("chua-nam-nay", gettext_lazy("Chưa tập huấn năm nay")),
            ("chua-bao-gio", gettext_lazy("Chưa tập huấn lần nào")),
        ],
    )


class VillageFilter(_Filter):
    knows_then = False
    knows_provinces = False
    field_order = ("ten", "xa")


class TeamForm(StaleGuardMixin, forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Tên tổ hòa giải"),
        max_length=150,
        help_text=gettext_lazy("Ví dụ: Tổ hòa giải thôn 1."),
    )
    started_on = VietnameseDateField(label=gettext_lazy("Ngày thành lập"), latest=today)
    villages = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Thôn, tổ dân phố mà tổ phụ trách"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs_minority = forms.BooleanField(
        label=gettext_lazy("Địa bàn có nhiều đồng bào dân tộc thiểu số"),
        required=False,
        help_text=gettext_lazy(
            "Khi đó tổ phải có hòa giải viên là người dân tộc thiểu số (Điều 12 khoản 1 Luật Hòa giải ở cơ sở)."
        ),
    )
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định thành lập"), max_length=60, required=False
    )
    decision_date = VietnameseDateField(label=gettext_lazy("Ngày quyết định"), required=False, latest=today)

    def __init__(self, *args: Any, commune: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["villages"].queryset = villages_of(commune)  # type: ignore[attr-defined]


class AmendTeamForm(TeamForm):
    accepted_number = forms.CharField(
        label=gettext_lazy("Số quyết định chấp nhận thành phần tổ"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Khi Chủ tịch UBND xã chấp nhận thành phần hiện có dù chưa đủ "
            "(Điều 12 khoản 3 điểm đ Nghị quyết liên tịch 01/2014)."
        ),
    )
    accepted_on = VietnameseDateField(
        label=gettext_lazy("Ngày quyết định chấp nhận"), required=False, latest=today
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            cleaned.get("accepted_number")
            and not cleaned.get("accepted_on")
            and "accepted_on" not in self.errors
        ):
            self.add_error("accepted_on", _("Ghi ngày của quyết định chấp nhận."))
        return cleaned


class DissolveForm(StaleGuardMixin, forms.Form):
    ended_on = VietnameseDateField(
        label=gettext_lazy("Ngày giải thể"),
        latest=today,
        help_text=gettext_lazy("Ngày cuối cùng tổ còn hoạt động. Hòa giải viên của tổ cũng thôi từ ngày đó."),
    )
    decision = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60)


class MediatorForm(StaleGuardMixin, forms.Form):
    full_name = forms.CharField(label=gettext_lazy("Họ và tên"), max_length=100)
    birth = forms.CharField(
        label=gettext_lazy("Ngày hoặc năm sinh"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("15/03/1968 hoặc 1968"),
    )
    sex = forms.ChoiceField(label=gettext_lazy("Giới tính"), choices=Sex.choices, widget=forms.RadioSelect)
    ethnicity = forms.ChoiceField(
        label=gettext_lazy("Dân tộc"), choices=[("", "–"), *peoples.CHOICES], required=False
    )
    qualification = forms.ChoiceField(
        label=gettext_lazy("Trình độ chuyên môn"), choices=Qualification.choices, widget=forms.RadioSelect
    )
    occupation = forms.CharField(label=gettext_lazy("Chức vụ, nghề nghiệp"), max_length=150, required=False)
    languages = forms.CharField(
        label=gettext_lazy("Tiếng dân tộc nói được"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ghi tên dân tộc, cách nhau bằng dấu phẩy: Mường, Thái."),
    )
    phone = forms.CharField(label=gettext_lazy("Số điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=gettext_lazy("Thư điện tử"), required=False)
    address = forms.CharField(label=gettext_lazy("Nơi ở"), max_length=200, required=False)
    started_on = VietnameseDateField(label=gettext_lazy("Ngày công nhận"), latest=today)
    decision_number = forms.CharField(
        label=gettext_lazy("Số quyết định công nhận"), max_length=60, required=False
    )

    def clean_birth(self) -> Any:
        try:
            return parse_person_date(self.cleaned_data["birth"])
        except ValueProblem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean_languages(self) -> list[str]:
        codes, unknown = peoples_in(self.cleaned_data["languages"])
        if unknown:
            text = _("Không rõ tiếng của dân tộc nào: %(text)s. Ghi như Mường, Thái.")
            raise forms.ValidationError(text % {"text": ", ".join(unknown)})
        return codes

    def clean_phone(self) -> str:
        try:
            return parse_phone(self.cleaned_data["phone"])
        except ValueProblem as problem:
            raise forms.ValidationError(str(problem)) from problem

    def offer(self, people: list[Any]) -> None:
        """Ask which of these people it is; the answer comes back as `person`."""
        self.fields["person"] = forms.ChoiceField(
            label=gettext_lazy("Người này là ai?"),
            choices=[
                *[(str(one.uuid), who(one)) for one in people],
                ("khac", _("Một người khác, trùng họ tên")),
            ],
            widget=forms.RadioSelect,
        )
        self.order_fields(["person"])


def who(person: Any) -> str:
    """A person in one line: name, year of birth, people."""
    parts = [person.full_name, str(person.birth_year or ""), peoples.name_of(person.ethnicity)]
    return ", ".join(part for part in parts if part)


class EndForm(StaleGuardMixin, forms.Form):
    ended_on = VietnameseDateField(
        label=gettext_lazy("Ngày thôi"),
        latest=today,
        help_text=gettext_lazy("Ngày cuối cùng còn là hòa giải viên."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Lý do (Điều 11 khoản 1 Luật Hòa giải ở cơ sở)"),
        choices=[pair for pair in EndReason.choices if pair[0] != EndReason.TEAM],
        widget=forms.RadioSelect,
    )
    decision = forms.CharField(label=gettext_lazy("Số quyết định của Chủ tịch UBND xã"), max_length=60)


class HeadForm(forms.Form):
    mediator = forms.ModelChoiceField(
        Mediator.objects.none(),
        label=gettext_lazy("Tổ trưởng"),
        widget=forms.RadioSelect,
        empty_label=None,
        to_field_name="uuid",
    )
    started_on = VietnameseDateField(label=gettext_lazy("Giữ việc từ ngày"), latest=today)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediator"].queryset = active_mediators(team)  # type: ignore[attr-defined]


class TrainingForm(forms.Form):
    mediators = forms.ModelMultipleChoiceField(
        Mediator.objects.none(),
        label=gettext_lazy("Người đã dự"),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="uuid",
    )
    trained_on = VietnameseDateField(label=gettext_lazy("Ngày tập huấn"), latest=today)
    title = forms.CharField(label=gettext_lazy("Lớp tập huấn"), max_length=200, required=False)

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mediators"].queryset = active_mediators(team).select_related("person", "team")  # type: ignore[attr-defined]


class VillagesForm(forms.Form):
    names = forms.CharField(
        label=gettext_lazy("Tên các thôn, bản, tổ dân phố"),
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "Mỗi dòng một thôn. Có thể dán một cột từ Excel. Thôn đã có trong danh sách được bỏ qua."
        ),
    )

    def clean_names(self) -> list[str]:
        names = [line.split("\t")[0].strip() for line in self.cleaned_data["names"].splitlines()]
        names = [name for name in names if name]
        if len(names) > MOST_VILLAGES:
            raise forms.ValidationError(_("Một lần ghi không quá 300 thôn: chia thành nhiều lần."))
        return names


class DecisionForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=60)
    decided_on = VietnameseDateField(label=gettext_lazy("Ngày quyết định"), latest=today)
    teams_count = forms.IntegerField(label=gettext_lazy("Số tổ hòa giải của xã"), min_value=1, max_value=999)
    team_least = forms.IntegerField(
        label=gettext_lazy("Một tổ có ít nhất (người)"), min_value=3, max_value=99, initial=3
    )
    team_most = forms.IntegerField(
        label=gettext_lazy("Một tổ có nhiều nhất (người)"), min_value=3, max_value=99, required=False
    )
    upload = AttachmentField(label=gettext_lazy("Tệp quyết định"), required=False)
