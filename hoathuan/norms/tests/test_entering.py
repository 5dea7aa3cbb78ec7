"""Values are entered with their document; none overlaps another, none comes before its document."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from hoathuan.core.models import AuditEntry
from hoathuan.norms import api, services
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.models import NormValue
from hoathuan.norms.planning import Entry, plan

from .conftest import NOT_PAY, PAY, RESOLUTION, START

pytestmark = pytest.mark.django_db


def pay(unit: Any, on: date) -> int:
    return int(api.value(PAY, on=on, unit=unit).amount or 0)


@pytest.fixture
def seat(world: Any, seat_of: Any) -> Any:
    return seat_of("administrator", world.tinh_mau)


def test_until_a_province_sets_its_own_the_circular_holds(world: Any, seat: Any, enter: Any) -> None:
    """Circular 56/2023/TT-BTC Art. 5(1)."""
    assert pay(world.xa_a, START) == 400_000
    enter(seat)
    assert pay(world.xa_a, date(2026, 7, 31)) == 400_000
    assert pay(world.xa_a, START) == 350_000
    assert pay(world.tinh_mau, START) == 350_000
    assert pay(world.xa_c, START) == 400_000
    assert pay(world.country, START) == 400_000


def test_a_later_value_ends_the_one_before_it(world: Any, seat: Any, enter: Any) -> None:
    enter(seat)
    enter(seat, 380_000, first=date(2027, 1, 1))
    assert pay(world.xa_a, date(2026, 12, 31)) == 350_000
    assert pay(world.xa_a, date(2027, 1, 1)) == 380_000
    found = api.value(PAY, on=date(2026, 12, 31), unit=world.xa_a)
    assert found.last == date(2026, 12, 31)


def test_a_value_carries_its_document_and_who_confirmed_it(world: Any, seat: Any, enter: Any) -> None:
    enter(seat, compared=True)
    found = api.value(PAY, on=START, unit=world.xa_a)
    assert str(found.document) == "Điều 2, 09/2026/NQ-HĐND ngày 10/07/2026"
    assert found.confirmed
    assert found.confirmed_by.startswith(seat.person.full_name)
    assert found.text == "350.000 đồng/vụ việc"


@pytest.mark.parametrize("first", [START, date(2026, 7, 20)])
def test_overlapping_values_are_refused_and_the_other_one_is_named(
    seat: Any, enter: Any, first: date
) -> None:
    enter(seat)
    with pytest.raises(NormRefused) as refused:
        enter(seat, 380_000, first=first)
    words = str(refused.value)
    assert "350.000 đồng/vụ việc từ 01/08/2026" in words
    assert "09/2026/NQ-HĐND" in words
    assert NormValue.objects.filter(key=PAY, unit=seat.unit).count() == 1


def test_a_value_for_some_months_inside_a_running_one_is_refused(seat: Any, enter: Any) -> None:
    """What would hold after it is not said: the running one has to be looked at first."""
    enter(seat)
    with pytest.raises(NormRefused, match="trùng ngày.* để trống ô “Đến hết ngày”") as refused:
        enter(seat, 380_000, first=date(2026, 10, 1), last=date(2026, 12, 31))
    assert refused.value.field == "last"


def test_before_a_value_that_is_entered_already_the_last_day_is_asked_for(seat: Any, enter: Any) -> None:
    enter(seat, first=date(2027, 1, 1))
    with pytest.raises(NormRefused, match="Ghi “Đến hết ngày” là 31/12/2026 hoặc sớm hơn") as refused:
        enter(seat, 380_000)
    assert refused.value.field == "last"
    enter(seat, 380_000, last=date(2026, 12, 31))


def test_values_that_touch_do_not_overlap(world: Any, seat: Any, enter: Any) -> None:
    enter(seat, last=date(2026, 12, 31))
    enter(seat, 380_000, first=date(2027, 1, 1))
    assert pay(world.xa_a, date(2026, 12, 31)) == 350_000
    assert pay(world.xa_a, date(2027, 1, 1)) == 380_000


def test_the_database_refuses_an_overlap_whoever_writes(world: Any, seat: Any, enter: Any) -> None:
    row = enter(seat)[0]
    with pytest.raises(IntegrityError, match="norm_one_value_a_day"), transaction.atomic():
        NormValue.objects.create(
            key=PAY, unit=world.tinh_mau, amount=1, basis=row.basis, valid=DateRange(date(2026, 12, 1), None)
        )


def test_a_value_before_its_document_is_refused(seat: Any, enter: Any) -> None:
    with pytest.raises(NormRefused) as refused:
        enter(seat, first=date(2026, 7, 9))
    assert refused.value.field == "first"
    assert "09/07/2026" in str(refused.value)
    assert "10/07/2026" in str(refused.value)
    enter(seat, first=date(2026, 7, 10))


def test_a_value_that_ends_before_it_begins_is_refused(seat: Any, enter: Any) -> None:
    with pytest.raises(NormRefused, match="Ngày cuối"):
        enter(seat, last=date(2026, 7, 31))


def test_what_the_country_sets_alone_is_not_set_by_a_province(seat: Any, enter: Any) -> None:
    with pytest.raises(NormRefused, match="Trung ương"):
        enter(seat, entries=[Entry("salary.base", Decimal(3_000_000))])


def test_values_of_a_unit_that_is_no_province_are_refused(world: Any, seat_of: Any, enter: Any) -> None:
    for kind in ("administrator", "commune_leader"):
        with pytest.raises(NormRefused):
            enter(seat_of(kind, world.xa_a))
    assert not NormValue.objects.exclude(unit=None).exists()


def test_a_day_on_which_the_province_does_not_exist_is_refused(seat: Any, enter: Any) -> None:
    """The province of the small world begins on 01/07/2025."""
    old = replace(RESOLUTION, issued_on=date(2024, 1, 1))
    with pytest.raises(NormRefused, match="không có vào ngày"):
        enter(seat, document=old, first=date(2024, 6, 1))


@pytest.mark.parametrize(
    "entry",
    [
        Entry(PAY, office="Chủ tịch"),
        Entry(PAY),
        Entry(PAY, Decimal(-1)),
        Entry("reporter.recognise_within", Decimal(5)),
        Entry("reporter.recognise_within", Decimal("2.5"), "working"),
        Entry("no.such.kind", Decimal(1)),
    ],
)
def test_what_does_not_fit_its_kind_is_refused(seat: Any, enter: Any, entry: Entry) -> None:
    with pytest.raises(NormRefused):
        enter(seat, entries=[entry])


def test_all_values_of_a_document_are_written_or_none(world: Any, seat: Any, enter: Any) -> None:
    enter(seat, entries=[Entry(NOT_PAY, Decimal(200_000))])
    both = [Entry(PAY, Decimal(350_000)), Entry(NOT_PAY, Decimal(250_000))]
    with pytest.raises(NormRefused):
        enter(seat, entries=both)
    assert pay(world.xa_a, START) == 400_000
    enter(seat, entries=both, first=date(2027, 1, 1))
    found = api.values([PAY, NOT_PAY], on=date(2027, 1, 1), unit=world.xa_a)
    assert {key: int(value.amount or 0) for key, value in found.items()} == {PAY: 350_000, NOT_PAY: 250_000}


def test_more_than_the_ceiling_is_refused_with_the_clause(world: Any, seat: Any, enter: Any) -> None:
    """Circular 56/2023/TT-BTC Art. 5(1): the council sets State money up to the circular's figure."""
    for place in (world.tinh_mau, world.xa_a):
        with pytest.raises(NormRefused) as refused:
            enter(seat, 400_001, province=place)
        assert "khoản 1 Điều 5 Thông tư 56/2023/TT-BTC" in str(refused.value)
        assert "400.000 đồng/vụ việc" in str(refused.value)
    enter(seat, 400_000)
    assert pay(world.xa_a, START) == 400_000


