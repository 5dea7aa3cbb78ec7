"""What looks odd in a claim, in plain words for the approver. It warns and never decides."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hoathuan.cases.api import Case
from hoathuan.core.dates import today
from hoathuan.privacy.api import ERASED

from .choices import CallResult, ItemKind, ItemState
from .models import Claim, ClaimItem, Proof, Share
from .standing import Stated, stated_on


@dataclass(frozen=True)
class Odd:
    """One thing to look at; `cases` are numbers in the register."""

    key: str
    text: str
    cases: tuple[str, ...] = ()


def of_claim(claim: Claim, stated: Stated | None = None) -> list[Odd]:
    """Everything that catches the eye in a claim; thresholds are the commune's."""
    items = list(
        claim.items.filter(kind=ItemKind.PAY)
        .exclude(state=ItemState.DROPPED)
        .select_related("case")
        .prefetch_related("shares__mediator__person", "case__sessions")
    )
    limits = (stated or stated_on(claim.area.then_commune_id, claim.made_on)).thresholds
    return [
        *_denied(items),
        *_alike(items, limits),
        *_many_a_day(items, limits),
        *_last_night(claim, items, limits),
        *_round_days(items, limits),
        *_sessions(items),
    ]


def _denied(items: Sequence[ClaimItem]) -> Iterator[Odd]:
    """Somebody who was called said that there was no mediation: whoever decides reads it before anything else."""
    said = Proof.objects.filter(
        case__in=[item.case_id for item in items], result=CallResult.NOT, voided_on=None
    )
    denied = set(said.values_list("case_id", flat=True))
    for item in items:
        if item.case_id in denied:
            words = _("Vụ việc số %(case)s: xã gọi hỏi, người được hỏi nói không có hòa giải.")
            yield Odd("denied", words % {"case": item.case}, (str(item.case),))


def _alike(items: Sequence[ClaimItem], limits: Mapping[str, int]) -> Iterator[Odd]:
    """Same text, same parties, a mediator who is a party: the database says which, not what they say."""
    rows = _ask([item.case_id for item in items])
    numbers = {item.case_id: str(item.case) for item in items}
    others = {case.pk: str(case) for case in Case.objects.filter(pk__in=[row[2] for row in rows if row[2]])}
    words = {
        "same_text": _("Nội dung vụ việc số %(case)s giống hệt vụ việc số %(other)s."),
        "same_parties": _("Vụ việc số %(case)s có đúng các bên như vụ việc số %(other)s."),
        "is_party": _("Vụ việc số %(case)s: có người nhận thù lao trùng tên với một bên."),
    }
    for case_id, what, other, count in rows:
        if count + 1 >= limits.get(what, 1):
            text = words[what] % {"case": numbers[case_id], "other": others.get(other, "")}
            yield Odd(what, text, (numbers[case_id],))


def _ask(keys: list[int]) -> list[tuple[int, str, int | None, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT case_id, what, other, n FROM pay_odd_contents(%s, %s) ORDER BY 1, 2", [keys, str(ERASED)]
        )
        return list(cursor.fetchall())


def _many_a_day(items: Sequence[ClaimItem], limits: Mapping[str, int]) -> Iterator[Odd]:
    """By person, across all claims: a dispute of the same day may have been asked for before, or by another team."""
    names = {
        (share.mediator.person_id, item.ended_on): share.mediator.person.full_name
        for item in items
        for share in item.shares.all()
    }
    for (person, day), those in _ended_by_day(names).items():
        if len(those) >= limits["a_day"]:
            words = _("%(name)s kết thúc %(n)s vụ việc trong một ngày (%(day)s).")
            text = words % {"name": names[person, day], "n": len(those), "day": f"{day:%d/%m/%Y}"}
            yield Odd("a_day", text, tuple(those))


def _ended_by_day(wanted: Collection[tuple[int, date]]) -> dict[tuple[int, date], list[str]]:
    """Person and day → numbers of the disputes for which they were ever asked to be paid."""
    shares = Share.objects.filter(
        mediator__person__in={person for person, _day in wanted},
        item__ended_on__in={day for _person, day in wanted},
        item__kind=ItemKind.PAY,
    ).exclude(item__state=ItemState.DROPPED)
    cases: dict[tuple[int, date], dict[int, str]] = {}
    for share in shares.select_related("mediator", "item", "case").order_by(
        "item__case__received_on", "case_id"
    ):
        key = (share.mediator.person_id, share.item.ended_on)
        if key in wanted:
            cases.setdefault(key, {})[share.case_id] = str(share.case)
    return {key: list(found.values()) for key, found in cases.items()}


def _last_night(claim: Claim, items: Sequence[ClaimItem], limits: Mapping[str, int]) -> Iterator[Odd]:
    since = (claim.confirmed_on or today()) - timedelta(days=1)
    late = [item for item in items if localdate(item.case.created_at) >= since]
    if len(late) >= limits["last_night"]:
        words = _("%(n)s vụ việc mới được ghi vào sổ ngay trước khi tổ trưởng xác nhận đề nghị.")
        yield Odd("last_night", words % {"n": len(late)}, tuple(str(item.case) for item in late))


def _round_days(items: Sequence[ClaimItem], limits: Mapping[str, int]) -> Iterator[Odd]:
    round_ones = [item for item in items if _is_round(item.ended_on)]
    if len(round_ones) >= limits["round_days"] and len(round_ones) * 2 > len(items):
        words = _("%(n)s trong %(all)s vụ việc kết thúc đúng ngày 1, ngày 15 hoặc ngày cuối tháng.")
        text = words % {"n": len(round_ones), "all": len(items)}
        yield Odd("round_days", text, tuple(str(item.case) for item in round_ones))


def _is_round(day: Any) -> bool:
    return day.day in (1, 15) or day.day == monthrange(day.year, day.month)[1]


def _sessions(items: Sequence[ClaimItem]) -> Iterator[Odd]:
    for item in items:
        held = Counter(session.held_on for session in item.case.sessions.all())
        days = (item.ended_on - item.case.received_on).days + 1
        if sum(held.values()) > days:
            words = _("Vụ việc số %(case)s ghi %(n)s buổi hòa giải trong %(days)s ngày.")
            text = words % {"case": item.case, "n": sum(held.values()), "days": days}
            yield Odd("sessions", text, (str(item.case),))
