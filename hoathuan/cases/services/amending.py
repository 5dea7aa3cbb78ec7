"""What was written wrongly or left out is put right; the history says which parts, and what the days were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.cases import rules, work_rules
from hoathuan.cases.choices import Ending, PartyRole, State
from hoathuan.cases.corrections import book_line, keep
from hoathuan.cases.errors import CaseRefused
from hoathuan.cases.listening import AMENDED, facts_of, tell
from hoathuan.cases.models import Case, CaseContent, Party
from hoathuan.cases.parties import Someone
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.units.api import area_on

from .acts import acts_of
from .bulk import parties_of
from .turns import require_given_back
from .workers import follow_book, require_impartial, require_impartial_names
from .writing import refuse_if, require_right_on, trace

_FACTS = ("received_on", "received_known", "field", "matter", "ground", "mediator_id", "ended_on", "ending")
_PLACE = ("area_id", "now_province_id", "now_commune_id")
_TEXTS = ("summary", "agreement", "notes", "late_reason")


@dataclass(frozen=True)
class Amendment:
    """The whole entry as it should read now."""

    received_on: date
    field: str
    received_known: bool = True
    matter: str = ""
    ground: str = ""
    mediator_id: int | None = None
    ended_on: date | None = None
    ending: str = ""
    people: Sequence[Someone] = ()
    summary: str = ""
    agreement: str = ""
    notes: str = ""
    late_reason: str = ""


@transaction.atomic
def amend(*, actor: Actor, case: Case, version: int, new: Amendment) -> Case:
    """Put an entry right. `version` is what the writer saw: a newer one raises StaleRecord.

    Team, book and number stay: a wrong team is another book. Raises CaseRefused for what the rules forbid.
    """
    require_right_on(actor, case)
    if case.voided_on:
        raise CaseRefused(_("Vụ việc đã hủy, không sửa nữa. Cần ghi lại thì ghi một vụ việc mới."))
    _check(case, new)
    before, line = facts_of(case), book_line(case)
    facts = _facts(case, new)
    place = _place(case, new.received_on)
    former = {name: getattr(case, name) for name in facts}
    changed = [name for name in facts if former[name] != facts[name]]
    changed += _write_content(case, new)
    derived = {"outcome": rules.outcome_of(new.ending), "closed_on": new.ended_on} if new.ending else {}
    moved = Case.objects.filter(pk=case.pk, version=version, voided_on=None).update(
        version=F("version") + 1, **facts, **derived, **place
    )
    if not moved:
        raise StaleRecord
    case.refresh_from_db()
    follow_book(case, _mediators(new), before["ended_on"] or before["referred_on"])
    if changed:
        keep(actor, case, line)
        trace(case, actor, "amended", today(), {"fields": changed, "before": _plain(former, changed)})
        tell(actor, case, AMENDED, before)
    return case


def _mediators(new: Amendment) -> list[str]:
    return [person.full_name for person in new.people if person.role == PartyRole.MEDIATOR]


def _check(case: Case, new: Amendment) -> None:
    day = today()
    refuse_if(
        rules.check_not_future("received_on", new.received_on, day)
        + rules.check_not_future("ended_on", new.ended_on, day)
        + rules.check_order(new.received_on, case.assigned_on, "assigned_on")
        + rules.check_order(new.received_on, new.ended_on, "ended_on")
        + rules.check_order(rules.latest_step(case, new.received_on), new.ended_on, "ended_on")
        + rules.check_order(new.received_on, case.referred_on, "referred_on")
        + rules.check_order(new.received_on, case.started_on, "started_on")
        + rules.check_team_days(case.team, new.received_on)
        + work_rules.check_span(acts_of(case), new.received_on, new.ended_on or case.referred_on, "ended_on")
    )
    if new.mediator_id and new.mediator_id != case.mediator_id:
        require_impartial(case, new.mediator_id)
    require_impartial_names(case, _mediators(new))
    if new.received_on.year > case.book_year:
        text = _("Vụ việc đã có số trong sổ năm %(year)s: ngày tiếp nhận không thể sau năm đó.")
        raise CaseRefused(text % {"year": case.book_year}, "received_on")
    ended = case.state == State.ENDED
    if (ended, ended) != (bool(new.ended_on), bool(new.ending)):
        text = _("Vụ việc đã kết thúc phải có ngày và kiểu kết thúc; chưa kết thúc thì để trống.")
        raise CaseRefused(text, "ended_on")
    _check_calm(case, new)


def _check_calm(case: Case, new: Amendment) -> None:
    """An ending is not corrected into an agreement that the team could not have brought about (Law 35 Art. 10(4))."""
    if new.ending != Ending.AGREEMENT or new.ended_on is None:
        return
    stood = case.ending == Ending.AGREEMENT and case.ended_on is not None and new.ended_on <= case.ended_on
    if not stood:
        require_given_back(case, new.ended_on)


def _facts(case: Case, new: Amendment) -> dict[str, Any]:
    return {
        "received_on": new.received_on,
        "received_known": new.received_known,
        "field": new.field,
        "matter": rules.matter_of(new.field, new.matter),
        "ground": new.ground,
        "mediator_id": new.mediator_id,
        "ended_on": new.ended_on,
        "ending": new.ending,
    }


def _place(case: Case, day: date) -> dict[str, Any]:
    """The columns of the place, where the team stood elsewhere on the new day."""
    area = area_on(case.team.area_id, day)
    if area.pk == case.area_id:
        return {}
    case.locate(area)
    return {name: getattr(case, name) for name in _PLACE}


def _write_content(case: Case, new: Amendment) -> list[str]:
    """Store texts and people where they differ; returns the names of what changed, never the words."""
    content, _made = CaseContent.objects.get_or_create(
        case=case, defaults={"team_id": case.team_id, "now_commune_id": case.now_commune_id}
    )
    changed = [name for name in _TEXTS if getattr(content, name) != getattr(new, name)]
    if changed:
        CaseContent.objects.filter(case=case).update(**{name: getattr(new, name) for name in changed})
    stored = [(p.role, p.full_name, p.birth_year, p.address) for p in case.parties.all()]
    if stored != [(p.role, p.full_name, p.birth_year, p.address) for p in new.people]:
        case.parties.all().delete()
        Party.objects.bulk_create(parties_of(case, new.people))
        changed.append("people")
    return changed


def _plain(former: dict[str, Any], changed: Sequence[str]) -> dict[str, Any]:
    """Former days and types; texts are left out, because the history is not behind row security."""
    return {name: str(former[name]) for name in changed if name in former and former[name] not in (None, "")}
