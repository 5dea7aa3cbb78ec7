"""Working days of a place: holidays, exceptions with their document, and who hears when a shown date moves."""

from datetime import date
from typing import Any

import pytest

from hoathuan.accounts import notices
from hoathuan.accounts.models import Notice
from hoathuan.norms import api, services
from hoathuan.norms.days import chores, years
from hoathuan.norms.errors import NormRefused
from hoathuan.norms.models import CalendarException, CalendarYear
from hoathuan.norms.values import Document

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = date(2026, 7, 6), date(2026, 7, 7)
STORM = Document("12/QĐ-UBND", date(2026, 7, 4))


def put(actor: Any, province: Any, day: date = MONDAY, working: bool = False, **more: Any) -> Any:
    given = {"reason": "Nghỉ phòng bão", "document": STORM} | more
    return services.put_exception(actor=actor, province=province, day=day, working=working, **given)


@pytest.fixture
def keeper(world: Any, seat_of: Any, actor_of: Any) -> Any:
    return actor_of(seat_of("administrator", world.tinh_mau))


@pytest.fixture
def due(world: Any, seat_of: Any, shown_dues: list[Any]) -> Any:
    """Three working days from Friday 03/07/2026, shown to an officer: Wednesday 08/07/2026."""
    officer = seat_of("commune_officer", world.xa_a)
    user = officer.person.user_id
    shown_dues.append(
        api.CountedDue("Quyết định công nhận", "/viec/1/", date(2026, 7, 3), 3, world.tinh_mau.pk, [user])
    )
    return officer


def test_a_day_off_of_a_province_is_none_elsewhere(world: Any, keeper: Any) -> None:
    put(keeper, world.tinh_mau)
    friday = date(2026, 7, 3)
    assert api.add_days(friday, 1, "working", unit=world.xa_a) == TUESDAY
    assert api.add_days(friday, 1, "working", unit=world.xa_c) == MONDAY
    assert api.add_days(friday, 1, "working") == MONDAY


def test_the_provinces_word_on_a_day_comes_after_the_countrys(
    world: Any, keeper: Any, seat_of: Any, actor_of: Any
) -> None:
    country = actor_of(seat_of("administrator", world.country))
    put(country, None)
    put(keeper, world.tinh_mau, working=True, reason="Trực phòng bão")
    assert api.add_days(date(2026, 7, 3), 1, "working", unit=world.xa_a) == MONDAY
    assert api.add_days(date(2026, 7, 3), 1, "working", unit=world.xa_c) == TUESDAY


def test_a_due_date_that_was_shown_is_found_and_told_when_it_moves(world: Any, keeper: Any, due: Any) -> None:
    moved = put(keeper, world.tinh_mau)
    assert [(one.before, one.after) for one in moved] == [(date(2026, 7, 8), date(2026, 7, 9))]
    notice = Notice.objects.get(user=due.person.user)
    words = notices.sentence(notice)
    assert "08/07/2026" in words
    assert "09/07/2026" in words
    assert "Nghỉ phòng bão" in words
    kept = CalendarException.objects.get().moved
    assert kept == [
        {"what": "Quyết định công nhận", "url": "/viec/1/", "before": "2026-07-08", "after": "2026-07-09"}
    ]


def test_many_dates_of_a_person_are_one_notice(
    world: Any, keeper: Any, due: Any, shown_dues: list[Any]
) -> None:
    user = due.person.user_id
    shown_dues += [
        api.CountedDue(f"Việc {days}", "/viec/", date(2026, 7, 3), days, world.tinh_mau.pk, [user])
        for days in (1, 2)
    ]
    assert len(put(keeper, world.tinh_mau)) == 3
    words = notices.sentence(Notice.objects.get(user=due.person.user))
    assert "“Việc 1” đổi từ 06/07/2026 sang 07/07/2026, và 2 hạn khác cũng đổi" in words


def test_looking_first_changes_and_tells_nothing(world: Any, keeper: Any, due: Any) -> None:
    assert len(put(keeper, world.tinh_mau, only_look=True)) == 1
    assert not CalendarException.objects.exists()
    assert not Notice.objects.exists()
    assert api.add_days(date(2026, 7, 3), 1, "working", unit=world.xa_a) == MONDAY


