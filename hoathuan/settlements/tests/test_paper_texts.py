"""What the printed papers of a settlement say to whoever holds them: the agreement, the court's dossier, the note."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from hoathuan.cases import services as cases
from hoathuan.documents.api import check_of, check_url
from hoathuan.settlements import papers, rules
from hoathuan.settlements.services import court, failing

from .conftest import AGREED, record
from .test_court import ALL

pytestmark = pytest.mark.django_db
HAND = "(Ký hoặc điểm chỉ, ghi rõ họ tên)"


def pages_of(answer):
    """The words of each page in one line."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def copies_in(pages):
    """The words of each copy: it begins with the nation's title, and a page of its own."""
    copies = []
    for page in pages:
        if "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page:
            copies.append(page)
        else:
            copies[-1] += " " + page
    return copies


@pytest.fixture
def mediated(acted, entry):
    """A success with a mediator who signs, too."""
    made = entry(agreement="Dời hàng rào về ranh cũ.", ground="request", mediators=("Vi Văn Mẫu",))
    return acted(lambda actor: cases.record_ended_case(actor=actor, entry=made))


@pytest.fixture
def recorded(acted, mediated):
    return acted(lambda actor: record(actor, mediated))


@pytest.fixture
def printed(client_for, officer):
    def of(name, *key):
        answer = client_for(officer).get(reverse(f"settlements:{name}", args=key))
        assert answer.status_code == 200
        return pages_of(answer)

    return of


@pytest.fixture
def agreement(printed, mediated, recorded):
    return copies_in(printed("version-pdf", mediated.uuid, recorded.number))


def test_the_agreement_has_a_copy_for_each_party_and_one_for_the_team(agreement):
    owners = ("giao cho ông (bà) Lò Thị Mẫu", "giao cho ông (bà) Hà Văn Mẫu", "lưu của tổ hòa giải")
    assert len(agreement) == len(owners)
    for copy, owner in zip(agreement, owners, strict=True):
        assert f"Bản {owner}" in copy
        assert [other for other in owners if f"Bản {other}" in copy] == [owner]


def test_every_copy_has_the_eight_groups_of_the_law_in_their_order(agreement, mediated):
    """Law 35/2013/QH13 Art. 24."""
    titles = [
        "a) Căn cứ tiến hành hòa giải", "b) Thông tin cơ bản về các bên", "c) Nội dung chủ yếu của vụ, việc",
        "d) Diễn biến của quá trình hòa giải", "đ) Thỏa thuận đạt được và giải pháp thực hiện",
        "e) Quyền và nghĩa vụ của các bên", "g) Phương thức, thời hạn thực hiện thỏa thuận",
        "h) Chữ ký hoặc điểm chỉ",
    ]  # fmt: skip
    assert len(titles) == len(rules.GROUPS)
    for copy in agreement:
        assert "VĂN BẢN HÒA GIẢI THÀNH" in copy
        places = [copy.index(title) for title in titles]
        assert places == sorted(places)
        for words in (
            mediated.team.name.upper(), "ngày 10 tháng 6 năm 2026", "Theo yêu cầu của một hoặc các bên",
            "Lò Thị Mẫu, sinh năm 1972, thôn 1.", "Tranh chấp lối đi chung.", "dời hàng rào về ranh cũ",
            "Ngày 10/06/2026: các bên đạt được thỏa thuận.", "Lò Thị Mẫu: nhận 5.000.000 đồng.",
            "Dời hàng rào xong trước ngày 30/06/2026.",
        ):  # fmt: skip
            assert words in copy


def test_every_copy_leaves_a_line_for_each_who_signs_the_mediator_too(agreement):
    for copy in agreement:
        signing = copy[copy.index("h) Chữ ký hoặc điểm chỉ") :]
        for words in ("BÊN THỨ 1", "Lò Thị Mẫu", "BÊN THỨ 2", "Hà Văn Mẫu", "HÒA GIẢI VIÊN", "Vi Văn Mẫu"):
            assert words in signing
        assert signing.count(HAND) == 3
        assert "BÊN THỨ 3" not in signing


def test_every_copy_bears_the_same_code_to_read_out_and_the_address_to_check(agreement, recorded, client_for):
    check = check_of(recorded)
    for copy in agreement:
        assert f"Mã kiểm tra: {check.spoken}" in copy
        assert f"Mã của toàn văn bản: {recorded.spoken}" in copy
        assert check_url(check) in copy.replace(" ", "")
        assert "Không cần tài khoản" in copy
    page = client_for(None).get(check_url(check))
    assert recorded.spoken in page.content.decode()


