from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from hoathuan.cases import services
from hoathuan.cases.choices import Ending, Field, Matter, Outcome, StartBasis, State
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import Case, CaseContent, CaseEvent, Party
from hoathuan.cases.services.amending import Amendment
from hoathuan.core.models import AuditEntry
from hoathuan.core.stale import StaleRecord

from .conftest import PEOPLE, TODAY, make_mediator

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor(acting, officer):
    with acting(officer) as actor:
        yield actor


def test_an_ended_dispute_is_written_with_its_number_content_people_and_trace(actor, entry, team):
    case = services.record_ended_case(actor=actor, entry=entry())
    case.refresh_from_db()
    assert (case.book_year, case.book_number, case.state) == (2026, 1, State.ENDED)
    assert (case.outcome, case.matter, case.now_commune) == (
        Outcome.SUCCESSFUL,
        Matter.CIVIL,
        team.now_commune,
    )
    assert case.content.summary == "Tranh chấp lối đi chung."
    assert [p.full_name for p in case.parties.all()] == ["Lò Thị Mẫu", "Hà Văn Mẫu"]
    assert case.events.get().verb == "recorded"
    line = AuditEntry.objects.get(action="cases.recorded")
    assert "lối đi" not in str(line.data)
    assert "Lò" not in str(line.data)


def test_books_count_by_team_and_year_without_gaps(actor, entry, other_team):
    many = [entry(), entry(summary="b"), entry(team=other_team), entry(summary="c"),
            entry(received_on=date(2025, 12, 30), ended_on=date(2026, 1, 4))]  # fmt: skip
    cases = services.record_many(actor=actor, entries=many)
    assert [(c.team_id, str(c)) for c in cases] == [
        (many[0].team.pk, "1/2026"), (many[0].team.pk, "2/2026"), (other_team.pk, "1/2026"),
        (many[0].team.pk, "3/2026"), (many[0].team.pk, "1/2025"),
    ]  # fmt: skip


def test_a_refused_entry_leaves_no_hole_in_the_book(actor, entry):
    with pytest.raises(CaseRefused), transaction.atomic():
        services.record_many(actor=actor, entries=[entry(), entry(ended_on=date(2026, 5, 1))])
    assert str(services.record_ended_case(actor=actor, entry=entry())) == "1/2026"
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"ended_on": date(2026, 6, 27)}, "ended_on", "từ hôm nay (23/06/2026) trở về trước"),
        ({"received_on": date(2026, 6, 25), "ended_on": None}, "received_on", "từ hôm nay (23/06/2026)"),
        ({"ended_on": date(2026, 5, 1)}, "ended_on", "đứng trước ngày 01/06/2026"),
        ({"received_on": date(2025, 6, 1)}, "received_on", "thành lập ngày 01/07/2025"),
        ({"ending": ""}, "ending", "thành hay không thành"),
        ({"received_on": None, "ended_on": None}, "ended_on", "Ghi ngày"),
    ],
)
def test_impossible_days_are_refused_in_words(actor, entry, changes, field, words):
    with pytest.raises(CaseRefused) as refused:
        services.record_many(actor=actor, entries=[entry(**changes)])
    assert refused.value.field == field
    assert words in str(refused.value)


def test_a_late_fact_is_taken_and_marked(actor, entry):
    old = services.record_ended_case(
        actor=actor,
        entry=entry(received_on=date(2025, 8, 1), ended_on=date(2025, 8, 3), late_reason="Sổ giấy"),
    )
    new = services.record_ended_case(actor=actor, entry=entry())
    assert (old.entered_late, new.entered_late) == (True, False)
    assert old.content.late_reason == "Sổ giấy"


def test_without_a_day_of_reception_the_ending_stands_for_it_and_the_book_lacks_it(actor, entry):
    case = services.record_ended_case(actor=actor, entry=entry(received_on=None))
    assert (case.received_on, case.received_known) == (date(2026, 6, 10), False)


def test_mediators_are_found_by_name_and_others_kept_as_written(actor, entry, team):
    known = make_mediator(team, "Vi Văn Mẫu")
    case = services.record_ended_case(actor=actor, entry=entry(mediators=("Bà Khách", "vi văn mẫu")))
    assert case.mediator == known
    assert list(case.parties.filter(role="mediator").values_list("full_name", flat=True)) == ["Bà Khách"]


def open_case(actor, entry, **changes):
    return services.receive(actor=actor, entry=entry(received_on=date(2026, 6, 15), ended_on=None, **changes))


