"""Whom a mediator can ask: in danger first, then near to far."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import BodyKind, SeatKind
from hoathuan.accounts.models import Body, Seat
from hoathuan.accounts.phones import dialled
from hoathuan.accounts.selectors import not_over
from hoathuan.core.text import fold
from hoathuan.teams.api import TeamHead, on_day
from hoathuan.units.models import Unit

_AID = "tro giup phap ly"


@dataclass(frozen=True)
class Helper:
    """Somebody to ask: for what, who, where; `unsure`: why nobody vouches for it yet.

    `phone`: the number of the office (+84…), "" where nobody has written it down.
    """

    what: str
    who: str
    where: str = ""
    unsure: str = ""
    phone: str = ""

    @property
    def dialled(self) -> str:
        """The number as people write it."""
        return dialled(self.phone)


def helpers_of(actor: Actor) -> list[Helper]:
    """The head, the commune's justice officer, the legal-aid centre of the province."""
    return [*_head(actor), *_officers(actor), _aid(actor)]


def _head(actor: Actor) -> list[Helper]:
    if actor.kind == SeatKind.TEAM_HEAD:
        return []
    heads = TeamHead.objects.filter(on_day(), team_id=actor.team_id or 0).select_related(
        "mediator__person", "team"
    )
    return [
        Helper(
            _("Việc của tổ, phân công"), str(head.mediator), _("Tổ trưởng, %(team)s") % {"team": head.team}
        )
        for head in heads
    ]


def _officers(actor: Actor) -> list[Helper]:
    """The justice officers in office today, with the telephone of their office: their own phones are not shown here."""
    found = Seat.objects.filter(
        not_over(), kind=SeatKind.COMMUNE_OFFICER, unit_id=actor.commune_id or 0
    ).select_related("person", "unit", "body")
    what, phone = _("Sổ, giấy tờ, thù lao, việc khó"), _office_phone(actor.commune_id)
    officers = [
        Helper(
            what,
            seat.person.full_name,
            _("Công chức tư pháp, %(unit)s") % {"unit": seat.body or seat.unit},
            phone=(seat.body.work_phone if seat.body else "") or phone,
        )  # fmt: skip
        for seat in found.order_by("person__sort", "id")
    ]
    if officers or actor.commune_id is None:
        return officers
    unit = Unit.objects.filter(pk=actor.commune_id).first()
    return [Helper(what, _("Công chức tư pháp xã"), unit.name if unit else "", phone=phone)]


def _office_phone(commune_id: int | None) -> str:
    """The number of the commune's People's Committee."""
    offices = Body.objects.filter(unit_id=commune_id or 0, kind=BodyKind.PEOPLES_COMMITTEE, closed_on=None)
    return (
        offices.exclude(work_phone="").order_by("sort", "id").values_list("work_phone", flat=True).first()
        or ""
    )


def _aid(actor: Actor) -> Helper:
    """The centre where the province has recorded it; else what it is called everywhere, marked."""
    what = _(
        "Giúp pháp lý miễn phí cho người nghèo, trẻ em, người có công, người dân tộc thiểu số vùng khó khăn"
    )
    bodies = Body.objects.filter(unit_id=actor.province_id or 0, closed_on=None)
    named = next((body for body in bodies if _AID in fold(body.name)), None)
    if named is not None:
        return Helper(what, named.name, phone=named.work_phone)
    return Helper(
        what,
        _("Trung tâm trợ giúp pháp lý nhà nước của tỉnh"),
        unsure=_("tỉnh chưa ghi tên và địa chỉ trung tâm; ai được giúp miễn phí thì hỏi lại trung tâm"),
    )
