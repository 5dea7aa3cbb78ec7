"""Claims: what waits, one claim, its steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hoathuan.accounts.choices import SeatKind
from hoathuan.cases.api import own_case
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.lists import paginate
from hoathuan.core.ui.numbers import dong
from hoathuan.core.ui.rows import Row
from hoathuan.pay import patterns, rights, selectors, services
from hoathuan.pay.choices import ClaimState, ItemKind, ItemState, LineState
from hoathuan.pay.evidence import proofs_of_many
from hoathuan.pay.forms.claims import (
    ItemForm,
    SharingForm,
    SinceForm,
)
from hoathuan.pay.mine import taken_off_words
from hoathuan.pay.models import Claim, ClaimItem
from hoathuan.pay.services.deciding import same_person
from hoathuan.pay.services.drafting import open_draft, usual_since
from hoathuan.pay.services.editing import EDITABLE, changed, outdated, unproved
from hoathuan.pay.working import may_receive

from .pages import (
    ITEM_MARKS,
    MARKS,
    claim_or_404,
    done,
    flagged,
    form_page,
    history_of,
    home,
    named,
    own,
    with_relations,
)

_SHOWN = 100


@access(rights.READERS)
def claim_list(request):
    """What waits for whom, the first due first; all claims below."""
    actor = request.actor
    page = paginate(request, selectors.claims_seen(actor), order=("-made_on", "-id"))
    waiting = list(selectors.claims_waiting(actor)[:_SHOWN])
    for claim in (*page.rows, *waiting):
        _marked(claim)
    context = {
        "nav_key": "pay",
        "page": page,
        "waiting": waiting,
        "at_team": [_marked(claim) for claim in selectors.claims_at_team(actor)[:_SHOWN]],
        "to_hand_out": list(selectors.to_hand_out(actor)[:_SHOWN]),
        "prepares": rights.PREPARERS(actor),
        "pays": rights.PAYERS(actor),
        "commune": rights.COMMUNE(actor),
        "oversees": rights.OVERSEERS(actor),
        "today": today(),
    }
    return TemplateResponse(request, "pay/list.html", context)


def _marked(claim: Any) -> Any:
    claim.mark = MARKS[claim.state]
    claim.mark_text = claim.get_state_display()
    if claim.state == ClaimState.DECIDED:
        if claim.approved_amount == 0 and claim.amount and not _approved_in_part(claim):
            claim.mark, claim.mark_text = "late", _("Xã từ chối")
        elif claim.approved_amount != claim.amount:
            claim.mark_text = _("Duyệt một phần")
        else:
            claim.mark_text = _("Xã đã duyệt")
    if claim.state == ClaimState.SUBMITTED and claim.due_on and claim.due_on < today():
        claim.mark, claim.mark_text = "late", _("Xã quá hạn")
    return claim


def _approved_in_part(claim: Claim) -> bool:
    """Nothing to pay is no refusal where something was approved and taken off what had been paid too much."""
    return claim.items.filter(state=ItemState.APPROVED).exists()


@access(rights.PREPARERS)
def draft(request):
    """One click: a draft from the register for the team, or for each team of the commune."""
    actor = request.actor
    form = SinceForm(request.POST or None, initial={"since": _asked_since(request)})
    if request.method == "POST" and form.is_valid():
        made: list[Claim] = []
        before = dict(selectors.drafts_of(actor).values_list("pk", "version"))

        def act() -> None:
            made.extend(
                services.draft(actor=actor, teams=selectors.teams_of(actor), since=form.cleaned_data["since"])
            )

        if done(request, form, act):
            _say_left_out(request, form.cleaned_data["since"])
            return _after_draft(request, [one for one in made if before.get(one.pk) != one.version])
    since = (
        form.initial["since"] if not form.is_bound else form.cleaned_data.get("since") or usual_since(today())
    )
    found = selectors.unclaimed(actor, since)
    return form_page(
        request, form, _("Lập đề nghị thanh toán thù lao"), _("Lập đề nghị từ sổ"), reverse("pay:list"),
        lead=_("Có %(n)s vụ việc đã kết thúc từ ngày %(day)s mà chưa đề nghị.")
        % {"n": found.count(), "day": f"{since:%d/%m/%Y}"},
    )  # fmt: skip


def _asked_since(request: Any) -> date:
    """The day that a link asks for (older disputes), else the usual one."""
    asked = SinceForm(request.GET if "since" in request.GET else None)
    return asked.cleaned_data["since"] if asked.is_valid() else usual_since(today())


def _say_left_out(request: Any, since: Any) -> None:
    """Disputes whose proofs unlock nothing yet were left out: how many, and where to see what is missing."""
    left = selectors.unclaimed(request.actor, since).count()
    if left:
        words = _("%(n)s vụ việc chưa đủ chứng cứ nên chưa đưa vào. Trang “Chứng cứ” ghi còn thiếu gì.")
        messages.warning(request, words % {"n": left})


def _after_draft(request: Any, made: list[Claim]) -> Any:
    if not made:
        messages.info(request, _("Không còn vụ việc nào chưa đề nghị."))
        return redirect("pay:list")
    if len(made) == 1:
        messages.success(request, _("Đã lập đề nghị. Xem lại rồi tổ trưởng xác nhận."))
        return redirect("pay:claim", pk=made[0].uuid)
    words = _("Đã lập hoặc bổ sung %(n)s đề nghị, mỗi tổ một đề nghị.")
    messages.success(request, words % {"n": len(made)})
    return redirect("pay:list")


@access(rights.READERS)
def claim(request, pk):
    """One claim. Above the commune: sums alone, no names, no reasons, nothing of what happened to it."""
    found = _marked(claim_or_404(request, pk))
    actor = request.actor
    mine = own(actor, found)
    items = flagged(with_relations(found.items.exclude(state=ItemState.DROPPED)))
    stale = _stale(found, items) if mine else set()
    for item in items:
        item.mark, item.mark_text = _item_mark(item)
        item.stale = item.pk in stale
    edits = found.state in EDITABLE and rights.PREPARERS(actor) and mine
    decides = found.state == ClaimState.SUBMITTED and rights.DECIDERS(actor) and mine
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "claim": found,
        "items": items,
        "own": mine,
        "stale": bool(stale),
        "unshared": edits and any(_unshared(item) for item in items),
        "rows": _facts(found, mine),
        "edits": edits,
        "sharing_form": SharingForm() if edits else None,
        "steps": _steps(actor, found),
        "odd": patterns.of_claim(found) if found.state != ClaimState.DROPPED and mine else [],
        "lines": list(found_lines(found)),
        "decides": decides,
        "doubled": decides and same_person(actor, found),
        "history": history_of(found) if mine else [],
    }
    return TemplateResponse(request, "pay/claim.html", context)


def found_lines(found: Claim) -> Any:
    from hoathuan.pay.models import Line

    return (
        Line.objects.filter(subject=str(found.uuid), purpose="claims")
        .exclude(state=LineState.VOID)
        .select_related("payment")
    )


def _unshared(item: ClaimItem) -> bool:
    return sum(share.amount for share in item.shares.all() if share.live) != item.amount


def _item_mark(item: ClaimItem) -> tuple[str, str]:
    if item.taken_off:
        return "done", taken_off_words()
    if item.state == ItemState.APPROVED and item.line and item.line.state == LineState.PAID:
        return "done", _("Đã chi cho tổ")
    return ITEM_MARKS[ItemState(item.state)], str(item.get_state_display())


def _stale(found: Claim, items: list[ClaimItem]) -> set[int]:
    """Items that are not as the register and the proofs have them now."""
    still = [item for item in items if item.state == ItemState.OPEN]
    if found.state in EDITABLE:
        return outdated(still)
    proofs, _denied = proofs_of_many([item.case for item in still], confirmed=True)
    return {item.pk for item in still if changed(item)} | unproved(still, proofs)


def _facts(found: Claim, mine: bool) -> list[Row]:
    """`mine`: of the own unit, who reads who confirmed and decided."""
    rows = [
        Row(_("Tổ hòa giải"), str(found.team), note=str(found.now_commune or "")),
        Row(_("Số tiền đề nghị"), dong(found.amount), note=found.sharing_note),
    ]
    if found.confirmed_on:
        rows.append(
            Row(
                _("Tổ trưởng xác nhận"),
                f"{found.confirmed_on:%d/%m/%Y}",
                note=found.confirmed_by if mine else "",
            )
        )
    if found.state == ClaimState.SUBMITTED and found.due_on and found.received_on:
        rows.append(
            Row(
                _("Xã quyết định và chi chậm nhất"), f"{found.due_on:%d/%m/%Y}",
                note=_("Xã nhận đủ hồ sơ ngày %(day)s") % {"day": f"{found.received_on:%d/%m/%Y}"},
            )
        )  # fmt: skip
    if found.decided_on:
        rows.append(
            Row(_("Xã quyết định"), f"{found.decided_on:%d/%m/%Y}", note=found.decided_by if mine else "")
        )
        rows.append(Row(_("Số tiền được duyệt"), dong(found.approved_amount)))
    if found.same_person and mine:
        rows.append(Row(_("Lưu ý"), _("Người quyết định cũng là người lập hoặc xác nhận đề nghị này")))
    return rows


def _steps(actor: Any, found: Claim) -> list[tuple[str, str]]:
    """The deeds of this seat now, the likeliest first."""
    if not own(actor, found):
        return []
    names = []
    if found.state in EDITABLE and rights.CONFIRMERS(actor):
        head = actor.kind == SeatKind.TEAM_HEAD
        names.append((_("Xác nhận và gửi xã") if head else _("Ghi bản tổ trưởng đã ký"), "xac-nhan"))
    if found.state == ClaimState.SUBMITTED and rights.DECIDERS(actor):
        names.append((_("Duyệt"), "quyet-dinh"))
        names.append((_("Từ chối cả đề nghị"), "tu-choi"))
    if found.state == ClaimState.SUBMITTED and rights.RETURNERS(actor):
        names.append((_("Trả lại để bổ sung"), "tra-lai"))
    if found.state in EDITABLE and rights.PREPARERS(actor):
        names.append((_("Sửa đề nghị cho khớp với sổ"), "cap-nhat"))
        names.append((_("Bỏ đề nghị này"), "bo"))
    seen = f"?ban={found.version}"
    return [(label, reverse("pay:step", args=[found.uuid, word]) + seen) for label, word in names]


@access(rights.PREPARERS)
def item(request, pk, number):
    """One dispute of a draft: amount, source, shares; or leave it out. A difference can only be left out."""
    found = claim_or_404(request, pk)
    if not own(request.actor, found) or found.state not in EDITABLE:
        raise Http404
    one = get_object_or_404(with_relations(found.items.filter(state=ItemState.OPEN)), pk=number)
    back = reverse("pay:claim", args=[found.uuid])
    if request.method == "POST" and "bo" in request.POST:
        done(
            request, None, lambda: services.drop_item(actor=request.actor, claim=found, item_id=one.pk),
            _("Đã bỏ khỏi đề nghị."),
        )  # fmt: skip
        return redirect(back)
    form = None
    if one.kind != ItemKind.DIFFERENCE:
        mediators = list(may_receive(one).select_related("person").order_by("sort", "id"))
        form = ItemForm(request.POST or None, item=one, mediators=mediators)
        if form.is_valid() and done(request, form, lambda: _change(request, found, one, form), _("Đã lưu.")):
            return redirect(back)
    context = {
        "form": form, "claim": found, "item": one, "nav_key": "pay", "back_url": back,
        "crumbs": [home(request.actor), (named(found), back)],
    }  # fmt: skip
    return TemplateResponse(request, "pay/item.html", context)


def _change(request: Any, found: Claim, one: ClaimItem, form: ItemForm) -> None:
    data = form.cleaned_data
    new = services.ItemChange(data["amount"], data["source"], form.shares())
    services.change_item(actor=request.actor, claim=found, item_id=one.pk, new=new, version=data["version"])


@require_POST
@access(rights.PREPARERS)
def again(request, pk):
    """Ask once more for a dispute that was refused: into the team's draft."""
    case = own_case(request, pk)
    teams = selectors.teams_of(request.actor).filter(pk=case.team_id)
    if not teams:
        raise Http404
    try:
        (kept,) = open_draft(actor=request.actor, team=teams[0])
        claim_ = services.ask_again(actor=request.actor, claim=kept, case=case)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("pay:evidence-case", pk=case.uuid)
    messages.success(request, _("Đã thêm vào đề nghị đang soạn."))
    return redirect("pay:claim", pk=claim_.uuid)
