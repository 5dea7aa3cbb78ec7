"""People named in papers: what they are told about it, and what goes when their names go."""

from datetime import date, timedelta
from typing import Any

import pytest

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Body, Person, User
from hoathuan.core.dates import today
from hoathuan.documents.choices import PaperState
from hoathuan.documents.models import Paper
from hoathuan.documents.services.drafting import Typed, draft_paper
from hoathuan.documents.services.issuing import issue_paper
from hoathuan.privacy.choices import ERASED
from hoathuan.privacy.erasing import running
from hoathuan.privacy.models import Erasure, Retention
from hoathuan.privacy.own import making
from hoathuan.teams.models import Mediator, Team
from hoathuan.teams.papers import CEASED, LIST, MEDIATORS

from .registry import START, complete_team, mediator_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
DAY = date(2026, 2, 5)
CHAIR = "Phạm Văn Mẫu"


@pytest.fixture
def team(world: Any) -> Team:
    return complete_team(world.xa_a)


@pytest.fixture
def draft(world: Any, seat_of: Any, actor_of: Any) -> Any:
    """Draft a paper of a kind about a record, as the commune's officer."""
    body = Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)
    officer = actor_of(seat_of("commune_officer", world.xa_a, body=body))

    def make(kind: Any, subject: Any) -> Paper:
        words = {
            "title": kind.title(subject),
            "sign": "QĐ-UBND",
            "signer": CHAIR,
            "signer_office": "CHỦ TỊCH",
        }
        with as_actor(officer):
            typed = Typed(body=body, fields={}, **words)
            return draft_paper(kind=kind, subject=subject, typed=typed, actor=officer)

    return make


def issue(paper: Paper, number: str) -> Paper:
    with as_actor(SYSTEM):
        return issue_paper(paper=paper, issued_on=DAY, number=number, actor=SYSTEM)


def told(person: Person) -> list[tuple[Any, ...]]:
    """The papers in the file that the person asks for."""
    if person.user is None:
        person.user = User.objects.create_user(f"nguoi{person.pk}")
        person.save()
    sections = {section.key: section for section in making.collect(person.user)}
    return [tuple(map(str, row)) for row in sections["documents.papers"].rows]


def test_a_mediator_is_told_of_the_issued_papers_in_which_her_name_stands(team: Team, draft: Any) -> None:
    issue(draft(MEDIATORS, team), "7")
    later = mediator_in(team, "Lò Thị Sau", "F")
    issue(draft(MEDIATORS, team), "8")
    draft(LIST, team)
    body, state = "Ủy ban nhân dân xã An Mẫu", str(PaperState.ISSUED.label)
    assert told(later.person) == [("08/QĐ-UBND", str(DAY), str(MEDIATORS.label), body, state)]
    first = Person.objects.get(full_name="Người Mẫu Một")
    assert [row[0] for row in told(first)] == ["07/QĐ-UBND"]


def test_who_signs_is_told_of_it_and_no_one_of_the_same_name_elsewhere(
    world: Any, team: Team, draft: Any, seat_of: Any
) -> None:
    issue(draft(LIST, team), "7")
    chair, namesake = (seat_of("commune_leader", unit, CHAIR).person for unit in (world.xa_a, world.xa_b))
    clerk = seat_of("commune_officer", world.xa_a, CHAIR).person
    assert [len(told(person)) for person in (chair, namesake, clerk)] == [1, 0, 0]


def test_drafts_go_with_the_name_and_what_was_issued_stays_with_its_reason(
    world: Any, team: Team, draft: Any, seat_of: Any, actor_of: Any, client_for: Any
) -> None:
    gone = today() - timedelta(days=1)
    term = team.mediators.get(person__full_name="Người Mẫu Hai")
    issued = issue(draft(LIST, team), "7")
    drafts = [draft(MEDIATORS, team).pk]
    Mediator.objects.filter(pk=term.pk).update(started_on=START, ended_on=gone, end_reason="wish")
    term.refresh_from_db()
    drafts.append(draft(CEASED, term).pk)
    others = draft(LIST, team)
    for key in ("accounts.people", "teams.mediators", "plans.plans"):
        Retention.objects.create(
            key=key, amount=1, unit="day", valid_from=today(), unconfirmed=False, confirmed_on=today(),
            confirmed_by="x",
        )  # fmt: skip
    admin = seat_of("administrator", world.xa_a)
    page = client_for(admin).get(f"/du-lieu-ca-nhan/nguoi/{term.person.uuid}/xoa/").content.decode()
    assert "theo pháp luật về lưu trữ" in page
    assert "dự thảo văn bản có tên" in page
    with as_actor(actor_of(admin)):
        running.start_person(person=term.person, reason="Đơn xin xóa", actor=actor_of(admin))
    assert Person.objects.get(pk=term.person_id).full_name == ERASED
    assert not Paper.objects.filter(pk__in=drafts).exists()
    assert set(Paper.objects.all()) == {issued, others}
    assert "Người Mẫu Hai" in str(Paper.objects.get(pk=issued.pk).data)
    line = Erasure.objects.get().lines.get(eraser="documents.papers")
    assert (line.found, line.done) == (1, 0)
    assert "lưu trữ" in line.stays
