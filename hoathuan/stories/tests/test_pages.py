"""The pages of stories: what they show, to whom, and what they never show."""

from datetime import date
from typing import Any

import pytest

from hoathuan.cases.models import Recusal
from hoathuan.stories.models import Origin, Report, Story
from hoathuan.stories.tests.conftest import FIT
from hoathuan.teams.models import Mediator

pytestmark = pytest.mark.django_db
LIST = "/cau-chuyen/"
#: What must stand on no page of a story.
NEVER = ("Lò Thị", "Hà Văn", "Vừ A", "Nà Mẫu", "An Mẫu", "Quàng Văn", "01/06/2026", "10/06/2026", "Số 1/2026")


def typed(**changes: Any) -> dict[str, Any]:
    names = ("title", "situation", "helped", "ended", "law", "lesson", "audience")
    return {name: getattr(FIT, name) for name in names} | changes


def page_of(story: Any, *rest: str) -> str:
    return f"{LIST}{story.uuid}/" + "".join(f"{part}/" for part in rest)


def test_from_the_dispute_to_colleagues_in_a_few_pages(case, mediator, officer, province, client_for):
    author = client_for(mediator)
    detail = author.get(f"/vu-viec/{case.uuid}/").content.decode()
    tell = f"{LIST}ke/{case.uuid}/"
    assert tell in detail
    begun = author.get(tell).content.decode()
    assert "Bên A và bên B" in begun
    assert "Tranh chấp lối đi của bà Mẫu" not in begun, "content comes in only by hand"
    answer = author.post(tell, typed(helped="Ông Đào nhận lỗi"), follow=True)
    checked = answer.content.decode()
    assert "<mark>Ông Đào</mark>" in checked
    assert "Gửi người thứ hai đọc" not in checked
    story = Story.objects.get()
    author.post(page_of(story, "sua"), typed(version=1))
    checked = author.get(page_of(story, "kiem-tra")).content.decode()
    assert "Máy không thấy tên" in checked
    assert client_for(province).get(page_of(story)).status_code == 404
    author.post(page_of(story, "gui"), {"version": 2})
    second = client_for(officer)
    assert "1 câu chuyện chờ ông/bà đọc lại" in second.get("/").content.decode()
    assert FIT.title in second.get(f"{LIST}?cua=doc").content.decode()
    second.post(page_of(story, "cho-xem"), {"version": 3})
    colleague = client_for(province)
    assert FIT.title in colleague.get(LIST).content.decode()
    read = colleague.get(page_of(story)).content.decode()
    assert FIT.lesson in read
    for text in (read, colleague.get(LIST).content.decode()):
        assert [words for words in NEVER if words in text] == []
    assert "Tỉnh Mẫu" not in read.split("<main")[1].split("</main>")[0], (
        "the province only if the author wishes"
    )
    assert "Hòa giải viên</p>" not in read, "nor who tells it"


def test_province_and_role_stand_there_if_the_author_wishes(shown, province, client_for):
    Story.objects.update(names_province=True, names_role=True)
    main = client_for(province).get(page_of(shown)).content.decode().split("<main")[1]
    assert "Tỉnh Mẫu" in main
    assert "Người kể: Hòa giải viên" in main


def test_the_commune_s_officer_is_told_what_the_second_reading_finds(sent, officer, client_for):
    Story.objects.update(helped="Ông Đào nhận lỗi, trả 12.350.000 đồng")
    page = client_for(officer).get(page_of(sent)).content.decode()
    assert "<mark>Ông Đào</mark>" in page
    assert "làm tròn" in page
    answer = client_for(officer).post(page_of(sent, "cho-xem"), {"version": sent.version}, follow=True)
    assert "Trả lại để người kể sửa" in answer.content.decode()


def test_returned_with_words_the_author_reads_them(sent, officer, mediator, client_for):
    second = client_for(officer)
    answer = second.post(page_of(sent, "tra-lai"), {"version": sent.version, "words": "Bỏ bà Mẫu"})
    assert "cũng không ghi tên" in answer.content.decode()
    second.post(page_of(sent, "tra-lai"), {"version": sent.version, "words": "Câu hai quá rõ"})
    author = client_for(mediator)
    assert "1 câu chuyện trả lại để sửa" in author.get("/").content.decode()
    assert "Câu hai quá rõ" in author.get(page_of(sent)).content.decode()
    assert FIT.situation in author.get(page_of(sent)).content.decode(), "his own words are still there"


