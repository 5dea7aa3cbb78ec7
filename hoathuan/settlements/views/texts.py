"""Writing an agreement group by group, recording it, reading a version, its file."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import linebreaksbr
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hoathuan.accounts.rules import CASE_WRITERS
from hoathuan.core.access import access
from hoathuan.core.attachments.api import attachment_response
from hoathuan.core.stale import StaleRecord, sent_version
from hoathuan.core.ui.rows import Row
from hoathuan.documents.api import check_of
from hoathuan.settlements import digests, rules, selectors
from hoathuan.settlements.checking import standing_of
from hoathuan.settlements.choices import Hand
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.forms.texts import GroupForm, RecordForm
from hoathuan.settlements.models import VersionText
from hoathuan.settlements.prefill import mediators_of
from hoathuan.settlements.services import drafting, recording

from .acting import act_page, agreement_or_404, done, home, shown, writable_case


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def compose(request, pk):
    """The eight groups, each with what is written so far; a POST begins anew."""
    case = writable_case(request, pk)
    if not selectors.in_force(case):
        messages.warning(request, _("Chỉ vụ việc hòa giải thành mới có văn bản. Ghi kết thúc vụ việc trước."))
        return redirect("settlements:home", pk=case.uuid)
    if request.method == "POST":
        return _anew(request, case)
    draft = drafting.draft_shown(actor=request.actor, case=case)
    context = shown(
        request.actor,
        case,
        rows=_groups(request, case, draft),
        lacking=rules.lacking(draft),
        draft=draft,
        kept=selectors.draft_of(draft.agreement),
        unmediated=not case.mediator_id and not mediators_of(case),
        home_url=home(case),
    )
    return TemplateResponse(request, "settlements/compose.html", context)


def _groups(request, case, draft):
    """The eight groups as they would be recorded now."""
    rows = [
        Row(
            f"{group.letter}) {group.label}",
            linebreaksbr(getattr(draft, group.name) or _("Chưa ghi")),
            url=reverse("settlements:group", args=[case.uuid, group.name]),
            link=_("Sửa"),
        )
        for group in rules.WRITTEN
    ]
    signing = linebreaksbr(recording.signing_words(case, request.actor))
    return [*rows, Row(f"h) {rules.GROUPS[-1].label}", signing, note=_("Theo người trong vụ việc"))]


def _anew(request, case):
    return _left(request, case, drafting.take_anew, "settlements:compose")


def _left(request, case, deed, page):
    """Drop what the page showed, unless somebody went on writing it."""
    try:
        deed(actor=request.actor, case=case, version=sent_version(request))
    except SettlementRefused as refusal:
        messages.warning(request, str(refusal))
        return redirect("settlements:home", pk=case.uuid)
    except StaleRecord:
        messages.warning(request, _("Người khác vừa ghi tiếp bản nháp này nên chưa bỏ. Đọc lại rồi chọn."))
        return redirect("settlements:compose", pk=case.uuid)
    return redirect(page, pk=case.uuid)


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def group(request, pk, name):
    """One group on a page of its own; what is typed is kept as a draft."""
    case = writable_case(request, pk)
    part = rules.group_named(name)
    if part not in rules.WRITTEN or not selectors.in_force(case):
        raise Http404
    draft = drafting.draft_shown(actor=request.actor, case=case)
    form = GroupForm(request.POST or None, group=part, draft=draft)

    def deed():
        data = form.cleaned_data
        drafting.write_group(
            actor=request.actor, case=case, name=part.name, text=data["text"], version=data["version"]
        )

    compose_url = reverse("settlements:compose", args=[case.uuid])
    if form.is_valid() and done(form, deed):
        messages.success(request, _("Đã lưu nháp phần %(letter)s.") % {"letter": part.letter})
        return redirect(compose_url)
    title = _("Phần %(letter)s của văn bản") % {"letter": part.letter}
    return act_page(
        request,
        case,
        form,
        title,
        submit=_("Lưu nháp"),
        back=compose_url,
        draft=f"thoa-thuan-{case.uuid}-{name}",
    )


@require_http_methods(["GET", "POST"])
@access(CASE_WRITERS)
def record(request, pk):
    """Record the draft for good."""
    case = writable_case(request, pk)
    if not selectors.in_force(case):
        raise Http404
    draft = drafting.draft_shown(actor=request.actor, case=case)
    agreement = draft.agreement
    initial = {
        "agreed_on": _agreed_on(case, agreement),
        "place": draft.place,
        "seen": agreement.newest,
        "read": recording.mark_of(draft, request.actor),
    }
    court = selectors.court_of(agreement) if agreement.pk else None
    at_court = court is not None and court.state in rules.AT_COURT
    form = RecordForm(request.POST or None, again=bool(agreement.newest), at_court=at_court, initial=initial)
    if form.is_valid() and done(
        form, lambda: recording.record(actor=request.actor, case=case, **form.cleaned_data)
    ):
        messages.success(request, _("Văn bản đã xong. In ra để các bên ký."))
        return redirect("settlements:home", pk=case.uuid)
    lead = _("Sau bước này không sửa được; muốn sửa thì làm bản mới. Bản cũ vẫn giữ và ghi rõ đã được thay.")
    return act_page(
        request, case, form, _("Xong văn bản hòa giải thành"), submit=_("Xong, in để ký"), lead=lead,
        back=reverse("settlements:compose", args=[case.uuid]), rows=_groups(request, case, draft),
    )  # fmt: skip


def _agreed_on(case, agreement):
    """A paper bears a day of its own; after another success the parties agreed anew."""
    return agreement.agreed_on if agreement.in_force else case.ended_on or agreement.agreed_on


def _version(request, pk, number):
    case = writable_case(request, pk)
    found = agreement_or_404(case).versions.filter(number=number).select_related("file", "agreement").first()
    if found is None:
        raise Http404
    return case, found


@require_GET
@access(CASE_WRITERS)
def version(request, pk, number):
    """A recorded version as it was, old or new."""
    case, found = _version(request, pk, number)
    text = VersionText.objects.filter(recorded=found).first()
    if text is None:
        raise Http404
    state, state_words = standing_of(found)
    after = found.agreement.versions.filter(number=number + 1).select_related("text").first()
    check = check_of(found)
    context = shown(
        request.actor, case, version=found, text=text, state=state, state_words=state_words, after=after,
        rows=[_recorded(part, text, found) for part in rules.GROUPS],
        signatures=[_signature(case, one, found) for one in found.signatures.all()],
        scans=[
            {"name": one.file.name, "url": one.file.get_absolute_url(), "size": one.file.size}
            for one in found.scans.select_related("file")
        ],
        newest=found.number == found.agreement.newest and found.agreement.in_force,
        waits=found.signatures.filter(hand=Hand.WAITING).exists(),
        check=check,
        check_url=reverse("checks:check", args=[check.spoken]) if check else "",
        home_url=home(case),
    )  # fmt: skip
    return TemplateResponse(request, "settlements/version.html", context)


def _recorded(part, text, found):
    said = linebreaksbr(getattr(text, part.name))
    return Row(f"{part.letter}) {part.label}", said, note=digests.spoken(found.parts[part.letter]))


def _signature(case, one, found):
    newest = found.number == found.agreement.newest and found.agreement.in_force
    note = f"{one.on_date:%d/%m/%Y}" if one.on_date else ""
    url = reverse("settlements:sign", args=[case.uuid, one.uuid]) if newest else ""
    link = (_("Ghi") if one.hand == Hand.WAITING else _("Sửa")) if url else ""
    return Row(f"{one.full_name} ({one.get_role_display()})", one.get_hand_display(), note, url, link)


@require_GET
@access(CASE_WRITERS)
def version_pdf(request, pk, number):
    """The file as it was made when the version was recorded."""
    _case, found = _version(request, pk, number)
    if found.file is None:
        raise Http404
    return attachment_response(found.file, inline=True)


@require_POST
@access(CASE_WRITERS)
def drop_draft(request, pk):
    """Leave what was typed: the newest version stays as it is."""
    case = writable_case(request, pk)
    agreement_or_404(case)
    return _left(request, case, drafting.drop, "settlements:home")
