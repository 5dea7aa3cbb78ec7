"""What the team that is shown agreed: a paper bound for the court, promises kept, late, broken; a note of failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.cases.models import Case
from hoathuan.settlements import rules
from hoathuan.settlements.choices import Deed, Hand, Span
from hoathuan.settlements.models import Agreement, Signature
from hoathuan.settlements.services import court, drafting, failing, promises, recording, reporting, signing
from hoathuan.settlements.services.promises import NewPromise
from hoathuan.teams.models import Team

_WORDS = {
    "summary": "Hai bên tranh chấp lối đi chung (mẫu).",
    "solution": "Bên A lùi hàng rào 0,5 m; bên B trả tiền công làm lại rào (mẫu).",
    "duties": "Bên A: lùi hàng rào. Bên B: trả 2.000.000 đồng, hai đợt (mẫu).",
    "performance": "Lùi rào trong 20 ngày; trả tiền mỗi tháng một đợt (mẫu).",
}
_FAILURE = {
    "place": "Nhà văn hóa thôn (mẫu)",
    "parties": "Bên A, bên B (mẫu)",
    "summary": "Hai bên tranh chấp tiền cọc thuê nhà (mẫu).",
    "requests": "Bên A đòi lại tiền cọc; bên B giữ lại để trừ tiền sửa nhà (mẫu).",
    "reason": "Một bên không tiếp tục hòa giải (mẫu).",
    "mediator": "Hòa giải viên mẫu",
}
_REASON = "Ghi nhầm chiều rộng lối đi (mẫu)"
_RECENT = timedelta(days=150)


class Settlements:
    """Written as the head of the team would write them."""

    def __init__(self, shown: Team, today: date) -> None:
        self.shown, self.today = shown, today

    def run(self) -> int:
        """How many agreements there are now."""
        over = Case.objects.filter(team=self.shown, voided_on=None, ended_on__gt=self.today - _RECENT)
        newest = over.order_by("-ended_on", "-pk")
        settled = list(newest.filter(outcome="successful")[: len(_DEEDS)])
        self.actor = actor_for(Seat.objects.get(team_id=self.shown.pk, kind=SeatKind.TEAM_HEAD))
        with as_actor(self.actor):
            for case, deed in zip(settled, _DEEDS, strict=False):
                deed(self, case)
            for case in newest.filter(outcome="unsuccessful")[:1]:
                self._failed(case)
        return Agreement.objects.filter(case__in=settled).count()

    def _recorded(self, case: Case, reason: str = "") -> Any:
        draft = drafting.open_draft(actor=self.actor, case=case)
        for name, text in _WORDS.items():
            draft = drafting.write_group(
                actor=self.actor, case=case, name=name, text=text, version=draft.version
            )
        for group in rules.lacking(draft):
            draft = drafting.write_group(
                actor=self.actor,
                case=case,
                name=group.name,
                text="Các bên trong vụ việc (mẫu)",
                version=draft.version,
            )
        agreement = Agreement.objects.get(case=case)
        return recording.record(
            actor=self.actor, case=case, seen=agreement.newest, read=recording.mark_of(draft, self.actor),
            agreed_on=case.ended_on or self.today, reason=reason,
        )  # fmt: skip

    def _promise(self, case: Case, **words: Any) -> list[Any]:
        new = NewPromise(
            **{"debtor": "Bên A (mẫu)", "creditor": "Bên B (mẫu)", "deed": "Lùi hàng rào"} | words
        )
        return promises.promise(actor=self.actor, case=case, new=new)

    def _follow(self, one: Any, deed: str, on: date, words: str = "") -> None:
        promises.follow(actor=self.actor, one=one, deed=deed, version=one.version, on_date=on, words=words)

    def _corrected(self, case: Case) -> None:
        """Two versions, the second signed, and the parties want the court to recognise it."""
        self._recorded(case)
        version = self._recorded(case, _REASON)
        day = case.ended_on or self.today
        for line in Signature.objects.filter(recorded=version):
            signing.sign(actor=self.actor, signature=line, hand=Hand.SIGNED, on_date=day)
        court.wish(
            actor=self.actor,
            case=case,
            conditions=[key for key, _words in rules.CONDITIONS],
            on_date=self.today,
        )

    def _followed(self, case: Case) -> None:
        """Everything kept: the follow-up is over."""
        day = case.ended_on or self.today
        (one,) = self._promise(case, due_on=day)
        self._follow(one, Deed.KEPT, day)

    def _late(self, case: Case) -> None:
        """Instalments, the first one late, and the Front's committee told of it."""
        day = case.ended_on or self.today
        parts = [rules.Part(day + timedelta(days=30 * n), 1_000_000) for n in (0, 1)]
        words = {"debtor": "Bên B (mẫu)", "creditor": "Bên A (mẫu)", "deed": "Trả tiền công"}
        first, _second = self._promise(case, parts=parts, **words)
        self._follow(first, Deed.LATE, day + timedelta(days=2))
        reporting.report(actor=self.actor, case=case, kind="late", seen_on=self.today)

    def _broken(self, case: Case) -> None:
        """One thing was done after its day, the other was not."""
        day = case.ended_on or self.today
        for words, deed in (("Dọn rác ở đầu ngõ", Deed.KEPT), ("Xây lại rãnh thoát nước", Deed.BROKEN)):
            (one,) = self._promise(case, deed=words, due_on=day + timedelta(days=5))
            self._follow(one, deed, day + timedelta(days=6))

    def _promised(self, case: Case) -> None:
        """Without a written agreement: something that lasts."""
        self._promise(case, deed="Không uống rượu say, không nặng lời", span=Span.LASTING)

    def _failed(self, case: Case) -> None:
        """A party asked for a note of the mediation that did not succeed."""
        failing.note_failure(actor=self.actor, case=case, made_on=case.ended_on or self.today, texts=_FAILURE)


#: What becomes of the newest successes, the newest first.
_DEEDS: tuple[Callable[[Settlements, Case], None], ...] = (
    Settlements._corrected,
    Settlements._followed,
    Settlements._late,
    Settlements._broken,
    Settlements._promised,
)
