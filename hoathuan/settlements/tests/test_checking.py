"""A party checks the copy in hand, without an account: equal, altered, older, unknown, too many tries."""

import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hoathuan.core.attachments.api import read_attachment
from hoathuan.core.models import Rate
from hoathuan.documents.api import check_of
from hoathuan.settlements import checking, digests, rules

from .conftest import WORDS, record

pytestmark = pytest.mark.django_db
SECRETS = ("Lò Thị", "Hà Văn", "hàng rào", "5.000.000", "1972", "Tranh chấp lối đi", "Cán bộ Mẫu")


def page_of(version):
    return f"/kiem-tra/{check_of(version).spoken}/"


def compare(version, letter, text, client=None):
    address = f"/thoa-thuan/so-ban/{check_of(version).spoken}/"
    return (client or Client()).post(address, {"letter": letter, "text": text}).content.decode()


def said(html):
    """What the page says, without what the reader typed and what the form offers."""
    html = re.sub(r"<(textarea|select).*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_page_tells_days_codes_and_that_this_is_the_newest(version):
    words = said(Client().get(page_of(version)).content.decode())
    assert "Là bản mới nhất" in words
    assert "10/06/2026" in words
    for group in rules.GROUPS:
        assert digests.spoken(version.parts[group.letter]) in words


@pytest.mark.parametrize("letter, name", [("đ", "solution"), ("e", "duties"), ("g", "performance")])
def test_the_right_words_are_equal_however_they_are_typed(version, letter, name):
    assert "Giống: phần này đúng" in compare(version, letter, WORDS[name].upper().replace(",", " , "))


def test_one_altered_digit_is_not_equal(version):
    altered = WORDS["duties"].replace("5.000.000", "6.000.000")
    assert "Không giống bản đã ghi" in compare(version, "e", altered)


def test_the_words_of_one_group_are_not_those_of_another(version):
    assert "Không giống bản đã ghi" in compare(version, "g", WORDS["duties"])


def test_an_older_version_says_on_which_day_it_was_replaced(acted, case, version):
    acted(lambda actor: record(actor, case, seen=1, reason="Ghi nhầm số", duties="Khác."))
    words = said(Client().get(page_of(version)).content.decode())
    assert "Đã được thay bằng bản mới ngày 23/06/2026" in words
    assert "Giống: phần này đúng" in compare(version, "e", WORDS["duties"]), "it is still what it was"


def test_of_a_voided_dispute_the_page_says_that_it_no_longer_holds(acted, case, version):
    from hoathuan.cases import services

    acted(lambda actor: services.void(actor=actor, case=case, version=case.version, reason="ghi trùng"))
    words = said(Client().get(page_of(version)).content.decode())
    assert "Không còn hiệu lực từ ngày 23/06/2026" in words


def test_the_file_that_was_printed_is_recognised_and_another_is_not(version):
    made = read_attachment(version.file)

    def drop(content):
        upload = SimpleUploadedFile("a.pdf", content)
        return Client().post(page_of(version), {"file": upload}).content.decode()

    assert "trùng khớp hoàn toàn" in drop(made)
    assert "không trùng" in drop(made + b"\n")


@pytest.mark.parametrize("code", ["K7P-3MA-9TA", "khong-phai-ma"])
def test_an_unknown_code_gets_the_same_answer_as_a_wrong_one(db, code):
    answer = Client().get(f"/thoa-thuan/so-ban/{code}/")
    assert answer.status_code == 404
    assert "Không có văn bản nào mang mã này" in answer.content.decode()


def test_the_code_of_another_paper_is_no_code_of_an_agreement(version, case):
    from datetime import date

    from hoathuan.accounts.actor import SYSTEM
    from hoathuan.documents.api import issue_check

    other = issue_check(
        case, kind="Quyết định", number="1", issued_on=date(2026, 6, 1), issuer="Xã", actor=SYSTEM
    )
    assert Client().get(f"/thoa-thuan/so-ban/{other.spoken}/").status_code == 404


@pytest.mark.parametrize("who", [None, "officer"])
def test_no_name_and_no_word_of_it_is_shown_stored_or_logged(
    version, officer, client_for, who, caplog, django_assert_max_num_queries
):
    client = client_for(officer if who else None)
    with caplog.at_level(logging.DEBUG):
        shown = said(client.get(page_of(version)).content.decode())
        compare(version, "đ", "Câu đã gõ 918273", client)
        answer = said(compare(version, "đ", WORDS["solution"], client))
    logged = [message for message in caplog.messages if "918273" in message and "INSERT" in message.upper()]
    for secret in SECRETS if who is None else SECRETS[:6]:
        assert secret not in shown
        assert secret not in answer
    assert logged == []
    assert not Rate.objects.filter(key__contains="918273").exists()


def test_guessing_from_one_address_is_stopped(version, monkeypatch):
    monkeypatch.setattr(checking, "MOST_TRIES", 3)
    client = Client()
    answers = [compare(version, "e", f"Trả {n} đồng", client) for n in range(4)]
    assert ["quá nhiều lần" in answer for answer in answers] == [False, False, False, True]


def test_guessing_one_paper_from_many_addresses_is_stopped(version, monkeypatch):
    monkeypatch.setattr(checking, "MOST_OF_PAPER", 3)
    tries = [checking.may_try(f"10.0.0.{n}", version) for n in range(5)]
    assert tries == [True, True, True, False, False]


def test_the_digests_alone_cannot_be_guessed_without_the_key(version, settings):
    """Whoever has a copy of the table and knows the words but not the key finds nothing that matches."""
    settings.HT_HASH_KEYS = ["khóa của người ngoài, không phải của máy chủ"]
    stored = set(version.parts.values())
    guesses = {
        digests.digest(version.nonce, letter, text) for letter in version.parts for text in WORDS.values()
    }
    assert not stored & guesses
