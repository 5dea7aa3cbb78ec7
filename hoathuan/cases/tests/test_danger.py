"""Danger and signs of a crime: who is told, who waits, and who says that the team may go on (Law 35 Art. 10, 15)."""

from datetime import date, datetime

import pytest
from django.db import ProgrammingError, transaction

from hoathuan.accounts import notices
from hoathuan.accounts.models import Notice, Seat, User
from hoathuan.cases import history, services
from hoathuan.cases.choices import Came, Ending, State
from hoathuan.cases.dues_danger import dangers
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import EscalationNeed
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.dates import ZONE
from hoathuan.inbox.api import Asked

from .conftest import PEOPLE, TODAY, make_mediator

pytestmark = pytest.mark.django_db


def june(day, hour=None, minute=0):
    """A day of June 2026, or an hour of it in Viet Nam."""
    return date(2026, 6, day) if hour is None else datetime(2026, 6, day, hour, minute, tzinfo=ZONE)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    from hoathuan.cases.services import escalating

    monkeypatch.setattr(escalating.timezone, "now", lambda: june(23, 9))


@pytest.fixture
def actor(acting, officer):
    with acting(officer) as actor:
        yield actor


@pytest.fixture
def case(actor, entry, team):
    """Received on the 10th, given to a mediator on the 11th."""
    made = services.receive(actor=actor, entry=entry(received_on=june(10), ended_on=None))
    made = services.decide_scope(actor=actor, case=made, reason="Lối đi", on_date=june(10))
    one = make_mediator(team, "Vi Văn Mẫu")
    return services.assign(actor=actor, case=made, mediator=one, assigned_on=june(11), came=Came.CHOSEN)


def test_danger_stops_the_team_until_an_authority_gives_the_dispute_back(actor, case, team):
    one = services.escalate(
        actor=actor, case=case, kind="violence", needed="Công an xã đến ngay", told_at=june(14, 19, 30),
        words="Hai bên dọa đánh nhau",
    )  # fmt: skip
    second = make_mediator(team, "Hà Thị Mẫu")
    for deed in (
        lambda: services.start(actor=actor, case=case, started_on=june(14)),
        lambda: services.hold_session(actor=actor, case=case, held_on=june(15)),
        lambda: services.assign(actor=actor, case=case, mediator=second, assigned_on=june(15), reason="x"),
        lambda: services.end(actor=actor, case=case, ended_on=june(15), ending=Ending.AGREEMENT),
    ):
        with pytest.raises(CaseRefused, match="Đã báo khẩn ngày 14/06/2026"):
            deed()
    services.hold_session(actor=actor, case=case, held_on=june(13))  # before it
    answered = {"actor": actor, "case": case, "escalation": one}
    services.answer_escalation(**answered, answer="taken", answered_on=june(16))
    assert one.closed_on is None
    with pytest.raises(CaseRefused, match="Ghi ai giao lại"):
        services.answer_escalation(**answered, answer="returned", answered_on=june(17))
    services.answer_escalation(**answered, answer="returned", answered_on=june(17), words="CAX số 12")
    assert one.closed_on == june(17)
    services.hold_session(actor=actor, case=case, held_on=june(18))


def test_a_mediator_alone_lifts_no_stop(actor, case, acting, seat_of, client_for, world):
    village = world.villages["Xã An Mẫu"][0]
    one = services.escalate(actor=actor, case=case, kind="violence", needed="Công an", told_at=june(14, 19))
    seat = seat_of("mediator", village, "Hà Văn Mẫu", team_id=case.team_id)
    with acting(seat) as alone, pytest.raises(NotYours, match="Tổ trưởng"):
        services.answer_escalation(
            actor=alone, case=case, escalation=one, answer="returned", answered_on=june(15), words="Công an"
        )
    page = client_for(seat).get(f"/vu-viec/khan/{one.uuid}/")
    assert page.status_code == 200
    assert "tra-loi" not in page.content.decode()
    assert client_for(seat).get(f"/vu-viec/khan/{one.uuid}/tra-loi/").status_code == 403


