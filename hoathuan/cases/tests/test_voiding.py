"""A dispute that was written by mistake keeps its number and counts nowhere; a moved day moves the area with it."""

from datetime import date
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from hoathuan.cases import book, rules, selectors, services
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseContent
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.windows import Window
from hoathuan.stats.api import Measure, value
from hoathuan.teams.models import Team
from hoathuan.units.models import Area
from hoathuan.units.placing import place_areas

YEAR = Window.year(2026)


@pytest.fixture
def case(acting: Any, officer: Any, entry: Any) -> Any:
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry(paper_number=7))


def void(acting: Any, seat: Any, case: Any, reason: str = "Ghi trùng với vụ việc số 4") -> Any:
    with acting(seat) as actor:
        return services.void(actor=actor, case=case, version=case.version, reason=reason)


def numbers(unit: Any) -> list[Any]:
    keys = ("cases.received", "cases.ended", "cases.open", "teams.with_case")
    return [value(Measure(key), unit, YEAR) for key in keys]


def test_a_voided_dispute_counts_nowhere_and_keeps_its_number(
    world: Any, acting: Any, officer: Any, case: Any, entry: Any
) -> None:
    places = (world.xa_a, world.tinh_mau, world.country)
    assert all(numbers(unit) == [1, 1, 0, 1] for unit in places)
    void(acting, officer, case)
    assert all(numbers(unit) == [0, 0, 0, 0] for unit in places)
    with acting(officer) as actor:
        following = services.record_ended_case(actor=actor, entry=entry(summary="Việc sau."))
    assert (case.book_number, following.book_number) == (1, 2)


def test_an_open_dispute_that_is_voided_waits_for_nobody(acting: Any, officer: Any, entry: Any) -> None:
    with acting(officer) as actor:
        case = services.receive(actor=actor, entry=entry(ended_on=None))
        assert selectors.counts(actor)["waiting"] == 1
        services.void(actor=actor, case=case, version=case.version, reason="ghi nhầm tổ")
        assert selectors.counts(actor)["waiting"] == 0
        assert not selectors.open_cases(actor).exists()
        assert not selectors.lacking_columns(actor, selectors.visible_cases(actor)).exists()


def test_nothing_happens_to_a_voided_dispute_any_more(acting: Any, officer: Any, case: Any) -> None:
    void(acting, officer, case)
    assert rules.allowed_steps(case) == ()
    with acting(officer) as actor:
        with pytest.raises(CaseRefused):
            services.void(actor=actor, case=case, version=case.version, reason="lần nữa")
        new = Amendment(received_on=case.received_on, field=case.field)
        with pytest.raises(CaseRefused, match="đã hủy"):
            services.amend(actor=actor, case=case, version=case.version, new=new)


def test_a_reason_is_needed_and_stands_in_the_book(acting: Any, officer: Any, team: Any, case: Any) -> None:
    with pytest.raises(CaseRefused):
        void(acting, officer, case, reason=" ")
    void(acting, officer, case)
    with acting(officer) as actor:
        line = book.register(list(book.entries_of_book(actor, team, 2026)), team, 2026).entries[0]
    assert (line.no, line.void_reason) == ("1", "Ghi trùng với vụ việc số 4")
    assert line.summary, "what stood there is struck through, not left out"


def test_the_page_and_the_list_say_that_it_is_voided(
    acting: Any, client_for: Any, officer: Any, case: Any
) -> None:
    client = client_for(officer)
    address = reverse("cases:step", args=[case.uuid, "huy"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "Ghi nhầm tổ", "version": case.version}).status_code == 302
    page = client.get(reverse("cases:detail", args=[case.uuid])).content.decode()
    assert "Đã hủy" in page
    assert "Ghi nhầm tổ" in page
    assert "Đã hủy" in client.get(reverse("cases:list")).content.decode()
    assert "Số 1/2026" not in client.get(reverse("cases:list"), {"trang_thai": "ended"}).content.decode()
    assert "Số 1/2026" in client.get(reverse("cases:list"), {"trang_thai": "voided"}).content.decode()


