"""What a reform left open is decided by a person: villages of a split commune, and where the rest went."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit, jobs
from hoathuan.core.jobs.models import Job
from hoathuan.reforms.errors import ReformsError
from hoathuan.reforms.rules import REFORMERS
from hoathuan.units.changing.deciding import Undecided, open_units, undecided_about
from hoathuan.units.models import Unit

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
    page = reverse("reforms:decisions")
    return jobs.start(
        WORK,
        title=title,
        actor=actor,
        result_url=page,
        unit=unit.pk,
        ways=chosen,
        rest=rest.pk if rest else None,
    )
