"""What is due in pay: to complete, to decide (5 working days), to pay, to hand out (3 days). Procedure 2.002080."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.core.dates import today
from hoathuan.core.lists import in_slices
from hoathuan.inbox.api import Asked, Below, DayType, Due, DueSource, Office, register

from .choices import ClaimState, LineState, PaymentState
from .late import unasked
from .models import Claim, Line, Payment
from .rights import of_team
from .services.drafting import usual_since

_TEAM = (K.TEAM_HEAD, K.COMMUNE_OFFICER)
_SHORT = 1


def register_all() -> None:
    register(
        DueSource(
            "pay.complete", gettext_lazy("Bổ sung đề nghị thù lao"), (K.TEAM_HEAD, K.COMMUNE_OFFICER), to_complete,
            reminded=False,
        )
    )  # fmt: skip
    register(
        DueSource(
            "pay.unasked", gettext_lazy("Vụ việc chưa ai đề nghị thù lao"), _TEAM, not_asked, reminded=False
        )
    )
    register(
        DueSource(
            "pay.decide", gettext_lazy("Quyết định đề nghị thù lao"), (K.COMMUNE_LEADER, K.COMMUNE_OFFICER),
            to_decide, below=_below(_claims, "due_on"), fold=_folded_claims, soon=_SHORT, raise_after=_SHORT,
            office_kinds=(K.COMMUNE_LEADER,),
        )
    )  # fmt: skip
    register(
        DueSource(
            "pay.pay", gettext_lazy("Chi tiền đã duyệt"), (K.COMMUNE_ACCOUNTANT,), to_pay,
            below=_below(_lines, "due_on"), fold=_folded_lines, soon=_SHORT, raise_after=_SHORT,
            office_kinds=(K.COMMUNE_ACCOUNTANT,),
        )
    )  # fmt: skip
    register(
        DueSource(
            "pay.hand_out", gettext_lazy("Tổ trả tiền cho hòa giải viên"), _TEAM, to_hand_out,
            below=_below(_payments, "hand_out_by"), soon=_SHORT, raise_after=_SHORT, office_kinds=_TEAM,
        )
    )  # fmt: skip


def _claims() -> QuerySet[Any]:
    return Claim.objects.filter(state=ClaimState.SUBMITTED)


def _lines() -> QuerySet[Any]:
    return Line.objects.filter(state__in=[LineState.OWED, LineState.PAYING], due_on__isnull=False)


def _payments() -> QuerySet[Any]:
    return Payment.objects.filter(
        state=PaymentState.PAID, handed_out_on=None, hand_out_by__isnull=False, team__isnull=False
    )


def _asked(rows: QuerySet[Any], asked: Asked, column: str, kinds: tuple[str, ...]) -> Iterable[Any]:
    """The rows of this question, in slices for everybody's."""
    rows = rows.filter(**{f"{column}__lte": asked.until})
    if asked.since is not None:
        rows = rows.filter(**{f"{column}__gte": asked.since})
    if asked.units is not None:
        rows = rows.filter(now_commune__in=asked.units)
    if asked.actor is None:
        return (row for rows_ in in_slices(rows) for row in rows_)
    if asked.actor.kind not in kinds:
        return []
    return list(rows.visible_to(asked.actor).order_by(column, "id"))  # type: ignore[attr-defined]


def to_decide(asked: Asked) -> Iterator[Due]:
    kinds = (K.COMMUNE_LEADER, K.COMMUNE_OFFICER)
    for claim in _asked(_claims().select_related("team"), asked, "due_on", kinds):
        yield decide_due(claim)


def decide_due(claim: Any) -> Due:
    """To decide this claim, as the commune's leader and officer see it."""
    return Due(
        key=f"pay.decide:{claim.pk}",
        title=_("Đề nghị thù lao số %(claim)s: quyết định và chi") % {"claim": claim},
        due_on=claim.due_on,
        office=Office(_home(claim), (K.COMMUNE_LEADER, K.COMMUNE_OFFICER)),
        url=reverse("pay:claim", args=[claim.uuid]),
        note=claim.team.name,
        day_type=DayType.WORKING,
    )


