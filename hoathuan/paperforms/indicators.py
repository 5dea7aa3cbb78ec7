"""The number that forms on paper give: disputes that came in on one, as their history says it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hoathuan.cases.api import Case, Field, in_history, visible_cases
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

_GROUP = _("Hòa giải ở cơ sở")
_LAW = legal_text("Luật 35/2013/QH13, Điều 15 khoản 5")


def _typed_in() -> QuerySet[Case]:
    """Drafts themselves are behind the wall of content, and their number would differ with who asks."""
    return Case.objects.filter(in_history(verb="from_paper"), voided_on=None)


def _seen(actor: Any, facts: QuerySet[Case]) -> QuerySet[Case]:
    return facts.filter(pk__in=visible_cases(actor).values("pk")).select_related("team", "now_commune")


def register_all() -> None:
    """Make them known to stats."""
    register(
        Indicator(
            key="paperforms.typed_in",
            label=_("Vụ việc nhập từ phiếu giấy"),
            kind=Kind.FLOW,
            unit_label=_("vụ việc"),
            definition=_(
                "Đếm theo ngày tổ tiếp nhận vụ việc, khi ảnh phiếu giấy đã được nhập thành vụ việc hoặc gắn vào vụ "
                "việc có trong sổ. Phiếu còn chờ nhập và phiếu đã bỏ thì không đếm."
            ),
            legal_source=_LAW,
            facts=RowFacts(_typed_in, start="received_on"),
            dimensions={"field": Dimension(_("Mâu thuẫn về việc gì"), "field", Field.choices)},
            records=_seen,
            columns=(
                RecordColumn(_("Số trong sổ"), str),
                RecordColumn(_("Xã, phường"), COMMUNE),
                RecordColumn(_("Tổ hòa giải"), lambda case: str(case.team)),
                RecordColumn(_("Ngày tiếp nhận"), "received_on", "date"),
            ),
            detail=lambda case, actor: reverse("cases:detail", args=[case.uuid]),
            group=_GROUP,
        )
    )
    register(
        Formula(
            key="paperforms.typed_in_rate",
            label=_("Tỷ lệ vụ việc nhập từ phiếu giấy"),
            parts=[Measure("paperforms.typed_in")],
            denominator=Measure("cases.received"),
            definition=_("Số vụ việc nhập từ phiếu giấy chia cho số vụ việc tiếp nhận trong kỳ."),
            legal_source=_LAW,
            unit_label="%",
            group=_GROUP,
        )
    )