def test_useful_report_and_withdraw_by_their_buttons(shown, province, mediator, client_for):
    colleague = client_for(province)
    for sent_, count in (("1", 1), ("1", 1), ("0", 0), ("x", 0)):
        colleague.post(page_of(shown, "huu-ich"), {"co": sent_})
        shown.refresh_from_db()
        assert shown.useful == count
    colleague.post(page_of(shown, "bao"), {"trouble": "wrong"})
    assert Report.objects.count() == 1
    assert "Có chỗ sai" in client_for(mediator).get(page_of(shown)).content.decode()
    answer = client_for(mediator).post(page_of(shown, "rut"), follow=True)
    assert "Đã rút chuyện về" in answer.content.decode()
    assert colleague.get(page_of(shown)).status_code == 404


def test_four_people_at_each_door(world, team, case, told, mediator, officer, province, seat_of, client_for):
    """A draft is its author's alone; its second reader is found only once it is sent."""
    sister = seat_of("commune_officer", world.xa_b)
    beside = seat_of("mediator", world.villages["Xã An Mẫu"][0], team_id=team.pk)
    for seat in (officer, beside, province, sister):
        client = client_for(seat)
        for rest in ((), ("rut",), ("huu-ich",), ("bao",)):
            method = client.post if rest in (("rut",), ("huu-ich",)) else client.get
            assert (seat.kind, rest, method(page_of(told, *rest)).status_code) == (seat.kind, rest, 404)
        if seat is province:
            continue
        for rest in ("sua", "kiem-tra"):
            assert client.get(page_of(told, rest)).status_code == 404
        for rest in ("gui", "lam-tron"):
            assert client.post(page_of(told, rest)).status_code == 404
    assert client_for(sister).get(f"{LIST}ke/{case.uuid}/").status_code == 404
    assert client_for(province).get(f"{LIST}ke/{case.uuid}/").status_code == 403
    assert client_for(sister).post(page_of(told, "cho-xem")).status_code == 404
    nobody = client_for(None)
    for rest in ((), ("sua",), ("bao",)):
        assert "/tai-khoan/login/" in nobody.get(page_of(told, *rest))["Location"]
    assert client_for(seat_of("administrator", world.tinh_mau)).get(LIST).status_code == 403


def test_two_windows_lose_nothing(told, mediator, client_for, acting):
    author = client_for(mediator)
    author.post(page_of(told, "sua"), typed(version=1, lesson="một"))
    answer = author.post(page_of(told, "sua"), typed(version=1, lesson="hai"))
    page = answer.content.decode()
    assert "Người khác vừa sửa cùng chỗ này" in page
    assert "một" in page
    with acting(mediator):
        assert Origin.objects.get().lesson == "một"


def test_the_list_costs_the_same_for_many(shown, province, client_for, django_assert_max_num_queries):
    for number in range(30):
        Story.objects.filter(pk=shown.pk).update(title=f"Chuyện {number}")
        copy = Story.objects.get(pk=shown.pk)
        copy.pk, copy.uuid = None, f"00000000-0000-0000-0000-{number:012d}"
        copy.save()
    client = client_for(province)
    client.get(LIST)
    with django_assert_max_num_queries(22):
        page = client.get(f"{LIST}?tim=loi+di&viec=land").content.decode()
    assert "1–25" in page
    with django_assert_max_num_queries(28):
        client.get(page_of(shown))


def test_nonsense_in_the_address_gives_the_usual_list(shown, mediator, client_for):
    client = client_for(mediator)
    for query in ("?cua=x&viec=y", "?sau=[1]", "?cua=doc", "?tim=" + "a " * 300):
        assert client.get(LIST + query).status_code == 200
    assert client.post(page_of(shown, "gui"), {"version": "x"}, follow=True).status_code == 200


def test_a_mediator_who_refused_the_dispute_does_not_tell_it_on(case, mediator, client_for):
    author = client_for(mediator)
    tell, detail = f"{LIST}ke/{case.uuid}/", f"/vu-viec/{case.uuid}/"
    assert tell in author.get(detail).content.decode()
    term = case.team.mediators.get()
    Mediator.objects.filter(pk=term.pk).update(person=mediator.person)
    Recusal.objects.create(case=case, mediator=term, on_date=date(2026, 6, 2))
    assert tell not in author.get(detail).content.decode()
    assert author.get(tell).status_code == 404
