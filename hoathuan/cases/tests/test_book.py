"""The register: its columns, what was corrected and voided, disputes of two teams, Part II."""

import io
from datetime import date

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from pypdf import PdfReader

from hoathuan.cases import book, corrections, layouts, noting, services
from hoathuan.cases.choices import BookColumn, Ending
from hoathuan.cases.errors import CaseRefused, NotYours
from hoathuan.cases.models import BookLayout, BookNote, Case, CaseCorrection, CaseTeam
from hoathuan.cases.parties import Someone
from hoathuan.cases.services.amending import Amendment
from hoathuan.cases.tests.conftest import make_mediator
from hoathuan.teams.models import TeamVillage
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Unit

pytestmark = pytest.mark.django_db
PEOPLE = (Someone("Lò Thị Mẫu", 1972, "thôn 1"), Someone("Hà Văn Mẫu", 1968, "thôn 1"))


@pytest.fixture
def case(acting, officer, entry):
    with acting(officer) as actor:
        return services.record_ended_case(actor=actor, entry=entry())


@pytest.fixture
def amended(acting, officer):
    """Put the entry right, as the officer."""

    def put(case, **changes):
        base = {"received_on": date(2026, 6, 1), "field": "land", "ended_on": date(2026, 6, 10),
                "ending": "agreement", "people": PEOPLE, "summary": "Tranh chấp lối đi chung."}  # fmt: skip
        with acting(officer) as actor:
            return services.amend(
                actor=actor, case=case, version=case.version, new=Amendment(**(base | changes))
            )

    return put


@pytest.fixture
def lines_of(acting, officer):
    def read(team, year=2026):
        with acting(officer) as actor:
            return book.register(list(book.entries_of_book(actor, team, year)), team, year).entries

    return read


def test_what_an_entry_said_before_is_kept_column_by_column(case, amended, lines_of, team):
    amended(case, received_on=date(2026, 5, 30), summary="Tranh chấp ranh giới.", people=PEOPLE[:1])
    (line,) = lines_of(team)
    assert line.summary == "Tranh chấp ranh giới."
    assert [(one.column, one.text) for one in line.former] == [
        ("received_on", "01/06/2026"),
        ("parties", "Lò Thị Mẫu, sinh 1972, thôn 1\nHà Văn Mẫu, sinh 1968, thôn 1"),
        ("summary", "Tranh chấp lối đi chung."),
    ]


def test_corrected_twice_both_former_values_are_read(case, amended, lines_of, team):
    amended(amended(case, summary="Hai."), summary="Ba.")
    assert [one.text for one in lines_of(team)[0].former] == ["Tranh chấp lối đi chung.", "Hai."]


def test_filling_in_what_was_blank_is_no_correction(acting, officer, entry, amended, lines_of, team):
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry(summary=""))
    amended(case, summary="Nay mới ghi.", agreement="Mở lối đi.")
    assert lines_of(team)[0].former == ()


def test_a_result_that_changed_stays_as_a_struck_cross(acting, officer, entry, lines_of, team):
    with acting(officer) as actor:
        case = services.record_ended_case(actor=actor, entry=entry(ending=Ending.PARTY))
        services.reopen(actor=actor, case=case, on_date=date(2026, 6, 12))
        services.end(actor=actor, case=case, ended_on=date(2026, 6, 15), ending=Ending.AGREEMENT)
    (line,) = lines_of(team)
    assert line.successful is True
    assert [(one.column, one.text) for one in line.former] == [("unsuccessful", "X")]


def test_numbers_have_no_gap_when_an_entry_is_voided(acting, officer, entry, lines_of, team):
    with acting(officer) as actor:
        cases = [services.record_ended_case(actor=actor, entry=entry(summary=str(n))) for n in range(3)]
        services.void(actor=actor, case=cases[1], version=cases[1].version, reason="ghi trùng")
    lines = lines_of(team)
    assert [line.no for line in lines] == ["1", "2", "3"]
    assert (lines[1].void_reason, lines[1].summary) == ("ghi trùng", "1")


def test_a_dispute_of_two_teams_is_a_line_without_a_number_in_the_other_book(
    acting, officer, case, entry, lines_of, team, other_team
):
    CaseTeam.objects.create(case=case, team=other_team, joined_on=case.received_on)
    with acting(officer) as actor:
        late = entry(team=other_team, received_on=date(2026, 6, 5), summary="riêng")
        services.record_ended_case(actor=actor, entry=late)
    lines = lines_of(other_team)
    assert [line.no for line in lines] == ["", "1"]
    assert lines[0].reference.startswith("Cùng hòa giải với Tổ hòa giải thôn 1: xem số 1/2026")
    assert lines[0].summary == "", "what was said stands in one book alone"
    with acting(officer) as actor:
        counted = book.summary(list(book.entries_of_book(actor, other_team, 2026)), other_team, 2026)
    assert counted.total.counts == (0, 1, 0, 0, 0), "counted once, in the book where it has a number"