def test_a_short_agreement_bears_its_code_on_the_sheet_that_is_signed(agreement, printed, mediated, recorded):
    assert len(printed("version-pdf", mediated.uuid, recorded.number)) == len(agreement)


def test_wide_codes_keep_it_on_that_sheet(acted, mediated, printed, monkeypatch):
    monkeypatch.setattr(papers, "spoken", lambda _digest: "HMN-DUM-GNK")
    version = acted(lambda actor: record(actor, mediated))
    pages = printed("version-pdf", mediated.uuid, version.number)
    assert len(pages) == len(copies_in(pages))


def test_a_corrected_agreement_says_which_it_is_and_why(acted, mediated, recorded, printed):
    words = {"solution": "Dời hàng rào và cổng.", "reason": "Sót cái cổng"}
    newer = acted(lambda actor: record(actor, mediated, seen=1, **words))
    copies = copies_in(printed("version-pdf", mediated.uuid, newer.number))
    for copy in copies:
        assert "(Bản số 2, sửa: Sót cái cổng)" in copy
        assert "Dời hàng rào và cổng." in copy
        assert recorded.spoken not in copy


def test_the_court_gets_application_agreement_and_list_in_one_file(acted, mediated, recorded, printed):
    """CPC Art. 362, 418; what nobody has compared with the published text says so."""
    acted(lambda actor: court.wish(actor=actor, case=mediated, conditions=ALL, on_date=AGREED))
    pages = printed("dossier", mediated.uuid)
    text = " ".join(pages)
    order = ["ĐƠN YÊU CẦU", "VĂN BẢN HÒA GIẢI THÀNH", "DANH MỤC TÀI LIỆU"]
    assert [text.index(words) for words in order] == sorted(text.index(words) for words in order)
    application = text[: text.index("VĂN BẢN HÒA GIẢI THÀNH")]
    for words in (
        "Công nhận kết quả hòa giải thành ngoài Tòa án", "Kính gửi: Tòa án nhân dân",
        "1) Người yêu cầu Lò Thị Mẫu", "2) Nơi cư trú thôn 1", "4) Yêu cầu Tòa án giải quyết",
        "lập ngày 10/06/2026", "Điều 417 Bộ luật Tố tụng dân sự", "Hà Văn Mẫu, thôn 1",
        f"{mediated.team.name}", "Vi Văn Mẫu, hòa giải viên.", "dời hàng rào về ranh cũ", "NGƯỜI YÊU CẦU", HAND,
    ):  # fmt: skip
        assert words in application
    assert "Bản nộp Tòa án" in text
    assert f"Mã của toàn văn bản: {recorded.spoken}" in text
    listed = text[text.index("DANH MỤC TÀI LIỆU") :]
    for words in (
        "1. Đơn yêu cầu công nhận", "2. Văn bản hòa giải thành (bản số 1) có chữ ký hoặc điểm chỉ: 01 bản chính.",
        "3. Bản sao giấy tờ tùy thân", "chưa kiểm chứng, hỏi Tòa án",
    ):  # fmt: skip
        assert words in listed


def test_the_note_of_failure_says_who_what_each_asks_and_why_it_failed(acted, failed, printed):
    """Decree 15/2014/NĐ-CP Art. 10; its form is of this product and says so."""
    texts = {
        "place": "Xã An Mẫu", "parties": "Lò Thị Mẫu, thôn 1\nHà Văn Mẫu, thôn 1",
        "summary": "Tranh chấp lối đi chung.",
        "requests": "Lò Thị Mẫu đòi lối đi rộng 2 m. Hà Văn Mẫu không chịu.", "reason": "Hà Văn Mẫu xin chấm dứt.",
        "mediator": "Vi Văn Mẫu",
    }  # fmt: skip
    note = acted(
        lambda actor: failing.note_failure(actor=actor, case=failed, made_on=failed.ended_on, texts=texts)
    )
    (page,) = printed("failure", failed.uuid, note.uuid)
    for words in (
        failed.team.name.upper(), "VĂN BẢN VỀ VIỆC HÒA GIẢI KHÔNG THÀNH", "chưa đối chiếu với văn bản gốc",
        "ngày 10 tháng 6 năm 2026", "1) Các bên Lò Thị Mẫu, thôn 1 Hà Văn Mẫu, thôn 1",
        "2) Nội dung chủ yếu của vụ, việc Tranh chấp lối đi chung.", "3) Yêu cầu của mỗi bên Lò Thị Mẫu đòi",
        "4) Lý do hòa giải không thành Hà Văn Mẫu xin chấm dứt.", "tiếp tục hòa giải", "HÒA GIẢI VIÊN",
        "(Ký, ghi rõ họ tên) Vi Văn Mẫu",
    ):  # fmt: skip
        assert words in page
