"""What a commune keeps beside its teams: the Chair's decision on their number, and the list of villages."""

from collections.abc import Iterable
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.core import audit
from hoathuan.core.attachments.api import store
from hoathuan.core.text import clean, fold
from hoathuan.teams.errors import TeamsError
from hoathuan.teams.models import CommuneDecision
from hoathuan.units.api import area_of, ensure_villages, villages_of
from hoathuan.units.models import Unit

from .guards import check_past, check_right, lock_commune


@transaction.atomic
def record_decision(
    *,
    commune: Unit,
    number: str,
    decided_on: date,
    teams_count: int,
    team_least: int,
    team_most: int | None,
    upload: UploadedFile | None,
    actor: Actor,
) -> CommuneDecision:
    """Write down the Chair's decision on the number of teams and of mediators (Law 35/2013/QH13 Art. 12(2))."""
    check_right(actor, commune.pk)
    check_past(decided_on)
    if team_most is not None and team_most < team_least:
        raise TeamsError(_("Số nhiều nhất nhỏ hơn số ít nhất: xem lại hai ô."))
    decision = CommuneDecision(
        number=clean(number),
        decided_on=decided_on,
        teams_count=teams_count,
        team_least=team_least,
        team_most=team_most,
        file=store(upload, actor) if upload else None,
    )
    decision.locate(area_of(commune, decided_on))
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as error:
        raise TeamsError(_("Quyết định số này, ngày này đã được ghi.")) from error
    audit.record(
        actor=actor, action="teams.decision_recorded", subject=decision, data={"number": decision.number}
    )
    return decision


@transaction.atomic
def add_villages(*, commune: Unit, names: Iterable[str], actor: Actor) -> int:
    """Add villages by their names; those that the commune has already stay as they are. Returns how many are new."""
    check_right(actor, commune.pk)
    wanted = {fold(name): clean(name) for name in names if clean(name)}
    if not wanted:
        raise TeamsError(_("Ghi tên ít nhất một thôn, mỗi thôn một dòng."))
    if too_long := next((name for name in wanted.values() if len(name) > 120), None):
        raise TeamsError(_("Tên “%(name)s…” dài quá 120 ký tự.") % {"name": too_long[:30]})
    lock_commune(commune.pk)
    before = set(villages_of(commune).values_list("folded", flat=True))
    ensure_villages(commune=commune, names=wanted.values())
    new = [name for folded, name in wanted.items() if folded not in before]
    audit.record(actor=actor, action="teams.villages_added", subject=commune, data={"names": new})
    return len(new)
