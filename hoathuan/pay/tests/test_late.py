"""What is late is seen upward with its age: not decided, not paid, not handed out."""

from datetime import date

import pytest
from django.urls import reverse

from hoathuan.pay import late, services

pytestmark = pytest.mark.django_db


def page_of(client_for, seat):
    return client_for(seat).get(reverse("pay:arrears"))


def test_what_was_decided_and_not_paid_in_time_is_seen_by_the_province(desk, money, go, client_for):
    desk.case()
    desk.decided()
    go(date(2026, 7, 10))
    text = page_of(client_for, desk.seats["parent"]).content.decode()
    assert "chậm 10 ngày" in text
    assert "Xã An Mẫu" in text


def test_what_is_not_decided_on_the_fifth_working_day_is_late_on_the_next_day(desk, money, go, client_for):
    desk.case()
    claim = desk.sent()
    assert claim.due_on == date(2026, 6, 30)
    go(date(2026, 6, 30), 23)
    assert page_of(client_for, desk.seats["parent"]).context["undecided_count"] == 0
    go(date(2026, 7, 1), 0)
    for seat in ("parent", "leader"):
        page = page_of(client_for, desk.seats[seat])
        assert [(one.pk, one.age) for one in page.context["undecided"]] == [(claim.pk, 1)]
        assert "chậm 1 ngày" in page.content.decode()


def test_money_that_a_team_still_holds_after_three_days_is_late_until_all_have_it(
    desk, money, go, client_for, scan
):
    desk.case()
    _claim, payment = desk.paid()
    go(date(2026, 6, 26), 23)
    assert page_of(client_for, desk.seats["parent"]).context["held_count"] == 0
    go(date(2026, 6, 29))
    page = page_of(client_for, desk.seats["parent"])
    assert [(one.pk, one.age) for one in page.context["held"]] == [(payment.pk, 3)]
    desk(
        "officer", services.confirm_sheet, payment=payment, people=[desk.mediators[0].person_id],
        on=date(2026, 6, 29), sheet=scan(),
    )  # fmt: skip
    assert page_of(client_for, desk.seats["parent"]).context["held_count"] == 0


def test_the_province_reads_numbers_and_sums_of_each_kind_by_commune(desk, money, go, acting):
    desk.case()
    desk.paid()
    desk.case()
    desk.decided()
    desk.case()
    desk.sent()
    go(date(2026, 7, 10))
    with acting(desk.seats["parent"]) as actor:
        (row,) = late.by_unit(actor)
    assert (row.undecided, row.unpaid, row.held) == ((1, 400_000), (1, 400_000), (1, 400_000))
    assert (str(row.unit), row.oldest) == ("Xã An Mẫu", date(2026, 6, 26))


def test_the_sister_commune_sees_nothing_of_it_and_a_team_does_not_open_the_page(desk, money, go, client_for):
    desk.case()
    desk.sent()
    go(date(2026, 7, 10))
    page = page_of(client_for, desk.seats["sister"])
    assert (page.context["undecided_count"], page.context["held_count"]) == (0, 0)
    assert page_of(client_for, desk.seats["head"]).status_code == 403


def test_the_page_asks_the_same_number_of_questions_for_many(
    desk, money, go, client_for, django_assert_max_num_queries
):
    for _number in range(3):
        desk.case()
        desk.paid()
        desk.case()
        desk.sent()
    go(date(2026, 7, 10))
    client = client_for(desk.seats["parent"])
    client.get(reverse("pay:arrears"))
    with django_assert_max_num_queries(45):
        assert client.get(reverse("pay:arrears")).status_code == 200


def test_what_nobody_has_asked_for_has_an_age_for_team_and_commune(desk, money, go, client_for):
    """However long ago it ended: the usual days of one click hide nothing from who looks for what is late."""
    old = desk.case(received_on=date(2025, 8, 1), ended_on=date(2025, 8, 9), late_reason="Sổ giấy")
    desk.case()
    go(date(2026, 7, 10))
    for seat in ("officer", "head"):
        found = desk(seat, late.unasked)
        assert [(one.count, one.oldest, one.age) for one in found] == [(2, old.ended_on, 335)]
        page = client_for(desk.seats[seat]).get("/").content.decode()
        assert "2 vụ việc đã kết thúc chưa ai đề nghị thù lao" in page
        assert "?since=09/08/2025" in page
    page = page_of(client_for, desk.seats["officer"]).content.decode()
    assert "2 vụ việc, kết thúc từ ngày 09/08/2025" in page
    assert "đã 335 ngày" in page
    asked = client_for(desk.seats["head"]).get(reverse("pay:draft") + "?since=09/08/2025").content.decode()
    assert "Có 2 vụ việc đã kết thúc từ ngày 09/08/2025" in asked
    assert desk("sister", late.unasked) == []


def test_support_that_nobody_has_drawn_up_is_told_beside_what_is_late(desk, money, go, client_for):
    go(date(2026, 7, 10))
    page = page_of(client_for, desk.seats["officer"])
    assert page.context["behind"] == 1
    assert "Còn nợ 1 tổ" in page.content.decode()
