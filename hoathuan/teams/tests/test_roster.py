"""A roster goes in as communes keep it; the same file again changes nothing; bad rows are named."""

import unicodedata
from datetime import date
from typing import Any

import pytest
from django.db import connection

from hoathuan.accounts.models import Person, PersonContact
from hoathuan.core.models import AuditEntry
from hoathuan.teams.models import Mediator, MediatorTraining, Team, TeamHead, TeamStanding
from hoathuan.units.selectors import villages_of

from .registry import complete_team, team_in
from .rosters import HEADING, PLAIN, book, imported, problems, saved, staged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def officer(world: Any, seat_of: Any, actor_of: Any) -> Any:
    return actor_of(seat_of("commune_officer", world.xa_a))


@pytest.fixture
def province(world: Any, seat_of: Any, actor_of: Any) -> Any:
    return actor_of(seat_of("province_officer", world.tinh_mau))


def people() -> list[tuple[Any, ...]]:
    rows = Mediator.objects.order_by("team__sort", "sort", "id")
    return list(rows.values_list("team__name", "person__full_name", "sex", "person__birth_year", "minority"))


def everything() -> list[Any]:
    """All rows that an import may write, to see that nothing changed."""
    tables = ("accounts_person", "accounts_personcontact", "teams_team", "teams_mediator", "teams_teamhead",
              "teams_mediatortraining", "teams_teamstanding", "units_unit", "units_placement")  # fmt: skip
    found = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found.append(cursor.fetchall())
    return found


def test_a_plain_roster_makes_team_head_people_and_contacts(officer: Any, acting: Any) -> None:
    session = imported(officer, saved(book(("DS", [HEADING, *PLAIN]))))
    assert session.counts | {"created": 3, "left": 0} == session.counts, problems(session)
    assert people() == [
        ("Tổ hòa giải thôn 1", "Bùi Văn Mẫu", "M", 1975, "other"),
        ("Tổ hòa giải thôn 1", "Lò Thị Mẫu", "F", 1970, "other"),
        ("Tổ hòa giải thôn 1", "Nguyễn Văn Mẫu", "M", 1968, "kinh"),
    ]
    team = Team.objects.get()
    assert [village.name for village in team.villages.all()] == ["Thôn 1"]
    assert str(TeamHead.objects.get().mediator) == "Nguyễn Văn Mẫu"
    assert TeamStanding.objects.get().composition == "complete"
    with acting(officer.seat):
        assert PersonContact.objects.get(person__full_name="Lò Thị Mẫu").phone == "+84912345679"
    assert AuditEntry.objects.filter(action="teams.imported", subject_id=str(team.pk)).count() == 1


def test_what_is_missing_is_said_before_it_is_made(world: Any, officer: Any) -> None:
    rows = [[1, "Tổ hòa giải bản Mới", "Người Mẫu", 1970, "Nam", "Kinh", None, None]]
    session = staged(officer, saved(book(("DS", [HEADING, *rows]))))
    assert any("1 tổ hòa giải chưa có" in words for words in session.options["notices"])
    assert any("1 thôn chưa có sẽ được thêm: Bản Mới" in words for words in session.options["notices"])
    assert not villages_of(world.xa_a).filter(folded="ban moi").exists()
    imported(officer, saved(book(("DS", [HEADING, *rows]))))
    assert villages_of(world.xa_a).get(folded="ban moi").kind == "bản"


def test_the_same_file_again_changes_nothing(officer: Any) -> None:
    content = saved(book(("DS", [HEADING, *PLAIN])))
    imported(officer, content)
    before = everything()
    again = staged(officer, content)
    assert again.counts | {"same": 3, "good": 0} == again.counts
    assert everything() == before


