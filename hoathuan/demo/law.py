"""What the fictional province has set: its council's rates, some values that its director compared, a day off."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hoathuan.accounts.actor import Actor, actor_for
from hoathuan.accounts.choices import SeatKind
from hoathuan.accounts.models import Seat
from hoathuan.norms import services
from hoathuan.norms.days.reading import calendar_of_province
from hoathuan.norms.matters import Why, open_matters
from hoathuan.norms.planning import Entry
from hoathuan.norms.values import Document
from hoathuan.units.models import Unit

COUNCIL = "HĐND tỉnh (mẫu)"
SOURCE = "Công báo mẫu số 00, trang 1"
RATES = {
    "mediation.pay_successful": 350_000,
    "mediation.pay_unsuccessful": 250_000,
    "mediation.team_support": 120_000,
    "leaflet.piece": 1_200_000,
}
NEXT_YEAR = {"mediation.pay_successful": 380_000, "mediation.pay_unsuccessful": 280_000}
_COMPARED = 12


class Law:
    """Written as the screens write it, by the province's director."""

    def __init__(self, province: Unit, today: date) -> None:
        self.province, self.today = province, today
        seats = Seat.objects.filter(unit=province, kind=SeatKind.PROVINCE_LEADER, stopped_at=None)
        director = seats.select_related("person__user", "unit").order_by("id")[0]
        self.director: Actor = actor_for(director, director.person.user)

    def run(self) -> None:
        self._rates()
        self._compared()
        self._day_off()

    def _rates(self) -> None:
        """One resolution of this year, and one that begins with the next."""
        issued = self.today - timedelta(days=150)
        self._enter("00/NQ-HĐND (mẫu)", issued, issued + timedelta(days=15), RATES)
        self._enter("01/NQ-HĐND (mẫu)", self.today, date(self.today.year + 1, 1, 1), NEXT_YEAR)

    def _enter(self, number: str, issued: date, first: date, rates: dict[str, int]) -> None:
        services.enter(
            actor=self.director,
            province=self.province,
            document=Document(number, issued, "Điều 2", COUNCIL),
            first=first,
            entries=[Entry(key, Decimal(amount)) for key, amount in rates.items()],
            compared=True,
        )

    def _compared(self) -> None:
        """Some of the circular's figures hold in the province as they are; the rest waits for somebody."""
        waiting = [one.value for one in open_matters(self.province, self.today) if one.why == Why.DEFAULT]
        for value in waiting[:_COMPARED]:
            if value is not None and value.row is not None:
                services.confirm(actor=self.director, value=value.row, province=self.province, source=SOURCE)

    def _day_off(self) -> None:
        calendar = calendar_of_province(self.province.pk)
        services.put_exception(
            actor=self.director,
            province=self.province,
            day=calendar.add(self.today, 10),
            working=False,
            reason="Nghỉ phòng bão (mẫu)",
            document=Document("00/QĐ-UBND (mẫu)", self.today),
        )
