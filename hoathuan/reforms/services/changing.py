"""What a draft says of units, one verb each: rename, merge, split, move, end, abolish a level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.text import fold
from hoathuan.reforms.changes import changes_of
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.naming import checked_name, kind_in
from hoathuan.reforms.scope import find_new, parents_of, units_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Reform, ReformLink, ReformMove, ReformUnit, Unit
from hoathuan.units.selectors import parent_of, villages_of

from .guards import changing
from .removing import take_away


@dataclass(frozen=True)
class NewUnit:
    """A unit to be made. Without a kind: what its name says. Without a parent: the one of the units it comes from."""

    name: str
    code: int | None = None
    kind: str = ""
    parent: Unit | ReformUnit | None = None


Target = Unit | ReformUnit | NewUnit


def rename(
    *, reform: Reform, unit: Unit, new: NewUnit, version: int, actor: Actor, replacing: str = ""
) -> None:
    """The unit goes on under another name: closed, and followed by one of the same kind, code and parent."""
    with changing(reform, version, actor, "rename", unit=unit.name, name=new.name) as held:
        _make_room(held, [unit], replacing)
        if find_new(held, new.name):
            raise ReformsError(_("Bản soạn đã có đơn vị mới tên “%(name)s”.") % {"name": new.name})
        code = unit.code if new.code is None else new.code
        target = find_or_make(held, NewUnit(new.name, code, new.kind, new.parent), [unit])
        link(held, unit, target)


def merge(
    *, reform: Reform, units: Sequence[Unit], into: Target, version: int, actor: Actor, replacing: str = ""
) -> None:
    """The units end and go wholly into one, new or standing."""
    names = [unit.name for unit in units]
    with changing(reform, version, actor, "merge", units=names, into=into.name) as held:
        units = [unit for unit in units if unit != into]
        if not units:
            raise ReformsError(_("Ghi ít nhất một đơn vị nhập vào đơn vị khác."))
        _make_room(held, units, replacing)
        target = find_or_make(held, into, units)
        for unit in units:
            link(held, unit, target)


def split(
    *, reform: Reform, unit: Unit, into: Sequence[Target], version: int, actor: Actor, replacing: str = ""
) -> None:
    """The unit ends and its parts go into several; which village goes where is said by `assign_villages`."""
    names = [target.name for target in into]
    with changing(reform, version, actor, "split", unit=unit.name, into=names) as held:
        kept = _assigned(held, unit) if replacing else {}
        _make_room(held, [unit], replacing)
        targets = list(dict.fromkeys(find_or_make(held, target, [unit]) for target in into))
        if len(targets) < 2:
            raise ReformsError(_("Chia thì ghi ít nhất hai đơn vị nhận."))
        for target in targets:
            way = link(held, unit, target)
            way.villages.set(kept.get(target.name, []))


def assign_villages(
    *, reform: Reform, unit: Unit, villages: Mapping[int, Iterable[Unit]], version: int, actor: Actor
) -> None:
    """Link → the villages that go its way; those that stand nowhere wait for a decision."""
    with changing(reform, version, actor, "assign_villages", unit=unit.name) as held:
        links = {link.pk: link for link in held.links.filter(from_unit=unit)}
        theirs = set(villages_of(unit, held.on_date))
        seen: set[Unit] = set()
        for key, chosen in villages.items():
            chosen = list(chosen)
            if key not in links:
                raise ReformsError(_("Cách chia này vừa được sửa: mở lại trang."))
            for village in chosen:
                if village not in theirs:
                    raise ReformsError(
                        _("%(village)s không thuộc %(unit)s.") % {"village": village, "unit": unit}
                    )
                if village in seen:
                    raise ReformsError(_("%(village)s được ghi về hai nơi.") % {"village": village})
            seen.update(chosen)
            links[key].villages.set(chosen)


def move(
    *, reform: Reform, unit: Unit, parent: Unit | ReformUnit, version: int, actor: Actor, replacing: str = ""
) -> None:
    """The unit goes on as itself under another parent."""
    with changing(reform, version, actor, "move", unit=unit.name, to=parent.name) as held:
        _make_room(held, [unit], replacing)
        _check_parent(held, unit.level, unit.name, parent)
        if parent == parent_of(unit, held.on_date):
            raise ReformsError(
                _("%(unit)s đã thuộc %(parent)s rồi.") % {"unit": unit.name, "parent": parent.name}
            )
        ReformMove.objects.create(reform=held, unit=unit, **_as_columns(parent))


def end(*, reform: Reform, unit: Unit, version: int, actor: Actor) -> None:
    """The unit ends, and nobody has said into what: a decision for later."""
    with changing(reform, version, actor, "end", unit=unit.name) as held:
        _make_room(held, [unit])
        ReformLink.objects.create(reform=held, from_unit=unit)


def abolish(*, reform: Reform, level: int, version: int, actor: Actor) -> None:
    """A whole level ends; what stood under it stands under what is above it."""
    with changing(reform, version, actor, "abolish", level=level) as held:
        if level != Level.DISTRICT:
            raise ReformsError(_("Chỉ bỏ được cấp huyện."))
        if not units_of(held).filter(level=level).exists():
            raise ReformsError(_("Vào ngày có hiệu lực không còn đơn vị cấp này trong phạm vi."))
        held.abolishes = level


def amend_new_unit(*, reform: Reform, row: ReformUnit, new: NewUnit, version: int, actor: Actor) -> None:
    """Correct name, code, kind or parent of a unit that the draft creates."""
    with changing(reform, version, actor, "amend_new_unit", name=new.name) as held:
        row = held.new_units.get(pk=row.pk)
        name = checked_name(new.name)
        if held.new_units.exclude(pk=row.pk).filter(name=name, parent=row.parent_id).exists():
            raise ReformsError(_("Bản soạn đã có đơn vị mới tên “%(name)s”.") % {"name": name})
        if new.parent is not None:
            _check_parent(held, row.level, name, new.parent, row)
            _set_parent(row, new.parent)
        row.name, row.code, row.kind = name, new.code, new.kind or kind_in(name, row.level, row.kind)
        row.save()


def _make_room(held: Reform, units: Sequence[Unit], replacing: str = "") -> None:
    """Units of the reform's scope, each in one change only."""
    if replacing:
        take_away(held, replacing)
    allowed = set(units_of(held).filter(pk__in=[unit.pk for unit in units]).values_list("pk", flat=True))
    for unit in units:
        if unit.pk not in allowed:
            raise ReformsError(_("%(unit)s không thuộc phạm vi việc sắp xếp này.") % {"unit": unit.name})
    for change in changes_of(held):
        taken = next((unit for unit in units if unit.pk in change.units), None)
        if taken:
            raise ReformsError(
                _("%(unit)s đã có ở dòng “%(change)s”: sửa hoặc bỏ dòng đó trước.")
                % {"unit": taken.name, "change": change.words}
            )


