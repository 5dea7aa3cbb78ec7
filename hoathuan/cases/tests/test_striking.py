""" "Ghi nhầm": a wrong line is struck with a reason, kept as a correction, and what hung on it is reckoned anew."""

from datetime import date, time

import pytest

from hoathuan.cases import history, services
from hoathuan.cases.choices import BookColumn, Came, Ending, PartyRole, State, Went
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import CaseCorrection, CaseMediator, CaseSession, CaseTeam, EventWords, Party
from hoathuan.cases.parties import Someone
from hoathuan.cases.services.striking import lines_of

from .conftest import make_mediator

pytestmark = pytest.mark.django_db


def june(day):
    return date(2026, 6, day)


@pytest.fixture
def actor(acting, officer):
    with acting(officer) as actor:
        yield actor


@pytest.fixture
def lead(team):
    return make_mediator(team, "Vi Văn Mẫu")


@pytest.fixture
def case(actor, entry, lead):
    """Received on the 10th, given to a mediator on the 11th."""
    made = services.receive(actor=actor, entry=entry(received_on=june(10), ended_on=None))
    made = services.decide_scope(actor=actor, case=made, reason="Lối đi", on_date=june(10))
    return services.assign(actor=actor, case=made, mediator=lead, assigned_on=june(11), came=Came.CHOSEN)


def strike(actor, case, kind, reason="Ghi nhầm"):
    """The first line of this kind."""
    key = next(line.key for line in lines_of(actor, case) if line.key.startswith(kind))
    return services.strike(actor=actor, case=case, what=key, reason=reason)


def kept(case):
    return list(
        CaseCorrection.objects.filter(case=case, column=BookColumn.WORK).values_list("former", flat=True)
    )


def test_a_wrongly_dated_meeting_is_struck_and_the_beginning_is_the_next_one(actor, case):
    services.hold_session(
        actor=actor, case=case, held_on=june(12), held_at=time(14), place="Nhà văn hóa", result="Chưa xong",
        present=[Someone("Lò Thị Mẫu")],
    )  # fmt: skip
    services.hold_session(actor=actor, case=case, held_on=june(15))
    strike(actor, case, "session", "Ngày 14 mới họp")
    assert [one.held_on for one in CaseSession.objects.filter(case=case)] == [june(15)]
    assert case.started_on == june(15)
    assert kept(case) == ["Buổi hòa giải 14:00 12/06/2026; Nhà văn hóa; Lò Thị Mẫu; Chưa xong"]
    told = history.entries_of(case, named=True)[0]
    assert told.what == "Gạch điều ghi nhầm ngày 23/06/2026"
    assert EventWords.objects.get(case=case).text == "Ngày 14 mới họp"
    services.hold_session(actor=actor, case=case, held_on=june(14))
    assert case.started_on == june(14)


def test_the_last_meeting_struck_leaves_no_beginning_and_no_end_in_the_way(actor, case):
    services.hold_session(actor=actor, case=case, held_on=june(20))
    strike(actor, case, "session")
    assert case.started_on is None
    services.end(actor=actor, case=case, ended_on=june(15), ending=Ending.PARTY)


def test_a_beginning_that_was_told_stands_when_a_meeting_before_it_is_struck(actor, case):
    services.start(actor=actor, case=case, started_on=june(14))
    services.hold_session(actor=actor, case=case, held_on=june(12))
    strike(actor, case, "session")
    assert case.started_on == june(14)
    strike(actor, case, "start")
    assert case.started_on is None
    assert not [line for line in lines_of(actor, case) if line.key.startswith("start")]


def test_a_pause_by_mistake_stands_in_nobodys_way(actor, case):
    services.pause(actor=actor, case=case, from_on=june(12), asked_by="party")
    strike(actor, case, "pause")
    assert case.paused_on is None
    services.hold_session(actor=actor, case=case, held_on=june(13))


