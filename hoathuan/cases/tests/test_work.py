"""The work on a dispute: who mediates, meetings, invitations, waiting, danger; on the day or long afterwards."""

from datetime import date, datetime, time
from importlib import import_module

import pytest
from django.db import connection

from hoathuan.accounts.models import Notice, Seat
from hoathuan.cases import history, selectors, services
from hoathuan.cases.choices import Came, Ending, PartyRole, State
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.handing_over import DISPUTES
from hoathuan.cases.models import CaseCorrection, CaseMediator, EventWords, Party
from hoathuan.cases.parties import Someone
from hoathuan.core.dates import ZONE
from hoathuan.teams.models import Mediator, TeamVillage

from .conftest import PEOPLE, make_mediator

pytestmark = pytest.mark.django_db


def june(day, hour=None, minute=0):
    """A day of June 2026, or an hour of it in Viet Nam."""
    return date(2026, 6, day) if hour is None else datetime(2026, 6, day, hour, minute, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    from hoathuan.cases.services import escalating

    monkeypatch.setattr(escalating.timezone, "now", lambda: june(23, 9))


@pytest.fixture
def mediator(team):
    return make_mediator(team, "Vi Văn Mẫu")


def received(actor, entry, **changes):
    told = entry(received_on=june(10), ended_on=None, **changes)
    case = services.receive(actor=actor, entry=told)
    return services.decide_scope(actor=actor, case=case, reason="Lối đi", on_date=june(10))


@pytest.fixture
def case(actor, entry, mediator):
    """Received on the 10th, given to a mediator on the 11th."""
    made = received(actor, entry)
    return services.assign(actor=actor, case=made, mediator=mediator, assigned_on=june(11), came=Came.CHOSEN)


def parts(case):
    rows = CaseMediator.objects.filter(case=case).order_by("from_on", "id")
    return [
        (r.mediator.person.full_name, r.part, r.from_on.day, r.until_on and r.until_on.day, r.went)
        for r in rows
    ]


# who mediates


def test_it_is_not_called_mediated_before_it_has_begun(actor, case):
    assert case.state_text == "Đã phân công, chờ bắt đầu"
    services.start(actor=actor, case=case, started_on=june(12))
    assert case.state_text == "Đang hòa giải"
    services.pause(actor=actor, case=case, from_on=june(13), asked_by="party")
    assert case.state_text == "Tạm dừng"


def test_a_reassignment_needs_a_reason_and_keeps_who_had_it(actor, case, team):
    second = make_mediator(team, "Hà Thị Mẫu")
    with pytest.raises(CaseRefused, match="lý do giao lại"):
        services.assign(actor=actor, case=case, mediator=second, assigned_on=june(14))
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(14), reason="Người trước đi xa")
    assert parts(case) == [("Vi Văn Mẫu", "lead", 11, 14, "reassigned"), ("Hà Thị Mẫu", "lead", 14, None, "")]
    assert (case.mediator, case.assigned_on) == (second, june(11))
    assert EventWords.objects.get(case=case).text == "Người trước đi xa"
    assert "đi xa" not in str(case.events.order_by("-id").first().data)
    named, above = (history.entries_of(case, named=named)[0].note for named in (True, False))
    assert "đi xa" in named
    assert "đi xa" not in above


def test_an_earlier_assignment_that_was_forgotten_goes_before_the_later_one(actor, case, team):
    first = make_mediator(team, "Hà Thị Mẫu")
    services.assign(actor=actor, case=case, mediator=first, assigned_on=june(10), reason="Ghi sót")
    assert parts(case) == [("Hà Thị Mẫu", "lead", 10, 11, "reassigned"), ("Vi Văn Mẫu", "lead", 11, None, "")]
    assert (case.mediator.person.full_name, case.assigned_on) == ("Vi Văn Mẫu", june(10))


def test_who_recused_is_never_given_the_dispute_again(actor, case, mediator):
    services.recuse(actor=actor, case=case, mediator=mediator, on_date=june(12), reason="Em họ một bên")
    assert (case.mediator, case.state_text) == (None, "Chờ phân công lại")
    assert parts(case) == [("Vi Văn Mẫu", "lead", 11, 12, "recused")]
    for deed in (
        lambda: services.assign(actor=actor, case=case, mediator=mediator, assigned_on=june(13)),
        lambda: services.join_mediator(actor=actor, case=case, mediator=mediator, from_on=june(13)),
        lambda: services.amend(
            actor=actor, case=case, version=case.version,
            new=services.amending.Amendment(received_on=june(10), field="land", mediator_id=mediator.pk)),
    ):  # fmt: skip
        with pytest.raises(CaseRefused, match="đã từ chối"):
            deed()


