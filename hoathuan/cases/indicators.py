"""The numbers that disputes give: every plan, form and dashboard reads these and none counts for itself."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
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
from hoathuan.teams.api import Team, teams_visible_to

from .choices import Field, Matter, Outcome
from .models import Case

_GROUP = _("Hòa giải ở cơ sở")
_UNIT = _("vụ việc")
_YEARLY = legal_text(
    "Luật 35/2013/QH13, Điều 15 khoản 5; Nghị quyết liên tịch 01/2014/NQLT/CP-UBTƯMTTQVN, Điều 11 khoản 2"
)
_ENDINGS = legal_text("Luật 35/2013/QH13, Điều 23, 24, 27")
_SCOPE = legal_text("Luật 35/2013/QH13, Điều 3; Nghị định 15/2014/NĐ-CP, Điều 6")
_RATE = legal_text("Luật 35/2013/QH13, Điều 24; Quyết định 315/QĐ-TTg năm 2024")
_MATTER = Dimension(_("Loại vụ việc"), "matter", Matter.choices)
_FIELD = Dimension(_("Mâu thuẫn về việc gì"), "field", Field.choices)
_OUTCOME = Dimension(_("Kết quả"), "outcome", Outcome.choices)
_COLUMNS = (
    RecordColumn(_("Số trong sổ"), str),
    RecordColumn(_("Xã, phường"), COMMUNE),
    RecordColumn(_("Tổ hòa giải"), lambda case: str(case.team)),
    RecordColumn(_("Ngày tiếp nhận"), "received_on", "date"),
    RecordColumn(_("Loại vụ việc"), lambda case: case.get_matter_display()),
    RecordColumn(_("Mâu thuẫn về việc gì"), lambda case: case.get_field_display()),
    RecordColumn(_("Trạng thái"), "state_text"),
    RecordColumn(_("Ngày kết thúc"), "ended_on", "date"),
)


def _cases() -> QuerySet[Case]:
    """What may be counted: a dispute that was written by mistake stays in its book and in no number."""
    return Case.objects.filter(voided_on=None)


def _records(actor: Actor, facts: QuerySet[Case]) -> QuerySet[Case]:
    """Days, types and outcomes for who may see the dispute at all; its content is on no records page."""
    seen: Any = facts
    visible: QuerySet[Case] = seen.visible_to(actor).select_related("team", "now_commune")
    return visible


def _page(case: Case, actor: Actor) -> str:
    return reverse("cases:detail", args=[case.uuid])


def _add(
    key: str, label: Any, kind: Kind, facts: RowFacts, definition: Any, source: str, **extra: Any
) -> None:
    dimensions = {"matter": _MATTER, "field": _FIELD, **extra.pop("dimensions", {})}
    register(
        Indicator(
            key=key,
            label=label,
            kind=kind,
            unit_label=_UNIT,
            definition=definition,
            legal_source=source,
            facts=facts,
            dimensions=dimensions,
            records=_records,
            columns=_COLUMNS,
            detail=_page,
            cells=True,
            group=_GROUP,
        )
    )


def register_all() -> None:
    """Make the indicators of disputes known to stats."""
    _flows()
    _stocks()
    _formulas()
    _teams()


def _flows() -> None:
    _add(
        "cases.received", _("Vụ việc tiếp nhận"), Kind.FLOW, RowFacts(_cases, start="received_on"),
        _("Đếm mỗi vụ việc một lần, theo ngày tổ tiếp nhận; vụ việc nhiều tổ cùng hòa giải tính cho tổ ghi sổ."),
        _YEARLY,
    )  # fmt: skip
    _add(
        "cases.ended", _("Vụ việc kết thúc hòa giải"), Kind.FLOW, RowFacts(_cases, start="ended_on"),
        _("Đếm theo ngày kết thúc hòa giải bằng một trong ba cách của luật. Hòa giải thành là các bên đạt được "
          "thỏa thuận; vụ việc mở lại chỉ tính lần kết thúc sau cùng."),
        _ENDINGS, dimensions={"outcome": _OUTCOME},
    )  # fmt: skip
    _add(
        "cases.referred", _("Vụ việc hướng dẫn đến cơ quan khác"), Kind.FLOW, RowFacts(_cases, start="referred_on"),
        _("Đếm theo ngày tổ từ chối vì ngoài phạm vi và hướng dẫn các bên đến cơ quan có thẩm quyền."),
        _SCOPE,
    )  # fmt: skip


def _stocks() -> None:
    _add(
        "cases.not_yet", _("Vụ việc chưa giải quyết"), Kind.STOCK,
        RowFacts(_cases, start="received_on", until="dealt_on"),
        _("Vụ việc đã tiếp nhận mà đến hết ngày cuối kỳ chưa phân công, chưa kết thúc, chưa chuyển."), _YEARLY,
    )  # fmt: skip
    _add(
        "cases.in_progress", _("Vụ việc đang giải quyết"), Kind.STOCK,
        RowFacts(_cases, start="assigned_on", until="closed_on"),
        _("Vụ việc đã phân công hòa giải viên mà đến hết ngày cuối kỳ chưa kết thúc, chưa chuyển."), _YEARLY,
    )  # fmt: skip


def _formulas() -> None:
    register(
        Formula(
            key="cases.open",
            label=_("Vụ việc chưa xong cuối kỳ"),
            parts=[Measure("cases.not_yet"), Measure("cases.in_progress")],
            definition=_("Chưa giải quyết cộng đang giải quyết vào ngày cuối kỳ."),
            legal_source=_YEARLY,
            unit_label=_UNIT,
            group=_GROUP,
        )
    )
    register(
        Formula(
            key="cases.success_rate",
            label=_("Tỷ lệ hòa giải thành"),
            parts=[Measure("cases.ended", {"outcome": "successful"})],
            denominator=Measure("cases.ended"),
            definition=_("Số vụ việc hòa giải thành chia cho số vụ việc kết thúc hòa giải trong kỳ (không chia cho "
                         "số tiếp nhận)."),
            legal_source=_RATE,
            unit_label="%",
            group=_GROUP,
        )
    )  # fmt: skip


def _teams() -> None:
    """Counted here and not in teams, which knows no disputes."""
    register(
        Indicator(
            key="teams.with_case",
            label=_("Tổ hòa giải có vụ việc trong kỳ"),
            kind=Kind.DISTINCT,
            unit_label=_("tổ"),
            definition=_("Đếm mỗi tổ một lần nếu tổ tiếp nhận ít nhất một vụ việc trong kỳ."),
            legal_source=_YEARLY,
            facts=RowFacts(_cases, start="received_on", subject="team_id", subjects=Team.objects.all),
            records=_team_records,
            columns=(
                RecordColumn(_("Tổ hòa giải"), str),
                RecordColumn(_("Xã, phường"), COMMUNE),
            ),
            group=_GROUP,
        )
    )


def _team_records(actor: Actor, teams: QuerySet[Team]) -> QuerySet[Team]:
    return teams.filter(pk__in=teams_visible_to(actor).values("pk")).select_related("now_commune")