def test_an_invitation_leaves_the_book_unless_that_person_was_there(actor, case):
    services.invite(
        actor=actor, case=case, full_name="Già làng Mẫu", asked_by="mediator", asked_on=june(11),
        consent_on=june(12),
    )  # fmt: skip
    there = [Someone("Già làng Mẫu", role=PartyRole.INVITED)]
    services.hold_session(actor=actor, case=case, held_on=june(13), present=there)
    with pytest.raises(CaseRefused, match="Gạch buổi đó trước"):
        strike(actor, case, "invited")
    strike(actor, case, "session")
    strike(actor, case, "invited")
    assert not Party.objects.filter(case=case, role=PartyRole.INVITED).exists()


def test_a_wrong_assignment_gives_the_dispute_back_to_who_had_it(actor, case, team, lead):
    second = make_mediator(team, "Hà Thị Mẫu")
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(14), reason="Bận")
    key = f"part-{case.workers.get(mediator=second).pk}"
    services.strike(actor=actor, case=case, what=key, reason="Nhầm vụ")
    assert (case.mediator, case.assigned_on, case.state) == (lead, june(11), State.ASSIGNED)
    assert [(row.mediator, row.until_on) for row in CaseMediator.objects.filter(case=case)] == [(lead, None)]
    strike(actor, case, "part")
    assert (case.mediator, case.assigned_on, case.state) == (None, None, State.ACCEPTED)
    services.assign(actor=actor, case=case, mediator=second, assigned_on=june(12))


def test_an_assignment_of_a_dispute_that_is_over_is_struck_too(actor, case, lead):
    services.end(actor=actor, case=case, ended_on=june(15), ending=Ending.PARTY)
    strike(actor, case, "part")
    assert (case.mediator, case.assigned_on, case.state) == (None, None, State.ENDED)
    services.assign(actor=actor, case=case, mediator=lead, assigned_on=june(12))
    assert (case.mediator, case.assigned_on) == (lead, june(12))


def test_a_team_joined_by_mistake_was_never_there_nor_were_its_mediators(actor, case, sister_team):
    services.join_team(actor=actor, case=case, team=sister_team, joined_on=june(12))
    helper = make_mediator(sister_team, "Lý Văn Mẫu")
    services.join_mediator(actor=actor, case=case, mediator=helper, from_on=june(13))
    strike(actor, case, "team")
    assert case.joint_on is None
    assert not CaseTeam.objects.filter(case=case).exists()
    assert not case.workers.filter(mediator=helper).exists()


def test_a_team_that_comes_again_has_a_line_for_each_time(actor, case, sister_team):
    first = services.join_team(actor=actor, case=case, team=sister_team, joined_on=june(12))
    services.leave_team(actor=actor, case=case, team=first, on_date=june(14))
    with pytest.raises(CaseRefused, match="đến ngày 14/06/2026"):
        services.join_team(actor=actor, case=case, team=sister_team, joined_on=june(13))
    services.join_team(actor=actor, case=case, team=sister_team, joined_on=june(18))
    spans = [(one.joined_on, one.left_on) for one in case.joint_teams.order_by("joined_on")]
    assert spans == [(june(12), june(14)), (june(18), None)]
    strike(actor, case, "team")
    assert case.joint_on == june(18)


def test_a_recusal_is_for_good(actor, case, lead):
    services.recuse(actor=actor, case=case, mediator=lead, on_date=june(12), reason="Em một bên")
    assert not [line for line in lines_of(actor, case) if line.key.startswith("part")]
    assert case.workers.get().went == Went.RECUSED


def test_it_needs_a_reason_and_is_done_once(actor, case):
    services.hold_session(actor=actor, case=case, held_on=june(12))
    key = lines_of(actor, case)[0].key
    with pytest.raises(CaseRefused, match="vì sao"):
        services.strike(actor=actor, case=case, what=key, reason=" ")
    services.strike(actor=actor, case=case, what=key, reason="Nhầm")
    with pytest.raises(CaseRefused, match="không còn"):
        services.strike(actor=actor, case=case, what=key, reason="Nhầm")
    assert len(kept(case)) == 1


def test_a_mediator_strikes_meetings_and_nobodys_part(acting, case, world, seat_of, team, lead):
    seat = seat_of("mediator", world.villages["Xã An Mẫu"][0], "Hòa giải viên", team_id=team.pk)
    with acting(seat) as mediator:
        services.hold_session(actor=mediator, case=case, held_on=june(12))
        assert {line.key.split("-")[0] for line in lines_of(mediator, case)} == {"session"}
        with pytest.raises(CaseRefused, match="không còn"):
            services.strike(actor=mediator, case=case, what=f"part-{case.workers.get().pk}", reason="x")


