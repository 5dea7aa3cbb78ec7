"""The commune's rule of pay, its payment files, and the sample of disputes that are asked after again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.reach import units_in_reach
from hoathuan.accounts.rules import seats
from hoathuan.cases.api import Case
from hoathuan.core.access import access
from hoathuan.core.dates import today
from hoathuan.pay import rights, rules, sampling, selectors, standing
from hoathuan.pay.choices import ProofKind
from hoathuan.pay.forms.money import LayoutForm, RuleForm
from hoathuan.pay.models import Proof
from hoathuan.pay.services.calling import keep_sample
from hoathuan.pay.services.stating import Statement, state_rule, write_layout
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

from .pages import done, form_page, home

#: Who sees that the sample is drawn as stated.
WATCHERS = seats(SeatKind.COMMUNE_OFFICER, SeatKind.COMMUNE_LEADER, SeatKind.INSPECTOR)


@access(rights.READERS)
def rule(request):
    """What holds today, what held before, and what it means."""
    actor = request.actor
    stated = standing.stated_on(actor.commune_id, today())
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "stated": stated,
        "rungs": [
            (str(rules.Outcome(key).label), [_words(one) for one in lists])
            for key, lists in stated.rungs.items()
        ],
        "rules": list(selectors.rules_of(actor).select_related("now_commune")[:30]),
        "states": rights.DECIDERS(actor),
        "watches": WATCHERS(actor),
    }
    return TemplateResponse(request, "pay/rule.html", context)


def _words(needed: list[str]) -> str:
    return " + ".join(str(ProofKind(kind).label) for kind in needed)


@access(rights.DECIDERS)
def state(request):
    form = RuleForm(request.POST or None)

    def act() -> None:
        state_rule(actor=request.actor, new=Statement(**form.statement()))

    if form.is_valid() and done(request, form, act, _("Đã lưu quy định.")):
        return redirect("pay:rule")
    return form_page(
        request, form, _("Quy định chi thù lao của xã"), _("Lưu quy định"), reverse("pay:rule"),
        lead=_("Các bên không chịu ký thì hòa giải viên vẫn được thù lao: mỗi mức có một cách không cần các bên ký."),
    )  # fmt: skip


@access(rights.COMMUNE)
def layouts(request):
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor), (_("Khoản phải chi"), reverse("pay:owed"))],
        "layouts": list(selectors.layouts_of(request.actor)[:50]),
        "pays": rights.PAYERS(request.actor),
    }
    return TemplateResponse(request, "pay/layouts.html", context)


@access(rights.PAYERS)
def layout(request):
    form = LayoutForm(request.POST or None)

    def act() -> None:
        write_layout(actor=request.actor, name=form.cleaned_data["name"], values=form.values())

    if form.is_valid() and done(request, form, act, _("Đã lưu mẫu tệp chi.")):
        return redirect("pay:layouts")
    title = _("Mẫu tệp chi")
    return form_page(request, form, title, _("Lưu mẫu"), reverse("pay:layouts"))


@access(WATCHERS)
def sample(request):
    """The disputes of a quarter to be asked after: drawn the same for everybody, and kept by the commune."""
    actor, first = request.actor, _first(request)
    commune = _commune(request)
    keeps = commune is not None and rights.SAMPLERS(actor)
    if request.method == "POST" and commune is not None and keeps:
        keep = partial(keep_sample, actor=actor, commune=commune, first=first)
        done(request, None, keep, _("Đã giữ danh sách gọi hỏi của quý."))
        return redirect(f"{reverse('pay:sample')}?quy={first.year}-{_number(first)}")
    drawn = sampling.quarter_of(commune, first) if commune else sampling.Quarter([], [], 0)
    called = _called([*drawn.kept, *drawn.fresh])
    context = {
        "nav_key": "pay",
        "crumbs": [home(request.actor)],
        "rows": [(case, case.pk in called, True) for case in drawn.kept]
        + [(case, case.pk in called, False) for case in drawn.fresh],
        "drawn": drawn,
        "commune": commune,
        "communes": [] if actor.commune_id else _communes(actor, first),
        "year": first.year,
        "quarter": _number(first),
        "quarters": [(y, q) for y in (first.year - 1, first.year) for q in (1, 2, 3, 4)],
        "asks": rights.PREPARERS(actor),
        "keeps": keeps and bool(drawn.fresh),
    }
    return TemplateResponse(request, "pay/sample.html", context)


def _called(cases: Sequence[Case]) -> set[int]:
    calls = Proof.objects.filter(case__in=cases, kind=ProofKind.CALLBACK, voided_on=None)
    return set(calls.values_list("case_id", flat=True))


def _commune(request) -> Unit | None:
    """The own commune; who has several below chooses one of them."""
    if request.actor.commune_id:
        return Unit.objects.get(pk=request.actor.commune_id)
    given = request.GET.get("xa", "")
    if not given.isascii() or not given.isdigit():
        return None
    return get_object_or_404(units_in_reach(request.actor).filter(level=Level.COMMUNE), pk=int(given))


def _communes(actor, first: date) -> list[Unit]:
    """Those of the reach in which something ended within the quarter."""
    ended = sampling.ended_in(first).visible_to(actor)
    return list(Unit.objects.filter(pk__in=ended.values("now_commune")).order_by("sort", "pk"))


def _first(request) -> date:
    """The first day of the quarter that is asked for ("2026-2"), else of this one."""
    day = today()
    given = request.GET.get("quy", "").split("-")
    try:
        year, quarter = int(given[0]), int(given[1])
    except (ValueError, IndexError):
        year, quarter = day.year, _number(day)
    if not (2014 <= year <= 2100 and 1 <= quarter <= 4):
        year, quarter = day.year, _number(day)
    return date(year, quarter * 3 - 2, 1)


def _number(day: date) -> int:
    return (day.month + 2) // 3