def test_an_ending_in_danger_is_not_corrected_into_an_agreement(actor, case):
    told = {"actor": actor, "case": case}
    one = services.escalate(**told, kind="violence", needed="Công an", told_at=june(14, 19))
    services.end(**told, ended_on=june(15), ending=Ending.MEDIATOR)
    new = Amendment(received_on=june(10), field=case.field, matter=case.matter, ground=case.ground,
                    mediator_id=case.mediator_id, ended_on=june(15), ending=Ending.AGREEMENT,
                    people=PEOPLE)  # fmt: skip
    with pytest.raises(CaseRefused, match="Đã báo khẩn ngày 14/06/2026"):
        services.amend(**told, version=case.version, new=new)
    services.answer_escalation(
        **told, escalation=one, answer="returned", answered_on=june(15), words="Công an xã"
    )
    services.amend(**told, version=case.version, new=new)
    assert case.ending == Ending.AGREEMENT


def test_what_an_authority_has_taken_is_not_taken_up_again_until_it_gives_it_back(actor, case):
    told = {"actor": actor, "case": case}
    one = services.escalate(**told, kind="violence", needed="Công an", told_at=june(14, 19))
    services.end(**told, ended_on=june(15), ending=Ending.MEDIATOR)
    services.answer_escalation(**told, escalation=one, answer="taken", answered_on=june(16))
    assert one.closed_on == june(16)
    with pytest.raises(CaseRefused, match="Đã báo khẩn ngày 14/06/2026"):
        services.reopen(**told, on_date=june(17))
    services.answer_escalation(
        **told, escalation=one, answer="returned", answered_on=june(18), words="Công an xã, số 12"
    )
    services.reopen(**told, on_date=june(18))
    assert case.state == State.ASSIGNED


def test_referring_the_parties_settles_the_danger(actor, case):
    one = services.escalate(actor=actor, case=case, kind="crime", needed="Công an", told_at=june(14, 8))
    services.refer(
        actor=actor, case=case, referred_on=june(15), reason="Có dấu hiệu tội phạm", body="Công an xã"
    )
    one.refresh_from_db()
    assert (case.state, one.closed_on) == (State.REFERRED, june(15))


def test_signs_of_an_administrative_violation_do_not_stop_the_team(actor, case):
    services.escalate(actor=actor, case=case, kind="administrative", needed="Xem xét", told_at=june(12, 8))
    services.hold_session(actor=actor, case=case, held_on=june(13))


def test_the_chair_hears_at_once_and_reads_what_is_needed_but_nothing_of_the_dispute(
    actor, case, acting, seat_of, world, client_for
):
    chair = seat_of("commune_leader", world.xa_a, "Chủ tịch Mẫu")
    one = services.escalate(
        actor=actor, case=case, kind="violence", needed="Cần công an giữ trật tự", told_at=june(14, 19),
        words="Dọa đốt nhà", passed_at=june(14, 20), passed_to="chair",
    )  # fmt: skip
    assert Notice.objects.get(user=chair.person.user).data["number"] == str(case)
    assert "giữ trật tự" not in str(Notice.objects.get(user=chair.person.user).data)
    page = client_for(chair).get(f"/vu-viec/khan/{one.uuid}/").content.decode()
    assert "Cần công an giữ trật tự" in page
    assert "Dọa đốt nhà" not in page + client_for(chair).get(f"/vu-viec/{case.uuid}/").content.decode()
    sent = {"answer": "returned", "answered_on": "15/06/2026", "words": "Đã hòa hoãn"}
    assert client_for(chair).post(f"/vu-viec/khan/{one.uuid}/tra-loi/", sent).status_code == 302
    one.refresh_from_db()
    assert one.closed_on == june(15)


def test_what_is_due_after_a_report_is_due_on_its_day_and_for_whom_it_concerns(
    actor, case, acting, seat_of, world, officer
):
    chair = seat_of("commune_leader", world.xa_a)
    one = services.escalate(actor=actor, case=case, kind="violence", needed="Công an", told_at=june(14, 19))
    asked = Asked(until=TODAY, actor=actor)
    assert [(due.due_on, due.office.kinds) for due in dangers(asked)] == [
        (june(14), ("team_head", "commune_officer"))]  # fmt: skip
    services.pass_on(actor=actor, case=case, escalation=one, passed_at=june(15, 7), passed_to="chair")
    assert list(dangers(asked)) == []
    with acting(chair) as leader:
        assert [due.due_on for due in dangers(Asked(until=TODAY, actor=leader))] == [june(15)]


@pytest.fixture
def passed_twice(actor, case):
    """The chair was told at eight in the evening, the police ten minutes later."""
    told = {"actor": actor, "case": case}
    one = services.escalate(
        **told, kind="violence", needed="Cần công an giữ trật tự", told_at=june(14, 19, 30),
        passed_at=june(14, 20), passed_to="chair",
    )  # fmt: skip
    services.pass_on(**told, escalation=one, passed_at=june(14, 20, 10), passed_to="police")
    return one


