"""A mediator's term: recognition, what is written about the person, training, the end of the term."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person, PersonContact
from hoathuan.accounts.selectors import seats_outside
from hoathuan.accounts.services.team_seats import end_team_seats
from hoathuan.core import audit, peoples
from hoathuan.core.dates import today
from hoathuan.core.stale import StaleRecord
from hoathuan.core.text import clean, fold, person_sort_key
from hoathuan.teams.choices import Minority, Qualification
from hoathuan.teams.errors import SamePerson, TeamsError
from hoathuan.teams.models import Mediator, MediatorTraining, Team, TeamHead
from hoathuan.teams.selectors import on_day
from hoathuan.units.api import area_on, homes_of

from .guards import check_open, check_order, check_past, check_right, lock_commune
from .standing import restate


@dataclass(frozen=True)
class MediatorDetails:
    """What is written about a mediator. `birth_date` wins over `birth_year`; `ethnicity` is a code of `peoples`."""

    full_name: str
    started_on: date
    sex: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    ethnicity: str = ""
    qualification: str = Qualification.NONE
    occupation: str = ""
    languages: Sequence[str] = field(default_factory=tuple)
    decision_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""

    @property
    def year(self) -> int | None:
        return self.birth_date.year if self.birth_date else self.birth_year


def minority_of(ethnicity: str) -> str:
    """The column that counts by people: Kinh, another, or not written."""
    if not ethnicity:
        return Minority.UNKNOWN
    return Minority.KINH if ethnicity == peoples.KINH else Minority.OTHER


@transaction.atomic
def add_mediator(
    *, team: Team, details: MediatorDetails, actor: Actor, person: Person | None = None, another: bool = False
) -> Mediator:
    """Enter a recognised mediator. Somebody known in the commune is asked about, never entered twice silently.

    Raises SamePerson with the people that it may be, unless `person` names one or `another` says that it is
    somebody else.
    """
    check_right(actor, team.now_commune_id)
    check_open(team)
    _check(team, details)
    lock_commune(team.now_commune_id)
    known = people_like(team.now_commune_id, details.full_name, details.year)
    if person is None and known and not another:
        raise SamePerson(known)
    if person is not None and person not in known:
        raise TeamsError(_("Người đã chọn không trùng họ tên và năm sinh đã ghi: chọn lại."))
    if person is not None and Mediator.objects.filter(team=team, person=person, ended_on=None).exists():
        raise TeamsError(_("%(name)s đang là hòa giải viên của tổ này.") % {"name": person.full_name})
    person = _write_person(person or Person(), details)
    mediator = Mediator(team=team, person=person, **_columns(details))
    mediator.locate(area_on(team.area_id, details.started_on))
    mediator.save()
    _write_contact(person, details, mediator)
    restate([team.pk])
    audit.record(actor=actor, action="teams.mediator_added", subject=team, data={"name": person.full_name})
    audit.record(
        actor=actor, action="teams.mediator_added", subject=mediator, data={"name": person.full_name}
    )
    return mediator


def people_like(commune_id: int | None, full_name: str, birth_year: int | None) -> list[Person]:
    """People of the commune's registry with this name and, where both are known, this year of birth."""
    people = Person.objects.filter(folded=fold(full_name), mediator_terms__now_commune=commune_id).distinct()
    return [one for one in people if birth_year is None or one.birth_year in (None, birth_year)]


@transaction.atomic
def amend_mediator(*, mediator: Mediator, version: int, details: MediatorDetails, actor: Actor) -> Mediator:
    """Change what is written about a mediator. Raises StaleRecord when somebody else saved first."""
    check_right(actor, mediator.now_commune_id)
    _check(mediator.team, details)
    _check_name(mediator, details, actor)
    if mediator.ended_on:
        check_order(details.started_on, mediator.ended_on)
    found = Mediator.objects.filter(pk=mediator.pk, version=version).update(
        version=F("version") + 1, **_columns(details), **_place(mediator, details.started_on)
    )
    if not found:
        raise StaleRecord
    person = _write_person(mediator.person, details)
    shared = {name: _columns(details)[name] for name in ("sex", "minority", "sort", "folded")}
    Mediator.objects.filter(person=person).update(**shared)
    _write_contact(person, details, mediator)
    restate(set(Mediator.objects.filter(person=person).values_list("team_id", flat=True)))
    audit.record(
        actor=actor, action="teams.mediator_amended", subject=mediator, data={"name": person.full_name}
    )
    mediator.refresh_from_db()
    return mediator


