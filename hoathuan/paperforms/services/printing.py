"""Blank forms for the teams of a commune: each with a code of its own, known from the day on which it was printed."""

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.paperforms.errors import FormRefused
from hoathuan.paperforms.models import Batch, Form
from hoathuan.paperforms.rights import PRINTERS
from hoathuan.paperforms.selectors import teams_of_commune
from hoathuan.units.api import area_of
from hoathuan.units.models import Unit

MOST_COPIES: Final = 20
#: One PDF that a desk printer still takes.
MOST_FORMS: Final = 1_000


@transaction.atomic
def print_batch(*, actor: Actor, teams: Sequence[Any], copies: int) -> Batch:
    """Give each of these teams of the own commune `copies` blank forms. Raises FormRefused."""
    if not PRINTERS(actor) or actor.commune_id is None:
        raise FormRefused(_("Công chức tư pháp xã in phiếu cho các tổ của xã mình."))
    own = list(teams_of_commune(actor).filter(pk__in=[team.pk for team in teams]))
    if not own:
        raise FormRefused(_("Chọn ít nhất một tổ để in phiếu."), "teams")
    if not 1 <= copies <= MOST_COPIES or copies * len(own) > MOST_FORMS:
        raise FormRefused(
            _("Mỗi tổ từ 1 đến %(copies)s phiếu, cả đợt không quá %(forms)s phiếu.")
            % {"copies": MOST_COPIES, "forms": MOST_FORMS},
            "copies",
        )
    batch = Batch(printed_on=today(), copies=copies, seat_id=actor.seat_id or 0, seat_label=actor.label[:300])
    batch.locate(area_of(Unit.objects.get(pk=actor.commune_id)))
    batch.save()
    Form.objects.bulk_create(
        Form(batch=batch, team=team, number=number) for team in own for number in _numbers(team, copies)
    )
    data = {"teams": len(own), "copies": copies}
    audit.record(actor=actor, action="paperforms.printed", subject=batch, data=data)
    return batch


def _numbers(team: Any, copies: int) -> range:
    """The blank numbers of a team go on from batch to batch, so that two sheets of paper never bear the same one."""
    last = Form.objects.filter(team=team).aggregate(last=Max("number"))["last"] or 0
    return range(last + 1, last + 1 + copies)
