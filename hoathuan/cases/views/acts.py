""" "Ghi diễn biến": what happens in a dispute, one short form each, on the day or afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import services
from hoathuan.cases.forms import work
from hoathuan.cases.models import Case
from hoathuan.cases.relations import warnings_of
from hoathuan.cases.scoping import may_note
from hoathuan.cases.services.writing import may_write_on
from hoathuan.cases.views.escalations import reported
from hoathuan.cases.views.lists import nav_key
from hoathuan.cases.views.own import own_case
from hoathuan.cases.views.posting import done
from hoathuan.core.access import access
from hoathuan.units.choices import Level
from hoathuan.units.models import Reach, Unit


@dataclass(frozen=True)
class Act:
    """A thing that may happen: its word in the address, what a button says, when one writes it."""

    word: str
    title: Any
    hint: Any
    form: Any
    service: Any
    when: Callable[[Case], bool] = lambda _case: True
    alone: bool = True  # whether a mediator may do it without the head


#: Verbs after which there may be something to strike.
STRIKABLE = ("started", "session", "paused", "invited", "assigned", "helped", "joined")
ACTS = (
    Act("hoa-giai-tiep", gettext_lazy("Hòa giải tiếp"), gettext_lazy("Vụ việc đang tạm dừng, nay các bên muốn tiếp"),
        work.ResumeForm, services.resume, lambda case: case.paused_on is not None),
    Act("buoi", gettext_lazy("Ghi buổi hòa giải"), gettext_lazy("Ngày, giờ, nơi, ai có mặt, kết quả thế nào"),
        work.SessionForm, services.hold_session),
    Act("moi", gettext_lazy("Mời người tham gia"), gettext_lazy("Già làng, người có uy tín; bên kia phải đồng ý"),
        work.InviteForm, services.invite),
    Act("tam-dung", gettext_lazy("Tạm dừng"), gettext_lazy("Các bên xin dừng một thời gian"),
        work.PauseForm, services.pause, lambda case: case.paused_on is None),
    Act("cung-hoa-giai", gettext_lazy("Thêm hòa giải viên"), gettext_lazy("Người cùng hòa giải với người chính"),
        work.JoinMediatorForm, services.join_mediator),
    Act("to-khac", gettext_lazy("Tổ khác cùng hòa giải"), gettext_lazy("Các bên ở các thôn khác nhau"),
        work.JoinTeamForm, services.join_team),
    Act("tu-choi", gettext_lazy("Từ chối vì có liên quan"), gettext_lazy("Hòa giải viên là người nhà của một bên"),
        work.RecuseForm, services.recuse),
    Act("ket-thuc-truoc", gettext_lazy("Lần kết thúc trước đây"),
        gettext_lazy("Đã kết thúc không thành, rồi các bên xin hòa giải tiếp"), work.EarlierEndingForm,
        services.note_earlier_ending),
    Act("ghi-nham", gettext_lazy("Gạch điều ghi nhầm"), gettext_lazy("Ghi sai ngày, sai người: gạch rồi ghi lại"),
        work.StrikeForm, services.strike, lambda case: case.events.filter(verb__in=STRIKABLE).exists()),
    Act("bao-khan", gettext_lazy("Báo khẩn"), gettext_lazy("Có thể đánh nhau, mất trật tự, có dấu hiệu phạm pháp"),
        work.EscalateForm, services.escalate),
    Act("khong-nguy-hiem", gettext_lazy("Trả lời nhầm, không có nguy hiểm"),
        gettext_lazy("Ghi lý do; lý do ở lại trong diễn biến của vụ việc"), work.DenyForm, services.deny_danger,
        lambda case: case.events.danger_waiting().exists(), alone=False),
)  # fmt: skip
_BY_WORD = {act.word: act for act in ACTS}


def writable(request, pk):
    """A dispute that this seat writes; a team that mediates along only reads it."""
    case = own_case(request, pk)
    if case.voided_on or not may_write_on(request.actor, case):
        raise Http404
    return case


@access(CASE_WRITERS)
def acts(request, pk):
    """What may be written, as large links."""
    case = writable(request, pk)
    offered = [
        (act.title, act.hint, reverse("cases:act", args=[case.uuid, act.word]))
        for act in _in_order(case)
        if act.when(case) and (act.alone or request.actor.kind != SeatKind.MEDIATOR)
    ]
    if may_note(case):
        hint = _("Vụ việc ghi sau khi đã xong: trả lời mấy câu để giữ căn cứ")
        offered.append((_("Hỏi việc có thuộc phạm vi không"), hint, reverse("cases:scope", args=[case.uuid])))
    context = {"case": case, "acts": offered, "nav_key": nav_key(request.actor)}
    return TemplateResponse(request, "cases/acts.html", context)


def _in_order(case):
    """Danger that waits to be reported stands before everything else."""
    if not case.events.danger_waiting().exists():
        return ACTS
    return sorted(ACTS, key=lambda act: act.word != "bao-khan")


@access(CASE_WRITERS)
def act(request, pk, word):
    if word not in _BY_WORD:
        raise Http404
    case = writable(request, pk)
    chosen = _BY_WORD[word]
    places = _Places(request, case) if word == "to-khac" else None
    extra = {"commune": places.chosen} if places else {}
    form = chosen.form(request.POST or None, case=case, actor=request.actor, **extra)
    then = reported if word == "bao-khan" else _saved
    warns = word == "cung-hoa-giai"
    return _write(
        request, case, chosen.title, form, chosen.service, lead=chosen.hint, places=places, then=then, warns=warns
    )  # fmt: skip


def _saved(request, case):
    messages.success(request, _("Đã lưu."))
    return redirect("cases:detail", pk=case.uuid)


def _write(request, case, title, form, service, *, lead="", places=None, then=_saved, warns=False, **also):
    if form.is_valid() and done(request, form, service, case, **also):
        return then(request, case)
    context = {
        "case": case,
        "form": form,
        "title": title,
        "submit": _("Lưu"),
        "lead": lead,
        "places": places,
        "warnings": warnings_of(request.actor, case) if warns else [],
        "nav_key": nav_key(request.actor),
        "back_url": reverse("cases:detail", args=[case.uuid]),
        "back_text": _("Vụ việc %(number)s") % {"number": case},
    }
    return TemplateResponse(request, "cases/step.html", context)


class _Places:
    """The communes of the province, to find a neighbouring commune's team; the own one where none was asked for."""

    def __init__(self, request, case):
        under = Reach.objects.filter(ancestor=case.now_province_id or 0).values("descendant")
        self.units = list(Unit.objects.filter(pk__in=under, level=Level.COMMUNE).order_by("sort", "id"))
        asked = request.GET.get("xa", "")
        self.chosen = next((unit for unit in self.units if str(unit.uuid) == asked), None)
        self.shown = self.chosen.pk if self.chosen else case.now_commune_id


@access(CASE_WRITERS)
def invitation(request, pk, invited):
    """What the other party answered."""
    case = writable(request, pk)
    one = get_object_or_404(case.invited, uuid=invited)
    form = work.InvitationForm(request.POST or None, case=case, actor=request.actor)
    title = _("Bên kia trả lời về %(name)s") % {"name": one.full_name}
    return _write(request, case, title, form, services.answer_invitation, invited=one)


_JOINT = {
    "da-bao": (gettext_lazy("Đã báo Mặt trận"), work.FrontToldForm, services.tell_front),
    "thoi": (gettext_lazy("Tổ này thôi cùng hòa giải"), work.LeaveTeamForm, services.leave_team),
}


@access(CASE_WRITERS)
def joint(request, pk, team, word):
    """A team that mediates along: that the Front was told, that it is done."""
    if word not in _JOINT:
        raise Http404
    case = writable(request, pk)
    one = get_object_or_404(case.joint_teams.select_related("team"), team__uuid=team, left_on=None)
    title, form_class, service = _JOINT[word]
    form = form_class(request.POST or None, case=case, actor=request.actor)
    return _write(request, case, title, form, service, lead=str(one.team), team=one)
