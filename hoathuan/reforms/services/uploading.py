"""A whole list of changes is written into a draft: all of it, or nothing and every bad row in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.text import fold
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.naming import checked_name, kind_in
from hoathuan.reforms.reading import Line
from hoathuan.reforms.scope import units_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Reform, ReformLink, ReformUnit, Unit

from .guards import changing

SHOWN = 100
Parent = Unit | ReformUnit
Key = tuple[int, str]


class ListRefused(ReformsError):
    """Nothing was written; `problems` names every bad row."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = list(problems)
        super().__init__(_("Danh sách có %(n)s dòng phải sửa; chưa ghi gì.") % {"n": len(problems)})


def bring_in(*, reform: Reform, lines: Sequence[Line], level: int, version: int, actor: Actor) -> int:
    """Write the rows into the draft; returns how many units they change."""
    with changing(reform, version, actor, "list_brought_in", rows=len(lines)) as held:
        if not lines:
            raise ReformsError(_("Tệp không có dòng nào."))
        writing = _Writing.of(held, level)
        problems = [problem for line in lines for problem in writing.take(line)]
        if problems:
            raise ListRefused(problems)
        return writing.write()


@dataclass
class _Writing:
    """What stands on the day, and what the rows ask for so far."""

    held: Reform
    level: int
    by_code: dict[int, Unit]
    above: dict[int, Parent]
    provinces: dict[int, Parent]
    taken: set[int]
    new: dict[Key, ReformUnit] = field(default_factory=dict)
    ways: dict[tuple[int, Key], tuple[Unit, Unit | ReformUnit]] = field(default_factory=dict)
    staying: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, held: Reform, level: int) -> _Writing:
        units = units_of(held).filter(level=level)
        placements = Placement.objects.filter(unit__in=units, valid__contains=held.on_date)
        above: dict[int, Parent] = {
            row.unit_id: row.parent for row in placements.select_related("parent") if row.parent
        }
        return cls(
            held,
            level,
            {unit.code: unit for unit in units if unit.code is not None},
            above,
            _provinces(held),
            {key for change in changes_of(held) for key in change.units},
        )

    def take(self, line: Line) -> Iterable[str]:
        """Keep what a row says; what is wrong with it."""
        try:
            self._take(line)
        except ReformsError as refused:
            yield _("Dòng %(row)s: %(what)s") % {"row": line.number, "what": refused}

    def _take(self, line: Line) -> None:
        old = self._old(line)
        name, code = checked_name(line.new_name), _number(line.new_code, _("mã mới"))
        parent = self._parent(line, old)
        standing = self.by_code.get(code or 0)
        if standing and fold(standing.name) == fold(name) and self.above.get(standing.pk) == parent:
            target: Unit | ReformUnit = standing
        else:
            target = self._new(line, old, name, code, parent)
        if target == old:
            self.staying.add(old.pk)
        elif (old.pk, _key(target)) in self.ways:
            raise ReformsError(
                _("%(unit)s đã ghi về %(name)s ở dòng trên.") % {"unit": old.name, "name": name}
            )
        else:
            self.ways[old.pk, _key(target)] = (old, target)
        if old.pk in self.staying and any(unit == old.pk for unit, _target in self.ways):
            raise ReformsError(_("%(unit)s vừa giữ nguyên vừa đi nơi khác.") % {"unit": old.name})

    def _old(self, line: Line) -> Unit:
        code = _number(line.old_code, _("mã cũ"))
        old = self.by_code.get(code or 0)
        if old is None:
            raise ReformsError(
                _("không có đơn vị mã %(code)s trong phạm vi, vào ngày có hiệu lực.") % {"code": code or "–"}
            )
        if line.old_name and fold(line.old_name) != fold(old.name):
            raise ReformsError(
                _("mã %(code)s là %(unit)s, không phải %(name)s.")
                % {"code": code, "unit": old.name, "name": line.old_name[:60]}
            )
        if old.pk in self.taken:
            raise ReformsError(_("%(unit)s đã có trong bản soạn.") % {"unit": old.name})
        return old

    def _parent(self, line: Line, old: Unit) -> Parent:
        if not line.province or self.level == Level.PROVINCE:
            return self.above[old.pk]
        code = _number(line.province, _("mã tỉnh mới"))
        parent = self.provinces.get(code or 0)
        if parent is None:
            raise ReformsError(_("không có tỉnh mã %(code)s trong phạm vi.") % {"code": code})
        return parent

    def _new(self, line: Line, old: Unit, name: str, code: int | None, parent: Parent) -> ReformUnit:
        key = (code or 0, "" if code else f"{fold(name)}/{type(parent).__name__}{parent.pk}")
        made = self.new.get(key)
        if made is None:
            made = ReformUnit(reform=self.held, level=self.level, code=code, name=name)
            made.kind = (line.kind.lower() or kind_in(name, self.level, old.kind))[:30]
            made.parent = parent if isinstance(parent, Unit) else None
            made.parent_new = parent if isinstance(parent, ReformUnit) else None
            self.new[key] = made
        if made.name != name or (made.parent or made.parent_new) != parent:
            raise ReformsError(
                _("mã %(code)s đã ghi cho %(unit)s, thuộc nơi khác hoặc tên khác.")
                % {"code": code, "unit": made.name}
            )
        return made

    def write(self) -> int:
        ReformUnit.objects.bulk_create(self.new.values())
        links = [
            ReformLink(reform=self.held, from_unit=old, to_unit=target)
            if isinstance(target, Unit)
            else ReformLink(reform=self.held, from_unit=old, to_new=target)
            for old, target in self.ways.values()
        ]
        ReformLink.objects.bulk_create(links)
        return len({link.from_unit_id for link in links})


def _provinces(held: Reform) -> dict[int, Parent]:
    """By code: those of the day within the scope, and those that the draft makes."""
    standing = Unit.objects.filter(level=Level.PROVINCE, valid__contains=held.on_date, code__isnull=False)
    if held.province_id:
        standing = standing.filter(pk=held.province_id)
    found: dict[int, Parent] = {unit.code: unit for unit in standing if unit.code is not None}
    made = held.new_units.filter(level=Level.PROVINCE, code__isnull=False)
    return found | {row.code: row for row in made if row.code is not None}


def _key(target: Unit | ReformUnit) -> Key:
    return (target.pk or id(target), type(target).__name__)


def _number(typed: str, what: str) -> int | None:
    if not typed:
        return None
    if not typed.isascii() or not typed.isdigit() or len(typed) > 6:
        raise ReformsError(_("%(what)s phải là số: “%(typed)s”.") % {"what": what, "typed": typed[:20]})
    return int(typed)
