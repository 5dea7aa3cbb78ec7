"""An inspector reads one dispute for a stated reason, and the people of a dispute see who has read it."""

from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from hoathuan.accounts.models import Seat
from hoathuan.cases import selectors, services
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import CaseContent, Display, Inspection, Party
from hoathuan.core.models import AuditEntry

REASON = "Xác minh đơn kiến nghị của một bên"
SECRET = "Tranh chấp lối đi chung"


@pytest.fixture
def case(acting: Any, officer: Any, entry: Any) -> Any:
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


@pytest.fixture
def second_case(acting: Any, officer: Any, entry: Any) -> Any:
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry(summary="Việc khác của tổ."))


@pytest.fixture
def inspector(world: Any, seat_of: Any) -> Any:
    return seat_of("inspector", world.tinh_mau, "Thanh tra Mẫu")


def page(client: Any, case: Any) -> str:
    return client.get(reverse("cases:detail", args=[case.uuid])).content.decode()


def open_it(client: Any, case: Any, **answers: str) -> Any:
    return client.post(reverse("cases:open", args=[case.uuid]), {"reason": REASON} | answers)


def rows_seen(case: Any) -> tuple[int, int]:
    return (
        CaseContent.objects.filter(case=case).count(),
        Party.objects.filter(case=case).count(),
    )


def test_an_inspector_sees_the_list_and_reads_no_content_without_a_reason(
    client_for: Any, inspector: Any, case: Any
) -> None:
    client = client_for(inspector)
    listed = client.get(reverse("cases:list")).content.decode()
    assert f"Số {case}" in listed
    assert "Lò Thị Mẫu" not in listed
    assert SECRET not in page(client, case)
    assert "Ghi lý do để đọc" in page(client, case)


def test_who_will_see_the_reason_is_said_before_it_is_given(
    client_for: Any, inspector: Any, case: Any
) -> None:
    asked = client_for(inspector).get(reverse("cases:open", args=[case.uuid])).content.decode()
    assert "hiện cho tổ hòa giải, công chức tư pháp xã" in asked
    assert ">Đọc nội dung vụ việc</button>" in " ".join(asked.split()).replace("> ", ">").replace(" <", "<")


def test_a_stated_reason_opens_that_dispute_and_no_other(
    client_for: Any, inspector: Any, case: Any, second_case: Any
) -> None:
    client = client_for(inspector)
    assert open_it(client, case, decision_number="12/QĐ-TTr").status_code == 302
    assert SECRET in page(client, case)
    assert "Lò Thị Mẫu" in page(client, case)
    assert "Việc khác của tổ" not in page(client, second_case)


@pytest.mark.parametrize("reason", ["", "   ", "xem", "cần xem"])
def test_a_reason_is_said_in_words(client_for: Any, inspector: Any, case: Any, reason: str) -> None:
    client = client_for(inspector)
    assert open_it(client, case, reason=reason).status_code == 200
    assert SECRET not in page(client, case)
    assert not Inspection.objects.exists()


def test_the_reason_is_kept_and_the_audit_trail_knows_of_it(
    client_for: Any, acting: Any, inspector: Any, officer: Any, case: Any
) -> None:
    open_it(client_for(inspector), case, decision_number="12/QĐ-TTr")
    with acting(officer):
        kept = Inspection.objects.get(case=case)
    assert (kept.reason, kept.decision_number, kept.seat_id) == (REASON, "12/QĐ-TTr", inspector.pk)
    line = AuditEntry.objects.get(action="cases.reading_opened")
    assert line.actor_seat == inspector.pk
    assert line.data["until"] == kept.until.isoformat()
    assert REASON not in str(line.data), "the trail outlives the dispute's own words"


