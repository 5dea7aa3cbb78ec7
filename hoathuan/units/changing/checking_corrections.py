"""Is a correction written so that it can be applied? Every problem in words, before anything changes."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from hoathuan.units.choices import ReformState
from hoathuan.units.models import Placement, Reform, ReformLink, Succession, Unit

from .blueprint import target_of


def mendable(former: Reform) -> QuerySet[Unit]:
    """The units that a reform or an earlier correction of it ended or made, and that were not withdrawn since."""
    acts = Reform.objects.filter(Q(pk=former.pk) | Q(corrects=former, state=ReformState.APPLIED))
    ended = ReformLink.objects.filter(reform__in=acts).values("from_unit_id")
    found = Unit.objects.filter(Q(pk__in=ended) | Q(made_by__reform__in=acts))
    return found.exclude(valid__isempty=True).order_by("sort", "id")


def problems_of_correction(reform: Reform) -> Iterator[str]:
    """Of the act itself, then of each unit that it sends elsewhere."""
    former = reform.corrects
    if former is None or former.state != ReformState.APPLIED:
        yield _("Chỉ sửa được việc sắp xếp đã thực hiện.")
        return
    if reform.on_date != former.on_date:
        yield _("Việc sửa có cùng ngày hiệu lực với việc được sửa.")
    if reform.moves.exists() or reform.abolishes:
        yield _(
            "Việc sửa chỉ ghi đơn vị nào nhập vào đơn vị nào: chuyển đơn vị hoặc bỏ cấp là việc sắp xếp khác."
        )
    yield from _parents_of_new(reform)
    theirs = set(mendable(former).values_list("pk", flat=True))
    links = list(reform.links.select_related("from_unit", "to_unit", "to_new").prefetch_related("villages"))
    for link in links:
        yield from _source(link, reform, theirs)
        yield from _target(link, reform, {one.from_unit_id for one in links})


def _parents_of_new(reform: Reform) -> Iterator[str]:
    for row in reform.new_units.select_related("parent", "parent_new"):
        above = row.parent or row.parent_new
        if above is None:
            yield _("Chưa ghi %(unit)s thuộc đơn vị nào.") % {"unit": row}
        elif above.level >= row.level:
            yield _("%(unit)s không thể thuộc %(parent)s: đơn vị trên phải ở cấp cao hơn.") % {
                "unit": row,
                "parent": above,
            }
        if row.code is not None and _code_taken(row.level, row.code, reform):
            yield _("Mã %(code)s đang là mã của đơn vị khác.") % {"code": row.code}


def _code_taken(level: int, code: int, reform: Reform) -> bool:
    standing = Unit.objects.filter(level=level, code=code, valid__contains=reform.on_date)
    return standing.exclude(pk__in=_withdrawn(reform)).exists()


def _withdrawn(reform: Reform) -> list[int]:
    links = reform.links.filter(from_unit__valid__startswith=reform.on_date)
    return list(links.values_list("from_unit_id", flat=True))


def _source(link: ReformLink, reform: Reform, theirs: set[int]) -> Iterator[str]:
    unit = link.from_unit
    words = {"unit": unit.name, "day": f"{reform.on_date:%d/%m/%Y}"}
    made_by_it = unit.valid.lower == reform.on_date
    if unit.pk not in theirs:
        yield _("%(unit)s không thuộc việc sắp xếp đang sửa.") % words
    elif _changed_since(unit, reform, made_by_it):
        yield _("%(unit)s đã đổi tiếp sau ngày %(day)s: sửa việc sắp xếp sau trước.") % words
    if made_by_it and target_of(link) is None:
        yield _("Ghi %(unit)s được thay bằng đơn vị nào.") % words
    elif target_of(link) is None and unit.valid.upper is None:
        yield _("%(unit)s vẫn đang tồn tại: không cần giữ lại.") % words
    elif target_of(link) is None and unit.code and _code_taken(unit.level, unit.code, reform):
        yield _("Mã %(code)s đang là mã của đơn vị khác.") % {"code": unit.code}
    left = Placement.objects.filter(parent=unit, valid__endswith=reform.on_date).values_list(
        "unit_id", flat=True
    )
    held = set(left) | set(Placement.objects.filter(parent=unit).values_list("unit_id", flat=True))
    for village in link.villages.all():
        if village.pk not in held:
            yield _("%(village)s không thuộc %(unit)s.") % {"village": village, "unit": unit}


def _changed_since(unit: Unit, reform: Reform, made_by_it: bool) -> bool:
    """What the reform made of it was changed again by a later one."""
    standing = Succession.objects.filter(from_unit=unit, on_date=reform.on_date, voided_by=None)
    into = [unit.pk] if made_by_it else list(standing.values_list("to_unit_id", flat=True))
    if Unit.objects.filter(pk__in=into, valid__endswith__isnull=False).exists():
        return True
    moved = Placement.objects.filter(unit_id__in=into, valid__startswith__gt=reform.on_date)
    theirs = Placement.objects.filter(parent=unit, valid__endswith=reform.on_date).values("unit_id")
    again = Placement.objects.filter(unit_id__in=theirs, valid__startswith__gt=reform.on_date)
    return moved.exists() or again.exists()


def _target(link: ReformLink, reform: Reform, sources: set[int]) -> Iterator[str]:
    target = link.to_unit or link.to_new
    if target is None:
        return
    if target.level != link.from_unit.level:
        yield _("%(unit)s và %(target)s không cùng cấp.") % {"unit": link.from_unit, "target": target}
    if link.to_unit is None:
        return
    words = {"unit": link.to_unit.name, "day": f"{reform.on_date:%d/%m/%Y}"}
    restored = (
        link.to_unit_id in sources
        and reform.links.filter(from_unit=link.to_unit_id, to_unit=None, to_new=None).exists()
    )
    if link.to_unit_id in sources and not restored:
        yield _("%(target)s cũng kết thúc trong việc này, không nhận được %(unit)s.") % {
            "unit": link.from_unit,
            "target": link.to_unit,
        }
    elif reform.on_date not in link.to_unit.valid and not restored:
        yield _("%(unit)s không còn hoặc chưa có vào ngày %(day)s.") % words
    elif link.to_unit.valid.upper is not None and not restored:
        yield _("%(unit)s đã kết thúc sau ngày %(day)s, không nhận thêm được.") % words