def test_part_two_counts_each_mediators_disputes_by_scope_and_result(acting, officer, entry, team):
    make_mediator(team, "Vi Thị Mẫu")
    with acting(officer) as actor:
        for field, ending in (("land", "agreement"), ("neighbours", "party"), ("offence", "agreement")):
            services.record_ended_case(
                actor=actor, entry=entry(field=field, ending=ending, summary=field, mediators=("Vi Thị Mẫu",))
            )
        services.receive(actor=actor, entry=entry(ended_on=None, summary="còn mở"))
        found = book.summary(list(book.entries_of_book(actor, team, 2026)), team, 2026)
    rows = {row.mediator: (row.counts, row.successful, row.unsuccessful, row.notes) for row in found.rows}
    assert rows == {
        "Vi Thị Mẫu": ((1, 1, 0, 1, 0), 2, 1, ""),
        "(chưa ghi hòa giải viên)": ((0, 1, 0, 0, 0), 0, 0, "1 vụ, việc chưa kết thúc hoặc đã chuyển"),
    }
    assert (found.total.counts, found.total.successful) == ((1, 2, 0, 1, 0), 2)
    assert "chưa kiểm chứng" in found.unconfirmed


def test_the_columns_of_part_two_are_dated_data_of_a_province(
    world, acting, seat_of, officer, entry, team, case
):
    province = seat_of("province_officer", world.tinh_mau)
    with acting(province) as actor:
        read = layouts.read("Mâu thuẫn: a\nCòn lại: b, c, d, đ, e, g")
        layouts.set_layout(
            actor=actor, valid_from=date(2026, 1, 1), columns=read, source="Công văn mẫu", confirmed=True
        )
    with acting(officer) as actor:
        now = book.summary(list(book.entries_of_book(actor, team, 2026)), team, 2026)
        before = book.summary([], team, 2025)
    assert (now.columns, now.unconfirmed) == (("Mâu thuẫn", "Còn lại"), "")
    assert len(before.columns) == 5, "a book of an earlier year keeps its columns"
    with acting(officer) as actor, pytest.raises(NotYours):
        layouts.set_layout(actor=actor, valid_from=date(2026, 1, 1), columns=read, source="x", confirmed=True)


@pytest.mark.parametrize(
    "text", ["", "A: a", "A: a, b, c, d, đ, e, g, a", "không có dấu", "A: a, b, c, d, đ, e, x"]
)
def test_columns_that_leave_a_letter_out_or_count_one_twice_are_refused(text):
    with pytest.raises(CaseRefused):
        layouts.read(text)


def test_the_page_of_columns_keeps_what_was_typed_and_is_the_provinces(world, client_for, seat_of, officer):
    province = seat_of("province_officer", world.tinh_mau)
    address = "/vu-viec/so/mau-phan-hai/"
    page = client_for(province).post(
        address, {"columns": "Sai: a", "valid_from": "01/01/2026", "source": "x"}
    )
    assert "Sai: a" in page.content.decode()
    assert "đứng đúng một lần" in page.content.decode()
    good = "Một: a, b, c\nHai: d, đ, e, g"
    client_for(province).post(address, {"columns": good, "valid_from": "01/01/2026", "source": "CV 1"})
    assert BookLayout.objects.filter(province=world.tinh_mau).count() == 1
    assert client_for(officer).get(address).status_code == 403


def test_former_words_are_content_for_team_and_justice_officer_alone(
    world, acting, seat_of, case, amended, head, officer, other_team
):
    amended(case, summary="Khác.")
    village = world.villages["Xã An Mẫu"][0]
    people = {
        "head": head, "officer": officer, "leader": seat_of("commune_leader", world.xa_a),
        "sister": seat_of("commune_officer", world.xa_b), "province": seat_of("province_officer", world.tinh_mau),
        "beside": seat_of("team_head", village, team_id=other_team.pk),
    }  # fmt: skip
    seen = {}
    for name, seat in people.items():
        with acting(seat):
            seen[name] = CaseCorrection.objects.count()
    assert seen == {"head": 1, "officer": 1, "leader": 0, "sister": 0, "province": 0, "beside": 0}
    with acting(officer), pytest.raises(Exception, match="permission denied"), transaction.atomic():
        CaseCorrection.objects.update(former="x")
    with acting(people["sister"]) as actor, pytest.raises(Exception, match="row-level"), transaction.atomic():
        corrections.keep(actor, case, {BookColumn.SUMMARY: "x"})


