"""Letters of guidance: one answered by nearly all, one that many are late with, one just sent, with a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db.models import OuterRef, Subquery

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import Actor, actor_for
from hoathuan.accounts.models import Body, Seat
from hoathuan.core.copying import write
from hoathuan.core.dates import ZONE
from hoathuan.inbox.directions.choices import Asks, DirectionState, Scope
from hoathuan.inbox.directions.models import Direction, Recipient, Reply
from hoathuan.inbox.directions.services import asking, drafting, issuing
from hoathuan.units.models import Unit

from .handed import officers_of

BASIS = "Điều 29 Luật Hòa giải ở cơ sở (dữ liệu mẫu)"
ASKED = "Tổ hòa giải ghép của hai thôn thì tính là một tổ hay hai tổ?"
ANSWER = "Tính là một tổ; ghi rõ tên hai thôn ở cột ghi chú."
DONE = "Đã rà soát xong, danh sách đã cập nhật trong phần mềm (số liệu mẫu)."


@dataclass(frozen=True)
class Past:
    """A letter of before: sent and due so many days ago; which share of the communes acted, and opened it at all."""

    number: str
    title: str
    text: str
    sent: int
    due: int
    acted: float
    opened: float


PAST = (
    Past("801/STP-HG (mẫu)", "Rà soát, kiện toàn tổ hòa giải ở cơ sở (dữ liệu mẫu)",
         "Rà soát thành phần từng tổ hòa giải.\nKiện toàn tổ chưa đủ người, cập nhật danh sách trong phần mềm.",
         sent=60, due=25, acted=1.0, opened=1.0),
    Past("846/STP-HG (mẫu)", "Báo cáo việc thực hiện chuẩn tiếp cận pháp luật (dữ liệu mẫu)",
         "Báo cáo các chỉ tiêu chưa đạt, nguyên nhân và biện pháp.", sent=20, due=4, acted=0.8, opened=0.93),
)  # fmt: skip


class Guidance:
    """What the department has sent to the communes. The first commune, which is shown, is late with one."""

    def __init__(
        self, officer: Seat, commune: Seat, communes: Sequence[Unit], random: Random, today: date
    ) -> None:
        self.officer, self.commune, self.communes = officer, commune, communes
        self.random, self.today = random, today
        self.officers = officers_of([unit.pk for unit in communes])

    def run(self) -> int:
        for past in PAST:
            self._sent_before(past)
        self._sent_today()
        return len(PAST) + 1

    def _typed(self, number: str, title: str, text: str, signed: int, due: date) -> drafting.Typed:
        body: Body = self.officer.body  # type: ignore[assignment]
        return drafting.Typed(
            body=body, number=number, title=title, text=text, basis=BASIS, asks=Asks.REPLY, due_on=due,
            signed_on=self._day(signed), scope=Scope.BELOW,
        )  # fmt: skip

    def _sent_before(self, past: Past) -> None:
        """Drafted as on the screen; sending, opening and answering are written with the days on which they were."""
        due = self._day(past.due)
        letter = _acting(
            self.officer,
            lambda actor: drafting.draft(
                typed=self._typed(past.number, past.title, past.text, past.sent + 1, due), actor=actor
            ),
        )
        lines = [self._line(letter, unit, past) for unit in self.communes]
        write(lines)
        acted = [line for line in lines if line.acted_at]
        write([Reply(recipient=one, text=DONE, seat=one.opened_by) for one in acted])
        when = Recipient.objects.filter(pk=OuterRef("recipient")).values("acted_at")
        Reply.objects.filter(recipient__direction=letter).update(made_at=Subquery(when))
        Direction.objects.filter(pk=letter.pk).update(
            state=DirectionState.ISSUED, issued_at=self._moment(past.sent), version=2
        )

    def _line(self, letter: Direction, unit: Unit, past: Past) -> Recipient:
        line, officer = Recipient(direction=letter, unit=unit), self.officers.get(unit.pk)
        late_one = unit.pk == self.commune.unit_id and past.acted < 1
        drawn = 0.9 if late_one else self.random.random()
        if officer is None or drawn >= past.opened:
            return line
        line.opened_by, line.opened_at = officer, self._moment(past.sent - 1)
        if drawn < past.acted:
            after = self.random.randint(past.due - 2, past.sent - 2)  # some a day or two late
            line.acted_at = self._moment(max(after, 1))
        return line

    def _sent_today(self) -> None:
        """Through the services, as everything else of today: its notices wait for those who sign in."""
        typed = self._typed(
            "899/STP-HG (mẫu)", "Hướng dẫn thống kê hòa giải ở cơ sở sáu tháng (dữ liệu mẫu)",
            "Ghi đủ vụ việc vào sổ trước ngày cuối kỳ.\nBáo số tổ, số hòa giải viên có biến động.",
            0, self.today + timedelta(days=14),
        )  # fmt: skip
        letter = _acting(self.officer, lambda actor: drafting.draft(typed=typed, actor=actor))
        letter = _acting(self.officer, lambda actor: issuing.issue(direction=letter, actor=actor))
        line = letter.recipients.get(unit=self.commune.unit_id)
        asked = _acting(self.commune, lambda actor: asking.ask(recipient=line, text=ASKED, actor=actor))
        _acting(self.officer, lambda actor: asking.answer(question=asked, text=ANSWER, actor=actor))

    def _day(self, ago: int) -> date:
        return self.today - timedelta(days=ago)

    def _moment(self, ago: int) -> datetime:
        return datetime.combine(self._day(ago), time(9, 30), tzinfo=ZONE)


def _acting(seat: Seat, act: Any) -> Any:
    actor: Actor = actor_for(seat)
    with as_actor(actor):
        return act(actor)
