"""Reads about stories: who sees which, and which wait for whom."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.core.text import fold

from .choices import Audience, State
from .finding import Hit, Part, Wanted, find, parts
from .models import Origin, Report, Story, Texts, Useful
from .rights import CHECKERS, READERS
from .rules import TEXTS


def shown_to(actor: Actor) -> QuerySet[Story]:
    """The stories that colleagues of this seat's place may read."""
    if not READERS(actor):
        return Story.objects.none()
    near = Q(audience=Audience.COUNTRY)
    if actor.province_id is not None:
        near |= Q(now_province_id=actor.province_id)
    return Story.objects.filter(near, state=State.SHOWN).select_related("now_province")


def own_of(actor: Actor) -> QuerySet[Story]:
    """Stories that this seat tells, however far they are."""
    if actor.seat_id is None or actor.unproven:
        return Story.objects.none()
    return Story.objects.filter(author_seat_id=actor.seat_id).select_related("now_province")


def checked_by(actor: Actor) -> QuerySet[Story]:
    """Stories of which this seat is the second reader: never of the same human being."""
    if not CHECKERS(actor) or actor.seat is None:
        return Story.objects.none()
    if actor.kind == SeatKind.COMMUNE_OFFICER and actor.commune_id is not None:
        mine = Q(now_commune_id=actor.commune_id, goes_above=False)
    elif actor.kind == SeatKind.PROVINCE_OFFICER and actor.province_id is not None and not actor.commune_id:
        mine = Q(now_province_id=actor.province_id, goes_above=True)
    else:
        return Story.objects.none()
    same = Seat.objects.filter(person_id=actor.seat.person_id).values("pk")
    return Story.objects.filter(mine).exclude(author_seat_id__in=same).select_related("now_province")


def waiting_for(actor: Actor) -> QuerySet[Story]:
    """What this seat has to read, the longest waiting first."""
    return checked_by(actor).filter(state=State.WAITING).order_by("sent_at", "id")


def readable(actor: Actor) -> QuerySet[Story]:
    """Every story of which this seat may open the page: shown, its own, or read by it second."""
    checks = checked_by(actor).filter(state__in=[State.WAITING, State.SHOWN]).values("pk")
    ways = Q(pk__in=shown_to(actor).values("pk")) | Q(pk__in=own_of(actor).values("pk")) | Q(pk__in=checks)
    return Story.objects.filter(ways).select_related("now_province")


def searched(stories: QuerySet[Story], *, words: str = "", field: str = "") -> QuerySet[Story]:
    """Stories in which all these words stand, in any case and without marks; of one kind of quarrel."""
    for word in fold(words).split()[:8]:
        stories = stories.filter(folded__contains=word)
    return stories.filter(field=field) if field else stories


def with_my_mark(actor: Actor, stories: QuerySet[Story]) -> QuerySet[Story]:
    """Whether this seat found each useful, as `mine`."""
    mark = Useful.objects.filter(story=OuterRef("pk"), seat_id=actor.seat_id or 0)
    return stories.annotate(mine=Exists(mark))


def origin_of(actor: Actor, story: Story) -> Origin | None:
    """What its author writes and of which dispute; for the author alone. None too when the dispute's data is gone."""
    if actor.seat_id is None or story.author_seat_id != actor.seat_id:
        return None
    return Origin.objects.filter(story=story, seat_id=actor.seat_id).select_related("case").first()


def open_reports(story: Story) -> list[Report]:
    return list(story.reports.filter(settled_at=None).order_by("id"))


@dataclass(frozen=True)
class Answer:
    """One answer of a story with what was found in it."""

    name: str
    label: str
    hits: list[Hit]
    parts: list[Part]


def looked_through(texts: Texts, wanted: Wanted) -> list[Answer]:
    """The check of every answer, in the order of reading."""
    return [_answer(texts, name, wanted) for name in TEXTS if getattr(texts, name)]


def _answer(texts: Texts, name: str, wanted: Wanted) -> Answer:
    text = getattr(texts, name)
    hits = find(text, wanted, law=name == "law")
    label = str(type(texts)._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Answer(name, label, hits, parts(text, hits))
