"""What is due about estimates. No text in hand names a last day for a commune's: they wait without one."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register

from .choices import EstimateState
from .models import Estimate
from .rights import COMMUNE, PROVINCE
from .rules import estimate_year

_OWN = "budgets.estimate"
_READ = "budgets.read"


def register_all() -> None:
    register(DueSource(_OWN, gettext_lazy("Dự toán kinh phí của xã"), COMMUNE, own, reminded=False))
    register(DueSource(_READ, gettext_lazy("Xem dự toán các xã gửi"), PROVINCE, sent, reminded=False))


def own(asked: Asked) -> Iterator[Due]:
    """The commune's estimate of the year that is asked for: to be made, to be sent, to be worked on again."""
    actor = asked.actor
    if actor is None or actor.commune_id is None or actor.kind not in COMMUNE:
        return
    year = estimate_year(today())
    rows = Estimate.objects.filter(budget__unit=actor.commune_id, budget__body=None, current=True)
    known = {
        one.budget.year: one
        for one in rows.filter(budget__year__in=(year - 1, year)).select_related("budget")
    }
    found = known.get(year)
    if found is None and known:
        yield _due(actor, year, _("Dự toán năm %(year)s: tính và gửi tỉnh"), _("chưa lập"), _home(year))
    elif found is not None and found.state in (EstimateState.DRAFT, EstimateState.RETURNED):
        returned = found.state == EstimateState.RETURNED
        title = (
            _("Dự toán năm %(year)s: sửa rồi gửi lại")
            if returned
            else _("Dự toán năm %(year)s: xem lại, gửi tỉnh")
        )
        words = _("tỉnh trả lại") if returned else _("chưa gửi")
        yield _due(actor, year, title, words, reverse("budgets:estimate", args=[found.uuid]), late=returned)


def sent(asked: Asked) -> Iterator[Due]:
    """Estimates of communes that nobody above has read."""
    actor = asked.actor
    if actor is None or actor.kind not in PROVINCE or actor.province_id is None:
        return
    waiting = Estimate.objects.filter(
        state=EstimateState.SUBMITTED,
        current=True,
        budget__now_province=actor.province_id,
        budget__area__isnull=False,
    )
    years = list(waiting.values_list("budget__year", flat=True))
    if years:
        words = ngettext("%(n)s dự toán của xã chờ xem", "%(n)s dự toán của xã chờ xem", len(years))
        office = Office(actor.province_id, (str(actor.kind),))
        url = f"{reverse('budgets:rollup')}?nam={max(years)}"
        yield Due(
            f"{_READ}:own", words % {"n": len(years)}, None, office, url, state="idle", words=_("chờ xem")
        )


def _due(actor: Actor, year: int, title: str, words: str, url: str, *, late: bool = False) -> Due:
    office = Office(actor.commune_id or 0, tuple(map(str, COMMUNE)))
    state = "risk" if late else "idle"
    return Due(
        f"{_OWN}:{actor.commune_id}-{year}",
        title % {"year": year},
        None,
        office,
        url,
        state=state,
        words=words,
    )


def _home(year: int) -> str:
    return f"{reverse('budgets:home')}?nam={year}"
