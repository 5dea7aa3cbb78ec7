"""A reform as a person reads it: its rows put together into lines, each one change in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformLink, ReformUnit

NAMED = 12
"""A line names so many units; of more it says how many."""


@dataclass
class Change:
    """One line. `key` names it in addresses; `units`: the keys of the units that it changes."""

    key: str
    kind: str
    label: str
    words: str
    units: set[int] = field(default_factory=set)
    links: list[int] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    level: int | None = None
    note: str = ""
    outside: str = ""
    """Of a split: the outside name of the unit that is divided."""


def changes_of(reform: Reform) -> list[Change]:
    """All lines, in the order in which they were written; five questions for any number of rows."""
    links = list(
        reform.links.select_related("from_unit", "to_unit", "to_new__parent", "to_new__parent_new")
        .annotate(assigned=Count("villages"))
        .order_by("id")
    )
    by_unit: dict[int, list[ReformLink]] = defaultdict(list)
    for link in links:
        by_unit[link.from_unit_id].append(link)
    villages = _villages(reform, [unit for unit, rows in by_unit.items() if len(rows) > 1])
    found = [
        *_abolished(reform),
        *_whole(reform, by_unit.values()),
        *_split(by_unit.values(), villages),
        *_moves(reform),
    ]
    return sorted(found, key=lambda change: min([*change.links, *change.moves], default=0))


def _abolished(reform: Reform) -> Iterable[Change]:
    if reform.abolishes:
        level = Level(reform.abolishes).label
        words = _("Bỏ cấp %(level)s: đơn vị ở dưới thuộc thẳng đơn vị trên") % {"level": level.lower()}
        yield Change("bo-cap", "abolish", _("Bỏ cấp"), words, level=reform.abolishes)


def _whole(reform: Reform, by_unit: Iterable[list[ReformLink]]) -> Iterable[Change]:
    """Merges and renamings: units with one way, put together by where it leads; and those that just end."""
    groups: dict[tuple[str, int], list[ReformLink]] = defaultdict(list)
    for rows in by_unit:
        if len(rows) == 1:
            link = rows[0]
            kind = "moi" if link.to_new_id else "vao" if link.to_unit_id else "het"
            groups[kind, link.to_new_id or link.to_unit_id or link.from_unit_id].append(link)
    for (kind, key), rows in groups.items():
        yield _ended(reform, rows[0]) if kind == "het" else _merged(reform, f"{kind}-{key}", rows)


def _ended(reform: Reform, link: ReformLink) -> Change:
    """Nothing follows the unit; in a correction: it never ended."""
    label, words = _("Kết thúc"), _("%(unit)s kết thúc, chưa rõ về đơn vị nào")
    if reform.corrects_id:
        label, words = _("Giữ lại"), _("%(unit)s không kết thúc, giữ nguyên")
    said = words % {"unit": link.from_unit.name}
    return Change(f"het-{link.pk}", "end", label, said, {link.from_unit_id}, [link.pk])


def _merged(reform: Reform, key: str, rows: list[ReformLink]) -> Change:
    target = rows[0].to_new or rows[0].to_unit
    names = [link.from_unit.name for link in rows]
    alone = len(rows) == 1 and rows[0].to_new is not None and not reform.corrects_id
    words = _("%(unit)s đổi tên thành %(name)s") if alone else _("%(unit)s → %(name)s")
    return Change(
        key,
        "rename" if alone else "merge",
        _("Đổi tên") if alone else _("Về nơi khác") if reform.corrects_id else _("Sáp nhập"),
        words % {"unit": listed(names), "name": _called(target)},
        {link.from_unit_id for link in rows},
        [link.pk for link in rows],
        new=[link.to_new_id for link in rows[:1] if link.to_new_id],
        note=_parent_words(rows[0].to_new),
    )


def _split(by_unit: Iterable[list[ReformLink]], villages: Mapping[int, int]) -> Iterable[Change]:
    for rows in by_unit:
        if len(rows) < 2:
            continue
        parts = [
            _("%(name)s (%(n)s thôn)") % {"name": _called(link.to_new or link.to_unit), "n": _assigned(link)}
            for link in rows
        ]
        loose = villages.get(rows[0].from_unit_id, 0) - sum(map(_assigned, rows))
        yield Change(
            f"chia-{rows[0].from_unit_id}",
            "split",
            _("Chia"),
            _("%(unit)s chia về %(parts)s") % {"unit": rows[0].from_unit.name, "parts": ", ".join(parts)},
            {rows[0].from_unit_id},
            [link.pk for link in rows],
            new=[link.to_new_id for link in rows if link.to_new_id],
            note=_("%(n)s thôn chưa phân: chờ quyết định sau.") % {"n": loose} if loose > 0 else "",
            outside=str(rows[0].from_unit.uuid),
        )


def _moves(reform: Reform) -> Iterable[Change]:
    for move in reform.moves.select_related("unit", "to_unit", "to_new").order_by("id"):
        words = _("%(unit)s chuyển về %(parent)s") % {
            "unit": move.unit.name,
            "parent": _called(move.to_new or move.to_unit),
        }
        new = [move.to_new_id] if move.to_new_id else []
        yield Change(f"chuyen-{move.pk}", "move", _("Chuyển"), words, {move.unit_id}, [], [move.pk], new)


def _villages(reform: Reform, units: list[int]) -> dict[int, int]:
    """How many villages stood in each of these units when the day began."""
    if not units:
        return {}
    standing = Q(valid__endswith__isnull=True) | Q(valid__endswith__gte=reform.on_date)
    rows = Placement.objects.filter(
        standing, parent__in=units, unit__level=Level.VILLAGE, valid__startswith__lt=reform.on_date
    )
    return dict(rows.order_by().values_list("parent").annotate(n=Count("id")))


def _assigned(link: ReformLink) -> int:
    return int(link.assigned)  # type: ignore[attr-defined]


def listed(names: list[str]) -> str:
    """ "Xã A, Xã B và 3 đơn vị khác"."""
    if len(names) <= NAMED:
        return ", ".join(names)
    rest = {"names": ", ".join(names[:NAMED]), "n": len(names) - NAMED}
    return _("%(names)s và %(n)s đơn vị khác") % rest


def _called(target: object) -> str:
    if isinstance(target, ReformUnit):
        code = _(", mã %(code)s") % {"code": target.code} if target.code is not None else ""
        return _("%(name)s (mới%(code)s)") % {"name": target.name, "code": code}
    return str(target)


def _parent_words(row: ReformUnit | None) -> str:
    above = row and (row.parent_new or row.parent)
    return _("Thuộc %(parent)s.") % {"parent": above} if above else ""
