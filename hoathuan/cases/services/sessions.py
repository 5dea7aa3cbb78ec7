"""The meetings of the parties (Law 35 Art. 20, 21), written on the day or afterwards."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import work_rules
from hoathuan.cases.choices import PartyRole
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, CaseSession, Invited, SessionContent
from hoathuan.cases.parties import Someone
from hoathuan.core.dates import today
from hoathuan.core.text import fold

from .turns import correcting, go_on, require_calm, take_turn, tell_act
from .writing import refuse_if


@transaction.atomic
def hold_session(
    *,
    actor: Actor,
    case: Case,
    held_on: date,
    held_at: time | None = None,
    is_public: bool | None = None,
    place: str = "",
    present: Sequence[Someone] = (),
    result: str = "",
) -> CaseSession:
    """Write a meeting down; the first one is when mediation began. Raises CaseRefused while the team must wait.

    Who is present as invited must have the other party's consent by that day (Art. 19(1)).
    """
    take_turn(actor, case)
    require_calm(case, held_on)
    refuse_if(
        work_rules.check_within("held_on", held_on, case, today())
        + work_rules.check_not_paused("held_on", held_on, case.pauses.all())
    )
    _check_invited(case, present, held_on)
    if case.sessions.filter(held_on=held_on, held_at=held_at).exists():
        raise CaseRefused(_("Buổi hòa giải ngày, giờ này đã được ghi."), "held_on")
    with correcting(actor, case):
        session = _write(case, place, present, result, held_on=held_on, held_at=held_at, is_public=is_public)
    tell_act(case, actor, "session", held_on, {"session": session.pk})
    return session


def _write(case: Case, place: str, present: Sequence[Someone], result: str, **facts: Any) -> CaseSession:
    held_on = facts["held_on"]
    session = CaseSession.objects.create(case=case, **facts)
    SessionContent.objects.create(
        session=session, case=case, team_id=case.team_id, now_commune_id=case.now_commune_id,
        place=place, result=result, present=[{"role": one.role, "name": one.full_name} for one in present],
    )  # fmt: skip
    first = case.started_on is None or held_on < case.started_on
    go_on(case, **({"started_on": held_on} if first else {}))
    return session


def _check_invited(case: Case, present: Sequence[Someone], day: date) -> None:
    agreed = {fold(one.full_name): one.consent_on for one in Invited.objects.filter(case=case)}
    for one in present:
        if one.role != PartyRole.INVITED:
            continue
        since = agreed.get(fold(one.full_name))
        if since is None:
            text = _("%(name)s chỉ được dự khi bên kia đồng ý (Luật 35, Điều 19). Ghi ngày đồng ý trước.")
            raise CaseRefused(text % {"name": one.full_name}, "present")
        if since > day:
            text = _(
                "%(name)s: bên kia đồng ý ngày %(day)s, sau buổi này. Sửa ngày đồng ý ở “Ghi trả lời”, "
                "hoặc ghi đúng ngày của buổi."
            )
            raise CaseRefused(text % {"name": one.full_name, "day": f"{since:%d/%m/%Y}"}, "present")
