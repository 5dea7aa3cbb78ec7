"""The numbers that disputes give: every plan, form and dashboard reads these and none counts for itself."""

from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.dates import today
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

from .choices import EscalationKind, Field, Matter, Outcome
from .history import in_history
from .models import Case, CasePause, CaseSession, Escalation

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
_BEGINNING = legal_text("Luật 35/2013/QH13, Điều 20 khoản 2")
_IN_TIME = Dimension(
    _("Bắt đầu hòa giải"), "begun", [("in_time", _("Đúng hạn")), ("late", _("Chậm, hoặc quá hạn mà chưa bắt đầu"))]
)  # fmt: skip
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


def _to_begin() -> QuerySet[Case]:
    """Disputes with a day to begin by that were begun, or that wait although the day has passed.

    What ended or went elsewhere before anybody began is neither in time nor late; what is paused now waits rightly.
    """
    overdue = Q(started_on=None, start_by__lt=today(), closed_on=None, paused_on=None)
    begun = models.Case(
        models.When(started_on__lte=F("start_by"), then=Value("in_time")), default=Value("late")
    )
    found = _cases().filter(Q(started_on__isnull=False) | overdue, start_by__isnull=False)
    return found.annotate(begun=begun)


def _asked() -> QuerySet[Case]:
    """Disputes whose history says by which version of the guide's questions their scope was decided."""
    return _cases().filter(in_history(data__has_key="questions"))


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
            cells=extra.pop("cells", True),
            group=_GROUP,
        )
    )


def register_all() -> None:
    """Make the indicators of disputes known to stats."""
    _flows()
    _stocks()
    _formulas()
    _work()
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
    _add(
        "cases.scope_asked", _("Vụ việc đã hỏi phạm vi theo câu hỏi hướng dẫn"), Kind.FLOW,
        RowFacts(_asked, start="received_on"),
        _("Trong số vụ việc tiếp nhận trong kỳ, đếm vụ việc đã nhận, chuyển, báo khẩn hoặc ghi thêm theo kết quả của "
          "các câu hỏi hướng dẫn, dù làm theo hay làm khác."),
        _SCOPE, cells=False,
    )  # fmt: skip
    _add(
        "cases.to_begin", _("Vụ việc đến hạn bắt đầu hòa giải"), Kind.FLOW, RowFacts(_to_begin, start="start_by"),
        _("Đếm mỗi vụ việc một lần, theo ngày cuối phải bắt đầu hòa giải; chỉ tính vụ việc đã ghi ngày phân công. "
          "Không tính vụ việc chưa bắt đầu mà đã kết thúc, đã chuyển hoặc đang tạm dừng."),
        _BEGINNING, dimensions={"begun": _IN_TIME}, cells=False,
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


_PLACE: Any = {
    "area": "case__area_id",
    "province": "case__now_province_id",
    "commune": "case__now_commune_id",
    "team": "case__team_id",
}


def _beside(
    key: str,
    label: Any,
    kind: Kind,
    model: Any,
    days: Any,
    definition: Any,
    source: str,
    **extra: Any,
) -> None:
    """Facts that stand beside disputes: counted where the dispute is, listed as the disputes they belong to."""

    def rows() -> QuerySet[Any]:
        found: QuerySet[Any] = model.objects.filter(case__voided_on=None)
        return found

    def records(actor: Actor, facts: QuerySet[Any]) -> QuerySet[Any]:
        seen = Case.objects.visible_to(actor)
        return facts.filter(case__in=seen).select_related("case__team", "case__now_commune")

    register(
        Indicator(
            key=key, label=label, kind=kind, definition=definition, legal_source=source, records=records,
            facts=RowFacts(rows, **days, **_PLACE), group=_GROUP,
            columns=(
                RecordColumn(_("Số trong sổ"), lambda one: str(one.case)),
                RecordColumn(_("Tổ hòa giải"), lambda one: str(one.case.team)),
                RecordColumn(_("Ngày"), days["start"], "date"),
                RecordColumn(_("Trạng thái"), lambda one: one.case.state_text),
            ),
            detail=lambda one, actor: reverse("cases:detail", args=[one.case.uuid]),
            **extra,
        )
    )  # fmt: skip


def _work() -> None:
    _beside(
        "cases.sessions", _("Buổi hòa giải"), Kind.FLOW, CaseSession, {"start": "held_on"},
        _("Đếm mỗi buổi các bên ngồi lại một lần, theo ngày hòa giải đã ghi."),
        legal_text("Luật 35/2013/QH13, Điều 20, 21"), unit_label=_("buổi"),
    )  # fmt: skip
    _beside(
        "cases.escalated", _("Báo khẩn trong hòa giải"), Kind.FLOW, Escalation, {"start": "told_on"},
        _("Đếm mỗi lần báo tổ trưởng về nguy cơ bạo lực, mất trật tự hoặc dấu hiệu vi phạm, theo ngày báo."),
        legal_text("Luật 35/2013/QH13, Điều 10 khoản 4, 5; Điều 15 khoản 4"), unit_label=_("lần"),
        dimensions={"kind": Dimension(_("Việc gì"), "kind", EscalationKind.choices)},
    )  # fmt: skip
    _beside(
        "cases.paused", _("Vụ việc đang tạm dừng"), Kind.STOCK, CasePause,
        {"start": "from_on", "until": "until_on"},
        _("Vụ việc mà các bên đã yêu cầu tạm dừng và đến hết ngày cuối kỳ chưa hòa giải tiếp, chưa kết thúc."),
        legal_text("Luật 35/2013/QH13, Điều 17"), unit_label=_UNIT,
    )  # fmt: skip
    _add(
        "cases.joint", _("Vụ việc nhiều tổ cùng hòa giải"), Kind.FLOW, RowFacts(_cases, start="joint_on"),
        _("Đếm mỗi vụ việc một lần, cho tổ ghi sổ, theo ngày tổ khác bắt đầu cùng hòa giải."),
        legal_text("Luật 35/2013/QH13, Điều 22"), cells=False,
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
    register(
        Formula(
            key="cases.scope_asked_rate",
            label=_("Tỷ lệ vụ việc hỏi phạm vi theo câu hỏi hướng dẫn"),
            parts=[Measure("cases.scope_asked")],
            denominator=Measure("cases.received"),
            definition=_(
                "Số vụ việc đã hỏi phạm vi theo câu hỏi hướng dẫn chia cho số vụ việc tiếp nhận trong kỳ."
            ),
            legal_source=_SCOPE,
            unit_label="%",
            group=_GROUP,
        )
    )
    register(
        Formula(
            key="cases.begun_rate",
            label=_("Tỷ lệ vụ việc bắt đầu hòa giải đúng hạn"),
            parts=[Measure("cases.to_begin", {"begun": "in_time"})],
            denominator=Measure("cases.to_begin"),
            definition=_("Số vụ việc bắt đầu đúng hạn chia cho số vụ việc đến hạn bắt đầu trong kỳ."),
            legal_source=_BEGINNING,
            unit_label="%",
            group=_GROUP,
        )
    )


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
