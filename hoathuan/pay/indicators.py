"""The numbers that pay gives: disputes asked for, approved, refused, paid, and which terms were kept.

Sums of money are on the totals page.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Outcome
from hoathuan.core.text import legal_text
from hoathuan.stats.api import (
    COMMUNE,
    Dimension,
    Formula,
    Indicator,
    Kind,
    Measure,
    RecordColumn,
    RowFacts,
    register,
)

from . import late
from .choices import ClaimState, ItemKind, ItemState, LineState, PaymentState, Source
from .models import Claim, ClaimItem, Payment
from .selectors import claims_seen, payments_seen

_GROUP = _("Thù lao hòa giải viên")
_UNIT = _("vụ việc")
_LAW = legal_text("Nghị định 15/2014/NĐ-CP, Điều 14; thủ tục 2.002080")
_MET = Dimension(
    _("Thời hạn"), "met", [("in_time", _("Đúng hạn")), ("late", _("Chậm, hoặc quá hạn mà chưa xong"))]
)
_PLACE: dict[str, Any] = {
    "area": "claim__area_id", "province": "claim__now_province_id", "commune": "claim__now_commune_id",
    "team": "claim__team_id",
}  # fmt: skip
COLUMNS = (
    RecordColumn(_("Đề nghị"), lambda item: str(item.claim)),
    RecordColumn(_("Số trong sổ"), lambda item: str(item.case)),
    RecordColumn(_("Tổ hòa giải"), lambda item: str(item.claim.team)),
    RecordColumn(_("Ngày kết thúc"), "ended_on", "date"),
    RecordColumn(_("Số tiền (đồng)"), "amount", "number"),
)


def _items() -> QuerySet[ClaimItem]:
    """Requests that went to the commune; a difference is no dispute of its own."""
    sent = ClaimItem.objects.filter(kind=ItemKind.PAY).exclude(
        claim__state__in=[ClaimState.DRAFT, ClaimState.DROPPED]
    )
    return sent.exclude(state=ItemState.DROPPED).annotate(
        asked_on=F("claim__received_on"), answered_on=F("claim__decided_on"), paid_on=F("line__paid_on")
    )


def _approved() -> QuerySet[ClaimItem]:
    return _items().filter(state=ItemState.APPROVED)


def _refused() -> QuerySet[ClaimItem]:
    return _items().filter(state=ItemState.REFUSED)


def _paid() -> QuerySet[ClaimItem]:
    return _approved().filter(line__state=LineState.PAID)


def paid_in_full() -> QuerySet[ClaimItem]:
    """At the whole rate of its own outcome."""
    return _paid().filter(unlocked=True, amount__gte=F("rate"))


def records(actor: Actor, facts: QuerySet[ClaimItem]) -> QuerySet[ClaimItem]:
    """Those of claims that the actor may see."""
    visible = Claim.objects.visible_to(actor).values("pk")
    return facts.filter(claim__in=visible).select_related("claim__team", "case")


def _met(rows: QuerySet[Any], done: str, last_day: str) -> QuerySet[Any]:
    """Whether each was done by its last day; what is not done yet is late."""
    in_time = When(**{f"{done}__lte": F(last_day)}, then=Value("in_time"))
    found: QuerySet[Any] = rows.annotate(met=Case(in_time, default=Value("late")))
    return found


def _answered() -> QuerySet[Claim]:
    """Dossiers that the commune decided, or should have by now."""
    decided = Claim.objects.filter(state=ClaimState.DECIDED)
    return _met(decided | late.overdue_claims(Claim.objects.all()), "decided_on", "due_on")


def _handed_out() -> QuerySet[Payment]:
    """Payments to teams that all receivers have in hand, or should have by now."""
    paid = Payment.objects.filter(state=PaymentState.PAID, team__isnull=False, handed_out_on__isnull=False)
    return _met(paid | late.overdue_payments(Payment.objects.all()), "handed_out_on", "hand_out_by")


def _add(key: str, label: Any, rows: Any, start: str, definition: Any) -> None:
    register(
        Indicator(
            key=key,
            label=label,
            kind=Kind.FLOW,
            unit_label=_UNIT,
            definition=definition,
            legal_source=_LAW,
            facts=RowFacts(rows, start=start, **_PLACE),
            dimensions={
                "outcome": Dimension(_("Kết quả"), "outcome", Outcome.choices),
                "source": Dimension(_("Nguồn tiền"), "source", Source.choices),
            },
            records=records,
            columns=COLUMNS,
            detail=lambda item, actor: reverse("pay:claim", args=[item.claim.uuid]),
            group=_GROUP,
        )
    )


def register_all() -> None:
    """Make them known to stats."""
    _add(
        "pay.claimed", _("Vụ việc đã đề nghị thù lao"), _items, "asked_on",
        _("Đếm mỗi vụ việc một lần cho mỗi lần đề nghị, theo ngày xã nhận đủ hồ sơ."),
    )  # fmt: skip
    _add(
        "pay.approved",
        _("Vụ việc được duyệt thù lao"),
        _approved,
        "answered_on",
        _("Đếm theo ngày xã quyết định."),
    )
    _add(
        "pay.refused", _("Vụ việc bị từ chối thù lao"), _refused, "answered_on",
        _("Đếm theo ngày xã từ chối bằng văn bản."),
    )  # fmt: skip
    _add("pay.paid", _("Vụ việc đã chi thù lao"), _paid, "paid_on", _("Đếm theo ngày xã chi cho tổ."))
    _add(
        "pay.paid_in_full", _("Vụ việc đã chi đúng, đủ mức"), paid_in_full, "paid_on",
        _("Đếm theo ngày chi, khi số tiền bằng mức chi của kết quả hòa giải."),
    )  # fmt: skip
    register(
        Formula(
            key="pay.full_rate",
            label=_("Tỷ lệ vụ việc được chi đúng, đủ mức"),
            parts=[Measure("pay.paid_in_full")],
            denominator=Measure("pay.paid"),
            unit_label=_("phần trăm"),
            definition=_("Vụ việc đã chi đúng, đủ mức chia cho vụ việc đã chi trong kỳ."),
            legal_source=_LAW,
            group=_GROUP,
        )
    )
    _times()


def _times() -> None:
    """The two terms of procedure 2.002080: the commune's to decide, the team's to hand the money on."""
    _timed(
        "pay.answered", _("Hồ sơ thù lao đến hạn quyết định"), _("hồ sơ"), RowFacts(_answered, start="due_on"),
        _("Đếm mỗi giấy đề nghị một lần, theo ngày cuối xã phải quyết định: đã duyệt hoặc từ chối, kể cả trước hạn, và "
          "quá hạn mà chưa quyết định."),
        lambda actor, facts: facts.filter(pk__in=claims_seen(actor).values("pk")),
        (RecordColumn(_("Đề nghị"), str), RecordColumn(_("Ngày đủ hồ sơ"), "received_on", "date"),
         RecordColumn(_("Hạn quyết định"), "due_on", "date"),
         RecordColumn(_("Ngày quyết định"), "decided_on", "date")),
        "pay:claim",
    )  # fmt: skip
    _timed(
        "pay.handed_out", _("Khoản chi đến hạn tổ trả hòa giải viên"), _("khoản chi"),
        RowFacts(_handed_out, start="hand_out_by"),
        _("Đếm mỗi khoản xã đã chi cho tổ một lần, theo ngày cuối tổ phải trả: mọi người đã xác nhận nhận tiền, kể cả "
          "trước hạn, và quá hạn mà còn người chưa xác nhận."),
        lambda actor, facts: facts.filter(pk__in=payments_seen(actor).values("pk")),
        (RecordColumn(_("Mã chi"), "reference"), RecordColumn(_("Ngày xã chi"), "paid_on", "date"),
         RecordColumn(_("Hạn tổ trả"), "hand_out_by", "date"),
         RecordColumn(_("Ngày trả xong"), "handed_out_on", "date"),
         RecordColumn(_("Số tiền (đồng)"), "amount", "number")),
        "pay:payment",
    )  # fmt: skip
    _met_rate(
        "pay.answered_rate", _("Tỷ lệ hồ sơ thù lao quyết định đúng hạn"), "pay.answered",
        _("Hồ sơ quyết định đúng hạn chia cho hồ sơ đến hạn quyết định trong kỳ."),
    )  # fmt: skip
    _met_rate(
        "pay.handed_out_rate", _("Tỷ lệ khoản chi tổ trả hòa giải viên đúng hạn"), "pay.handed_out",
        _("Khoản chi trả xong đúng hạn chia cho khoản chi đến hạn trả trong kỳ."),
    )  # fmt: skip


def _timed(
    key: str, label: Any, unit: Any, facts: RowFacts, definition: Any, seen: Any, columns: Any, page: str
) -> None:
    """Something that has a last day."""
    own = (RecordColumn(_("Tổ hòa giải"), lambda row: str(row.team)), RecordColumn(_("Xã, phường"), COMMUNE))
    register(
        Indicator(
            key=key, label=label, kind=Kind.FLOW, unit_label=unit, definition=definition, legal_source=_LAW,
            facts=facts, dimensions={"met": _MET}, columns=(*own, *columns), group=_GROUP,
            records=lambda actor, rows: seen(actor, rows).select_related("team", "now_commune"),
            detail=lambda row, actor: reverse(page, args=[row.uuid]),
        )
    )  # fmt: skip


def _met_rate(key: str, label: Any, of: str, definition: Any) -> None:
    register(
        Formula(
            key=key,
            label=label,
            parts=[Measure(of, {"met": "in_time"})],
            denominator=Measure(of),
            definition=definition,
            legal_source=_LAW,
            unit_label="%",
            group=_GROUP,
        )
    )
