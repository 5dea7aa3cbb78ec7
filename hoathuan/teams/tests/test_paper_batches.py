"""Decisions for many teams at once: drafted, numbered one after the other, signed, printed in one file."""

import io
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from hoathuan.accounts.actor import actor_for
from hoathuan.accounts.models import Body, Seat
from hoathuan.core.attachments.api import read_attachment
from hoathuan.core.dates import today
from hoathuan.core.jobs.models import Job, ResultFile
from hoathuan.core.jobs.results import path_of
from hoathuan.documents.choices import PaperState
from hoathuan.documents.errors import PaperRefused
from hoathuan.documents.models import Paper
from hoathuan.documents.services import ahead, batches
from hoathuan.documents.signing.tests.authority import PASSPHRASE, Authority
from hoathuan.teams.models import Mediator, Team

from .registry import complete_team, team_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_store")]
KEY = "cong-nhan-hoa-giai-vien"
NEW = f"/van-ban/hang-loat/{KEY}/"
DAY = f"{today():%d/%m/%Y}"
HEAD = {
    "sign": "QĐ-UBND", "signer": "Phạm Văn Mẫu", "signer_office": "CHỦ TỊCH", "f_de_nghi": "", "f_can_cu_khac": "",
}  # fmt: skip


@pytest.fixture
def body(world: Any) -> Body:
    return Body.objects.create(name="Ủy ban nhân dân xã An Mẫu", kind="peoples_committee", unit=world.xa_a)


@pytest.fixture
def people(world: Any, body: Body, seat_of: Any, client_for: Any) -> dict[str, Client]:
    """The own commune's officer and chair, and those around it; three teams, one of them without people."""
    for name in ("Tổ Hai", "Tổ Một"):
        complete_team(world.xa_a, name)
    team_in(world.xa_a, "Tổ không người")
    return {
        "officer": client_for(seat_of("commune_officer", world.xa_a, body=body)),
        "leader": client_for(seat_of("commune_leader", world.xa_a, "Phạm Văn Mẫu", body=body)),
        "parent": client_for(seat_of("province_officer", world.tinh_mau)),
        "sister": client_for(seat_of("commune_officer", world.xa_b)),
        "nobody": client_for(None),
    }


def drafted(client: Client, body: Body, **changes: Any) -> str:
    """The address of the batch that the form has made."""
    page = client.get(NEW).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)
    chosen = re.findall(r'name="subjects" value="([^"]+)"', page)
    assert token
    data = HEAD | {"body": str(body.uuid), "token": token[1], "subjects": chosen} | changes
    client.post(NEW, data)
    return f"/van-ban/dot/{token[1]}/"


def issued(client: Client, batch: str, first: str = "41") -> Any:
    return client.post(f"{batch}ban-hanh/", {"first": first, "issued_on": DAY}, follow=True)


def test_the_list_of_teams_leads_to_the_batch(people: Any) -> None:
    assert NEW in people["officer"].get("/to-hoa-giai/").content.decode()
    assert NEW not in people["leader"].get("/to-hoa-giai/").content.decode()


def test_every_team_that_lacks_its_decision_gets_a_draft_of_its_own(people: Any, body: Body) -> None:
    page = people["officer"].get(NEW).content.decode()
    assert "Tổ Một" in page
    assert "Tổ không người" not in page
    batch = drafted(people["officer"], body)
    assert [paper.title for paper in Paper.objects.order_by("id")] == [
        "Về việc công nhận hòa giải viên của Tổ Hai", "Về việc công nhận hòa giải viên của Tổ Một",
    ]  # fmt: skip
    shown = people["officer"].get(batch).content.decode()
    assert "Đã soạn 2 dự thảo." in shown
    assert "Ban hành cả đợt" in shown
    assert "Không còn hồ sơ nào chờ" in people["officer"].get(NEW).content.decode()


def test_sent_twice_it_makes_no_second_drafts(people: Any, body: Body) -> None:
    batch = drafted(people["officer"], body)
    job = Job.objects.latest("id")
    arguments = job.arguments | {"typed": dict(job.arguments["typed"])}
    batches.draft_many(_Silent(), _actor_of(job), **arguments)  # type: ignore[arg-type]
    assert Paper.objects.count() == 2
    assert batch.endswith(f"{job.arguments['batch']}/")


