"""What the law says of support, as plain functions: amounts are whole đồng, months are their first days.

Circular 56/2023/TT-BTC Art. 3(17)(b)-(đ); Decree 15/2014/NĐ-CP Art. 16-18. Every figure comes in as a dated norm.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Final

from django.utils.translation import gettext as _

from hoathuan.core.text import legal_text
from hoathuan.core.ui.numbers import dong

from .choices import Asker, Certifier, Harm, Insured, ItemKind, PaperKind, Situation

COVERED: Final = legal_text("Nghị định 15/2014/NĐ-CP, Điều 16")
ITEMS: Final = legal_text("Nghị định 15/2014/NĐ-CP, Điều 17")
DOSSIER: Final = legal_text("Nghị định 15/2014/NĐ-CP; thủ tục 2.000424")

#: A span of months that one round may take: more than that is somebody's slip.
MOST_MONTHS: Final = 24


# -- months ----------------------------------------------------------------------------------------------------------


def month_of(day: date) -> date:
    """The month of a day: its first day."""
    return day.replace(day=1)


def month_end(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months(first: date, last: date) -> Iterator[date]:
    """Every month from that of `first` to that of `last`; none if they are the wrong way round."""
    month = month_of(first)
    while month <= last:
        yield month
        month = next_month(month)


def days_standing(month: date, started: date, ended: date | None) -> int:
    """On how many days of the month a team stood; `ended` is its last day."""
    first = max(month, started)
    last = min(month_end(month), ended) if ended else month_end(month)
    return max((last - first).days + 1, 0)


def earns(month: date, started: date, ended: date | None, least_days: int) -> bool:
    """Whether a month is supported: the norm says how many days of it the team must have stood.

    In a short month all of its days are enough, whatever the norm asks for.
    """
    days = days_standing(month, started, ended)
    return days > 0 and days >= min(least_days, month_end(month).day)


def whole_so_far(earned: Iterable[date], paid: Mapping[date, bool]) -> list[date]:
    """Of the earned months of one year those that are paid rightly, with every earned month before them.

    `paid`: month → whether it was paid at the rate of that month.
    """
    found = []
    for month in sorted(earned):
        if not paid.get(month):
            break
        found.append(month)
    return found


# -- accidents -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One line of the computation: how much, by which clause, worked out how, `confirmed` or not."""

    kind: ItemKind
    amount: int
    clause: str
    how: str
    confirmed: bool


@dataclass(frozen=True)
class Figure:
    """A norm as the computation needs it: its number and the words that cite it."""

    amount: Decimal
    cited: str
    confirmed: bool


@dataclass(frozen=True)
class Loss:
    """What was proved: đồng for treatment, for a day's income and for care; days of lost income.

    `stable_income`: the day's income is on a wage paper; else it is what the commune found, which no text settles.
    """

    harm: Harm
    insured: Insured
    medical_cost: int = 0
    daily_income: int = 0
    days_lost: int = 0
    care_cost: int = 0
    funeral: bool = False
    stable_income: bool = True


@dataclass(frozen=True)
class Figures:
    """The norms of the day on which it happened; of the funeral those of the day of the death."""

    medical_share: Figure
    income_days: Figure
    funeral_salaries: Figure
    base_salary: Figure


def whole_dong(amount: Decimal) -> int:
    """Đồng have no parts: what is less than one is not paid."""
    return int(amount.quantize(Decimal(1), ROUND_DOWN))


def is_covered(situation: str) -> bool:
    """Decree 15/2014 Art. 16: while mediating, or on the way, on a reasonable route and at a reasonable time."""
    return situation in (Situation.MEDIATING, Situation.GOING, Situation.RETURNING)


def certifier(*, victim_is_head: bool) -> Certifier:
    """Procedure 2.000424: the team's head; the Front committee's head where the victim is the head."""
    return Certifier.FRONT_HEAD if victim_is_head else Certifier.TEAM_HEAD


def askers(harm: str) -> tuple[Asker, ...]:
    """Nobody asks for himself after his death."""
    return (Asker.FAMILY,) if harm == Harm.DEATH else (Asker.SELF, Asker.FAMILY)


def papers_needed(harm: str, *, income: bool, treated: bool, stable_income: bool) -> tuple[PaperKind, ...]:
    """The dossier (procedure 2.000424); papers of a death are unconfirmed.

    `income`: lost income is asked for. `treated`: there was a treatment to pay. `stable_income`: there is a wage that
    somebody can confirm; who lives off the fields has no such paper.
    """
    needed = [PaperKind.MINUTES]
    if treated:
        needed += [PaperKind.DISCHARGE, PaperKind.INVOICES]
    if income and stable_income:
        needed.append(PaperKind.INCOME)
    if harm == Harm.DEATH:
        needed += [PaperKind.DEATH, PaperKind.FUNERAL]
    return tuple(needed)


#: What no signed text in hand confirms: shown with that mark.
UNCONFIRMED_PAPERS: Final = (PaperKind.DEATH, PaperKind.FUNERAL)


def items(loss: Loss, figures: Figures) -> list[Item]:
    """What is paid for a loss, line by line, each with its clause (Decree 15/2014 Art. 17; Circular 56/2023)."""
    found = [_medical(loss, figures.medical_share)]
    if loss.harm == Harm.INJURY:
        found.append(_income(loss, figures.income_days))
    else:
        found += [_care(loss), _funeral(loss, figures)]
    return [item for item in found if item.amount]


def total(lines: Iterable[Item]) -> int:
    return sum(item.amount for item in lines)


def _medical(loss: Loss, share: Figure) -> Item:
    amount = whole_dong(loss.medical_cost * share.amount / 100)
    how = _("%(cost)s × %(share)s%%") % {"cost": dong(loss.medical_cost), "share": plain(share.amount)}
    return Item(ItemKind.MEDICAL, amount, share.cited, how, share.confirmed)


def _income(loss: Loss, most: Figure) -> Item:
    """Never more than the norm's number of days (TTLT 02/2013, to which the Circular points)."""
    days = min(loss.days_lost, int(most.amount))
    how = _("%(daily)s × %(days)s ngày") % {"daily": dong(loss.daily_income), "days": days}
    if loss.days_lost > days:
        how += _(" (mất %(lost)s ngày, tính nhiều nhất %(most)s)") % {"lost": loss.days_lost, "most": days}
    if not loss.stable_income:
        how += _(" (thu nhập do xã xác minh, không có tiền lương, tiền công ổn định)")
    return Item(
        ItemKind.INCOME, loss.daily_income * days, most.cited, how, most.confirmed and loss.stable_income
    )


def _care(loss: Loss) -> Item:
    return Item(ItemKind.CARE, loss.care_cost, ITEMS, _("theo chứng từ"), True)


def _funeral(loss: Loss, figures: Figures) -> Item:
    """Months of base salary of the day."""
    salaries, base = figures.funeral_salaries, figures.base_salary
    amount = whole_dong(salaries.amount * base.amount) if loss.funeral else 0
    how = _("%(n)s tháng × %(base)s") % {"n": plain(salaries.amount), "base": dong(int(base.amount))}
    cited = f"{salaries.cited}; {base.cited}"
    return Item(ItemKind.FUNERAL, amount, cited, how, salaries.confirmed and base.confirmed)


def plain(amount: Decimal) -> str:
    """A number without zeros that say nothing."""
    return f"{amount.normalize():f}".replace(".", ",")
