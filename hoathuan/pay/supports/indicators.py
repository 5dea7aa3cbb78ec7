"""The numbers that support gives, with those of items 3.2-3.4 of the legal-access standard.

Items and their measures are read from another party's software: every one is marked unconfirmed, and pass levels
stand nowhere. What has no facts here (3.3, 3.4.1) is said on the page of numbers, below the group.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.reach import within_reach
from hoathuan.cases.api import Case, Outcome
from hoathuan.core.text import legal_text
from hoathuan.pay import indicators as claimed
from hoathuan.pay.choices import DifferenceState, LineState
from hoathuan.pay.models import Accident, ClaimItem, Difference, SupportMonth
from hoathuan.stats.api import (
    COMMUNE,
    Dimension,
    Formula,
    Indicator,
    Kind,
    Measure,
    RecordColumn,
    RowFacts,
    explain_group,
    register,
)

from .choices import AccidentState, MonthState

_GROUP = _("Chuẩn tiếp cận pháp luật: hòa giải ở cơ sở")
_SUPPORT = _("Hỗ trợ hoạt động của tổ hòa giải")
_SOURCE = legal_text("Thông tư 56/2023/TT-BTC, điểm đ khoản 17 Điều 3")
_ACCIDENTS = legal_text("Nghị định 15/2014/NĐ-CP, Điều 16, Điều 17; thủ tục 2.000424")
_STANDARD = legal_text("Quyết định 27/2025/QĐ-TTg; tiêu chí 3")
_WHY = _(
    "cách tính theo phần mềm của bên khác, chưa đối chiếu với Quyết định 27/2025/QĐ-TTg và Thông tư 15/2025/TT-BTP"
)

_NOT_COUNTED = _(
    "Chưa tính ở đây: 3.1; 3.3 (tổ có từ hai hoạt động phối hợp, hỗ trợ hòa giải trở lên), vì các hoạt động đó không "
    "ghi trong phần mềm này; 3.4.1, vì chưa có văn bản nêu nội dung. Xã tự thống kê ba mục này, kèm tài "
    "liệu chứng minh."
)


def register_all() -> None:
    """Make them known to stats."""
    _months()
    _mediated()
    _supported()
    _accidents()
    _paid_disputes()
    _rates()
    explain_group(_GROUP, _NOT_COUNTED)


def _paid() -> QuerySet[SupportMonth]:
    return SupportMonth.objects.filter(state=MonthState.PAID)


def _seen(actor: Actor, facts: QuerySet[SupportMonth]) -> QuerySet[SupportMonth]:
    seen = facts.filter(within_reach(actor)).select_related("team", "now_commune")
    return seen.filter(team_id=actor.team_id) if actor.team_id is not None else seen


_COLUMNS = (
    RecordColumn(_("Tổ hòa giải"), lambda row: str(row.team)),
    RecordColumn(_("Xã, phường"), COMMUNE),
    RecordColumn(_("Tháng"), lambda row: f"{row.month:%m/%Y}"),
    RecordColumn(_("Mức chi (đồng)"), "rate", "number"),
    RecordColumn(_("Ngày chi"), "paid_on", "date"),
)


def _months() -> None:
    register(
        Indicator(
            key="support.months_paid",
            label=_("Lượt tháng tổ hòa giải được hỗ trợ"),
            kind=Kind.FLOW,
            unit_label=_("lượt tháng"),
            definition=_(
                "Đếm mỗi tổ mỗi tháng một lần, theo tháng được hỗ trợ (không theo ngày chi), khi đã chi tiền."
            ),
            legal_source=_SOURCE,
            facts=RowFacts(_paid, start="month"),
            records=_seen,
            columns=_COLUMNS,
            group=_SUPPORT,
        )
    )


def _supported() -> None:
    register(
        Indicator(
            key="access.teams_supported",
            label=_("Tổ hòa giải được hỗ trợ đủ, đúng mức"),
            kind=Kind.STOCK,
            unit_label=_("tổ"),
            definition=_(
                "Đếm tổ đã nhận đủ mọi tháng từ đầu năm đến tháng cuối kỳ, mỗi tháng đúng mức của tháng đó. "
                "Thiếu một tháng ở giữa thì không tính."
            ),
            legal_source=_STANDARD,
            unconfirmed=_WHY,
            facts=RowFacts(lambda: _paid().filter(whole=True), start="month", end="month_end"),
            records=_seen,
            columns=_COLUMNS,
            group=_GROUP,
        )
    )


def _accidents() -> None:
    """Counted by commune, never by team: of five people one would know who it was."""
    register(
        Indicator(
            key="support.accidents",
            label=_("Hồ sơ hỗ trợ hòa giải viên gặp tai nạn, rủi ro"),
            kind=Kind.FLOW,
            unit_label=_("hồ sơ"),
            definition=_("Đếm mỗi hồ sơ một lần, theo ngày nộp giấy đề nghị; không tính hồ sơ đã rút."),
            legal_source=_ACCIDENTS,
            facts=RowFacts(
                lambda: Accident.objects.exclude(state=AccidentState.WITHDRAWN), start="filed_on", team=""
            ),
            records=lambda actor, facts: facts.filter(pk__in=Accident.objects.visible_to(actor).values("pk")),
            columns=(
                RecordColumn(_("Số hồ sơ"), str),
                RecordColumn(_("Ngày nộp giấy đề nghị"), "filed_on", "date"),
                RecordColumn(_("Trạng thái"), lambda row: row.get_state_display()),
            ),
            detail=lambda row, actor: reverse("pay:accident", args=[row.uuid]),
            group=_SUPPORT,
        )
    )


def _cases() -> QuerySet[Case]:
    """Received and not sent on as out of scope; voided ones are in no number."""
    return Case.objects.filter(voided_on=None, referred_on=None)


def _cases_seen(actor: Actor, facts: QuerySet[Case]) -> QuerySet[Case]:
    seen: Any = facts
    visible: QuerySet[Case] = seen.visible_to(actor).select_related("team", "now_commune")
    return visible


def _case(key: str, label: Any, queryset: Any, definition: Any, **more: Any) -> None:
    register(
        Indicator(
            key=key,
            label=label,
            kind=Kind.FLOW,
            unit_label=_("vụ việc"),
            definition=definition,
            legal_source=_STANDARD,
            unconfirmed=_WHY,
            facts=RowFacts(queryset, start="received_on"),
            records=_cases_seen,
            columns=(
                RecordColumn(_("Số trong sổ"), str),
                RecordColumn(_("Xã, phường"), COMMUNE),
                RecordColumn(_("Tổ hòa giải"), lambda case: str(case.team)),
                RecordColumn(_("Ngày tiếp nhận"), "received_on", "date"),
                RecordColumn(_("Trạng thái"), "state_text"),
                RecordColumn(_("Ngày kết thúc"), "ended_on", "date"),
            ),
            detail=lambda case, actor: reverse("cases:detail", args=[case.uuid]),
            group=_GROUP,
            **more,
        )
    )


def _mediated() -> None:
    _case(
        "access.received",
        _("Vụ việc thuộc phạm vi đã tiếp nhận (3.2.1)"),
        _cases,
        _("Đếm theo ngày tiếp nhận; không tính vụ việc đã hướng dẫn sang cơ quan khác vì ngoài phạm vi."),
    )
    _case(
        "access.mediated",
        _("Vụ việc tiếp nhận trong kỳ đã được hòa giải (3.2.1)"),
        lambda: _cases().filter(ended_on__isnull=False),
        _("Trong số vụ việc tiếp nhận trong kỳ, đếm vụ việc đã kết thúc hòa giải, thành hay không thành."),
        dimensions={"outcome": Dimension(_("Kết quả"), "outcome", Outcome.choices)},
    )


def _paid_rightly() -> QuerySet[ClaimItem]:
    """Paid the whole rate, and nothing that a later correction of the register found is still to pay or give back."""
    unsettled = Difference.objects.exclude(amount=0).exclude(state=DifferenceState.REFUNDED)
    unsettled = unsettled.exclude(settled_by__line__state=LineState.PAID)
    counted = claimed.paid_in_full().filter(case__voided_on=None, case__ended_on__isnull=False)
    return counted.exclude(pk__in=unsettled.values("item_id"))


def _paid_disputes() -> None:
    """Item 3.4.4: placed and dated as the disputes that it divides by."""
    register(
        Indicator(
            key="access.cases_paid",
            label=_("Vụ việc kết thúc trong kỳ đã được chi đúng, đủ mức (3.4.4)"),
            kind=Kind.FLOW,
            unit_label=_("vụ việc"),
            definition=_(
                "Đếm theo ngày kết thúc hòa giải (không theo ngày chi), khi đã chi đủ mức của kết quả hòa giải và "
                "không còn khoản chi thiếu, chi thừa nào."
            ),
            legal_source=_STANDARD,
            unconfirmed=_WHY,
            facts=RowFacts(
                _paid_rightly, start="case__ended_on", area="case__area_id", province="case__now_province_id",
                commune="case__now_commune_id", team="case__team_id",
            ),
            dimensions={"outcome": Dimension(_("Kết quả"), "outcome", Outcome.choices)},
            records=claimed.records,
            columns=claimed.COLUMNS,
            detail=lambda item, actor: reverse("pay:claim", args=[item.claim.uuid]),
            group=_GROUP,
        )
    )  # fmt: skip


def _rates() -> None:
    none = _("Không phát sinh vụ việc thì không có tỷ lệ; theo phần mềm của bên khác, như vậy coi là đạt.")
    _rate("access.mediated_rate", _("3.2.1. Tỷ lệ vụ việc được hòa giải"),
          Measure("access.mediated"), Measure("access.received"),
          _("Vụ việc đã hòa giải chia cho vụ việc thuộc phạm vi đã tiếp nhận trong kỳ."), none)  # fmt: skip
    _rate("access.success_rate", _("3.2.2. Tỷ lệ hòa giải thành"),
          Measure("access.mediated", {"outcome": Outcome.SUCCESSFUL}), Measure("access.mediated"),
          _("Vụ việc hòa giải thành chia cho vụ việc đã hòa giải trong số tiếp nhận trong kỳ."), none)  # fmt: skip
    _rate("access.trained_rate", _("3.4.2. Tỷ lệ hòa giải viên được cấp tài liệu hoặc bồi dưỡng"),
          Measure("mediators.trained"), Measure("mediators.active"),
          _("Hòa giải viên được bồi dưỡng trong kỳ chia cho hòa giải viên cuối kỳ. Việc cấp tài liệu chưa có nguồn "
            "số liệu nên chưa tính."))  # fmt: skip
    _rate("access.support_rate", _("3.4.3. Tỷ lệ tổ hòa giải được hỗ trợ đủ, đúng mức"),
          Measure("access.teams_supported"), Measure("teams.active"),
          _("Tổ đã nhận đủ từ đầu năm đến tháng cuối kỳ, đúng mức của địa phương, chia cho tổ đang hoạt động cuối "
            "kỳ."))  # fmt: skip
    _rate("access.pay_rate", _("3.4.4. Tỷ lệ vụ việc được chi thù lao đúng, đủ mức"),
          Measure("access.cases_paid"), Measure("cases.ended"),
          _("Vụ việc đã chi đúng, đủ mức của địa phương chia cho mọi vụ việc kết thúc hòa giải trong kỳ, kể cả vụ việc "
            "chưa đề nghị hoặc đang chờ chi."))  # fmt: skip


def _rate(key: str, label: Any, part: Measure, whole: Measure, definition: Any, more: Any = "") -> None:
    register(
        Formula(
            key=key,
            label=label,
            parts=[part],
            denominator=whole,
            definition=format_lazy("{} {}", definition, more) if more else definition,
            legal_source=_STANDARD,
            unconfirmed=_WHY,
            unit_label="%",
            group=_GROUP,
        )
    )
