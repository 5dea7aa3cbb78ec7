"""Pay in the demo: one commune's claims of this year, some in each state, from a draft to the money in hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.budgets.api import OverBudget
from hoathuan.core.text import legal_text
from hoathuan.pay import services
from hoathuan.pay.choices import ClaimState
from hoathuan.pay.errors import PayRefused
from hoathuan.pay.models import Claim, Line
from hoathuan.teams.models import Team
from hoathuan.units.models import Unit

WHY = legal_text("Vụ việc ngoài phạm vi hòa giải ở cơ sở (mẫu)")
LACKS = legal_text("Chưa ghi ai cùng hòa giải (mẫu)")


class Pay:
    """The teams of a commune ask; of six claims one stays a draft, one goes back, one waits, the rest is decided.

    The team that is shown has money on its way: some of it paid, one dispute refused, the newest still asked for.
    """

    def __init__(self, commune: Unit, shown: Team, today: date) -> None:
        self.commune, self.shown, self.today = commune, shown, today

    def run(self) -> int:
        teams = Team.objects.filter(now_commune=self.commune, ended_on=None).order_by("sort", "id")
        with as_actor(SYSTEM):
            claims = self._draft(teams)
            for own in (claim for claim in claims if claim.team_id == self.shown.pk):
                self._pay_in_part(own)
            others = [claim for claim in claims if claim.team_id != self.shown.pk]
            for place, claim in enumerate(others):
                self._go_on(claim, place % 6)
            self._pay()
        return len(claims)

    def _draft(self, teams: Iterable[Team]) -> list[Claim]:
        return services.draft(actor=SYSTEM, teams=list(teams), since=date(self.today.year, 1, 1))

    def _pay_in_part(self, claim: Claim) -> None:
        """The oldest dispute is refused, the two newest are asked for later, what lies between is paid."""
        items = list(claim.items.order_by("ended_on", "pk"))
        for item in items[1:][-2:]:
            services.drop_item(actor=SYSTEM, claim=claim, item_id=item.pk)
        try:
            services.confirm(actor=SYSTEM, claim=claim)
            services.decide(actor=SYSTEM, claim=claim, refusals={items[0].pk: WHY})
            for later in self._draft([self.shown]):
                services.confirm(actor=SYSTEM, claim=later)
        except (PayRefused, OverBudget):  # as in any commune: the claim stays where it was
            claim.refresh_from_db()

    def _go_on(self, claim: Claim, step: int) -> None:
        if step == 0:
            return
        try:
            services.confirm(actor=SYSTEM, claim=claim)
        except PayRefused:  # somebody who mediated is not in the list of mediators: it stays a draft
            return
        if step == 1:
            services.send_back(actor=SYSTEM, claim=claim, reason=LACKS)
        elif step == 3:
            services.refuse(actor=SYSTEM, claim=claim, reason=WHY)
        elif step > 3:
            self._approve(claim)

    def _approve(self, claim: Claim) -> None:
        try:
            services.decide(actor=SYSTEM, claim=claim)
        except OverBudget:  # the year's money is used up: it waits
            claim.refresh_from_db()

    def _pay(self) -> None:
        """What was approved first is paid; the next waits for the accountant."""
        decided = Claim.objects.filter(now_commune=self.commune, state=ClaimState.DECIDED).order_by("id")
        lines = list(Line.objects.filter(items__claim__in=decided).distinct().order_by("id"))
        first: Sequence[Line] = lines[: (len(lines) + 1) // 2]
        if first:
            batch = services.make_batch(actor=SYSTEM, commune=self.commune, lines=first)
            payments = list(batch.payments.all())
            services.record_paid(
                actor=SYSTEM, payments=payments, bank_reference=legal_text("UNC-01 (mẫu)"), on=self.today
            )