def test_what_was_issued_since_the_page_was_opened_is_not_drafted_again(people: Any, body: Body) -> None:
    page = people["officer"].get(NEW).content.decode()  # her colleague's page, opened before
    issued(people["officer"], drafted(people["officer"], body))
    token, chosen = uuid.uuid4(), re.findall(r'name="subjects" value="([^"]+)"', page)
    job = Job.objects.filter(arguments__has_key="typed").latest("id")
    keys, typed = job.arguments["keys"], dict(job.arguments["typed"])
    told = batches.draft_many(
        _Silent(),
        _actor_of(job),
        kind=KEY,
        batch=str(token),
        keys=keys,
        typed=typed,  # type: ignore[arg-type]
    )
    assert len(chosen) == 2
    assert told.count("đã có văn bản loại này") == 2
    assert Paper.objects.count() == 2


def test_two_of_one_name_that_are_refused_are_two(people: Any, body: Body, world: Any) -> None:
    bare = [team_in(world.xa_a, name) for name in ("Tổ trống", "Tổ khác")]
    Team.objects.filter(pk=bare[1].pk).update(name=bare[0].name)
    drafted(people["officer"], body)
    job = Job.objects.latest("id")
    arguments = job.arguments | {"keys": [team.pk for team in bare], "batch": str(uuid.uuid4())}
    told = batches.draft_many(_Silent(), _actor_of(job), **arguments)  # type: ignore[arg-type]
    assert told.startswith("Đã soạn 0 dự thảo.\n2 chưa làm được:")


class _Silent:
    """A progress that nobody watches."""

    job_id = 0

    def report(self, **told: object) -> None:
        """Says nothing."""


def _actor_of(job: Job) -> Any:
    seat = Seat.objects.get(pk=job.seat_id)
    return actor_for(seat, seat.person.user)


def test_the_batch_is_issued_with_numbers_one_after_the_other(people: Any, body: Body) -> None:
    batch = drafted(people["officer"], body)
    page = issued(people["officer"], batch).content.decode()
    assert "Đã ban hành 2 văn bản." in page
    assert list(Paper.objects.order_by("id").values_list("number", flat=True)) == ["41", "42"]
    numbers = Mediator.objects.order_by("decision_number").values_list("decision_number", flat=True)
    assert set(numbers.distinct()) == {"41/QĐ-UBND", "42/QĐ-UBND"}


def test_one_that_was_amended_to_another_sign_takes_no_number_of_the_register(
    people: Any, body: Body
) -> None:
    batch = drafted(people["officer"], body)
    Paper.objects.filter(title__endswith="Tổ Hai").update(sign="QĐ-CT")
    issued(people["officer"], batch)
    codes = [paper.code for paper in Paper.objects.order_by("id")]
    assert codes in (["41/QĐ-CT", ""], ["", "41/QĐ-UBND"])
    assert codes.count("") == 1


def test_run_again_after_a_crash_each_paper_keeps_its_number(people: Any, body: Body) -> None:
    batch = drafted(people["officer"], body)
    issued(people["officer"], batch)
    job = Job.objects.latest("id")
    told = batches.issue_many(_Silent(), _actor_of(job), **job.arguments)  # type: ignore[arg-type]
    assert told == "Đã ban hành 2 văn bản."
    assert list(Paper.objects.order_by("id").values_list("number", flat=True)) == ["41", "42"]


def test_a_number_that_is_taken_is_told_before_anything_is_issued(people: Any, body: Body) -> None:
    batch = drafted(people["officer"], body)
    last = Paper.objects.latest("id")
    people["officer"].post(f"/van-ban/{last.uuid}/ban-hanh/", {"number": "41", "issued_on": DAY})
    page = issued(people["officer"], batch).content.decode()
    assert "Số 41 đã dùng" in page
    assert Paper.objects.filter(state=PaperState.DRAFT).count() == 1
    assert "Đã ban hành 1 văn bản." in issued(people["officer"], batch, "42").content.decode()


def test_one_that_is_refused_is_told_and_keeps_nobody_else_from_it(
    people: Any, body: Body, monkeypatch: Any
) -> None:
    batch, real = drafted(people["officer"], body), ahead.make_paper

    def one_fails(paper: Paper, *given: Any) -> Any:
        if "Tổ Hai" in paper.title:
            raise PaperRefused("Mẫu hỏng")
        return real(paper, *given)

    monkeypatch.setattr(ahead, "make_paper", one_fails)
    page = issued(people["officer"], batch).content.decode()
    for words in ("Đã ban hành 1 văn bản.", "1 chưa làm được:", "Tổ Hai: Mẫu hỏng"):
        assert words in page
    assert list(Paper.objects.exclude(number="").values_list("number", flat=True)) == ["42"]


