"""Giving a paper its code, its files, voiding it; also by two people at once."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from hoathuan.accounts.actor import SYSTEM
from hoathuan.core.dates import today
from hoathuan.core.models import AuditEntry
from hoathuan.documents.checks import services
from hoathuan.documents.checks.errors import CheckRefused
from hoathuan.documents.checks.models import Check, CheckFile, FileRole
from hoathuan.documents.checks.services import add_file, check_of, check_url, issue_check, void_check
from hoathuan.documents.models import Counter

DAY = date(2026, 6, 1)
HASH = "a" * 64


@pytest.fixture
def paper(db):
    """Any record may be a paper."""
    return Counter.objects.create(book="mau/1/2026")


def issued(paper, **more):
    told = {"kind": "Quyết định", "number": "07/QĐ-UBND", "issued_on": DAY, "issuer": "UBND xã An Mẫu"} | more
    return issue_check(paper, actor=SYSTEM, **told)


def test_a_paper_has_one_code_however_often_it_is_asked_for(paper):
    first = issued(paper)
    again = issued(paper, number="08/QĐ-UBND")
    assert again.code == first.code
    assert Check.objects.get().number == "08/QĐ-UBND", "what was told last holds until it is voided"
    assert check_of(paper) == again
    assert check_of(Counter.objects.create(book="mau/2/2026")) is None


def test_a_voided_paper_stays_voided_since_its_first_day(paper):
    issued(paper)
    assert void_check(paper, actor=SYSTEM, on=date(2026, 6, 5)).voided_on == date(2026, 6, 5)
    assert void_check(paper, actor=SYSTEM).voided_on == date(2026, 6, 5)
    with pytest.raises(CheckRefused, match="hủy bỏ"):
        issued(paper)
    assert AuditEntry.objects.filter(action="checks.voided").count() == 1


def test_voiding_without_a_day_is_today_and_never_before_the_paper(paper):
    check = issued(paper, issued_on=DAY)
    assert void_check(check, actor=SYSTEM).voided_on == max(today(), DAY)


def test_without_a_code_there_is_nothing_to_void(paper):
    with pytest.raises(CheckRefused, match="chưa có mã"):
        void_check(paper, actor=SYSTEM)


def test_files_are_written_down_once(paper):
    issued(paper, sha256=HASH)
    add_file(paper, HASH, role=FileRole.SIGNED, actor=SYSTEM)
    add_file(check_of(paper), "b" * 64, role=FileRole.SIGNED, actor=SYSTEM)
    roles = CheckFile.objects.order_by("id").values_list("role", flat=True)
    assert list(roles) == [FileRole.ISSUED, FileRole.SIGNED]
    assert AuditEntry.objects.filter(action="checks.file_added").count() == 2


def test_a_code_can_neither_be_deleted_nor_its_files_changed(paper):
    issued(paper, sha256=HASH)
    for act in (
        lambda: Check.objects.all()._raw_delete("default"),
        lambda: CheckFile.objects.all()._raw_delete("default"),
        lambda: CheckFile.objects.update(sha256="c" * 64),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            act()


def test_the_address_is_whole_where_the_installation_knows_its_own(paper, settings, rf):
    check = issued(paper)
    assert check_url(check) == f"/kiem-tra/{check.spoken}/"
    assert check_url(check, rf.get("/")) == f"http://testserver/kiem-tra/{check.spoken}/"
    settings.HT_PUBLIC_URL = "https://hoathuan.example/"
    assert check_url(check) == f"https://hoathuan.example/kiem-tra/{check.spoken}/"


@pytest.mark.django_db(transaction=True)
def test_two_who_issue_one_paper_at_once_get_one_code(race):
    paper = Counter.objects.create(book="mau/3/2026")
    codes = race(lambda: issued(paper).code, 4)
    assert len(set(codes)) == 1, codes
    assert Check.objects.count() == 1


def naive(subject, told, code):
    """Look, then write: what the guard is there for."""
    named = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    found = Check.objects.filter(**named).first()
    naive.looked.wait()
    return found or Check.objects.create(code=code, **named, **told)


@pytest.mark.django_db(transaction=True)
def test_control_looking_before_writing_fails_for_all_but_one(race, monkeypatch):
    import threading

    paper = Counter.objects.create(book="mau/4/2026")
    naive.looked = threading.Barrier(3)
    monkeypatch.setattr(services, "_row_of", naive)
    results = race(lambda: issued(paper).code, 3)
    assert sum(isinstance(one, Exception) for one in results) == 2


@pytest.mark.django_db(transaction=True)
def test_voiding_and_issuing_at_once_never_brings_a_paper_back(race):
    paper = Counter.objects.create(book="mau/5/2026")
    issued(paper)
    turns = iter([lambda: void_check(paper, actor=SYSTEM), lambda: issued(paper, number="09/QĐ-UBND")])
    race(lambda: next(turns)(), 2)
    assert Check.objects.get().voided_on is not None