def test_a_dispute_goes_from_reception_to_its_end(actor, entry, team):
    mediator = make_mediator(team, "Vi Văn Mẫu")
    case = open_case(actor, entry)
    assert case.state == State.RECEIVED
    services.decide_scope(actor=actor, case=case, reason="Tranh chấp lối đi", on_date=date(2026, 6, 15))
    services.assign(actor=actor, case=case, mediator=mediator, assigned_on=date(2026, 6, 16))
    assert (case.state, case.start_by) == (State.ASSIGNED, date(2026, 6, 19))
    services.start(actor=actor, case=case, started_on=date(2026, 6, 18))
    services.end(
        actor=actor, case=case, ended_on=date(2026, 6, 20), ending=Ending.AGREEMENT, agreement="Mở lối"
    )
    assert (case.outcome, case.closed_on, case.content.agreement) == (
        Outcome.SUCCESSFUL,
        date(2026, 6, 20),
        "Mở lối",
    )
    verbs = list(case.events.order_by("id").values_list("verb", flat=True))
    assert verbs == ["received", "accepted", "assigned", "started", "ended"]


def test_agreed_and_immediate_starts_have_their_own_day(actor, entry, team):
    mediator = make_mediator(team, "Vi Văn Mẫu")
    for basis, agreed, due in (
        (StartBasis.IMMEDIATE, None, date(2026, 6, 16)),
        (StartBasis.AGREED, date(2026, 6, 30), date(2026, 6, 30)),
    ):
        case = open_case(actor, entry)
        services.decide_scope(actor=actor, case=case, reason="Có", on_date=date(2026, 6, 15))
        services.assign(actor=actor, case=case, mediator=mediator, assigned_on=date(2026, 6, 16), start_basis=basis,
                        agreed_on=agreed)  # fmt: skip
        assert case.start_by == due


def test_a_mediator_of_another_team_is_not_assigned(actor, entry, other_team):
    case = open_case(actor, entry)
    services.decide_scope(actor=actor, case=case, reason="Có", on_date=date(2026, 6, 15))
    stranger = make_mediator(other_team, "Người Khác")
    with pytest.raises(CaseRefused, match="hòa giải viên đang hoạt động của tổ"):
        services.assign(actor=actor, case=case, mediator=stranger, assigned_on=date(2026, 6, 16))


def test_out_of_scope_is_referred_with_reason_and_body(actor, entry):
    case = open_case(actor, entry)
    with pytest.raises(CaseRefused, match="cơ quan"):
        services.refer(
            actor=actor, case=case, referred_on=date(2026, 6, 16), reason="Có dấu hiệu tội phạm", body=" "
        )
    services.refer(
        actor=actor, case=case, referred_on=date(2026, 6, 16), reason="Tội phạm", body="Công an xã"
    )
    assert (case.state, case.closed_on, case.outcome) == (State.REFERRED, date(2026, 6, 16), "")
    assert case.content.referred_to == "Công an xã"


def test_only_an_unsuccessful_end_is_opened_again_and_the_history_keeps_it(actor, entry):
    lost = services.record_ended_case(actor=actor, entry=entry(ending=Ending.PARTY))
    services.reopen(actor=actor, case=lost, on_date=date(2026, 6, 12))
    assert (lost.state, lost.ended_on, lost.outcome) == (State.ACCEPTED, None, "")
    event = lost.events.order_by("-id").first()
    assert event.data == {"ended_on": "2026-06-10", "ending": "party"}
    won = services.record_ended_case(actor=actor, entry=entry(summary="khác"))
    with pytest.raises(CaseRefused, match="không thành"):
        services.reopen(actor=actor, case=won, on_date=date(2026, 6, 12))


def test_nothing_ends_before_it_began(actor, entry):
    case = open_case(actor, entry)
    with pytest.raises(CaseRefused, match="đứng trước"):
        services.end(actor=actor, case=case, ended_on=date(2026, 6, 1), ending=Ending.PARTY)


def amendment(**changes):
    base = {"received_on": date(2026, 6, 1), "field": Field.LAND, "ended_on": date(2026, 6, 10),
            "ending": Ending.AGREEMENT, "people": PEOPLE, "summary": "Tranh chấp lối đi chung."}  # fmt: skip
    return Amendment(**(base | changes))


