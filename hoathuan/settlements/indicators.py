"""The numbers that agreements give: counted from days and states, never from words."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases.api import Outcome, visible_cases
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

from .choices import Standing, Trouble
from .models import Agreement, CourtRequest, Promise, Report

_GROUP = _("Thỏa thuận và theo dõi")
_LAW = legal_text("Luật 35/2013/QH13, Điều 24, 25, 26")
_COURT = legal_text("Bộ luật Tố tụng dân sự 92/2015/QH13, Điều 416 đến 419")


def _facts(rows: Any, start: str, case: str) -> RowFacts:
    """Facts that stand where their dispute stands."""
    return RowFacts(
        rows, start=start, area=f"{case}__area_id", province=f"{case}__now_province_id",
        commune=f"{case}__now_commune_id", team=f"{case}__team_id",
    )  # fmt: skip


def _written() -> QuerySet[Agreement]:
    return Agreement.objects.filter(written_on__isnull=False, ended_on=None, case__voided_on=None)


def _settled() -> QuerySet[Promise]:
    return Promise.objects.filter(agreement__ended_on=None, agreement__case__voided_on=None).exclude(
        standing=Standing.DROPPED
    )


def _told() -> QuerySet[Report]:
    return Report.objects.filter(told_front_on__isnull=False, agreement__case__voided_on=None)


def _decided() -> QuerySet[CourtRequest]:
    return CourtRequest.objects.filter(decided_on__isnull=False, agreement__case__voided_on=None)


def _seen(case: str) -> Any:
    def narrowed(actor: Actor, facts: QuerySet[Any]) -> QuerySet[Any]:
        seen = facts.filter(**{f"{case}__in": visible_cases(actor)})
        return seen.select_related(f"{case}__team", f"{case}__now_commune")

    return narrowed


def _columns(case: str) -> tuple[RecordColumn, ...]:
    return (
        RecordColumn(_("Số trong sổ"), lambda row: str(_case(row, case))),
        RecordColumn(_("Tổ hòa giải"), lambda row: str(_case(row, case).team)),
    )


def _case(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def register_all() -> None:
    _agreements()
    _promises()
    _kept_rate()
    _reports()
    _court()


def _agreements() -> None:
    register(
        Indicator(
            key="settlements.written",
            label=_("Vụ việc hòa giải thành có văn bản"),
            kind=Kind.FLOW,
            unit_label=_("vụ việc"),
            definition=_("Vụ việc hòa giải thành đã lập văn bản, đếm theo ngày kết thúc vụ việc. "
                         "Không lập văn bản vẫn là hòa giải thành."),
            legal_source=_LAW,
            facts=_facts(_written, "case__ended_on", "case"),
            records=_seen("case"),
            columns=_columns("case"),
            detail=lambda row, actor: reverse("cases:detail", args=[row.case.uuid]),
            group=_GROUP,
        )
    )  # fmt: skip
    register(
        Formula(
            key="settlements.written_rate",
            label=_("Tỷ lệ hòa giải thành có văn bản"),
            parts=[Measure("settlements.written")],
            denominator=Measure("cases.ended", {"outcome": Outcome.SUCCESSFUL.value}),
            definition=_("Số vụ việc hòa giải thành có văn bản chia cho số vụ việc hòa giải thành trong kỳ."),
            legal_source=_LAW,
            unit_label="%",
            group=_GROUP,
        )
    )


def _promises() -> None:
    register(
        Indicator(
            key="settlements.promises",
            label=_("Nghĩa vụ đã rõ kết quả"),
            kind=Kind.FLOW,
            unit_label=_("nghĩa vụ"),
            definition=_("Nghĩa vụ đã thực hiện, thực hiện chậm hoặc không thực hiện, đếm theo ngày rõ kết quả; "
                         "nghĩa vụ các bên thống nhất bỏ thì không đếm."),
            legal_source=_LAW,
            facts=_facts(_settled, "settled_on", "agreement__case"),
            dimensions={"standing": Dimension(_("Kết quả thực hiện"), "standing", [
                (one.value, one.label) for one in (Standing.KEPT, Standing.KEPT_LATE, Standing.BROKEN)
            ])},
            records=_seen("agreement__case"),
            columns=_columns("agreement__case"),
            detail=lambda row, actor: reverse("cases:detail", args=[row.agreement.case.uuid]),
            group=_GROUP,
        )
    )  # fmt: skip


def _kept_rate() -> None:
    kept = (Standing.KEPT.value, Standing.KEPT_LATE.value)
    register(
        Formula(
            key="settlements.kept_rate",
            label=_("Tỷ lệ nghĩa vụ được thực hiện"),
            parts=[Measure("settlements.promises", {"standing": kept})],
            denominator=Measure("settlements.promises"),
            definition=_(
                "Số nghĩa vụ đã thực hiện, kể cả chậm, chia cho số nghĩa vụ đã rõ kết quả trong kỳ."
            ),
            legal_source=_LAW,
            unit_label="%",
            group=_GROUP,
        )
    )


def _reports() -> None:
    register(
        Indicator(
            key="settlements.reports",
            label=_("Vướng mắc đã báo Trưởng ban công tác Mặt trận"),
            kind=Kind.FLOW,
            unit_label=_("lần"),
            definition=_("Đếm mỗi lần tổ trưởng báo về việc thực hiện thỏa thuận, theo ngày báo."),
            legal_source=legal_text("Luật 35/2013/QH13, Điều 26"),
            facts=_facts(_told, "told_front_on", "agreement__case"),
            dimensions={"kind": Dimension(_("Vướng mắc"), "kind", Trouble.choices)},
            records=_seen("agreement__case"),
            columns=_columns("agreement__case"),
            detail=lambda row, actor: reverse("cases:detail", args=[row.agreement.case.uuid]),
            group=_GROUP,
        )
    )


def _court() -> None:
    register(
        Indicator(
            key="settlements.court",
            label=_("Kết quả hòa giải Tòa án đã xét"),
            kind=Kind.FLOW,
            unit_label=_("vụ việc"),
            definition=_("Yêu cầu công nhận kết quả hòa giải thành mà Tòa án đã quyết định, đếm theo ngày quyết định."),
            legal_source=_COURT,
            facts=_facts(_decided, "decided_on", "agreement__case"),
            dimensions={"state": Dimension(_("Quyết định"), "state", [
                ("recognised", _("Công nhận")), ("refused", _("Không công nhận")),
            ])},
            records=_seen("agreement__case"),
            columns=_columns("agreement__case"),
            detail=lambda row, actor: reverse("cases:detail", args=[row.agreement.case.uuid]),
            group=_GROUP,
        )
    )  # fmt: skip