def test_head_and_officer_void_and_nobody_else(
    world: Any, seat_of: Any, client_for: Any, acting: Any, team: Any, head: Any, case: Any
) -> None:
    village = world.villages["Xã An Mẫu"][0]
    refused = {
        "mediator": seat_of("mediator", village, team_id=team.pk),
        "parent": seat_of("province_officer", world.tinh_mau),
        "sister": seat_of("commune_officer", world.xa_b),
    }
    for seat in refused.values():
        with acting(seat) as actor, pytest.raises(NotYours):
            services.void(actor=actor, case=case, version=case.version, reason="ghi nhầm")
    address = reverse("cases:step", args=[case.uuid, "huy"])
    answers = {name: client_for(seat).get(address).status_code for name, seat in refused.items()}
    assert answers["parent"] == 403
    assert answers["sister"] == 404
    assert client_for(None).get(address).status_code == 302
    assert void(acting, head, case).voided_on == date(2026, 6, 23)


def test_the_same_dispute_and_paper_number_may_be_written_anew(
    acting: Any, officer: Any, case: Any, entry: Any
) -> None:
    void(acting, officer, case)
    with acting(officer) as actor:
        again = services.record_ended_case(actor=actor, entry=entry(paper_number=7))
    assert again.pk != case.pk


def test_another_day_of_receipt_moves_a_dispute_to_the_area_of_that_day(
    world: Any, acting: Any, officer: Any, team: Any, case: Any
) -> None:
    """The commune had other borders until the end of May."""
    current = case.area
    Area.objects.filter(pk=current.pk).update(valid=DateRange(date(2026, 6, 1), None))
    former = Area.objects.create(
        then_commune=world.xa_a, then_province=world.tinh_mau, now_commune=world.xa_a,
        now_province=world.tinh_mau, zone=current.zone, valid=DateRange(date(2025, 7, 1), date(2026, 6, 1)),
    )  # fmt: skip
    place_areas()
    Team.objects.filter(pk=team.pk).update(area=former)
    with acting(officer) as actor:
        case = Case.objects.get(pk=case.pk)
        new = Amendment(
            received_on=date(2026, 5, 20), field=case.field, ended_on=case.ended_on, ending=case.ending
        )
        services.amend(actor=actor, case=case, version=case.version, new=new)
        case.refresh_from_db()
        assert case.area_id == former.pk
        back = Amendment(
            received_on=date(2026, 6, 2), field=case.field, ended_on=case.ended_on, ending=case.ending
        )
        services.amend(actor=actor, case=Case.objects.get(pk=case.pk), version=case.version, new=back)
        case.refresh_from_db()
        assert case.area_id == current.pk
        assert CaseContent.objects.filter(case=case).exists()


def test_what_was_put_right_after_the_form_was_opened_is_not_voided_unseen(
    acting: Any, client_for: Any, officer: Any, case: Any
) -> None:
    """The service refuses the version of before; the page asks to look once more."""
    with acting(officer) as actor:
        days = {"received_on": case.received_on, "ended_on": case.ended_on, "ending": case.ending}
        new = Amendment(field=case.field, summary="Đã ghi lại.", **days)
        services.amend(actor=actor, case=Case.objects.get(pk=case.pk), version=case.version, new=new)
        now = Case.objects.get(pk=case.pk)
        with pytest.raises(CaseRefused, match="vừa sửa hoặc hủy"):
            services.void(actor=actor, case=now, version=case.version, reason="ghi nhầm")
    address = reverse("cases:step", args=[case.uuid, "huy"])
    browser = client_for(officer)
    sent = {"reason": "ghi nhầm tổ", "version": case.version}
    assert "vừa lưu bản ghi này" in browser.post(address, sent).content.decode()
    assert browser.post(address, sent | {"version": now.version}).status_code == 302
    assert Case.objects.get(pk=case.pk).voided_on