def test_what_changed_while_one_looked_is_shown_again(world: Any, seat: Any, enter: Any) -> None:
    entries = [Entry(PAY, Decimal(380_000))]
    seen = plan(
        province=world.tinh_mau, document=RESOLUTION, first=date(2027, 1, 1), last=None, entries=entries
    ).token
    enter(seat)
    with pytest.raises(services.Changed):
        enter(seat, entries=entries, first=date(2027, 1, 1), seen=seen)


def test_taking_back_gives_the_days_back(world: Any, seat: Any, enter: Any, actor_of: Any) -> None:
    enter(seat)
    second = enter(seat, 380_000, first=date(2027, 1, 1))[0]
    services.take_back(actor=actor_of(seat), value=second, reason="Nhập nhầm nghị quyết")
    assert pay(world.xa_a, date(2027, 6, 1)) == 350_000
    with pytest.raises(NormRefused, match="trước đó"):
        services.take_back(actor=actor_of(seat), value=second, reason="Nhập nhầm nghị quyết")


def test_taking_back_needs_a_reason(seat: Any, enter: Any, actor_of: Any) -> None:
    row = enter(seat)[0]
    with pytest.raises(NormRefused, match="lý do"):
        services.take_back(actor=actor_of(seat), value=row, reason=" ")


def test_days_that_went_to_a_third_value_are_not_given_back_twice(
    world: Any, seat: Any, enter: Any, actor_of: Any
) -> None:
    enter(seat)
    second = enter(seat, 380_000, first=date(2027, 1, 1))[0]
    enter(seat, 390_000, first=date(2028, 1, 1))
    with pytest.raises(NormRefused, match="01/01/2028"):
        services.take_back(actor=actor_of(seat), value=second, reason="Nhập nhầm nghị quyết")
    assert pay(world.xa_a, date(2027, 6, 1)) == 380_000


