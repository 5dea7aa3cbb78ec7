"""The open book of a unit's year: locked, added up, written into. Every verb works on one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.following import hold_units
from hoathuan.accounts.models import Body
from hoathuan.budgets import rights, rules, selectors
from hoathuan.budgets.choices import EntryKind, Source
from hoathuan.budgets.errors import BudgetRefused, EnteredOtherwise, OverBudget
from hoathuan.budgets.lines import label_of, line_of
from hoathuan.budgets.models import Budget, Entry
from hoathuan.budgets.values import Document, Overspend, Reference, Sums
from hoathuan.core import audit
from hoathuan.core.dates import today
from hoathuan.core.text import clean, legal_text
from hoathuan.core.ui.numbers import number
from hoathuan.units.api import area_of, now_of
from hoathuan.units.choices import Level
from hoathuan.units.models import Unit

#: Years for which a budget may be kept: a typed 20226 is a mistake.
YEARS = range(2014, 2101)


def budget_for(unit: Unit, year: int, body: Body | None = None) -> Budget:
    """The budget of a unit's year, made where there is none."""
    if year not in YEARS:
        raise BudgetRefused(_("Năm %(year)s không đúng. Viết đủ bốn chữ số.") % {"year": year}, "year")
    found = selectors.own_budget(unit, year, body)
    return found or _make(unit, year, body)


def _make(unit: Unit, year: int, body: Body | None) -> Budget:
    first = date(year, 1, 1)
    if unit.valid.lower is not None:  # units of before the first reform have no first day
        first = max(first, unit.valid.lower)
    made = Budget(unit=unit, body=body, year=year, starts_on=first)
    if unit.level == Level.COMMUNE:
        made.locate(area_of(unit, first))
    else:
        made.now_province_id = unit.pk
    # two who begin at the same moment find the same row
    Budget.objects.bulk_create([made], ignore_conflicts=True)
    return Budget.objects.get(unit=unit, body=body, year=year)


def standing(unit: Unit) -> Unit:
    """The unit of today that goes on with a unit's money; one that was split has to be shared out first."""
    found = now_of(unit) or unit
    if found.level != unit.level:
        words = _("%(unit)s đã được chia, chưa phân bổ kinh phí. Tỉnh phân bổ cho đơn vị mới rồi làm lại.")
        raise BudgetRefused(words % {"unit": unit.name})
    return found