def test_a_changed_cell_updates_and_a_blank_cell_keeps(officer: Any, acting: Any) -> None:
    imported(officer, saved(book(("DS", [HEADING, *PLAIN]))))
    changed = [[1, "THÔN 1", "LÒ THỊ MẪU", 1970, None, None, None, "0987654321"],
               [2, "thon 1", "Bùi Văn Mẫu", "1975", "Nam", "Thái", "Tổ trưởng", None]]  # fmt: skip
    session = imported(officer, saved(book(("DS", [HEADING, *changed]))))
    assert session.counts | {"created": 0, "updated": 2} == session.counts
    woman = Mediator.objects.get(person__full_name="Lò Thị Mẫu")
    assert (woman.sex, woman.minority, woman.version) == ("F", "other", 2)
    with acting(officer.seat):
        assert PersonContact.objects.get(person=woman.person).phone == "+84987654321"
    assert Person.objects.get(full_name="Bùi Văn Mẫu").ethnicity == "03"
    assert str(TeamHead.objects.get(ended_on=None).mediator) == "Bùi Văn Mẫu"
    assert Team.objects.count() == 1


def nasty() -> Any:
    """Everything that real rosters have: see the names of the rows."""
    nfd = unicodedata.normalize("NFD", "Hà Thị Mẫu Nhỏ")
    made = book(
        ("Thôn 1", [
            ["UBND XÃ AN MẪU"],
            ["DANH SÁCH HÒA GIẢI VIÊN THÔN 1 NĂM 2026"],
            [],
            ["TT", "Họ tên", "Ngày, tháng, năm sinh", "Giới tính", None, "Dân tộc", "Trình độ CM", "Chức vụ",
             "QĐ công nhận", "Tập huấn"],
            [None, None, None, "Nam", "Nữ", None, None, None, None, None],
            [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
            [1, "NGUYỄN VĂN MẪU", "15/3/1968", "x", None, "Kinh", "ĐH Luật", "Tổ trưởng", "12/QĐ-UBND ngày 15/3/2024",
             "3/4/2026"],
            [2, nfd, 1968, None, "X", "H'Mông", "12/12", "Tổ viên", None, date(2026, 4, 3)],
            [None] * 10,
            [3, "Ông Lê Mẫu (Ba)", 24912, None, None, "mường", "Trung cấp kế toán", "Trưởng thôn", None, None],
            ["Tổng cộng", None, None, 2, 1],
            [None, None, None, None, None, None, None, "Ngày 01 tháng 6 năm 2026"],
        ]),
        ("Gộp", [
            ["STT", "Tổ hòa giải", "Họ và tên", "Năm sinh", None, "Ghi chú"],
            [None, None, None, "Nam", "Nữ", None],
            [1, "Tổ HG bản Mới", "Người Mẫu Nam", 1971, None, None],
            [2, None, "Người Mẫu Nữ", None, "12/5/1972", None],
            [3, "Tổ hòa giải số 3", "Người Mẫu Ba", 1973, None, None],
        ]),
    )  # fmt: skip
    first = made["Thôn 1"]
    for merged in ("A1:J1", "A2:J2", "D4:E4", *(f"{letter}4:{letter}5" for letter in "ABCFGHIJ")):
        first.merge_cells(merged)
    second = made["Gộp"]
    for merged in ("D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2", "B3:B4"):
        second.merge_cells(merged)
    return made


def test_a_roster_of_all_real_shapes_goes_in_whole(officer: Any) -> None:
    session = imported(officer, saved(nasty()))
    assert problems(session) == []
    assert people() == [
        ("Tổ hòa giải bản Mới", "Người Mẫu Nam", "M", 1971, "unknown"),
        ("Tổ hòa giải bản Mới", "Người Mẫu Nữ", "F", 1972, "unknown"),
        ("Tổ hòa giải số 3", "Người Mẫu Ba", "M", 1973, "unknown"),
        ("Tổ hòa giải thôn 1", "Lê Mẫu", "M", 1968, "other"),
        ("Tổ hòa giải thôn 1", "Nguyễn Văn Mẫu", "M", 1968, "kinh"),
        ("Tổ hòa giải thôn 1", "Hà Thị Mẫu Nhỏ", "F", 1968, "other"),
    ]
    head = TeamHead.objects.get().mediator
    assert (head.qualification, head.decision_number, head.started_on) == (
        "law",
        "12/QĐ-UBND",
        date(2024, 3, 15),
    )
    assert Mediator.objects.get(folded="le mau").occupation == "Trưởng thôn"
    assert Mediator.objects.get(folded="ha thi mau nho").qualification == "none"
    assert MediatorTraining.objects.filter(trained_on=date(2026, 4, 3)).count() == 2
    again = staged(officer, saved(nasty()))
    assert again.counts | {"same": 6, "good": 0, "bad": 0} == again.counts


def test_all_problems_are_named_at_once_and_the_good_rows_go_in(officer: Any) -> None:
    rows = [
        [1, "Tổ hòa giải thôn 1", "Người Mẫu Một", "198", "Nam", "Kinh", "Tổ trưởng", None],
        [2, None, None, 1970, "Nữ", None, None, None],
        [3, None, "Người Mẫu Hai", 1970, "N", "Sao Hỏa", None, "123"],
        [4, None, "Người Mẫu Ba", 1971, "Nữ", "Kinh", "Tổ trưởng", None],
        [5, None, "Người Mẫu Bốn", 1972, "Nữ", "Kinh", "Tổ trưởng", None],
        [6, None, "Người Mẫu Ba", 1971, "Nữ", "Kinh", None, None],
        [7, None, "Người Mẫu 7", 1973, "Nam", "Kinh", None, None],
    ]
    session = imported(officer, saved(book(("DS", [HEADING, *rows]))))
    words = {(number, column) for number, column, _words in problems(session)}
    assert words == {
        (2, "birth"), (3, "name"), (4, "sex"), (4, "ethnicity"), (4, "phone"), (6, "role"), (7, ""), (8, "name"),
    }  # fmt: skip
    assert [row[1] for row in people()] == ["Người Mẫu Ba"]
    assert session.counts["left"] == 6


def test_a_province_imports_several_communes_by_column_title_or_choice(world: Any, province: Any) -> None:
    with_column = [
        ["Xã", *HEADING],
        ["An Mẫu", *PLAIN[0]],
        ["XÃ BÌNH MẪU", *PLAIN[1][:1], "Thôn 2", *PLAIN[1][2:]],
    ]
    titled = [["DANH SÁCH HÒA GIẢI VIÊN XÃ BÌNH MẪU NĂM 2026"], HEADING, *PLAIN]
    session = imported(province, saved(book(("Chung", with_column), ("Trang 2", titled))))
    assert problems(session) == []
    assert Mediator.objects.filter(now_commune=world.xa_a).count() == 1
    assert Mediator.objects.filter(now_commune=world.xa_b).count() == 4
    nowhere = staged(province, saved(book(("DS", [HEADING, *PLAIN]))))
    assert {column for _n, column, _w in problems(nowhere)} == {"commune"}
    chosen = staged(province, saved(book(("DS", [HEADING, *PLAIN]))), {"commune": world.xa_a.pk})
    assert chosen.counts["bad"] == 0


@pytest.mark.parametrize(
    ("who", "commune"), [("officer", "Xã Bình Mẫu"), ("province", "Xã Cao Khác"), ("officer", "Xã Nào Đó")]
)
def test_rows_of_a_commune_outside_reach_are_refused_by_name(
    request: Any, world: Any, who: str, commune: str
) -> None:
    actor = request.getfixturevalue(who)
    rows = [["Xã", *HEADING], [commune, *PLAIN[0]], ["Xã An Mẫu", *PLAIN[1][:1], "Thôn 1", *PLAIN[1][2:]]]
    session = imported(actor, saved(book(("DS", rows))))
    assert [(number, column) for number, column, _w in problems(session)] == [(2, "commune")]
    assert [row[1] for row in people()] == ["Lò Thị Mẫu"]
    assert not Mediator.objects.exclude(now_commune=world.xa_a).exists()


def test_a_sheet_named_after_another_commune_is_refused(world: Any, officer: Any) -> None:
    session = staged(officer, saved(book(("Xã Bình Mẫu", [HEADING, *PLAIN]))))
    assert session.counts | {"bad": 3, "good": 0} == session.counts


def test_a_former_commune_leads_to_the_one_of_today(world: Any, officer: Any) -> None:
    from hoathuan.units.models import Area

    area = Area.objects.get(then_commune=world.xa_a)
    former = type(world.xa_a).objects.create(
        level=3, name="Xã Cũ Mẫu", kind="xã", valid=("2000-01-01", "2025-07-01")
    )
    Area.objects.create(
        then_commune=former, then_province=area.then_province, now_commune=world.xa_a,
        now_province=area.now_province, zone=area.zone, valid=("2000-01-01", "2025-07-01"),
    )  # fmt: skip
    session = imported(officer, saved(book(("Xã Cũ Mẫu", [HEADING, *PLAIN]))))
    assert problems(session) == []
    assert Mediator.objects.filter(now_commune=world.xa_a).count() == 3


def test_a_team_is_found_by_its_village_under_another_name(world: Any, officer: Any) -> None:
    team = team_in(world.xa_a, "Tổ hòa giải Hòa Thuận", villages=world.villages["Xã An Mẫu"][:1])
    imported(officer, saved(book(("DS", [HEADING, *PLAIN]))))
    assert Team.objects.get() == team
    assert team.mediators.count() == 3


def test_a_person_of_another_team_is_the_same_person(world: Any, officer: Any) -> None:
    imported(officer, saved(book(("DS", [HEADING, *PLAIN]))))
    rows = [[1, "Thôn 2", "Lò Thị Mẫu", 1970, "Nữ", "Thái", None, None], [2, "Thôn 3", *PLAIN[1][2:]]]
    imported(officer, saved(book(("DS", [HEADING, *rows]))))
    assert Person.objects.filter(folded="lo thi mau").count() == 1
    assert Mediator.objects.filter(folded="lo thi mau").count() == 3


def test_an_old_file_does_not_bring_back_who_has_ceased(world: Any, officer: Any) -> None:
    team = complete_team(world.xa_a)
    gone = Mediator.objects.get(team=team, sex="F")
    Mediator.objects.filter(pk=gone.pk).update(ended_on=date(2026, 1, 31))
    row = [1, "Thôn 1", "Người Mẫu Ba", 1980, "Nữ", None, None, None]
    session = staged(officer, saved(book(("DS", [HEADING, row]))))
    assert [words[:30] for _n, _c, words in problems(session)] == ["Người này đã thôi làm hòa giải"]
    again = [["Ngày công nhận", *HEADING], ["1/3/2026", *row]]
    assert imported(officer, saved(book(("DS", again)))).counts["created"] == 1
    assert Mediator.objects.filter(person=gone.person).count() == 2


def test_two_of_one_name_need_a_year_of_birth(world: Any, officer: Any) -> None:
    rows = [[1, "Thôn 1", "Người Mẫu", 1960, "Nam"], [2, None, "Người Mẫu", 1990, "Nam"]]
    imported(officer, saved(book(("DS", [HEADING, *rows]))))
    assert Mediator.objects.count() == 2
    session = staged(
        officer, saved(book(("DS", [HEADING, [1, "Thôn 1", "Người Mẫu", None, "Nam", None, None, None]])))
    )
    assert [(column, words[:10]) for _n, column, words in problems(session)] == [("birth", "Trong tổ c")]


@pytest.mark.parametrize(
    "kind", ["team_head", "commune_leader", "ministry_viewer", "administrator", "body_officer"]
)
def test_only_justice_officers_import(kind: str, world: Any, seat_of: Any, client_for: Any) -> None:
    unit = world.country if kind == "ministry_viewer" else world.xa_a
    assert client_for(seat_of(kind, unit)).get("/nhap-tep/roster/").status_code in (403, 404)
    for allowed, place in (("commune_officer", world.xa_a), ("province_officer", world.tinh_mau)):
        assert client_for(seat_of(allowed, place)).get("/nhap-tep/roster/").status_code == 200
