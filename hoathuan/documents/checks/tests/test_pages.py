"""The public page: what it tells, what it never tells, and how often."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoathuan.accounts.actor import SYSTEM
from hoathuan.core import rates
from hoathuan.core.attachments.tests.samples import PDF
from hoathuan.core.models import Rate
from hoathuan.documents.checks import views
from hoathuan.documents.checks.codes import new_code, spoken
from hoathuan.documents.checks.models import FileRole
from hoathuan.documents.checks.services import add_file, issue_check, void_check
from hoathuan.documents.models import Counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    import hashlib

    paper = Counter.objects.create(book="mau/1/2026")
    made = issue_check(
        paper, kind="Quyết định", number="07/QĐ-UBND", issued_on=date(2026, 6, 1), issuer="UBND xã An Mẫu",
        sha256=hashlib.sha256(PDF).hexdigest(), actor=SYSTEM,
    )  # fmt: skip
    add_file(made, hashlib.sha256(PDF + b"\n").hexdigest(), role=FileRole.SIGNED, actor=SYSTEM)
    return made


def page(client, code):
    return client.get(reverse("checks:check", args=[code]))


def words_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize(
    "kind, place",
    [(None, ""), ("commune_officer", "xa_a"), ("province_officer", "tinh_mau"), ("commune_officer", "xa_b")],
)
def test_everybody_sees_the_same(check, world, seat_of, client_for, kind, place):
    client = client_for(seat_of(kind, getattr(world, place)) if kind else None)
    answer = page(client, check.spoken)
    assert answer.status_code == 200
    for told in (
        "Quyết định",
        "07/QĐ-UBND",
        "01/06/2026",
        "UBND xã An Mẫu",
        "Đang có hiệu lực",
        check.spoken,
    ):
        assert told in words_of(answer)


def test_a_voided_paper_says_so_and_since_when(check, client):
    void_check(check, actor=SYSTEM, on=date(2026, 6, 5))
    words = words_of(page(client, check.spoken))
    assert "Đã bị hủy bỏ ngày 05/06/2026" in words
    assert "Đang có hiệu lực" not in words


def test_a_code_is_typed_on_the_first_page_in_any_way(check, client):
    answer = client.post(reverse("checks:ask"), {"code": f" {check.spoken.lower().replace('-', ' ')} "})
    assert answer.status_code == 302
    assert answer.url == reverse("checks:check", args=[check.spoken])


def test_a_slip_of_the_pen_is_said_before_anything_is_looked_up(client):
    wrong = new_code()[:-1] + "0"
    answer = client.post(reverse("checks:ask"), {"code": wrong})
    assert answer.status_code == 200
    assert "Mã gõ chưa đúng" in words_of(answer)
    assert not Rate.objects.exists()


def test_an_unknown_code_tells_nothing(client, check):
    """Never given, wrong in itself, or nonsense: one and the same page."""
    from hoathuan.documents.checks.codes import read_code

    typed = [spoken(new_code()), new_code()[:-1] + "0", "x" * 300, "1", check.spoken + "2"]
    assert all(read_code(one) is None for one in typed[1:])
    answers = [page(client, one) for one in typed]
    assert {answer.status_code for answer in answers} == {404}
    plain = {re.sub(r"/kiem-tra/[^\"]*|nonce=\S+|csrf\S+", "", answer.content.decode()) for answer in answers}
    assert len(plain) == 1


def test_no_search_engine_and_no_cache_keeps_the_page(check, client):
    for answer in (page(client, check.spoken), page(client, "x"), client.get(reverse("checks:ask"))):
        assert "noindex" in answer["X-Robots-Tag"]
        assert "no-store" in answer["Cache-Control"]


def test_the_page_costs_few_queries(check, client, django_assert_max_num_queries):
    page(client, check.spoken)
    with django_assert_max_num_queries(8):
        page(client, check.spoken)


@pytest.mark.parametrize(
    "content, words",
    [
        (PDF, "trùng khớp hoàn toàn với bản phát hành"),
        (PDF + b"\n", "trùng khớp hoàn toàn với bản đã ký"),
        (PDF + b" ", "không trùng với bản nào"),
    ],
)
def test_a_file_is_compared_and_nothing_of_it_is_kept(check, client, settings, tmp_path, content, words):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    address = reverse("checks:check", args=[check.spoken])
    answer = client.post(address, {"file": SimpleUploadedFile("a.pdf", content)})
    assert answer.status_code == 200
    assert words in words_of(answer)
    answer.close()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_of_a_voided_paper_is_the_same_and_yet_holds_no_longer(check, client):
    void_check(check, actor=SYSTEM)
    answer = client.post(
        reverse("checks:check", args=[check.spoken]), {"file": SimpleUploadedFile("a.pdf", PDF)}
    )
    assert "Nhưng văn bản đã bị hủy bỏ" in words_of(answer)


def test_a_file_of_70_mb_is_refused_in_words(check, client):
    large = SimpleUploadedFile("a.pdf", PDF + bytes(70 * 1024 * 1024))
    answer = client.post(reverse("checks:check", args=[check.spoken]), {"file": large})
    assert answer.status_code == 200
    assert "lớn hơn 30 MB" in words_of(answer)


def test_who_guesses_is_stopped_also_when_every_guess_was_wrong(check, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_LOOKS", 3)
    assert [page(client, spoken(new_code())).status_code for _ in range(3)] == [404] * 3
    refused = page(client, check.spoken)
    assert refused.status_code == 429
    assert "07/QĐ-UBND" not in words_of(refused)
    assert "đợi 5 phút" in words_of(refused)
    assert page(Client(REMOTE_ADDR="10.0.0.9"), check.spoken).status_code == 200, "somebody elsewhere is not"


def test_files_are_counted_by_themselves(check, client, monkeypatch):
    monkeypatch.setattr(views, "MOST_FILES", 1)
    address = reverse("checks:check", args=[check.spoken])
    first, second = (client.post(address, {"file": SimpleUploadedFile("a.pdf", PDF)}) for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 429)
    assert page(client, check.spoken).status_code == 200


def test_no_address_of_a_reader_is_written_down(check, client):
    page(client, check.spoken)
    assert "127.0.0.1" not in "".join(Rate.objects.values_list("key", flat=True))
    Rate.objects.update(until="2020-01-01T00:00:00Z")
    assert rates.forget_old() == 1
    assert not Rate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted(race, monkeypatch):
    monkeypatch.setattr(rates.time, "time", lambda: 4_000_000_000.0)
    answers = race(lambda: rates.take("mau", "a", most=3, seconds=3_600), 8)
    assert sorted(answers) == [False] * 5 + [True] * 3


@pytest.mark.django_db(transaction=True)
def test_control_reading_before_writing_lets_more_through(race):
    """What counting in two steps does, as a cache would."""
    import threading

    read = threading.Barrier(4)

    def take():
        row, _made = Rate.objects.get_or_create(
            key="k", defaults={"tries": 0, "until": "2999-01-01T00:00:00Z"}
        )
        read.wait()
        Rate.objects.filter(key="k").update(tries=row.tries + 1)
        return row.tries + 1 <= 1

    assert race(take, 4).count(True) > 1
