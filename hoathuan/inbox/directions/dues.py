"""What is due because of letters: answers to those above, answers to questions from below."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind as K
from hoathuan.core.lists import in_slices
from hoathuan.inbox.dues.registry import Asked, Below, Due, DueSource, Office, register
from hoathuan.units.choices import Level

from .addressing import OFFICERS, office_of
from .choices import DirectionState
from .models import Question, Recipient
from .rights import of_office, place_id
from .selectors import open_lines
from .standing import stands

_OWING = (K.PROVINCE_OFFICER, K.COMMUNE_OFFICER, K.BODY_OFFICER, K.VILLAGE_HEAD, K.TEAM_HEAD)
_ANSWERING = (K.MINISTRY_VIEWER, K.PROVINCE_OFFICER, K.COMMUNE_OFFICER)
_OFFICERS = (K.PROVINCE_OFFICER, K.COMMUNE_OFFICER)
_MOST = 200


def register_all() -> None:
    register(
        DueSource(
            "directions.reply",
            gettext_lazy("Thực hiện văn bản chỉ đạo"),
            kinds=_OWING,
            office_kinds=_OFFICERS,
            of=replies,
            below=below,
            fold=_many_late,
        )
    )
    register(
        DueSource(
            "directions.question",
            gettext_lazy("Câu hỏi về văn bản chỉ đạo"),
            kinds=_ANSWERING,
            office_kinds=_OFFICERS,
            of=questions,
            reminded=False,
        )
    )


def _many_late(number: int) -> str:
    words = ngettext(
        "%(n)s văn bản chỉ đạo quá hạn thực hiện", "%(n)s văn bản chỉ đạo quá hạn thực hiện", number
    )
    return words % {"n": number}


def replies(asked: Asked) -> Iterator[Due]:
    """Letters that an office has not acted on, by their day; those without a day wait."""
    found = open_lines().exclude(unit__valid__endswith__isnull=False)
    if asked.actor is not None:
        found = found.filter(of_office(asked.actor))
    if asked.units is not None:
        found = found.filter(unit__in=asked.units, body=None)
    undated = Q(direction__due_on=None) if asked.since is None else Q(pk__in=[])
    dated = Q(direction__due_on__lte=asked.until)
    if asked.since is not None:
        dated &= Q(direction__due_on__gte=asked.since)
    ordered = found.filter(dated | undated).order_by(F("direction__due_on").asc(nulls_last=True), "id")
    lines = ordered.select_related("direction__body", "unit", "body", "former_unit")
    shown = lines[:_MOST] if asked.actor else chain.from_iterable(in_slices(lines))
    yield from (_reply(line) for line in shown)


def _reply(line: Recipient) -> Due:
    letter = line.direction
    words = _("Báo cáo theo văn bản %(number)s: %(title)s") if letter.asks_reply else (
        _("Thực hiện văn bản %(number)s: %(title)s")
    )  # fmt: skip
    return Due(
        key=f"directions.reply:{line.pk}",
        title=words % {"number": letter.number, "title": Truncator(letter.title).chars(110)},
        due_on=letter.due_on,
        office=office_of(line),
        url=reverse("directions:letter", args=[letter.uuid]),
        note=letter.body.name,
    )


def below(actor: Actor, on: date) -> Iterator[Below]:
    """Of the units right below: how many letters they have not acted on, and how many of these are late."""
    if actor.seat is None:
        return
    found = open_lines().filter(stands(on), body=None, direction__due_on__isnull=False)
    level = Level.PROVINCE if actor.nation else Level.COMMUNE
    found = found.filter(unit__level=level)
    if not actor.nation:
        under = {"unit__placements__parent": place_id(actor), "unit__placements__valid__contains": on}
        found = found.filter(**under)
    counted = found.order_by().values_list("unit_id").annotate(
        open=Count("pk", distinct=True), late=Count("pk", Q(direction__due_on__lt=on), distinct=True)
    )  # fmt: skip
    yield from (Below(unit, opened, late) for unit, opened, late in counted)


def questions(asked: Asked) -> Iterator[Due]:
    """Questions that nobody has answered; they have no day, so nobody is reminded of them."""
    if asked.since is not None:
        return
    found = Question.objects.filter(answered_at=None, direction__state=DirectionState.ISSUED)
    if asked.actor is not None:
        found = found.filter(direction__unit=place_id(asked.actor))
    if asked.units is not None:
        found = found.filter(direction__unit__in=asked.units)
    rows = found.select_related(
        "direction__unit", "recipient__unit", "recipient__body", "recipient__former_unit"
    )
    for question in rows.order_by("id")[:_MOST]:
        yield _question(question)


def _question(question: Question) -> Due:
    unit = question.direction.unit
    words = _("%(office)s hỏi về văn bản %(number)s")
    return Due(
        key=f"directions.question:{question.pk}",
        title=words % {"office": question.recipient.name, "number": question.direction.number},
        due_on=None,
        office=Office(unit.pk, (OFFICERS[Level(unit.level)],)),
        url=reverse("directions:answer", args=[question.uuid]),
        state="risk",
        words=_("chờ trả lời"),
    )