def test_former_words_go_when_the_content_goes(acting, case, amended):
    amended(case, summary="Khác.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cases_corrections_due('2026-06-23')")
        assert cursor.fetchone() == (1,)
        with pytest.raises(Exception, match="not over"), transaction.atomic():
            cursor.execute("SELECT cases_erase_corrections('2026-06-23', 10)")


def test_the_book_on_screen_shows_corrections_and_the_dispute_tells_who_made_them(
    client_for, head, officer, case, amended, team, acting
):
    amended(case, summary="Tranh chấp ranh giới.")
    page = client_for(head).get(f"/vu-viec/so/{team.uuid}/2026/").content.decode()
    assert "<del>Tranh chấp lối đi chung.</del>" in page
    assert "sửa ngày 23/06/2026" in page
    detail = client_for(head).get(f"/vu-viec/{case.uuid}/").content.decode()
    assert "Đã sửa trong sổ" in detail
    assert "Cán bộ Mẫu" in detail


def test_a_book_of_forty_entries_with_long_names_is_printed_whole(acting, officer, entry, team, client_for):
    long = tuple(
        Someone(f"Công Tằng Tôn Nữ Nguyễn Thị Phương Mẫu {n}", 1950, "bản Nà Phặc Thượng") for n in (1, 2)
    )
    with acting(officer) as actor:
        cases = services.record_many(
            actor=actor,
            entries=[entry(summary=f"Việc thứ {n} " + "dài " * 40, people=long) for n in range(40)],
        )
        services.void(actor=actor, case=cases[3], version=1, reason="ghi trùng")
        new = Amendment(received_on=date(2026, 5, 2), field="land", ended_on=date(2026, 6, 10), ending="agreement",
                        people=long, summary="Đã sửa lại")  # fmt: skip
        services.amend(actor=actor, case=Case.objects.get(pk=cases[4].pk), version=1, new=new)
    answer = client_for(officer).get(f"/vu-viec/so/{team.uuid}/2026/so.pdf")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    assert "Việc thứ 39" in text
    assert "Bỏ số này" in text
    assert "sửa 23/06/2026" in text
    assert "PHẦN II" in text


def test_the_book_asks_the_same_number_of_questions_however_long_it_is(
    client_for, officer, acting, entry, team, django_assert_max_num_queries
):
    with acting(officer) as actor:
        services.record_many(actor=actor, entries=[entry(summary=str(n)) for n in range(12)])
    client = client_for(officer)
    client.get(f"/vu-viec/so/{team.uuid}/2026/")
    with django_assert_max_num_queries(40):
        client.get(f"/vu-viec/so/{team.uuid}/2026/")


# the cover


def cover(team, cases, year=2026):
    return book.register(cases, team, year)


def test_a_book_is_closed_when_its_year_is_over_and_nothing_in_it_is_open(case, team, monkeypatch):
    assert cover(team, [case]).closed_on is None, "on 23/06 the book of the year goes on"
    monkeypatch.setattr(book, "today", lambda: date(2027, 1, 1))
    assert cover(team, [case]).closed_on == date(2026, 12, 31)
    case.closed_on = None
    assert cover(team, [case]).closed_on is None


def test_a_book_is_opened_with_its_team(case, team):
    assert cover(team, [case]).opened_on == date(2026, 1, 1)
    assert cover(team, [], 2025).opened_on == team.started_on


def test_the_book_of_a_former_year_names_the_units_of_that_year(case, team, world):
    before = DateRange(date(1976, 1, 1), date(2025, 7, 1))
    district = Unit.objects.create(
        level=Level.DISTRICT, code=91, name="Huyện Mẫu", kind="huyện", valid=before
    )
    Placement.objects.create(unit=district, parent=world.tinh_mau, valid=before)
    Placement.objects.create(unit=world.xa_a, parent=district, valid=before)
    then, now = cover(team, [], 2024), cover(team, [case])
    assert (then.province, then.district, then.commune) == ("Tỉnh Mẫu", "Huyện Mẫu", "Xã An Mẫu")
    assert (now.province, now.district, now.commune) == ("Tỉnh Mẫu", "", "Xã An Mẫu")


def test_the_cover_names_the_villages_of_its_year(case, team, world):
    one, two = world.villages["Xã An Mẫu"]
    TeamVillage.objects.create(team=team, village=one, started_on=date(2025, 7, 1), ended_on=date(2026, 2, 1))
    TeamVillage.objects.create(team=team, village=two, started_on=date(2026, 2, 2))
    assert (cover(team, [], 2025).village, cover(team, [case]).village) == ("Thôn 1", "Thôn 2")


# notes of Part II


@pytest.fixture
def led(acting, officer, entry, team):
    """A mediator who led a dispute of the year."""
    mediator = make_mediator(team, "Vi Thị Mẫu")
    with acting(officer) as actor:
        services.record_ended_case(actor=actor, entry=entry(mediators=("Vi Thị Mẫu",)))
    return mediator