def test_the_reading_ends_at_midnight(
    client_for: Any, inspector: Any, case: Any, django_db_blocker: Any
) -> None:
    client = client_for(inspector)
    open_it(client, case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('ht.seat', %s, true)", [str(inspector.pk)])
        cursor.execute(
            "SELECT (until AT TIME ZONE 'Asia/Ho_Chi_Minh')::time::text, until > now() FROM cases_inspection"
        )
        assert cursor.fetchone() == ("00:00:00", True)


@pytest.mark.parametrize("where", ["tinh_khac", "xa_b", "xa_c"])
def test_no_dispute_outside_the_reach_is_opened(
    world: Any, seat_of: Any, client_for: Any, acting: Any, case: Any, where: str
) -> None:
    stranger = seat_of("inspector", getattr(world, where))
    assert open_it(client_for(stranger), case).status_code == 404
    with acting(stranger) as actor, pytest.raises(ProgrammingError, match="own reach"), transaction.atomic():
        services.open_reading(actor=actor, case=case, reason=REASON)
    with acting(stranger):
        assert rows_seen(case) == (0, 0)


@pytest.mark.parametrize("where", ["country", "tinh_mau", "xa_a"])
def test_any_inspector_above_the_dispute_may_open_it(
    world: Any, seat_of: Any, acting: Any, case: Any, where: str
) -> None:
    with acting(seat_of("inspector", getattr(world, where))) as actor:
        services.open_reading(actor=actor, case=case, reason=REASON)
        assert rows_seen(case) == (1, 2)
        assert selectors.content_of(actor, case) is not None


def test_other_seats_open_nothing_by_a_reason(
    world: Any, seat_of: Any, client_for: Any, acting: Any, case: Any
) -> None:
    leader = seat_of("province_leader", world.tinh_mau)
    assert open_it(client_for(leader), case).status_code == 403
    with acting(leader) as actor, pytest.raises(NotYours):
        services.open_reading(actor=actor, case=case, reason=REASON)
    with (
        acting(leader),
        pytest.raises(ProgrammingError, match="own reach"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT cases_open_reading(%s, %s, '', '')", [case.pk, REASON])


def test_the_database_asks_for_the_reason_too(acting: Any, inspector: Any, case: Any) -> None:
    with acting(inspector) as actor:
        with pytest.raises(CaseRefused):
            services.open_reading(actor=actor, case=case, reason="xem")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT cases_open_reading(%s, 'xem', '', '')", [case.pk])


def test_the_application_can_write_no_reading_by_itself(acting: Any, inspector: Any, case: Any) -> None:
    values = "gen_random_uuid(), %s, %s, '', 'x y z', '', now(), now() + interval '1 day'"
    insert = (
        "INSERT INTO cases_inspection (uuid, case_id, seat_id, seat_label, reason, decision_number, at, until)"
        f" VALUES ({values})"
    )
    for statement, numbers in [
        (insert, [case.pk, inspector.pk]),
        ("UPDATE cases_inspection SET until = now() + interval '1 year'", []),
        ("DELETE FROM cases_inspection", []),
    ]:
        with (
            acting(inspector),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, numbers)


def test_an_opened_dispute_is_read_and_never_written(acting: Any, inspector: Any, case: Any) -> None:
    with acting(inspector) as actor:
        services.open_reading(actor=actor, case=case, reason=REASON)
        assert CaseContent.objects.filter(case=case).update(summary="khác") == 0
        assert Party.objects.filter(case=case).delete()[0] == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Party.objects.create(case=case, team_id=case.team_id, full_name="Người Mẫu")


def test_another_inspector_of_the_same_office_gives_a_reason_of_her_own(
    world: Any, seat_of: Any, client_for: Any, inspector: Any, case: Any
) -> None:
    open_it(client_for(inspector), case)
    assert SECRET not in page(client_for(seat_of("inspector", world.tinh_mau)), case)


def test_its_people_see_who_read_it_and_why(
    client_for: Any, inspector: Any, officer: Any, head: Any, case: Any
) -> None:
    client = client_for(inspector)
    open_it(client, case, decision_number="12/QĐ-TTr")
    page(client, case)
    for seat in (officer, head):
        text = page(client_for(seat), case)
        assert "Thanh tra Mẫu" in text
        assert REASON in text
        assert "12/QĐ-TTr" in text
        assert client_for(seat).get(reverse("cases:readers", args=[case.uuid])).status_code == 200


def test_a_reading_is_noted_once_a_day_and_way(
    client_for: Any, acting: Any, head: Any, officer: Any, case: Any
) -> None:
    client = client_for(head)
    for _ in range(3):
        page(client, case)
        client.get(reverse("cases:list"))
    client.get(reverse("cases:export"))
    client.get(reverse("cases:book-pdf", args=[case.team.uuid, case.book_year]))
    with acting(officer):
        assert sorted(Display.objects.values_list("way", flat=True)) == ["book", "file", "list", "page"]


def test_who_wrote_it_down_today_is_no_reader(
    client_for: Any, acting: Any, officer: Any, case: Any, second_case: Any
) -> None:
    page(client_for(officer), case)
    with acting(officer):
        assert not Display.objects.exists()


def test_who_read_is_for_the_people_of_the_dispute(
    world: Any, seat_of: Any, client_for: Any, head: Any, case: Any
) -> None:
    page(client_for(head), case)
    address = reverse("cases:readers", args=[case.uuid])
    seen = {
        "own": seat_of("commune_officer", world.xa_a),
        "parent": seat_of("province_officer", world.tinh_mau),
        "sister": seat_of("commune_officer", world.xa_b),
    }
    answers = {name: client_for(seat).get(address).status_code for name, seat in seen.items()}
    assert answers == {"own": 200, "parent": 403, "sister": 404}
    assert client_for(None).get(address).status_code == 302
    assert "Ai đã đọc nội dung" not in page(client_for(seen["parent"]), case)


def test_traces_of_reading_stay(client_for: Any, acting: Any, head: Any, case: Any) -> None:
    page(client_for(head), case)
    for statement in ("UPDATE cases_display SET seat_label = ''", "DELETE FROM cases_display"):
        with (
            acting(head),
            pytest.raises(ProgrammingError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_nobody_writes_a_reading_in_another_seat(acting: Any, head: Any, officer: Any, case: Any) -> None:
    with acting(head), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Display.objects.create(
            case=case, seat_id=officer.pk, seat_label="", on_date=case.received_on, way="page"
        )


def test_a_seat_that_was_stopped_opens_nothing_whatever_its_term_says(
    acting: Any, inspector: Any, case: Any
) -> None:
    with acting(inspector) as actor:
        Seat.objects.filter(pk=inspector.pk).update(stopped_at=timezone.now())
        with pytest.raises(ProgrammingError, match="only an inspector"), transaction.atomic():
            services.open_reading(actor=actor, case=case, reason=REASON)
