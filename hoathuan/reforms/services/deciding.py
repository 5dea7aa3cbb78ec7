"""What a reform left open is decided by a person: villages of a split commune, and where the rest went."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit, jobs
from hoathuan.core.jobs.models import Job
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.rules import REFORMERS
from hoathuan.units.changing.deciding import Undecided, open_units, undecided_about
from hoathuan.units.choices import Level, ReformState
from hoathuan.units.models import Area, Reform, ReformLink, Unit
from hoathuan.units.selectors import villages_of

WORK = "hoathuan.reforms.work.decide"


def waiting(actor: Actor) -> QuerySet[Unit]:
    """Communes that wait for a decision in the administrator's reach."""
    if not REFORMERS(actor):
        return Unit.objects.none()
    return open_units(None if actor.nation else actor.province_id or 0)


def may_decide(actor: Actor, unit: Unit) -> Undecided:
    """What is open about a commune in reach; asked again by the job."""
    if not waiting(actor).filter(pk=unit.pk).exists():
        raise ReformsError(_("%(unit)s không còn gì phải quyết định.") % {"unit": unit.name})
    return undecided_about(unit)


@dataclass(frozen=True)
class Decided:
    """How far a commune is: villages placed of all that it had on the day of its reform."""

    unit: Unit
    reform: Reform
    placed: int
    villages: int
    open: bool


def decided_about(actor: Actor, uuid: str) -> Decided | None:
    """What was decided so far about a commune in reach, by its outside name; None where there is nothing to tell."""
    unit = _split_in_reach(actor).filter(uuid=uuid).first()
    link = ReformLink.objects.filter(from_unit=unit, reform__state=ReformState.APPLIED).select_related(
        "reform"
    )
    last = link.order_by("-reform__on_date", "-id").first() if unit else None
    if unit is None or last is None or not _was_decided(unit):
        return None
    is_open = waiting(actor).filter(pk=unit.pk).exists()
    there = villages_of(unit, last.reform.on_date - timedelta(days=1)).count()
    loose = len(undecided_about(unit).villages) if is_open else 0
    return Decided(unit, last.reform, there - loose, there, is_open)


def _was_decided(unit: Unit) -> bool:
    return audit.entries_about(unit).filter(action="reforms.decided").exists()


def _split_in_reach(actor: Actor) -> QuerySet[Unit]:
    """Ended communes of which a part at least stands in the administrator's reach today."""
    if not REFORMERS(actor):
        return Unit.objects.none()
    ended = Unit.objects.filter(level=Level.COMMUNE, valid__endswith__isnull=False)
    if actor.nation:
        return ended
    return ended.filter(
        Exists(Area.objects.filter(then_commune=OuterRef("pk"), now_province=actor.province_id))
    )


@transaction.atomic
def ask_decide(*, unit: Unit, ways: Mapping[Unit, Sequence[Unit]], rest: Unit | None, actor: Actor) -> Job:
    """Queue the decision: which villages went where, and where all that is not named went."""
    may_decide(actor, unit)
    chosen = {
        str(target.pk): [village.pk for village in villages] for target, villages in ways.items() if villages
    }
    if not chosen and rest is None:
        raise ReformsError(_("Chọn nơi đến của ít nhất một thôn, hoặc của phần còn lại."))
    data = {"unit": unit.name, "villages": sum(map(len, chosen.values())), "rest": rest.name if rest else ""}
    audit.record(actor=actor, action="reforms.decision_asked", subject=unit, data=data)
    title = _("Ghi quyết định về %(unit)s") % {"unit": unit.name}
    page = f"{reverse('reforms:decisions')}?vua={unit.uuid}"
    return jobs.start(
        WORK,
        title=title,
        actor=actor,
        result_url=page,
        unit=unit.pk,
        ways=chosen,
        rest=rest.pk if rest else None,
    )
