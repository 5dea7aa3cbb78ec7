"""The numbers of disputes, and that they add up whatever people did."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hoathuan.cases import services
from hoathuan.cases.choices import Ending, Field
from hoathuan.cases.models import Case
from hoathuan.core.errors import DomainError
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, value

from .conftest import TODAY, make_mediator

pytestmark = pytest.mark.django_db


def number(unit, window, key, **where):
    return value(Measure(key, where), unit, window)


def test_each_number_counts_what_its_definition_says(acting, officer, entry, team, world):
    with acting(officer) as actor:
        services.record_ended_case(actor=actor, entry=entry())
        services.record_ended_case(actor=actor, entry=entry(ending=Ending.PARTY, field=Field.DIVORCE))
        services.receive(actor=actor, entry=entry(ended_on=None, summary="a"))
        mediated = services.receive(actor=actor, entry=entry(ended_on=None, summary="b"))
        services.decide_scope(actor=actor, case=mediated, reason="Có", on_date=date(2026, 6, 2))
        services.assign(actor=actor, case=mediated, mediator=make_mediator(team, "Vi Mẫu"),
                        assigned_on=date(2026, 6, 5))  # fmt: skip
        referred = services.receive(actor=actor, entry=entry(ended_on=None, summary="c"))
        services.refer(
            actor=actor, case=referred, referred_on=date(2026, 6, 3), reason="x", body="Công an xã"
        )
    june, early = Window.month(2026, 6), Window(date(2026, 6, 1), date(2026, 6, 4))
    for unit in (world.xa_a, world.tinh_mau, world.country):
        assert number(unit, june, "cases.received") == 5
        assert number(unit, june, "cases.received", matter="c") == 1
        assert number(unit, june, "cases.ended", outcome="successful") == 1
        assert number(unit, june, "cases.ended") == 2
        assert number(unit, june, "cases.referred") == 1
        assert (number(unit, june, "cases.not_yet"), number(unit, june, "cases.in_progress")) == (1, 1)
        assert (number(unit, early, "cases.not_yet"), number(unit, early, "cases.in_progress")) == (4, 0)
        assert number(unit, june, "cases.open") == 2
        assert number(unit, june, "cases.success_rate") == 0.5
        assert number(unit, june, "teams.with_case") == 1
    assert number(world.xa_b, june, "cases.received") == 0


def test_disputes_begun_in_time_are_divided_by_those_whose_day_has_come(acting, officer, entry, team, world):
    """Law 35/2013/QH13 Art. 20(2): three days from the assignment, counted by hand."""
    mediator = make_mediator(team, "Vi Mẫu")

    def assigned(day, began=None):
        case = services.receive(actor=actor, entry=entry(ended_on=None, summary=str(day), received_on=day))
        services.decide_scope(actor=actor, case=case, reason="Có", on_date=day)
        services.assign(actor=actor, case=case, mediator=mediator, assigned_on=day)
        if began:
            services.start(actor=actor, case=case, started_on=began)
        return case

    with acting(officer) as actor:
        assigned(date(2026, 6, 2), date(2026, 6, 4))
        assigned(date(2026, 6, 3), date(2026, 6, 9))
        assigned(date(2026, 6, 4))  # its day has passed
        assigned(TODAY)  # its day has not come
        ended = assigned(date(2026, 6, 5))  # nobody began, and it is over
        services.end(actor=actor, case=ended, ended_on=date(2026, 6, 6), ending=Ending.PARTY)
    rows = [
        case for case in Case.objects.all() if case.start_by and case.start_by < TODAY and not case.closed_on
    ]
    in_time = [case for case in rows if case.started_on and case.started_on <= case.start_by]
    june = Window.month(2026, 6)
    assert (len(in_time), len(rows)) == (1, 3)
    assert number(world.xa_a, june, "cases.to_begin", begun="late") == 2
    assert number(world.xa_a, june, "cases.begun_rate") == Decimal(len(in_time)) / len(rows)
    assert number(world.xa_b, june, "cases.begun_rate") is None


STEPS = ("accept", "refer", "assign", "start", "end", "reopen", "amend", "void")
days = st.integers(min_value=0, max_value=40).map(lambda n: TODAY - timedelta(days=n))
moves = st.lists(
    st.tuples(st.sampled_from(("receive", "record", *STEPS)), days, st.integers(0, 5)), max_size=14
)


def take(actor, entry, mediator, step, day, pick):
    """One verb with arguments that may or may not be allowed; a refusal changes nothing."""
    cases = list(Case.objects.order_by("id"))
    if step in ("receive", "record"):
        changes = {"received_on": day, "ended_on": None} if step == "receive" else {
            "received_on": day, "ended_on": min(day + timedelta(days=pick), TODAY),
            "ending": list(Ending)[pick % 3]}  # fmt: skip
        services.record_many(actor=actor, entries=[entry(**changes)])
    elif cases:
        case = cases[pick % len(cases)]
        verb = {
            "accept": lambda: services.decide_scope(actor=actor, case=case, reason="r", on_date=day),
            "refer": lambda: services.refer(actor=actor, case=case, referred_on=day, reason="r", body="b"),
            "assign": lambda: services.assign(actor=actor, case=case, mediator=mediator, assigned_on=day, reason="x"),
            "start": lambda: services.start(actor=actor, case=case, started_on=day),
            "end": lambda: services.end(actor=actor, case=case, ended_on=day, ending=list(Ending)[pick % 3]),
            "reopen": lambda: services.reopen(actor=actor, case=case, on_date=day),
            "void": lambda: services.void(actor=actor, case=case, version=case.version, reason="ghi nhầm"),
            "amend": lambda: services.amend(
                actor=actor, case=case, version=case.version,
                new=services.amending.Amendment(received_on=day, field=case.field, ended_on=case.ended_on,
                                                ending=case.ending)),
        }[step]  # fmt: skip
        verb()


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=moves, first=days, length=st.integers(0, 40))
def test_whatever_people_do_the_sums_of_any_window_agree(
    acting, officer, entry, team, world, moves, first, length
):
    """Open at the start + received = ended + referred + open at the end; and the verbs never meet a constraint."""
    with transaction.atomic():
        mediator = make_mediator(team, "Vi Mẫu")
        with acting(officer) as actor:
            for step, day, pick in moves:
                try:
                    with transaction.atomic():
                        take(actor, entry, mediator, step, day, pick)
                except DomainError:
                    continue
        window = Window(first, first + timedelta(days=length))
        before = Window.day(first - timedelta(days=1))
        for unit in (world.xa_a, world.country):
            opened, closed = number(unit, before, "cases.open"), number(unit, window, "cases.open")
            came = number(unit, window, "cases.received")
            went = number(unit, window, "cases.ended") + number(unit, window, "cases.referred")
            assert opened + came == went + closed
        numbers = sorted(Case.objects.filter(book_year=2026).values_list("book_number", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        transaction.set_rollback(True)