def test_another_commune_strikes_nothing(acting, case, world, seat_of):
    with acting(seat_of("commune_officer", world.xa_b)) as sister, pytest.raises(NotYours):
        services.strike(actor=sister, case=case, what="session-1", reason="x")


def test_the_page_offers_the_lines_and_says_what_became_of_them(actor, case, client_for, officer):
    services.hold_session(actor=actor, case=case, held_on=june(12), place="Nhà văn hóa")
    client, url = client_for(officer), f"/vu-viec/{case.uuid}/"
    assert "Gạch điều ghi nhầm" in client.get(f"{url}dien-bien/").content.decode()
    page = client.get(f"{url}dien-bien/ghi-nham/").content.decode()
    assert "Buổi hòa giải 12/06/2026; Nhà văn hóa" in page
    key = f"session-{CaseSession.objects.get(case=case).pk}"
    client.post(f"{url}dien-bien/ghi-nham/", {"what": key, "reason": "Nhầm ngày"})
    assert "Diễn biến ghi nhầm" in client.get(url).content.decode()
    assert not CaseSession.objects.filter(case=case).exists()


# an ending before the last one


def test_an_earlier_ending_without_success_is_written_afterwards_with_its_reopening(actor, case, team):
    services.hold_session(actor=actor, case=case, held_on=june(13))
    services.end(actor=actor, case=case, ended_on=june(20), ending=Ending.AGREEMENT)
    told = {"actor": actor, "case": case, "ending": Ending.PARTY}
    with pytest.raises(CaseRefused, match="ngày 13/06/2026 nằm giữa"):
        services.note_earlier_ending(**told, ended_on=june(12), on_date=june(15))
    with pytest.raises(CaseRefused, match="từ ngày kết thúc trở đi"):
        services.note_earlier_ending(**told, ended_on=june(15), on_date=june(14))
    services.note_earlier_ending(**told, ended_on=june(14), on_date=june(16))
    assert (case.state, case.ended_on, case.outcome) == (State.ENDED, june(20), "successful")
    rows = [(row.from_on, row.until_on, row.went) for row in case.workers.order_by("from_on")]
    assert rows == [(june(11), june(14), Went.SERVED), (june(16), june(20), Went.SERVED)]
    struck = CaseCorrection.objects.filter(case=case, column=BookColumn.OUTCOME)
    assert [one.former for one in struck] == ["unsuccessful"]
    assert [one.what for one in history.entries_of(case, named=True)][:2] == [
        "Mở lại ngày 16/06/2026 để hòa giải tiếp", "Kết thúc hòa giải ngày 14/06/2026",
    ]  # fmt: skip
    with pytest.raises(CaseRefused, match="đã được ghi"):
        services.note_earlier_ending(**told, ended_on=june(14), on_date=june(16))


def test_a_success_is_not_taken_up_again(actor, case):
    with pytest.raises(CaseRefused, match="không thành"):
        services.note_earlier_ending(
            actor=actor, case=case, ended_on=june(14), ending=Ending.AGREEMENT, on_date=june(16)
        )


def test_who_mediated_is_put_right_after_the_end_with_a_reason(actor, case, team, client_for, officer):
    services.end(actor=actor, case=case, ended_on=june(15), ending=Ending.PARTY)
    second, url = make_mediator(team, "Hà Thị Mẫu"), f"/vu-viec/{case.uuid}/phan-cong/"
    assert url in client_for(officer).get(f"/vu-viec/{case.uuid}/").content.decode()
    told = {"mediator": second.pk, "came": "named", "assigned_on": "12/06/2026", "start_basis": "law"}
    page = client_for(officer).post(url, told)
    assert "Ghi lý do giao lại" in page.content.decode()
    client_for(officer).post(url, {**told, "reason": "Ông Vi đi xa từ ngày 12"})
    case.refresh_from_db()
    assert case.mediator == second
