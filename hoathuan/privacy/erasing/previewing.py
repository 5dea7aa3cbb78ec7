"""What would go, and what has to stay, without doing it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Person
from hoathuan.core.dates import today
from hoathuan.privacy import periods, registry
from hoathuan.privacy.models import Retention

from .people import ties_of


@dataclass(frozen=True)
class Due:
    """One table of a preview: how many rows lie before the day, and whether anybody allowed them to go."""

    eraser: registry.Eraser
    period: Retention | None
    before: date | None
    found: int

    @property
    def allowed(self) -> bool:
        return self.period is not None and self.period.switched_on and not self.period.unconfirmed


@dataclass(frozen=True)
class Part:
    """One table of a person's erasure: how many rows, and why such rows have to stay, if they do."""

    eraser: registry.Eraser
    found: int
    stays: str = ""


def due(as_of: date | None = None) -> list[Due]:
    """Every way of erasing with what it would find on that day."""
    lines = periods.all_in_force(as_of)
    return [_due(eraser, lines.get(eraser.key), as_of or today()) for eraser in registry.erasers()]


def _due(eraser: registry.Eraser, line: Retention | None, as_of: date) -> Due:
    before = periods.before(line, as_of) if line else None
    return Due(eraser, line, before, eraser.due(before) if before else 0)


def of_person(person: Person, as_of: date | None = None) -> list[Part]:
    """What would go of one person, and what stays with its reason: counted everywhere, whatever the asker may read."""
    with as_actor(SYSTEM):
        return _parts(person, as_of)


def bound(person: Person, day: date) -> str:
    """What still needs the person on that day or later, in words; "" where nothing does."""
    reasons = [str(tie.label) for tie in ties_of(person, day)]
    return _("Người này %(why)s.") % {"why": "; ".join(reasons)} if reasons else ""


def _parts(person: Person, as_of: date | None) -> list[Part]:
    lines, day = periods.all_in_force(as_of), as_of or today()
    if words := bound(person, day):
        return [_part(eraser, person, words) for eraser in _knowing_people()]
    return [_part(eraser, person, _must_stay(eraser, person, lines, day)) for eraser in _knowing_people()]


def _knowing_people() -> list[registry.Eraser]:
    return [eraser for eraser in registry.erasers() if eraser.of_person is not None]


def _part(eraser: registry.Eraser, person: Person, stays: str) -> Part:
    found = eraser.of_person(person) if eraser.of_person else 0
    return Part(eraser, found, stays)


def _must_stay(eraser: registry.Eraser, person: Person, lines: dict[str, Retention], day: date) -> str:
    """What is kept in any case, and a binding period that is not over yet, hold against the person's wish."""
    if eraser.stays:
        return str(eraser.stays)
    line = lines.get(eraser.key)
    if line is None or not line.binding:
        return ""
    before = periods.before(line, day)
    if before is not None and not ties_of(person, before):
        return ""
    words = (
        _("Phải giữ lâu dài: %(basis)s.") if before is None else _("Chưa hết thời hạn phải giữ: %(basis)s.")
    )
    return words % {"basis": line.basis or _("chưa ghi căn cứ")}
