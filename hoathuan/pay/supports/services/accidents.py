"""A request for support: filed, confirmed, its papers taken in, or withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.core import audit
from hoathuan.core.attachments.api import Attachment
from hoathuan.core.dates import today
from hoathuan.documents.api import book_key, next_number
from hoathuan.pay.models import Accident, AccidentContent, AccidentPaper
from hoathuan.pay.supports import rights, rules
from hoathuan.pay.supports.choices import AccidentState, Asker, Certifier, Harm, PaperKind
from hoathuan.pay.supports.errors import NotYours, SupportRefused
from hoathuan.teams.api import Mediator, TeamHead, on_day
from hoathuan.units.selectors import area_on

OPEN = (AccidentState.FILED, AccidentState.CERTIFIED, AccidentState.COMPLETE, AccidentState.SUBMITTED)


@dataclass(frozen=True)
class Request:
    """What the mediator or the family asks (giấy đề nghị hỗ trợ)."""

    mediator: Mediator
    harm: str
    situation: str
    happened_on: date
    place: str
    account: str
    insured: str
    asker: str
    filed_on: date
    address: str = ""
    asker_name: str = ""
    asker_relation: str = ""
    payee: str = ""
    income_asked: bool = False
    died_on: date | None = None
    treated: bool = True
    stable_income: bool = True
    token: UUID | None = None


@transaction.atomic
def file_request(*, actor: Actor, request: Request) -> Accident:
    """Write a request down, also one that the law does not cover: that is refused later, in writing."""
    hold_units(actor)
    term = request.mediator
    rights.require(rights.FILERS, actor, commune_id=term.now_commune_id, team_id=term.team_id)
    _require_own(actor, term)
    _check(request)
    known: Accident | None = Accident.objects.filter(token=request.token).first() if request.token else None
    if known is not None:
        return known
    _once(request)
    accident = _accident(actor, request)
    AccidentContent.objects.create(
        accident=accident, team_id=term.team_id, now_commune_id=accident.now_commune_id, **_content(request)
    )
    audit.record(actor=actor, action="support.filed", subject=accident)
    return accident


def _once(request: Request) -> None:
    """One request for what happened to one person on one day, whoever writes it down first."""
    person, day = request.mediator.person_id, request.happened_on
    _wait_for(person)
    same = AccidentContent.objects.filter(person=person, happened_on=day).select_related("accident")
    stands = same.exclude(accident__state__in=(AccidentState.REFUSED, AccidentState.WITHDRAWN)).first()
    if stands:
        words = _(
            "Việc xảy ra ngày %(day)s với người này đã có hồ sơ số %(number)s. Mở hồ sơ đó để làm tiếp."
        )
        raise SupportRefused(words % {"day": f"{day:%d/%m/%Y}", "number": stands.accident}, "happened_on")


def _wait_for(person: int) -> None:
    """Of two who write about one person at the same moment the second waits until the first is done."""
    list(Mediator.objects.select_for_update(of=("self",)).filter(person=person).order_by("pk"))


def _require_own(actor: Actor, term: Mediator) -> None:
    """A mediator asks for himself; the head and the officer write for others."""
    mine = actor.seat is not None and actor.seat.person_id == term.person_id
    if actor.kind == "mediator" and not mine:
        raise NotYours(
            _("Hòa giải viên chỉ đề nghị cho mình. Nhờ tổ trưởng hoặc tư pháp xã ghi giúp người khác.")
        )


def _check(request: Request) -> None:
    if request.happened_on > request.filed_on:
        raise SupportRefused(_("Ngày nộp giấy đề nghị phải từ ngày xảy ra trở đi."), "filed_on")
    if request.filed_on > today():
        raise SupportRefused(_("Ngày nộp giấy đề nghị phải từ hôm nay trở về trước."), "filed_on")
    term, day = request.mediator, request.happened_on
    if day < term.started_on or (term.ended_on and day > term.ended_on):
        raise SupportRefused(
            _("Ngày xảy ra phải nằm trong thời gian người đó là hòa giải viên."), "happened_on"
        )
    _check_death(request)
    if request.asker not in rules.askers(request.harm):
        raise SupportRefused(_("Hòa giải viên đã qua đời thì gia đình là người đề nghị."), "asker")
    if request.asker == Asker.FAMILY and not (request.asker_name.strip() and request.asker_relation.strip()):
        raise SupportRefused(_("Ghi họ tên người đề nghị và quan hệ với hòa giải viên."), "asker_name")


def _check_death(request: Request) -> None:
    if request.harm != Harm.DEATH:
        return
    if request.died_on is None:
        raise SupportRefused(_("Ghi ngày qua đời."), "died_on")
    if not request.happened_on <= request.died_on <= request.filed_on:
        raise SupportRefused(_("Ngày qua đời phải từ ngày xảy ra đến ngày nộp giấy đề nghị."), "died_on")


def _accident(actor: Actor, request: Request) -> Accident:
    team = request.mediator.team
    area = area_on(team.area_id, request.filed_on)
    commune = team.now_commune or area.then_commune
    year = request.filed_on.year
    accident = Accident(
        team=team,
        filed_on=request.filed_on,
        book=commune,
        book_year=year,
        book_number=next_number(book_key("accident", commune.uuid, year)),
        created_by_seat=actor.seat_id,
        token=request.token,
    )
    accident.locate(area)
    accident.save()
    return accident


def _content(request: Request) -> dict[str, Any]:
    person = request.mediator.person
    head = victim_is_head(request.mediator, request.happened_on, request.filed_on)
    family = request.asker == Asker.FAMILY
    return {
        "person": person,
        "victim": person.full_name,
        "victim_address": request.address,
        "victim_is_head": head,
        "harm": request.harm,
        "situation": request.situation,
        "happened_on": request.happened_on,
        "place": request.place,
        "account": request.account,
        "insured": request.insured,
        "asker": request.asker,
        "asker_name": request.asker_name if family else person.full_name,
        "asker_relation": request.asker_relation if family else "",
        "payee": request.payee or (request.asker_name if family else ""),
        "income_asked": request.income_asked,
        "died_on": request.died_on if request.harm == Harm.DEATH else None,
        "treated": request.treated,
        "stable_income": request.stable_income,
        "certifier": rules.certifier(victim_is_head=head),
    }


def victim_is_head(term: Mediator, *days: date) -> bool:
    """Whether this mediator heads the team on one of the days."""
    heads = TeamHead.objects.filter(team=term.team_id, mediator__person=term.person_id)
    return any(heads.filter(on_day(day)).exists() for day in days)


@transaction.atomic
def certify(
    *, actor: Actor, accident: Accident, version: int, certified_on: date, certified_by: str = ""
) -> Accident:
    """The head confirms; for the head the Front committee's head does, and the officer writes it from the paper."""
    hold_units(actor)
    rights.require(rights.CERTIFIERS, actor, commune_id=accident.now_commune_id, team_id=accident.team_id)
    content = content_of(accident)
    by_head = actor.kind == "team_head"
    if by_head and (content.certifier == Certifier.FRONT_HEAD or _is(actor, content.person_id)):
        raise NotYours(
            _(
                "Người gặp nạn là tổ trưởng thì Trưởng ban công tác Mặt trận xác nhận; tư pháp xã ghi theo giấy."
            )
        )
    name = actor.seat.person.full_name if by_head and actor.seat else certified_by.strip()
    if not name:
        raise SupportRefused(_("Ghi họ tên người đã xác nhận trên giấy."), "certified_by")
    _ordered(accident.filed_on, certified_on, "certified_on")
    step(accident, version, (AccidentState.FILED,), state=AccidentState.CERTIFIED, certified_on=certified_on)
    content.certified_by = name[:150]
    content.save(update_fields=["certified_by"])
    audit.record(actor=actor, action="support.certified", subject=accident)
    return accident


