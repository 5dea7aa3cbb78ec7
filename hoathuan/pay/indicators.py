"""The numbers that pay gives: disputes asked for, approved, refused, paid. Sums of money are on the totals page."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Outcome
from hoathuan.core.text import legal_text
from hoathuan.stats.api import (
    Dimension,
    Formula,
    Indicator,
    Kind,
    Measure,
    RecordColumn,
    RowFacts,
    register,
)

from .choices import ClaimState, ItemKind, ItemState, LineState, Source
from .models import Claim, ClaimItem

_GROUP = _("Thù lao hòa giải viên")
_UNIT = _("vụ việc")
_LAW = legal_text("Nghị định 15/2014/NĐ-CP, Điều 14; thủ tục 2.002080")
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