def test_taking_an_exception_back_moves_and_tells_again(world: Any, keeper: Any, due: Any) -> None:
    put(keeper, world.tinh_mau)
    exception = CalendarException.objects.get()
    moved = services.take_back_exception(actor=keeper, exception=exception, reason="Bão không vào")
    assert [(one.before, one.after) for one in moved] == [(date(2026, 7, 9), date(2026, 7, 8))]
    assert Notice.objects.filter(user=due.person.user).count() == 2
    with pytest.raises(NormRefused, match="trước đó"):
        services.take_back_exception(actor=keeper, exception=exception, reason="Bão không vào")


def test_an_exception_elsewhere_tells_nobody_here(world: Any, seat_of: Any, actor_of: Any, due: Any) -> None:
    other = actor_of(seat_of("administrator", world.tinh_khac))
    assert put(other, world.tinh_khac) == []
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("day", "working"), [(date(2026, 7, 5), False), (MONDAY, True), (date(2026, 9, 2), False)]
)
def test_an_exception_that_says_what_is_so_anyway_is_refused(
    world: Any, keeper: Any, day: date, working: bool
) -> None:
    with pytest.raises(NormRefused, match="không cần ngoại lệ"):
        put(keeper, world.tinh_mau, day=day, working=working)


def test_a_second_exception_for_a_day_is_refused(world: Any, keeper: Any) -> None:
    put(keeper, world.tinh_mau)
    with pytest.raises(NormRefused, match="đã có ngoại lệ"):
        put(keeper, world.tinh_mau, working=True)


def test_who_sets_exceptions(world: Any, seat_of: Any, actor_of: Any) -> None:
    for kind, unit in (
        ("province_officer", world.tinh_mau),
        ("administrator", world.tinh_khac),
        ("administrator", world.xa_a),
        ("administrator", world.country),
    ):
        with pytest.raises(NormRefused):
            put(actor_of(seat_of(kind, unit)), world.tinh_mau)
    put(actor_of(seat_of("province_leader", world.tinh_mau)), world.tinh_mau)


def say(monkeypatch: pytest.MonkeyPatch, extra: date) -> None:
    """A newer package in which this day is off as well."""
    real = years.of_package

    def newer(year: int) -> years.Named:
        named = real(year)
        if year != extra.year:
            return named
        return years.Named(named.off | {extra: "Nghỉ bù"}, named.worked)

    monkeypatch.setattr(years, "of_package", newer)


@pytest.fixture
def in_july(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (years, chores):
        monkeypatch.setattr(module, "today", lambda: date(2026, 7, 1))


def test_holidays_that_a_newer_package_knows_are_told(
    world: Any, due: Any, in_july: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Holidays change after a date was shown: the date stays until the chore takes the year over and tells."""
    assert chores.follow_package() == 0
    say(monkeypatch, MONDAY)
    assert api.add_days(date(2026, 7, 3), 3, "working", unit=world.xa_a) == date(2026, 7, 8)
    assert chores.follow_package() == 1
    assert api.add_days(date(2026, 7, 3), 3, "working", unit=world.xa_a) == date(2026, 7, 9)
    assert "09/07/2026" in notices.sentence(Notice.objects.get(user=due.person.user))
    assert chores.follow_package() == 0
    assert Notice.objects.count() == 1


def test_a_confirmed_year_follows_no_package(
    world: Any, due: Any, in_july: None, seat_of: Any, actor_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    country = actor_of(seat_of("administrator", world.country))
    services.confirm_year(actor=country, year=2026, source="Thông báo nghỉ lễ năm 2026")
    say(monkeypatch, MONDAY)
    assert chores.follow_package() == 0
    line = CalendarYear.objects.get(year=2026)
    assert years.differs(line)
    assert api.add_days(date(2026, 7, 3), 3, "working") == date(2026, 7, 8)
    with pytest.raises(NormRefused, match="đã có người xác nhận"):
        services.confirm_year(actor=country, year=2026, source="Thông báo nghỉ lễ năm 2026")


def test_a_province_does_not_confirm_the_countrys_year(world: Any, keeper: Any, seat_of: Any) -> None:
    seat_of("commune_officer", world.xa_c)
    with pytest.raises(NormRefused):
        services.confirm_year(actor=keeper, year=2026, source="Thông báo nghỉ lễ")


def test_many_due_dates_ask_few_questions(world: Any, django_assert_max_num_queries: Any) -> None:
    calendar = api.calendar_of(world.xa_a)
    with django_assert_max_num_queries(0):
        for n in range(200):
            api.add_days(date(2026, 1, 1), n, "working", calendar=calendar)