def _is(actor: Actor, person_id: int) -> bool:
    return actor.seat is not None and actor.seat.person_id == person_id


@transaction.atomic
def add_paper(
    *,
    actor: Actor,
    accident: Accident,
    kind: str,
    seen_on: date,
    file: Attachment | None = None,
    note: str = "",
) -> AccidentPaper:
    """Take a paper in: its scan, or that the original was seen. The person sends scans, the officer both."""
    hold_units(actor)
    content = content_of(accident)
    if not (_is(actor, content.person_id) and file):
        rights.require(rights.EXAMINERS, actor, commune_id=accident.now_commune_id)
    if accident.state not in OPEN:
        raise SupportRefused(_("Hồ sơ đã quyết định, không nhận thêm giấy tờ."))
    paper = AccidentPaper.objects.create(
        accident=accident,
        team_id=accident.team_id,
        now_commune_id=accident.now_commune_id,
        person_id=content.person_id,
        kind=kind,
        seen_on=seen_on,
        file=file,
        note=note.strip()[:200],
        added_by=actor.label[:300],
        added_by_seat=actor.seat_id,
    )
    audit.record(actor=actor, action="support.paper_added", subject=accident, data={"scan": file is not None})
    return paper


def needed_papers(content: AccidentContent) -> tuple[PaperKind, ...]:
    """What the dossier of this request consists of."""
    return rules.papers_needed(
        content.harm,
        income=content.income_asked,
        treated=content.treated,
        stable_income=content.stable_income,
    )


