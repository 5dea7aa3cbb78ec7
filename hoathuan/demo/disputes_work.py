"""The work on the disputes of the demo: who mediated each, and what one commune's teams wrote about theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import connection

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.cases import services
from hoathuan.cases.choices import PartyRole
from hoathuan.cases.models import Case, CaseEvent, CaseMediator, CaseSession, Party, SessionContent
from hoathuan.core.copying import refresh_statistics, write
from hoathuan.core.dates import ZONE
from hoathuan.teams.models import Team

#: Everyone who had a dispute, to its end or until now.
_PARTS = """
INSERT INTO cases_casemediator (case_id, mediator_id, part, from_on, until_on, came, went)
SELECT id, mediator_id, 'lead', coalesce(assigned_on, received_on), closed_on,
       CASE WHEN id % 3 = 0 THEN 'chosen' ELSE 'named' END, CASE WHEN closed_on IS NULL THEN '' ELSE 'served' END
FROM cases_case c
WHERE mediator_id IS NOT NULL AND NOT EXISTS (SELECT FROM cases_casemediator m WHERE m.case_id = c.id)
"""
_BEGAN = (
    "UPDATE cases_case SET started_on = s.held_on FROM cases_casesession s WHERE s.case_id = cases_case.id"
)
_PLACES = ("Nhà văn hóa thôn (mẫu)", "Nhà một bên (mẫu)", "Nhà tổ trưởng (mẫu)")
_RESULT = "Hai bên nghe nhau nói, hiểu nhau hơn (mẫu)."
_SHOWN = 400


class Work:
    """Parts of mediators for all disputes; meetings, a pause, a second team and a report for those of one commune."""

    def __init__(self, shown: Team, random: Random, today: date) -> None:
        self.shown, self.random, self.today = shown, random, today

    def run(self) -> int:
        """How many meetings were written."""
        with connection.cursor() as cursor:
            cursor.execute(_PARTS)
        meetings = self._meetings()
        refresh_statistics(CaseMediator, CaseSession, SessionContent)
        self._write_as_they_would()
        return meetings

    def _meetings(self) -> int:
        over = Case.objects.filter(now_commune=self.shown.now_commune_id, ended_on__isnull=False)
        cases = list(over.order_by("-ended_on", "-pk")[:_SHOWN])
        held = [CaseSession(case=case, held_on=self._day(case), held_at=self._hour()) for case in cases]
        write(held)
        names = self._names(cases)
        write([self._content(session, names) for session in held])
        write(
            [
                CaseEvent(case=one.case, on_date=one.held_on, verb="session", seat_label="Dữ liệu mẫu")
                for one in held
            ]
        )
        with connection.cursor() as cursor:
            cursor.execute(_BEGAN)
        return len(held)

    def _day(self, case: Case) -> date:
        first = case.assigned_on or case.received_on
        last = case.ended_on or first
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def _hour(self) -> time:
        return time(self.random.choice((8, 9, 14, 19)), self.random.choice((0, 30)))

    def _names(self, cases: Sequence[Case]) -> dict[int, list[dict[str, str]]]:
        found: dict[int, list[dict[str, str]]] = {}
        for party in Party.objects.filter(case__in=cases, role=PartyRole.PARTY):
            found.setdefault(party.case_id, []).append({"role": party.role, "name": party.full_name})
        return found

    def _content(self, session: CaseSession, names: Mapping[int, list[dict[str, str]]]) -> SessionContent:
        case = session.case
        return SessionContent(
            session=session, case=case, team_id=case.team_id, now_commune_id=case.now_commune_id,
            place=self.random.choice(_PLACES), result=_RESULT, present=names.get(case.pk, []),
        )  # fmt: skip

    def _write_as_they_would(self) -> None:
        """As the head of the team that is shown, on open disputes: a report to the chair, a second team."""
        actor = actor_for(Seat.objects.get(team_id=self.shown.pk, kind=SeatKind.TEAM_HEAD))
        waiting = Case.objects.filter(team=self.shown, closed_on=None, voided_on=None).order_by(
            "-received_on", "pk"
        )
        cases = list(waiting[:2])
        beside = Team.objects.filter(now_commune=self.shown.now_commune_id, ended_on=None).exclude(
            pk=self.shown.pk
        )
        with as_actor(actor):
            for case, deed in zip(cases, (self._report, self._join), strict=False):
                deed({"actor": actor, "case": case}, beside)

    def _report(self, told: dict[str, Any], _beside: Any) -> None:
        day = max(told["case"].received_on, self.today - timedelta(days=1))
        hour = datetime.combine(day, time(0, 10), ZONE)
        services.escalate(
            **told, kind="administrative", needed="Cần tư pháp xã xem có phải xử phạt không (mẫu)", told_at=hour,
            passed_at=hour + timedelta(minutes=5), passed_to="chair",
        )  # fmt: skip

    def _join(self, told: dict[str, Any], beside: Any) -> None:
        if team := beside.order_by("sort", "pk").first():
            day = max(told["case"].received_on, self.today - timedelta(days=1))
            services.join_team(**told, team=team, joined_on=day, front_told_on=day)