@dataclass
class Book:
    """A line and source of a unit's year, held until the transaction ends."""

    actor: Actor
    budget: Budget
    unit: Unit
    line: str
    source: Source
    body: Body | None = None

    @classmethod
    def open(
        cls, actor: Actor, unit: Unit, year: int, line: str, source: str, body: Body | None = None
    ) -> Book:
        """Wait until nobody else writes into this unit's year; no reform begins before this ends."""
        if line_of(line) is None:
            raise BudgetRefused(_("Không có khoản chi này. Chọn lại trong danh sách."), "line")
        hold_units(actor)
        here = standing(unit)
        budget = budget_for(here, year, body)
        locked = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
        return cls(actor, locked, here, line, Source(source), body)

    @classmethod
    def behind(cls, actor: Actor, budget: Budget, line: str, source: str) -> Book:
        """That of a commune that ended, locked with all that is counted with it; after the book of a unit of today."""
        book = cls(actor, budget, budget.now_commune or budget.unit, line, Source(source))
        rows = Budget.objects.select_for_update(of=("self",)).filter(pk__in=book.budgets.values("pk"))
        return replace(book, budget=next(one for one in rows.order_by("pk") if one.pk == budget.pk))

    @property
    def year(self) -> int:
        return self.budget.year

    @property
    def budgets(self) -> QuerySet[Budget]:
        """The unit's own, and those that it goes on with; of a unit that was split those that wait with it."""
        if selectors.is_waiting(self.budget):
            return selectors.purse_of(self.budget)
        return selectors.budgets_of(self.unit, self.year, self.body)

    @property
    def sums(self) -> Sums:
        """What stands on the line and source."""
        return selectors.sums_of(self.budgets, self.line, self.source)

    def held_for(self, chains: Iterable[str]) -> dict[str, int]:
        """What is still held for each of these records."""
        return selectors.chained("committed", chains, self.budgets, self.line, self.source)

    def spent_for(self, chains: Iterable[str]) -> dict[str, int]:
        """What was spent for each of these records, less what came back."""
        return selectors.chained("spent", chains, self.budgets, self.line, self.source)

    def written(self, reference: Reference, kind: EntryKind, amount: int | None = None) -> Entry | None:
        """The entry of this record and kind, where it stands already; refused where it says another amount."""
        found = Entry.objects.filter(
            context=reference.context, key=reference.key, kind=kind, line=self.line, source=self.source,
            year=self.year,
        ).first()  # fmt: skip
        if found and amount is not None and found.amount != amount:
            words = _("“%(label)s” đã được ghi %(amount)s đồng trước đó. Mở sổ kinh phí để xem.")
            raise EnteredOtherwise(words % {"label": found.label, "amount": number(found.amount)})
        return found

    def afford(self, delta: int, overspend: Overspend | None = None) -> None:
        """Refuse what the line cannot bear, unless a leader lets it; `delta` is what it adds to what remains."""
        stands = self.sums
        short = rules.shortfall(stands.remaining, stands.allowed, delta)
        if not short:
            return
        if overspend is None:
            raise self._refusal(stands.remaining, delta, short)
        self.allow(short, overspend)

    def give_away(self, amount: int) -> None:
        """Refuse to take more off the line than remains: what a leader let through is for spending, not for this."""
        remaining = self.sums.remaining
        if short := rules.shortfall(remaining, 0, -amount):
            raise self._refusal(remaining, -amount, short)

    def _refusal(self, remaining: int, delta: int, short: int) -> OverBudget:
        words = _(
            "“%(line)s” năm %(year)s (%(source)s) còn %(remaining)s đồng, cần %(needed)s đồng, thiếu %(short)s đồng. "
            "Ghi quyết định giao thêm, hoặc lãnh đạo cho chi vượt kèm lý do và văn bản."
        )
        data = {
            "line": label_of(self.line), "year": self.year, "source": self.source.label.lower(),
            "remaining": number(remaining), "needed": number(-delta), "short": number(short),
        }  # fmt: skip
        return OverBudget(words % data, short)

    def allow(self, amount: int, overspend: Overspend, token: str = "") -> Entry:
        """Write down that a leader lets the line go so far below nothing. `token`: of one press, however often sent."""
        rights.require(rights.may_overspend(self.actor, self.unit))
        if len(clean(overspend.reason)) < 5:
            raise BudgetRefused(_("Ghi lý do cho chi vượt dự toán."), "reason")
        label = legal_text("Cho chi vượt: %(reason)s") % {"reason": overspend.reason}
        reference = Reference("budgets", token or self._next(EntryKind.OVERSPEND), label)
        return self.written(reference, EntryKind.OVERSPEND, amount) or self.write(
            reference, EntryKind.OVERSPEND, amount, document=overspend.document, reason=overspend.reason,
            allowed=amount,
        )  # fmt: skip

    def let_again(self, back: Entry) -> None:
        """Of what came back by mistake so much as it filled of an over-spending: the leader's word holds as before."""
        stands, rows = self.sums, Entry.objects.filter(line=self.line, source=self.source)
        # what fills an over-spending is written next after what came in, under the same lock
        filled = rows.filter(budget=back.budget, pk__gt=back.pk).order_by("pk").first()
        word = rows.filter(selectors.LEADERS_WORD, budget__in=self.budgets).order_by("-pk").first()
        short = rules.shortfall(stands.remaining, stands.allowed, -back.amount)
        if not short or word is None or filled is None or filled.kind != EntryKind.COVERED:
            return
        again = min(short, filled.amount)
        label = legal_text("Lại cho chi vượt: %(reason)s") % {"reason": word.reason}
        self.write(
            Reference("budgets", f"{selectors.AGAIN}{back.pk}", label), EntryKind.OVERSPEND, again,
            document=Document(word.number, word.issued_on or today()), reason=word.reason, allowed=again,
        )  # fmt: skip

    def _next(self, kind: EntryKind) -> str:
        return f"{self.budget.pk}-{Entry.objects.filter(budget=self.budget, kind=kind).count() + 1}"

    def write(self, reference: Reference, kind: EntryKind, amount: int, **more: Any) -> Entry:
        """Add an entry; the sums follow by themselves."""
        made = self.entry(reference, kind, amount, **more)
        made.save(force_insert=True)
        data = {"amount": amount, "line": self.line, "year": self.year, "kind": str(kind)}
        audit.record(actor=self.actor, action=f"budgets.{kind}", subject=made, data=data)
        self._cover([made])
        return made

    def write_many(self, entries: list[Entry], kind: EntryKind) -> list[Entry]:
        """Add many at once; one line in the trail says how many and how much."""
        if entries:
            Entry.objects.bulk_create(entries, batch_size=1000)
            data = {
                "count": len(entries), "amount": sum(one.amount for one in entries), "line": self.line,
                "year": self.year, "kind": str(kind),
            }  # fmt: skip
            audit.record(actor=self.actor, action=f"budgets.{kind}", subject=self.budget, data=data)
            self._cover(entries)
        return entries

    def _cover(self, entries: list[Entry]) -> None:
        """What came in fills first what was overspent: the leader's word for it is used up."""
        gained = sum(one.allocated - one.committed - one.spent for one in entries)
        if gained <= 0:
            return
        stands = self.sums
        if used := rules.covered(stands.remaining - gained, stands.remaining, stands.allowed):
            reference = Reference(
                "budgets", self._next(EntryKind.COVERED), legal_text("Tiền về bù phần đã chi vượt")
            )
            self.write(reference, EntryKind.COVERED, used, allowed=-used)

    def entry(
        self,
        reference: Reference,
        kind: EntryKind,
        amount: int,
        *,
        of: Reference | None = None,
        on: date | None = None,
        document: Document | None = None,
        donor: str = "",
        reason: str = "",
        **sums: int,
    ) -> Entry:
        """An entry that is not written yet; `sums`: what it adds to each of the four."""
        return Entry(
            budget=self.budget,
            year=self.year,
            line=self.line,
            source=self.source,
            kind=kind,
            amount=amount,
            on_date=on or today(),
            context=reference.context,
            key=reference.key,
            chain=(of or reference).chain,
            label=clean(reference.label)[:300],
            url=reference.url,
            number=clean(document.number) if document else "",
            issued_on=document.issued_on if document else None,
            donor=clean(donor),
            reason=clean(reason)[:300],
            made_by=self.actor.label,
            made_by_seat=self.actor.seat_id,
            **sums,
        )


def positive(amount: int) -> int:
    """Whole đồng, more than nothing."""
    if int(amount) != amount or amount <= 0 or amount >= 10**15:
        raise BudgetRefused(_("Ghi số tiền bằng đồng, lớn hơn 0."), "amount")
    return int(amount)
