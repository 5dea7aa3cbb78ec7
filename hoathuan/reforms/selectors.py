"""Reads for the pages of reforms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext as _

from hoathuan.core.lists import Page
from hoathuan.core.ui.numbers import number
from hoathuan.units.api import told_apart
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformMove, ReformUnit, Succession, Unit

ROWS = 50
FEW = 3


def counted(reforms: QuerySet[Reform]) -> QuerySet[Reform]:
    """With `ending`, `making`, `moving`: how many units each one touches, without reading its rows."""
    return reforms.annotate(
        ending=_count(ReformLink, "from_unit"),
        making=_count(ReformUnit, "pk"),
        moving=_count(ReformMove, "unit"),
    )


def _count(model: type[Model], column: str) -> Coalesce:
    rows = model._default_manager.filter(reform=OuterRef("pk")).order_by().values("reform")
    counts = rows.annotate(n=Count(column, distinct=True)).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def said_of(reform: Any) -> str:
    """What changes, in one line: "3 đơn vị kết thúc, 1 đơn vị mới"."""
    parts = [
        _("bỏ cấp %(level)s") % {"level": Level(reform.abolishes).label.lower()} if reform.abolishes else "",
        _("%(n)s đơn vị kết thúc") % {"n": number(reform.ending)} if reform.ending else "",
        _("%(n)s đơn vị mới") % {"n": number(reform.making)} if reform.making else "",
        _("%(n)s đơn vị chuyển") % {"n": number(reform.moving)} if reform.moving else "",
    ]
    return ", ".join(part for part in parts if part) or _("chưa ghi thay đổi nào")


def page_of(request: HttpRequest, rows: Sequence[Any], size: int = ROWS) -> Page:
    """A page of lines that are put together in memory."""
    pages = Paginator(rows, size)
    page = pages.get_page(request.GET.get("trang"))
    return Page(
        rows=list(page.object_list),
        first=page.start_index(),
        last=page.end_index(),
        total=pages.count,
        previous=f"?trang={page.previous_page_number()}" if page.has_previous() else None,
        next=f"?trang={page.next_page_number()}" if page.has_next() else None,
    )


def ways_of(units: Sequence[Unit]) -> list[tuple[Unit, str, list[str]]]:
    """Ended units, what each is called among the others, and the names of the units that parts of it went into."""
    standing = Succession.objects.filter(from_unit__in=[unit.pk for unit in units], voided_by=None)
    rows = list(standing.select_related("to_unit").order_by("to_unit__sort", "id"))
    names = told_apart([*units, *(row.to_unit for row in rows)])
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.from_unit_id, []).append(names[row.to_unit_id])
    return [(unit, names[unit.pk], found.get(unit.pk, [])) for unit in units]


def first_of(problems: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What a person reads at once, and the rest, which is folded: hundreds of villages may share one reason."""
    few = len(problems) <= FEW + 1
    return (problems, []) if few else (problems[:FEW], problems[FEW:])