def test_a_mediator_recuses_for_nobody_else(acting, case, team, world, seat_of):
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], "Người Khác", team_id=team.pk)
    with acting(seat) as actor, pytest.raises(NotYours, match="chỉ từ chối cho chính mình"):
        services.recuse(actor=actor, case=case, mediator=case.mediator, on_date=june(12), reason="Ghét")


def test_the_register_and_its_corrections_say_who_mediated(actor, entry, team, mediator):
    second = make_mediator(team, "Hà Thị Mẫu")
    case = services.record_ended_case(
        actor=actor, entry=entry(mediators=("vi văn mẫu", "Hà Thị Mẫu", "Khách"))
    )
    assert parts(case) == [("Vi Văn Mẫu", "lead", 1, 10, "served"), ("Hà Thị Mẫu", "joins", 1, 10, "served")]
    new = services.amending.Amendment(
        received_on=june(2), field="land", ended_on=june(9), ending=Ending.AGREEMENT, mediator_id=second.pk,
        people=(*PEOPLE, Someone("Vi Văn Mẫu", role=PartyRole.MEDIATOR)),
    )  # fmt: skip
    services.amend(actor=actor, case=case, version=case.version, new=new)
    assert sorted(parts(case)) == [
        ("Hà Thị Mẫu", "lead", 2, 9, "served"),
        ("Vi Văn Mẫu", "joins", 2, 9, "served"),
    ]


def test_who_worked_until_the_end_goes_on_when_it_is_taken_up_again(actor, case):
    services.end(actor=actor, case=case, ended_on=june(15), ending=Ending.PARTY)
    services.reopen(actor=actor, case=case, on_date=june(18))
    assert parts(case) == [("Vi Văn Mẫu", "lead", 11, 15, "served"), ("Vi Văn Mẫu", "lead", 18, None, "")]


# meetings, invitations, waiting


def test_the_first_meeting_is_when_mediation_began(actor, case):
    services.hold_session(actor=actor, case=case, held_on=june(13), held_at=time(14, 30), place="Nhà văn hóa")
    assert (case.started_on, case.state_text) == (june(13), "Đang hòa giải")
    services.hold_session(actor=actor, case=case, held_on=june(12))
    assert case.started_on == june(12)
    with pytest.raises(CaseRefused, match="đã được ghi"):
        services.hold_session(actor=actor, case=case, held_on=june(13), held_at=time(14, 30))


def test_an_invited_person_sits_there_only_with_the_other_partys_consent(actor, case):
    elder = services.invite(
        actor=actor, case=case, full_name="Già làng Mẫu", asked_by="mediator", asked_on=june(11)
    )
    sits = {"actor": actor, "case": case, "present": [Someone("Già làng Mẫu", role=PartyRole.INVITED)]}
    with pytest.raises(CaseRefused, match="chỉ được dự khi bên kia đồng ý"):
        services.hold_session(**sits, held_on=june(13))
    services.answer_invitation(actor=actor, case=case, invited=elder, agreed=True, on_date=june(13))
    with pytest.raises(CaseRefused, match="đồng ý"):
        services.hold_session(**sits, held_on=june(12))
    services.hold_session(**sits, held_on=june(13))
    assert Party.objects.get(case=case, role=PartyRole.INVITED).full_name == "Già làng Mẫu"


@pytest.mark.parametrize("sat", [False, True], ids=["before any meeting", "after one"])
def test_consent_withdrawn_takes_the_name_out_of_the_book_unless_that_person_sat_there(actor, case, sat):
    told = {"actor": actor, "case": case}
    elder = services.invite(
        **told, full_name="Già làng Mẫu", asked_by="mediator", asked_on=june(11), consent_on=june(12)
    )
    if sat:
        present = [Someone("Già làng Mẫu", role=PartyRole.INVITED)]
        services.hold_session(**told, held_on=june(13), present=present)
    services.answer_invitation(**told, invited=elder, agreed=False, on_date=june(14))
    assert Party.objects.filter(case=case, role=PartyRole.INVITED).exists() is sat
    struck = [one.former for one in CaseCorrection.objects.filter(case=case)]
    assert struck == ([] if sat else ["Già làng Mẫu"])


def test_nobody_sits_together_while_the_parties_asked_to_wait(actor, case):
    services.pause(actor=actor, case=case, from_on=june(12), asked_by="party", reason="Mùa gặt")
    with pytest.raises(CaseRefused, match="đang tạm dừng"):
        services.hold_session(actor=actor, case=case, held_on=june(14))
    services.resume(actor=actor, case=case, on_date=june(20))
    services.hold_session(actor=actor, case=case, held_on=june(20))
    with pytest.raises(CaseRefused, match=r"tạm dừng từ ngày 12/06/2026"):
        services.pause(actor=actor, case=case, from_on=june(15), asked_by="party", until_on=june(16))


