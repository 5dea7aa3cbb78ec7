"""A reform as a person reads it: its rows put together into lines, each one change in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hoathuan.units.api import Called, tell_apart
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformLink

NAMED = 12
"""A line names so many units; of more it says how many."""
LABELS = {
    "abolish": gettext_lazy("Bỏ cấp"),
    "rename": gettext_lazy("Đổi tên"),
    "merge": gettext_lazy("Sáp nhập"),
    "split": gettext_lazy("Chia"),
    "move": gettext_lazy("Chuyển"),
    "end": gettext_lazy("Kết thúc"),
    "elsewhere": gettext_lazy("Về nơi khác"),
    "kept": gettext_lazy("Giữ lại"),
}


class _Way(NamedTuple):
    """A link as a line needs it: ten thousand of them are read for one page."""

    pk: int
    unit: int
    unit_name: str
    unit_uuid: Any
    unit_code: int | None
    unit_above: str | None
    standing: int | None
    standing_name: str | None
    standing_code: int | None
    new: int | None
    new_name: str | None
    new_code: int | None
    parent: str | None
    parent_new: str | None

    @property
    def target(self) -> str:
        return _called(self.new_name, self.new_code) if self.new_name else self.standing_name or ""

    @property
    def above(self) -> str:
        name = self.parent or self.parent_new
        return _("Thuộc %(parent)s.") % {"parent": name} if name else ""


_COLUMNS = (
    "pk", "from_unit", "from_unit__name", "from_unit__uuid", "from_unit__code", "above",
    "to_unit", "to_unit__name", "to_unit__code", "to_new",
    "to_new__name", "to_new__code", "to_new__parent__name", "to_new__parent_new__name",
)  # fmt: skip


@dataclass
class Change:
    """One line. `key` names it in addresses; `units`: the keys of the units that it changes. Its words come last."""

    key: str
    kind: str
    said: Callable[[], str]
    units: set[int] = field(default_factory=set)
    links: list[int] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    level: int | None = None
    more: Callable[[], str] = str
    outside: str = ""
    """Of a split: the outside name of the unit that is divided."""

    @cached_property
    def words(self) -> str:
        return self.said()

    @cached_property
    def note(self) -> str:
        return self.more()

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])


def changes_of(reform: Reform) -> list[Change]:
    """All lines, in the order in which they were written; four questions for any number of rows."""
    by_unit: dict[int, list[_Way]] = defaultdict(list)
    for way in _ways(reform):
        by_unit[way.unit].append(way)
    found = [
        *_abolished(reform),
        *_whole(reform, by_unit.values()),
        *_split(reform, [rows for rows in by_unit.values() if len(rows) > 1]),
        *_moves(reform),
    ]
    return sorted(found, key=lambda change: min([*change.links, *change.moves], default=0))


def _ways(reform: Reform) -> list[_Way]:
    """All links; units of one name are told apart, those that end and those that they go into."""
    before = Placement.objects.filter(unit=OuterRef("from_unit"), valid__startswith__lt=reform.on_date)
    over = before.exclude(parent__level=Level.COUNTRY).order_by("-valid").values("parent__name")[:1]
    links = reform.links.annotate(above=Subquery(over)).order_by("id").values_list(*_COLUMNS)
    ways = [_Way(*values) for values in links]
    units = [
        *(
            Called(way.unit, way.unit_name, way.unit_above or "", way.unit_code, reform.on_date)
            for way in ways
        ),
        *(
            Called(way.standing, way.standing_name or "", code=way.standing_code)
            for way in ways
            if way.standing
        ),
    ]
    names = dict(zip((unit.key for unit in units), tell_apart(units), strict=True))
    return [
        way._replace(unit_name=names[way.unit], standing_name=names[way.standing] if way.standing else None)
        for way in ways
    ]


def _abolished(reform: Reform) -> Iterable[Change]:
    if reform.abolishes:
        level = Level(reform.abolishes).label

        def said() -> str:
            words = _("Bỏ cấp %(level)s: đơn vị ở dưới thuộc thẳng đơn vị trên")
            return words % {"level": level.lower()}

        yield Change("bo-cap", "abolish", said, level=reform.abolishes)


def _whole(reform: Reform, by_unit: Iterable[list[_Way]]) -> Iterable[Change]:
    """Merges and renamings: units with one way, put together by where it leads; and those that just end."""
    groups: dict[tuple[str, int], list[_Way]] = defaultdict(list)
    for rows in by_unit:
        if len(rows) == 1:
            way = rows[0]
            kind = "moi" if way.new else "vao" if way.standing else "het"
            groups[kind, way.new or way.standing or way.unit].append(way)
    for (kind, key), rows in groups.items():
        yield _ended(reform, rows[0]) if kind == "het" else _merged(reform, f"{kind}-{key}", rows)


def _ended(reform: Reform, way: _Way) -> Change:
    """Nothing follows the unit; in a correction: it never ended."""
    kind = "kept" if reform.corrects_id else "end"

    def said() -> str:
        kept, ended = _("%(unit)s không kết thúc, giữ nguyên"), _("%(unit)s kết thúc, chưa rõ về đơn vị nào")
        return (kept if kind == "kept" else ended) % {"unit": way.unit_name}

    return Change(f"het-{way.pk}", kind, said, {way.unit}, [way.pk])


def _merged(reform: Reform, key: str, rows: list[_Way]) -> Change:
    first = rows[0]
    alone = len(rows) == 1 and first.new is not None
    kind = "elsewhere" if reform.corrects_id else "rename" if alone else "merge"

    def said() -> str:
        words = _("%(unit)s đổi tên thành %(name)s") if kind == "rename" else _("%(unit)s → %(name)s")
        return words % {"unit": listed([way.unit_name for way in rows]), "name": first.target}

    links, new = [way.pk for way in rows], [first.new] if first.new else []
    return Change(key, kind, said, {way.unit for way in rows}, links, new=new, more=lambda: first.above)


def _split(reform: Reform, by_unit: list[list[_Way]]) -> Iterable[Change]:
    villages = _villages(reform, [rows[0].unit for rows in by_unit])
    assigned = _assigned(reform) if by_unit else {}
    return [_divided(rows, villages.get(rows[0].unit, 0), assigned) for rows in by_unit]


def _divided(rows: list[_Way], villages: int, assigned: Mapping[int, int]) -> Change:
    loose = villages - sum(assigned.get(way.pk, 0) for way in rows)

    def said() -> str:
        part, counts = _("%(name)s (%(n)s thôn)"), [assigned.get(way.pk, 0) for way in rows]
        shown = [
            part % {"name": way.target, "n": n} if any(counts) else str(way.target)
            for way, n in zip(rows, counts, strict=True)
        ]
        return _("%(unit)s chia về %(parts)s") % {"unit": rows[0].unit_name, "parts": ", ".join(shown)}

    def more() -> str:
        return _("%(n)s thôn chưa phân: chờ quyết định sau.") % {"n": loose} if loose > 0 else ""

    links, new = [way.pk for way in rows], [way.new for way in rows if way.new]
    key, outside = f"chia-{rows[0].unit}", str(rows[0].unit_uuid)
    return Change(key, "split", said, {rows[0].unit}, links, new=new, more=more, outside=outside)


def _moves(reform: Reform) -> Iterable[Change]:
    for move in reform.moves.select_related("unit", "to_unit", "to_new").order_by("id"):
        new = move.to_new
        parent = _called(new.name, new.code) if new else str(move.to_unit)
        names = {"unit": move.unit.name, "parent": parent}

        def said(names: dict[str, str] = names) -> str:
            return _("%(unit)s chuyển về %(parent)s") % names

        keys = [new.pk] if new else []
        yield Change(f"chuyen-{move.pk}", "move", said, {move.unit_id}, [], [move.pk], keys)


def _villages(reform: Reform, units: list[int]) -> dict[int, int]:
    """How many villages stood in each of these units when the day began."""
    if not units:
        return {}
    standing = Q(valid__endswith__isnull=True) | Q(valid__endswith__gte=reform.on_date)
    rows = Placement.objects.filter(
        standing, parent__in=units, unit__level=Level.VILLAGE, valid__startswith__lt=reform.on_date
    )
    return dict(rows.order_by().values_list("parent").annotate(n=Count("id")))


def _assigned(reform: Reform) -> dict[int, int]:
    """Link → how many villages go its way."""
    ways = ReformLink.villages.through.objects.filter(reformlink__reform=reform).order_by()
    return dict(ways.values_list("reformlink").annotate(n=Count("id")))


def listed(names: list[str], count: int = 0) -> str:
    """ "Xã A, Xã B và 3 đơn vị khác"; `count`: how many there are, where only the first names are known."""
    count = max(count, len(names))
    if count <= NAMED:
        return ", ".join(names)
    rest = {"names": ", ".join(names[:NAMED]), "n": count - NAMED}
    return _("%(names)s và %(n)s đơn vị khác") % rest


def _called(name: str, code: int | None) -> str:
    said = _(", mã %(code)s") % {"code": code} if code is not None else ""
    return _("%(name)s (mới%(code)s)") % {"name": name, "code": said}
