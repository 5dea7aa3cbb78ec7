"""The life of a paper: drafted, issued, signed, voided; what is refused, and that nothing is lost."""

import hashlib
import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body
from hoathuan.core import audit
from hoathuan.core.attachments.api import NoPlace, read_attachment
from hoathuan.core.attachments.models import Attachment
from hoathuan.core.dates import today
from hoathuan.core.errors import DomainError
from hoathuan.core.stale import StaleRecord
from hoathuan.documents import kinds
from hoathuan.documents.checks.services import check_of
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NotYours, NumberTaken, PaperRefused
from hoathuan.documents.models import Counter, Paper
from hoathuan.documents.services import issuing
from hoathuan.documents.services.drafting import amend_draft, discard_draft, draft_paper
from hoathuan.documents.services.issuing import void_paper
from hoathuan.documents.services.series import start_series
from hoathuan.documents.services.templates import bring_in, use_from

from .conftest import DAY, Office, pdf_text, word, words_of
from .samples import letters_of


def void(office: Office, paper: Paper, reason: str = "Ghi sai ngày", who: str = "officer") -> Paper:
    return void_paper(paper=paper, reason=reason, actor=office.actor(who))


def text(paper: Paper) -> str:
    assert paper.issued_file is not None
    return letters_of(pdf_text(read_attachment(paper.issued_file)))


def test_a_letter_is_issued_with_its_number_day_and_code(office: Office) -> None:
    paper = office.issue(office.draft(), "007")
    assert (paper.code, paper.issued_on, paper.number_year, paper.state) == (
        "07/UBND-TP", DAY, 2026, PaperState.ISSUED,
    )  # fmt: skip
    said = text(paper)
    check = check_of(paper)
    assert check is not None
    for words in ("Số:07/UBND-TP", "AnMẫu,ngày05tháng02năm2026", "Kínhgửi:Cácthôn", "CHỦTỊCH", check.spoken):
        assert words in said
    assert "DỰTHẢO" not in said


def test_the_file_is_kept_as_issued_and_its_hash_beside_the_code(office: Office) -> None:
    paper = office.issue(office.draft())
    assert paper.issued_file is not None
    content = read_attachment(paper.issued_file)
    assert hashlib.sha256(content).hexdigest() == paper.issued_file.sha256
    check = check_of(paper)
    assert check is not None
    assert [file.sha256 for file in check.files.all()] == [paper.issued_file.sha256]


def test_issuing_the_same_again_changes_nothing(office: Office) -> None:
    paper = office.issue(office.draft())
    again = office.issue(paper)
    assert again.issued_file_id == paper.issued_file_id
    assert audit.entries_about(paper).filter(action="documents.issued").count() == 1
    with pytest.raises(PaperRefused, match="đã được ban hành: số 07/UBND-TP"):
        office.issue(paper, "8")


def test_a_draft_sent_twice_is_one_draft(office: Office) -> None:
    token = uuid.uuid4()
    actor, kind = office.actor("officer"), kinds.get("cong-van")
    one, two = (
        draft_paper(kind=kind, subject=None, typed=office.typed(), actor=actor, token=token) for _ in range(2)
    )
    assert one.pk == two.pk


def test_a_draft_with_an_empty_place_is_refused_by_name(office: Office) -> None:
    with pytest.raises(PaperRefused, match="Nội dung"):
        office.draft(fields={"kinh_gui": "Các thôn", "noi_dung": "  "})


def test_an_issued_paper_is_not_amended_nor_thrown_away(office: Office) -> None:
    actor, paper = office.actor("officer"), office.issue(office.draft())
    with pytest.raises(PaperRefused, match="hãy hủy và ban hành văn bản khác"):
        amend_draft(paper=paper, version=paper.version, typed=office.typed(title="Khác"), actor=actor)
    with pytest.raises(PaperRefused, match="hãy hủy"):
        discard_draft(paper=paper, actor=actor)


def test_two_officers_amending_one_draft_lose_nothing_silently(office: Office) -> None:
    actor, paper = office.actor("officer"), office.draft()
    amend_draft(paper=paper, version=1, typed=office.typed(title="Một"), actor=actor)
    with pytest.raises(StaleRecord):
        amend_draft(paper=paper, version=1, typed=office.typed(title="Hai"), actor=actor)
    assert Paper.objects.get().title == "Một"


def test_a_draft_thrown_away_twice_is_gone_once(office: Office) -> None:
    actor, paper = office.actor("officer"), office.draft()
    discard_draft(paper=Paper.objects.get(), actor=actor)
    discard_draft(paper=paper, actor=actor)
    with pytest.raises(PaperRefused, match="đã bị bỏ"):
        office.issue(paper)


# numbers that are typed


@pytest.mark.parametrize("typed", ["7", "007", " 7 "])
def test_a_number_typed_twice_is_refused_however_it_is_written(office: Office, typed: str) -> None:
    office.issue(office.draft(), "7")
    with pytest.raises(NumberTaken, match="Số 7/UBND-TP của năm 2026 đã dùng"):
        office.issue(office.draft(), typed)