def missing_papers(accident: Accident, content: AccidentContent) -> list[PaperKind]:
    """What the dossier still lacks."""
    held = set(AccidentPaper.objects.filter(accident=accident).values_list("kind", flat=True))
    return [kind for kind in needed_papers(content) if kind not in held]


@transaction.atomic
def complete(*, actor: Actor, accident: Accident, version: int, complete_on: date) -> Accident:
    """The dossier is whole from this day: from it the commune's time to examine runs."""
    hold_units(actor)
    rights.require(rights.EXAMINERS, actor, commune_id=accident.now_commune_id)
    content = content_of(accident)
    if lacking := missing_papers(accident, content):
        names = "; ".join(str(kind.label) for kind in lacking)
        raise SupportRefused(_("Hồ sơ còn thiếu: %(papers)s.") % {"papers": names})
    _ordered(accident.certified_on, complete_on, "complete_on")
    step(accident, version, (AccidentState.CERTIFIED,), state=AccidentState.COMPLETE, complete_on=complete_on)
    audit.record(actor=actor, action="support.complete", subject=accident)
    return accident


@transaction.atomic
def withdraw(*, actor: Actor, accident: Accident, version: int, reason: str) -> Accident:
    """Whoever asked takes the request back before it is decided."""
    hold_units(actor)
    content = content_of(accident)
    if not _is(actor, content.person_id):
        rights.require(rights.EXAMINERS, actor, commune_id=accident.now_commune_id)
    if not reason.strip():
        raise SupportRefused(_("Ghi lý do rút đề nghị."), "reason")
    step(accident, version, OPEN, state=AccidentState.WITHDRAWN)
    content.reason = reason.strip()
    content.save(update_fields=["reason"])
    audit.record(actor=actor, action="support.withdrawn", subject=accident)
    return accident


def content_of(accident: Accident) -> AccidentContent:
    """The protected part; who may not read it may not do anything with it either."""
    content = AccidentContent.objects.filter(accident=accident).first()
    if content is None:
        raise NotYours(_("Hồ sơ này chỉ người có trách nhiệm của xã và chính người đó xem được."))
    return content


def step(accident: Accident, version: int, before: tuple[str, ...], **fields: Any) -> None:
    """The condition of the UPDATE is the lock: of two the second is told so."""
    waiting = Accident.objects.filter(pk=accident.pk, version=version, state__in=before)
    if not waiting.update(version=F("version") + 1, **fields):
        raise SupportRefused(_("Người khác vừa làm bước này. Tải lại trang để xem hồ sơ đang ở đâu."))
    accident.refresh_from_db()


def _ordered(before: date | None, day: date, field: str) -> None:
    if before and day < before:
        raise SupportRefused(_("Ngày phải từ %(day)s trở đi.") % {"day": f"{before:%d/%m/%Y}"}, field)
    if day > today():
        raise SupportRefused(_("Ngày phải từ hôm nay trở về trước."), field)