def test_what_was_set_ahead_is_what_would_be_set_then(people: Any, body: Body, monkeypatch: Any) -> None:
    """A paper that was amended meanwhile, or gets another number, is set anew; each file says what its row says."""
    batch = drafted(people["officer"], body)
    first, last = Paper.objects.order_by("id")
    taken: list[bool] = []
    real = ahead.Ahead.take

    def meanwhile(self: Any, paper: Paper, check: Any) -> Any:
        if paper.pk == last.pk:
            paper.version += 1  # as if somebody had amended it after it was set
        found = real(self, paper, check)
        taken.append(found is not None)
        return found

    monkeypatch.setattr(ahead.Ahead, "take", meanwhile)
    issued(people["officer"], batch)
    assert taken == [True, False]
    for paper in (first, last):
        paper.refresh_from_db()
        said = PdfReader(io.BytesIO(read_attachment(paper.issued_file))).pages[0].extract_text()
        assert f"{paper.number}/QĐ-UBND" in said


def test_the_whole_batch_is_one_file_for_the_printer(people: Any, body: Body) -> None:
    batch = drafted(people["officer"], body)
    assert "Một tệp PDF để in" not in people["officer"].get(batch).content.decode()
    issued(people["officer"], batch)
    people["officer"].post(f"{batch}in/")
    file = ResultFile.objects.get()
    pages = PdfReader(io.BytesIO(path_of(file.digest).read_bytes())).pages
    said = "".join(page.extract_text() for page in pages)
    assert "41/QĐ-UBND" in said
    assert "42/QĐ-UBND" in said


def test_the_chair_signs_the_whole_batch(people: Any, body: Body, settings: Any, tmp_path: Path) -> None:
    settings.HT_SIGN_PKCS12 = str(Authority().give(tmp_path, who="Phạm Văn Mẫu", body=body.name))
    settings.HT_SIGN_PASSPHRASE = PASSPHRASE
    batch = drafted(people["officer"], body)
    issued(people["officer"], batch)
    assert "Ký số cả đợt" in people["leader"].get(batch).content.decode()
    page = people["leader"].post(f"{batch}ky-so/", follow=True).content.decode()
    assert "Đã ký số 2 văn bản." in page
    assert set(Paper.objects.values_list("state", flat=True)) == {PaperState.SIGNED}


def test_four_people_at_a_batch(people: Any, body: Body) -> None:
    batch = drafted(people["officer"], body)
    found = {name: client.get(batch).status_code for name, client in people.items()}
    assert found == {"officer": 200, "leader": 200, "parent": 404, "sister": 404, "nobody": 302}
    issued(people["officer"], batch)
    found = {name: client.get(batch).status_code for name, client in people.items()}
    assert found == {"officer": 200, "leader": 200, "parent": 200, "sister": 404, "nobody": 302}
    for step in ("ban-hanh", "in"):
        found = {n: people[n].post(f"{batch}{step}/").status_code for n in ("parent", "sister", "nobody")}
        assert found == {"parent": 404, "sister": 404, "nobody": 302}, step
    new = {name: client.get(NEW).status_code for name, client in people.items()}
    # a sister commune has no teams here; a province and a chair do not draft
    assert new == {"officer": 200, "leader": 403, "parent": 404, "sister": 200, "nobody": 302}
    assert "Tổ Một" not in people["sister"].get(NEW).content.decode()


def test_nobody_drafts_about_a_record_of_another_commune(people: Any, body: Body, world: Any) -> None:
    other = complete_team(world.xa_b, "Tổ xã bên")
    drafted(people["officer"], body, subjects=[str(other.uuid)])
    assert not Paper.objects.exists()


def test_a_batch_costs_the_same_to_look_at_however_large(
    people: Any, body: Body, django_assert_max_num_queries: Any
) -> None:
    batch = drafted(people["officer"], body)
    people["officer"].get(batch)
    with django_assert_max_num_queries(18):
        people["officer"].get(batch)