def test_a_chair_who_was_told_still_reads_and_answers_when_the_police_were_told_since(
    passed_twice, acting, seat_of, world, client_for
):
    chair = seat_of("commune_leader", world.xa_a, "Chủ tịch Mẫu")
    with acting(chair) as leader:
        assert [due.due_on for due in dangers(Asked(until=TODAY, actor=leader))] == [june(14)]
        assert EscalationNeed.objects.get().needed == "Cần công an giữ trật tự", "row security"
    page = client_for(chair).get(f"/vu-viec/khan/{passed_twice.uuid}/").content.decode()
    assert "20:00 14/06/2026" in page
    assert "20:10 14/06/2026" in page
    sent = {"answer": "returned", "answered_on": "15/06/2026", "words": "Đã hòa hoãn"}
    assert client_for(chair).post(f"/vu-viec/khan/{passed_twice.uuid}/tra-loi/", sent).status_code == 302
    passed_twice.refresh_from_db()
    assert passed_twice.closed_on == june(15)


def test_the_chair_of_another_commune_and_one_who_was_not_told_read_nothing(
    actor, case, acting, seat_of, world, client_for
):
    one = services.escalate(actor=actor, case=case, kind="violence", needed="Công an", told_at=june(14, 19))
    services.pass_on(actor=actor, case=case, escalation=one, passed_at=june(14, 20), passed_to="police")
    for unit in (world.xa_a, world.xa_b):
        chair = seat_of("commune_leader", unit)
        assert client_for(chair).get(f"/vu-viec/khan/{one.uuid}/").status_code == 404
        with acting(chair):
            assert not EscalationNeed.objects.exists()


def test_a_chair_whom_nobody_has_met_reads_and_lifts_nothing_and_is_told_whom_to_see(
    passed_twice, case, acting, seat_of, world, client_for
):
    chair = seat_of("commune_leader", world.xa_a, "Chủ tịch Mẫu")
    User.objects.filter(pk=chair.person.user_id).update(unproven_since=june(13, 8))
    chair = Seat.objects.select_related("person__user", "unit").get(pk=chair.pk)
    client, page = client_for(chair), f"/vu-viec/khan/{passed_twice.uuid}/"
    sent = {"answer": "returned", "answered_on": "15/06/2026", "words": "Đã hòa hoãn"}
    answers = (client.get(page), client.get("/vu-viec/khan/"), client.post(f"{page}tra-loi/", sent))
    for answer in answers:
        assert answer.status_code == 403
        assert "gặp trực tiếp công chức tư pháp xã" in answer.content.decode()
        assert "giữ trật tự" not in answer.content.decode()
    assert page not in client.get(f"/vu-viec/{case.uuid}/").content.decode(), "no link that leads nowhere"
    with acting(chair) as leader, pytest.raises(NotYours):
        services.answer_escalation(
            actor=leader, case=case, escalation=passed_twice, answer="returned", answered_on=june(15)
        )
    passed_twice.refresh_from_db()
    assert passed_twice.answer == ""


def test_what_an_authority_answered_first_stays_beside_what_it_answered_later(
    passed_twice, actor, case, acting, seat_of, world, client_for
):
    told = {"case": case, "escalation": passed_twice}
    chair = seat_of("commune_leader", world.xa_a, "Chủ tịch Mẫu")
    with acting(chair) as leader:
        services.answer_escalation(
            actor=leader, **told, answer="taken", answered_on=june(15), words="Công an xã lập hồ sơ"
        )
        services.answer_escalation(actor=leader, **told, answer="taken", answered_on=june(16))
    services.answer_escalation(
        actor=actor, **told, answer="returned", answered_on=june(18), words="CAX số 12"
    )
    with acting(chair):
        last, *former = EscalationNeed.objects.get().answer_words.splitlines()
    assert last == "CAX số 12"
    assert [line[:10] for line in former] == ["16/06/2026", "15/06/2026"]
    assert former[1].endswith(": Công an xã lập hồ sơ")
    page = client_for(chair).get(f"/vu-viec/khan/{passed_twice.uuid}/").content.decode()
    assert page.index("CAX số 12") < page.index("Công an xã lập hồ sơ")