def to_pay(asked: Asked) -> Iterator[Due]:
    for line in _asked(_lines(), asked, "due_on", (K.COMMUNE_ACCOUNTANT,)):
        yield Due(
            key=f"pay.pay:{line.pk}",
            title=_("Chi: %(what)s") % {"what": line.label},
            due_on=line.due_on,
            office=Office(_home(line), (K.COMMUNE_ACCOUNTANT,)),
            url=reverse("pay:owed"),
            day_type=DayType.WORKING,
        )


def to_hand_out(asked: Asked) -> Iterator[Due]:
    for payment in _asked(_payments().select_related("team"), asked, "hand_out_by", _TEAM):
        yield Due(
            key=f"pay.hand_out:{payment.pk}",
            title=_("Trả tiền cho hòa giải viên (mã chi %(code)s)") % {"code": payment.reference},
            due_on=payment.hand_out_by,
            office=Office(_home(payment), _TEAM, team_id=payment.team_id),
            url=reverse("pay:payment", args=[payment.uuid]),
            note=payment.team.name,
        )


def _home(row: Any) -> int:
    return row.now_commune_id or row.now_province_id or 0


def to_complete(asked: Asked) -> Iterator[Due]:
    """What the commune has sent back, or the team has not confirmed: it waits without a day."""
    actor = asked.actor
    if actor is None or actor.kind not in (K.TEAM_HEAD, K.COMMUNE_OFFICER):
        return
    waiting = Claim.objects.visible_to(actor).filter(state__in=[ClaimState.RETURNED, ClaimState.DRAFT])
    for claim in waiting.select_related("team").order_by("id")[:50]:
        if not of_team(actor, team_id=claim.team_id, commune_id=claim.now_commune_id):
            continue
        sent_back = claim.state == ClaimState.RETURNED
        words = (
            _("Đề nghị thù lao số %(claim)s: bổ sung rồi gửi lại")
            if sent_back
            else _("Đề nghị thù lao số %(claim)s: xem lại, xác nhận rồi gửi xã")
        )
        yield Due(
            f"pay.complete:{claim.pk}", words % {"claim": claim}, None,
            Office(_home(claim), (actor.kind,), team_id=claim.team_id), reverse("pay:claim", args=[claim.uuid]),
            note=claim.team.name, state="risk" if sent_back else "idle",
            words=_("xã trả lại") if sent_back else _("chưa gửi"),
        )  # fmt: skip


def not_asked(asked: Asked) -> Iterator[Due]:
    """Ended disputes that nobody has asked pay for, in one line: no text says by when, but mediators wait."""
    actor = asked.actor
    if actor is None or actor.kind not in _TEAM:
        return
    waiting = unasked(actor)
    count = sum(one.count for one in waiting)
    if not count:
        return
    oldest = waiting[0].oldest
    words = ngettext("%(n)s vụ việc đã kết thúc chưa ai đề nghị thù lao",
                     "%(n)s vụ việc đã kết thúc chưa ai đề nghị thù lao", count)  # fmt: skip
    yield Due(
        "pay.unasked:own", words % {"n": count}, None,
        Office(actor.commune_id or 0, (actor.kind,), team_id=actor.team_id),
        f"{reverse('pay:draft')}?since={oldest:%d/%m/%Y}",
        note=_("cũ nhất kết thúc ngày %(day)s") % {"day": f"{oldest:%d/%m/%Y}"},
        state="risk" if oldest < usual_since(today()) else "idle", words=_("chưa đề nghị"),
    )  # fmt: skip


def _folded_claims(count: int) -> str:
    words = ngettext(
        "%(n)s đề nghị thù lao quá hạn quyết định", "%(n)s đề nghị thù lao quá hạn quyết định", count
    )
    return words % {"n": count}


def _folded_lines(count: int) -> str:
    words = ngettext("%(n)s khoản đã duyệt quá hạn chưa chi", "%(n)s khoản đã duyệt quá hạn chưa chi", count)
    return words % {"n": count}


def _below(rows: Any, column: str) -> Any:
    """Numbers alone, by commune or, for the country, by province."""

    def count(actor: Actor, on: date) -> Iterator[Below]:
        place = "now_province_id" if actor.nation else "now_commune_id"
        seen = rows().visible_to(actor).exclude(**{place: None}).order_by().values_list(place)
        found = seen.annotate(open=Count("pk"), late=Count("pk", filter=Q(**{f"{column}__lt": on})))
        return (Below(unit, opened, late) for unit, opened, late in found)

    return count
