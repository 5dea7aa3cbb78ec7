"""The court: its conditions, its last days, each step there and back."""

from datetime import date

import pytest

from hoathuan.cases.models import CaseEvent
from hoathuan.core.stale import StaleRecord
from hoathuan.inbox.api import lines_of
from hoathuan.settlements import clocks, dossier, rules
from hoathuan.settlements.choices import CourtState
from hoathuan.settlements.errors import SettlementRefused
from hoathuan.settlements.models import (
    CourtRequest,
    CourtText,
)
from hoathuan.settlements.services import court, recording

from .conftest import AGREED, record, write_all
from .test_agreements import amend

pytestmark = pytest.mark.django_db
ALL = [key for key, _words in rules.CONDITIONS]


def wish(acted, case, conditions=ALL):
    return acted(
        lambda actor: court.wish(actor=actor, case=case, conditions=conditions, on_date=date(2026, 6, 15))
    )


def test_the_court_needs_a_written_agreement_and_all_four_conditions(acted, case):
    with pytest.raises(SettlementRefused, match="văn bản"):
        wish(acted, case)
    acted(lambda actor: record(actor, case))
    with pytest.raises(SettlementRefused, match="đủ cả bốn"):
        wish(acted, case, ALL[:3])
    assert wish(acted, case).apply_by == date(2026, 12, 10)


@pytest.mark.parametrize(
    "agreed, last",
    [
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 7, 1), date(2027, 1, 1)),
    ],
)
def test_the_six_months_are_those_of_the_norms(world, agreed, last):
    assert clocks.apply_by(agreed, world.xa_a) == last


def test_before_the_code_nothing_says_how_long(world):
    assert clocks.apply_by(date(2015, 1, 1), world.xa_a) is None


def test_the_last_day_to_apply_is_due_long_before(acted, case, version, officer, acting):
    wish(acted, case)
    with acting(officer) as actor:
        (line,) = lines_of(actor, only=["settlements.court"])
    assert line.due.due_on == date(2026, 12, 10)
    assert line.source.soon >= 30


def step(acted, request, word, on, decision=""):
    request.refresh_from_db()
    return acted(
        lambda actor: court.step(
            actor=actor, court=request, word=word, version=request.version, on_date=on, decision=decision
        )
    )


def test_the_way_through_the_court_with_its_real_days(acted, case, version, officer, acting):
    request = wish(acted, case)
    step(acted, request, "filed", date(2026, 6, 15))
    step(acted, request, "accepted", date(2026, 6, 17))
    asked = step(acted, request, "asked", date(2026, 6, 18))
    assert asked.answer_by == date(2026, 6, 25), "five working days: 19, 22, 23, 24, 25 June 2026"
    with acting(officer) as actor:
        (line,) = lines_of(actor, only=["settlements.answer"])
        assert line.due.due_on == date(2026, 6, 25)
    with pytest.raises(SettlementRefused, match="bước trước"):
        step(acted, request, "answered", date(2026, 6, 16))
    step(acted, request, "answered", date(2026, 6, 19))
    step(acted, request, "meeting", date(2026, 6, 20))
    with pytest.raises(SettlementRefused, match="số quyết định"):
        step(acted, request, "recognised", date(2026, 6, 22))
    done = step(acted, request, "recognised", date(2026, 6, 22), "12/2026/QĐDS-ST")
    assert (done.state, done.decided_on) == (CourtState.RECOGNISED, date(2026, 6, 22))
    assert rules.court_steps(done.state) == ()


def test_a_corrected_day_of_the_agreement_moves_the_last_day_to_apply(acted, case, version):
    request = wish(acted, case)
    draft = acted(lambda actor: write_all(actor, case))
    acted(
        lambda actor: recording.record(
            actor=actor, case=case, seen=1, read=recording.mark_of(draft, actor), agreed_on=date(2026, 6, 5),
            reason="Ghi nhầm ngày",
        )
    )  # fmt: skip
    request.refresh_from_db()
    assert request.apply_by == date(2026, 12, 5)


