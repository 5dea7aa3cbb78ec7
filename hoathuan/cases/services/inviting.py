"""People whom the mediator and one party wish to have there (Law 35 Art. 19): only with the other party's consent."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import work_rules
from hoathuan.cases.choices import PartyRole
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.models import Case, Invited, Party, SessionContent
from hoathuan.core.dates import today
from hoathuan.core.text import fold

from .turns import correcting, go_on, take_turn, tell_act
from .writing import refuse_if


@transaction.atomic
def invite(
    *,
    actor: Actor,
    case: Case,
    full_name: str,
    asked_by: str,
    asked_on: date,
    reason: str = "",
    consent_on: date | None = None,
) -> Invited:
    """Propose somebody; `consent_on` where the other party has agreed already."""
    take_turn(actor, case)
    refuse_if(work_rules.check_within("asked_on", asked_on, case, today()))
    if any(fold(one.full_name) == fold(full_name) for one in case.invited.all()):
        raise CaseRefused(_("Người này đã có trong danh sách mời của vụ việc."), "full_name")
    invited = Invited.objects.create(
        case=case, team_id=case.team_id, now_commune_id=case.now_commune_id,
        full_name=full_name, asked_by=asked_by, asked_on=asked_on, reason=reason,
    )  # fmt: skip
    tell_act(case, actor, "invited", asked_on)
    with correcting(actor, case):
        if consent_on is not None:
            _answer(actor, case, invited, consent_on, agreed=True)
        go_on(case)
    return invited


@transaction.atomic
def answer_invitation(*, actor: Actor, case: Case, invited: Invited, agreed: bool, on_date: date) -> Invited:
    """What the other party said, and when. It may change its mind before the meeting."""
    take_turn(actor, case)
    invited.refresh_from_db()
    with correcting(actor, case):
        _answer(actor, case, invited, on_date, agreed=agreed)
        go_on(case)
    return invited


def _answer(actor: Actor, case: Case, invited: Invited, day: date, *, agreed: bool) -> None:
    refuse_if(work_rules.check_within("on_date", day, case, today()))
    if day < invited.asked_on:
        text = _("Bên kia trả lời không thể trước ngày đề nghị mời %(day)s.")
        raise CaseRefused(text % {"day": f"{invited.asked_on:%d/%m/%Y}"}, "on_date")
    withdrawn = invited.consent_on is not None and not agreed
    invited.consent_on, invited.refused_on = (day, None) if agreed else (None, day)
    invited.save()
    if agreed:
        _write_in_book(case, invited)
    if withdrawn:
        strike_in_book(case, invited)
    tell_act(case, actor, "consented" if agreed else "not_consented", day)


def _write_in_book(case: Case, invited: Invited) -> None:
    """Column 3 of the register names who was invited."""
    named = case.parties.filter(role=PartyRole.INVITED)
    if any(party.folded == fold(invited.full_name) for party in named):
        return
    Party.objects.create(
        case=case, team_id=case.team_id, now_commune_id=case.now_commune_id, role=PartyRole.INVITED,
        full_name=invited.full_name, position=case.parties.count(),
    )  # fmt: skip


def strike_in_book(case: Case, invited: Invited) -> None:
    """The other party changed its mind: the name leaves column 3, unless that person was at a meeting before."""
    if not was_there(case, invited.full_name):
        case.parties.filter(role=PartyRole.INVITED, folded=fold(invited.full_name)).delete()


def was_there(case: Case, name: str) -> bool:
    """Whether somebody of this name was present at a meeting."""
    meetings = SessionContent.objects.filter(case=case).values_list("present", flat=True)
    return any(fold(one["name"]) == fold(name) for present in meetings for one in present)
