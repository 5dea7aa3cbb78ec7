"""Reads: what stands on the lines of a unit, what is committed for a record."""

from collections.abc import Iterable

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Sum

from hoathuan.accounts.actor import Actor
from hoathuan.accounts.models import Body
from hoathuan.units.models import Area, AreaSpan, Succession, Unit

from .choices import Source
from .models import Balance, Budget, Entry
from .rights import own_condition
from .values import LineSums, Reference, Sums

#: context of what a person writes from a voucher
VOUCHER = "voucher"
#: keys of what went out of a commune that was split, and of what came in where it was shared out to
PART, PART_IN = "part:", "part-in:"
#: entries that may be taken back on a page: what a person typed, and nothing that answers another entry
BY_HAND = Q(kind="spending", context=VOUCHER) | (
    Q(kind="allocation", context="budgets") & ~Q(key__contains="~") & ~Q(key__startswith=PART)
)
#: key of an entry by which a leader's word of before holds again
AGAIN = "again:"
#: what a leader said, not its repetition
LEADERS_WORD = Q(kind="overspend") & ~Q(key__startswith=AGAIN)
_NAMES = ("allocated", "committed", "spent", "allowed")


def budgets_of(unit: Unit, year: int, body: Body | None = None) -> QuerySet[Budget]:
    """Those that the unit of today carries on: its own, and those of units that went wholly into it."""
    return Budget.objects.filter(own_condition(unit, body), year=year)


def own_budget(unit: Unit, year: int, body: Body | None = None) -> Budget | None:
    return Budget.objects.filter(unit=unit, year=year, body=body).first()


def add_up(balances: QuerySet[Balance]) -> Sums:
    found = balances.aggregate(**{name: Sum(name) for name in _NAMES})
    return Sums(**{name: int(found[name] or 0) for name in _NAMES})


def sums(unit: Unit, year: int, line: str, source: str = Source.STATE, body: Body | None = None) -> Sums:
    """What stands on a line and source of a unit's year."""
    return sums_of(budgets_of(unit, year, body), line, source)


def sums_of(budgets: QuerySet[Budget], line: str, source: str) -> Sums:
    """What stands on a line and source of some budgets together."""
    return add_up(Balance.objects.filter(budget__in=budgets, line=line, source=source))


def remaining(unit: Unit, year: int, line: str, source: str = Source.STATE, body: Body | None = None) -> int:
    """What may still be committed or spent, in đồng; below nothing only after an act of over-spending."""
    return sums(unit, year, line, source, body).remaining


def lines_of(unit: Unit, year: int, body: Body | None = None) -> list[LineSums]:
    """Every line and source of a unit's year that something was written on."""
    balances = Balance.objects.filter(budget__in=budgets_of(unit, year, body))
    found: dict[tuple[str, str], Sums] = {}
    for row in balances.order_by("line", "source"):
        one = Sums(row.allocated, row.committed, row.spent, row.allowed)
        found[row.line, row.source] = found.get((row.line, row.source), Sums()) + one
    return [LineSums(line, Source(source), total) for (line, source), total in found.items()]


def entries_of(budgets: Iterable[Budget] | QuerySet[Budget]) -> QuerySet[Entry]:
    """Their entries; `by_hand`: typed on a page, and not taken back yet; `shared_out`: by the province, at a split."""
    back = Entry.objects.filter(kind="refund", chain=OuterRef("chain"), context=VOUCHER)
    return Entry.objects.filter(budget__in=budgets).annotate(
        by_hand=ExpressionWrapper(BY_HAND & ~Exists(back), BooleanField()),
        shared_out=ExpressionWrapper(Q(key__startswith=PART_IN), BooleanField()),
    )


def chained(
    name: str, chains: Iterable[str], budgets: QuerySet[Budget], line: str, source: str
) -> dict[str, int]:
    """The sum `name` ("committed", "spent") of each of these records on a line and source; asked at once."""
    rows = Entry.objects.filter(chain__in=set(chains), budget__in=budgets, line=line, source=source)
    return {row["chain"]: int(row["n"]) for row in rows.values("chain").annotate(n=Sum(name)).order_by()}


def years_held(references: Iterable[Reference]) -> dict[str, int]:
    """Chain → the year in whose budget something is still held for it: after a carrying over that of the new year."""
    return _years("committed", references)


def spent_for(references: Iterable[Reference]) -> dict[str, int]:
    """Chain → what was spent for each record, less what came back, in whatever year."""
    rows = Entry.objects.filter(chain__in=[one.chain for one in references]).values("chain").order_by()
    return {row["chain"]: int(row["n"]) for row in rows.annotate(n=Sum("spent"))}


def year_spent(reference: Reference) -> int | None:
    """The year in whose budget the spending for a record stands, as far as it has not come back."""
    return _years("spent", [reference]).get(reference.chain)


def _years(name: str, references: Iterable[Reference]) -> dict[str, int]:
    chains = [one.chain for one in references]
    rows = (
        Entry.objects.filter(chain__in=chains).values("chain", "year").annotate(n=Sum(name)).order_by("year")
    )
    return {row["chain"]: int(row["year"]) for row in rows.filter(n__gt=0)}


def is_waiting(budget: Budget) -> bool:
    """Of a commune that was split: nobody goes on with its money until it is shared out."""
    return budget.area_id is not None and budget.now_commune_id is None and budget.body_id is None


def split_budgets() -> QuerySet[Budget]:
    """Of communes that were split: see `is_waiting`."""
    return Budget.objects.filter(area__isnull=False, now_commune=None, body=None)


def purse_of(budget: Budget) -> QuerySet[Budget]:
    """What waits together with this budget: of all that had gone wholly into the commune that was split then."""
    stood = AreaSpan.objects.filter(commune__isnull=False).order_by("-valid").values("commune")
    last = Subquery(stood.filter(area=OuterRef("area"))[:1])
    rows = Budget.objects.filter(year=budget.year, pk__in=split_budgets()).annotate(last=last)
    return rows.filter(last=stood.filter(area=budget.area_id)[:1])


def waiting(actor: Actor) -> QuerySet[Budget]:
    """Those of a seat's province."""
    return split_budgets().filter(now_province=actor.province_id or 0)


def came_after(unit: Unit) -> list[Unit]:
    """The units of today that a unit that ended went to, wholly or in part, in however many steps."""
    found, new = set[int](), {unit.pk}
    while new:
        into = Succession.objects.filter(from_unit__in=new, voided_by=None).values_list("to_unit", flat=True)
        parts = Area.objects.filter(then_commune__in=new, part__isnull=False).values_list("part", flat=True)
        new = {*into, *(part for part in parts if part)} - found
        found |= new
    return list(Unit.objects.filter(pk__in=found, valid__endswith__isnull=True).order_by("sort"))


def overspent(budgets: QuerySet[Budget]) -> QuerySet[Entry]:
    """The acts by which leaders let more be spent, with who, why and which document."""
    return Entry.objects.filter(LEADERS_WORD, budget__in=budgets)