def test_documents_that_the_code_does_not_name_are_marked_unconfirmed(version):
    """CPC Art. 418(2) asks for the written result alone."""
    marked = ["chưa kiểm chứng, hỏi Tòa án" in line for line in dossier.listed(version)]
    assert marked == [False, False, True, True]


def test_what_lies_at_the_court_is_replaced_knowingly_and_what_it_recognised_not_at_all(
    acted, case, version, client_for, officer
):
    request = wish(acted, case)
    step(acted, request, "filed", date(2026, 6, 16))

    def again(seen, **more):
        draft = acted(lambda actor: write_all(actor, case))
        acted(
            lambda actor: recording.record(
                actor=actor, case=case, seen=seen, read=recording.mark_of(draft, actor), agreed_on=AGREED,
                reason="Ghi nhầm số", **more,
            )
        )  # fmt: skip

    with pytest.raises(SettlementRefused, match="đang ở Tòa án"):
        again(1)
    client, home = client_for(officer), f"/thoa-thuan/{case.uuid}/"
    assert "sẽ nộp bản mới cho Tòa án" in client.get(f"{home}chot/").content.decode()
    again(1, tell_court=True)
    assert "chưa có thì nộp thêm" in client.get(f"{home}toa-an/").content.decode()
    step(acted, request, "accepted", date(2026, 6, 17))
    step(acted, request, "recognised", date(2026, 6, 22), "12/2026/QĐDS-ST")
    with pytest.raises(SettlementRefused, match="đã công nhận"):
        again(2, tell_court=True)


def test_a_withdrawn_request_may_be_taken_up_again(acted, case, version):
    request = wish(acted, case)
    step(acted, request, "filed", date(2026, 6, 16))
    step(acted, request, "withdrawn", date(2026, 6, 17))
    again = step(acted, request, "again", date(2026, 6, 18))
    assert (again.state, again.filed_on, again.apply_by) == (CourtState.WISHED, None, date(2026, 12, 10))
    assert CourtRequest.objects.count() == 1


def take_back(acted, request, why="step"):
    request.refresh_from_db()
    return acted(lambda actor: court.take_back(actor=actor, court=request, version=request.version, why=why))


def test_a_step_at_the_court_written_by_mistake_is_taken_back_to_the_one_before(acted, case, version):
    request = wish(acted, case)
    with pytest.raises(SettlementRefused, match="Chưa có bước nào"):
        take_back(acted, request)
    days = (
        ("filed", 15),
        ("accepted", 16),
        ("asked", 17),
        ("answered", 18),
        ("meeting", 19),
        ("recognised", 22),
    )
    before = []
    for word, day in days:
        request.refresh_from_db()
        before.append((request.state, request.answer_by))
        step(acted, request, word, date(2026, 6, day), "12/2026/QĐDS-ST" if word == "recognised" else "")
    for state, answer_by in reversed(before):
        back = take_back(acted, request)
        assert (back.state, back.answer_by or answer_by) == (state, answer_by or back.answer_by)
    assert (back.state, back.filed_on, back.decided_on) == (CourtState.WISHED, None, None)
    assert acted(lambda actor: CourtText.objects.get().decision) == ""
    told = CaseEvent.objects.filter(case=case, verb="crt_reverted").order_by("id").first()
    assert told.data == {"step": "recognised", "why": "step"}


def test_a_withdrawal_written_by_mistake_leaves_the_request_where_it_was(acted, case, version):
    request = wish(acted, case)
    step(acted, request, "filed", date(2026, 6, 15))
    step(acted, request, "withdrawn", date(2026, 6, 16))
    assert take_back(acted, request).state == CourtState.FILED
    with pytest.raises(StaleRecord):
        acted(lambda actor: court.take_back(actor=actor, court=request, version=1, why="step"))


def test_a_request_whose_agreement_has_ended_can_only_be_taken_back(acted, case, version):
    request = wish(acted, case)
    step(acted, request, "filed", date(2026, 6, 16))
    acted(lambda actor: amend(actor, case, ending="party"))
    with pytest.raises(SettlementRefused, match="không còn hiệu lực"):
        step(acted, request, "accepted", date(2026, 6, 17))
    assert step(acted, request, "withdrawn", date(2026, 6, 17)).state == CourtState.WITHDRAWN