def test_everything_may_be_written_after_the_end_with_its_real_day(actor, entry, mediator):
    case = services.record_ended_case(actor=actor, entry=entry())  # 01/06 to 10/06
    services.pause(actor=actor, case=case, from_on=june(5), until_on=june(7), asked_by="parties")
    services.hold_session(actor=actor, case=case, held_on=june(8), result="Xin lỗi nhau")
    services.assign(actor=actor, case=case, mediator=mediator, assigned_on=june(3))
    services.join_mediator(
        actor=actor, case=case, mediator=make_mediator(case.team, "Hà Mẫu"), from_on=june(4)
    )
    services.escalate(actor=actor, case=case, kind="violence", needed="Công an", told_at=june(4, 20))
    assert (case.state, case.started_on, case.assigned_on, case.paused_on) == (
        State.ENDED, june(8), june(3), None)  # fmt: skip
    assert parts(case) == [("Vi Văn Mẫu", "lead", 3, 10, "served"), ("Hà Mẫu", "joins", 4, 10, "served")]
    assert selectors.workers_of(case)[0].mediator == mediator
    with pytest.raises(CaseRefused, match="đứng sau ngày 10/06/2026"):
        services.hold_session(actor=actor, case=case, held_on=june(12))
    with pytest.raises(CaseRefused, match="đứng trước ngày tiếp nhận 01/06/2026"):
        services.hold_session(actor=actor, case=case, held_on=date(2026, 5, 30))


def test_a_new_end_leaves_no_meeting_outside(actor, case):
    services.hold_session(actor=actor, case=case, held_on=june(18))
    with pytest.raises(CaseRefused, match="đứng trước ngày 18/06/2026"):
        services.end(actor=actor, case=case, ended_on=june(15), ending=Ending.PARTY)
    case.refresh_from_db()
    assert case.state == State.ASSIGNED


def test_what_is_written_long_afterwards_is_marked(actor, entry):
    old = entry(received_on=date(2026, 3, 1), ended_on=date(2026, 3, 20))
    case = services.record_ended_case(actor=actor, entry=old)
    services.hold_session(actor=actor, case=case, held_on=date(2026, 3, 10))
    assert case.events.order_by("-id").first().data["late"] is True


# two villages' teams


def test_another_team_reads_along_and_the_dispute_counts_once(
    actor, case, acting, seat_of, world, client_for, sister_team
):
    village = (
        world.villages["Xã Bình Mẫu"][0]
        if "Xã Bình Mẫu" in world.villages
        else world.villages["Xã An Mẫu"][1]
    )
    TeamVillage.objects.create(team=sister_team, village=village, started_on=date(2025, 7, 1))
    front = seat_of("front_head", village, "Trưởng ban Mẫu")
    helper = seat_of("team_head", village, "Tổ trưởng bạn", team_id=sister_team.pk)
    client = client_for(helper)
    url = f"/vu-viec/{case.uuid}/"
    assert client.get(url).status_code == 404
    services.join_team(actor=actor, case=case, team=sister_team, joined_on=june(12))
    services.join_mediator(
        actor=actor, case=case, mediator=make_mediator(sister_team, "Lý Văn Mẫu"), from_on=june(12)
    )
    assert "Lối" not in str(Notice.objects.get(user=front.person.user).data)
    page = client.get(url).content.decode()
    assert "Lò Thị Mẫu" in page
    assert "Cùng hòa giải" in page
    assert "Ghi diễn biến" not in page
    listed = client.get("/vu-viec/").content.decode()
    assert "Cùng hòa giải với tổ khác" in listed
    assert "Vụ việc (0)" in listed
    assert (
        client.post(f"{url}dien-bien/tam-dung/", {"from_on": "13/06/2026", "asked_by": "party"}).status_code
        == 404
    )
    with acting(helper) as other:
        assert selectors.counts(other) == {"waiting": 0, "mediating": 0, "not_begun": 0}
        assert Party.objects.filter(case=case).update(full_name="X") == 0, "it reads and writes nothing"
    joint = case.joint_teams.get()
    services.leave_team(actor=actor, case=case, team=joint, on_date=june(15))
    assert client.get(url).status_code == 404
    assert parts(case)[-1] == ("Lý Văn Mẫu", "joins", 12, 15, "left")


