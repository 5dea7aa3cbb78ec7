"""The pages of papers and templates: who sees what, what the list costs, and the way of a letter through them."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoathuan.accounts.models import Body
from hoathuan.core.attachments.api import read_attachment
from hoathuan.core.dates import today
from hoathuan.documents import kinds
from hoathuan.documents.choices import PaperState
from hoathuan.documents.letters import LETTER
from hoathuan.documents.models import Paper, Series, TemplateVersion
from hoathuan.documents.services.issuing import take_signed, void_paper

from .conftest import Office, made_pdf, pdf_text, printed_anew, word
from .samples import letters_of

FIELDS = {
    "title": "Về việc gửi danh sách", "sign": "UBND-TP", "signer": "Phạm Văn Mẫu", "signer_office": "CHỦ TỊCH",
    "f_kinh_gui": "Các thôn", "f_noi_dung": "Đề nghị gửi danh sách.",
}  # fmt: skip


@pytest.fixture
def people(office: Office, client_for: Any) -> dict[str, Client]:
    named = {name: client_for(getattr(office, name)) for name in ("officer", "leader", "parent", "sister")}
    return named | {"nobody": client_for(None)}


def status(client: Client, path: str, **data: Any) -> int:
    return client.post(path, data).status_code if data else client.get(path).status_code


def test_own_unit_above_beside_and_nobody_at_an_issued_paper(office: Office, people: Any) -> None:
    paper = office.issue(office.draft())
    for path in (
        f"/van-ban/{paper.uuid}/",
        f"/van-ban/{paper.uuid}/xem/",
        paper.issued_file.get_absolute_url(),
    ):
        found = {name: status(client, path) for name, client in people.items()}
        assert found["officer"] in (200, 302), path
        assert found["leader"] in (200, 302)
        assert found["parent"] == found["sister"] == 404, path
        assert found["nobody"] == 302


@pytest.mark.parametrize(("above", "answers"), [(True, [200, 302]), (False, [404, 404])])
def test_offices_above_read_the_kinds_that_are_open_to_them_and_no_letter(
    office: Office, people: Any, seat_of: Any, client_for: Any, monkeypatch: Any,
    above: bool, answers: list[int],
) -> None:  # fmt: skip
    if above:  # a kind like the decisions about teams
        monkeypatch.setitem(kinds._kinds, LETTER.key, replace(LETTER, above=True))
    paper = office.issue(office.draft())
    ministry = client_for(seat_of("ministry_viewer", office.world.country))
    for reader in (people["parent"], ministry):
        asked = [f"/van-ban/{paper.uuid}/", f"/van-ban/{paper.uuid}/xem/"]  # the second leads to the file
        assert [status(reader, path) for path in asked] == answers
    assert ("Về việc" in people["parent"].get("/van-ban/?xem=duoi").content.decode()) == above
    assert "Về việc" not in people["parent"].get("/van-ban/").content.decode(), "first its own"


def test_a_draft_is_for_those_who_write_and_sign_it(office: Office, people: Any) -> None:
    path = f"/van-ban/{office.draft().uuid}/"
    assert {name: status(client, path) for name, client in people.items()} == {
        "officer": 200, "leader": 200, "parent": 404, "sister": 404, "nobody": 302,
    }  # fmt: skip


@pytest.mark.parametrize("step", ["ban-hanh", "ban-ky", "huy", "sua"])
def test_the_steps_are_for_the_body_alone(office: Office, people: Any, step: str) -> None:
    paper = office.draft() if step in ("ban-hanh", "sua") else office.issue(office.draft())
    path = f"/van-ban/{paper.uuid}/{step}/"
    expected = {"officer": 200, "leader": 403 if step == "sua" else 200, "sister": 404, "nobody": 302}
    # a province's officer may take such steps, only not with this paper
    assert {name: status(client, path) for name, client in people.items()} == expected | {"parent": 404}


def test_only_the_officer_writes_a_new_one(office: Office, people: Any) -> None:
    found = {name: status(client, "/van-ban/moi/cong-van/") for name, client in people.items()}
    assert found == {"officer": 200, "leader": 403, "parent": 200, "sister": 200, "nobody": 302}
    assert status(people["officer"], "/van-ban/moi/khong-co/") == 404
    # nobody writes in another body's name
    answer = people["sister"].post("/van-ban/moi/cong-van/", FIELDS | {"body": str(office.body.uuid)})
    assert answer.status_code == 200
    assert not Paper.objects.exists()


def test_the_list_shows_own_papers_and_nothing_beside(office: Office, people: Any) -> None:
    office.issue(office.draft(title="Về việc một"))
    office.draft(title="Về việc hai")
    shown = {
        name: [
            word
            for word in ("Về việc một", "Về việc hai")
            if word in people[name].get("/van-ban/").content.decode()
        ]
        for name in ("officer", "leader", "parent", "sister")
    }
    both = ["Về việc một", "Về việc hai"]
    assert shown == {"officer": both, "leader": both, "parent": [], "sister": []}


def test_the_list_costs_the_same_for_one_and_for_many(
    office: Office, people: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 9):
        office.issue(office.draft(), str(number))
    people["officer"].get("/van-ban/")
    with django_assert_max_num_queries(14):
        people["officer"].get("/van-ban/")


def test_the_list_is_filtered_by_state_year_number_and_words(office: Office, people: Any) -> None:
    office.issue(office.draft(title="Về việc một"), "7")
    office.draft(title="Về việc hai")

    def found(query: str) -> list[str]:
        page = people["officer"].get(f"/van-ban/?{query}").content.decode()
        return [word for word in ("một", "hai") if f"Về việc {word}" in page]

    assert found("trang_thai=draft") == ["hai"]
    assert found("nam=2026") == ["một"]
    assert found("tim=07/UBND-TP") == ["một"]
    assert found("tim=viec+HAI") == ["hai"]
    assert found("loai=cong-van") == ["một", "hai"]


def test_a_letter_from_its_form_to_its_number(office: Office, people: Any) -> None:
    officer = people["officer"]
    page = officer.get("/van-ban/moi/cong-van/").content.decode()
    assert 'value="Phạm Văn Mẫu"' in page  # who signs is suggested
    answer = officer.post(
        "/van-ban/moi/cong-van/", FIELDS | {"body": str(office.body.uuid), "token": str(uuid.uuid4())}
    )
    paper = Paper.objects.get()
    assert answer["Location"] == f"/van-ban/{paper.uuid}/"
    draft = officer.get(f"/van-ban/{paper.uuid}/xem/")
    assert "DỰTHẢO" in letters_of(pdf_text(draft.content))
    officer.post(
        f"/van-ban/{paper.uuid}/sua/", FIELDS | {"body": str(office.body.uuid), "title": "Khác", "version": 1}
    )
    answer = officer.post(
        f"/van-ban/{paper.uuid}/ban-hanh/", {"number": "7", "issued_on": "05/02/2026"}, follow=True
    )
    assert "07/UBND-TP" in answer.content.decode()
    again = officer.post(f"/van-ban/{paper.uuid}/ban-hanh/", {"number": "8", "issued_on": "05/02/2026"})
    assert "đã được ban hành" in again.content.decode()
    void = officer.post(f"/van-ban/{paper.uuid}/huy/", {"reason": "Ghi sai số"}, follow=True)
    assert "Ghi sai số" in void.content.decode()


def test_the_office_and_a_union_of_its_unit_keep_their_papers_apart(
    office: Office, people: Any, seat_of: Any, client_for: Any
) -> None:
    union = Body.objects.create(name="Hội Phụ nữ An Mẫu", kind="association", unit=office.world.xa_a)
    assert "Hội Phụ nữ An Mẫu" not in people["officer"].get("/van-ban/moi/cong-van/").content.decode()
    theirs = FIELDS | {"body": str(union.uuid), "token": str(uuid.uuid4())}
    people["officer"].post("/van-ban/moi/cong-van/", theirs)
    assert not Paper.objects.exists()
    client_for(seat_of("body_officer", office.world.xa_a, body=union)).post("/van-ban/moi/cong-van/", theirs)
    draft = Paper.objects.get()
    for name in ("officer", "leader"):
        assert status(people[name], f"/van-ban/{draft.uuid}/") == 404
        assert status(people[name], f"/van-ban/{draft.uuid}/ban-hanh/") == 404


def test_a_number_that_is_taken_is_said_beside_the_number(office: Office, people: Any) -> None:
    office.issue(office.draft(), "7")
    data = {"number": "7", "issued_on": "05/02/2026"}
    page = people["officer"].post(f"/van-ban/{office.draft().uuid}/ban-hanh/", data).content.decode()
    assert "đã dùng cho văn bản khác" in page
    assert 'href="#id_number"' in page


def test_a_draft_is_thrown_away_from_its_page(office: Office, people: Any) -> None:
    paper = office.draft()
    assert people["sister"].post(f"/van-ban/{paper.uuid}/bo/").status_code == 404
    assert people["officer"].post(f"/van-ban/{paper.uuid}/bo/")["Location"] == "/van-ban/"
    assert not Paper.objects.exists()


# the signed copy


def test_the_issued_file_itself_is_no_signed_copy(office: Office, people: Any) -> None:
    paper = office.issue(office.draft())
    upload = SimpleUploadedFile("da-ky.pdf", read_attachment(paper.issued_file))
    answer = people["officer"].post(f"/van-ban/{paper.uuid}/ban-ky/", {"file": upload, "sure": "on"})
    assert "chưa có chữ ký nào" in answer.content.decode()
    assert Paper.objects.get().state == PaperState.ISSUED


def test_a_copy_with_the_same_words_comes_back_and_is_recognised(office: Office, people: Any) -> None:
    paper = office.issue(office.draft())
    content = printed_anew(read_attachment(paper.issued_file))
    upload = SimpleUploadedFile("da-ky.pdf", content)
    page = (
        people["officer"]
        .post(f"/van-ban/{paper.uuid}/ban-ky/", {"file": upload}, follow=True)
        .content.decode()
    )
    paper.refresh_from_db()
    assert paper.state == PaperState.SIGNED
    assert paper.signed_file is not None
    assert "lời văn giống hệt bản phát hành" in page


def test_a_copy_with_other_words_is_kept_only_when_a_person_is_sure(office: Office, people: Any) -> None:
    paper = office.issue(office.draft())
    path = f"/van-ban/{paper.uuid}/ban-ky/"
    page = people["leader"].post(path, {"file": SimpleUploadedFile("khac.pdf", made_pdf())}).content.decode()
    assert "Lời văn trong tệp khác bản đã ban hành" in page
    paper.refresh_from_db()
    assert paper.state == PaperState.ISSUED
    people["leader"].post(path, {"file": SimpleUploadedFile("khac.pdf", made_pdf()), "sure": "on"})
    paper.refresh_from_db()
    assert paper.state == PaperState.SIGNED


def test_a_copy_that_was_replaced_is_still_read_by_who_reads_the_paper(office: Office, people: Any) -> None:
    paper = office.issue(office.draft())
    path = f"/van-ban/{paper.uuid}/ban-ky/"
    people["leader"].post(path, {"file": SimpleUploadedFile("cu.pdf", made_pdf()), "sure": "on"})
    paper.refresh_from_db()
    before = paper.signed_file.get_absolute_url()
    content = printed_anew(read_attachment(paper.issued_file))
    people["leader"].post(path, {"file": SimpleUploadedFile("moi.pdf", content)})
    assert Paper.objects.get().signed_file.name == "moi.pdf"
    assert {name: status(client, before) for name, client in people.items()} == {
        "officer": 200, "leader": 200, "parent": 404, "sister": 404, "nobody": 302,
    }  # fmt: skip
    assert "Bản đã gửi về trước đó" in people["officer"].get(f"/van-ban/{paper.uuid}/").content.decode()


def test_a_voided_paper_takes_no_signed_copy(office: Office, people: Any) -> None:
    from hoathuan.documents.errors import PaperRefused

    paper = office.issue(office.draft())
    content = read_attachment(paper.issued_file)
    void_paper(paper=paper, reason="Ghi sai số", actor=office.actor("officer"))
    with pytest.raises(PaperRefused, match="đã bị hủy"):
        take_signed(paper=paper, upload=SimpleUploadedFile("a.pdf", content), actor=office.actor("officer"))
    assert status(people["officer"], f"/van-ban/{paper.uuid}/") == 200


# templates


def test_everybody_in_an_office_reads_templates_and_only_the_province_brings_one_in(
    office: Office, people: Any
) -> None:
    for name in ("officer", "leader", "parent", "sister"):
        page = people[name].get("/van-ban/mau/cong-van/").content.decode()
        assert ("Đưa mẫu Word của tỉnh lên" in page) == (name == "parent"), name
        assert "{{ noi_dung }}" in page
        assert status(people[name], "/van-ban/mau/") == 200
    assert status(people["nobody"], "/van-ban/mau/cong-van/") == 302
    for name in ("officer", "sister"):
        people[name].post("/van-ban/mau/cong-van/", {"file": word()})
        assert (
            people[name]
            .post("/van-ban/mau/cong-van/dung-mau-phan-mem/", {"used_from": "1/1/2099"})
            .status_code
            == 403
        )
    assert not TemplateVersion.objects.exists()


def test_a_province_brings_a_template_in_looks_at_it_and_uses_it(office: Office, people: Any) -> None:
    parent = people["parent"]
    answer = parent.get("/van-ban/mau/cong-van/tep-mau.docx")
    assert answer.content.startswith(b"PK")
    bad = parent.post("/van-ban/mau/cong-van/", {"file": word("{{ khong_co }}")}).content.decode()
    assert "“khong_co” không có trong loại văn bản này" in bad
    parent.post("/van-ban/mau/cong-van/", {"file": word("Thêm một dòng"), "note": "thêm dòng"})
    version = TemplateVersion.objects.get()
    trial = parent.get(f"/van-ban/ban-mau/{version.uuid}/xem/")
    assert "attachment" in trial["Content-Disposition"]
    wrong = parent.post(f"/van-ban/ban-mau/{version.uuid}/dung/", {"used_from": "hôm nay"}, follow=True)
    assert "Viết ngày như" in wrong.content.decode()
    parent.post(f"/van-ban/ban-mau/{version.uuid}/dung/", {"used_from": f"{today():%d/%m/%Y}"})
    assert version.uses.get().used_from == today()
    assert "Đang dùng" in parent.get("/van-ban/mau/cong-van/").content.decode()
    assert "Mẫu Word của tỉnh" in people["officer"].get("/van-ban/mau/").content.decode()


def test_looking_at_the_products_own_wording_writes_nothing(office: Office, people: Any) -> None:
    answer = people["officer"].get("/van-ban/mau/cong-van/xem/")
    assert answer["Content-Type"] == "application/pdf"
    assert not TemplateVersion.objects.exists()


def test_a_trial_that_cannot_be_made_is_told_in_words(office: Office, people: Any) -> None:
    from hoathuan.core.attachments.services import store_bytes
    from hoathuan.documents.services.templates import bring_in

    version = bring_in(kind=kinds.get("cong-van"), upload=word(), note="", actor=office.actor("parent"))
    hostile = store_bytes(word("{{ a.__class__ }}").read(), "khac.docx", office.actor("parent"))
    TemplateVersion.objects.filter(pk=version.pk).update(file=hostile)
    answer = people["parent"].get(f"/van-ban/ban-mau/{version.uuid}/xem/", follow=True)
    assert "không còn đúng như khi kiểm tra" in answer.content.decode()


# registers


def test_a_register_is_opened_by_the_body_and_then_gives_the_numbers(office: Office, people: Any) -> None:
    data = {
        "body": str(office.body.uuid),
        "sign": "UBND-TP",
        "started_on": f"{today():%d/%m/%Y}",
        "first_number": "41",
    }
    found = {name: status(client, "/van-ban/so/") for name, client in people.items()}
    assert found == {"officer": 200, "leader": 200, "parent": 200, "sister": 200, "nobody": 302}
    people["sister"].post("/van-ban/so/", data)
    assert not Series.objects.exists()
    people["officer"].post("/van-ban/so/", data)
    assert Series.objects.get().first_number == 41
    paper = office.draft()
    page = people["officer"].get(f"/van-ban/{paper.uuid}/ban-hanh/").content.decode()
    assert "Số trong sổ văn bản đi" not in page
    people["officer"].post(f"/van-ban/{paper.uuid}/ban-hanh/", {"issued_on": f"{today():%d/%m/%Y}"})
    paper.refresh_from_db()
    assert paper.code == "41/UBND-TP"
