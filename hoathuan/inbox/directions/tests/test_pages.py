"""Each page with the own office, the unit above, a sister, and nobody; what they say, and in how many queries."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoathuan.accounts.models import User
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.dates import today
from hoathuan.inbox.directions.models import Direction, Recipient
from hoathuan.inbox.directions.services import acting as answers
from hoathuan.inbox.directions.services import asking
from hoathuan.units.choices import Level
from hoathuan.units.models import Placement, Unit

from .conftest import line_of

pytestmark = pytest.mark.django_db
LIST, NEW = "/chi-dao/", "/chi-dao/soan/"


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def text_of(client: Any, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return answer.content.decode()


def form_of(offices: Any, **fields: Any) -> dict[str, Any]:
    return {
        "issuer": str(offices.department.uuid), "number": "9/STP", "signed_on": "05/01/2026",
        "title": "Gửi số liệu quý I", "text": "Gửi số liệu.", "asks": "reply", "due_on": "", "scope": "below",
        "basis": "Điều 29 Luật Hòa giải ở cơ sở",
    } | fields  # fmt: skip


def test_written_looked_at_and_sent_to_all_communes(offices, client_for) -> None:
    client = client_for(offices.province)
    form = text_of(client, NEW)
    assert "Mọi xã, phường, đặc khu (2 nơi)" in form
    assert "Hội Phụ nữ tỉnh Mẫu" in form
    assert "Mọi xã, phường, đặc khu trong cả nước" not in form
    answer = client.post(NEW, form_of(offices, file=SimpleUploadedFile("cv.pdf", PDF)))
    draft = Direction.objects.get()
    address = f"{LIST}{draft.uuid}/"
    assert answer["Location"] == address
    assert draft.attachments.count() == 1
    assert "2 nơi nhận" in text_of(client, f"{address}gui/")
    client.post(f"{address}gui/")
    page = text_of(client, address)
    assert "Đã gửi đến 2 nơi nhận." in page
    assert "Xã Bình Mẫu" in page
    assert "Điều 29" in page
    assert "Sửa dự thảo" not in page.split("Lịch sử")[0]
    file = draft.attachments.get().get_absolute_url()
    readers = {offices.a: 200, offices.b: 200, offices.inspector: 200, offices.women: 404, offices.c: 404}
    assert {seat: client_for(seat).get(file).status_code for seat in readers} == readers


def test_what_is_wrong_in_the_form_is_said_beside_it(offices, client_for) -> None:
    client = client_for(offices.province)
    wrong = form_of(offices, title="", due_on="01/01/2020", scope="chosen", issuer="x", units=["khong-co"])
    page = client.post(NEW, wrong).content.decode()
    for words in ("Trích yếu", "Hạn phải từ hôm nay"):
        assert words in page
    assert "ít nhất một nơi nhận" in client.post(NEW, form_of(offices, scope="chosen")).content.decode()
    assert client.post(NEW, form_of(offices, text="x" * 20_001)).status_code == 200
    assert client.post(NEW, form_of(offices, file=SimpleUploadedFile("x.exe", b"MZ"))).status_code == 200
    assert not Direction.objects.exists()


def test_a_draft_is_for_its_writers_alone_and_can_be_changed(offices, written, client_for) -> None:
    address = f"{LIST}{written(scope='chosen', units=[offices.world.xa_a]).uuid}/"
    for seat in (offices.province, offices.second, offices.director):
        assert "Dự thảo" in text_of(client_for(seat), address)
    for seat in (offices.a, offices.b, offices.other, offices.ministry, offices.inspector, offices.women):
        text_of(client_for(seat), address, 404)
    client = client_for(offices.director)
    form = text_of(client, f"{address}sua/")
    assert f'value="{offices.world.xa_a.uuid}"' in form
    client.post(f"{address}sua/", form_of(offices, version="1", title="Tên mới"))
    stale = client.post(f"{address}sua/", form_of(offices, version="1", title="Tên cũ")).content.decode()
    assert "Người khác vừa lưu" in stale
    assert "Tên mới" in stale
    client.post(f"{address}tep/", {"file": SimpleUploadedFile("cv.pdf", PDF)})
    file = Direction.objects.get().attachments.get()
    assert client.post(f"{address}bo-tep/", {"tep": "khong-phai"}).status_code == 302
    client.post(f"{address}bo-tep/", {"tep": str(file.uuid)})
    assert not Direction.objects.get().attachments.exists()
    client.post(f"{address}bo/")
    text_of(client, address, 404)


def test_the_own_office_reads_acts_and_asks_and_a_sister_sees_nothing_of_it(
    offices, sent, client_for
) -> None:
    letter = sent(scope="chosen", units=[offices.world.xa_a], due_on=today())
    address = f"{LIST}{letter.uuid}/"
    client = client_for(offices.a)
    assert "Chưa mở" in text_of(client, LIST)
    page = text_of(client, address)
    assert "mở lần đầu" in page
    assert "Đã mở, chưa thực hiện" in page
    assert "Đã gửi" not in page, "it would read as the own report being sent"
    assert "Nơi nhận</h2>" not in page, "other recipients are not its business"
    assert client.post(f"{address}bao-cao/", {"text": ""}).status_code == 200
    client.post(f"{address}bao-cao/", {"text": "Đã làm", "file": SimpleUploadedFile("bc.pdf", PDF)})
    client.post(f"{address}hoi/", {"text": "Có cần bản giấy không?"})
    page = text_of(client, address)
    assert "Đã làm" in page
    assert "Có cần bản giấy không?" in page
    for seat in (offices.b, offices.c, offices.other, offices.women):
        for path in (address, f"{address}bao-cao/", f"{address}hoi/"):
            text_of(client_for(seat), path, 404)
    for seat in (offices.ministry, offices.inspector):
        assert "Rà soát" in text_of(client_for(seat), address)
    assert client_for(None).get(address).status_code == 302
    line = line_of(letter, offices.world.xa_a)
    file = line.replies.get().file.get_absolute_url()
    answers_to = {
        offices.a: 200,
        offices.province: 200,
        offices.inspector: 200,
        offices.b: 404,
        offices.other: 404,
    }
    assert {seat: client_for(seat).get(file).status_code for seat in answers_to} == answers_to


def test_without_a_seat_and_without_an_account(offices, client) -> None:
    assert "/tai-khoan/login/" in client.get(LIST)["Location"]
    client.force_login(User.objects.create_user("khong-vai"))
    assert client.get(LIST).status_code == 302


def test_the_issuer_sees_who_opened_acted_and_is_late_and_accepts(offices, sent, client_for, clock) -> None:
    clock(2026, 6, 20, 9)
    letter = sent(due_on=date(2026, 6, 23))
    address = f"{LIST}{letter.uuid}/"
    client_for(offices.a).get(address)
    client_for(offices.a).post(f"{address}bao-cao/", {"text": "Bản của An Mẫu"})
    clock(2026, 6, 24, 9)
    client = client_for(offices.director)
    assert "Nhắc 1 nơi quá hạn" in text_of(client, address)
    late = text_of(client, f"{address}?tinh=qua-han")
    assert ">Xã Bình Mẫu</a>" in late
    assert ">Xã An Mẫu</a>" not in late
    assert ">Xã An Mẫu</a>" in text_of(client, f"{address}?tinh=khong-co")
    client.post(f"{address}nhac/")
    assert "Hôm nay đã nhắc các nơi quá hạn." in text_of(client, address)
    line = line_of(letter, offices.world.xa_a)
    page = text_of(client, f"{LIST}noi-nhan/{line.uuid}/")
    assert "Bản của An Mẫu" in page
    client.post(f"{LIST}noi-nhan/{line.uuid}/nhan/", {"ban": "sai"})
    assert Recipient.objects.filter(accepted_at__isnull=False).count() == 0
    client.post(f"{LIST}noi-nhan/{line.uuid}/nhan/", {"ban": str(line.replies.get().uuid)})
    assert "nơi gửi không sửa được nữa" in text_of(client, f"{LIST}noi-nhan/{line.uuid}/")
    assert "Quá hạn" in text_of(client_for(offices.b), LIST)
    assert "1 / 2" in text_of(client, f"{LIST}?xem=di")
    text_of(client_for(offices.b), f"{LIST}noi-nhan/{line.uuid}/", 404)


def test_a_question_answered_meanwhile_shows_both_answers(offices, sent, acting, client_for) -> None:
    letter = sent()
    with acting(offices.a) as actor:
        question = asking.ask(recipient=line_of(letter, offices.world.xa_a), text="Mẫu nào?", actor=actor)
    address = f"{LIST}cau-hoi/{question.uuid}/"
    assert "Mẫu nào?" in text_of(client_for(offices.second), address)
    text_of(client_for(offices.b), address, 404)
    assert client_for(offices.a).get(address).status_code == 403
    with acting(offices.province) as actor:
        asking.answer(question=question, text="Mẫu 01", actor=actor)
    page = client_for(offices.second).post(address, {"text": "Mẫu 02 của tôi"}).content.decode()
    assert "vừa được Bà Mẫu Sở trả lời" in page
    assert "Mẫu 01" in page
    assert "Mẫu 02 của tôi" in page
    seen = text_of(client_for(offices.b), f"{LIST}{letter.uuid}/")
    assert "Xã An Mẫu" in seen
    assert "Mẫu 01" in seen
    assert "Bà Mẫu An" not in seen, "the office that asked is named, no person of it"


def test_withdrawn_it_says_so_to_everybody(offices, sent, client_for) -> None:
    letter = sent(asks="done")
    address = f"{LIST}{letter.uuid}/"
    assert "Đã thực hiện</button>" in text_of(client_for(offices.a), address)
    client_for(offices.province).post(f"{address}thu-hoi/", {"reason": "Ban hành nhầm"})
    page = text_of(client_for(offices.a), address)
    assert "Ban hành nhầm" in page
    assert "Đã thực hiện</button>" not in page
    assert "Đã thu hồi" in text_of(client_for(offices.a), LIST)
    client_for(offices.a).post(f"{address}da-thuc-hien/")
    assert line_of(letter, offices.world.xa_a).acted_at is None
    assert client_for(offices.a).get(f"{address}thu-hoi/").status_code == 403


def test_the_list_finds_by_number_and_words_and_takes_no_nonsense(offices, sent, client_for) -> None:
    sent()
    sent(number="77/STP", title="Tập huấn hòa giải viên")
    client = client_for(offices.a)
    assert "Tập huấn" in text_of(client, f"{LIST}?tim=77")
    assert "Rà soát" not in text_of(client, f"{LIST}?tim=tap huan")
    assert "Không có văn bản nào khớp" in text_of(client, f"{LIST}?tim=khong-co")
    for query in ("?xem=x&tinh=y&sau=[1]", "?tim=%00&truoc=x", "?xem=di&tinh=late", "?sau=[%22a%22,2]"):
        assert client.get(f"{LIST}{query}").status_code == 200
    for part in ("den", "di", "duoi"):
        for seat in (offices.ministry, offices.province, offices.inspector, offices.women):
            text_of(client_for(seat), f"{LIST}?xem={part}")
    assert "Tập huấn" in text_of(client_for(offices.ministry), f"{LIST}?xem=duoi")
    assert "Tập huấn" not in text_of(client_for(offices.other), f"{LIST}?xem=duoi")


def test_the_list_begins_with_what_the_office_has(offices, sent, client_for) -> None:
    assert "Chưa có văn bản chỉ đạo nào" in text_of(client_for(offices.province), LIST)
    sent()
    assert "<strong>Văn bản đi</strong>" in text_of(client_for(offices.province), LIST)
    assert "<strong>Văn bản đến</strong>" in text_of(client_for(offices.province), f"{LIST}?xem=den")
    assert "<strong>Văn bản đến</strong>" in text_of(client_for(offices.a), LIST)


def test_a_notice_leads_to_its_letter(offices, sent, client_for) -> None:
    letter = sent()
    assert f'href="{LIST}{letter.uuid}/"' in text_of(client_for(offices.a), "/quan-tri/tin-bao/")


def test_pages_ask_the_database_as_often_for_many_as_for_few(
    offices, sent, acting, client_for, django_assert_max_num_queries
) -> None:
    world = offices.world
    made = Unit.objects.bulk_create(
        Unit(level=Level.COMMUNE, name=f"Xã {n}", valid=world.xa_a.valid, sort=f"{n:03}", folded=f"xa {n}")
        for n in range(60)
    )
    Placement.objects.bulk_create(
        Placement(unit=unit, parent=world.tinh_mau, valid=world.xa_a.valid) for unit in made
    )
    letters = [sent(number=f"{n}/STP", due_on=today()) for n in range(30)]
    with acting(offices.a) as actor:
        for letter in letters:
            answers.act(recipient=line_of(letter, world.xa_a), actor=actor, text="Xong")
    with acting(offices.a) as actor:
        for number in range(4):
            asking.ask(recipient=line_of(letters[0], world.xa_a), text=f"Câu hỏi {number}", actor=actor)
    address = f"{LIST}{letters[0].uuid}/"
    for seat, path in (
        (offices.a, LIST), (offices.province, f"{LIST}?xem=di"), (offices.ministry, f"{LIST}?xem=duoi"),
        (offices.province, address), (offices.a, address), (offices.province, NEW),
    ):  # fmt: skip
        client = client_for(seat)
        with django_assert_max_num_queries(32):
            assert client.get(path).status_code == 200, path
    page = text_of(client_for(offices.province), address)
    assert "1–25 trong 62" in page
