"""Whatever is done with money in whatever order: sums are those of the entries, nothing goes below nothing unsaid."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from hoathuan.budgets import api, services
from hoathuan.budgets.models import Balance, Budget, Entry
from hoathuan.budgets.services import book

from .conftest import DECISION, LET, PAY, YEAR, ref
from .test_splits import split

_AMOUNT = some.integers(1, 9).map(lambda n: n * 100_000)
_WHAT = some.sampled_from(
    ["allocate", "take", "commit", "release", "spend", "refund", "overspend", "carry", "carry held", "again"]
)
ENDED = YEAR - 1
STEPS = some.lists(some.tuples(_WHAT, _AMOUNT, some.integers(1, 4), some.integers(1, 4)), max_size=12)


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_sums_are_those_of_the_entries_and_none_is_below_nothing_unsaid(
    verb: Any, leader: Any, steps: list[tuple[str, int, int, int]]
) -> None:
    with _taken_back():
        for what, amount, key, of in steps:
            with suppress(api.BudgetRefused), transaction.atomic():
                _do(verb, leader, what, amount, key, of)
            _close()


def _do(verb: Any, leader: Any, what: str, amount: int, key: int, of: int) -> None:
    """In a year that has ended, so that it may be carried over, or in the next one."""
    document, year = api.Document(f"{key}/QĐ-UBND", DECISION.issued_on), ENDED + key % 2
    simple = {"commit": api.commit, "release": api.release, "spend": api.spend, "again": _hold_again}
    chained = {} if what == "commit" else {"of": ref(f"{of}")}
    match what:
        case "allocate" | "take":
            verb(api.allocate, amount if what == "allocate" else -amount, document=document, year=year)
        case "refund":
            verb(api.refund, amount, ref(f"{key}"), **chained, reason="thử", year=year)
        case "carry":
            verb(api.carry_over, amount, document=document, year=ENDED)
        case "carry held":
            verb(_carry_held, None, document=document, year=ENDED)
        case "overspend":
            verb(api.allow_overspend, amount, overspend=LET, seat=leader, token=f"{of}", year=year)
        case _:
            verb(simple[what], amount, ref(f"{key}"), **chained, year=year)


def _carry_held(amount: None, **given: Any) -> Any:
    return api.carry_commitments(**given)


def _hold_again(actor: Any, **movement: Any) -> Any:
    return api.hold_again_many(actor=actor, movements=[api.Movement(source="state", **movement)])


def _close() -> None:
    """What must hold after every step, refused or not."""
    names = ("allocated", "committed", "spent", "allowed")
    entries = Entry.objects.aggregate(**{name: Sum(name) for name in names})
    balances = Balance.objects.aggregate(**{name: Sum(name) for name in names})
    assert entries == balances
    for one in Balance.objects.all():
        assert one.allocated - one.committed - one.spent + one.allowed >= 0
        assert min(one.committed, one.spent) >= 0
    held = Entry.objects.values("chain").annotate(held=Sum("committed"), gone=Sum("spent"))
    assert all(row["held"] >= 0 and row["gone"] >= 0 for row in held)


_PART = some.tuples(some.booleans(), some.booleans(), _AMOUNT, some.sampled_from(["12/QĐ", "13/QĐ"]))


@pytest.mark.django_db
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=some.lists(_PART, min_size=2, max_size=8))
def test_what_two_split_communes_had_is_shared_out_to_the_last_dong_and_no_further(
    world: Any, give: Any, finance: Any, actor_of: Any, parts: list[tuple[bool, bool, int, str]]
) -> None:
    """Both go into the same two new communes, by whatever decisions, in whatever order, pressed however often."""
    with _taken_back():
        give(1_000_000)
        give(1_000_000, unit=world.xa_b, seat=finance)
        news = split(world, world.xa_a, world.xa_b)
        got = dict.fromkeys(news, 0)
        given_out = dict[Any, int]()
        for old, new, amount, number in parts * 2:
            budget = Budget.objects.get(unit=(world.xa_a, world.xa_b)[old])
            document = api.Document(number, DECISION.issued_on)
            with suppress(api.BudgetRefused), transaction.atomic():
                services.apportion(
                    actor=actor_of(finance), budget=budget, to=news[new], line=PAY, amount=amount, document=document
                )  # fmt: skip
                given_out[old, new, number] = amount
            _close()
        for (_old, new, _number), amount in given_out.items():
            got[news[new]] += amount
        assert {unit: api.sums(unit, YEAR, PAY).allocated for unit in news} == got
        assert Balance.objects.aggregate(n=Sum("allocated"))["n"] == 2_000_000


class _taken_back:
    """Each example begins with nothing written."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(self, *error: Any) -> None:
        if error[0] is None:
            transaction.set_rollback(True)
        self.atomic.__exit__(*error)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Two approve at the same moment what is enough for one."""

    @pytest.fixture
    def tried(self, seat_of: Any, race: Any) -> Iterator[Any]:
        from conftest import build_world
        from hoathuan.accounts.acting import as_actor
        from hoathuan.accounts.actor import actor_for

        seat = seat_of("commune_accountant", build_world().xa_a)
        numbers = iter("12")

        def run(what: Any, **more: Any) -> Any:
            actor = actor_for(seat, seat.person.user)
            with as_actor(actor):
                return what(actor=actor, unit=seat.unit, year=YEAR, line=PAY, **more)

        def both() -> tuple[list[Any], api.Sums]:
            run(api.allocate, amount=1_000_000, document=DECISION)
            got = race(lambda: run(api.commit, amount=700_000, reference=ref(next(numbers))), 2)
            return got, api.sums(seat.unit, YEAR, PAY)

        return both

    def test_one_is_told_that_the_money_is_gone(self, tried: Any) -> None:
        got, sums = tried()
        refused = [one for one in got if isinstance(one, Exception)]
        assert [type(one) for one in refused] == [api.OverBudget]
        assert sums.remaining == 300_000

    def test_without_the_lock_both_would_have_it(self, tried: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """The control: both look before either has written."""
        import threading

        both, real = threading.Barrier(2), book.Book.write
        monkeypatch.setattr(book.Book, "afford", _without_lock(book.Book.afford, both))
        monkeypatch.setattr(
            book.Budget.objects, "select_for_update", lambda **_how: book.Budget.objects.all()
        )
        got, sums = tried()
        assert real
        assert not [one for one in got if isinstance(one, Exception)]
        assert sums.remaining == -400_000


def _without_lock(real: Any, both: Any) -> Any:
    def afford(self: Any, *args: Any, **kwargs: Any) -> None:
        real(self, *args, **kwargs)
        both.wait(timeout=20)

    return afford