def find_or_make(held: Reform, target: Target, units: Sequence[Unit]) -> Unit | ReformUnit:
    levels = {unit.level for unit in units}
    if len(levels) > 1:
        raise ReformsError(_("Các đơn vị phải cùng cấp."))
    level = levels.pop()
    if isinstance(target, NewUnit):
        return _new_unit(held, target, level, units)
    if target.level != level:
        raise ReformsError(
            _("%(unit)s và %(target)s không cùng cấp.") % {"unit": units[0].name, "target": target.name}
        )
    if isinstance(target, Unit) and not units_of(held).filter(pk=target.pk).exists():
        raise ReformsError(_("%(unit)s không thuộc phạm vi việc sắp xếp này.") % {"unit": target.name})
    return target


def _new_unit(held: Reform, new: NewUnit, level: int, units: Sequence[Unit]) -> ReformUnit:
    """The draft's unit of this name, made where it is missing."""
    name = checked_name(new.name)
    parent = new.parent or _common_parent(held, units)
    _check_parent(held, level, name, parent)
    same = [row for row in held.new_units.filter(level=level) if fold(row.name) == fold(name)]
    row = next((row for row in same if (row.parent_new or row.parent) == parent), None)
    row = row or ReformUnit(reform=held, level=level, name=name)
    _set_parent(row, parent)
    row.code = row.code if new.code is None else new.code
    row.kind = new.kind or row.kind or kind_in(name, level, units[0].kind)
    row.save()
    return row


def _common_parent(held: Reform, units: Sequence[Unit]) -> Unit:
    parents = {parent_of(unit, held.on_date) for unit in units}
    one = parents.pop() if len(parents) == 1 else None
    if one is None:
        raise ReformsError(
            _("Các đơn vị này thuộc nhiều đơn vị khác nhau: ghi rõ đơn vị mới thuộc đơn vị nào.")
        )
    return one


def _check_parent(
    held: Reform, level: int, name: str, parent: Unit | ReformUnit, row: ReformUnit | None = None
) -> None:
    if parent == row or parent.level >= level:
        raise ReformsError(
            _("%(unit)s không thể thuộc %(parent)s: đơn vị trên phải ở cấp cao hơn.")
            % {"unit": name, "parent": parent.name}
        )
    if isinstance(parent, Unit) and not parents_of(held).filter(pk=parent.pk).exists():
        raise ReformsError(_("%(unit)s không thuộc phạm vi việc sắp xếp này.") % {"unit": parent.name})


def _set_parent(row: ReformUnit, parent: Unit | ReformUnit) -> None:
    row.parent = parent if isinstance(parent, Unit) else None
    row.parent_new = parent if isinstance(parent, ReformUnit) else None


def link(held: Reform, unit: Unit, target: Unit | ReformUnit) -> ReformLink:
    return ReformLink.objects.create(reform=held, from_unit=unit, **_as_columns(target))


def _as_columns(target: Unit | ReformUnit) -> dict[str, Unit | ReformUnit]:
    return {"to_unit": target} if isinstance(target, Unit) else {"to_new": target}


def _assigned(held: Reform, unit: Unit) -> dict[str, list[Unit]]:
    """Which villages stood where, by the target's name: kept when only the targets change."""
    links = held.links.filter(from_unit=unit).select_related("to_unit", "to_new").prefetch_related("villages")
    return {str(link.to_unit or link.to_new): list(link.villages.all()) for link in links}