def test_the_same_number_serves_another_year_and_another_sign(office: Office) -> None:
    office.issue(office.draft(), "7")
    assert office.issue(office.draft(), "7", date(2025, 12, 31)).number_year == 2025
    assert office.issue(office.draft(sign="UBND-VP"), "7").code == "07/UBND-VP"
    assert office.issue(office.draft(), "7a").number == "7a"


@pytest.mark.parametrize("typed", ["", "0", "7/UBND", "bảy", "-1", "1234567890", "７"])
def test_what_is_no_number_of_a_register_is_refused_in_words(office: Office, typed: str) -> None:
    with pytest.raises(PaperRefused, match="Ghi số như trong sổ"):
        office.issue(office.draft(), typed)


def test_the_database_refuses_a_second_number_whoever_writes_it(office: Office) -> None:
    one = office.issue(office.draft(), "7")
    two = office.issue(office.draft(), "8")
    with pytest.raises(IntegrityError, match="paper_number_once"), transaction.atomic():
        Paper.objects.filter(pk=two.pk).update(number=one.number)


# numbers that are drawn


def test_a_series_gives_numbers_without_gaps_from_the_offices_last(office: Office) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=41, actor=office.actor("officer")
    )
    papers = [office.issue(office.draft(), "", today()) for _ in range(3)]
    assert [paper.number for paper in papers] == ["41", "42", "43"]
    void(office, papers[2])
    assert office.issue(office.draft(), "", today()).number == "44"


def test_a_number_is_not_typed_where_the_register_is_kept_here(office: Office) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=1, actor=office.actor("officer")
    )
    with pytest.raises(PaperRefused, match="không tự ghi số"):
        office.issue(office.draft(), "9", today())


def test_a_paper_that_could_not_be_issued_gives_its_number_back(office: Office, monkeypatch: Any) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=1, actor=office.actor("officer")
    )
    paper = office.draft()

    def full(*_args: Any) -> None:
        raise NoPlace("hết chỗ")

    with monkeypatch.context() as broken:
        broken.setattr(issuing, "store_bytes", full)
        with pytest.raises(NoPlace):
            office.issue(paper, "", today())
    paper.refresh_from_db()
    assert (paper.state, paper.number) == (PaperState.DRAFT, "")
    assert check_of(paper) is None
    assert office.issue(paper, "", today()).number == "1"


def test_a_series_begins_behind_every_number_that_was_used(office: Office) -> None:
    office.issue(office.draft(), "41", today())
    actor = office.actor("officer")
    with pytest.raises(PaperRefused, match="Số 41 đã dùng"):
        start_series(body=office.body, sign="UBND-TP", started_on=today(), first_number=41, actor=actor)
    start_series(body=office.body, sign="UBND-TP", started_on=today(), first_number=42, actor=actor)
    start_series(body=office.body, sign="UBND-TP", started_on=today(), first_number=42, actor=actor)
    assert Counter.objects.get(book__startswith="van-ban-di/").last == 41


def test_a_number_for_a_day_before_the_series_is_not_one_of_the_series(
    office: Office, monkeypatch: Any
) -> None:
    clock(monkeypatch, datetime(2026, 6, 2, tzinfo=UTC))
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=42, actor=office.actor("officer")
    )
    before = today() - timedelta(days=1)
    with pytest.raises(PaperRefused, match="Từ số 42 trở đi"):
        office.issue(office.draft(), "42", before)
    assert office.issue(office.draft(), "40", before).number == "40"


# midnight and New Year


def clock(monkeypatch: Any, moment: datetime) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment)


def test_at_new_year_the_day_on_the_paper_says_whose_year_the_number_is(
    office: Office, monkeypatch: Any
) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=1, actor=office.actor("officer")
    )
    year = today().year
    last, first = date(year, 12, 31), date(year + 1, 1, 1)
    one, two, three = office.draft(), office.draft(), office.draft()
    clock(monkeypatch, datetime(year, 12, 31, 16, 59, 59, tzinfo=UTC))  # a second before midnight in Viet Nam
    assert office.issue(one, "", last).number_year == year
    with pytest.raises(PaperRefused, match="tương lai"):
        office.issue(two, "", first)
    clock(monkeypatch, datetime(year, 12, 31, 17, 0, 0, tzinfo=UTC))
    assert (office.issue(two, "", first).number, two_year := year + 1) == ("1", two_year)
    late = office.issue(three, "", last)  # written down after midnight, signed before
    assert (late.number, late.number_year) == ("2", year)


def test_numbers_of_a_register_follow_the_days(office: Office) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=1, actor=office.actor("officer")
    )
    office.issue(office.draft(), "", today())
    Paper.objects.update(issued_on=today() + timedelta(days=1))
    with pytest.raises(PaperRefused, match="theo thứ tự ngày"):
        office.issue(office.draft(), "", today())


# voiding


