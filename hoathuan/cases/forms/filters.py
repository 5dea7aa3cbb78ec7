"""The filters of the list; its address can be shared, and the download asks the same."""

from django import forms
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.choices import TEAM_KINDS
from hoathuan.accounts.reach import units_in_reach
from hoathuan.cases import selectors
from hoathuan.cases.choices import Matter, Outcome, State
from hoathuan.cases.forms.entry import choice_of
from hoathuan.core.dates import today
from hoathuan.core.windows import Window
from hoathuan.stats.api import AS_THEN, differs, offered_former, switch_field, unit_choices
from hoathuan.teams.api import Team
from hoathuan.units.choices import Level
from hoathuan.units.models import AreaSpan, Unit

STATE_CHOICES = [
    ("", _("Tất cả")),
    ("open", _("Chưa xong")),
    ("waiting", _("Chưa giải quyết")),
    ("to_start", _("Đã phân công, chờ bắt đầu")),
    ("mediating", _("Đang hòa giải")),
    ("paused", _("Tạm dừng")),
    ("ended", _("Đã kết thúc")),
    ("referred", _("Đã chuyển cơ quan khác")),
    ("not_begun", _("Quá hạn bắt đầu")),
    ("voided", _("Đã hủy")),
]
_GIVEN = Q(state=State.ASSIGNED, paused_on=None, voided_on=None)
_STATES = {
    "open": Q(closed_on=None, voided_on=None),
    "waiting": Q(state__in=[State.RECEIVED, State.ACCEPTED], voided_on=None),
    "to_start": _GIVEN & Q(started_on=None),
    "mediating": _GIVEN & Q(started_on__isnull=False),
    "paused": Q(paused_on__isnull=False, voided_on=None),
    "ended": Q(state=State.ENDED, voided_on=None),
    "referred": Q(state=State.REFERRED, voided_on=None),
    "voided": Q(voided_on__isnull=False),
}
_YEARS_BACK = 3


def _windows():
    """Years and their halves, the newest first, by the word that stands in the address."""
    this = today().year
    found = {}
    for year in range(this, this - _YEARS_BACK, -1):
        found[str(year)] = Window.year(year)
        found[f"{year}-2"] = Window.half(year, 2)
        found[f"{year}-1"] = Window.half(year, 1)
    return found


def _window_choices():
    return [("", _("Mọi lúc")), *((key, window.title()) for key, window in _windows().items())]


class CaseFilter(forms.Form):
    """Narrow what the seat may see; an answer that nobody offered changes nothing."""

    marks_optional = False

    ten = forms.CharField(label=_("Tên người trong vụ việc"), required=False, max_length=60)
    ky = forms.ChoiceField(label=_("Thời gian tiếp nhận"), choices=_window_choices, required=False)
    xa = forms.ModelChoiceField(
        label=_("Xã, phường"),
        queryset=Unit.objects.none(),
        required=False,
        to_field_name="uuid",
        empty_label=_("Tất cả"),
    )
    to = forms.ModelChoiceField(
        label=_("Tổ hòa giải"),
        queryset=Team.objects.none(),
        required=False,
        to_field_name="uuid",
        empty_label=_("Tất cả"),
    )
    trang_thai = forms.ChoiceField(label=_("Trạng thái"), choices=STATE_CHOICES, required=False)
    ket_qua = forms.ChoiceField(
        label=_("Kết quả"), choices=[("", _("Tất cả")), *Outcome.choices], required=False
    )
    loai = forms.ChoiceField(
        label=_("Loại vụ việc"), choices=[("", _("Tất cả")), *Matter.choices], required=False
    )
    thieu = forms.BooleanField(label=_("Chỉ vụ việc còn thiếu cột của sổ"), required=False)

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor
        self._offer_places()
        if not actor.reads_content:
            del self.fields["ten"], self.fields["thieu"]

    def _offer_places(self):
        """The nation chooses a province, a province a commune, a commune its team; a team has nothing to choose."""
        former = self._offer_then()
        if self.actor.commune_id is None:
            level = Level.PROVINCE if self.actor.nation else Level.COMMUNE
            self._choose_among(list(units_in_reach(self.actor).filter(level=level)), former)
            if self.actor.nation:
                self.fields["xa"].label = _("Tỉnh, thành phố")
            del self.fields["to"]
            return
        if former:
            self._choose_among([], former)
        else:
            del self.fields["xa"]
        choice_of(self, "to").queryset = selectors.teams_in_reach(self.actor)
        if self.actor.kind in TEAM_KINDS:
            del self.fields["to"]

    def _offer_then(self):
        """The switch, where units changed since the asked time; as then also the former units in reach."""
        window = _windows().get(self.data.get("ky", ""))
        if self.actor.team_id is not None or not differs(window.start if window else None):
            return []
        self.fields["khi_do"] = switch_field()
        return offered_former(self.actor) if self.then else []

    def _choose_among(self, today, former):
        field = choice_of(self, "xa")
        field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in [*today, *former]])
        field.choices = [("", _("Tất cả")), *unit_choices(today, former)]

    @property
    def then(self):
        """By the units of the day on which the dispute was received."""
        return self.data.get("khi_do") == AS_THEN

    def narrow(self, cases):
        """The disputes that answer to all filters in force."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if self.then:
            cases = cases.filter(_in_unit(chosen.pop("xa", None))).annotate(
                stood_in=F("area__then_commune__name")
            )
        cases = cases.filter(_conditions(chosen))
        if chosen.get("trang_thai") == "not_begun":
            cases = cases.filter(pk__in=selectors.overdue_starts(self.actor).values("pk"))
        if "ten" in chosen:
            cases = selectors.search_people(self.actor, cases, chosen["ten"])
        return selectors.lacking_columns(self.actor, cases) if "thieu" in chosen else cases


def _in_unit(unit):
    """Disputes whose commune stood in the unit on the day on which they were received."""
    if unit is None:
        return Q()
    if unit.level == Level.DISTRICT:
        own = AreaSpan.objects.filter(district=unit, home=F("area"), commune__isnull=False)
        return Q(area__in=own.values("area"))
    column = "then_province" if unit.level == Level.PROVINCE else "then_commune"
    return Q(**{f"area__{column}": unit})


def _conditions(chosen):
    condition = _STATES.get(chosen.get("trang_thai", ""), Q())
    if "ky" in chosen:
        window = _windows()[chosen["ky"]]
        condition &= Q(received_on__range=(window.start, window.end))
    if "xa" in chosen:
        column = "now_province" if chosen["xa"].level == Level.PROVINCE else "now_commune"
        condition &= Q(**{column: chosen["xa"]})
    for name, column in (("to", "team"), ("ket_qua", "outcome"), ("loai", "matter")):
        if name in chosen:
            condition &= Q(**{column: chosen[name]})
    return condition