def test_numbers_of_the_work_count_what_they_say(actor, case, world, sister_team):
    from hoathuan.core.windows import Window
    from hoathuan.stats.api import Measure, value

    services.join_team(actor=actor, case=case, team=sister_team, joined_on=june(12))
    services.hold_session(actor=actor, case=case, held_on=june(13))
    services.hold_session(actor=actor, case=case, held_on=june(14))
    services.escalate(actor=actor, case=case, kind="administrative", needed="x", told_at=june(14, 9))
    services.pause(actor=actor, case=case, from_on=june(16), asked_by="party")
    wanted = {
        "cases.sessions": 2,
        "cases.joint": 1,
        "cases.escalated": 1,
        "cases.paused": 1,
        "cases.received": 1,
    }
    for unit, factor in ((world.xa_a, 1), (world.tinh_mau, 1), (world.xa_b, 0)):
        for key, number in wanted.items():
            assert value(Measure(key), unit, Window.month(2026, 6)) == number * factor, (key, unit)
    kinds = value(Measure("cases.escalated", {"kind": "violence"}), world.xa_a, Window.month(2026, 6))
    assert kinds == 0


@pytest.fixture
def recused(actor, case, team, world, seat_of):
    """The seat of a mediator who helped and then refused, as a relative of a party."""
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], "Lò Văn Mẫu", team_id=team.pk)
    mine = make_mediator(team, "Lò Văn Mẫu")
    Mediator.objects.filter(pk=mine.pk).update(person=seat.person_id)
    mine.refresh_from_db()
    services.recuse(actor=actor, case=case, mediator=mine, on_date=june(12), reason="Em họ một bên")
    return seat


def test_who_recused_writes_nothing_more_and_still_reads(recused, case, acting, client_for):
    with acting(recused) as alone:
        told = {"actor": alone, "case": case}
        for deed in (
            lambda: services.hold_session(**told, held_on=june(13)),
            lambda: services.start(**told, started_on=june(13)),
            lambda: services.end(**told, ended_on=june(14), ending="agreement"),
            lambda: services.pause(**told, from_on=june(13), asked_by="party"),
        ):
            with pytest.raises(NotYours, match="Ông/bà đã từ chối vụ việc này"):
                deed()
        assert selectors.content_of(alone, case) is not None
    browser = client_for(recused)
    page = browser.get(f"/vu-viec/{case.uuid}/")
    assert page.status_code == 200
    assert "Ông/bà đã từ chối vụ việc này" in page.content.decode()
    assert "Ghi kết thúc" not in page.content.decode()
    for closed in ("dien-bien/", "dien-bien/buoi/", "ket-thuc/", "sua/", "pham-vi/"):
        assert browser.get(f"/vu-viec/{case.uuid}/{closed}").status_code == 404, closed


def test_of_other_disputes_who_recused_writes_as_before(recused, actor, entry, acting):
    other = received(actor, entry, summary="việc khác")
    with acting(recused) as alone:
        services.escalate(actor=alone, case=other, kind="administrative", needed="Xem",
                          told_at=datetime(2026, 6, 12, 8, tzinfo=ZONE))  # fmt: skip


def test_who_helps_is_handed_over_too(actor, case, team):
    helper, heir = make_mediator(team, "Hà Mẫu"), make_mediator(team, "Ma Mẫu")
    services.join_mediator(actor=actor, case=case, mediator=helper, from_on=june(12))
    old, new = (Seat(person=one.person, team_id=team.pk, kind="mediator") for one in (helper, heir))
    assert DISPUTES.pass_on(old, new, actor) == 1
    assert parts(case)[1:] == [("Hà Mẫu", "joins", 12, 23, "reassigned"), ("Ma Mẫu", "joins", 23, None, "")]
    services.recuse(actor=actor, case=case, mediator=helper, on_date=june(23), reason="Em một bên")
    with pytest.raises(CaseRefused, match="Phân công lại"):
        DISPUTES.pass_on(new, old, actor)


# what was there before, and where units changed


def test_what_was_written_before_is_carried_over_with_who_had_it_first(actor, case, team):
    second = make_mediator(team, "Hà Thị Mẫu")
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(14), reason="Bận")
    services.end(actor=actor, case=case, ended_on=june(20), ending=Ending.PARTY)
    before = [row[:5] for row in parts(case)]
    CaseMediator.objects.all().delete()
    carried = import_module("hoathuan.cases.migrations.0012_work_walls").PARTS
    with connection.cursor() as cursor:
        cursor.execute(carried)
    assert parts(case) == before


def test_words_of_the_work_follow_their_dispute(actor, case):
    services.hold_session(actor=actor, case=case, held_on=june(13))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_place_contents()")
        assert cursor.fetchone()[0] == [0, 0]
        cursor.execute("SELECT cases_work_due(%s)", [june(1)])
        assert cursor.fetchone()[0] == 0