def test_replacing_keeps_the_days_and_the_wrong_value(
    world: Any, seat: Any, enter: Any, actor_of: Any
) -> None:
    wrong = enter(seat, 35_000)[0]
    services.replace(
        actor=actor_of(seat),
        value=wrong,
        entry=Entry(PAY, Decimal(350_000)),
        document=RESOLUTION,
        reason="Thiếu số 0",
    )
    assert pay(world.xa_a, START) == 350_000
    old = NormValue.objects.get(pk=wrong.pk)
    assert (int(old.amount or 0), old.void_reason) == (35_000, "Thiếu số 0")


def test_a_replacement_that_is_taken_back_gives_back_what_the_wrong_one_cut(
    world: Any, seat: Any, enter: Any, actor_of: Any
) -> None:
    enter(seat)
    wrong = enter(seat, 38_000, first=date(2027, 1, 1))[0]
    right = services.replace(
        actor=actor_of(seat),
        value=wrong,
        entry=Entry(PAY, Decimal(380_000)),
        document=RESOLUTION,
        reason="Thiếu số 0",
    )
    services.take_back(actor=actor_of(seat), value=right, reason="Văn bản bị bãi bỏ")
    assert pay(world.xa_a, date(2027, 6, 1)) == 350_000


def test_entering_leaves_a_line_in_the_trail(seat: Any, enter: Any) -> None:
    enter(seat)
    line = AuditEntry.objects.get(action="norms.entered")
    assert line.data == {"keys": [PAY], "first": "2026-08-01"}
    assert line.actor_seat == seat.pk


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE norms_normvalue SET amount = 1",
        "UPDATE norms_normvalue SET key = 'x'",
        "DELETE FROM norms_normvalue",
        "UPDATE norms_basis SET number = 'x'",
        "DELETE FROM norms_localcheck",
        "DELETE FROM norms_calendarexception",
        "UPDATE norms_calendarexception SET day = '2026-01-01'",
    ],
)
def test_what_is_written_cannot_be_rewritten_by_the_application(statement: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_who_may_write_for_which_place(world: Any, seat_of: Any, enter: Any) -> None:
    """Own province's administrator and director; not the officer, the sister province, the country for a province."""
    for kind in ("administrator", "province_leader"):
        seat = seat_of(kind, world.tinh_mau)
        enter(seat, first=date(2027 if kind == "administrator" else 2028, 1, 1))
    for kind, unit in (
        ("province_officer", world.tinh_mau),
        ("administrator", world.tinh_khac),
        ("administrator", world.country),
        ("ministry_viewer", world.country),
        ("inspector", world.tinh_mau),
    ):
        with pytest.raises(NormRefused):
            enter(seat_of(kind, unit), province=world.tinh_mau)
    country = seat_of("administrator", world.country)
    enter(country, province=None, entries=[Entry("salary.base", Decimal(2_700_000))], first=date(2027, 7, 1))
    assert int(api.value("salary.base", on=date(2027, 7, 1)).amount or 0) == 2_700_000


def test_a_province_that_works_alone_writes_national_values_too(
    world: Any, seat: Any, seat_of: Any, enter: Any
) -> None:
    enter(seat, province=None, entries=[Entry("salary.base", Decimal(2_700_000))], first=date(2027, 7, 1))
    seat_of("commune_officer", world.xa_c)
    with pytest.raises(NormRefused):
        enter(seat, province=None, entries=[Entry("salary.base", Decimal(2_800_000))], first=date(2028, 7, 1))


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Two administrators enter the same kind for the same days."""

    def test_one_of_two_is_told_what_the_other_entered(self, seat_of: Any, race: Any, enter: Any) -> None:
        from conftest import build_world

        seat = seat_of("administrator", build_world().tinh_mau)
        got = race(lambda: enter(seat), 2)
        refused = [one for one in got if isinstance(one, Exception)]
        assert len(refused) == 1
        assert isinstance(refused[0], NormRefused)
        assert "350.000 đồng/vụ việc từ 01/08/2026" in str(refused[0])
        assert NormValue.objects.filter(key=PAY, unit=seat.unit).count() == 1

    def test_the_race_is_real_without_the_lock(
        self, seat_of: Any, race: Any, enter: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Without it both look before either has written, and one falls into the constraint instead of words."""
        import threading

        from conftest import build_world
        from hoathuan.norms.services import entering

        seat = seat_of("administrator", build_world().tinh_mau)
        both, real = threading.Barrier(2), entering._basis
        monkeypatch.setattr(entering, "one_writer", lambda _province: None)

        def after_both_looked(*args: Any, **kwargs: Any) -> Any:
            both.wait(timeout=20)
            return real(*args, **kwargs)

        monkeypatch.setattr(entering, "_basis", after_both_looked)
        got = race(lambda: enter(seat), 2)
        refused = [one for one in got if isinstance(one, Exception)]
        assert len(refused) == 1
        assert isinstance(refused[0], IntegrityError)
