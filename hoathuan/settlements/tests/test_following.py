"""Promises until they are kept, problems on their way to the Front."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from hoathuan.accounts.models import Notice, Seat
from hoathuan.cases import services as cases
from hoathuan.core import dates
from hoathuan.core.stale import StaleRecord
from hoathuan.inbox.api import lines_of
from hoathuan.settlements import api, rules
from hoathuan.settlements.choices import Deed, Span, Standing
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import (
    Agreement,
    Promise,
    PromiseEvent,
    PromiseText,
    Report,
)
from hoathuan.settlements.services import promises, reporting
from hoathuan.settlements.services.promises import Changed, NewPromise
from hoathuan.teams.models import TeamVillage

from .conftest import AGREED
from .test_agreements import amend

pytestmark = pytest.mark.django_db
DUE = date(2026, 6, 20)


def add(acted, case, **changes):
    given = {"debtor": "Hà Văn Mẫu", "deed": "Dời hàng rào", "due_on": DUE} | changes
    return acted(lambda actor: promises.promise(actor=actor, case=case, new=NewPromise(**given)))


def tell(acted, one, deed, on, **more):
    one.refresh_from_db()
    return acted(
        lambda actor: promises.follow(
            actor=actor, one=one, deed=deed, version=one.version, on_date=on, **more
        )
    )


def test_promises_need_no_written_agreement(acted, case):
    (one,) = add(acted, case)
    assert (one.standing, one.due_on) == (Standing.OPEN, DUE)
    assert Agreement.objects.get(case=case).newest == 0


def test_instalments_are_followed_one_by_one_and_add_up(acted, case):
    parts = rules.read_parts("30/06/2026 2.000.000\n30/07/2026 3.000.000", 5_000_000)
    rows = add(acted, case, deed="Trả tiền", parts=parts, amount=5_000_000)
    assert [(one.part, one.parts, one.due_on) for one in rows] == [
        (1, 2, date(2026, 6, 30)), (2, 2, date(2026, 7, 30)),
    ]  # fmt: skip
    texts = acted(lambda actor: [text.amount for text in PromiseText.objects.order_by("promise_id")])
    assert sum(texts) == 5_000_000


def test_what_lasts_has_no_day_and_what_has_a_day_needs_one(acted, case):
    (one,) = add(acted, case, span=Span.LASTING, due_on=None, deed="Không thả chó")
    assert one.due_on is None
    with pytest.raises(SettlementRefused, match="Ghi hạn cuối"):
        add(acted, case, due_on=None)
    with pytest.raises(SettlementRefused, match="đứng trước ngày thỏa thuận"):
        add(acted, case, due_on=AGREED - timedelta(days=1))


def test_the_last_promise_kept_closes_the_follow_up_and_a_mistake_opens_it(acted, case):
    (first,), (second,) = add(acted, case), add(acted, case, deed="Trả tiền", amount=1_000)
    tell(acted, first, Deed.KEPT, DUE)
    assert Agreement.objects.get(case=case).followed_until is None
    kept = tell(acted, second, Deed.KEPT, DUE + timedelta(days=1))
    assert kept.standing == Standing.KEPT_LATE
    assert Agreement.objects.get(case=case).followed_until == DUE + timedelta(days=1)
    tell(acted, second, Deed.REVERTED, DUE + timedelta(days=1), words="ghi nhầm người")
    assert Agreement.objects.get(case=case).followed_until is None


def test_promises_without_a_paper_hold_again_when_the_dispute_is_a_success_again(
    acted, case, officer, acting
):
    (one,) = add(acted, case)
    acted(lambda actor: amend(actor, case, ending="party"))
    with pytest.raises(SettlementRefused, match="không còn hiệu lực"):
        tell(acted, one, Deed.KEPT, DUE)
    acted(lambda actor: amend(actor, case, ending="agreement"))
    assert api.proofs_of(case).promises == 1
    with acting(officer) as actor:
        assert len(lines_of(actor, only=["settlements.promise"])) == 1
    tell(acted, one, Deed.KEPT, DUE)


def test_what_the_parties_changed_keeps_what_it_was(acted, case):
    (one,) = add(acted, case, amount=5_000_000)
    new = Changed(due_on=date(2026, 7, 20), amount=4_000_000)
    changed = tell(acted, one, Deed.CHANGED, DUE, changed=new)
    assert (changed.due_on, changed.standing) == (date(2026, 7, 20), Standing.OPEN)
    words = acted(lambda actor: PromiseEvent.objects.order_by("-id").first().words)
    assert "20/06/2026" in words
    assert "5.000.000" in words


def test_force_majeure_is_told_with_its_day_and_words(acted, case):
    """Law 35/2013/QH13 Art. 25."""
    (one,) = add(acted, case)
    with pytest.raises(SettlementRefused, match="Ghi vài chữ"):
        tell(acted, one, Deed.FORCE, DUE)
    assert tell(acted, one, Deed.FORCE, DUE, words="lũ cuốn mất đường").standing == Standing.FORCE


def test_of_two_who_write_the_same_step_the_second_is_told(acted, case):
    (one,) = add(acted, case)
    seen = one.version
    tell(acted, one, Deed.KEPT, DUE)
    with pytest.raises(StaleRecord):
        acted(
            lambda actor: promises.follow(actor=actor, one=one, deed=Deed.BROKEN, version=seen, on_date=DUE)
        )


def test_each_day_must_lie_between_the_agreement_and_today(acted, case):
    (one,) = add(acted, case)
    for day in (AGREED - timedelta(days=1), date(2026, 6, 24)):
        with pytest.raises(SettlementRefused, match="Ngày phải từ"):
            tell(acted, one, Deed.KEPT, day)


def test_an_open_promise_is_due_at_its_team_and_names_nobody(acted, case, officer, head, acting):
    add(acted, case, deed="Trả tiền cho bà Mẫu")
    for seat in (officer, head):
        with acting(seat) as actor:
            (line,) = lines_of(actor, only=["settlements.promise"])
        assert (line.due.due_on, line.state) == (DUE, "late")
        told = f"{line.due.title} {line.due.note}"
        assert "Mẫu" not in told
        assert str(case) in told


def test_kept_promises_and_ended_agreements_are_no_longer_due(acted, case, officer, acting):
    (one,) = add(acted, case)
    tell(acted, one, Deed.KEPT, DUE)
    with acting(officer) as actor:
        assert lines_of(actor, only=["settlements.promise"]) == []


@pytest.fixture
def front(world, seat_of, team):
    village = world.villages["Xã An Mẫu"][0]
    TeamVillage.objects.create(team=team, village=village, started_on=date(2025, 7, 1))
    return seat_of("front_head", village, "Trưởng ban Mẫu")


def test_a_problem_goes_from_mediator_to_head_to_front_without_content(
    acted, case, world, seat_of, team, head, front, acting
):
    """Law 35/2013/QH13 Art. 26."""
    mediator = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=team.pk)
    add(acted, case)
    one = acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), mediator)
    assert one.told_front_on is None
    with acting(head) as actor:
        assert len(lines_of(actor, only=["settlements.head"])) == 1
    with acting(front) as actor:
        assert lines_of(actor, only=["settlements.front"]) == []
    acted(lambda actor: reporting.pass_on(actor=actor, one=one), head)
    notice = Notice.objects.get(kind=reporting.NOTICE)
    assert notice.user == front.person.user
    assert not set(map(str, notice.data.values())) & {"Hà Văn Mẫu", "Dời hàng rào"}
    with acting(front) as actor:
        assert len(lines_of(actor, only=["settlements.front"])) == 1
        reporting.hear(actor=actor, one=one)
        assert lines_of(actor, only=["settlements.front"]) == []
    assert Report.objects.get().heard_on == dates.today()


def test_a_report_on_a_dispute_that_was_struck_out_is_no_longer_due(
    acted, case, world, seat_of, team, head, front, acting
):
    mediator = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=team.pk)
    acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), mediator)
    acted(lambda actor: reporting.report(actor=actor, case=case, kind="other", seen_on=DUE))

    def due():
        with acting(head) as actor:
            found = len(lines_of(actor, only=["settlements.head"]))
        with acting(front) as actor:
            return found, len(lines_of(actor, only=["settlements.front"]))

    assert due() == (1, 1)
    acted(lambda actor: cases.void(actor=actor, case=case, version=case.version, reason="ghi trùng"))
    assert due() == (0, 0)


def test_another_villages_front_neither_sees_nor_acknowledges(
    acted, case, world, seat_of, front, acting, client_for
):
    one = acted(lambda actor: reporting.report(actor=actor, case=case, kind="other", seen_on=DUE))
    other = seat_of("front_head", world.villages["Xã An Mẫu"][1])
    with acting(other) as actor, pytest.raises(SettlementRefused):
        reporting.hear(actor=actor, one=one)
    assert client_for(other).get(f"/thoa-thuan/mat-tran/{one.uuid}/").status_code == 404
    page = client_for(front).get(f"/thoa-thuan/mat-tran/{one.uuid}/")
    assert page.status_code == 200
    assert "Hà Văn" not in page.content.decode()
    assert client_for(front).post(f"/thoa-thuan/mat-tran/{one.uuid}/").status_code == 302


def test_without_an_account_the_front_gets_a_slip_on_paper(acted, case):
    one = acted(lambda actor: reporting.report(actor=actor, case=case, kind="broken", seen_on=DUE))
    assert one.on_paper
    acted(lambda actor: reporting.heard_on_paper(actor=actor, one=one, on_date=DUE))
    assert Report.objects.get().heard_on == DUE


def test_without_a_paper_the_day_of_the_agreement_follows_the_corrected_ending(acted, case):
    add(acted, case)
    acted(lambda actor: amend(actor, case, ended_on=date(2026, 6, 8)))
    assert Agreement.objects.get(case=case).agreed_on == date(2026, 6, 8)


def test_what_lasts_is_asked_after_every_year_until_it_is_over(acted, case, head, acting):
    (one,) = add(acted, case, span=Span.LASTING, due_on=None, deed="Không thả trâu")
    assert one.ask_on == date(2027, 6, 10)

    def due():
        with acting(head) as actor:
            return [line.due.due_on for line in lines_of(actor, only=["settlements.promise"])]

    assert due() == [date(2027, 6, 10)]
    Promise.objects.filter(pk=one.pk).update(ask_on=date(2026, 6, 20))
    assert due() == [date(2026, 6, 20)]
    asked = tell(acted, one, Deed.ASKED, date(2026, 6, 21))
    assert (asked.standing, asked.ask_on) == (Standing.OPEN, date(2027, 6, 21))
    assert due() == [date(2027, 6, 21)]
    over = tell(acted, one, Deed.BROKEN, date(2026, 6, 22))
    assert (over.standing, over.ask_on) == (Standing.BROKEN, None)
    assert due() == []


def test_a_leap_day_is_asked_after_on_the_last_of_february():
    assert rules.ask_on(Span.LASTING, Standing.OPEN, date(2028, 2, 29)) == date(2029, 2, 28)
    assert rules.ask_on(Span.DAY, Standing.OPEN, date(2028, 2, 29)) is None
    assert "late" not in rules.steps_of(Standing.OPEN, Span.LASTING)
    assert "asked" not in rules.steps_of(Standing.OPEN, Span.DAY)


def test_what_was_broken_waits_at_the_head_until_the_front_is_told(acted, case, head, front, acting):
    """Law 35/2013/QH13 Art. 26: a broken promise does not drop out of sight."""
    (one,) = add(acted, case)
    tell(acted, one, Deed.BROKEN, DUE)

    def due():
        with acting(head) as actor:
            return [line.due for line in lines_of(actor, only=["settlements.head"])]

    (found,) = due()
    assert "không được thực hiện" in found.title
    assert "Dời hàng rào" not in found.title
    assert found.url == reverse("settlements:report-new", args=[case.uuid])
    acted(lambda actor: reporting.report(actor=actor, case=case, kind="broken", seen_on=DUE), head)
    assert due() == []


def test_where_a_team_has_no_head_the_officer_is_told_that_the_front_must_hear(
    acted, case, officer, world, seat_of, front, acting, client_for
):
    """Law 35/2013/QH13 Art. 26: a report of a mediator and a broken promise wait at the commune, too."""
    mediator = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=case.team_id)
    (one,) = add(acted, case)
    tell(acted, one, Deed.BROKEN, DUE)
    waits = acted(lambda actor: reporting.report(actor=actor, case=case, kind="late", seen_on=DUE), mediator)

    def due(seat):
        with acting(seat) as actor:
            return [line.due.key for line in lines_of(actor, only=["settlements.head"])]

    both = [f"settlements.head:{waits.pk}", f"settlements.head:broken.{one.pk}"]
    assert sorted(due(officer)) == sorted(both)
    assert due(mediator) == []
    assert due(seat_of("commune_officer", world.xa_b)) == []
    page = client_for(officer).get("/viec-den-han/").content.decode()
    assert "báo Trưởng ban công tác Mặt trận" in page
    acted(lambda actor: reporting.pass_on(actor=actor, one=waits))
    acted(lambda actor: reporting.report(actor=actor, case=case, kind="broken", seen_on=DUE))
    assert due(officer) == []


def test_where_a_commune_has_no_officer_the_province_sees_that_the_front_must_hear(
    acted, case, officer, world, seat_of, acting
):
    (one,) = add(acted, case)
    tell(acted, one, Deed.BROKEN, DUE)
    above = seat_of("province_officer", world.tinh_mau)

    def own():
        with acting(above) as actor:
            return [line for line in lines_of(actor, only=["settlements.head"]) if "An Mẫu" in line.vacant]

    assert own() == []
    Seat.objects.filter(pk=officer.pk).update(stopped_at=dates.timezone.now())
    (line,) = own()
    assert "chưa có người giữ vai" in line.vacant