def test_while_chair_and_police_are_asked_the_team_waits_for_the_police(passed_twice, actor):
    assert [(due.office.kinds[0], due.due_on) for due in dangers(Asked(until=TODAY, actor=actor))] == [
        ("team_head", None)]  # fmt: skip
    everybody = [due.key for due in dangers(Asked(until=TODAY))]
    assert len(set(everybody)) == 2


def test_every_telling_is_kept_with_its_hour_and_none_is_changed_or_written_twice(passed_twice, actor, case):
    told = [(str(one), f"{one.passed_at.astimezone(ZONE):%H:%M}") for one in passed_twice.passings.all()]
    assert told == [("Chủ tịch UBND xã", "20:00"), ("Công an xã", "20:10")]
    with pytest.raises(CaseRefused, match="Lần báo này đã được ghi"):
        services.pass_on(
            actor=actor, case=case, escalation=passed_twice, passed_at=june(14, 20), passed_to="chair"
        )
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        passed_twice.passings.update(passed_to="police")
    notes = [entry.note for entry in history.entries_of(case, named=True) if "báo" in entry.what.lower()]
    assert [note for note in notes if "20:10" in note and "Công an xã" in note]
    assert [note for note in notes if "19:30" in note]


def test_a_telling_is_written_down_after_the_answer_too_with_the_hour_at_which_it_was_done(
    actor, case, acting, seat_of, world, client_for, head
):
    """Who was on the telephone that evening writes it down when there is time."""
    one = services.escalate(actor=actor, case=case, kind="violence", needed="Công an", told_at=june(14, 19))
    services.pass_on(actor=actor, case=case, escalation=one, passed_at=june(14, 20), passed_to="chair")
    with acting(seat_of("commune_leader", world.xa_a)) as leader:
        services.answer_escalation(
            actor=leader,
            case=case,
            escalation=one,
            answer="returned",
            answered_on=june(15),
            words="Đã hòa hoãn",
        )
    late = {"actor": actor, "case": case, "escalation": one, "passed_to": "police"}
    with pytest.raises(CaseRefused, match="đã xong ngày 15/06/2026"):
        services.pass_on(**late, passed_at=june(16, 8))
    services.pass_on(**late, passed_at=june(14, 21, 10))
    page = client_for(head).get(f"/vu-viec/khan/{one.uuid}/").content.decode()
    assert "21:10 14/06/2026" in page
    assert "Ghi đã báo lên" in page


def test_the_head_hears_at_once_what_a_mediator_reports_and_nobody_else_of_the_commune(
    case, acting, seat_of, head, client_for, world, other_team
):
    village = world.villages["Xã An Mẫu"][0]
    beside = seat_of("team_head", village, "Tổ trưởng bạn", team_id=other_team.pk)
    seat = seat_of("mediator", village, "Hà Văn Mẫu", team_id=case.team_id)
    sent = {"kind": "violence", "needed": "Cần công an xã", "told_day": "23/06/2026", "told_hour": "8:00"}
    answer = client_for(seat).post(f"/vu-viec/{case.uuid}/dien-bien/bao-khan/", sent, follow=True)
    assert "Bây giờ gọi điện ngay cho tổ trưởng, công an. Phần mềm không gọi thay." in answer.content.decode()
    told = Notice.objects.get(user=head.person.user)
    assert "Gọi điện ngay cho chủ tịch xã hoặc công an" in notices.sentence(told)
    assert "Cần công an xã" not in str(told.data)
    assert answer.redirect_chain[-1][0] == notices.address(told)
    assert not Notice.objects.filter(user=beside.person.user, kind="case_danger").exists()


def test_a_head_who_reports_is_not_told_of_it(case, acting, head):
    with acting(head) as own:
        services.escalate(actor=own, case=case, kind="crime", needed="Công an", told_at=june(23, 8))
    assert not Notice.objects.filter(user=head.person.user, kind="case_danger").exists()


def test_an_hour_around_midnight_of_new_year_belongs_to_the_day_in_viet_nam(actor, entry, monkeypatch):
    told = entry(received_on=date(2025, 12, 20), ended_on=date(2026, 1, 5))
    case = services.record_ended_case(actor=actor, entry=told)
    late = datetime(2025, 12, 31, 23, 50, tzinfo=ZONE)
    early = datetime(2026, 1, 1, 0, 10, tzinfo=ZONE)
    days = [
        services.escalate(actor=actor, case=case, kind="violence", needed="x", told_at=at).told_on
        for at in (late, early)
    ]
    assert days == [date(2025, 12, 31), date(2026, 1, 1)]
