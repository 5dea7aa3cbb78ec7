"""Two at once: numbers, issuing, voiding, signed copies; with controls that fail where the guard is taken away."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from conftest import build_world
from hoathuan.accounts.acting import as_actor
from hoathuan.core.attachments.api import read_attachment
from hoathuan.core.dates import today
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import NumberTaken, PaperRefused
from hoathuan.documents.models import Counter, Paper
from hoathuan.documents.services import issuing
from hoathuan.documents.services.batches import issue_many
from hoathuan.documents.services.issuing import issue_paper, take_signed, void_paper
from hoathuan.documents.services.series import start_series

from .conftest import DAY, Office, make_office, pdf_text, printed_anew

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(seat_of: Callable[..., Any]) -> Office:
    return make_office(build_world(), seat_of)


def issuer(office: Office, papers: list[Paper], number: str, on: Any = DAY) -> Callable[[], Paper]:
    waiting = list(papers)

    def issue() -> Paper:
        paper, actor = waiting.pop(), office.actor("officer")
        with as_actor(actor):
            return issue_paper(paper=paper, issued_on=on, number=number, actor=actor)

    return issue


def test_a_number_typed_by_two_at_once_is_given_to_one(office: Office, race: Any) -> None:
    papers = [office.draft() for _ in range(4)]
    got = race(issuer(office, papers, "7"), 4)
    assert sum(isinstance(one, Paper) for one in got) == 1
    assert sum(isinstance(one, NumberTaken) for one in got) == 3
    assert Paper.objects.filter(number="7").count() == 1


def test_one_draft_issued_by_two_at_once_is_issued_once(office: Office, race: Any) -> None:
    paper = office.draft()
    got = race(issuer(office, [paper] * 3, "7"), 3)
    assert {one.issued_file_id for one in got} == {Paper.objects.get().issued_file_id}


def test_a_register_has_no_gap_and_no_twin_under_a_race(office: Office, race: Any) -> None:
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=5, actor=office.actor("officer")
    )
    papers = [office.draft() for _ in range(6)]
    got = race(issuer(office, papers, "", today()), 6)
    assert sorted(int(one.number) for one in got) == [5, 6, 7, 8, 9, 10]


def test_the_race_is_real_where_the_register_is_not_locked(
    office: Office, race: Any, monkeypatch: Any
) -> None:
    """Without the lock of the counter's row two papers draw one number; the table itself then refuses the second."""
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=5, actor=office.actor("officer")
    )
    meet = threading.Barrier(2)

    def unlocked(book: str) -> int:
        counter = Counter.objects.get(book=book)
        meet.wait(10)
        Counter.objects.filter(pk=counter.pk).update(last=counter.last + 1)
        return counter.last + 1

    monkeypatch.setattr(issuing, "next_number", unlocked)
    got = race(issuer(office, [office.draft(), office.draft()], "", today()), 2)
    assert sorted(isinstance(one, Paper) for one in got) == [False, True]


def at_once(office: Office, verbs: list[Callable[[Any], Any]]) -> Callable[[], Any]:
    """Each caller takes one of the verbs; the officer does one, the leader another."""
    waiting, who = list(verbs), ["officer", "leader"]

    def act() -> Any:
        verb, actor = waiting.pop(), office.actor(who.pop())
        with as_actor(actor):
            return verb(actor)

    return act


def voiding(paper: Paper) -> Callable[[Any], Any]:
    return lambda actor: void_paper(paper=paper, reason=f"Lý do của {actor.kind}", actor=actor)


def signing(paper: Paper) -> Callable[[Any], Any]:
    assert paper.issued_file is not None
    content = printed_anew(read_attachment(paper.issued_file))
    return lambda actor: take_signed(
        paper=paper, upload=SimpleUploadedFile("da-ky.pdf", content), actor=actor
    )


def test_two_officers_voiding_one_paper_leave_one_reason(office: Office, race: Any) -> None:
    paper = office.issue(office.draft())
    one, two = race(at_once(office, [voiding(paper)] * 2), 2)
    assert one.void_reason == two.void_reason == Paper.objects.get().void_reason


def test_one_voids_while_the_other_brings_the_signed_copy(office: Office, race: Any) -> None:
    """Whoever comes first: the paper ends voided, and the other hears of it or has her copy kept."""
    paper = office.issue(office.draft())
    got = race(at_once(office, [voiding(paper), signing(paper)]), 2)
    stored = Paper.objects.get()
    assert stored.state == PaperState.VOIDED
    assert stored.void_reason
    refused = [one for one in got if isinstance(one, PaperRefused)]
    assert [str(one) for one in refused] in ([], ["Văn bản đã bị hủy nên không nhận bản ký nữa."])
    assert (stored.signed_file is None) == bool(refused)


def test_voiding_or_the_copy_would_be_lost_without_the_lock(
    office: Office, race: Any, monkeypatch: Any
) -> None:
    """The control: where both read the row before either writes, both believe to have done it and one is lost."""
    paper = office.issue(office.draft())
    meet = threading.Barrier(2)

    def unlocked(one: Paper) -> Paper:
        found = Paper.objects.select_related("body", "unit", "issued_file").get(pk=one.pk)
        meet.wait(10)
        return found

    monkeypatch.setattr(issuing, "_held", unlocked)
    got = race(at_once(office, [voiding(paper), signing(paper)]), 2)
    assert all(isinstance(one, Paper) for one in got)
    stored = Paper.objects.get()
    assert not (stored.void_reason and stored.signed_file)


def test_voided_and_issued_at_once_ends_voided_or_refused(office: Office, race: Any) -> None:
    paper = office.issue(office.draft())
    verbs: list[Callable[[Any], Any]] = [
        lambda actor: void_paper(paper=paper, reason="Ghi sai ngày", actor=actor),
        lambda actor: issue_paper(paper=paper, issued_on=DAY, number="7", actor=actor),
    ]

    def act() -> Any:
        verb, actor = verbs.pop(), office.actor("officer")
        with as_actor(actor):
            return verb(actor)

    got = race(act, 2)
    assert Paper.objects.get().state == PaperState.VOIDED
    assert all(isinstance(one, Paper | PaperRefused) for one in got)


class Silent:
    """A progress that nobody watches."""

    def report(self, **told: object) -> None:
        """Says nothing."""


def test_a_batch_and_a_single_paper_share_a_register_without_a_gap_or_a_circle(
    office: Office, race: Any
) -> None:
    """The single one is the last of the batch: each holds papers first and the register then."""
    start_series(
        body=office.body, sign="UBND-TP", started_on=today(), first_number=5, actor=office.actor("officer")
    )
    papers = [office.draft() for _ in range(4)]
    verbs: list[Callable[[Any], Any]] = [
        lambda actor: issue_paper(paper=papers[-1], issued_on=today(), actor=actor),
        lambda actor: issue_many(
            Silent(), actor, keys=[one.pk for one in papers], issued_on=today().isoformat(), numbers=[]
        ),  # type: ignore[arg-type]
    ]

    def act() -> Any:
        verb, actor = verbs.pop(), office.actor("officer")
        with as_actor(actor):
            return verb(actor)

    got = race(act, 2)
    assert [one for one in got if isinstance(one, Exception)] == []
    assert sorted(Paper.objects.values_list("number", flat=True)) == ["5", "6", "7", "8"]
    for paper in Paper.objects.all():
        said = pdf_text(read_attachment(paper.issued_file))  # type: ignore[arg-type]
        assert f"0{paper.number}/UBND-TP" in said, "what was set ahead bears the number that it got"
