"""A paper book typed row by row."""

from datetime import date

import pytest

from hoathuan.cases.choices import Ending, Field, State
from hoathuan.cases.forms.grid import COLUMNS, Teams, read_day, read_ending, read_field
from hoathuan.cases.models import Case

pytestmark = pytest.mark.django_db

TOKEN = "3d1f3c0e-0000-4000-8000-00000000000a"
URL = "/vu-viec/nhap-so/"
GOOD = ["1", "1/6", "10/6", "Lò Thị Mẫu, 54 tuổi; Hà Văn Mẫu", "4", "t", "Tranh chấp ranh giới"]
SECOND = ["", "2/6", "12/6", "Vi Mẫu; Lương Mẫu", "ly hôn", "k", ""]
BAD = ["", "31/6", "27/6", "", "99", "z", "Giữ lại chữ này"]


@pytest.fixture
def client(client_for, officer, team, other_team):
    return client_for(officer)


def sending(*rows, token=TOKEN, year=2026):
    data = {
        "rows-TOTAL_FORMS": str(max(len(rows), 20)),
        "rows-INITIAL_FORMS": "0",
        "token": token,
        "nam": year,
    }
    for index in range(max(len(rows), 20)):
        values = rows[index] if index < len(rows) else [""] * len(COLUMNS)
        data |= {f"rows-{index}-{name}": value for name, value in zip(COLUMNS, values, strict=True)}
    return data


def test_codes_and_short_days_are_understood(team, other_team):
    assert read_day("5/6", 2025) == date(2025, 6, 5)
    assert read_day("5.6.26", 2025) == date(2026, 6, 5)
    assert [read_ending(t) for t in ("t", "Thành", "k", "không thành", "y", "")] == [
        Ending.AGREEMENT, Ending.AGREEMENT, Ending.MEDIATOR, Ending.MEDIATOR, Ending.PARTY, "",
    ]  # fmt: skip
    assert [read_field(t) for t in ("4", "đất", "Thừa kế", "ly hon")] == [
        Field.LAND, Field.LAND, Field.INHERITANCE, Field.DIVORCE,
    ]  # fmt: skip
    for wrong in ("99", "", "v"):
        with pytest.raises(ValueError, match="Gõ"):
            read_field(wrong)
    teams = Teams([team, other_team])
    assert [teams.read(t) for t in ("2", "to hoa giai thon 1", "thôn 2")] == [other_team, team, other_team]
    with pytest.raises(ValueError, match="số của tổ"):
        teams.read("thôn")


def test_the_grid_offers_twenty_rows_and_its_codes(client):
    text = client.get(f"{URL}?nam=2025").content.decode()
    assert text.count('name="rows-19-parties"') == 1
    assert "Tổ hòa giải thôn 2" in text
    assert 'value="2025"' in text


def test_good_rows_are_kept_and_a_blank_team_is_the_one_above(client, team):
    answer = client.post(URL, sending(GOOD, SECOND))
    assert "Đã lưu 2 vụ việc vào sổ" in answer.content.decode()
    first, second = Case.objects.order_by("book_number")
    assert (first.team, second.team) == (team, team)
    assert (first.received_on, first.ended_on, first.field) == (
        date(2026, 6, 1),
        date(2026, 6, 10),
        Field.LAND,
    )
    assert second.outcome == "unsuccessful"


def test_bad_rows_come_back_as_typed_with_words_at_the_cell_and_nothing_is_lost(client):
    answer = client.post(URL, sending(GOOD, BAD))
    text = answer.content.decode()
    assert Case.objects.count() == 1
    assert "Giữ lại chữ này" in text
    assert "Lò Thị Mẫu, 54 tuổi" not in text, "what was kept is not shown for typing again"
    row = answer.context["formset"].forms[0]
    assert row["team"].value() == "1", "the team of the row above went with it"
    told = {
        "received_on": "Không có ngày", "ended_on": "trở về trước", "parties": "Ghi họ tên", "field": "Gõ số",
        "ending": "Gõ t",
    }  # fmt: skip
    for name, words in told.items():
        assert words in str(row[name].errors), name


def test_the_same_sending_twice_keeps_each_row_once(client):
    for _ in range(2):
        client.post(URL, sending(GOOD, SECOND, BAD))
    assert Case.objects.count() == 2


def test_the_same_rows_under_another_sending_are_told_to_be_there_already(client):
    client.post(URL, sending(GOOD))
    answer = client.post(URL, sending(GOOD, token="3d1f3c0e-0000-4000-8000-00000000000b"))
    assert "đã có trong sổ (số 1/2026)" in answer.content.decode()
    answer = client.post(URL, sending(GOOD[:6] + ["đã sửa sau khi lưu"]))
    assert "Dòng này đã lưu lần trước (số 1/2026)" in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_twin_inside_one_grid_is_told(client):
    answer = client.post(URL, sending(GOOD, GOOD))
    assert Case.objects.count() == 1
    assert "giống hệt một dòng ở trên" in answer.content.decode()


def test_an_open_dispute_may_stand_in_a_book(client):
    client.post(URL, sending(["1", "1/6", "", "A Mẫu; B Mẫu", "1", "", ""]))
    assert Case.objects.get().state == State.RECEIVED


def test_a_year_of_nineteen_teams_goes_in_at_once(client):
    rows = [[*GOOD[:6], f"Việc {i}"] for i in range(60)]
    answer = client.post(URL, sending(*rows))
    assert "Đã lưu 60 vụ việc" in answer.content.decode()
    assert sorted(Case.objects.values_list("book_number", flat=True)) == list(range(1, 61))


def test_more_rows_than_a_page_holds_are_refused_in_words_and_nothing_is_written(client):
    answer = client.post(URL, sending(*[[*GOOD[:6], str(i)] for i in range(401)]))
    assert answer.status_code == 200
    assert Case.objects.count() == 0


def test_a_team_of_another_commune_cannot_be_named(client, sister_team):
    from hoathuan.teams.models import Team

    Team.objects.filter(pk=sister_team.pk).update(name="Tổ Ngoài Xã", folded="to ngoai xa")
    answer = client.post(URL, sending(["Tổ Ngoài Xã", *GOOD[1:]]))
    assert "số của tổ trong bảng mã" in answer.content.decode()
    assert not Case.objects.exists()


def test_days_without_strokes_days_after_and_the_sign_for_the_same_save_keys(client):
    rows = (
        ["1", "0106", "+9", "Lò Mẫu; Hà Mẫu", "4", "t", "Ranh giới"],
        ["", '"', '"', "Vi Mẫu; Lương Mẫu", '"', '"', '"'],
    )
    client.post(URL, sending(*rows))
    stored = list(
        Case.objects.order_by("book_number").values_list("received_on", "ended_on", "field", "ending")
    )
    assert stored == [(date(2026, 6, 1), date(2026, 6, 10), Field.LAND, Ending.AGREEMENT)] * 2


def test_a_day_counted_from_nothing_is_asked_for(client):
    page = client.post(URL, sending(["1", "", "+9", "Lò Mẫu; Hà Mẫu", "4", "t", "x"])).content.decode()
    assert "Dấu + đếm từ ngày tiếp nhận" in page
    assert not Case.objects.exists()
