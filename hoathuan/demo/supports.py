"""Support in the demo: rounds of team support paid and waiting, and two requests after an accident."""

from __future__ import annotations

from datetime import date, timedelta

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM, Actor, actor_for
from hoathuan.accounts.models import Seat
from hoathuan.budgets.api import OverBudget
from hoathuan.core.text import legal_text
from hoathuan.pay import services as paying
from hoathuan.pay.models import Accident, Line, SupportAct
from hoathuan.pay.supports.choices import Asker, Harm, Insured, Situation
from hoathuan.pay.supports.errors import SupportRefused
from hoathuan.pay.supports.rules import month_of
from hoathuan.pay.supports.services import accidents, deciding, rounds
from hoathuan.pay.supports.services.accidents import Request
from hoathuan.pay.supports.services.deciding import Proved
from hoathuan.teams.models import Mediator

FELL = legal_text("Trời mưa, ngã xe trên đường đến nhà văn hóa thôn để hòa giải (hồ sơ mẫu).")
PLACE = legal_text("Đường liên thôn (mẫu)")


class Supports:
    """The commune whose officer is shown: last year is paid, this year waits in part; two mediators had an accident."""

    def __init__(self, officer: Seat, leader: Seat, today: date) -> None:
        self.officer = actor_for(officer, officer.person.user)
        self.leader = actor_for(leader, leader.person.user)
        self.today = today

    def run(self) -> int:
        year = self.today.year
        self._round(date(year - 1, 7, 1), date(year - 1, 12, 1), pay=True)
        month = month_of(self.today)
        if month.month > 3:
            self._round(date(year, 1, 1), date(year, 3, 1), pay=True)
        self._round(date(year, 1, 1), month, pay=False, approve=False)
        terms = Mediator.objects.filter(now_commune_id=self.officer.commune_id, ended_on=None)
        found = list(terms.select_related("person", "team__now_commune", "team__area").order_by("id")[:2])
        for place, term in enumerate(found):
            self._accident(term, decided=place == 0)
        return len(found)

    def _round(self, first: date, last: date, *, pay: bool, approve: bool = True) -> None:
        try:
            with as_actor(self.officer):
                act = rounds.propose(self.officer, first=first, last=last)
            if approve:
                with as_actor(self.leader):
                    act = rounds.approve(actor=self.leader, act=act, version=act.version)
        except (SupportRefused, OverBudget):  # no team stood then, or the year's money is used up
            return
        if pay:
            self._pay(act)

    def _pay(self, act: SupportAct) -> None:
        lines = list(Line.objects.filter(support_months__act=act).distinct())
        with as_actor(SYSTEM):
            batch = paying.make_batch(actor=SYSTEM, commune=act.book, lines=lines)
            paying.record_paid(
                actor=SYSTEM,
                payments=list(batch.payments.all()),
                bank_reference=legal_text("UNC-{} (mẫu)").format(act),
                on=self.today,
            )

    def _accident(self, term: Mediator, *, decided: bool) -> None:
        happened = max(self.today - timedelta(days=30), term.started_on)
        request = Request(
            mediator=term, harm=Harm.INJURY, situation=Situation.GOING, happened_on=happened, place=PLACE,
            account=FELL, insured=Insured.NO, asker=Asker.SELF, filed_on=happened, income_asked=True,
        )  # fmt: skip
        with as_actor(self.officer):
            one = accidents.file_request(actor=self.officer, request=request)
            if decided:
                self._examine(self.officer, one, happened)

    def _examine(self, actor: Actor, one: Accident, day: date) -> None:
        one = accidents.certify(
            actor=actor,
            accident=one,
            version=one.version,
            certified_on=day,
            certified_by=legal_text("Tổ trưởng (mẫu)"),
        )
        for kind in accidents.missing_papers(one, accidents.content_of(one)):
            accidents.add_paper(actor=actor, accident=one, kind=kind, seen_on=day)
        one = accidents.complete(actor=actor, accident=one, version=one.version, complete_on=day)
        proved = Proved(medical_cost=1_500_000, daily_income=200_000, days_lost=7)
        deciding.submit(
            actor=actor, accident=one, version=one.version, submitted_on=self.today, proved=proved
        )
