"""What is due in support. A due is told outside: a request is named by its number alone, never what happened."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.inbox.api import Asked, Due, DueSource, Office, register
from hoathuan.pay.models import Accident, SupportAct

from . import selectors
from .choices import AccidentState, ActState
from .figures import Deadline, deadline_of

_WAITING = (AccidentState.COMPLETE, AccidentState.SUBMITTED)


def register_all() -> None:
    register(
        DueSource(
            "support.accident",
            gettext_lazy("Hồ sơ hỗ trợ hòa giải viên"),
            kinds=(K.COMMUNE_OFFICER, K.COMMUNE_LEADER),
            office_kinds=(K.COMMUNE_OFFICER, K.COMMUNE_LEADER),
            of=requests,
            soon=2,
            raise_after=1,
        )
    )
    register(
        DueSource(
            "support.certify",
            gettext_lazy("Xác nhận giấy đề nghị hỗ trợ"),
            kinds=(K.TEAM_HEAD, K.COMMUNE_OFFICER),
            of=to_certify,
            reminded=False,
        )
    )
    register(
        DueSource(
            "support.rounds",
            gettext_lazy("Duyệt hỗ trợ hoạt động của tổ"),
            kinds=(K.COMMUNE_LEADER,),
            of=rounds,
            reminded=False,
        )
    )
    register(
        DueSource(
            "support.arrears",
            gettext_lazy("Hỗ trợ hoạt động của tổ còn chưa chi"),
            kinds=(K.COMMUNE_OFFICER, K.COMMUNE_ACCOUNTANT),
            of=behind,
            reminded=False,
        )
    )


def requests(asked: Asked) -> Iterator[Due]:
    """To examine and to decide; to pay is told with everything else that waits to be paid."""
    found = Accident.objects.filter(state__in=_WAITING).select_related("team", "now_commune")
    if asked.actor is not None:
        found = found.filter(now_commune_id=asked.actor.commune_id or 0)
    if asked.units is not None:
        found = found.filter(now_commune__in=asked.units)
    for accident in found.order_by("id"):
        deadline = deadline_of(accident)
        if deadline is None or deadline.on > asked.until or (asked.since and deadline.on < asked.since):
            continue
        due = _due(accident, deadline)
        if asked.actor is None or asked.actor.kind in due.office.kinds:
            yield due


def _due(accident: Accident, deadline: Deadline) -> Due:
    examining = accident.state == AccidentState.COMPLETE
    words = (
        _("Hồ sơ hỗ trợ số %(number)s: xem xét, trình")
        if examining
        else _("Hồ sơ hỗ trợ số %(number)s: quyết định")
    )
    kind = K.COMMUNE_OFFICER if examining else K.COMMUNE_LEADER
    return Due(
        key=f"support.accident:{accident.pk}:{accident.state}",
        title=words % {"number": accident},
        due_on=deadline.on,
        office=Office(accident.now_commune_id or 0, (kind,)),
        url=reverse("pay:accident", args=[accident.uuid]),
        day_type=deadline.value.day_type,
    )


def to_certify(asked: Asked) -> Iterator[Due]:
    """Requests that wait for the head: one line, without a day."""
    if asked.actor is None:
        return
    waiting = Accident.objects.visible_to(asked.actor).filter(state=AccidentState.FILED).count()
    if waiting:
        words = ngettext(
            "%(n)s giấy đề nghị hỗ trợ chờ xác nhận", "%(n)s giấy đề nghị hỗ trợ chờ xác nhận", waiting
        )
        yield _line(asked, "support.certify", words % {"n": waiting}, reverse("pay:accidents"))


def rounds(asked: Asked) -> Iterator[Due]:
    """Rounds that wait for the leader's word."""
    if asked.actor is None:
        return
    waiting = SupportAct.objects.visible_to(asked.actor).filter(state=ActState.PROPOSED).count()
    if waiting:
        words = ngettext(
            "%(n)s đợt hỗ trợ hoạt động của tổ chờ duyệt",
            "%(n)s đợt hỗ trợ hoạt động của tổ chờ duyệt",
            waiting,
        )
        yield _line(asked, "support.rounds", words % {"n": waiting}, reverse("pay:support"))


def behind(asked: Asked) -> Iterator[Due]:
    """Teams with months that are over and in no round."""
    if asked.actor is None or asked.actor.commune_id is None:
        return
    teams = sum(1 for one in selectors.arrears(asked.actor.commune_id) if one.unasked)
    if teams:
        words = ngettext(
            "%(n)s tổ chưa được lập hỗ trợ hoạt động của những tháng đã qua",
            "%(n)s tổ chưa được lập hỗ trợ hoạt động của những tháng đã qua",
            teams,
        )
        yield _line(asked, "support.arrears", words % {"n": teams}, reverse("pay:support-arrears"))


def _line(asked: Asked, key: str, title: str, url: str) -> Due:
    actor = asked.actor
    assert actor is not None  # noqa: S101 - the callers asked
    office = Office(actor.commune_id or actor.unit_id or 0, (actor.kind,), team_id=actor.team_id)
    return Due(f"{key}:own", title, None, office, url, state="risk", words=_("chờ xử lý"))
