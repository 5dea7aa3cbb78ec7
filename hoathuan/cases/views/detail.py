"""One dispute: what is known, what may be done, what happened."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.cases import displays, history, rules, selectors, services
from hoathuan.cases.choices import UNCONFIRMED_MATTERS, PartyRole, StartBasis, Way
from hoathuan.cases.exporting import mediator_lines
from hoathuan.cases.forms import steps
from hoathuan.cases.norms import start_within
from hoathuan.cases.panels import panels_of
from hoathuan.cases.parties import Someone
from hoathuan.cases.relations import warnings_of
from hoathuan.cases.rights import READERS
from hoathuan.cases.scoping import guide_url, report_url
from hoathuan.cases.services.voiding import may_void
from hoathuan.cases.services.writing import RECUSED, has_recused, may_write_on
from hoathuan.cases.views import reading, work_panels
from hoathuan.cases.views.lists import nav_key
from hoathuan.cases.views.own import own_case
from hoathuan.cases.views.posting import done
from hoathuan.core.access import access
from hoathuan.core.ui.rows import Row

#: step → (word in the address, button, form, service)
STEPS = {
    "accept": (
        "thuoc-pham-vi",
        gettext_lazy("Xác định thuộc phạm vi"),
        steps.AcceptForm,
        services.decide_scope,
    ),
    "assign": ("phan-cong", gettext_lazy("Phân công hòa giải viên"), steps.AssignForm, services.assign),
    "start": ("bat-dau", gettext_lazy("Ghi ngày bắt đầu hòa giải"), steps.StartForm, services.start),
    "end": ("ket-thuc", gettext_lazy("Ghi kết thúc"), steps.EndForm, services.end),
    "refer": ("chuyen", gettext_lazy("Chuyển cơ quan khác"), steps.ReferForm, services.refer),
    "reopen": ("mo-lai", gettext_lazy("Mở lại để hòa giải tiếp"), steps.ReopenForm, services.reopen),
    "void": ("huy", gettext_lazy("Hủy vụ việc ghi nhầm"), steps.VoidForm, services.void),
    "amend": ("sua", gettext_lazy("Sửa, ghi thêm"), steps.AmendForm, services.amend),
}
_BY_WORD = {word: name for name, (word, *_rest) in STEPS.items()}


@access(READERS)
def detail(request, pk):
    case = own_case(request, pk)
    open_content = selectors.may_read_content(request.actor, case)
    content = selectors.content_of(request.actor, case)
    people = selectors.people_of(request.actor, case)
    steps = steps_of(request.actor, case)
    writes = bool(steps)
    waits = writes and case.closed_on is None and case.events.danger_waiting().exists()
    panels = panels_of(request.actor, case)
    if writes:
        steps = [*_first(case, waits, panels), *steps]
    if open_content:
        displays.note(request.actor, [case], Way.PAGE)
    context = {
        "case": case,
        "nav_key": nav_key(request.actor),
        "crumbs": [(_("Vụ việc"), reverse("cases:list"))],
        "rows": _facts(case, open_content),
        "open_content": open_content,
        "content_rows": _content(case, content, people) if open_content else [],
        "missing": rules.missing_for_book(case, content, people) if open_content else [],
        "history": history.entries_of(case, named=open_content),
        "steps": steps,
        "panels": [
            *work_panels.of(request.actor, case, open_content=open_content, writes=writes),
            *panels,
        ],
        "warnings": _warnings(request.actor, case, writes=writes, waits=waits),
        "joint": open_content and not writes and request.actor.team_id not in (None, case.team_id),
        "unconfirmed": case.matter in UNCONFIRMED_MATTERS,
        **reading.shown(request.actor, case),
    }
    return TemplateResponse(request, "cases/detail.html", context)


def _warnings(actor, case, *, writes, waits):
    if not writes:
        return [RECUSED] if has_recused(actor, case) else []
    if case.closed_on:
        return []
    return [*work_panels.stopped(case, waits), *warnings_of(actor, case)]


def steps_of(actor, case):
    """The steps that this seat may take now, the likeliest first."""
    if not may_write_on(actor, case):
        return []
    names = [name for name in rules.allowed_steps(case) if name != "void" or may_void(actor, case)]
    return [(STEPS[name][1], _address(case, name)) for name in names]


def _first(case, waits, panels):
    """What comes before the steps: danger, then to go on after a pause, then what a section asks for."""
    if waits:
        yield _("Báo khẩn"), report_url(case)
    if case.paused_on and case.closed_on is None:
        yield _("Hòa giải tiếp"), reverse("cases:act", args=[case.uuid, "hoa-giai-tiep"])
    yield from (panel.main for panel in panels if panel.main)


def _address(case, name):
    """Of a step; the scope is found out question by question, and who is sure goes on from there."""
    if name == "accept":
        return guide_url(case)
    return reverse("cases:step", args=[case.uuid, STEPS[name][0]])


def _facts(case, open_content):
    """Days and types for whoever sees the dispute; who mediated is in column 3 of the register, as in the workbook."""
    rows = [
        Row(_("Tổ hòa giải"), str(case.team), note=str(case.now_commune or "")),
        Row(_("Số trong sổ"), str(case), note=_paper(case)),
        Row(
            _("Ngày tiếp nhận"),
            _day(case.received_on),
            note="" if case.received_known else _("Theo ngày kết thúc"),
        ),
        Row(_("Mâu thuẫn về việc gì"), case.get_field_display()),
        Row(_("Loại vụ việc"), case.get_matter_display()),
        Row(_("Căn cứ hòa giải"), case.get_ground_display()),
    ]
    if case.mediator and open_content:
        rows.append(Row(_("Hòa giải viên"), case.mediator.person.full_name, note=_start_note(case)))
    elif case.started_on:
        rows.append(Row(_("Ngày bắt đầu hòa giải"), _day(case.started_on)))
    if case.ended_on:
        rows.append(Row(_("Kết thúc"), _day(case.ended_on), note=case.get_ending_display()))
    if case.referred_on:
        rows.append(Row(_("Ngày chuyển"), _day(case.referred_on)))
    if case.voided_on:
        rows.append(Row(_("Ngày hủy"), _day(case.voided_on), note=_("Không tính vào số liệu")))
    if case.entered_late:
        rows.append(Row(_("Thời điểm ghi"), _("Ghi muộn"), note=_day(localdate(case.created_at))))
    return rows


def _paper(case):
    return _("Sổ giấy: số %(number)s") % {"number": case.paper_number} if case.paper_number else ""


def _start_note(case):
    """When mediation began, or until when it must."""
    if case.started_on:
        return _("Bắt đầu hòa giải ngày %(day)s") % {"day": _day(case.started_on)}
    if case.start_by and case.closed_on is None:
        return _("Bắt đầu chậm nhất ngày %(day)s") % {"day": _day(case.start_by)} + _why(case)
    return ""


def _why(case):
    """By which text, and that nobody has compared it, where nobody has."""
    if case.start_basis != StartBasis.LAW or case.assigned_on is None:
        return ""
    return f" ({start_within(case.assigned_on).cited})"


def _day(day):
    return f"{day:%d/%m/%Y}"


def _content(case, content, people):
    """The columns that only the team and the justice officer read."""

    def named(role):
        lines = (Someone(p.full_name, p.birth_year, p.address).line() for p in people if p.role == role)
        return "; ".join(lines)

    rows = [
        Row(_("Các bên"), named(PartyRole.PARTY)),
        Row(_("Nội dung chủ yếu"), content.summary if content else ""),
        Row(_("Thỏa thuận hoặc yêu cầu của các bên"), content.agreement if content else ""),
    ]
    others = [
        (_("Hòa giải viên tham gia"), _mediators(case)),
        (_("Người có quyền, nghĩa vụ liên quan"), named(PartyRole.RELATED)),
        (_("Người được mời"), named(PartyRole.INVITED)),
        (_("Lý do xác định phạm vi"), content.scope_reason if content else ""),
        (_("Cơ quan nhận vụ việc"), content.referred_to if content else ""),
        (_("Ghi chú"), content.notes if content else ""),
        (_("Lý do hủy"), content.void_reason if content else ""),
        (_("Lý do ghi muộn"), content.late_reason if content else ""),
    ]
    return rows + [Row(label, value) for label, value in others if value]


def _mediators(case):
    """Nothing where it would only repeat the one whom the dispute names."""
    lines = mediator_lines(case)
    return "; ".join(lines) if len(lines) > bool(case.mediator) else ""


@access(CASE_WRITERS)
def step(request, pk, word):
    """One step on a page of its own."""
    if word not in _BY_WORD:
        raise Http404
    case = own_case(request, pk)
    name = _BY_WORD[word]
    _word, title, form_class, service = STEPS[name]
    if not may_write_on(request.actor, case):
        raise Http404
    if request.method == "GET" and name not in rules.allowed_steps(case):
        messages.warning(request, _("Việc này đã có người ghi rồi. Mở lại trang để xem."))
        return redirect("cases:detail", pk=case.uuid)
    if name == "amend":
        displays.note(request.actor, [case], Way.PAGE)
    form = form_class(request.POST or None, case=case, actor=request.actor)
    if form.is_valid() and done(request, form, service, case):
        messages.success(request, _("Đã lưu."))
        return redirect("cases:detail", pk=case.uuid)
    context = {
        "case": case,
        "form": form,
        "title": title,
        "submit": _("Lưu") if name == "amend" else title,
        "warnings": warnings_of(request.actor, case) if name == "assign" else [],
        "nav_key": nav_key(request.actor),
        "back_url": reverse("cases:detail", args=[case.uuid]),
        "back_text": _("Vụ việc %(number)s") % {"number": case},
    }
    return TemplateResponse(request, "cases/step.html", context)