@pytest.mark.parametrize("half", [{"ended_on": None}, {"ending": ""}])
def test_half_an_ending_is_refused_whether_a_dispute_is_over_or_not(actor, entry, half):
    over = services.record_ended_case(actor=actor, entry=entry())
    going_on = services.receive(actor=actor, entry=entry(ended_on=None, summary="Việc khác"))
    for case in (over, going_on):
        with pytest.raises(CaseRefused, match="phải có ngày và kiểu kết thúc"):
            services.amend(actor=actor, case=case, version=case.version, new=amendment(**half))


def test_an_amendment_is_traced_by_the_names_of_what_changed(actor, entry):
    case = services.record_ended_case(actor=actor, entry=entry())
    new = amendment(ending=Ending.MEDIATOR, agreement="Bí mật", received_on=date(2026, 6, 2))
    services.amend(actor=actor, case=case, version=1, new=new)
    assert (case.outcome, case.version, case.content.agreement) == (Outcome.UNSUCCESSFUL, 2, "Bí mật")
    data = case.events.order_by("-id").first().data
    assert set(data["fields"]) == {"received_on", "ending", "agreement"}
    assert data["before"] == {"received_on": "2026-06-01", "ending": "agreement"}
    assert "Bí mật" not in str(data)


def test_the_second_to_amend_is_told_and_loses_nothing(actor, entry):
    case = services.record_ended_case(actor=actor, entry=entry())
    services.amend(actor=actor, case=case, version=1, new=amendment(summary="Của người thứ nhất"))
    with pytest.raises(StaleRecord):
        services.amend(
            actor=actor, case=case, version=1, new=amendment(summary="Của người thứ hai", people=())
        )
    case.content.refresh_from_db()
    assert case.content.summary == "Của người thứ nhất"
    assert case.parties.count() == 2


def test_the_database_itself_refuses_a_half_ended_dispute(actor, entry):
    case = open_case(actor, entry)
    for wrong in (
        {"state": State.ENDED},
        {
            "state": State.ENDED,
            "ended_on": TODAY,
            "closed_on": TODAY,
            "ending": "party",
            "outcome": "successful",
        },
        {"ended_on": TODAY},
        {"assigned_on": case.received_on - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Case.objects.filter(pk=case.pk).update(**wrong)


def test_services_ask_the_right_again(acting, entry, sister_team, seat_of, world, actor):
    case = services.record_ended_case(actor=actor, entry=entry())
    with pytest.raises(NotYours):
        services.record_ended_case(actor=actor, entry=entry(team=sister_team))
    for kind, unit in (
        ("commune_officer", world.xa_b), ("commune_leader", world.xa_a), ("province_officer", world.tinh_mau),
        ("administrator", world.xa_a),
    ):  # fmt: skip
        with acting(seat_of(kind, unit)) as stranger, pytest.raises(NotYours):
            services.amend(actor=stranger, case=case, version=1, new=amendment())


def test_events_and_trail_are_added_only(actor, entry):
    services.record_ended_case(actor=actor, entry=entry())
    for rows in (CaseEvent.objects.all(), AuditEntry.objects.all()):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            rows.update(**{"verb": "x"} if rows.model is CaseEvent else {"action": "x"})
    assert Party.objects.count() == 2
    assert CaseContent.objects.count() == 1


def test_a_step_that_was_judged_by_former_days_is_refused(actor, entry, team):
    case = open_case(actor, entry)
    stale = Case.objects.get(pk=case.pk)
    services.decide_scope(actor=actor, case=case, reason="Có", on_date=date(2026, 6, 15))
    services.assign(
        actor=actor, case=case, mediator=make_mediator(team, "Vi Mẫu"), assigned_on=date(2026, 6, 20)
    )
    with pytest.raises(CaseRefused, match="Người khác"):
        services.end(actor=actor, case=stale, ended_on=date(2026, 6, 16), ending=Ending.PARTY)


def test_every_book_that_has_an_entry_is_offered_however_old(
    actor, entry, team, other_team, client_for, officer
):
    type(team).objects.filter(pk=team.pk).update(started_on=date(2015, 1, 1))
    team.refresh_from_db()
    services.record_many(
        actor=actor, entries=[entry(received_on=date(2016, 3, 1), ended_on=date(2016, 3, 9))]
    )
    page = client_for(officer).get("/vu-viec/so/").content.decode()
    assert page.count("/2016/") == 1
    assert page.count("/2026/") == 2, "this year's book stands for both teams"