@transaction.atomic
def end_mediator(
    *, mediator: Mediator, version: int, ended_on: date, reason: str, decision: str, actor: Actor
) -> Mediator:
    """End a term by the Chair's decision (Law 35/2013/QH13 Art. 11); a head's term as head ends with it."""
    check_right(actor, mediator.now_commune_id)
    if mediator.ended_on:
        raise TeamsError(_("Người này đã thôi làm hòa giải viên của tổ."))
    check_past(ended_on)
    check_order(mediator.started_on, ended_on)
    found = Mediator.objects.filter(pk=mediator.pk, version=version).update(
        ended_on=ended_on, end_reason=reason, end_decision=clean(decision), version=F("version") + 1
    )
    if not found:
        raise StaleRecord
    TeamHead.objects.filter(mediator=mediator, ended_on=None, started_on__gt=ended_on).delete()
    TeamHead.objects.filter(mediator=mediator, ended_on=None).update(ended_on=ended_on)
    end_team_seats(team_id=mediator.team_id, person_id=mediator.person_id, last_day=ended_on, actor=actor)
    restate([mediator.team_id])
    data = {"name": str(mediator), "ended_on": f"{ended_on:%d/%m/%Y}", "decision": decision}
    for subject in (mediator.team, mediator):
        audit.record(actor=actor, action="teams.mediator_ended", subject=subject, data=data)
    mediator.refresh_from_db()
    return mediator


@transaction.atomic
def record_training(*, mediators: Sequence[Mediator], trained_on: date, title: str, actor: Actor) -> int:
    """Write down that these mediators were trained on a day; returns how many had not been written yet."""
    check_past(trained_on)
    rows = []
    homes = homes_of({mediator.team.area_id for mediator in mediators})
    for mediator in mediators:
        check_right(actor, mediator.now_commune_id)
        row = MediatorTraining(mediator=mediator, trained_on=trained_on, title=clean(title))
        there = (home for valid, home in homes[mediator.team.area_id] if trained_on in valid)
        row.locate(next(there, mediator.area))
        rows.append(row)
    known = set(
        MediatorTraining.objects.filter(mediator__in=mediators, trained_on=trained_on).values_list(
            "mediator_id", flat=True
        )
    )
    MediatorTraining.objects.bulk_create(rows, ignore_conflicts=True)
    data = {"trained_on": f"{trained_on:%d/%m/%Y}", "title": clean(title), "people": len(rows)}
    for team in {mediator.team for mediator in mediators}:
        audit.record(actor=actor, action="teams.training_recorded", subject=team, data=data)
    return len(rows) - len(known)


def _check(team: Team, details: MediatorDetails) -> None:
    if not clean(details.full_name):
        raise TeamsError(_("Ghi họ và tên hòa giải viên."))
    check_past(details.started_on)
    if details.started_on < team.started_on:
        text = _("Tổ thành lập ngày %(day)s: ngày công nhận không được trước ngày đó.")
        raise TeamsError(text % {"day": f"{team.started_on:%d/%m/%Y}"})
    if details.year and not 1900 <= details.year <= today().year:
        raise TeamsError(_("Năm sinh không đúng: ghi bốn chữ số, ví dụ 1968."))


def _check_name(mediator: Mediator, details: MediatorDetails, actor: Actor) -> None:
    """A person who also serves or sits elsewhere is renamed by somebody who answers for all of it."""
    person = mediator.person
    if clean(details.full_name) == person.full_name or actor.system:
        return
    away = Mediator.objects.filter(on_day(), person=person).exclude(now_commune_id=mediator.now_commune_id)
    if away.exists() or seats_outside(actor, [person.pk]):
        text = _(
            "%(name)s còn giữ việc ở nơi khác, nên tên do người quản trị của tỉnh sửa. "
            "Giữ nguyên tên thì các mục khác vẫn lưu được."
        )
        raise TeamsError(text % {"name": person.full_name})


def _place(mediator: Mediator, day: date) -> dict[str, Any]:
    """The columns of the place, where the team stood elsewhere on the new first day."""
    mediator.locate(area_on(mediator.team.area_id, day))
    names = ("area_id", "now_province_id", "now_commune_id")
    return {name: getattr(mediator, name) for name in names}


def _columns(details: MediatorDetails) -> dict[str, Any]:
    return {
        "started_on": details.started_on,
        "decision_number": clean(details.decision_number),
        "sex": details.sex,
        "minority": minority_of(details.ethnicity),
        "qualification": details.qualification,
        "occupation": clean(details.occupation),
        "languages": list(details.languages),
        "sort": person_sort_key(details.full_name),
        "folded": fold(details.full_name),
    }


def _write_person(person: Person, details: MediatorDetails) -> Person:
    person.full_name = clean(details.full_name)
    person.sex, person.ethnicity = details.sex, details.ethnicity
    person.birth_year, person.birth_date = details.year, details.birth_date
    person.save()
    Person.objects.filter(pk=person.pk).update(version=F("version") + 1)
    return person


def _write_contact(person: Person, details: MediatorDetails, mediator: Mediator) -> None:
    values = {"phone": details.phone, "email": details.email, "address": clean(details.address)}
    if not any(values.values()) and not PersonContact.objects.filter(person=person).exists():
        return
    place = {"now_province_id": mediator.now_province_id, "now_commune_id": mediator.now_commune_id}
    PersonContact.objects.update_or_create(person=person, defaults=values, create_defaults=values | place)
