"""What must I do, by when: drawn from plans, disputes and the registry, overdue first."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hoathuan.accounts import notices
from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.rules import CASE_WRITERS, TEAM_SEATS, TEAM_WRITERS, VOUCHERS
from hoathuan.accounts.services.recovery import to_confirm
from hoathuan.cases import api as cases
from hoathuan.core.ui.rows import Task
from hoathuan.plans import api as plans
from hoathuan.teams import api as teams

SHOWN = 6
_URGENCY = ("late", "risk", "idle", "go", "done", "")


def to_do(actor: Actor, limit: int = 200) -> list[Task]:
    """Everything that waits for this seat, the late first. A seat that only reads has nothing to do here."""
    found = [*_from_accounts(actor), *_from_cases(actor), *_from_registry(actor), *_from_plans(actor, limit)]
    return sorted(found, key=lambda task: _URGENCY.index(task.state))[:limit]


def _from_accounts(actor: Actor) -> Iterator[Task]:
    """People who wait to be confirmed in person, and what the holder of the seat has not read."""
    if actor.user is not None and (unread := notices.unread(actor.user).count()):
        words = ngettext("%(n)s tin báo chưa đọc", "%(n)s tin báo chưa đọc", unread)
        yield Task(words % {"n": unread}, reverse("accounts:notices"), "risk", _("cần đọc"))
    if not VOUCHERS(actor) or actor.commune_id is None:
        return
    if waiting := len(to_confirm(actor)):
        words = ngettext(
            "%(n)s người chờ gặp trực tiếp để xác nhận", "%(n)s người chờ gặp trực tiếp để xác nhận", waiting
        )
        yield Task(words % {"n": waiting}, reverse("accounts:recoveries"), "risk", _("chờ xác nhận"))


def _from_plans(actor: Actor, limit: int) -> list[Task]:
    if TEAM_SEATS(actor) or actor.kind == SeatKind.ADMINISTRATOR:
        return []
    return plans.tasks_due(actor, limit)


def _from_cases(actor: Actor) -> Iterator[Task]:
    """Disputes of the seat's own reach that wait; offices above the commune do not work on disputes."""
    if not CASE_WRITERS(actor):
        return
    counts = cases.counts(actor)
    if late := counts["not_begun"]:
        words = ngettext(
            "%(n)s vụ việc đã phân công mà quá hạn chưa bắt đầu hòa giải",
            "%(n)s vụ việc đã phân công mà quá hạn chưa bắt đầu hòa giải",
            late,
        )
        yield Task(words % {"n": late}, _cases("trang_thai=not_begun"), "late", _("quá hạn"))
    if waiting := counts["waiting"]:
        words = ngettext("%(n)s vụ việc chờ phân công", "%(n)s vụ việc chờ phân công", waiting)
        yield Task(words % {"n": waiting}, _cases("trang_thai=waiting"), "risk", _("chờ xử lý"))
    if lacking := cases.lacking_count(actor):
        words = ngettext(
            "%(n)s vụ việc còn thiếu cột để in sổ", "%(n)s vụ việc còn thiếu cột để in sổ", lacking
        )
        yield Task(words % {"n": lacking}, _cases("thieu=on"), "idle", _("bổ sung khi rảnh"))


def _cases(query: str) -> str:
    return f"{reverse('cases:list')}?{query}"


def _from_registry(actor: Actor) -> Iterator[Task]:
    if not TEAM_WRITERS(actor):
        return
    gaps = teams.gaps_summary(actor)
    if gaps.incomplete:
        words = ngettext(
            "%(n)s tổ hòa giải cần kiện toàn", "%(n)s tổ hòa giải cần kiện toàn", gaps.incomplete
        )
        yield Task(words % {"n": gaps.incomplete}, reverse("teams:gaps"), "risk", _("chưa đúng luật"))
    if gaps.bare_villages:
        words = ngettext(
            "%(n)s thôn, tổ dân phố chưa có tổ hòa giải",
            "%(n)s thôn, tổ dân phố chưa có tổ hòa giải",
            gaps.bare_villages,
        )
        yield Task(words % {"n": gaps.bare_villages}, reverse("teams:bare-villages"), "risk", _("chưa có tổ"))
