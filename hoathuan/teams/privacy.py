"""What teams keeps about people, why, and how it goes."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Person
from hoathuan.core import peoples
from hoathuan.core.text import fold, person_sort_key
from hoathuan.privacy.api import (
    ERASED,
    Deed,
    Nothing,
    Section,
    Subject,
    Table,
    Tie,
    of_people,
    register,
    register_collector,
    register_eraser,
    register_known,
    register_mentions,
    register_people,
    register_tie,
)

from .models import Mediator, MediatorTraining

_LAW = _("Luật Hòa giải ở cơ sở 2013, Điều 8 và Điều 12: công nhận hòa giải viên, thành phần tổ")
_ABOUT = _("Hòa giải viên")


def register_all() -> None:
    register(*_tables(), *_nothing())
    register_tie(
        Tie(
            "teams.mediators",
            _("đang là hòa giải viên, hoặc thôi chưa đủ lâu"),
            still_mediators,
            ever_mediators,
        )
    )
    register_eraser(
        of_people(
            *("teams.mediators", "teams.mediators", _("Tên trong sổ hòa giải viên"), Deed.ANONYMISE),
            _("Xóa tên, nghề nghiệp, tiếng dân tộc; nhiệm kỳ, giới, dân tộc, trình độ ở lại để tính số liệu"),
            *(_named, _wipe),
        )
    )
    register_known("teams", known_to)
    register_mentions("teams", mentions)
    register_collector("teams", own_terms)
    register_people("teams", kept_by)


def _tables() -> list[Table]:
    return [
        Table(
            model="teams.Mediator",
            label=_("Nhiệm kỳ hòa giải viên"),
            fields=(
                *("person", "sex", "minority", "qualification", "occupation", "languages", "sort", "folded"),
                "end_reason",
            ),
            about=_ABOUT,
            purpose=_("Sổ hòa giải viên; số liệu về giới, dân tộc, trình độ"),
            basis=_LAW,
            readers=_("Công khai theo luật: tên, tổ; phần còn lại: cơ quan trong địa bàn"),
            key="teams.mediators",
        ),
        Table(
            model="teams.MediatorTraining",
            label=_("Ngày tập huấn"),
            fields=("mediator",),
            about=_ABOUT,
            purpose=_("Biết ai đã được bồi dưỡng; số liệu tập huấn"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 9: quyền được bồi dưỡng"),
            readers=_("Cơ quan trong địa bàn, tổ hòa giải"),
            key="teams.mediators",
        ),
        Table(
            model="teams.TeamHead",
            label=_("Nhiệm kỳ tổ trưởng"),
            fields=("mediator",),
            about=_ABOUT,
            purpose=_("Biết ai là tổ trưởng, từ ngày nào"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 14: tổ trưởng tổ hòa giải"),
            readers=_("Công khai theo luật"),
            key="teams.mediators",
        ),
    ]


def _nothing() -> list[Nothing]:
    team = "a team and its place"
    return [
        Nothing("teams.Team", team, {"name": "the name of a team", "folded": "of the team's name"}),
        Nothing("teams.TeamVillage", team),
        Nothing("teams.TeamStanding", team),
        Nothing("teams.CommuneDecision", "a decision about numbers of teams"),
    ]


def still_mediators(day: date) -> QuerySet[Any]:
    return Mediator.objects.filter(Q(ended_on=None) | Q(ended_on__gte=day)).values("person_id")


def ever_mediators() -> QuerySet[Any]:
    return Mediator.objects.values("person_id")


def _named(people: QuerySet[Person]) -> QuerySet[Person]:
    return people.filter(pk__in=Mediator.objects.exclude(folded=fold(ERASED)).values("person_id"))


def _wipe(keys: list[int]) -> None:
    """What counts stays as it is, so that every figure of every year is the same afterwards."""
    Mediator.objects.filter(person__in=keys).update(
        sort=person_sort_key(ERASED), folded=fold(ERASED), occupation="", languages=[]
    )


def mentions(person: Person) -> list[tuple[str, str]]:
    """Lines about her terms and her teams name her."""
    found: list[tuple[str, str]] = []
    for key, team in Mediator.objects.filter(person=person).values_list("pk", "team_id"):
        found += [("teams.mediator", str(key)), ("teams.team", str(team))]
    return found


def known_to(actor: Actor) -> QuerySet[Person]:
    """Whoever is or was a mediator in the seat's reach."""
    terms = Mediator.objects.visible_to(actor).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(terms))


def kept_by(actor: Actor) -> QuerySet[Person]:
    """Today's mediators of the seat's commune: those for whom it draws up lists and pays."""
    if actor.commune_id is None:
        return Person.objects.none()
    terms = Mediator.objects.filter(now_commune_id=actor.commune_id, ended_on=None, person=OuterRef("pk"))
    return Person.objects.filter(Exists(terms))


def own_terms(subject: Subject) -> list[Section]:
    """The terms as mediator and the days of training of one person."""
    if subject.person is None:
        return []
    terms = Mediator.objects.filter(person=subject.person).select_related("team__now_commune").order_by("id")
    days = MediatorTraining.objects.filter(mediator__person=subject.person).order_by("trained_on", "id")
    return [
        Section(
            "teams.mediators",
            _("Nhiệm kỳ hòa giải viên"),
            (
                _("Tổ hòa giải"), _("Xã"), _("Từ ngày"), _("Đến ngày"), _("Lý do thôi"), _("Số quyết định"),
                _("Giới tính"), _("Thành phần dân tộc"), _("Trình độ"), _("Nghề nghiệp"), _("Tiếng dân tộc"),
            ),
            [_term(term) for term in terms],
        ),
        Section(
            "teams.trainings",
            _("Tập huấn"),
            (_("Ngày"), _("Lớp")),
            [(training.trained_on, training.title) for training in days],
        ),
    ]  # fmt: skip


def _term(term: Mediator) -> tuple[object, ...]:
    return (
        term.team.name,
        str(term.team.now_commune or ""),
        term.started_on,
        term.ended_on,
        term.get_end_reason_display(),
        term.decision_number,
        term.get_sex_display(),
        term.get_minority_display(),
        term.get_qualification_display(),
        term.occupation,
        ", ".join(peoples.name_of(code) or code for code in term.languages),
    )