def test_the_head_notes_a_mediators_year_and_it_is_printed_in_part_two(client_for, head, led, team):
    url, key = f"/vu-viec/so/{team.uuid}/2026/", f"note_{led.person_id}"
    page = client_for(head).get(url).content.decode()
    assert f'name="{key}"' in page
    assert 'name="save_notes" value="1"' in page
    client_for(head).post(url, {"save_notes": "1", key: "Nghỉ ốm tháng 3"})
    cases = list(Case.objects.filter(team=team))
    assert [row.notes for row in book.summary(cases, team, 2026).rows] == ["Nghỉ ốm tháng 3"]
    assert [row.notes for row in book.summary(cases, team, 2025).rows] == [""], "a note is of one year"
    client_for(head).post(url, {})
    assert BookNote.objects.count() == 1, "an empty answer takes nothing away"
    client_for(head).post(url, {"save_notes": "1", key: "", f"seen_{led.person_id}": "Nghỉ ốm tháng 3"})
    assert [row.notes for row in book.summary(cases, team, 2026).rows] == [""]


def test_a_note_of_part_two_is_not_overwritten_by_a_page_that_was_opened_before_it(
    client_for, head, officer, led, team
):
    url, key, seen = f"/vu-viec/so/{team.uuid}/2026/", f"note_{led.person_id}", f"seen_{led.person_id}"
    stale = {"save_notes": "1", seen: ""}
    client_for(head).post(url, {**stale, key: "Nghỉ ốm tháng 3"})
    client_for(officer).post(url, {**stale, key: ""})
    assert BookNote.objects.get().text == "Nghỉ ốm tháng 3", "left alone on that page, it stays"
    answer = client_for(officer).post(url, {**stale, key: "Khen cuối năm"})
    assert "Người khác vừa sửa ghi chú này thành “Nghỉ ốm tháng 3”" in answer.content.decode()
    assert f'name="{seen}" value="Nghỉ ốm tháng 3"' in answer.content.decode(), "seen now"
    assert BookNote.objects.get().text == "Nghỉ ốm tháng 3"


def test_what_a_note_of_part_two_said_before_stays_struck_through_on_page_and_paper(
    client_for, acting, officer, led, team
):
    with acting(officer) as actor:
        told = {"actor": actor, "team": team, "year": 2026}
        noting.set_notes(**told, notes={led.person_id: "Nghỉ ốm"})
        noting.set_notes(**told, notes={led.person_id: "Khen"}, seen={led.person_id: "Nghỉ ốm"})
        noting.set_notes(**told, notes={led.person_id: ""}, seen={led.person_id: "Khen"})
        [row] = book.summary(list(Case.objects.filter(team=team)), team, 2026).rows
        assert (row.notes, [one.text for one in row.former]) == ("", ["Nghỉ ốm", "Khen"])
        content, _title = book.printed(actor, team, 2026)
    page = client_for(officer).get(f"/vu-viec/so/{team.uuid}/2026/").content.decode()
    assert "<del>Nghỉ ốm</del>" in page
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(content)).pages)
    assert "Khen" in text


def test_only_the_head_and_the_justice_officer_sum_the_year_up(
    client_for, acting, seat_of, world, led, team, officer, other_team
):
    village = world.villages["Xã An Mẫu"][0]
    mediator = seat_of("mediator", village, "Hòa giải viên", team_id=team.pk)
    beside = seat_of("team_head", village, "Tổ trưởng khác", team_id=other_team.pk)
    sister = seat_of("commune_officer", world.xa_b)
    url = f"/vu-viec/so/{team.uuid}/2026/"
    assert "Ghi chú phần II" not in client_for(mediator).get(url).content.decode()
    for seat in (mediator, beside, sister):
        with acting(seat) as actor, pytest.raises(NotYours):
            noting.set_notes(actor=actor, team=team, year=2026, notes={led.person_id: "x"})
    with acting(officer) as actor:
        assert noting.set_notes(actor=actor, team=team, year=2026, notes={led.person_id: "x"}) == 1
        assert noting.set_notes(actor=actor, team=team, year=2026, notes={led.person_id: "x"}) == 0


def test_notes_go_with_the_person_and_with_the_time(acting, officer, led, team):
    from hoathuan.cases import erasing

    with acting(officer) as actor:
        noting.set_notes(actor=actor, team=team, year=2026, notes={led.person_id: "x"})
    assert erasing._forget_notes(officer.person) == 1
    assert BookNote.objects.get().seat_label == "(đã xóa)"
    assert erasing._forget_notes(led.person) == 1
    assert BookNote.objects.count() == 0
