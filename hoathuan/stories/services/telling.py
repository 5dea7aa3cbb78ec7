"""The author's deeds: begin, write on, round amounts, send to the second reader."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.accounts.selectors import not_over
from hoathuan.cases.api import Case, hold, require_right_on
from hoathuan.cases.api import State as CaseState
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import fold
from hoathuan.stories import selectors
from hoathuan.stories.choices import Audience
from hoathuan.stories.errors import StoryRefused
from hoathuan.stories.finding import blocking, rounded
from hoathuan.stories.hidden import wanted_of
from hoathuan.stories.models import Origin, Story, Texts
from hoathuan.stories.rights import is_author
from hoathuan.stories.rules import ASKED, TEXTS
from hoathuan.stories.starting import starters

from .steps import seat_of, take


@dataclass(frozen=True)
class Telling:
    """What the author writes, and what of the place and of himself may be shown."""

    title: str = ""
    situation: str = ""
    helped: str = ""
    ended: str = ""
    law: str = ""
    lesson: str = ""
    audience: str = Audience.PROVINCE
    names_province: bool = False
    names_role: bool = False

    @property
    def texts(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name in TEXTS}

    @property
    def options(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if name not in TEXTS}


@transaction.atomic
def tell(*, actor: Actor, case: Case, telling: Telling) -> Story:
    """Begin a story of a dispute that is over. Asked again by the same seat it is the same story, as it stands."""
    _hold(actor, case)
    if case.state != CaseState.ENDED or case.voided_on is not None:
        raise StoryRefused(_("Chỉ kể lại vụ việc đã kết thúc. Ghi kết thúc vụ việc trước, rồi kể lại."))
    former = Origin.objects.filter(case=case, seat_id=seat_of(actor)).select_related("story").first()
    if former is not None:
        return former.story
    try:
        with transaction.atomic():
            story = _new(actor, case, telling)
    except IntegrityError:  # a second click at the same moment
        return Origin.objects.select_related("story").get(case=case, seat_id=seat_of(actor)).story
    audit.record(actor=actor, action="stories.tell", subject=story)
    return story


def _hold(actor: Actor, case: Case) -> None:
    """Wait for who writes on this dispute now, and read it as that one left it: a name may just have come in."""
    require_right_on(actor, case)
    hold(case)
    require_right_on(actor, case)


def _new(actor: Actor, case: Case, telling: Telling) -> Story:
    story = Story(
        written_on=today(),
        field=case.field,
        outcome=case.outcome,
        year=(case.ended_on or case.received_on).year,
        author_kind=actor.kind,
        author_seat_id=seat_of(actor),
        goes_above=_goes_above(actor, case),
        **telling.options,
    )
    story.locate(case.area)
    story.now_commune_id, story.now_province_id = case.now_commune_id, case.now_province_id
    story.save()
    Origin.objects.create(
        story=story,
        case=case,
        seat_id=seat_of(actor),
        team_id=case.team_id,
        now_commune_id=case.now_commune_id,
        **telling.texts,
    )
    return story


def _goes_above(actor: Actor, case: Case) -> bool:
    """An officer's story, also when he told it as a mediator, is read by the province: never by its author."""
    if actor.kind == SeatKind.COMMUNE_OFFICER:
        return True
    person = actor.seat.person_id if actor.seat else 0
    seats = Seat.objects.filter(not_over(), person_id=person, kind=SeatKind.COMMUNE_OFFICER)
    return seats.filter(unit_id=case.now_commune_id or 0).exists()


def _own_origin(actor: Actor, story: Story) -> Origin:
    """The author's own text, held until the transaction ends."""
    origin = None
    if is_author(actor, story):
        held = Origin.objects.select_for_update(of=("self",)).select_related("case")
        origin = held.filter(story=story, seat_id=seat_of(actor)).first()
    if origin is None:
        raise StoryRefused(_("Chỉ người kể sửa được, và chỉ khi dữ liệu của vụ việc còn được lưu."))
    require_right_on(actor, origin.case)
    return origin


@transaction.atomic
def amend(*, actor: Actor, story: Story, version: int, telling: Telling) -> Story:
    """Write on, while it is neither waiting nor shown."""
    origin = _own_origin(actor, story)
    take("amend", story, actor=actor, version=version, **telling.options)
    Origin.objects.filter(pk=origin.pk).update(**telling.texts)
    return story


@transaction.atomic
def round_amounts(*, actor: Actor, story: Story) -> Story:
    """Round every amount of money in the text, because its author asked for it."""
    origin = _own_origin(actor, story)
    take("amend", story, actor=actor)
    texts = {name: rounded(getattr(origin, name)) for name in TEXTS if name != "law"}
    texts["title"] = texts["title"][: Origin._meta.get_field("title").max_length]
    Origin.objects.filter(pk=origin.pk).update(**texts)
    return story


def unwritten(story: Story, texts: Texts) -> list[str]:
    """Answers that are missing, or read as they began."""
    begun = starters(story.outcome)
    return [name for name in ASKED if getattr(texts, name).strip() in ("", begun.get(name))]


@transaction.atomic
def send(*, actor: Actor, story: Story, version: int) -> Story:
    """Copy the text to where a second person reads it, once nothing in it tells who, where or when."""
    origin = _own_origin(actor, story)
    _hold(actor, origin.case)
    if unwritten(story, origin):
        raise StoryRefused(_("Viết nốt các phần còn trống, rồi gửi: tên chuyện, chuyện thế nào, điều gì đã giúp, "
                             "kết thúc ra sao, bài học."))  # fmt: skip
    found = selectors.looked_through(origin, wanted_of(actor, origin.case))
    if any(blocking(answer.hits) for answer in found):
        raise StoryRefused(
            _("Còn chỗ có thể làm lộ người hoặc nơi. Sửa những chỗ được đánh dấu rồi gửi lại.")
        )
    texts = {name: getattr(origin, name) for name in TEXTS}
    folded = fold(" ".join(texts.values()))
    take(
        *("send", story), actor=actor, version=version, **texts, folded=folded, sent_at=timezone.now(),
        back_words="", checker_seat_id=None, shown_on=None,
    )  # fmt: skip
    return story