def test_a_voided_paper_keeps_its_number_its_file_and_says_why(office: Office) -> None:
    paper = void(office, office.issue(office.draft(), "7"))
    assert (paper.state, paper.code, paper.void_reason) == (PaperState.VOIDED, "07/UBND-TP", "Ghi sai ngày")
    assert paper.issued_file is not None
    check = check_of(paper)
    assert check is not None
    assert check.voided_on == today()
    with pytest.raises(NumberTaken, match="kể cả văn bản đã hủy"):
        office.issue(office.draft(), "7")


def test_voiding_again_changes_nothing_and_the_first_reason_stays(office: Office) -> None:
    paper = void(office, office.issue(office.draft()))
    assert void(office, paper, "Lý do khác", who="leader").void_reason == "Ghi sai ngày"
    assert audit.entries_about(paper).filter(action="documents.voided").count() == 1


def test_voiding_needs_a_reason_and_an_issued_paper(office: Office) -> None:
    draft = office.draft()
    with pytest.raises(PaperRefused, match="bỏ dự thảo"):
        void(office, draft)
    with pytest.raises(PaperRefused, match="Ghi lý do"):
        void(office, office.issue(draft), " a ")


def test_a_voided_paper_is_not_issued_again(office: Office) -> None:
    paper = void(office, office.issue(office.draft()))
    with pytest.raises(PaperRefused, match="đã được ban hành"):
        office.issue(paper)


# rights


def test_who_signs_may_issue_and_void_and_does_not_draft(office: Office) -> None:
    paper = office.issue(office.draft(), who="leader")
    assert void(office, paper, who="leader").state == PaperState.VOIDED
    with pytest.raises(NotYours):
        draft_paper(
            kind=kinds.get("cong-van"), subject=None, typed=office.typed(), actor=office.actor("leader")
        )


@pytest.mark.parametrize("who", ["parent", "sister"])
def test_nobody_else_takes_a_step(office: Office, who: str) -> None:
    paper = office.draft()
    with pytest.raises(NotYours):
        office.issue(paper, who=who)
    with pytest.raises(NotYours):
        amend_draft(paper=paper, version=1, typed=office.typed(), actor=office.actor(who))
    with pytest.raises(NotYours):
        void(office, office.issue(paper), who=who)
    with pytest.raises(NotYours):
        draft_paper(kind=kinds.get("cong-van"), subject=None, typed=office.typed(), actor=office.actor(who))
    with pytest.raises(NotYours):
        start_series(body=office.body, sign="X", started_on=today(), first_number=1, actor=office.actor(who))


# a full disk, and the province's own template


def test_a_full_disk_is_told_and_nothing_has_happened(office: Office, monkeypatch: Any) -> None:
    import errno
    import os

    paper = office.draft()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(DomainError):
            office.issue(paper)
    paper.refresh_from_db()
    assert (paper.state, paper.number) == (PaperState.DRAFT, "")
    assert not Attachment.objects.exists()
    assert office.issue(paper).code == "07/UBND-TP"


def test_a_paper_by_the_provinces_word_template_is_a_word_file_with_number_and_code(office: Office) -> None:
    actor = office.actor("parent")
    version = bring_in(kind=kinds.get("cong-van"), upload=word("Riêng của tỉnh"), note="", actor=actor)
    use_from(version=version, used_from=today(), actor=actor)
    paper = office.issue(office.draft())
    assert paper.issued_file is not None
    assert paper.issued_file.name.endswith(".docx")
    said = words_of(read_attachment(paper.issued_file))
    check = check_of(paper)
    assert check is not None
    for words in ("Riêng của tỉnh", "07/UBND-TP", "ngày 05 tháng 02 năm 2026", check.spoken, "Trân trọng./."):
        assert words in said


def test_an_officer_of_a_central_body_reads_that_bodys_papers_and_no_others(
    office: Office, world: Any, seat_of: Any, client_for: Any
) -> None:
    """A seat at the country reads everything elsewhere; here its body says what is its own, drafts too."""
    body = Body.objects.create(name="Trung ương Hội Mẫu", kind="other", unit=world.country)
    seat = seat_of("body_officer", world.country, body=body)
    theirs = office.issue(office.draft())
    actor = actor_for(seat, seat.person.user)
    with as_actor(actor):
        own = draft_paper(
            kind=kinds.get("cong-van"), subject=None, typed=office.typed(body=body, sign="HM"), actor=actor
        )
    client = client_for(seat)
    assert client.get(f"/van-ban/{own.uuid}/").status_code == 200
    assert client.get(f"/van-ban/{theirs.uuid}/").status_code == 404
    assert client.get(theirs.issued_file.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["village_head", "front_head", "reporter", "storekeeper", "editor"])
@pytest.mark.parametrize("place", ["xa_a", "tinh_mau", "country"])
def test_a_seat_that_does_not_work_with_papers_reads_none(
    office: Office, seat_of: Any, client_for: Any, kind: str, place: str
) -> None:
    paper = office.issue(office.draft())
    client = client_for(seat_of(kind, getattr(office.world, place)))
    assert client.get("/van-ban/").status_code == 403
    assert client.get(f"/van-ban/{paper.uuid}/").status_code == 403
    assert client.get(paper.issued_file.get_absolute_url()).status_code == 404
